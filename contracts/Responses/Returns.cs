using System.Text.Json.Serialization;

namespace ReferralNetwork.Contracts.Responses;

/// <summary>A line of a list of returns.</summary>
/// <param name="Reference">The viewer's own label: another viewer of the same return has another.</param>
/// <param name="Side"><c>requested</c>, <c>asked</c>, <c>led</c>, <c>part</c> or <c>duty</c>.</param>
/// <param name="State">As this organisation may see it: of whoever asked, after somebody accepted, <c>InHand</c> and then <c>Ended</c>.</param>
/// <param name="GoesTo">Null for a body of a State that was asked for a document: it is told no route.</param>
/// <param name="From">Who asked for it; for whoever has a part the lead, who asked them.</param>
/// <param name="Lead">Null as long as nobody has accepted.</param>
public sealed record ReturnLine(
    Guid Id, string Reference, string Side, string State, string LeavesFrom, string? GoesTo, IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs, string Urgency, IReadOnlyList<string> AgeBands, PartnerId From, PartnerId? Lead, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt, string? ToDo);

/// <summary>A return as this organisation may see it.</summary>
/// <param name="Travel">Of <see cref="Codes.TravelAnswers"/>, for the lead; null: not asked, or not answered.</param>
/// <param name="EndCode">Why it ended; for the lead.</param>
/// <param name="Actions">What the viewer may do now; the last segment of each action's route.</param>
public sealed record ReturnDetail(
    ReturnLine Line, bool AlreadyBack, IReadOnlyList<TravellerSeen> Travellers, IReadOnlyList<ReturnOfferSeen> Offers,
    string? Travel, string? EndCode,
    IReadOnlyList<ReturnEvent> Timeline, IReadOnlyList<string> Actions)
{
    /// <summary>The return that the travellers left for this one; for the lead.</summary>
    public Guid? LeftFrom { get; init; }

    /// <summary>Those who go together still.</summary>
    [JsonIgnore]
    public IEnumerable<TravellerSeen> Group => Travellers.Where(t => t.LeftFor is null);

    /// <summary>Each adult alone; where nobody is an adult each child, with whoever decides for them.</summary>
    public bool IsCounselled(TravellerSeen traveller) => !traveller.IsChild || Group.All(t => t.IsChild);

    /// <summary>For the lead all of them, for others their own.</summary>
    public IReadOnlyList<StrandSeen> Strands { get; init; } = [];

    /// <summary>For the lead.</summary>
    public Preparation? Preparation { get; init; }

    /// <summary>For the lead, who meets or carries them, and the duty desks once somebody has not arrived; null: nothing is booked.</summary>
    public JourneySeen? Journey { get; init; }

    /// <summary>For the lead and who receives them; null before.</summary>
    public AtHome? AtHome { get; init; }

    /// <summary>For the lead all of them, for others their own.</summary>
    public IReadOnlyList<ReturnReceiptSeen> Receipts { get; init; } = [];
}

/// <param name="DisclosureId">Of the introduction; for the lead, like all that follows.</param>
/// <param name="Refused">Why no introduction was released.</param>
/// <param name="WithdrawnAt">When the person took the introduction back.</param>
/// <param name="Tied">The lead has a case of its own.</param>
/// <param name="PermitId">For whoever asked, until somebody leads: the permit that they took from their case.</param>
public sealed record TravellerSeen(
    Guid Id, string AgeBand, bool IsChild, Guid? DisclosureId, string? Refused, DateTimeOffset? WithdrawnAt, bool Tied, DateTimeOffset? CounselledAt,
    Guid? PermitId = null)
{
    public DateTimeOffset? ConsentedAt { get; init; }

    /// <summary>That Cases signed: by it the lead finds its own case of this traveller.</summary>
    public Guid? TieId { get; init; }

    /// <summary>Of <see cref="Codes.DocumentHolders"/>.</summary>
    public string? DocumentHolder { get; init; }

    /// <summary>Of <see cref="Codes.Declinable"/>.</summary>
    public IReadOnlyList<string> Declined { get; init; } = [];

    /// <summary>Something in their favour was recorded in their case: they are told the same day; null: nothing is to be told.</summary>
    public DateTimeOffset? ToTellSince { get; init; }

    /// <summary>The return of their own that they left the group for.</summary>
    public Guid? LeftFor { get; init; }

    public Guid? ArrivalPlanId { get; init; }
    public bool WordsSet { get; init; }
}

public sealed record ReturnOfferSeen(
    Guid Id, PartnerId To, string State, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? EndedAt, string? Code, Guid? NoteId);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record ReturnEvent(
    DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, string Track, PartnerId? With, string? Code, Guid? NoteId)
{
    /// <summary>When it happened, where it was recorded later.</summary>
    public DateTimeOffset? AppliesAt { get; init; }
}

