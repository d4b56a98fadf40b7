using System.Collections.Concurrent;
using System.Net;
using ReferralNetwork.Contracts;
using Xunit.Abstractions;
using static System.Net.Http.HttpMethod;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>Inquiries with its brakes as they ship: only the queue is shorter, and a ticket waits less long.</summary>
public sealed class BrakedFixture : InquiriesFixture
{
    public const int Queue = 10;

    public BrakedFixture()
    {
        Settings["Brakes__Factor"] = "1";
        Settings["Rooms__Waiting"] = $"{Queue}";
        Settings["Rooms__Wait"] = "00:00:02";
    }
}

/// <summary>Floods, all from this machine and to it. Who comes at the same time is served, by whatever rule the flood is slowed.</summary>
public sealed class FloodTests(BrakedFixture fixture, ITestOutputHelper output) : IClassFixture<BrakedFixture>
{
    /// <summary>Nobody else waits longer for an answer: <see cref="Task.WaitAsync(TimeSpan)"/> fails the test.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>By its country a room is known again in a list, where nothing else says whose it is.</summary>
    const string VisitorsCountry = "IT";

    Task<Reply> Open(
        string language, string text, string topic = "other", string? ticket = null, string? key = null, string? country = null) =>
        fixture.Visit(Post, "/visitor/rooms", new { language, topic, text, ticket, country }, key: key);

    /// <summary>As somebody does who is told to wait, and comes again with their ticket.</summary>
    async Task<Reply> OpenPatiently(string language, string text, string? country = null)
    {
        var (key, ticket) = (InquiriesFixture.NewKey(), (string?)null);
        return (await Eventually.Get(
            async () =>
            {
                var answer = await Open(language, text, ticket: ticket, key: key, country: country);
                if (answer.Status == HttpStatusCode.TooManyRequests)
                    ticket = answer["ticket"];
                return answer;
            },
            answer => answer.Status == HttpStatusCode.Created, "their room is opened",
            within: TimeSpan.FromSeconds(60), every: TimeSpan.FromMilliseconds(500)))!;
    }

