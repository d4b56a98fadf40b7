namespace ReferralNetwork.Contracts;

// What a status referral tells: the referral of a person to the authority that decides who is a victim of trafficking (Council of Europe
// Convention, Art. 10(2)). Of it Cases alone hears; whoever helps the person hears nothing.

/// <summary>
/// The authority has decided, or something of the recovery and reflection period has happened; each decision and each fact by itself. It is
/// recorded in the case on which the permit was given.
/// </summary>
/// <param name="FactId">Of this decision or fact: told again it is the same.</param>
/// <param name="What">Of <see cref="Codes.StatusDecisions"/> or <see cref="Codes.GrantedPeriods"/>.</param>
/// <param name="On">The day that the authority names.</param>
/// <param name="RecordedAt">When it said so here.</param>
/// <param name="DueAt">Of a decision: until when it was due; null: no deadline ran.</param>
/// <param name="From">The first day of the period.</param>
/// <param name="Until">The last day of the period.</param>
/// <param name="Code">Of <see cref="Codes.RecoveryEndCodes"/>.</param>
/// <param name="Challenged">Whether the early end is challenged.</param>
/// <param name="NoteId">What the authority wrote with it, sealed in Cases; of a grant: which document says so, and where it is.</param>
public sealed record StatusDecided(
    Guid StatusReferralId, Guid PermitId, Guid FactId, string What, PartnerId By, DateOnly On, DateTimeOffset RecordedAt,
    DateTimeOffset? DueAt = null, DateOnly? From = null, DateOnly? Until = null, string? Code = null, bool? Challenged = null,
    Guid? NoteId = null);

/// <summary>Timer: is the recovery and reflection period that is due granted?</summary>
public sealed record RecoveryPeriodDue(Guid StatusReferralId);
