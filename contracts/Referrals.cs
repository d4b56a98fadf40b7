namespace ReferralNetwork.Contracts;

// Commands: what a person or a partner's system asks of a referral. They come through the HTTP door with the
// caller's organisation filled in from the token, never from the body.

/// <summary>A command: which organisation asks, through which of its people.</summary>
public interface IAsked
{
    Guid ReferralId { get; }
    PartnerId By { get; }
    Guid Actor { get; }
}

/// <summary>Opens a referral and makes its first offer. Everything identifying stays behind the permit.</summary>
/// <param name="PermitId">Id of the offer permit that Cases signed; its recipients bound the candidates.</param>
public sealed record OfferReferral(
    Guid ReferralId,
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
    Terms Terms) : IAsked
{
    PartnerId IAsked.By => From;
}

/// <summary>
/// The periods that the sender's jurisdiction gives at the moment of offering. The referral keeps them, so that nobody's
/// deadline moves under her feet when a rule changes.
/// </summary>
/// <param name="TimeZone">IANA name; where the sender's working days begin and end.</param>
/// <param name="StopReceiptDue">Counted in the recipient's days, to the end of the last.</param>
/// <param name="StopReceiptEscalation">When an overdue receipt is the data-protection officer's business; counted like <paramref name="StopReceiptDue"/>.</param>
/// <param name="StopWishDue">Until when the sender has asked a person who said stop elsewhere about the rest (GDPR Art. 7(3)).</param>
/// <param name="OneSidedEnd">After a cancellation was asked for, until the sender may end it without an answer.</param>
/// <param name="ReadAfterCompletion">How long the recipient reads on after it has helped.</param>
/// <param name="ReadAfterLostContact">How long it reads on after contact was lost: who comes back finds the file.</param>
/// <param name="Correction">How long an outcome can be corrected.</param>
/// <param name="Zones">Where the candidates' days begin and end.</param>
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
    IReadOnlyList<PartnerZone>? Zones = null);

/// <param name="TimeZone">IANA name.</param>
public sealed record PartnerZone(PartnerId Partner, string TimeZone);

/// <param name="Value">In <paramref name="Unit"/>, one of <see cref="RuleSet"/>'s.</param>
public sealed record Period(decimal Value, string Unit);

/// <summary>One at a time down the list, or to all at once where the first acceptance wins.</summary>
public enum OfferMode { Sequential, Parallel }

