using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Rooms;

// The text of a message never comes here: it is sealed and stored in the same commit.

public sealed record OpenRoom(Guid Id, PartnerId Hotline, string Language, string Topic, string? Country, RoomTerms Terms) : ICommand;
public sealed record VisitorWrote(Guid Id) : ICommand;
public sealed record KeepTranscript(Guid Id, bool Keep) : ICommand;
public sealed record DeleteRoom(Guid Id) : ICommand;

public sealed record TakeRoom(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record JoinRoom(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record CounsellorWrote(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record HandOverRoom(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
public sealed record TransferRoom(Guid Id, PartnerId By, Guid Actor, PartnerId To) : IUserCommand;

/// <param name="Unanswered">When the visitor's last word was written, by which the counsellor says to know that it stays unanswered.</param>
public sealed record CloseRoom(Guid Id, PartnerId By, Guid Actor, DateTimeOffset? Unanswered = null) : IUserCommand;

/// <summary>Nobody has taken it, so nobody has read it.</summary>
public sealed record CloseUnreadRoom(Guid Id, PartnerId By, Guid Actor) : IUserCommand;
