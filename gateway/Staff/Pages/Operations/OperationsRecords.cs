using System.Text.Json;

namespace ReferralNetwork.Staff.Pages.Operations;

/// <summary>How a service's messages fare, as it says itself.</summary>
/// <param name="Backlog">Null, and so is <paramref name="Timers"/>, while its database does not answer.</param>
public sealed record Overview(bool BrokerConnected, bool ConsumingPaused, Topology Topology, Backlog? Backlog, Timers? Timers)
{
    public bool Well => BrokerConnected && !ConsumingPaused && Topology.Missing.Count == 0 && Backlog is { Parked: 0, Quarantined: 0 };
}

public sealed record Topology(IReadOnlyList<string> Missing, bool BindingsWatched);

public sealed record Backlog(long Due, long DueTimers, DateTimeOffset? OldestDueAt, long Parked, long Quarantined);

public sealed record Timers(long Waiting, DateTimeOffset? NextAt);

/// <summary>A message that no queue took.</summary>
public sealed record ParkedMessage(Guid Id, string Exchange, string? Type, DateTimeOffset Since, int Attempts);

/// <summary>A message that could not be consumed.</summary>
/// <param name="Payload">Its shape: whatever could be somebody's data is replaced by its length.</param>
public sealed record QuarantinedMessage(
    Guid Id, Guid? MessageId, string Queue, string? Type, string Reason, string Detail, DateTimeOffset At, DateTimeOffset? ReplayedAt, Guid? ReplayOf,
    int Bytes, JsonElement? Payload);

public sealed record StuckPage<T>(IReadOnlyList<T> Items, Guid? Next);
