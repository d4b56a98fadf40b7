namespace ReferralNetwork.Contracts.Responses;

/// <summary>A line of a list of returns.</summary>
/// <param name="Reference">The viewer's own label: another viewer of the same return has another.</param>
/// <param name="Side"><c>requested</c>, <c>asked</c> or <c>led</c>.</param>
/// <param name="State">As this organisation may see it: of whoever asked, after somebody accepted, <c>InHand</c> and then <c>Ended</c>.</param>
/// <param name="Lead">Null as long as nobody has accepted.</param>
public sealed record ReturnLine(
    Guid Id, string Reference, string Side, string State, string LeavesFrom, string GoesTo, IReadOnlyList<string> Languages,
    IReadOnlyList<string> Needs, string Urgency, IReadOnlyList<string> AgeBands, PartnerId From, PartnerId? Lead, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt, string? ToDo);

/// <summary>A return as this organisation may see it.</summary>
/// <param name="Travel">Of <see cref="Codes.TravelAnswers"/>, for the lead; null: not asked, or not answered.</param>
/// <param name="EndCode">Why it ended; for the lead.</param>
/// <param name="Actions">What the viewer may do now; the last segment of each action's route.</param>
public sealed record ReturnDetail(
    ReturnLine Line, bool AlreadyBack, IReadOnlyList<TravellerSeen> Travellers, IReadOnlyList<ReturnOfferSeen> Offers,
    string? Travel, string? EndCode,
    IReadOnlyList<ReturnEvent> Timeline, IReadOnlyList<string> Actions);

/// <param name="DisclosureId">Of the introduction; for the lead, like all that follows.</param>
/// <param name="Refused">Why no introduction was released.</param>
/// <param name="WithdrawnAt">When the person took the introduction back.</param>
/// <param name="Tied">The lead has a case of its own.</param>
/// <param name="PermitId">For whoever asked, until somebody leads: the permit that they took from their case.</param>
public sealed record TravellerSeen(
    Guid Id, string AgeBand, bool IsChild, Guid? DisclosureId, string? Refused, DateTimeOffset? WithdrawnAt, bool Tied, DateTimeOffset? CounselledAt,
    Guid? PermitId = null);

public sealed record ReturnOfferSeen(
    Guid Id, PartnerId To, string State, DateTimeOffset MadeAt, DateTimeOffset AnswerBy, DateTimeOffset? EndedAt, string? Code, Guid? NoteId);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record ReturnEvent(
    DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, string Track, PartnerId? With, string? Code, Guid? NoteId);
