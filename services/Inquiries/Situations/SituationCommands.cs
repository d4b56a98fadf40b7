using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Deciding;

namespace ReferralNetwork.Inquiries.Situations;

// Notes, numbers and words to say never come here: they are sealed and stored in the same commit.

public sealed record LogSituation(Guid Id, PartnerId By, Guid Actor, Signal Signal, SafeContact? SafeContact, SituationTerms Terms) : IByDesk;
public sealed record AddSignal(Guid Id, PartnerId By, Guid Actor, Signal Signal) : IByDesk;
public sealed record SetSafeContact(Guid Id, PartnerId By, Guid Actor, SafeContact SafeContact) : IByDesk;
public sealed record PlanCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId, DateTimeOffset DueAt, bool LeaveMessage) : IByDesk;
public sealed record MakeCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId, string Outcome, DateTimeOffset? At = null) : IByDesk;
public sealed record CancelCallback(Guid Id, PartnerId By, Guid Actor, Guid CallbackId) : IByDesk;
public sealed record Escalate(Guid Id, PartnerId By, Guid Actor) : IByDesk;
public sealed record AnswerEscalation(Guid Id, PartnerId By, Guid Actor, bool IsCoordinator) : IByDesk;
public sealed record GiveCallerPhrase(Guid Id, PartnerId By, Guid Actor) : IByDesk;
public sealed record CloseSituation(Guid Id, PartnerId By, Guid Actor, bool Referred, Facts Facts, bool CancelCallbacks = false) : IByDesk;
public sealed record ReserveCase(Guid Id, PartnerId By, Guid Actor, Guid CaseId) : IByDesk;
public sealed record LinkCase(Guid Id, PartnerId By, Guid Actor, Guid CaseId, Facts Facts) : IByDesk;
public sealed record ReopenSituation(Guid Id, PartnerId By, Guid Actor) : IByDesk;
