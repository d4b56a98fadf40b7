using Npgsql;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>What waits in a service's tables. Read through indexes of what waits, however much does not.</summary>
/// <param name="Due">Messages and timers that should have left by now.</param>
/// <param name="DueTimers">How many of them are timers.</param>
/// <param name="OldestDueAt">Since when the oldest of them is due, however often it was tried; null where there is none.</param>
/// <param name="Parked">Messages that no queue took.</param>
/// <param name="Quarantined">Messages that could not be consumed and were not replayed.</param>
public sealed record Backlog(long Due, long DueTimers, DateTimeOffset? OldestDueAt, long Parked, long Quarantined)
{
    public static async Task<Backlog> Read(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken) =>
        (await database.ReadOne<Backlog>(
            """
            select count(*) as due, count(timer_key) as due_timers, min(coalesce(first_due_at, due_at)) as oldest_due_at,
                   (select count(*) from outbox where parked_at is not null) as parked,
                   (select count(*) from quarantine where replayed_at is null) as quarantined
            from outbox
            where (due_at <= @now or first_due_at is not null) and parked_at is null
            """,
            new { now }, cancellationToken))!;
}
