namespace ReferralNetwork.Contracts;

/// <summary>Referrals to Cases, mandatory: an offer was accepted, release what consent covers now.</summary>
/// <param name="RequestId">New for each request; a repeated request makes no second disclosure.</param>
public sealed record ReleaseDetails(Guid RequestId, Guid ReferralId, Guid PermitId, PartnerId To);

/// <summary>Cases to Referrals: sealed to the recipient, readable through <c>GET /disclosures/{id}</c> of Cases.</summary>
public sealed record DetailsReleased(
    Guid RequestId, Guid ReferralId, Guid DisclosureId, PartnerId To, IReadOnlyList<string> Categories, DateTimeOffset ReleasedAt);

/// <summary>Cases to Referrals: nothing was released.</summary>
/// <param name="Reason">Code of the consent decision, such as <c>WITHDRAWN</c> or <c>EXPIRED</c>.</param>
public sealed record ReleaseRefused(Guid RequestId, Guid ReferralId, PartnerId To, string Reason, DateTimeOffset RefusedAt);

/// <summary>
/// Cases to Referrals, mandatory: consent was withdrawn (GDPR Art. 7(3)); one for each permit given on the receipt.
/// Every referral that stands on the permit stops.
/// </summary>
public sealed record StopReferral(Guid ReferralId, Guid PermitId, Guid ReceiptId, DateTimeOffset WithdrawnAt);

/// <summary>
/// Cases to Referrals, mandatory: since the permit was given the person has excluded these organisations. A referral that
/// stands on the permit asks none of them, and takes an open offer to one back.
/// </summary>
/// <param name="Recipients">Those of the permit that nothing may go to any more.</param>
public sealed record PermitNarrowed(Guid ReferralId, Guid PermitId, IReadOnlyList<PartnerId> Recipients);
