namespace ReferralNetwork.Contracts.Responses;

/// <summary>A referral to the authority that decides who is a victim, in a list.</summary>
/// <param name="Reference">The viewer's own label.</param>
/// <param name="Side"><c>status-sent</c> or <c>status-received</c>.</param>
public sealed record StatusReferralLine(
    Guid Id, string Reference, string Side, string State, PartnerId From, PartnerId To, DateTimeOffset SentAt, DateTimeOffset? DueAt,
    DateTimeOffset UpdatedAt, string? ToDo);

/// <param name="OfChild">It stands on no consent: the person is a child, or somebody has recorded why they may be one.</param>
/// <param name="NothingMoreComes">Consent was taken back, or the authority excluded.</param>
/// <param name="PermitId">For the sender.</param>
/// <param name="ReleaseRefused">Why Cases released nothing; for the sender.</param>
/// <param name="ReferenceNote">The authority's own reference, and its officer: notes of Cases.</param>
/// <param name="PeriodOverdue">An alarm to the sender.</param>
public sealed record StatusReferralDetail(
    StatusReferralLine Line, bool OfChild, bool NothingMoreComes, Guid? PermitId, Guid? DisclosureId, bool ReleasePending,
    string? ReleaseRefused, Guid? ReferenceNote, Guid? OfficerNote, DateTimeOffset? DecisionDueAt, IReadOnlyList<StatusDecision> Decisions,
    DateTimeOffset? PeriodDueAt, bool PeriodOverdue, IReadOnlyList<PeriodFact> Period, IReadOnlyList<StatusEntry> Timeline,
    IReadOnlyList<string> Actions);

/// <param name="Code">Of <see cref="Codes.StatusDecisions"/>.</param>
/// <param name="On">The day that the authority names.</param>
public sealed record StatusDecision(Guid Id, string Code, DateOnly On, DateTimeOffset RecordedAt, DateTimeOffset? DueAt, Guid? NoteId);

/// <param name="What">Of <see cref="Codes.RecoveryPeriods"/>.</param>
/// <param name="Code">Of <see cref="Codes.RecoveryEndCodes"/>.</param>
public sealed record PeriodFact(
    Guid Id, string What, DateOnly On, DateTimeOffset RecordedAt, DateOnly? From = null, DateOnly? Until = null, string? Code = null,
    bool? Challenged = null, Guid? NoteId = null);

/// <param name="Actor">The person's pseudonym, to their own organisation only.</param>
public sealed record StatusEntry(DateTimeOffset At, PartnerId? Partner, Guid? Actor, string What, string Track, string? Code, Guid? NoteId);

/// <summary>Whether a rule binds an organisation to notify the authority of somebody who refused.</summary>
/// <param name="Due">In what time; null: no rule does.</param>
/// <param name="Citation">Where the rule stands.</param>
public sealed record NoticeDuty(Period? Due, string? Citation);
