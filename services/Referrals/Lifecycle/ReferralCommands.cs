using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

// What a person or a partner's system asks of a referral. They come over HTTP and travel on no queue.

/// <summary>Opens a referral and makes its first offer. Everything identifying stays behind the permit.</summary>
/// <param name="PermitId">Id of the offer permit that Cases signed; its recipients bound the candidates.</param>
/// <param name="Tie">To the conversation that it belongs to; null: none.</param>
/// <param name="Audience">For which of the sender's people the permit was signed; null: for all.</param>
/// <param name="Place">That is asked for; null: none is.</param>
/// <param name="RemovalAt">The day on which the person is removed, transferred or let go, or has to be gone from where they are.</param>
public sealed record OfferReferral(
    Guid Id,
    PartnerId From,
    Guid Actor,
    Guid PermitId,
    Guid ReceiptId,
    IReadOnlyList<string> Needs,
    string AgeBand,
    string Language,
    string Region,
    string Urgency,
    OfferMode Mode,
    IReadOnlyList<PartnerId> Candidates,
    Terms Terms,
    Tie? Tie = null,
    Audience? Audience = null,
    PlaceNeeded? Place = null,
    DateOnly? RemovalAt = null) : IUserCommand
{
    PartnerId IUserCommand.By => From;
}

/// <summary>
/// The periods that the sender's jurisdiction gives at the moment of offering. The referral keeps them, so that nobody's
/// deadline moves under their feet when a rule changes.
/// </summary>
/// <param name="TimeZone">IANA name; where the sender's working days begin and end.</param>
/// <param name="Holidays">On which of them the sender does not work; null: none were known.</param>
/// <param name="StopReceiptDue">Counted in the recipient's days, to the end of the last.</param>
/// <param name="StopReceiptEscalation">When an overdue receipt is the data-protection officer's business; counted like
/// <paramref name="StopReceiptDue"/>.</param>
/// <param name="StopWishDue">Until when the sender has asked a person who said stop elsewhere about the rest (GDPR Art. 7(3)).</param>
/// <param name="OneSidedEnd">After a cancellation was asked for, until the sender may end it without an answer.</param>
/// <param name="ReadAfterCompletion">How long the recipient reads on after it has helped.</param>
/// <param name="ReadAfterLostContact">How long it reads on after contact was lost: who comes back finds the file.</param>
/// <param name="Correction">How long an outcome can be corrected.</param>
/// <param name="AnswerDueTonight">The shortest that somebody has to answer.</param>
/// <param name="PlaceAnswer">How long a yes with a place waits for it, before the offer is open again.</param>
/// <param name="Zones">Where the days of everybody who was ever asked begin and end, and which are free.</param>
public sealed record Terms(
    Period AnswerDue,
    Period StopReceiptDue,
    string TimeZone,
    Period? StopReceiptEscalation = null,
    Period? StopWishDue = null,
    Period? OneSidedEnd = null,
    Period? ReadAfterCompletion = null,
    Period? ReadAfterLostContact = null,
    Period? Correction = null,
    IReadOnlyList<PartnerZone>? Zones = null,
    IReadOnlyList<DateOnly>? Holidays = null,
    Period? AnswerDueTonight = null,
    Period? PlaceAnswer = null)
{
    /// <summary>The sender's calendar.</summary>
    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone, Holidays);

    /// <summary>Of an organisation that was asked; of another the sender's.</summary>
    public WorkCalendar CalendarOf(PartnerId partner) => Zones.CalendarOf(partner) ?? Calendar;

    /// <summary>These from now on; whoever was asked before keeps its calendar.</summary>
    public Terms Become(Terms newer) =>
        newer with { Zones = newer.Zones.Before(Zones) };
}

/// <param name="Place">As it is needed now; null: as it was.</param>
public sealed record OfferAgain(
    Guid Id, PartnerId By, Guid Actor, Guid PermitId, Guid ReceiptId, IReadOnlyList<PartnerId> Candidates, Terms Terms, Audience? Audience = null,
    PlaceNeeded? Place = null) : IUserCommand;

