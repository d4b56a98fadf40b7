using System.Net;
using System.Text.Json;
using static System.Net.Http.HttpMethod;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>Counts alone, and none of them small.</summary>
public sealed class StatisticsTests(InquiriesFixture fixture) : IClassFixture<InquiriesFixture>
{
    async Task Close(Person counsellor, Guid id, object facts) =>
        (await fixture.Post(
            counsellor, $"/situations/{id}/close", new { end = "closed", facts }, (await fixture.Get(counsellor, $"/situations/{id}")).ETag))
            .Is(HttpStatusCode.OK);

    static DateOnly LastMonth { get; } = DateOnly.FromDateTime(DateTime.UtcNow).AddMonths(-1);

    async Task<JsonElement> Figures(Person counsellor, string dimension) =>
        (await fixture.Get(counsellor, $"/statistics?from={LastMonth:yyyy-MM-01}&to={DateTime.UtcNow:yyyy-MM-dd}")).Is(HttpStatusCode.OK)
            .Body.GetProperty("dimensions").GetProperty(dimension)[0];

    static long? Value(JsonElement row, string value) =>
        row.GetProperty("values").GetProperty(value) is { ValueKind: JsonValueKind.Number } n ? n.GetInt64() : null;

    [Fact]
    public async Task Inquiries_are_counted_small_figures_hidden_and_possible_never_becomes_actual()
    {
        var counsellor = await fixture.Counsellor("lt");
        var ids = new List<Guid>();
        foreach (var (channel, topic, count) in new[] { ("telephone", "job-offer", 14), ("email", "way-home", 12), ("in-person", "other", 3) })
        {
            for (var i = 0; i < count; i++)
                ids.Add((await fixture.Post(counsellor, "/situations", new { channel, callType = "about-self", language = "lt", topic }))
                    .Is(HttpStatusCode.Created).Id);
        }
        for (var i = 0; i < ids.Count; i++)
        {
            await Close(counsellor, ids[i], new
            {
                status = i < 12 ? "ActualVictimOfTrafficking" : "PossibleVictimOfTrafficking",
                destination = "DE", recruitment = "ThroughAnOnlineAdvertisement",
                relationship = "x:Friend", assistance = new[] { "x:SafetyPlanning" },
            });
        }

        // Opened again, it counts when it ends again, as what it is then.
        var seen = (await fixture.Get(counsellor, $"/situations/{ids[0]}")).ETag;
        (await fixture.Post(counsellor, $"/situations/{ids[0]}/reopen", new { }, seen)).Is(HttpStatusCode.OK);
        await Close(counsellor, ids[0], new { status = "PossibleVictimOfTrafficking", destination = "DE" });

        // A month that grows would show each call by itself, from one day to the next.
        var now = (await fixture.Get(counsellor, $"/statistics?from={LastMonth:yyyy-MM-01}&to={DateTime.UtcNow:yyyy-MM-dd}"))
            .Body.GetProperty("dimensions");
        Assert.False(now.TryGetProperty("channel", out _) || now.TryGetProperty("status", out _));
        await fixture.Execute("update counts set period = period - interval '1 month' where dimension <> 'visits'");

        var channels = await Figures(counsellor, "channel");
        Assert.Equal(29, channels.GetProperty("total").GetInt64());
        Assert.Equal((14L, null, null), (Value(channels, "telephone"), Value(channels, "email"), Value(channels, "in-person")));
        Assert.Equal(
            (11L, 18L),
            (Value(await Figures(counsellor, "destination.actual"), "DE"), Value(await Figures(counsellor, "destination.possible"), "DE")));
        Assert.Equal(28L, Value(await Figures(counsellor, "assistance"), "x:SafetyPlanning"));
    }

    [Fact]
    public async Task Visits_are_added_up_once_each_and_name_nobody()
    {
        var counsellor = await fixture.Counsellor("lt");
        var (day, key) = (LastMonth.ToString("yyyy-MM-dd", null), InquiriesFixture.NewKey());
        foreach (var _ in Enumerable.Range(0, 2))
            (await fixture.Visit(Post, "/visitor/visits", new { day, language = "ru", count = 70 }, key: key)).Is(HttpStatusCode.OK);
        (await fixture.Visit(Post, "/visitor/visits", new { day, language = "ru", count = 30 })).Is(HttpStatusCode.OK);
        Assert.Equal(100L, Value(await Figures(counsellor, "visits"), "ru"));
        (await fixture.Visit(Post, "/visitor/visits", new { day = "2999-01-01", language = "xx", count = 0 })).Is(HttpStatusCode.BadRequest);
    }
}
