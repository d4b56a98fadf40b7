using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.StatusReferrals;

public sealed class StatusReferralState : SagaState<StatusReferral>;

/// <summary>A person is referred to the authority that decides who is a victim. No identity: what was asked, and what came of it.</summary>
public sealed record StatusReferral(
    Guid Id, PartnerId From, PartnerId To, string Reference, StatusTerms Terms, StatusBasis Basis, DateTimeOffset SentAt) : Conversation(Id)
{
    /// <summary>For which of the sender's people it is: the audience of the case behind the permit.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    public IReadOnlyList<StatusRelease> Releases { get; init; } = [];

    /// <summary>Permits on which nothing more goes, since the person took consent back or has excluded the authority.</summary>
    public IReadOnlyList<Guid> Ended { get; init; } = [];

    /// <summary>The authority's own reference and officer: notes, sealed in Cases.</summary>
    public Guid? ReferenceNote { get; init; }

    public Guid? OfficerNote { get; init; }

    /// <summary>Until when the authority is to decide; null: nothing waits for its decision.</summary>
    public DateTimeOffset? DecisionDueAt { get; init; }

    public IReadOnlyList<StatusDecision> Decisions { get; init; } = [];

    /// <summary>The recovery and reflection period: what the authority said of it, and the person.</summary>
    public IReadOnlyList<PeriodFact> Period { get; init; } = [];

    /// <summary>Until when the period is to be granted; null: none is due, or it is granted or declined.</summary>
    public DateTimeOffset? PeriodDueAt { get; init; }

    /// <summary>It was not granted in time: an alarm to the caseworker.</summary>
    public bool PeriodOverdue { get; init; }

    /// <summary>Where it was when the authority asked something.</summary>
    public string? AskedFrom { get; init; }

    /// <summary>Nothing more goes to the authority.</summary>
    [JsonIgnore]
    public bool NothingMoreComes => Ended.Contains(Basis.PermitId);

    [JsonIgnore]
    public StatusRelease LastRelease => Releases[^1];
}

/// <summary>What it stands on: a permit that Cases signed, on consent, or for a child who was heard and told.</summary>
/// <param name="ReceiptId">Of the consent; of a child the permit itself.</param>
public sealed record StatusBasis(Guid PermitId, Guid ReceiptId)
{
    [JsonIgnore]
    public bool OfChild => PermitId == ReceiptId;
}

/// <param name="DecisionDue">In which the authority decides, in its own working days.</param>
/// <param name="PeriodDue">In which it grants the period that is due, in its own working days.</param>
/// <param name="Zone">The authority's.</param>
public sealed record StatusTerms(Period DecisionDue, Period PeriodDue, PartnerZone Zone)
{
    public DateTimeOffset DecisionDueAt(DateTimeOffset from) => Deadlines.EndOf(from, DecisionDue, Zone.Calendar);

    public DateTimeOffset PeriodDueAt(DateTimeOffset from) => Deadlines.EndOf(from, PeriodDue, Zone.Calendar);
}

/// <summary>Details asked for, and what Cases answered.</summary>
public sealed record StatusRelease(Guid RequestId, Guid PermitId, DateTimeOffset RequestedAt)
{
    public Guid? DisclosureId { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public string? Refused { get; init; }

    [JsonIgnore]
    public bool Pending => DisclosureId is null && Refused is null;
}

public static class StatusStates
{
    public const string Sent = "Sent", Acknowledged = "Acknowledged", Decided = "Decided", InfoAsked = "InfoAsked",
        ReconsiderationAsked = "ReconsiderationAsked";

    /// <summary>The authority has taken it.</summary>
    public static readonly IReadOnlyList<string> Taken = [Acknowledged, Decided, InfoAsked, ReconsiderationAsked];

    public static readonly IReadOnlyList<string> All = [Sent, .. Taken];
}
