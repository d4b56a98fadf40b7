using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>
/// A real process is killed (SIGKILL) at each point where something could be lost or done twice. What was answered 2xx
/// reaches its end, every step once; what was not answered is safe to ask again with the same key.
/// </summary>
public abstract class Killing
{
    const int Kills = 2;
    const int Parcels = 15 * Kills;

    static readonly string[] Keys = [.. Enumerable.Range(0, Parcels).Select(i => $"parcel-{i}")];

    protected static async Task Killed(string point, int passage)
    {
        await using var fixture = await ChassisFixture.Create();
        var accepted = new Dictionary<string, Guid>();

        // Processes are killed in the middle of new work, with the old still on its way; the last one may finish.
        for (var round = 1; round <= Kills; round++)
        {
            await fixture.Start($"{point}:{passage * round}");
            await PostAll(fixture, Keys.Take(Parcels * round / Kills), accepted);
            await fixture.Process.Ended();
            await fixture.Process.DisposeAsync();
        }
        await fixture.Start();
        await PostAll(fixture, Keys, accepted);

        Assert.Equal(Parcels, accepted.Count);
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from parcels where state = 'Done'"),
            done => done == Parcels, "parcels done", TimeSpan.FromSeconds(60));
        await Eventually.Get(() => fixture.Count("arrivals"), seen => seen >= Parcels * ParcelRoutes.LastStep, "arrivals");
        await Eventually.Get(() => fixture.Count("outbox"), rows => rows == 0, "outbox rows", TimeSpan.FromSeconds(60));

        Assert.Equal(Parcels, accepted.Values.Distinct().Count());
        Assert.Equal(Parcels, await fixture.Count("parcels"));
        Assert.Equal(0, await fixture.Query<long>(
            "select count(*) from (select 1 from arrivals group by parcel_id, step having count(*) > 1) twice"));
        Assert.Equal(Parcels * ParcelRoutes.LastStep, await fixture.Count("arrivals"));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from parcels where (data -> 'data' ->> 'steps')::int <> 4"));
        Assert.Equal(0, await fixture.Count("quarantine"));
    }

    static async Task PostAll(ChassisFixture fixture, IEnumerable<string> keys, Dictionary<string, Guid> accepted)
    {
        foreach (var key in keys)
        {
            if (await fixture.Post(new { remindAfterMilliseconds = 0 }, key) is not { } id)
                continue;
            Assert.True(!accepted.TryGetValue(key, out var before) || before == id, "the same key gave another parcel");
            accepted[key] = id;
        }
    }
}

// A class each, so that they run side by side.

public sealed class KillTests : Killing
{
    [Theory]
    [InlineData("before-commit", 9)]
    [InlineData("commit-to-publish", 9)]
    [InlineData("before-ack", 9)]
    public Task Nothing_is_lost_and_nothing_is_done_twice_when_the_process_is_killed(string point, int passage) => Killed(point, passage);

    [Fact]
    public async Task A_timer_survives_a_restart_and_fires_once()
    {
        await using var fixture = await ChassisFixture.Started();
        var parcel = await fixture.Post(new { remindAfterMilliseconds = 3000 }, "timer")
            ?? throw new InvalidOperationException(fixture.Process.Output);
        fixture.Process.Kill();
        await fixture.Process.DisposeAsync();

        await fixture.Start();
        await Eventually.Get(() => fixture.State(parcel), state => state == "Done", "parcel");
        Assert.Equal(1, await fixture.Query<int>("select (data -> 'data' ->> 'reminders')::int from parcels where correlation_id = $1", parcel));
        await Eventually.Get(() => fixture.Count("arrivals"), seen => seen == ParcelRoutes.LastStep, "arrivals");
    }
}

public sealed class KillWhilePublishingTests : Killing
{
    [Theory]
    [InlineData("publish-to-confirm", 3)]
    [InlineData("confirm-to-delete", 3)]
    public Task Nothing_is_lost_and_nothing_is_done_twice_when_the_process_is_killed(string point, int passage) => Killed(point, passage);
}
