namespace ReferralNetwork.Contracts;

// A return: somebody goes home, by their own wish, with one organisation that leads. Its messages carry no identity.

/// <summary>A timer: the lead that was asked has not answered. It asks, it does not order.</summary>
public sealed record LeadAnswerDue(Guid ReturnId, Guid OfferId);

/// <summary>An organisation is asked to lead a return, without identity.</summary>
public sealed record ReturnRequested(Guid ReturnId, PartnerId From, string GoesTo, DateTimeOffset RequestedAt);

/// <summary>An organisation leads the return from now on.</summary>
public sealed record ReturnAccepted(Guid ReturnId, PartnerId Lead, DateTimeOffset AcceptedAt);

/// <summary>Nothing more is done by this return.</summary>
public sealed record ReturnEnded(Guid ReturnId, string State, DateTimeOffset EndedAt);
