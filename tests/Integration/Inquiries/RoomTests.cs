using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;
using static System.Net.Http.HttpMethod;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>The consultation room from both sides: nobody asked the visitor's name, and nothing of it is left when it should be gone.</summary>
public sealed class RoomTests(InquiriesFixture fixture) : IClassFixture<InquiriesFixture>
{
    static IReadOnlyList<string> Texts(Reply room) =>
        [.. room.Body.GetProperty("messages").EnumerateArray().Select(m => $"{m.GetProperty("from")}: {m.GetProperty("text")}")];

    Task<Reply> See(string token) => fixture.Visit(Get, "/visitor/room", room: token);

    /// <summary>Words that are shown and typed back.</summary>
    async Task<string> Phrase(string token, string language)
    {
        var phrase = (await fixture.Visit(Post, "/visitor/room/phrase", new { language }, token)).Is(HttpStatusCode.Created)["phrase"];
        (await fixture.Visit(Post, "/visitor/room/phrase/kept", new { phrase }, token)).Is(HttpStatusCode.OK);
        return phrase;
    }

    [Fact]
    public async Task A_visitor_writes_is_answered_leaves_and_comes_back_by_their_words()
    {
        var counsellor = await fixture.Counsellor("lt");
        var token = await fixture.Room("lt", "Siūlo darbą\r\nVokietijoje");
        var waiting = (await See(token)).Is(HttpStatusCode.OK);
        Assert.Equal(("Waiting", "none"), (waiting["state"], waiting["phrase"]));
        Assert.Equal(["visitor: Siūlo darbą\nVokietijoje"], Texts(waiting));

        var id = await fixture.Waiting(counsellor);
        (await fixture.Post(counsellor, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
        var news = fixture.Visit(Get, $"/visitor/room/changes?after={(await See(token))["version"]}", room: token);
        (await fixture.Post(counsellor, $"/rooms/{id}/messages", new { text = "Ar turite sutartį?" })).Is(HttpStatusCode.OK);
        Assert.Equal(["visitor: Siūlo darbą\nVokietijoje", "counsellor: Ar turite sutartį?"], Texts((await news).Is(HttpStatusCode.OK)));

        var phrase = (await fixture.Visit(Post, "/visitor/room/phrase", new { language = "lt" }, token)).Is(HttpStatusCode.Created)["phrase"];
        Assert.Equal("shown", (await See(token))["phrase"]);
        (await fixture.Visit(Post, "/visitor/return", new { phrase })).Is(HttpStatusCode.NotFound); // not before it is typed back
        Assert.Equal(
            "not-the-phrase",
            (await fixture.Visit(Post, "/visitor/room/phrase/kept", new { phrase = "visai kiti žodžiai" }, token))
                .Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Visit(Post, "/visitor/room/phrase/kept", new { phrase = phrase.ToUpperInvariant() }, token)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Post, "/visitor/room/leave", new { }, token)).Is(HttpStatusCode.OK);
        (await See(token)).Is(HttpStatusCode.NotFound);

        var carelessly = phrase.Replace(' ', '\n').Replace("ž", "z", StringComparison.Ordinal).Replace("š", "s", StringComparison.Ordinal);
        var back = (await fixture.Visit(Post, "/visitor/return", new { phrase = carelessly })).Is(HttpStatusCode.OK)["token"];
        Assert.NotEqual(token, back);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Sutarties nedavė." }, back)).Is(HttpStatusCode.Created);
        Assert.Equal(3, Texts(await See(back)).Count);
        Assert.Equal(3, Texts(await fixture.Get(counsellor, $"/rooms/{id}")).Count);
    }

    [Fact]
    public async Task A_token_ends_twenty_minutes_after_the_last_request_and_who_waits_does_not_lose_the_room()
    {
        var counsellor = await fixture.Counsellor("en");
        var token = await fixture.Room("en");
        var (phrase, room) = (await Phrase(token, "en"), await fixture.Waiting(counsellor));
        Task Later(int minutes) =>
            fixture.Execute($"update room_tokens set used_at = used_at - interval '{minutes} minutes' where room_id = '{room}'");

        foreach (var _ in Enumerable.Range(0, 3)) // an hour and more, by a page that is looked at
        {
            await Later(19);
            (await fixture.Visit(Get, "/visitor/room/still", room: token)).Is(HttpStatusCode.NoContent);
        }
        await Later(19);
        // A page that only waits, because it was left open, does not keep it.
        var news = fixture.Visit(Get, "/visitor/room/changes?after=0", room: token);
        (await news).Is(HttpStatusCode.OK);
        await Later(1);
        foreach (var path in new[] { "/visitor/room", "/visitor/room/still", "/visitor/room/changes?after=0" })
            (await fixture.Visit(Get, path, room: token)).Is(HttpStatusCode.NotFound);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Itt vagyok" }, token)).Is(HttpStatusCode.NotFound);
        // The conversation itself is there for who has its words.
        (await fixture.Visit(Post, "/visitor/return", new { phrase })).Is(HttpStatusCode.OK);
        await Eventually.Get(
            () => fixture.Query<long>($"select count(*) from room_tokens where room_id = '{room}'"),
            left => left == 1, "what has ended is forgotten");
    }

    [Fact]
    public async Task What_was_typed_and_not_sent_is_kept_sealed_for_its_token_alone_and_no_desk_sees_a_room_of_it()
    {
        const string Typed = "Žydrūnė dar rašo";
        var counsellor = await fixture.Counsellor("pl");
        var token = (await fixture.Visit(Post, "/visitor/drafts", new { form = "write", content = Typed })).Is(HttpStatusCode.OK)["token"];
        Assert.Equal(token, (await fixture.Visit(Post, "/visitor/drafts", new { form = "write", content = Typed + "!" }, token))["token"]);
        Assert.Equal(Typed + "!", (await fixture.Visit(Get, "/visitor/drafts/write", room: token)).Is(HttpStatusCode.OK)["content"]);
        Assert.Empty(await InquiriesFixture.Places(fixture.Database, Typed));
        Assert.Empty((await fixture.Get(counsellor, "/rooms?state=waiting")).Items);
        (await fixture.Visit(Get, "/visitor/drafts/room", room: token)).Is(HttpStatusCode.NotFound);
        (await fixture.Visit(Get, "/visitor/drafts/write", room: await fixture.Room("pl"))).Is(HttpStatusCode.NotFound);
        Assert.Equal("nothing-sent", (await See(token)).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Visit(Post, "/visitor/drafts", new { form = "../x", content = new string('я', 20_001) })).Is(HttpStatusCode.BadRequest);

        // Read once, and gone.
        await fixture.Visit(Post, "/visitor/drafts", new { form = "words", content = "able about" }, token);
        (await fixture.Visit(Post, "/visitor/drafts/words/take", new { }, token)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Post, "/visitor/drafts/words/take", new { }, token)).Is(HttpStatusCode.NotFound);

        (await fixture.Visit(Post, "/visitor/room/leave", new { }, token)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Get, "/visitor/drafts/write", room: token)).Is(HttpStatusCode.NotFound);
        Assert.Equal(
            0, await fixture.Query<long>("select count(*) from drafts d where not exists (select from room_tokens t where t.hash = d.token_hash)"));
    }

    [Fact]
    public async Task A_draft_goes_with_the_message_that_it_became_and_with_the_room()
    {
        await fixture.Counsellor("ru");
        var token = await fixture.Room("ru");
        async Task Drafted(string form) =>
            (await fixture.Visit(Post, "/visitor/drafts", new { form, content = "Jeg skriver" }, token)).Is(HttpStatusCode.OK);
        await Drafted("room");
        await Drafted("kept");
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Jeg skriver" }, token)).Is(HttpStatusCode.Created);
        (await fixture.Visit(Get, "/visitor/drafts/room", room: token)).Is(HttpStatusCode.NotFound);
        (await fixture.Visit(Get, "/visitor/drafts/kept", room: token)).Is(HttpStatusCode.OK);
        await Drafted("room");
        (await fixture.Visit(Post, "/visitor/room/delete", new { }, token)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Get, "/visitor/drafts/room", room: token)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_return_phrase_opens_however_a_keyboard_of_another_country_writes_it()
    {
        await fixture.Counsellor("ru");
        var token = await fixture.Room("ru");
        var phrase = await Phrase(token, "en");
        foreach (var typed in new[]
        {
            phrase.Replace('i', 'ı'), phrase.ToUpper(System.Globalization.CultureInfo.GetCultureInfo("tr-TR")),
            phrase.Replace('a', 'а').Replace('e', 'е').Replace('o', 'о')
        })
            (await fixture.Visit(Post, "/visitor/return", new { phrase = typed })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_stranger_who_waits_for_news_learns_at_once_and_alike_that_there_is_no_such_room()
    {
        var (counsellor, stranger) = (await fixture.Counsellor("es"), await fixture.Counsellor("it"));
        await fixture.Room("es", "Hola");
        var room = await fixture.Waiting(counsellor);
        // The version of now: who waited for another would wait for 25 seconds.
        var version = (await fixture.Get(counsellor, $"/rooms/{room}")).ETag!.Trim('"');
        (await fixture.Get(stranger, $"/rooms/{room}/changes?after={version}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(stranger, $"/rooms/{Guid.NewGuid()}/changes?after={version}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_form_that_is_sent_again_acts_once_and_answers_the_same()
    {
        var counsellor = await fixture.Counsellor("de");
        var (key, form) = (InquiriesFixture.NewKey(), new { language = "de", topic = "other", text = "Guten Tag" });
        var first = await fixture.Visit(Post, "/visitor/rooms", form, key: key);
        var again = await fixture.Visit(Post, "/visitor/rooms", form, key: key);
        Assert.Equal(first.Is(HttpStatusCode.Created)["token"], again.Is(HttpStatusCode.Created)["token"]);
        Assert.Single((await fixture.Get(counsellor, "/rooms?state=waiting")).Items);
        (await fixture.Visit(Post, "/visitor/rooms", new { language = "de", topic = "other", text = "Etwas anderes" }, key: key))
            .Is(HttpStatusCode.UnprocessableEntity);
        (await fixture.Visit(Post, "/visitor/rooms", form, key: "short")).Is(HttpStatusCode.BadRequest);

        var token = first["token"];
        foreach (var _ in Enumerable.Range(0, 2))
            (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Noch da" }, token, key)).Is(HttpStatusCode.Created);
        Assert.Equal(2, Texts(await See(token)).Count);
        var shown = await fixture.Visit(Post, "/visitor/room/phrase", new { language = "en" }, token, key + "p");
        Assert.Equal(shown["phrase"], (await fixture.Visit(Post, "/visitor/room/phrase", new { language = "en" }, token, key + "p"))["phrase"]);
    }

    [Fact]
    public async Task The_two_doors_take_each_others_tokens_nowhere()
    {
        var counsellor = await fixture.Counsellor("nl");
        var token = await fixture.Room("nl");
        foreach (var path in new[] { "/rooms?state=waiting", "/situations", "/callbacks", "/statistics?from=2026-01-01&to=2026-12-01" })
        {
            (await fixture.Get(counsellor, path)).Is(HttpStatusCode.OK);
            (await fixture.Call(counsellor, Get, path, token: fixture.VisitorsToken)).Is(HttpStatusCode.Unauthorized);
        }
        (await See(token)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Get, "/visitor/room", room: token, bearer: fixture.Token(counsellor))).Is(HttpStatusCode.Unauthorized);
        (await fixture.Visit(Post, "/visitor/return", new { phrase = "a" }, bearer: fixture.Token(counsellor))).Is(HttpStatusCode.Unauthorized);
        (await fixture.Visit(Post, "/visitor/visits", new { day = "2026-01-01", language = "nl", count = 1 }, bearer: fixture.Token(counsellor)))
            .Is(HttpStatusCode.Unauthorized);
        foreach (var role in Roles.All.Except([Roles.Counsellor, Roles.Coordinator]))
            (await fixture.Get(counsellor.As(role), "/rooms?state=waiting")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Only_who_is_in_the_room_reads_it_and_only_one_takes_it()
    {
        var first = await fixture.Counsellor("es");
        var (second, stranger) = (Somebody(Roles.Counsellor, first.Partner), await fixture.Counsellor("it"));
        var token = await fixture.Room("es", "Žydrūnė prašo pagalbos");
        var id = await fixture.Waiting(first);
        Assert.DoesNotContain("Žydrūnė", (await fixture.Get(first, "/rooms?state=waiting")).Text, StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, (await fixture.Get(first, $"/rooms/{id}")).Body.GetProperty("messages").ValueKind);

        (await fixture.Get(stranger, $"/rooms/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stranger, $"/rooms/{id}/take")).Is(HttpStatusCode.NotFound);
        Assert.Equal("not-now", (await fixture.Post(first, $"/rooms/{id}/messages", new { text = "Labas" })).Is(HttpStatusCode.Conflict).Problem);
        var takes = await Task.WhenAll(fixture.Post(first, $"/rooms/{id}/take"), fixture.Post(second, $"/rooms/{id}/take"));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], takes.Select(t => t.Status).Order());

        var (inside, outside) = takes[0].Status == HttpStatusCode.OK ? (first, second) : (second, first);
        Assert.Equal(
            "not-in-the-room", (await fixture.Post(outside, $"/rooms/{id}/messages", new { text = "Labas" })).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(outside.As(Roles.Coordinator), $"/rooms/{id}/join")).Is(HttpStatusCode.OK);
        (await fixture.Post(outside, $"/rooms/{id}/messages", new { text = "Jungiuosi" })).Is(HttpStatusCode.OK);
        Assert.Equal(2, Texts(await fixture.Get(inside, $"/rooms/{id}")).Count);

        (await fixture.Post(inside, $"/rooms/{id}/hand-over", new { note = "Laukia atsakymo apie agentūrą" })).Is(HttpStatusCode.OK);
        (await fixture.Post(outside, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
        Assert.Contains("note: Laukia atsakymo apie agentūrą", Texts(await fixture.Get(outside, $"/rooms/{id}")));
        Assert.DoesNotContain("agentūrą", (await See(token)).Text, StringComparison.Ordinal);

        Assert.Equal(
            ["/visitorAgrees"],
            (await fixture.Post(outside, $"/rooms/{id}/transfer", new { hotline = stranger.Partner })).Is(HttpStatusCode.BadRequest).Errors.Keys);
        (await fixture.Post(outside, $"/rooms/{id}/transfer", new { hotline = Guid.NewGuid(), visitorAgrees = true })).Is(HttpStatusCode.BadRequest);
        (await fixture.Post(outside, $"/rooms/{id}/transfer", new { hotline = stranger.Partner, visitorAgrees = true })).Is(HttpStatusCode.OK);
        (await fixture.Get(outside, $"/rooms/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stranger, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
        Assert.Contains("visitor: Žydrūnė prašo pagalbos", Texts(await fixture.Get(stranger, $"/rooms/{id}")));
        await fixture.Received<AuditRecorded>(
            a => a.Reference == id && a.Verb is "room-opened" or "room-taken" or "room-joined" or "room-transferred", 6);
    }

    [Fact]
    public async Task Delete_all_leaves_nothing_that_opens()
    {
        var counsellor = await fixture.Counsellor("fr");
        var token = await fixture.Room("fr", "Effacez tout");
        var phrase = await Phrase(token, "en");
        var id = await fixture.Waiting(counsellor);
        (await fixture.Post(counsellor, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
        Assert.Equal(1, await fixture.CountKeys(id));

        (await fixture.Visit(Post, "/visitor/room/delete", new { }, token)).Is(HttpStatusCode.OK);

        Assert.Equal(0, await fixture.CountKeys(id));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from messages where room_id = $1", id));
        (await See(token)).Is(HttpStatusCode.NotFound);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Encore" }, token)).Is(HttpStatusCode.NotFound);
        (await fixture.Visit(Post, "/visitor/return", new { phrase })).Is(HttpStatusCode.NotFound);
        (await fixture.Get(counsellor, $"/rooms/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Equal("not-now", (await fixture.Post(counsellor, $"/rooms/{id}/messages", new { text = "Allô" })).Is(HttpStatusCode.Conflict).Problem);
        await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == "room-deleted");
    }

    [Fact]
    public async Task A_silent_room_closes_itself_and_its_transcript_goes_unless_the_visitor_asks_to_keep_it()
    {
        var counsellor = await fixture.Counsellor("sv", InquiriesFixture.Hasty);
        var (token, kept) = (await fixture.Room("sv"), await fixture.Room("sv"));
        (await fixture.Visit(Post, "/visitor/room/keep", new { keep = true }, kept)).Is(HttpStatusCode.OK);
        var ids = (await fixture.Get(counsellor, "/rooms?state=waiting")).Items.Select(r => r.GetProperty("id").GetGuid()).Reverse().ToList();

        await Eventually.Get(() => See(token), seen => seen.Status == HttpStatusCode.NotFound, "the transcript is gone");
        // What is to be kept outlives it: both fell silent at the same time.
        Assert.Equal("Closed", (await See(kept)).Is(HttpStatusCode.OK)["state"]);
        Assert.Equal((0L, 1L), (await fixture.CountKeys(ids[0]), await fixture.CountKeys(ids[1])));
        // A word of theirs opens it again.
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Hej igen" }, kept)).Is(HttpStatusCode.Created);
        Assert.Equal("Waiting", (await See(kept))["state"]);
        await Eventually.Get(() => See(kept), seen => seen.Status == HttpStatusCode.NotFound, "the kept transcript is gone too");
        Assert.Equal(0, await fixture.CountKeys(ids[1]));
        foreach (var id in ids)
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == "room-shredded");
    }

    [Fact]
    public async Task Forged_phrases_by_the_ten_thousand_tell_nothing_and_keep_nobody_out()
    {
        await fixture.Counsellor("tr");
        var token = await fixture.Room("tr");
        var phrase = await Phrase(token, "ru");
        var shownOnly = (await fixture.Visit(Post, "/visitor/room/phrase", new { language = "ru" }, token))["phrase"];
        var deleted = await fixture.Room("tr");
        var gone = await Phrase(deleted, "ru");
        (await fixture.Visit(Post, "/visitor/room/delete", new { }, deleted)).Is(HttpStatusCode.OK);

        var answers = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        var left = 10_000;
        var guessing = Parallel.ForEachAsync(Enumerable.Range(0, left), new ParallelOptions { MaxDegreeOfParallelism = 100 }, async (i, _) =>
        {
            var guess = (i % 4) switch { 0 => shownOnly, 1 => gone, 2 => $"{phrase} {i}x", _ => $"forged {i}" };
            var answer = await fixture.Visit(Post, "/visitor/return", new { phrase = guess });
            // What differs is the trace, which is the request's own.
            answers.AddOrUpdate($"{answer.Status} {answer.Text.Replace(answer["traceId"], "", StringComparison.Ordinal)}", 1, (_, n) => n + 1);
            Interlocked.Decrement(ref left);
        });
        await Eventually.Get(() => Task.FromResult(left), seen => seen < 9_000, "guesses under way");
        (await fixture.Visit(Post, "/visitor/return", new { phrase })).Is(HttpStatusCode.OK);
        Assert.True(left > 0, "the holder came in while others were guessing");
        await guessing;
        var (only, count) = Assert.Single(answers);
        Assert.StartsWith("NotFound", only, StringComparison.Ordinal);
        Assert.Equal(10_000, count);
        (await fixture.Visit(Post, "/visitor/return", new { phrase })).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hostile_text_is_answered_clearly_and_nothing_of_it_is_kept()
    {
        await fixture.Counsellor("uk");
        var token = await fixture.Room("uk", "<script>alert('ні')</script>\u202Eзліва\u200B\u2066");
        Assert.Equal(["visitor: <script>alert('ні')</script>зліва"], Texts(await See(token)));
        foreach (var (text, pointer) in new[]
        {
            ("\0", "/text"), ("a\u0001b", "/text"), ("\u200B \u202E", "/text"), ("", "/text"), (new string('я', 4001), "/text"), ("\uFFFF", "/text")
        })
        {
            var refused = (await fixture.Visit(Post, "/visitor/room/messages", new { text }, token)).Is(HttpStatusCode.BadRequest);
            Assert.Equal(pointer, Assert.Single(refused.Errors).Key);
            (await fixture.Visit(Post, "/visitor/rooms", new { language = "uk", topic = "other", text })).Is(HttpStatusCode.BadRequest);
        }
        (await fixture.Visit(Post, "/visitor/room/messages", """{"text":"\ud800"}""", token)).Is(HttpStatusCode.BadRequest);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = new string('я', 1_000_000) }, token))
            .Is(HttpStatusCode.RequestEntityTooLarge);
        (await fixture.Visit(Post, "/visitor/room/messages", """{"text":"a","text":"b"}""", token)).Is(HttpStatusCode.BadRequest);
        (await fixture.Visit(Post, "/visitor/rooms", new { language = "xx", topic = "none", country = "LT", text = "a" }))
            .Is(HttpStatusCode.BadRequest);
        Assert.Single(Texts(await See(token)));
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = new string('я', 4000) }, token)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_is_typed_stands_nowhere_but_sealed_and_no_address_stands_anywhere()
    {
        const string Canary = "Slapukė-ženklas-74";
        var counsellor = await fixture.Counsellor("ar");
        var token = await fixture.Room("ar", Canary);
        var phrase = await Phrase(token, "lt");
        var id = await fixture.Waiting(counsellor);
        (await fixture.Post(counsellor, $"/rooms/{id}/take")).Is(HttpStatusCode.OK);
        (await fixture.Post(counsellor, $"/rooms/{id}/messages", new { text = Canary })).Is(HttpStatusCode.OK);
        var situation = (await fixture.Post(counsellor, "/situations", new
        {
            channel = "telephone", callType = "about-self", language = "ar", topic = "other", note = Canary,
            safeContact = new { mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius", contact = Canary, words = Canary },
        })).Is(HttpStatusCode.Created).Id;
        Assert.Equal([Canary], SituationTests.Notes(await fixture.Get(counsellor, $"/situations/{situation}")));

        // A control first: the search finds what stands there.
        await fixture.Execute(
            $"create table if not exists control (note text, raw bytea); insert into control values ('{Canary}', convert_to('{Canary}', 'UTF8'))");
        Assert.Equal(["control"], await InquiriesFixture.Places(fixture.Database, Canary));
        await fixture.Execute("drop table control");
        foreach (var secret in new[] { Canary, token, phrase, phrase.Replace(" ", "", StringComparison.Ordinal), "127.0.0.1", "::1" })
        {
            Assert.Empty(await InquiriesFixture.Places(fixture.Database, secret));
            Assert.Empty(await InquiriesFixture.Places(fixture.Keys, secret));
            Assert.DoesNotContain(secret, fixture.Output.Replace(fixture.Address.Authority, "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.All(
            await fixture.Received<AuditRecorded>(_ => true, 1),
            act => Assert.DoesNotContain(Canary, JsonSerializer.Serialize(act), StringComparison.Ordinal));
    }
}