    async Task<List<Reply>> Flood(string language, int count)
    {
        var answers = new ConcurrentBag<Reply>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 50 },
            async (i, _) => answers.Add(await Open(language, $"{i}")));
        return [.. answers];
    }

    [Fact]
    public async Task Five_hundred_anonymous_openings_keep_a_visitor_neither_from_the_desk_nor_from_an_answer_and_nobody_waits()
    {
        var counsellor = await fixture.Counsellor("lt");
        var talking = (await OpenPatiently("lt", "Kalbamės"))["token"];
        var talked = await fixture.Waiting(counsellor);
        (await fixture.Post(counsellor, $"/rooms/{talked}/take")).Is(HttpStatusCode.OK);

        var whole = System.Diagnostics.Stopwatch.StartNew();
        var flood = Flood("lt", 500);
        var visitor = OpenPatiently("lt", "Man reikia pagalbos", VisitorsCountry);
        var (looks, longest) = (0, TimeSpan.Zero);
        while (!flood.IsCompleted)
        {
            var clock = System.Diagnostics.Stopwatch.StartNew();
            (await fixture.Visit(Get, "/visitor/room", room: talking).WaitAsync(Patience)).Is(HttpStatusCode.OK);
            (await fixture.Get(counsellor, "/rooms?state=waiting").WaitAsync(Patience)).Is(HttpStatusCode.OK);
            longest = clock.Elapsed > longest ? clock.Elapsed : longest;
            looks++;
            await Task.Delay(200); // as pages do, not as a flood
        }
        var answers = await flood;
        var token = (await visitor)["token"];
        output.WriteLine(
            $"500 openings: {answers.Count(a => a.Status == HttpStatusCode.Created)} opened; {looks} looks at a room and the desk meanwhile, the longest {longest.TotalMilliseconds:0} ms; all in {whole.Elapsed.TotalSeconds:0} s");

        // The flood opens twenty rooms and then ten a minute, however long it lasts; the rest is told when to come again, and with what.
        var refused = answers.Where(a => a.Status != HttpStatusCode.Created).ToList();
        Assert.InRange(answers.Count - refused.Count, 0, 21 + (int)(10 * whole.Elapsed.TotalMinutes));
        Assert.All(
            refused,
            answer => Assert.Equal(
                ("many-are-writing", true, true),
                (answer.Is(HttpStatusCode.TooManyRequests).Problem, answer.RetryAfter > TimeSpan.Zero, answer["ticket"].Length > 20)));

        // Their room is on the first page that the desk sees, and they are answered.
        var room = (await fixture.Get(counsellor, "/rooms?state=waiting")).Items
            .Single(r => r.GetProperty("country").GetString() == VisitorsCountry).GetProperty("id").GetGuid();
        (await fixture.Post(counsellor, $"/rooms/{room}/take")).Is(HttpStatusCode.OK);
        (await fixture.Post(counsellor, $"/rooms/{room}/messages", new { text = "Klausau" })).Is(HttpStatusCode.OK);
        Assert.Contains("Klausau", (await fixture.Visit(Get, "/visitor/room", room: token)).Is(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        // Who was in a conversation can go on.
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Esu čia" }, talking)).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_full_queue_tells_when_to_come_again_takes_who_waited_and_lets_emergencies_pass()
    {
        var counsellor = await fixture.Counsellor("de");
        Assert.Contains(await Flood("de", 3 * BrakedFixture.Queue), answer => answer.Status == HttpStatusCode.TooManyRequests);

        var key = InquiriesFixture.NewKey();
        var told = (await Open("de", "Hallo", key: key)).Is(HttpStatusCode.TooManyRequests);
        Assert.Equal(TimeSpan.FromSeconds(2), told.RetryAfter);
        // Too early: the ticket stays the same, and its time goes on. Somebody else's ticket, or one made up, is none.
        var early = (await Open("de", "Hallo", ticket: told["ticket"], key: key)).Is(HttpStatusCode.TooManyRequests);
        Assert.Equal(told["ticket"], early["ticket"]);
        foreach (var none in new[] { "1.x", "nothing", "", $"{long.MaxValue}.x", told["ticket"] })
            Assert.NotEqual(told["ticket"], (await Open("de", "Hallo", ticket: none)).Is(HttpStatusCode.TooManyRequests)["ticket"]);

        // An emergency has a queue of its own, and stands before all others.
        (await Open("de", "Ich komme hier nicht weg", "cannot-leave")).Is(HttpStatusCode.Created);
        var urgent = Assert.Single((await fixture.Get(counsellor, "/rooms?state=urgent")).Items);
        Assert.Equal("cannot-leave", urgent.GetProperty("topic").GetString());
        Assert.DoesNotContain(
            (await fixture.Get(counsellor, "/rooms?state=waiting")).Items, r => r.GetProperty("topic").GetString() == "cannot-leave");

        // Rooms in which nobody came back have lost their places by and by; one form opens one room.
        var opened = await Eventually.Get(
            () => Open("de", "Hallo", ticket: told["ticket"], key: key),
            answer => answer.Status == HttpStatusCode.Created, "they get in", every: TimeSpan.FromMilliseconds(500));
        Assert.Equal(opened["token"], (await Open("de", "Hallo", ticket: told["ticket"], key: key)).Is(HttpStatusCode.Created)["token"]);
    }

    [Fact]
    public async Task Many_unread_rooms_are_closed_at_once_each_on_the_ledger_but_none_that_somebody_came_back_to()
    {
        var (counsellor, stranger) = (await fixture.Counsellor("fr"), await fixture.Counsellor("it"));
        for (var i = 0; i < 5; i++)
            (await Open("fr", $"{i}")).Is(HttpStatusCode.Created);
        var back = (await Open("fr", "Je reviens"))["token"];
        var unread = (await fixture.Get(counsellor, "/rooms?state=unread")).Items.Select(r => r.GetProperty("id").GetGuid()).ToList();
        Assert.Equal(6, unread.Count);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Êtes-vous là?" }, back)).Is(HttpStatusCode.Created);
        Assert.Equal(5, (await fixture.Get(counsellor, "/rooms?state=unread")).Items.Count);

        Assert.Empty(
            (await fixture.Post(stranger, "/rooms/close-unread", new { rooms = unread, evenIfBack = true }))
                .Is(HttpStatusCode.OK).Body.GetProperty("closed").EnumerateArray());
        var closed = (await fixture.Post(counsellor, "/rooms/close-unread", new { rooms = unread })).Is(HttpStatusCode.OK).Body;
        Assert.Equal(5, closed.GetProperty("closed").GetArrayLength());
        var left = Assert.Single(closed.GetProperty("cameBack").EnumerateArray()).GetProperty("id").GetGuid();
        Assert.Equal("Waiting", (await fixture.Visit(Get, "/visitor/room", room: back))["state"]);
        var acts = await fixture.Received<AuditRecorded>(a => a.Verb == "room-closed-unread" && unread.Contains(a.Reference), 5);
        Assert.All(acts, act => Assert.Equal((counsellor.Actor, (PartnerId?)counsellor.Id), (act.Actor, act.Partner)));

        // Closed once it was asked; the visitor opens it again by writing.
        (await fixture.Post(counsellor, "/rooms/close-unread", new { rooms = new[] { left }, evenIfBack = true })).Is(HttpStatusCode.OK);
        Assert.Equal("Closed", (await fixture.Visit(Get, "/visitor/room", room: back))["state"]);
        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "Encore moi" }, back)).Is(HttpStatusCode.Created);
        Assert.Equal(left, Assert.Single((await fixture.Get(counsellor, "/rooms?state=waiting")).Items).GetProperty("id").GetGuid());
        foreach (var rooms in new[] { [], Enumerable.Range(0, 201).Select(_ => Guid.NewGuid()).ToArray() })
            Assert.Equal(
                "/rooms",
                Assert.Single((await fixture.Post(counsellor, "/rooms/close-unread", new { rooms })).Is(HttpStatusCode.BadRequest).Errors).Key);
    }

    [Fact]
    public async Task One_room_takes_so_many_messages_and_keeps_no_other_room_from_writing_nor_its_visitor_from_leaving()
    {
        await fixture.Counsellor("es");
        var (noisy, quiet) = ((await OpenPatiently("es", "Hola"))["token"], (await OpenPatiently("es", "Buenos días"))["token"]);
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => fixture.Visit(Post, "/visitor/room/messages", new { text = $"{i}" }, noisy)));
        var refused = answers.Where(a => a.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.InRange(refused.Count, 30, 40);
        Assert.All(refused, answer => Assert.Equal(("too-many-requests", true), (answer.Problem, answer.RetryAfter > TimeSpan.Zero)));
        Assert.Equal(answers.Length - refused.Count, answers.Count(a => a.Status == HttpStatusCode.Created));
        var phrases = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => fixture.Visit(Post, "/visitor/room/phrase", new { language = "en" }, noisy)));
        Assert.Contains(phrases, answer => answer.Status == HttpStatusCode.TooManyRequests);

        (await fixture.Visit(Post, "/visitor/room/messages", new { text = "¿Hay alguien?" }, quiet)).Is(HttpStatusCode.Created);
        (await fixture.Visit(Post, "/visitor/room/leave", new { }, noisy)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task One_person_is_slowed_in_reading_and_in_changing_and_a_colleague_is_not()
    {
        var person = await fixture.Counsellor("nl");
        var colleague = Somebody(Roles.Counsellor, person.Partner);
        foreach (var ask in new Func<Person, Task<Reply>>[]
        {
            who => fixture.Get(who, "/callbacks"),
            who => fixture.Post(who, "/callers/find", new { phrase = "nobody has these words" }),
            who => fixture.Get(who, "/statistics?from=2026-01-01&to=2026-12-01"),
        })
        {
            var answers = new ConcurrentBag<Reply>();
            await Parallel.ForEachAsync(
                Enumerable.Range(0, 500), new ParallelOptions { MaxDegreeOfParallelism = 20 }, async (_, _) => answers.Add(await ask(person)));
            Assert.Contains(answers, a => a is { Status: HttpStatusCode.TooManyRequests, RetryAfter: not null } && a.Problem == "too-many-requests");
            Assert.NotEqual(HttpStatusCode.TooManyRequests, (await ask(colleague)).Status);
        }
    }
}
