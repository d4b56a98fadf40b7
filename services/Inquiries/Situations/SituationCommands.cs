using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Situations;

// Notes, numbers and words to say never come here: they are sealed and stored in the same commit.

public sealed record LogSituation(Guid Id, PartnerId By, Guid Actor, Signal Signal, SafeContact? SafeContact, SituationTerms Terms) : IUserCommand;
public sealed record AddSignal(Guid Id, PartnerId By, Guid Actor, Signal Signal) : IUserCommand;
public sealed record SetSafeContact(Guid Id, PartnerId By, Guid Actor, SafeContact SafeContact) : IUserCommand;
public sealed record PlanCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId, DateTimeOffset DueAt, bool LeaveMessage) : IUserCommand;
public sealed record MakeCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId, string Outcome, DateTimeOffset? At = null) : IUserCommand;
public sealed record CancelCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId) : IUserCommand;
public sealed record Escalate(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record AnswerEscalation(Guid Id, PartnerId By, Guid Actor, bool IsCoordinator) : IUserCommand;
public sealed record GiveCallerPhrase(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record CloseSituation(Guid Id, PartnerId By, Guid Actor, bool Referred, Facts Facts, bool CancelCallbacks = false) : IUserCommand;
public sealed record ReserveCase(Guid Id, PartnerId By, Guid Actor, Guid CaseId) : IUserCommand;
public sealed record LinkCase(Guid Id, PartnerId By, Guid Actor, Guid CaseId, Facts Facts) : IUserCommand;
public sealed record ReopenSituation(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
