using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

// What a person asks of a handoff. They come over HTTP and travel on no queue.

public sealed record PrepareHandoff(
    Guid Id, PartnerId By, Guid Actor, PartnerId To, string HandlingCode, string Urgency, string Contact, HandoffTerms Terms) : IUserCommand;

/// <param name="InCareSince">From when the first hours are counted: stated, since the permit tells no moment of the case.</param>
public sealed record VerifyConsent(
    Guid Id, PartnerId By, Guid Actor, Permit Permit, Audience Audience, string LegalAdvice, bool AskedForEarlier,
    DateTimeOffset InCareSince) : IUserCommand;

public sealed record OfferHandoff(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>What H3 means here; before that nothing is released.</summary>
public sealed record StateHandling(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;

public sealed record AcceptHandoff(Guid Id, PartnerId By, Guid Actor, Guid ReferenceNoteId, Guid OfficerNoteId) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.HandoffDeclineCodes"/>.</param>
/// <param name="Responsible">Whose area it is.</param>
public sealed record DeclineHandoff(Guid Id, PartnerId By, Guid Actor, string Code, Guid? NoteId, PartnerId? Responsible) : IUserCommand;

public sealed record AskAboutHandoff(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;
public sealed record AnswerAboutHandoff(Guid Id, PartnerId By, Guid Actor, Guid NoteId) : IUserCommand;

/// <inheritdoc cref="InformationRequest"/>
public sealed record RequestInformation(Guid Id, PartnerId By, Guid Actor, string Basis, Guid NoteId) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.InformationAnswers"/>.</param>
public sealed record AnswerInformationRequest(Guid Id, PartnerId By, Guid Actor, Guid RequestId, string Code, Guid? NoteId) : IUserCommand;

/// <summary>The person has it in writing.</summary>
public sealed record RecordPersonTold(Guid Id, PartnerId By, Guid Actor, Guid RequestId) : IUserCommand;

/// <summary>Asks Cases again.</summary>
/// <param name="Newer">The permit to stand on from now; null: the same.</param>
/// <param name="Audience">Of the newer permit.</param>
public sealed record RequestHandoffRelease(Guid Id, PartnerId By, Guid Actor, Permit? Newer, Audience? Audience) : IUserCommand;

/// <param name="Receipts">That Cases has signed.</param>
public sealed record GiveCustodyReceipts(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<CustodyReceipt> Receipts) : IUserCommand;

/// <summary>The sender has seen to it that something came otherwise than it was sent.</summary>
public sealed record AcknowledgeMismatch(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.HandoffReturnCodes"/>.</param>
public sealed record ReturnHandoff(Guid Id, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;

public sealed record ReportHandoffInUse(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <inheritdoc cref="Feedback"/>
public sealed record GiveHandoffFeedback(Guid Id, PartnerId By, Guid Actor, string Code, DateOnly? On, Guid? NoteId) : IUserCommand;

/// <summary>The caseworker has written into the case, by their own hand, that somebody dangerous is free.</summary>
public sealed record RecordThreatAlert(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

public sealed record TakeHandoffBack(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="Basis">Code, for <c>RetainedUnder</c> only.</param>
public sealed record GiveHandoffStopReceipt(Guid Id, PartnerId By, Guid Actor, string Kind, string? Basis) : IUserCommand;