/// <param name="Place">The place that they are to have; null: accepted without one.</param>
public sealed record AcceptOffer(Guid Id, Guid OfferId, PartnerId By, Guid Actor, WantedPlace? Place = null) : IUserCommand;

/// <param name="ExpectedAt">When they are to arrive.</param>
public sealed record WantedPlace(IReadOnlyList<TakenPlaces> Places, DateTimeOffset ExpectedAt);

/// <summary>The person has set out to the place that was promised.</summary>
public sealed record ReportUnderWay(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The person decides otherwise: this place that was promised is not needed.</summary>
public sealed record GiveBackPlace(Guid Id, PartnerId By, Guid Actor, Guid HoldId) : IUserCommand;

/// <summary>Of a place tonight: it cannot be said now. Who needs it knows whom to ring.</summary>
public sealed record SayUnsure(Guid Id, Guid OfferId, PartnerId By, Guid Actor) : IUserCommand;

public sealed record DeclineOffer(Guid Id, Guid OfferId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;
public sealed record AskQuestion(Guid Id, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;
public sealed record AnswerQuestion(Guid Id, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId, PartnerId NoteTo) : IUserCommand;
public sealed record DeclineAfterAll(Guid Id, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;

/// <param name="Unmet">Of <see cref="PlaceCodes.UnmetNeeds"/>: why no place was found, where one was asked for.</param>
public sealed record GiveUp(Guid Id, PartnerId By, Guid Actor, string Code, string? Unmet = null) : IUserCommand;

/// <summary>Nobody has a place: when the sender searches again.</summary>
/// <param name="Unmet">Of <see cref="PlaceCodes.UnmetNeeds"/>: why none was found.</param>
public sealed record PlanSearch(Guid Id, PartnerId By, Guid Actor, DateOnly On, string Unmet) : IUserCommand;

public sealed record ScheduleAppointment(Guid Id, PartnerId By, Guid Actor, DateTimeOffset At) : IUserCommand;
public sealed record ReportNoShow(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record CancelAppointment(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="At">When it was; null: just now, which is refused while an appointment lies ahead.</param>
public sealed record ReportVisit(Guid Id, PartnerId By, Guid Actor, Guid? NoteId, DateTimeOffset? At = null) : IUserCommand;

/// <inheritdoc cref="ReportVisit" path="/param[@name='At']"/>
public sealed record ReportArrival(Guid Id, PartnerId By, Guid Actor, DateTimeOffset? At = null) : IUserCommand;

public sealed record ReportOutcome(Guid Id, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;

/// <summary>The outcome that was reported was wrong. Both stay on record, and no access is opened again.</summary>
public sealed record CorrectOutcome(Guid Id, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;

/// <summary>Of a referral that the sender ended one-sidedly while somebody lived there: the person has left.</summary>
public sealed record ReportDeparture(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The sender has seen that the recipient has lost contact with the person.</summary>
public sealed record SeeToLostContact(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>
/// The person has told this recipient to stop (GDPR Art. 7(3)): its own access shuts at once, and the sender is to ask about the rest.
/// </summary>
public sealed record TellStop(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>What the person wants, after they told a recipient to stop. A consent that they take back is withdrawn in Cases.</summary>
/// <param name="Code">One of <see cref="Codes.StopWishes"/>.</param>
public sealed record RecordStopWish(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

public sealed record CancelReferral(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record RequestCancellation(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record ConfirmCancellation(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The recipient has not answered the sender's request to cancel.</summary>
public sealed record EndOneSidedly(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="PermitId">A newer permit to stand on from now, where consent was given anew.</param>
public sealed record RequestRelease(Guid Id, PartnerId By, Guid Actor, Guid? PermitId, Guid? ReceiptId, Audience? Audience = null) : IUserCommand;

/// <param name="Basis">Code, for <c>RetainedUnder</c> only.</param>
/// <param name="ReceiptId">The consent that was withdrawn; null: each that this organisation is still asked about.</param>
public sealed record GiveStopReceipt(Guid Id, PartnerId By, Guid Actor, string Kind, string? Basis, Guid? ReceiptId = null) : IUserCommand;

public sealed record EnterInError(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;
