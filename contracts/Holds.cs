namespace ReferralNetwork.Contracts;

// A yes with a place, between the service that has the offer and the one that has the places. Neither waits for the other in its own
// transaction: each says what happened, and both come to the same end in whatever order they hear it.

/// <summary>A shelter accepts with these places: keep them. All of them are kept, or none.</summary>
/// <param name="HoldId">New for each yes, and known for ever. The stay that begins with it has the same id.</param>
/// <param name="Conversation">Of <see cref="Conversations"/>.</param>
/// <param name="Partner">The shelter.</param>
/// <param name="WithChild">One of them is a child.</param>
/// <param name="ExpectedAt">When they are to arrive.</param>
public sealed record HoldPlace(
    Guid HoldId, string Conversation, Guid ConversationId, Guid OfferId, PartnerId Partner, IReadOnlyList<TakenPlaces> Places, bool WithChild,
    DateTimeOffset ExpectedAt);

/// <summary>Places of a unit group that somebody has.</summary>
public sealed record TakenPlaces(Guid UnitGroup, int Places);

public sealed record PlaceHeld(Guid ConversationId, Guid HoldId);

/// <param name="Code">Of <see cref="StayCodes.HoldRefusals"/>.</param>
public sealed record NoPlaceFree(Guid ConversationId, Guid HoldId, string Code);

/// <summary>The offer is accepted with it.</summary>
public sealed record ConfirmPlace(Guid HoldId);

/// <summary>It is needed no longer. One that comes before its <see cref="HoldPlace"/> refuses it.</summary>
/// <param name="Code">Of <see cref="StayCodes.Releases"/>.</param>
public sealed record ReleasePlace(Guid HoldId, string Code);

/// <summary>They have set out.</summary>
public sealed record PersonUnderWay(Guid HoldId, DateTimeOffset At);

/// <summary>They are in the shelter: a fact, whatever else was said.</summary>
/// <param name="OfferId">The offer that the place was asked for with: it may wait for another by now, or for none. Null: not said.</param>
public sealed record PersonArrived(Guid ConversationId, Guid HoldId, DateTimeOffset ArrivedAt, Guid? OfferId = null);

/// <summary>They were to arrive, and nobody has said that they did.</summary>
public sealed record PersonOverdue(Guid ConversationId, Guid HoldId, DateTimeOffset ExpectedAt);

/// <summary>The shelter keeps it no longer.</summary>
/// <param name="Code">Of <see cref="StayCodes.Releases"/>.</param>
public sealed record PlaceGivenBack(Guid ConversationId, Guid HoldId, string Code);

// Timers ask, they do not order.

/// <summary>Whether Placements has answered a yes with a place.</summary>
public sealed record PlaceAnswerDue(Guid ReferralId, Guid HoldId);

/// <summary>Whether those who were expected have arrived.</summary>
public sealed record CheckInDue(Guid StayId);
