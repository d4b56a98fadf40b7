using System.Net;

namespace ReferralNetwork.Tests.Integration.Visitors;

/// <summary>Each with a process of its own, since it is stopped to see all that it leaves.</summary>
public sealed class NoTrackingTests : IAsyncLifetime
{
    const string Forwarded = "203.0.113.77";
    const string Browser = "Kurpalapis/7.1 (Fictional; rv:99)";

    readonly VisitorsFixture fixture = new();

    public Task InitializeAsync() => fixture.InitializeAsync();

    public Task DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task Neither_logs_nor_traces_nor_Inquiries_learn_who_a_visitor_is()
    {
        (string, string)[] marks =
        [
            ("User-Agent", Browser), ("X-Forwarded-For", Forwarded), ("Forwarded", $"for={Forwarded}"), ("Sec-Fetch-Site", "same-origin")
        ];
        foreach (var path in new[] { "/", "/en", "/en/room/still", "/lt/info/spain?from=Kurpalapis", "/en/room", "/nowhere", "/exit" })
            (await fixture.Get(path, StandIn.RoomToken, marks)).Dispose();
        (await fixture.Post("/en/room", StandIn.RoomToken, [("Key", "k"), ("Text", "Nobody's words")], marks)).Dispose();
        fixture.Inquiries.Away = true;
        using (var refused = await fixture.Post("/en/room", StandIn.RoomToken, [("Key", "k"), ("Text", "Nobody's words")], marks))
            Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
        using (var malformed = await fixture.Post("/en/write", room: null, [("Text", "%00")], [.. marks[..3], ("Sec-Fetch-Site", "none")]))
            Assert.Equal(HttpStatusCode.Forbidden, malformed.StatusCode);
        await fixture.Gateway.Stop();

        var traces = await File.ReadAllTextAsync(fixture.TraceFile);
        Assert.Contains("http.route={language:language}/room", traces, StringComparison.Ordinal); // the request was traced
        Assert.Contains(fixture.Inquiries.Heard, asked => asked.Body.Contains("Nobody", StringComparison.Ordinal));
        var left = string.Join('\n', [fixture.Gateway.Output, traces, .. fixture.Inquiries.Heard.Select(asked => asked.ToString())]);
        Assert.All(
            new[] { VisitorsFixture.Source, Forwarded, "Kurpalapis", "user_agent" },
            mark => Assert.DoesNotContain(mark, left, StringComparison.OrdinalIgnoreCase));
        Assert.All(
            new[] { "Nobody's words", StandIn.RoomToken },
            secret => Assert.DoesNotContain(secret, fixture.Gateway.Output + traces, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visits_are_counted_by_day_and_language_and_by_nothing_else()
    {
        var ours = fixture.Gateway.Address.GetLeftPart(UriPartial.Authority);
        (await fixture.Get("/")).Dispose(); // no language yet
        (await fixture.Get("/lt", room: null, ("Referer", ours + "/"))).Dispose(); // one visit begins
        (await fixture.Get("/lt/safety", room: null, ("Referer", ours + "/lt"))).Dispose();
        (await fixture.Get("/ru/safety", room: null, ("Referer", ours + "/lt/safety"))).Dispose(); // another, in Russian
        (await fixture.Get("/lt/info/spain")).Dispose(); // one more, from elsewhere
        (await fixture.Get("/lt/nowhere")).Dispose();
        await fixture.Gateway.Stop();

        var day = DateTime.UtcNow.ToString("yyyy-MM-dd");
        var told = fixture.Inquiries.Heard.Where(asked => asked.Path == "/visitor/visits").ToList();
        Assert.Equal(
            [$$"""{"day":"{{day}}","language":"lt","count":2}""", $$"""{"day":"{{day}}","language":"ru","count":1}"""],
            told.Select(asked => asked.Body).Order(StringComparer.Ordinal));
        Assert.All(told, asked => Assert.Null(asked.Header("Room-Token")));
    }
}
