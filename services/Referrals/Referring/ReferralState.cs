using System.Text.Json.Serialization;
using MassTransit;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>What the state machine holds: where the referral stands, and the referral itself, replaced whole by each step.</summary>
public sealed class ReferralState : SagaStateMachineInstance, IVersioned
{
    public Guid CorrelationId { get; set; }
    public string CurrentState { get; set; } = "";
    public long Version { get; set; }
    public Referral Referral { get; set; } = null!; // there from the first event on
}

/// <summary>A referral as it stands. No identity: what it asks for, of whom, and what became of it.</summary>
public sealed record Referral(
    Guid Id,
    PartnerId From,
    string Reference,
    Permit Permit,
    Terms Terms,
    IReadOnlyList<string> Needs,
    string AgeBand,
    string Language,
    string Region,
    string Urgency,
    OfferMode Mode,
    DateTimeOffset OpenedAt)
{
    /// <summary>Every offer ever made, in order.</summary>
    public IReadOnlyList<Offer> Offers { get; init; } = [];

    /// <summary>Candidates whose turn has not come.</summary>
    public IReadOnlyList<PartnerId> Waiting { get; init; } = [];

    /// <summary>Whose acceptance stands, also after the end; none after it declined after all.</summary>
    [JsonIgnore]
    public PartnerId? Recipient => Offers.LastOrDefault(o => o.Status == OfferStatus.Accepted)?.To;

    public DateTimeOffset? AppointmentAt { get; init; }
    public string? Outcome { get; init; }
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>Receipts whose consent was withdrawn while this referral stood or had stood on them.</summary>
    public IReadOnlyList<Guid> Withdrawn { get; init; } = [];

    public Stop? Stop { get; init; }
    public IReadOnlyList<Entry> Timeline { get; init; } = [];
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>The consent that a referral stands on: the permit that Cases signed, and the receipt behind it.</summary>
public sealed record Permit(Guid Id, Guid ReceiptId);

public sealed record Offer(Guid Id, PartnerId To, string Reference, DateTimeOffset MadeAt, DateTimeOffset AnswerBy)
{
    public OfferStatus Status { get; init; }

    /// <summary>When it was answered, or ended without an answer.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public string? Code { get; init; }
    public Guid? NoteId { get; init; }

    /// <summary>The recipient has asked and waits for an answer.</summary>
    public bool QuestionOpen { get; init; }

    [JsonIgnore]
    public bool Open => Status == OfferStatus.Offered;
}

public enum OfferStatus { Offered, Accepted, Declined, Expired, Withdrawn, Overtaken }

/// <summary>Details asked for, and what Cases answered. A release without an answer is on its way.</summary>
public sealed record Release(Guid RequestId, PartnerId To, DateTimeOffset RequestedAt)
{
    public Guid? DisclosureId { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public string? Refused { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    [JsonIgnore]
    public bool Pending => AnsweredAt is null;
}

/// <summary>Consent was withdrawn: who owes a receipt, until when.</summary>
public sealed record Stop(Guid ReceiptId, DateTimeOffset WithdrawnAt, DateTimeOffset DueAt)
{
    public IReadOnlyList<StopReceipt> Receipts { get; init; } = [];

    /// <summary>Not all were in when they were due.</summary>
    public bool Overdue { get; init; }

    [JsonIgnore]
    public bool AllGiven => Receipts.All(r => r.Kind is not null);
}

/// <param name="Kind">Null as long as it is owed.</param>
public sealed record StopReceipt(PartnerId Partner, string? Kind, string? Basis, DateTimeOffset? GivenAt);

/// <summary>A line of the timeline.</summary>
/// <param name="Partner">Who did it; null: the network itself.</param>
/// <param name="With">The recipient whom it concerns and who may see it; null: the sender's side alone.</param>
/// <param name="AppliesAt">A moment that it speaks of, such as the appointment.</param>
public sealed record Entry(
    DateTimeOffset At,
    string What,
    Track Track,
    PartnerId? Partner,
    Guid? Actor,
    PartnerId? With,
    string? Code,
    Guid? NoteId,
    DateTimeOffset? AppliesAt);

/// <summary>What happened to the message, and what a partner decided: never one for the other.</summary>
public enum Track { Evidence, Business }
