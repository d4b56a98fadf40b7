using Npgsql;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>What waits in a service's tables. Read through indexes of what waits, however much does not.</summary>
/// <param name="Due">Messages and timers that should have left by now.</param>
/// <param name="DueTimers">How many of them are timers.</param>
/// <param name="OldestDueAt">Since when the oldest of them is due, however often it was tried; null where there is none.</param>
/// <param name="Parked">Messages that no queue took.</param>
/// <param name="Quarantined">Messages that could not be consumed and were not replayed.</param>
public sealed record Backlog(long Due, long DueTimers, DateTimeOffset? OldestDueAt, long Parked, long Quarantined)
{
    public static async Task<Backlog> Read(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var select = database.CreateCommand(
            """
            select count(*), count(timer_key), min(coalesce(first_due_at, due_at)),
                   (select count(*) from outbox where parked_at is not null),
                   (select count(*) from quarantine where replayed_at is null)
            from outbox
            where (due_at <= $1 or first_due_at is not null) and parked_at is null
            """);
        select.Parameters.Add(new() { Value = now });
        await using var row = await select.ExecuteReaderAsync(cancellationToken);
        await row.ReadAsync(cancellationToken);
        return new(
            row.GetInt64(0), row.GetInt64(1), await row.IsDBNullAsync(2, cancellationToken) ? null : row.GetFieldValue<DateTimeOffset>(2),
            row.GetInt64(3), row.GetInt64(4));
    }
}
