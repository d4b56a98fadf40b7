namespace ReferralNetwork.Contracts;

/// <summary>
/// To Ledger, mandatory: who did what to which reference. Written in the same commit as the act itself, so that what
/// cannot be recorded does not happen. Never content: references are opaque, the commitment is salted.
/// </summary>
/// <param name="Actor">The person's pseudonym; the empty UUID where the network itself acted.</param>
/// <param name="Verb">What was done, such as <c>case-opened</c>, <c>disclosure-read</c>.</param>
/// <param name="Reference">What it was done to.</param>
/// <param name="Related">A second reference that belongs to the first: a referral to its case.</param>
/// <param name="Commitment">Base64 of SHA-256(salt, content), where the act was about content;
/// the salt stays with the service and dies with the content.</param>
public sealed record AuditRecorded(
    Guid RecordId,
    Guid Actor,
    PartnerId? Partner,
    string Service,
    string Verb,
    Guid Reference,
    Guid? Related,
    DateTimeOffset At,
    string? Commitment);
