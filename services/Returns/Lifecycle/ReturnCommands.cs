using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

// What a person asks of a return. They come over HTTP and travel on no queue.

/// <summary>Asks organisations to lead, without identity: what could identify a traveller stays behind the introductions' permits.</summary>
public sealed record RequestReturn(
    Guid Id, PartnerId By, Guid Actor, string LeavesFrom, string GoesTo, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs, string Urgency,
    OfferMode Mode, IReadOnlyList<Traveller> Travellers, IReadOnlyList<PartnerId> Candidates, ReturnTerms Terms) : IUserCommand;

/// <summary>They are home already: whoever receives them leads, from its own cases.</summary>
public sealed record ReportAlreadyBack(
    Guid Id, PartnerId By, Guid Actor, string LeftFrom, string BackIn, IReadOnlyList<string> Languages, IReadOnlyList<string> Needs,
    IReadOnlyList<Traveller> Travellers, ReturnTerms Terms) : IUserCommand;

public sealed record AcceptLead(Guid Id, Guid OfferId, PartnerId By, Guid Actor) : IUserCommand;
public sealed record DeclineLead(Guid Id, Guid OfferId, PartnerId By, Guid Actor, string Code, Guid? NoteId) : IUserCommand;

/// <param name="Introductions">By traveller: the permits that name the new candidates.</param>
public sealed record AskLeadsAgain(
    Guid Id, PartnerId By, Guid Actor, IReadOnlyDictionary<Guid, Introduction> Introductions, IReadOnlyList<PartnerId> Candidates,
    ReturnTerms Terms) : IUserCommand;

public sealed record TakeRequestBack(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record EndWithoutLead(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The lead's own case of a traveller, by the tie that Cases signed.</summary>
public sealed record TieTraveller(Guid Id, PartnerId By, Guid Actor, Guid TravellerId, Guid TieId, Audience Audience) : IUserCommand;

/// <inheritdoc cref="Lifecycle.Counsel"/>
public sealed record CounselTraveller(
    Guid Id, PartnerId By, Guid Actor, Guid TravellerId, string Interpreter, IReadOnlyList<string> Topics) : IUserCommand;

/// <summary>Asks Cases whether anything bars the journey.</summary>
public sealed record AskClearance(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

public sealed record OpenProtectionRoute(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.CounselResumptions"/>.</param>
public sealed record ResumeCounsel(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

public sealed record GoWithoutUs(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>A traveller was told what was decided in their favour.</summary>
/// <param name="Answer">Of <see cref="Codes.ToldAnswers"/>: theirs.</param>
public sealed record RecordTold(Guid Id, PartnerId By, Guid Actor, Guid TravellerId, string Answer) : IUserCommand;

/// <summary>Some travellers go on their own, or not at all: they have a return of their own from now on.</summary>
/// <param name="Travellers">Each once.</param>
public sealed record LeaveGroup(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<Guid> Travellers, Guid OwnReturnId) : IUserCommand;

/// <summary>The person will not go.</summary>
/// <param name="Code">Of <see cref="Codes.ReturnWithdrawals"/>.</param>
public sealed record WithdrawReturn(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

/// <param name="Code">Of <see cref="Codes.ErrorCodes"/>.</param>
public sealed record EnterReturnInError(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;
