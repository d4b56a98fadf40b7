namespace ReferralNetwork.Contracts;

// Timers ask, they do not order: the state is looked at again when they fire.

public sealed record AnswerDue(Guid ReferralId, Guid OfferId);

/// <summary>Whether what is owed after a stop has been given: receipts by recipients, the person's wish by the sender.</summary>
public sealed record StopReceiptDue(Guid ReferralId);

// Events: what happened, for other services. No identity in any of them.

public sealed record OfferAccepted(Guid ReferralId, Guid OfferId, PartnerId By, DateTimeOffset AcceptedAt);
public sealed record OfferDeclined(Guid ReferralId, Guid OfferId, PartnerId By, string Code, DateTimeOffset DeclinedAt);
public sealed record OfferExpired(Guid ReferralId, Guid OfferId, PartnerId To, DateTimeOffset ExpiredAt);

/// <param name="TiedTo">The conversation that the referral belongs to, if it carries a tie.</param>
public sealed record ReferralActive(Guid ReferralId, PartnerId By, DateTimeOffset ActiveAt, TiedConversation? TiedTo = null);

/// <summary>With a new code: the outcome was corrected. The last one counts.</summary>
/// <param name="TiedTo">The conversation that the referral belongs to, if it carries a tie.</param>
public sealed record ReferralCompleted(Guid ReferralId, PartnerId By, string Code, DateTimeOffset CompletedAt, TiedConversation? TiedTo = null);

/// <inheritdoc cref="ReferralCompleted"/>
public sealed record ReferralFailed(Guid ReferralId, PartnerId By, string Code, DateTimeOffset FailedAt, TiedConversation? TiedTo = null);

public sealed record ReferralStopping(Guid ReferralId, DateTimeOffset StoppingAt);
public sealed record ReferralStopped(Guid ReferralId, DateTimeOffset StoppedAt);
