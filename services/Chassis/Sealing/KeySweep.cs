using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// Removes keys of what was never committed: the process died, or the commit failed, between the two databases.
/// </summary>
public sealed partial class KeySweep(
    KeyDatabase keys, NpgsqlDataSource database, IReadOnlyList<KeyKind> kinds, TimeProvider clock, ILogger<KeySweep> log)
    : BackgroundService
{
    /// <summary>Far longer than any request or message can take.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromHours(1);

    static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);
    const int Batch = 500;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                CouldNotSweep(e.SqlState ?? "no connection");
            }
        }
    }

    /// <summary>Settles what was committed and removes the rest, of keys older than <see cref="Grace"/>.</summary>
    /// <returns>How many keys were removed.</returns>
    public async Task<int> Sweep(CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var kind in kinds)
        {
            while (await Unsettled(kind, cancellationToken) is { Length: > 0 } ids)
            {
                var committed = await database.Read<Guid>($"select {kind.Id} from {kind.Table} where {kind.Id} = any(@ids)",
                    new { ids }, cancellationToken);
                var orphans = ids.Except(committed).ToArray();
                await keys.Source.Run(
                    "update keys set settled_at = @now where kind = @name and id = any(@committed)",
                    new { kind.Name, committed, now = clock.GetUtcNow() }, cancellationToken);
                await keys.Source.Run(
                    "delete from keys where kind = @name and id = any(@orphans) and settled_at is null and made_at < @before",
                    new { kind.Name, orphans, before = clock.GetUtcNow() - Grace }, cancellationToken);
                removed += orphans.Length;
            }
        }
        if (removed > 0)
            Swept(removed);
        return removed;
    }

    async Task<Guid[]> Unsettled(KeyKind kind, CancellationToken cancellationToken) =>
    [
        .. await keys.Source.Read<Guid>(
            $"select id from keys where settled_at is null and kind = @name and made_at < @before order by made_at limit {Batch}",
            new { kind.Name, before = clock.GetUtcNow() - Grace }, cancellationToken),
    ];

    [LoggerMessage(LogLevel.Information, "Removed {Count} keys of what was never committed")]
    partial void Swept(int count);

    [LoggerMessage(LogLevel.Warning, "Could not look for keys of what was never committed ({SqlState}); trying again in a while")]
    partial void CouldNotSweep(string sqlState);
}
