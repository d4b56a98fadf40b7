namespace ReferralNetwork.Contracts;

// Commands: what a person or a partner's system asks of a referral. They come through the HTTP door with the
// caller's organisation filled in from the token, never from the body.

/// <summary>Opens a referral and makes its first offer. Everything identifying stays behind the permit.</summary>
/// <param name="Permit">Id of the offer permit that Cases signed; its recipients bound the candidates.</param>
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
    IReadOnlyList<PartnerId> Candidates);

/// <summary>One at a time down the list, or to all at once where the first acceptance wins.</summary>
public enum OfferMode { Sequential, Parallel }

public sealed record OfferAgain(Guid ReferralId, PartnerId By, Guid Actor, Guid PermitId, Guid ReceiptId, IReadOnlyList<PartnerId> Candidates);
public sealed record AcceptOffer(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor);
public sealed record DeclineOffer(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, string Code, Guid? NoteId);
public sealed record AskQuestion(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId);
public sealed record AnswerQuestion(Guid ReferralId, Guid OfferId, PartnerId By, Guid Actor, Guid NoteId);
public sealed record DeclineAfterAll(Guid ReferralId, PartnerId By, Guid Actor, string Code, Guid? NoteId);
public sealed record GiveUp(Guid ReferralId, PartnerId By, Guid Actor, string Code);
public sealed record ScheduleAppointment(Guid ReferralId, PartnerId By, Guid Actor, DateTimeOffset At);
public sealed record ReportNoShow(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record CancelAppointment(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record ReportVisit(Guid ReferralId, PartnerId By, Guid Actor, Guid? NoteId);
public sealed record ReportArrival(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record ReportOutcome(Guid ReferralId, PartnerId By, Guid Actor, string Code, Guid? NoteId);
public sealed record CancelReferral(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record RequestCancellation(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record ConfirmCancellation(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record RequestRelease(Guid ReferralId, PartnerId By, Guid Actor);
public sealed record GiveStopReceipt(Guid ReferralId, PartnerId By, Guid Actor, string Kind, string? Basis);
public sealed record EnterInError(Guid ReferralId, PartnerId By, Guid Actor, string Code);

// Timers ask, they do not order: the state is looked at again when they fire.

public sealed record AnswerDue(Guid ReferralId, Guid OfferId);
public sealed record StopReceiptDue(Guid ReferralId);

// Events: what happened, for other services. No identity in any of them.

/// <summary>An offer stands in its recipient's worklist.</summary>
public sealed record OfferMade(
    Guid ReferralId, Guid OfferId, Guid PermitId, PartnerId From, PartnerId To, DateTimeOffset MadeAt, DateTimeOffset AnswerBy);

public sealed record OfferAccepted(Guid ReferralId, Guid OfferId, PartnerId By, DateTimeOffset AcceptedAt);
public sealed record OfferDeclined(Guid ReferralId, Guid OfferId, PartnerId By, string Code, DateTimeOffset DeclinedAt);
public sealed record OfferExpired(Guid ReferralId, Guid OfferId, PartnerId To, DateTimeOffset ExpiredAt);
public sealed record ReferralActive(Guid ReferralId, PartnerId By, DateTimeOffset ActiveAt);

/// <summary>The referral's current recipient has given it back or it has ended: its disclosures shut.</summary>
public sealed record RecipientEnded(Guid ReferralId, PartnerId Recipient, DateTimeOffset EndedAt);

public sealed record ReferralCompleted(Guid ReferralId, PartnerId By, string Code, DateTimeOffset CompletedAt);
public sealed record ReferralFailed(Guid ReferralId, PartnerId By, string Code, DateTimeOffset FailedAt);
public sealed record ReferralStopping(Guid ReferralId, DateTimeOffset StoppingAt);
public sealed record ReferralStopped(Guid ReferralId, DateTimeOffset StoppedAt);