public sealed record OfferAgain(Guid ReferralId, PartnerId By, Guid Actor, Guid PermitId, Guid ReceiptId, IReadOnlyList<PartnerId> Candidates, Terms Terms) : IAsked;
public sealed record AcceptOffer(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor) : IAsked;
public sealed record DeclineOffer(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IAsked;
public sealed record AskQuestion(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId) : IAsked;
public sealed record AnswerQuestion(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId) : IAsked;
public sealed record DeclineAfterAll(Guid ReferralId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IAsked;
public sealed record GiveUp(Guid ReferralId, PartnerId By, Guid Actor, string Code) : IAsked;
public sealed record ScheduleAppointment(Guid ReferralId, PartnerId By, Guid Actor, DateTimeOffset At) : IAsked;
public sealed record ReportNoShow(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;
public sealed record CancelAppointment(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <param name="At">When it was; null: just now, which is refused while an appointment lies ahead.</param>
public sealed record ReportVisit(Guid ReferralId, PartnerId By, Guid Actor, Guid? NoteId, DateTimeOffset? At = null) : IAsked;

/// <inheritdoc cref="ReportVisit" path="/param[@name='At']"/>
public sealed record ReportArrival(Guid ReferralId, PartnerId By, Guid Actor, DateTimeOffset? At = null) : IAsked;

public sealed record ReportOutcome(Guid ReferralId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IAsked;

/// <summary>The outcome that was reported was wrong. Both stay on record, and no access is opened again.</summary>
public sealed record CorrectOutcome(Guid ReferralId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IAsked;

/// <summary>Of a referral that the sender ended one-sidedly while somebody lived there: the person has left.</summary>
public sealed record ReportDeparture(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <summary>The sender has seen that the recipient has lost contact with the person.</summary>
public sealed record SeeToLostContact(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <summary>The person has told this recipient to stop (GDPR Art. 7(3)): its own access shuts at once, and the sender is to ask about the rest.</summary>
public sealed record TellStop(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <summary>What the person wants, after they told a recipient to stop. A consent that they take back is withdrawn in Cases.</summary>
/// <param name="Code">One of <see cref="Codes.StopWishes"/>.</param>
public sealed record RecordStopWish(Guid ReferralId, PartnerId By, Guid Actor, string Code) : IAsked;

public sealed record CancelReferral(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;
public sealed record RequestCancellation(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;
public sealed record ConfirmCancellation(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <summary>The recipient has not answered the sender's request to cancel.</summary>
public sealed record EndOneSidedly(Guid ReferralId, PartnerId By, Guid Actor) : IAsked;

/// <param name="PermitId">A newer permit to stand on from now, where consent was given anew.</param>
public sealed record RequestRelease(Guid ReferralId, PartnerId By, Guid Actor, Guid? PermitId, Guid? ReceiptId) : IAsked;

/// <param name="Basis">Code, for <c>RetainedUnder</c> only.</param>
/// <param name="ReceiptId">The consent that was withdrawn; null: each that this organisation is still asked about.</param>
public sealed record GiveStopReceipt(Guid ReferralId, PartnerId By, Guid Actor, string Kind, string? Basis, Guid? ReceiptId = null) : IAsked;

public sealed record EnterInError(Guid ReferralId, PartnerId By, Guid Actor, string Code) : IAsked;

// Timers ask, they do not order: the state is looked at again when they fire.

public sealed record AnswerDue(Guid ReferralId, Guid OfferId);

/// <summary>Whether what is owed after a stop has been given: receipts by recipients, the person's wish by the sender.</summary>
public sealed record StopReceiptDue(Guid ReferralId);

// Events: what happened, for other services. No identity in any of them.

/// <summary>An offer stands in its recipient's worklist.</summary>
public sealed record OfferMade(
    Guid ReferralId, Guid OfferId, Guid PermitId, PartnerId From, PartnerId To, DateTimeOffset MadeAt, DateTimeOffset AnswerBy);

public sealed record OfferAccepted(Guid ReferralId, Guid OfferId, PartnerId By, DateTimeOffset AcceptedAt);
public sealed record OfferDeclined(Guid ReferralId, Guid OfferId, PartnerId By, string Code, DateTimeOffset DeclinedAt);
public sealed record OfferExpired(Guid ReferralId, Guid OfferId, PartnerId To, DateTimeOffset ExpiredAt);
public sealed record ReferralActive(Guid ReferralId, PartnerId By, DateTimeOffset ActiveAt);

/// <summary>
/// A recipient has given the referral back, its offer ended without acceptance, or the referral has ended: its disclosures
/// and the notes that were written to it shut. Of several the earliest counts.
/// </summary>
/// <param name="ReadsUntil">When they shut; null: at once.</param>
/// <param name="PersonSaidStop">The person told this recipient to stop: nothing goes to it on a consent given before.</param>
public sealed record RecipientEnded(
    Guid ReferralId, PartnerId Recipient, DateTimeOffset EndedAt, DateTimeOffset? ReadsUntil = null, bool PersonSaidStop = false);

/// <summary>With a new code: the outcome was corrected. The last one counts.</summary>
public sealed record ReferralCompleted(Guid ReferralId, PartnerId By, string Code, DateTimeOffset CompletedAt);
/// <inheritdoc cref="ReferralCompleted"/>
public sealed record ReferralFailed(Guid ReferralId, PartnerId By, string Code, DateTimeOffset FailedAt);
public sealed record ReferralStopping(Guid ReferralId, DateTimeOffset StoppingAt);
public sealed record ReferralStopped(Guid ReferralId, DateTimeOffset StoppedAt);
