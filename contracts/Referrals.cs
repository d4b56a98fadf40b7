namespace ReferralNetwork.Contracts;

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
