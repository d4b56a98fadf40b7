using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.StatusReferrals;

public sealed record SendStatusReferral(
    Guid Id, PartnerId By, Guid Actor, PartnerId To, StatusBasis Basis, StatusTerms Terms, Audience Audience) : IUserCommand;

/// <summary>Asks Cases anew, on a newer permit.</summary>
public sealed record RequestStatusRelease(Guid Id, PartnerId By, Guid Actor, StatusBasis Basis, Audience Audience) : IUserCommand;

public sealed record AcknowledgeStatusReferral(Guid Id, PartnerId By, Guid Actor, Guid ReferenceNote, Guid OfficerNote) : IUserCommand;

public sealed record AskStatusInfo(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;

public sealed record AnswerStatusInfo(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.StatusDecisions"/>.</param>
public sealed record DecideStatus(Guid Id, PartnerId By, Guid Actor, string Code, DateOnly On, Guid? NoteId) : IUserCommand;

/// <param name="NoteId">What the person wants.</param>
public sealed record AskReconsideration(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;

/// <param name="Document">A note: which document grants it, and where it is.</param>
public sealed record GrantPeriod(Guid Id, PartnerId By, Guid Actor, DateOnly On, DateOnly From, DateOnly Until, Guid Document) : IUserCommand;

public sealed record ExtendPeriod(Guid Id, PartnerId By, Guid Actor, DateOnly On, DateOnly Until, Guid? NoteId) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.RecoveryEndCodes"/>.</param>
public sealed record EndPeriodEarly(Guid Id, PartnerId By, Guid Actor, DateOnly On, string Code, bool Challenged, Guid? NoteId) : IUserCommand;

public sealed record DeclinePeriod(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
