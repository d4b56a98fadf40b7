using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Tests.Faults;

/// <summary>Publishes as the chassis does, but dies in the middle, twice, in another order, or without asking for what came back.</summary>
public sealed class DefectiveForwarder(
    Defects defects, CrashPoints crash, NpgsqlDataSource database, TimeProvider clock,
    BrokerAddress broker, RouteTable routes, ILogger<OutboxForwarder> log)
    : OutboxForwarder(database, clock, broker, routes, log)
{
    /// <summary>Longest that a message is held back to be shuffled: below the grace after which the sweep would publish it.</summary>
    static readonly TimeSpan Held = TimeSpan.FromSeconds(4);

    /// <summary>How much later a message comes once more: time enough to clean an inbox meanwhile.</summary>
    static readonly TimeSpan Later = TimeSpan.FromSeconds(3);

    readonly Random random = new(defects.Seed);
    readonly List<OutboxRow> window = [];
    readonly Queue<(DateTimeOffset At, OutboxRow Row)> later = [];

    public override void Forward(IEnumerable<OutboxRow> rows)
    {
        if (defects.ShuffledWindow == 0)
        {
            base.Forward(rows);
            return;
        }
        lock (window)
        {
            if (window.Count == 0)
                _ = ShuffleIn(Held);
            window.AddRange(rows);
            if (window.Count >= defects.ShuffledWindow)
                Shuffle();
        }
    }

    protected override async Task<Outcome[]> Publish(IChannel channel, IReadOnlyList<OutboxRow> batch, CancellationToken cancellationToken)
    {
        if (defects.WithoutMandatory)
            batch = [.. batch.Select(row => row with { Mandatory = false })];
        if (crash.At(CrashPoints.MidBatch) && batch.Count > 1)
        {
            await base.Publish(channel, [.. batch.Take(batch.Count / 2)], cancellationToken);
            crash.Pass(CrashPoints.MidBatch);
        }
        var outcomes = base.Publish(channel, [.. batch, .. Again(batch)], cancellationToken);
        crash.Pass(CrashPoints.PublishToConfirm);
        return (await outcomes)[..batch.Count];
    }

    protected override Task Settle(IReadOnlyList<OutboxRow> batch, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        crash.Pass(CrashPoints.ConfirmToDelete);
        return base.Settle(batch, outcomes, cancellationToken);
    }

    List<OutboxRow> Again(IReadOnlyList<OutboxRow> batch)
    {
        var again = batch.Where(_ => random.Next(100) < defects.Duplicates).ToList();
        var now = DateTimeOffset.UtcNow;
        foreach (var row in again.ToList())
            later.Enqueue((now + Later, row));
        while (later.TryPeek(out var next) && next.At <= now)
            again.Add(later.Dequeue().Row);
        if (again.Count > 0)
            Console.WriteLine($"defect: {again.Count} duplicated");
        return again;
    }

    async Task ShuffleIn(TimeSpan time)
    {
        await Task.Delay(time);
        lock (window)
            Shuffle();
    }

    void Shuffle()
    {
        if (window.Count == 0)
            return;
        Console.WriteLine($"defect: {window.Count} shuffled");
        var rows = window.ToArray();
        random.Shuffle(rows);
        base.Forward(rows);
        window.Clear();
    }
}
