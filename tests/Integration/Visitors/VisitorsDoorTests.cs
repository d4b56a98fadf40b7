using System.Net;
using System.Text.Json;

namespace ReferralNetwork.Tests.Integration.Visitors;

public sealed class VisitorsDoorTests(VisitorsDoor door) : IClassFixture<VisitorsDoor>
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
        using var answer = await door.Get(path);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.StartsWith("default-src 'none';", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_message_opens_a_room_whose_token_is_a_cookie_for_this_session_alone()
    {
        using var answer = await door.Post("/lt/write", room: null, FirstMessage);
        Assert.Equal((HttpStatusCode.Redirect, "/lt/room"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal($"__Host-room={StandIn.RoomToken}; path=/; secure; samesite=strict; httponly", Assert.Single(answer.Headers.GetValues("Set-Cookie")));
        var opened = door.Inquiries.Heard.Last(asked => asked.Path == "/visitor/rooms");
        Assert.Equal("""{"language":"lt","topic":"job-offer","country":"DE","text":"Is this offer honest?"}""", opened.Body);
    }

    [Fact]
    public async Task A_form_carries_a_key_of_its_own_and_sent_twice_asks_twice_for_the_same()
    {
        using var page = await door.Get("/en/write");
        using var other = await door.Get("/en/write");
        var key = VisitorsDoor.Key(await page.Content.ReadAsStringAsync());
        Assert.True(key.Length >= 43, "A room's token is derived from the key: 256 bits.");
        Assert.NotEqual(key, VisitorsDoor.Key(await other.Content.ReadAsStringAsync()));
        for (var time = 0; time < 2; time++)
            (await door.Post("/en/write", room: null, [("Key", key), .. FirstMessage[1..]])).Dispose();
        var asked = door.Inquiries.Heard.Where(asked => asked.Header("Idempotency-Key") == key).ToList();
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
        var before = door.Inquiries.Heard.Count(asked => asked.Method == "POST");
        foreach (var path in new[] { "/en/write", "/en/return", "/en/room", "/en/room/delete", "/en/room/keep", "/en/room/phrase", "/en/room/phrase/kept" })
        {
            using var answer = await door.Post(path, StandIn.RoomToken, FirstMessage, (header, value));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Equal(before, door.Inquiries.Heard.Count(asked => asked.Method == "POST"));
    }

    [Fact]
    public async Task A_browser_that_only_knows_Origin_can_write()
    {
        using var answer = await door.Post("/en/write", room: null, FirstMessage, ("Origin", door.Gateway.Address.GetLeftPart(UriPartial.Authority)));
        Assert.Equal("/en/room", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task What_people_write_is_shown_as_the_text_it_is()
    {
        const string hostile = "</p><script>alert(1)</script><img src=x onerror=alert(1)> \" onfocus=alert(1) ' &lt;b&gt; \u202Eevil";
        door.Inquiries.Said = hostile;
        using var answer = await door.Get("/en/room", StandIn.RoomToken);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;", page, StringComparison.Ordinal);
        Assert.Equal(1, Count(page, "<script>")); // our own
        Assert.DoesNotContain("<img", page, StringComparison.Ordinal);

        using var refused = await door.Post("/en/write", room: null, [("Text", hostile)]);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        var form = await refused.Content.ReadAsStringAsync();
        Assert.Contains("&lt;script&gt;", form, StringComparison.Ordinal);
        Assert.Equal(1, Count(form, "<script>"));
    }

    [Fact]
    public async Task Without_a_conversation_its_pages_show_what_leaving_shows()
    {
        foreach (var path in new[] { "/en/room", "/lt/room/delete", "/ru/room/keep", "/ar/room/phrase", "/en/room/phrase/kept" })
        {
            using var answer = await door.Get(path);
            Assert.Equal((HttpStatusCode.Redirect, "/today"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        }
        using var today = await door.Get("/today", room: null, ("Accept-Language", "lt"));
        var page = await today.Content.ReadAsStringAsync();
        Assert.Contains("<table class=\"calendar\">", page, StringComparison.Ordinal);
        Assert.DoesNotContain("href=\"/", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_opens_nothing_is_forgotten_and_the_visitor_told()
    {
        using var answer = await door.Get("/en/room", room: "of-a-conversation-that-is-gone");
        Assert.Equal("/en/ended", answer.Headers.Location?.OriginalString);
        Assert.StartsWith("__Host-room=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Leaving_ends_the_token_and_clears_the_browser_and_a_link_elsewhere_does_not()
    {
        using var elsewhere = await door.Get("/exit", StandIn.RoomToken, ("Sec-Fetch-Site", "cross-site"));
        Assert.False(elsewhere.Headers.Contains("Set-Cookie") || elsewhere.Headers.Contains("Clear-Site-Data"));
        var before = Left();

        using var answer = await door.Get("/exit", StandIn.RoomToken);
        Assert.Equal((HttpStatusCode.Redirect, "/today"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal("\"cache\", \"cookies\", \"storage\"", Assert.Single(answer.Headers.GetValues("Clear-Site-Data")));
        Assert.StartsWith("__Host-room=; expires=Thu, 01 Jan 1970", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(1, await Eventually.Get(() => Task.FromResult(Left() - before), left => left > 0, "the token is ended"));

        int Left() => door.Inquiries.Heard.Count(asked => asked.Path == "/visitor/room/leave" && asked.Header("Room-Token") == StandIn.RoomToken);
    }

    [Fact]
    public async Task What_was_typed_stays_while_Inquiries_is_away_and_goes_again_under_the_same_key()
    {
        door.Inquiries.Away = true;
        foreach (var path in new[] { "/en/write", "/en/room" })
        {
            using var answer = await door.Post(path, path == "/en/room" ? StandIn.RoomToken : null, FirstMessage);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Contains(">\nIs this offer honest?</textarea>", page, StringComparison.Ordinal);
            Assert.Equal(FirstMessage[0].Value, VisitorsDoor.Key(page));
        }
        using var room = await door.Get("/en/room", StandIn.RoomToken);
        Assert.Equal("/en/away", room.Headers.Location?.OriginalString);
        Assert.False(room.Headers.Contains("Set-Cookie"));
        door.Inquiries.Away = false;
    }

    [Fact]
    public async Task Too_much_is_refused_with_a_page_and_an_upload_is_taken_nowhere()
    {
        var before = door.Inquiries.Heard.Count;
        foreach (var length in new[] { 4001, 1 << 20 })
        {
            using var answer = await door.Post("/en/write", room: null, [.. FirstMessage[..3], ("Text", new string('x', length))]);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("longer than 4,000 characters", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        using var content = new MultipartFormDataContent
        {
            { new StringContent("job-offer"), "Topic" },
            { new ByteArrayContent([1, 2, 3]), "Text", "photo.jpg" },
        };
        using var upload = await door.Send(new HttpRequestMessage(HttpMethod.Post, "/en/write") { Content = content }, room: null, [("Sec-Fetch-Site", "same-origin")]);
        Assert.Equal(HttpStatusCode.BadRequest, upload.StatusCode);
        Assert.Equal(before, door.Inquiries.Heard.Count);
    }

    [Fact]
    public async Task The_staff_are_told_which_texts_are_due_for_review()
    {
        using var answer = await door.Get("/reviews");
        var reviews = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray().ToList();
        Assert.True(reviews.Count >= 33, $"{reviews.Count} texts");
        Assert.All(reviews, review => Assert.False(review.GetProperty("reviewedBySpeaker").GetBoolean()));
        Assert.All(reviews, review => Assert.Equal(
            review.GetProperty("reviewDue").GetDateTime() < DateTime.UtcNow.Date, review.GetProperty("overdue").GetBoolean()));
    }

    static int Count(string text, string part) => text.Split(part).Length - 1;
}
