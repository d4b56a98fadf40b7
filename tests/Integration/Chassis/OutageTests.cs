using System.Net;
using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>A server goes away while work arrives, and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    /// <summary>Longer than all tries of a message together (8 s): what used them up would show.</summary>
    static readonly TimeSpan Outage = TimeSpan.FromSeconds(12);

    const int Messages = 40;

    ChassisFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await ChassisFixture.Started();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public async Task Consuming_waits_while_the_database_is_away_and_nothing_is_lost_quarantined_or_delivered_again()
    {
        await fixture.TakeDatabaseAway();
        await fixture.Send(
            ParcelRoutes.Arrivals,
            Enumerable.Range(1, Messages).Select(step => ChassisFixture.Envelope("StepTaken", new { parcelId = Guid.NewGuid(), step })));
        await fixture.Send(ParcelRoutes.Parcels, "{ not json"); // needs no database to fail, and one to be quarantined
        await Eventually.Get(() => fixture.Operations(), seen => seen.GetProperty("consumingPaused").GetBoolean(), "consuming paused");
        await Task.Delay(Outage);
        Assert.StartsWith("503", await fixture.Health(), StringComparison.Ordinal);

        await fixture.GiveDatabaseBack();
        await Eventually.Get(
            async () => (await fixture.Operations()).GetProperty("consumingPaused").GetBoolean(),
            paused => !paused, "consuming paused");
        await Eventually.Get(() => fixture.Count("arrivals"), seen => seen == Messages, "arrivals");
        Assert.Equal("malformed", await Eventually.Get(
            () => fixture.Query<string>("select coalesce(string_agg(reason, ', '), 'none') from quarantine"),
            reason => reason != "none", "quarantine"));
        Assert.Equal((Messages, 0), await fixture.Deliveries(ParcelRoutes.Arrivals, Messages));
        Assert.Equal((1, 0), await fixture.Deliveries(ParcelRoutes.Parcels, 1));
    }

    [Fact]
    public async Task While_the_database_is_away_a_POST_is_told_to_come_again_and_does_so_once()
    {
        await fixture.TakeDatabaseAway();
        using var client = fixture.Client();
        using (var answer = await client.SendAsync(ChassisFixture.Json(HttpMethod.Post, "/parcels", new { remindAfterMilliseconds = 0 }, "again")))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);

        await fixture.GiveDatabaseBack();
        var parcel = await Eventually.Get(() => fixture.Post(new { remindAfterMilliseconds = 0 }, "again"), id => id is not null, "parcel");
        await Eventually.Get(() => fixture.State(parcel!.Value), state => state == "Done", "parcel");
        Assert.Equal(1, await fixture.Count("parcels"));
    }

    [Fact]
    public async Task A_POST_is_answered_and_kept_while_the_broker_is_away_and_its_messages_leave_once_it_is_back()
    {
        await Eventually.Get(async () =>
        {
            await fixture.TakeBrokerAway();
            return await fixture.Health();
        }, health => health.Contains("The broker is away", StringComparison.Ordinal), "health");

        var parcel = await fixture.Post(new { remindAfterMilliseconds = 0 }, "meanwhile");
        Assert.NotNull(parcel);
        Assert.Equal("Moving", await fixture.State(parcel.Value));
        Assert.Equal(2, await fixture.Count("outbox")); // the step and the act

        await fixture.GiveBrokerBack();
        await Eventually.Get(() => fixture.State(parcel.Value), state => state == "Done", "parcel", TimeSpan.FromSeconds(60));
        await Eventually.Get(() => fixture.Count("outbox"), rows => rows == 0, "outbox rows");
        await Eventually.Get(() => fixture.Count("arrivals"), seen => seen == ParcelRoutes.LastStep, "arrivals");
    }
}
