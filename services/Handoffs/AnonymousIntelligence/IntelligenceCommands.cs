using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>A report is begun. Its words are sealed in the same commit.</summary>
/// <param name="Kept">Null: it tells nothing of suspects.</param>
/// <param name="IsStated">It says what may be done with it.</param>
public sealed record DraftIntelligence(
    Guid Id, PartnerId By, Guid Actor, PartnerId To, string Handling, string SourceGrade, string InformationGrade, Period? Kept, string TimeZone,
    bool IsStated = false) : IUserCommand;

/// <inheritdoc cref="DraftIntelligence"/>
public sealed record ChangeIntelligence(Guid Id, PartnerId By, Guid Actor, Period? Kept, bool IsStated = false) : IUserCommand;

/// <summary>It is ready for the second look.</summary>
/// <param name="FromCase">It comes from somebody whom the sender helps.</param>
/// <param name="PersonAgrees">They were asked and agree, or want it to wait; null: nobody has asked them.</param>
/// <param name="HeldUntil">Until when they want it to wait.</param>
public sealed record SubmitIntelligence(Guid Id, PartnerId By, Guid Actor, bool FromCase, bool? PersonAgrees, DateTimeOffset? HeldUntil)
    : IUserCommand;

/// <summary>The second look.</summary>
/// <param name="CouldTell">Whoever is told of could tell who told.</param>
public sealed record LookAtIntelligence(Guid Id, PartnerId By, Guid Actor, bool CouldTell) : IUserCommand;

/// <summary>The person whom it comes from wants it to wait, or to wait longer.</summary>
public sealed record HoldIntelligence(Guid Id, PartnerId By, Guid Actor, DateTimeOffset Until) : IUserCommand;

/// <param name="PersonAgrees">Before the time that they had named.</param>
public sealed record SendIntelligence(Guid Id, PartnerId By, Guid Actor, bool PersonAgrees) : IUserCommand;

public sealed record DropIntelligence(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The recipient has taken it under a reference of its own, which is sealed in the same commit.</summary>
public sealed record AcknowledgeIntelligence(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
