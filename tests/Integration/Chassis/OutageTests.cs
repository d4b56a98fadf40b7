using System.Net;
using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>A server goes away while work arrives, and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    /// <summary>Longer than all tries of a message together (8 s): what used them up would show.</summary>
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(12);

    const int Messages = 40;

    Probe probe = null!;

    public async Task InitializeAsync() => probe = await Probe.Started();

    public async Task DisposeAsync() => await probe.DisposeAsync();

    [Fact]
    public async Task Consuming_waits_while_the_database_is_away_and_nothing_is_lost_quarantined_or_delivered_again()
    {
        await probe.TakeDatabaseAway();
        await probe.Send(ParcelRoutes.Arrivals, Enumerable.Range(1, Messages).Select(step => Probe.Envelope("StepTaken", new { parcelId = Guid.NewGuid(), step })));
        await probe.Send(ParcelRoutes.Parcels, "{ not json"); // needs no database to fail, and one to be quarantined
        await Eventually.Get(() => probe.Operations(), seen => seen.GetProperty("consumingPaused").GetBoolean(), "consuming paused");
        await Task.Delay(Outage);
        Assert.StartsWith("503", await probe.Health(), StringComparison.Ordinal);

        await probe.GiveDatabaseBack();
        await Eventually.Get(async () => (await probe.Operations()).GetProperty("consumingPaused").GetBoolean(), paused => !paused, "consuming paused");
        await Eventually.Get(() => probe.Count("arrivals"), seen => seen == Messages, "arrivals");
        Assert.Equal("malformed", await Eventually.Get(
            () => probe.Query<string>("select coalesce(string_agg(reason, ', '), 'none') from quarantine"),
            reason => reason != "none", "quarantine"));
        Assert.Equal((Messages, 0), await probe.Deliveries(ParcelRoutes.Arrivals, Messages));
        Assert.Equal((1, 0), await probe.Deliveries(ParcelRoutes.Parcels, 1));
    }

    [Fact]
    public async Task While_the_database_is_away_a_POST_is_told_to_come_again_and_does_so_once()
    {
        await probe.TakeDatabaseAway();
        using var client = probe.Client();
        using (var answer = await client.SendAsync(Probe.Json(HttpMethod.Post, "/parcels", new { remindAfterMilliseconds = 0 }, "again")))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await probe.GiveDatabaseBack();
        var parcel = await Eventually.Get(() => probe.Post(new { remindAfterMilliseconds = 0 }, "again"), id => id is not null, "parcel");
        await Eventually.Get(() => probe.State(parcel!.Value), state => state == "Done", "parcel");
        Assert.Equal(1, await probe.Count("parcels"));
    }

    [Fact]
    public async Task A_POST_is_answered_and_kept_while_the_broker_is_away_and_its_messages_leave_once_it_is_back()
    {
        await Eventually.Get(async () =>
        {
            await probe.TakeBrokerAway();
            return await probe.Health();
        }, health => health.Contains("The broker is away", StringComparison.Ordinal), "health");

        var parcel = await probe.Post(new { remindAfterMilliseconds = 0 }, "meanwhile");
        Assert.NotNull(parcel);
        Assert.Equal("Moving", await probe.State(parcel.Value));
        Assert.Equal(2, await probe.Count("outbox")); // the step and the act

        await probe.GiveBrokerBack();
        await Eventually.Get(() => probe.State(parcel.Value), state => state == "Done", "parcel", TimeSpan.FromSeconds(60));
        await Eventually.Get(() => probe.Count("outbox"), rows => rows == 0, "outbox rows");
        await Eventually.Get(() => probe.Count("arrivals"), seen => seen == ParcelRoutes.LastStep, "arrivals");
    }
}
