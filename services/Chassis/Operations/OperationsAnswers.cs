using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Chassis.Operations;

/// <summary>How a service's messages fare, as it says itself.</summary>
/// <param name="ConsumingPaused">Nothing is consumed as long as the database is away.</param>
/// <param name="Warnings">What works, and needs an operator all the same: its degraded health checks, in English.</param>
/// <param name="Backlog">Null, and so is <paramref name="Timers"/>, while its database does not answer.</param>
public sealed record Overview(
    string Service, bool BrokerConnected, bool ConsumingPaused, TopologySeen Topology, IReadOnlyList<string> Warnings, Backlog? Backlog,
    Timers? Timers);

/// <summary>A message that no queue took.</summary>
/// <param name="Since">When it was laid aside.</param>
public sealed record ParkedMessage(Guid Id, string Exchange, string? Type, DateTimeOffset Since, int Attempts);

/// <summary>Timers that are not due yet.</summary>
/// <param name="NextAt">When the first of them is due; null where there is none.</param>
public sealed record Timers(long Waiting, DateTimeOffset? NextAt)
{
    internal static Task<Timers?> Read(NpgsqlDataSource database, DateTimeOffset now, CancellationToken cancellationToken) =>
        database.ReadOne<Timers>(
            "select count(*) as waiting, min(due_at) as next_at from outbox where timer_key is not null and due_at > @now and first_due_at is null",
            new { now }, cancellationToken);
}

/// <summary>A message that could not be consumed.</summary>
/// <param name="Type">What the body calls itself: redacted too, unless the contract knows it.</param>
/// <param name="ReplayOf">The row whose replay failed as this one.</param>
/// <param name="Bytes">The body's length.</param>
/// <param name="Payload">The body's shape; null if it is no JSON, or too long to look at.</param>
public sealed record QuarantinedMessage(
    Guid Id, Guid? MessageId, string Queue, string? Type, string Reason, string Detail, DateTimeOffset At, DateTimeOffset? ReplayedAt, Guid? ReplayOf,
    int Bytes, JsonElement? Payload);
