using System.Collections.Frozen;
using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

public sealed class ReferralState : SagaState<Referral>
{
    /// <summary>Of those that wait for their turn. Looked up for each step, since a rule asks nobody.</summary>
    [JsonIgnore]
    public IReadOnlySet<PartnerId> Suspended { get; set; } = FrozenSet<PartnerId>.Empty;
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
    DateTimeOffset OpenedAt) : ConversationWithOffers(Id, From)
{
    /// <summary>For which of the sender's people it is: the audience of the case behind the permit. For the others it does not exist.</summary>
    public Audience Audience { get; init; } = Audience.Everybody;

    /// <summary>What it belongs to; null: it stands alone.</summary>
    public Tie? Tie { get; init; }

    /// <summary>Whose acceptance stands, also after the end; none after it declined after all.</summary>
    [JsonIgnore]
    public PartnerId? Recipient => Offers.Accepted?.To;

    /// <summary>The place that is asked for; null: it asks for none, or was offered before places were said.</summary>
    public PlaceNeeded? Place { get; init; }

    /// <summary>The day on which the person is removed, transferred or let go, or has to be gone from where they are.</summary>
    public DateOnly? RemovalAt { get; init; }

    /// <summary>Why no place was found, by month and reason, as far as it was counted: each is counted once.</summary>
    public IReadOnlyList<string> Unmet { get; init; } = [];

    /// <summary>On which day the search for a place goes on; null: nothing was planned.</summary>
    public DateOnly? SearchOn { get; init; }

    /// <summary>As long as nobody has taken it, it comes before whatever else is due.</summary>
    [JsonIgnore]
    public bool IsTonight => Urgency == Codes.Tonight;

    public DateTimeOffset? AppointmentAt { get; init; }
    public string? Outcome { get; init; }

    /// <summary>When it was first reported; corrections are counted from here.</summary>
    public DateTimeOffset? OutcomeAt { get; init; }

    /// <summary>Contact with the person was lost, and the sender has not yet seen to it.</summary>
    public bool ContactLost { get; init; }

    public Cancelling? Cancelling { get; init; }
    public IReadOnlyList<Release> Releases { get; init; } = [];

    /// <summary>Receipts whose consent was withdrawn while this referral stood or had stood on them.</summary>
    public IReadOnlyList<Guid> Withdrawn { get; init; } = [];

    /// <summary>One for each receipt that was withdrawn after details had left on it: beside the state, in ended referrals too.</summary>
    public IReadOnlyList<Stop> Stops { get; init; } = [];

    public IReadOnlyList<StopWish> StopWishes { get; init; } = [];

    /// <summary>
    /// It stands on this permit from now on. Versions of an audience are those of one case: only on the same receipt is it certainly the
    /// same case, and an older audience older. Otherwise the permit's counts, until Cases says what it is now.
    /// </summary>
    public Referral StandingOn(Guid permitId, Guid receiptId, Audience? audience) => this with
    {
        Permit = new Permit(permitId, receiptId),
        Audience = receiptId == Permit.ReceiptId ? Audience.Or(audience) : audience ?? Audience.Everybody,
    };

    /// <summary>Something that is owed after a stop is so late that it is the data-protection officers' business. A column is made of it.</summary>
    public bool Escalated { get; init; }
}

/// <summary>The consent that a referral stands on: the permit that Cases signed, and the receipt behind it.</summary>
public sealed record Permit(Guid Id, Guid ReceiptId);

/// <summary>That the referral belongs to another conversation of the sender's.</summary>
public sealed record Tie(Guid Id, TiedConversation To);

/// <summary>Details asked for, and what Cases answered. A release without an answer is on its way.</summary>
public sealed record Release(Guid RequestId, PartnerId To, DateTimeOffset RequestedAt)
{
    /// <summary>The consent that it was asked for on; null: asked for before this was kept, so it may be any.</summary>
    public Guid? ReceiptId { get; init; }

    public Guid? DisclosureId { get; init; }
    public IReadOnlyList<string> Categories { get; init; } = [];
    public string? Refused { get; init; }
    public DateTimeOffset? AnsweredAt { get; init; }

    [JsonIgnore]
    public bool Pending => AnsweredAt is null;
}

/// <summary>The sender has asked to cancel.</summary>
/// <param name="FromActive">Somebody lives there: the sender alone ends no access.</param>
public sealed record Cancelling(DateTimeOffset RequestedAt, bool FromActive);

/// <summary>Consent was withdrawn: who owes a receipt.</summary>
/// <param name="ReceiptId">The consent.</param>
public sealed record Stop(Guid ReceiptId, DateTimeOffset WithdrawnAt)
{
    /// <summary>Where no rule says when, the data-protection officers are shown one as it becomes overdue.</summary>
    public IReadOnlyList<StopReceipt> Receipts { get; init => field = [.. value.Select(r => r with { EscalateAt = r.EscalateAt ?? r.DueAt })]; } = [];
}

/// <summary>The person has told this recipient to stop; the sender is to ask them about the rest.</summary>
/// <param name="Code">What they want; null as long as nobody has recorded it.</param>
public sealed record StopWish(PartnerId By, DateTimeOffset ToldAt, DateTimeOffset DueAt, string? Code = null, bool Overdue = false)
{
    [JsonIgnore]
    public bool Open => Code is null;
}
