using System.Net;

namespace ReferralNetwork.Tests.Integration.Visitors;

/// <summary>Each with a process of its own, since it is stopped to see all that it leaves.</summary>
public sealed class NoMarkTests : IAsyncLifetime
{
    const string Forwarded = "203.0.113.77";
    const string Browser = "Kurpalapis/7.1 (Fictional; rv:99)";

    readonly VisitorsDoor door = new();

    public Task InitializeAsync() => door.InitializeAsync();

    public Task DisposeAsync() => door.DisposeAsync();

    [Fact]
    public async Task Neither_logs_nor_traces_nor_Inquiries_learn_who_a_visitor_is()
    {
        (string, string)[] marks =
        [
            ("User-Agent", Browser), ("X-Forwarded-For", Forwarded), ("Forwarded", $"for={Forwarded}"), ("Sec-Fetch-Site", "same-origin")
        ];
        foreach (var path in new[] { "/", "/en", "/en/room/still", "/lt/info/spain?from=Kurpalapis", "/en/room", "/nowhere", "/exit" })
            (await door.Get(path, StandIn.RoomToken, marks)).Dispose();
        (await door.Post("/en/room", StandIn.RoomToken, [("Key", "k"), ("Text", "Nobody's words")], marks)).Dispose();
        door.Inquiries.Away = true;
        using (var refused = await door.Post("/en/room", StandIn.RoomToken, [("Key", "k"), ("Text", "Nobody's words")], marks))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using (var malformed = await door.Post("/en/write", room: null, [("Text", "%00")], [.. marks[..3], ("Sec-Fetch-Site", "none")]))
            Assert.Equal(HttpStatusCode.Forbidden, malformed.StatusCode);
        await door.Gateway.Stop();

        var traces = await File.ReadAllTextAsync(door.TraceFile);
        Assert.Contains("http.route={language:language}/room", traces, StringComparison.Ordinal); // the request was traced
        Assert.Contains(door.Inquiries.Heard, asked => asked.Body.Contains("Nobody", StringComparison.Ordinal));
        var left = string.Join('\n', [door.Gateway.Output, traces, .. door.Inquiries.Heard.Select(asked => asked.ToString())]);
        Assert.All(
            new[] { VisitorsDoor.Source, Forwarded, "Kurpalapis", "user_agent" },
            mark => Assert.DoesNotContain(mark, left, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            new[] { "Nobody's words", StandIn.RoomToken },
            secret => Assert.DoesNotContain(secret, door.Gateway.Output + traces, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visits_are_counted_by_day_and_language_and_by_nothing_else()
    {
        var ours = door.Gateway.Address.GetLeftPart(UriPartial.Authority);
        (await door.Get("/")).Dispose(); // no language yet
        (await door.Get("/lt", room: null, ("Referer", ours + "/"))).Dispose(); // one visit begins
        (await door.Get("/lt/safety", room: null, ("Referer", ours + "/lt"))).Dispose();
        (await door.Get("/ru/safety", room: null, ("Referer", ours + "/lt/safety"))).Dispose(); // another, in Russian
        (await door.Get("/lt/info/spain")).Dispose(); // one more, from elsewhere
        (await door.Get("/lt/nowhere")).Dispose();
        await door.Gateway.Stop();

        var day = DateTime.UtcNow.ToString("yyyy-MM-dd");
        var told = door.Inquiries.Heard.Where(asked => asked.Path == "/visitor/visits").ToList();
        Assert.Equal(
            [$$"""{"day":"{{day}}","language":"lt","count":2}""", $$"""{"day":"{{day}}","language":"ru","count":1}"""],
            told.Select(asked => asked.Body).Order(StringComparer.Ordinal));
        Assert.All(told, asked => Assert.Null(asked.Header("Room-Token")));
    }
}
