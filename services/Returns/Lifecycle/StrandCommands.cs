using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Names one strand: the one that asks must be the organisation that it is with.</summary>
public interface IStrandCommand : IUserCommand
{
    Guid StrandId { get; }
}

/// <summary>The lead asks an organisation of the network to take a part, without identity.</summary>
/// <param name="NeededBy">Of a body of a State the last day of the week.</param>
public sealed record AskStrand(
    Guid Id, PartnerId By, Guid Actor, Guid TravellerId, string Kind, PartnerId With, bool OfState, WorkCalendar Calendar, Guid PermitId,
        Guid ReceiptId,
    DateOnly NeededBy) : IUserCommand;

/// <summary>The lead says that it is not needed, or what stands outside the network, on behalf of the person.</summary>
/// <param name="Status">Not needed, accepted (under way) or ready.</param>
public sealed record RecordStrand(
    Guid Id, PartnerId By, Guid Actor, Guid TravellerId, string Kind, StrandStatus Status, DateOnly? Until, string? DocumentKind) : IUserCommand;

/// <summary>The papers are complete: the details go to the authority now, and its clock runs.</summary>
public sealed record CompleteStrand(Guid Id, PartnerId By, Guid Actor, Guid StrandId) : IUserCommand;

public sealed record WithdrawStrand(Guid Id, PartnerId By, Guid Actor, Guid StrandId) : IUserCommand;

public sealed record AcceptStrand(Guid Id, PartnerId By, Guid Actor, Guid StrandId) : IStrandCommand;

/// <param name="Code">Of <see cref="Codes.StrandDeclineCodes"/>.</param>
public sealed record DeclineStrand(Guid Id, PartnerId By, Guid Actor, Guid StrandId, string Code) : IStrandCommand;

/// <param name="Needs">Of <see cref="Codes.StrandNeeds"/>.</param>
public sealed record NeedForStrand(Guid Id, PartnerId By, Guid Actor, Guid StrandId, IReadOnlyList<string> Needs) : IStrandCommand;

/// <param name="DocumentKind">Of <see cref="Codes.DocumentKinds"/>, for a document.</param>
/// <param name="NoteId">Who meets, carrier and place.</param>
public sealed record ReadyStrand(
    Guid Id, PartnerId By, Guid Actor, Guid StrandId, DateOnly? Until, string? DocumentKind, Guid? NoteId) : IStrandCommand;

public sealed record AnswerNationality(Guid Id, PartnerId By, Guid Actor, Guid StrandId, bool Confirmed) : IStrandCommand;

/// <param name="Holder">Of <see cref="Codes.DocumentHolders"/>.</param>
public sealed record SetDocumentHolder(Guid Id, PartnerId By, Guid Actor, Guid TravellerId, string Holder) : IUserCommand;

/// <param name="Declined">All that they do not want, of <see cref="Codes.Declinable"/>.</param>
public sealed record DeclineSupport(Guid Id, PartnerId By, Guid Actor, Guid TravellerId, IReadOnlyList<string> Declined) : IUserCommand;

/// <param name="PlanId">Of what Cases has sealed.</param>
/// <param name="TieId">Of the traveller's case to the return: the plan is this traveller's and nobody else's.</param>
/// <param name="Desks">The duty desks that may read it at an alarm.</param>
public sealed record KeepArrivalPlan(
    Guid Id, PartnerId By, Guid Actor, Guid TravellerId, Guid PlanId, Guid TieId, IReadOnlyList<PartnerId> Desks) : IUserCommand;

public sealed record SetWords(Guid Id, PartnerId By, Guid Actor, Guid TravellerId, Words Words) : IUserCommand;
