using System.Net;
using System.Text.Json;
using ReferralNetwork.Visitors.Texts;

namespace ReferralNetwork.Tests.Integration.Visitors;

public sealed class VisitorsGatewayTests(VisitorsFixture fixture) : IClassFixture<VisitorsFixture>
{
    static readonly (string Name, string Value)[] FirstMessage =
        [("Key", "a-key-of-at-least-thirty-two-characters-it-is"), ("Topic", "job-offer"), ("Country", "DE"), ("Text", "Is this offer honest?")];

    [Theory]
    [InlineData("/")]
    [InlineData("/en")]
    [InlineData("/lt/safety")]
    [InlineData("/ru/write")]
    [InlineData("/ar/return")]
    [InlineData("/ar/info/germany")]
    [InlineData("/en/leaving")]
    [InlineData("/today")]
    [InlineData("/nowhere")]
    public async Task Before_a_conversation_a_visitor_gets_no_cookie_and_nothing_that_is_kept(string path)
    {
        using var answer = await fixture.Get(path);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_message_opens_a_room_whose_token_is_a_cookie_for_this_session_alone()
    {
        using var answer = await fixture.Post("/lt/write", room: null, FirstMessage);
        Assert.Equal(
            (HttpStatusCode.Redirect, $"/lt/room?id={VisitorsFixture.IdOf(StandIn.RoomToken)}"),
            (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal(
            $"__Host-room={StandIn.RoomToken}; path=/; secure; samesite=strict; httponly",
            Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        var opened = fixture.Inquiries.Heard.Last(asked => asked.Path == "/visitor/rooms");
        Assert.Equal("""{"language":"lt","topic":"job-offer","country":"DE","text":"Is this offer honest?","ticket":null}""", opened.Body);
    }

    [Fact]
    public async Task A_form_carries_a_key_of_its_own_and_sent_twice_asks_twice_for_the_same()
    {
        using var page = await fixture.Get("/en/write");
        using var other = await fixture.Get("/en/write");
        var key = VisitorsFixture.Key(await page.Content.ReadAsStringAsync());
        Assert.True(key.Length >= 43, "A room's token is derived from the key: 256 bits.");
        Assert.NotEqual(key, VisitorsFixture.Key(await other.Content.ReadAsStringAsync()));
        for (var time = 0; time < 2; time++)
            (await fixture.Post("/en/write", room: null, [("Key", key), .. FirstMessage[1..]])).Dispose();
        var asked = fixture.Inquiries.Heard.Where(asked => asked.Header("Idempotency-Key") == key).ToList();
        Assert.Equal(2, asked.Count);
        Assert.Equal(asked[0].Body, asked[1].Body);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Accept", "*/*")]
    public async Task A_form_that_does_not_come_from_a_page_of_ours_does_nothing(string header, string value)
    {
        var before = fixture.Inquiries.Heard.Count(asked => asked.Method == "POST");
        foreach (var path in new[]
        {
            "/en/write", "/en/return", "/en/room", "/en/room/delete", "/en/room/keep", "/en/room/phrase", "/en/room/phrase/kept"
        })
        {
            using var answer = await fixture.Post(path, StandIn.RoomToken, FirstMessage, (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Equal(before, fixture.Inquiries.Heard.Count(asked => asked.Method == "POST"));
    }

    [Fact]
    public async Task A_browser_that_only_knows_Origin_can_write()
    {
        using var answer = await fixture.Post(
            "/en/write", room: null, FirstMessage, ("Origin", fixture.Gateway.Address.GetLeftPart(UriPartial.Authority)));
        Assert.StartsWith("/en/room?", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_write_is_shown_as_the_text_it_is()
    {
        const string hostile = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \" onfocus=alert(1) ' &lt;b&gt; \u202Eevil";
        fixture.Inquiries.Said = hostile;
        using var answer = await fixture.Get("/en/room", StandIn.RoomToken);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.Equal(1, Count(page, "<script>")); // our own
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);

        using var refused = await fixture.Post("/en/write", room: null, [("Text", hostile)]);
        using var shown = await fixture.Follow(refused, room: null);
        var form = await shown.Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;", form, StringComparison.Ordinal);
        Assert.Equal(1, Count(form, "<script>"));
    }

    [Fact]
    public async Task Without_a_conversation_its_pages_show_what_leaving_shows()
    {
        foreach (var path in new[] { "/en/room", "/lt/room/write", "/lt/room/delete", "/ru/room/keep", "/ar/room/phrase", "/en/room/phrase/kept" })
        {
            using var answer = await fixture.Get(path);
            Assert.Equal((HttpStatusCode.Redirect, "/today"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }
        using var today = await fixture.Get("/today", room: null, ("Accept-Language", "lt"));
        var page = await today.Content.ReadAsStringAsync();
        Assert.Contains("<table class=\"calendar\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_opens_nothing_is_forgotten_and_the_visitor_told()
    {
        using var answer = await fixture.Get("/en/room", room: "of-a-conversation-that-is-gone");
        Assert.Equal("/en/ended", answer.Headers.Location?.OriginalString);
        Assert.StartsWith("__Host-room=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ends_the_token_and_clears_the_browser_and_a_link_elsewhere_does_not()
    {
        using var elsewhere = await fixture.Get("/exit", StandIn.RoomToken, ("Sec-Fetch-Site", "cross-site"));
        Assert.False(elsewhere.Headers.Contains("Set-Cookie") || elsewhere.Headers.Contains("Clear-Site-Data"));
        var before = Left();

        using var answer = await fixture.Get("/exit", StandIn.RoomToken);
        Assert.Equal((HttpStatusCode.Redirect, "/today"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal("\"cookies\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.StartsWith("__Host-room=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(1, await Eventually.Get(() => Task.FromResult(Left() - before), left => left > 0, "the token is ended"));

        int Left() => fixture.Inquiries.Heard.Count(asked => asked.Path == "/visitor/room/leave" && asked.Header("Room-Token") == StandIn.RoomToken);
    }

    /// <summary>Every form of the fixture, with what is typed in it.</summary>
    public static TheoryData<string, bool, string> Forms => new()
    {
        { "/en/write", false, "Text" }, { "/en/return", false, "Phrase" }, { "/en/room", true, "Text" }, { "/en/room/write", true, "Text" },
        { "/en/room/phrase/kept", true, "Phrase" }, { "/en/room/phrase", true, "" }, { "/en/room/keep", true, "" }, { "/en/room/delete", true, "" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task No_answer_to_a_form_carries_text_and_what_was_typed_is_shown_by_the_page_that_comes_next(string path, bool inRoom, string field)
    {
        const string typed = "Is it honest? Žydrūnė <ask>";
        var room = inRoom ? StandIn.RoomToken : null;
        (string, string)[] fields = field == "" ? [FirstMessage[0]] : [.. FirstMessage[..3], (field, typed)];
        foreach (var status in new[] { 0, 400, 409, 422, 429, 503, -1 })
        {
            (fixture.Inquiries.Refuses, fixture.Inquiries.Away) = (status > 0 ? status : null, status < 0);
            using var answer = await fixture.Post(path, room, status == 0 && field == "Text" ? [.. fields[..1], .. fields[2..]] : fields);
            fixture.Inquiries.Refuses = null;
            Assert.True(answer.StatusCode == HttpStatusCode.Redirect, $"{path}, {status}: {answer.StatusCode}");
            Assert.Equal("", await answer.Content.ReadAsStringAsync());
            Assert.DoesNotContain("ydr", answer.Headers.ToString(), StringComparison.Ordinal);
            if (status == 0 || field == "")
                continue;
            using var next = await fixture.Follow(answer, room);
            var page = await next.Content.ReadAsStringAsync();
            Assert.Contains(
                $">\n{WebUtility.HtmlEncode(typed).Replace("&#381;", "Ž", StringComparison.Ordinal)}</textarea>"
                    .Replace("&#363;", "ū", StringComparison.Ordinal).Replace("&#279;", "ė", StringComparison.Ordinal),
                page, StringComparison.Ordinal);
            Assert.Contains("class=\"errors\" role=\"alert\" tabindex=\"-1\" autofocus", page, StringComparison.Ordinal);
            // What may have arrived goes again under the same key; what was changed since under another.
            Assert.Equal(status is not 422, VisitorsFixture.Key(page) == FirstMessage[0].Value);
        }
        fixture.Inquiries.Away = false;
    }

    [Theory]
    [InlineData("/en/write", "/ru/write", false)]
    [InlineData("/en/room", "/ru/room", true)]
    public async Task The_button_for_another_language_takes_along_what_was_typed(string path, string other, bool inRoom)
    {
        var room = inRoom ? StandIn.RoomToken : null;
        using var empty = await fixture.Post(path, room, [FirstMessage[0], ("Speak", "ru")]);
        Assert.False(empty.Headers.Contains("Set-Cookie"), "who typed nothing begins no conversation");
        using var answer = await fixture.Post(path, room, [.. FirstMessage, ("Speak", "ru")]);
        Assert.StartsWith(other, answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        using var next = await fixture.Follow(answer, room);
        var page = await next.Content.ReadAsStringAsync();
        Assert.Contains("<html lang=\"ru\"", page, StringComparison.Ordinal);
        Assert.Contains(">\nIs this offer honest?</textarea>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("autofocus", page, StringComparison.Ordinal);
        if (!inRoom)
            Assert.Contains("value=\"job-offer\" autocomplete=\"off\" checked", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_acts_on_the_conversation_that_it_shows_though_another_one_was_begun_since()
    {
        const string newer = "the-token-of-a-newer-conversation-in-this-browser";
        var cookie = $"{newer}.{StandIn.RoomToken}";
        using var page = await fixture.Get($"/en/room/delete?id={VisitorsFixture.IdOf(StandIn.RoomToken)}", cookie);
        Assert.Contains(
            $"name=\"Id\" value=\"{VisitorsFixture.IdOf(StandIn.RoomToken)}\"",
            await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var answer = await fixture.Post("/en/room/delete", cookie, [FirstMessage[0], ("Id", VisitorsFixture.IdOf(StandIn.RoomToken))]);
        Assert.Equal("/en/deleted", answer.Headers.Location?.OriginalString);
        Assert.Equal(StandIn.RoomToken, fixture.Inquiries.Heard.Last(asked => asked.Path == "/visitor/room/delete").Header("Room-Token"));
        Assert.Equal(newer, VisitorsFixture.Cookie(Assert.Single(answer.Headers.GetValues("Set-Cookie"))));

        // And one of a conversation that is not here any more on none.
        var before = fixture.Inquiries.Heard.Count;
        using var gone = await fixture.Post("/en/room/delete", newer, [FirstMessage[0], ("Id", VisitorsFixture.IdOf(StandIn.RoomToken))]);
        Assert.Equal("/today", gone.Headers.Location?.OriginalString);
        Assert.Equal(before, fixture.Inquiries.Heard.Count);
    }

    [Fact]
    public async Task A_phrase_is_shown_once()
    {
        using var answer = await fixture.Post("/en/room/phrase", StandIn.RoomToken, [("Key", "a-key-of-its-own")]);
        using var shown = await fixture.Follow(answer, StandIn.RoomToken);
        Assert.Contains(StandIn.Phrase, await shown.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var again = await fixture.Follow(answer, StandIn.RoomToken);
        var page = await again.Content.ReadAsStringAsync();
        Assert.DoesNotContain(StandIn.Phrase, page, StringComparison.Ordinal);
        Assert.Contains("<button", page[page.IndexOf("<main", StringComparison.Ordinal)..], StringComparison.Ordinal); // a new one may be asked for
    }

    [Fact]
    public async Task Behind_the_page_that_asks_for_a_message_every_title_is_the_name_of_the_site()
    {
        var paths = new[]
        {
            "/safety", "/write", "/return", "/leaving", "/ended", "/deleted", "/away",
            "/room", "/room/write", "/room/phrase", "/room/phrase/kept", "/room/keep", "/room/delete"
        };
        foreach (var path in paths)
        {
            using var page = await fixture.Get($"/en{path}", path.StartsWith("/room", StringComparison.Ordinal) ? StandIn.RoomToken : null);
            Assert.Contains("<title>Advice about work abroad</title>", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var refused = await fixture.Post("/en/write", room: null, [("Text", "")]);
        using var next = await fixture.Follow(refused, room: null);
        Assert.Contains("<title>Advice about work abroad</title>", await next.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_waits_on_a_page_without_scripts_keeps_the_conversation_by_a_refresh_that_takes_nothing_that_is_typed()
    {
        var id = VisitorsFixture.IdOf(StandIn.RoomToken);
        using var room = await fixture.Get($"/en/room?id={id}", StandIn.RoomToken);
        var page = await room.Content.ReadAsStringAsync();
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"30\"></noscript>", page, StringComparison.Ordinal);
        Assert.Matches("<form [^>]* hidden data-scripts>", page);
        foreach (var path in new[] { "/en/room/write", "/en/room/phrase/kept" })
        {
            using var typing = await fixture.Get($"{path}?id={id}", StandIn.RoomToken);
            var form = await typing.Content.ReadAsStringAsync();
            Assert.DoesNotContain("http-equiv", form, StringComparison.Ordinal);
            Assert.Contains($"<noscript><iframe src=\"/en/room/still?id={id}\"", form, StringComparison.Ordinal);
        }
        using var still = await fixture.Get($"/en/room/still?id={id}", StandIn.RoomToken);
        Assert.Equal((HttpStatusCode.OK, "300"), (still.StatusCode, Assert.Single(still.Headers.GetValues("Refresh"))));
        Assert.Equal(StandIn.RoomToken, fixture.Inquiries.Heard.Last(asked => asked.Path == "/visitor/room/still").Header("Room-Token"));
        using var ended = await fixture.Get($"/en/room/still?id={id}");
        Assert.Equal((HttpStatusCode.NotFound, false), (ended.StatusCode, ended.Headers.Contains("Refresh")));
    }

    [Fact]
    public async Task While_Inquiries_is_away_a_conversation_says_so()
    {
        fixture.Inquiries.Away = true;
        using var room = await fixture.Get("/en/room/keep", StandIn.RoomToken);
        fixture.Inquiries.Away = false;
        Assert.Equal("/en/away", room.Headers.Location?.OriginalString);
        Assert.False(room.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task What_is_sent_into_a_conversation_that_has_ended_here_waits_for_who_comes_back_or_begins_anew()
    {
        using var answer = await fixture.Post("/en/room", room: "of-a-conversation-that-is-gone", FirstMessage);
        Assert.Equal("/en/ended", answer.Headers.Location?.OriginalString);
        var kept = VisitorsFixture.Cookie(Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        using var write = await fixture.Get("/en/write", kept);
        Assert.Contains(">\nIs this offer honest?</textarea>", await write.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_to_wait_is_told_whom_to_call_and_sends_again_what_was_typed_under_the_same_key_with_a_ticket()
    {
        foreach (var language in new[] { "en", "lt", "ru", "ar" })
        {
            var key = $"{language}-key-of-at-least-thirty-two-characters-it-is";
            fixture.Inquiries.Refuses = (int)HttpStatusCode.TooManyRequests;
            using var answer = await fixture.Post($"/{language}/write", room: null, [("Key", key), .. FirstMessage[1..]]);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode); // no answer to a form carries what was typed
            var token = Assert.Single(answer.Headers.GetValues("Set-Cookie")).Split('=', ';')[1];
            var path = answer.Headers.Location!.OriginalString;
            using var shown = await fixture.Get(path, token);
            Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (shown.StatusCode, shown.Headers.RetryAfter?.Delta));
            var page = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync());
            foreach (var part in new[] { new Words(language)["trouble.waiting"], "Is this offer honest?", "tel:112", StandIn.Ticket })
                Assert.Contains(part, page, StringComparison.Ordinal);
            Assert.Equal(key, VisitorsFixture.Key(page));

            fixture.Inquiries.Refuses = null;
            using var again = await fixture.Post(path, token, [("Key", key), .. FirstMessage[1..], ("Ticket", StandIn.Ticket)]);
            Assert.StartsWith($"/{language}/room", again.Headers.Location?.OriginalString, StringComparison.Ordinal);
            var opened = fixture.Inquiries.Heard.Last(asked => asked.Path == "/visitor/rooms");
            Assert.Equal(
                (key, true),
                (opened.Header("Idempotency-Key"), opened.Body.Contains($"\"ticket\":\"{StandIn.Ticket}\"", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public async Task Too_much_is_refused_with_a_page_and_an_upload_is_taken_nowhere()
    {
        var before = fixture.Inquiries.Heard.Count(asked => asked.Path == "/visitor/rooms");
        using (var answer = await fixture.Post("/en/write", room: null, [.. FirstMessage[..3], ("Text", new string('x', 4001))]))
        {
            using var next = await fixture.Follow(answer, room: null);
            var page = await next.Content.ReadAsStringAsync();
            Assert.Contains("longer than 4,000 characters", page, StringComparison.Ordinal);
            Assert.Contains(new string('x', 4001), page, StringComparison.Ordinal);
        }
        using (var answer = await fixture.Post("/en/write", room: null, [.. FirstMessage[..3], ("Text", new string('x', 1 << 20))]))
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode); // more than any page could have sent
            Assert.DoesNotContain("xxx", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var content = new MultipartFormDataContent
        {
            { new StringContent("job-offer"), "Topic" },
            { new ByteArrayContent([1, 2, 3]), "Text", "photo.jpg" },
        };
        using var upload = await fixture.Send(
            new HttpRequestMessage(HttpMethod.Post, "/en/write") { Content = content },
            room: null, [("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal(HttpStatusCode.Redirect, upload.StatusCode);
        Assert.Equal(before, fixture.Inquiries.Heard.Count(asked => asked.Path == "/visitor/rooms"));
    }

    [Fact]
    public async Task The_staff_are_told_which_texts_are_due_for_review()
    {
        using var answer = await fixture.Get("/reviews");
        var reviews = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray().ToList();
        Assert.True(reviews.Count >= 33, $"{reviews.Count} texts");
        Assert.All(reviews, review => Assert.False(review.GetProperty("reviewedBySpeaker").GetBoolean()));
        Assert.All(reviews, review => Assert.Equal(
            review.GetProperty("reviewDue").GetDateTime() < DateTime.UtcNow.Date, review.GetProperty("overdue").GetBoolean()));
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