/// <summary>One part of the preparation of a traveller.</summary>
/// <param name="State">
/// For a body of a State: <c>RequestReceived</c>, <c>InHand</c>, <c>NeedsFromYou</c>, <c>Done</c>, <c>Declined</c>, <c>Ended</c>, whatever becomes
/// of the
/// journey. For others <c>Asked</c>, <c>Accepted</c>, <c>Needs</c>, <c>Ready</c>, <c>NotNeeded</c>, <c>Declined</c>, <c>Lapsed</c>, <c>Withdrawn</c>.
/// </param>
/// <param name="With">Null: outside the network.</param>
/// <param name="NeededBy">Of a body of a State the last day of a week.</param>
/// <param name="DisclosureId">What was released to the viewer; null for the lead.</param>
/// <param name="Refused">Why nothing was released; for the lead.</param>
/// <param name="Actions">What the viewer may do with it now.</param>
public sealed record StrandSeen(
    Guid Id, Guid TravellerId, string Kind, string State, PartnerId? With, DateTimeOffset AskedAt, DateOnly? NeededBy, IReadOnlyList<string> Needs,
    DateOnly? Until, string? DocumentKind, bool? NationalityConfirmed, string? Code, Guid? NoteId, DateTimeOffset? CompleteAt, bool Released,
    Guid? DisclosureId, string? Refused, IReadOnlyList<string> Actions)
{
    /// <summary>Of <see cref="Codes.DocumentHolders"/>, as of when the details were sent; for whoever issues a document, with the details.</summary>
    public string? DocumentHolder { get; init; }
}

/// <summary>What the lead sees of the way to the booking.</summary>
/// <param name="AssessedByLead">Of <see cref="Codes.AssessmentResults"/>; null: not yet.</param>
/// <param name="HeldSince">Something stands against the journey; no reason stands here.</param>
public sealed record Preparation(
    bool Light, string? AssessedByLead, string? AssessedByReceiving, DateTimeOffset? AssessedAt, IReadOnlyList<PlanLineSeen> Plan,
    DateTimeOffset? HeldSince, DateTimeOffset? BookingKeptUntil, IReadOnlyList<GuardSeen> Guards);

public sealed record PlanLineSeen(string Type, PartnerId? Provider, string Form, decimal? Amount, DateOnly By);

/// <summary>What stands before a booking.</summary>
/// <param name="Name">As the refusal is called.</param>
public sealed record GuardSeen(string Name, bool Met);

/// <param name="DueAt">When the last leg's arrival is looked for; null: nobody is looked for.</param>
/// <param name="NotFreeAt">The third word was said; for the lead alone.</param>
public sealed record JourneySeen(
    IReadOnlyList<LegSeen> Legs, IReadOnlyList<PartnerId> DutyDesks, DateTimeOffset? DepartedAt, DateTimeOffset? DueAt, AlarmSeen? Alarm,
    DateTimeOffset? NotFreeAt, IReadOnlyList<SightingSeen> Sightings);

/// <param name="Late">Minutes of a delay that two sources told.</param>
public sealed record LegSeen(
    Guid Id, string Carrier, string From, string To, DateTimeOffset DepartsAt, DateTimeOffset ArrivesAt, string Escort, PartnerId? By, int Late,
    DateTimeOffset? BegunAt, DateTimeOffset? ArrivedAt, DateTimeOffset? OverdueAt);

public sealed record AlarmSeen(Guid LegId, DateTimeOffset Since, DateTimeOffset RingsAt, PartnerId? AcknowledgedBy);
public sealed record SightingSeen(string What, DateTimeOffset At, PartnerId By, Guid? LegId, string? Code, bool OutOfPlan);

/// <param name="TalkDueAt">When they are asked next how they are; null: no more.</param>
public sealed record AtHome(
    DateTimeOffset? ReceivedAt, IReadOnlyList<string> FirstHours, IReadOnlyList<ReintegrationSeen> Referrals, IReadOnlyList<TalkSeen> Talks,
    DateTimeOffset? TalkDueAt);

public sealed record ReintegrationSeen(Guid ReferralId, PartnerId By, DateTimeOffset Since, DateTimeOffset? EndedAt, string? Code);
public sealed record TalkSeen(DateTimeOffset At, PartnerId By, string Psychosocial, string Economic, string Social);

/// <param name="Kind">Null as long as it is owed.</param>
/// <param name="StrandId">Null: for all that the organisation had.</param>
public sealed record ReturnReceiptSeen(
    PartnerId Partner, DateTimeOffset DueAt, string? Kind, string? Basis, bool Overdue = false, Guid? StrandId = null);
