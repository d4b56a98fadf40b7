using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

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
                var committed = await Committed(kind, ids, cancellationToken);
                var orphans = ids.Except(committed).ToArray();
                await Run("update keys set settled_at = $3 where kind = $1 and id = any($2)", kind, committed, clock.GetUtcNow(), cancellationToken);
                await Run("delete from keys where kind = $1 and id = any($2) and settled_at is null and made_at < $3", kind, orphans, clock.GetUtcNow() - Grace, cancellationToken);
                removed += orphans.Length;
            }
        }
        if (removed > 0)
            Swept(removed);
        return removed;
    }

    async Task<Guid[]> Unsettled(KeyKind kind, CancellationToken cancellationToken)
    {
        await using var select = keys.Command(
            $"select id from keys where settled_at is null and kind = $1 and made_at < $2 order by made_at limit {Batch}", kind.Name, clock.GetUtcNow() - Grace);
        return await Ids(select, cancellationToken);
    }

    async Task<Guid[]> Committed(KeyKind kind, Guid[] ids, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand($"select {kind.Id} from {kind.Table} where {kind.Id} = any($1)");
        select.Parameters.Add(new NpgsqlParameter { Value = ids });
        return await Ids(select, cancellationToken);
    }

    async Task Run(string sql, KeyKind kind, Guid[] ids, DateTimeOffset time, CancellationToken cancellationToken)
    {
        await using var command = keys.Command(sql, kind.Name, ids, time);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    static async Task<Guid[]> Ids(NpgsqlCommand select, CancellationToken cancellationToken)
    {
        var ids = new List<Guid>();
        await using var rows = await select.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
            ids.Add(rows.GetGuid(0));
        return [.. ids];
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} keys of what was never committed")]
    partial void Swept(int count);

    [LoggerMessage(LogLevel.Warning, "Could not look for keys of what was never committed ({SqlState}); trying again in a while")]
    partial void CouldNotSweep(string sqlState);
}
