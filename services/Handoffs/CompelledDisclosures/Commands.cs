using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

// What a person asks of a compelled disclosure. They come over HTTP and travel on no queue.

/// <param name="Id">Of the order.</param>
public sealed record RecordCompelled(Guid Id, PartnerId By, Guid Actor, Order Order, string Handling, Terms Terms, Audience Audience) : IUserCommand;

/// <summary>Somebody was told what saves a person in danger; it is recorded after.</summary>
/// <param name="Order">What was told.</param>
public sealed record ReportDanger(
    Guid Id, PartnerId By, Guid Actor, Order Order, string Handling, DateTimeOffset ToldAt, Terms Terms, Audience Audience) : IUserCommand;

public sealed record CheckCompelled(Guid Id, PartnerId By, Guid Actor, string Finding) : IUserCommand;
/// <param name="Order">As wide as it is now; its recipient and basis stay as they are.</param>
public sealed record NarrowCompelled(Guid Id, PartnerId By, Guid Actor, OrderToken Order) : IUserCommand;

/// <param name="Order">With the day that the case says now; how wide it is stays as it is.</param>
public sealed record RereadOrder(Guid Id, PartnerId By, Guid Actor, OrderToken Order) : IUserCommand;

/// <param name="Challenger">Of <see cref="Codes.OrderChallengers"/>.</param>
public sealed record ChallengeCompelled(Guid Id, PartnerId By, Guid Actor, string Challenger) : IUserCommand;
public sealed record DecideChallenge(Guid Id, PartnerId By, Guid Actor, string Finding) : IUserCommand;
public sealed record RefuseCompelled(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;
public sealed record RecordTold(Guid Id, PartnerId By, Guid Actor, CompelledTelling Telling) : IUserCommand;
public sealed record AdviseOnCompelled(Guid Id, PartnerId By, Guid Actor, string Finding) : IUserCommand;

/// <param name="As">Coordinator or director: one approval each.</param>
/// <param name="Seen">The digest of the order as they read it in the case.</param>
public sealed record ApproveCompelled(Guid Id, PartnerId By, Guid Actor, string As, string Seen, Capacity Capacity) : IUserCommand;

/// <summary>Asks Cases to release what was approved.</summary>
public sealed record DiscloseCompelled(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record ReviewDisclosure(Guid Id, PartnerId By, Guid Actor, string Finding) : IUserCommand;
public sealed record OverturnCompelled(Guid Id, PartnerId By, Guid Actor, string Overturner, DateOnly On) : IUserCommand;

/// <param name="Receipts">That Cases has signed.</param>
public sealed record ConfirmDisclosed(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<CustodyReceipt> Receipts) : IUserCommand;
public sealed record ClearUpDifference(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

/// <summary>The person was told of what had left already, or that the order was overturned.</summary>
public sealed record RecordToldAfter(Guid Id, PartnerId By, Guid Actor, CompelledTelling Telling) : IUserCommand;
public sealed record GiveCompelledReceipt(Guid Id, PartnerId By, Guid Actor, string Kind, string? Basis) : IUserCommand;

/// <summary>In what capacity somebody may approve: looked up for the command, since a rule asks nobody.</summary>
/// <param name="Holds">Of coordinator and director.</param>
/// <param name="IsOfficer">The data-protection officer approves nothing (GDPR Art. 38(6)).</param>
/// <param name="Deputyships">All that this person ever had in their organisation.</param>
public sealed record Capacity(IReadOnlyList<string> Holds, bool IsOfficer, IReadOnlyList<Deputyship> Deputyships)
{
    /// <summary>It is their business to see it, whatever the case's audience.</summary>
    public bool Any => Holds.Count > 0 || Deputyships.Any(d => d.EndedAt is null);
}

/// <param name="Of">Whose deputy.</param>
public sealed record Deputyship(Guid Of, string Role, DateTimeOffset NamedAt, DateTimeOffset? EndedAt = null);
