using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Placements.Stays;

public sealed class StayState : SagaState<Stay>
{
    /// <summary>Looked up for the message, since a rule asks nobody.</summary>
    [JsonIgnore]
    public House House { get; set; } = House.Unknown;
}

/// <summary>What a rule needs to know of the shelter.</summary>
/// <param name="Groups">Its open unit groups that the message names, or that the household has: nobody else takes their places.</param>
/// <param name="HoldsOffer">It has a place for this offer already.</param>
/// <param name="NotTakenAfter">After the agreed arrival, until the shelter may say that nobody came.</param>
/// <param name="JourneyKept">After the departure of a journey home, as long as their places are kept: some turn back at the gate.</param>
public sealed record House(
    IReadOnlyDictionary<Guid, Places> Groups, bool HoldsOffer, string TimeZone, Period NotTakenAfter, Period JourneyKept)
{
    public static readonly House Unknown = new(
        new Dictionary<Guid, Places>(), HoldsOffer: false, "UTC", new(12, "hours"), new(72, "hours"));

    /// <param name="own">What the household has there already: free for themselves.</param>
    public bool HasRoom(IReadOnlyList<TakenPlaces> wanted, IReadOnlyList<TakenPlaces> own) => wanted.All(taken =>
        Groups.TryGetValue(taken.UnitGroup, out var group)
        && group.Free + own.Where(has => has.UnitGroup == taken.UnitGroup).Sum(has => has.Places) >= taken.Places);
}

/// <summary>Where a stay can stand.</summary>
public static class States
{
    public const string Held = "Held", Confirmed = "Confirmed", EnRoute = "EnRoute", CheckInOverdue = "CheckInOverdue";
    public const string CheckedIn = "CheckedIn", Away = "Away", Missing = "Missing";
    public const string Ended = "Ended", Released = "Released", NotTaken = "NotTaken";

    /// <summary>A place is kept for them, and they have not come yet.</summary>
    public static readonly IReadOnlyList<string> Promised = [Held, Confirmed, EnRoute, CheckInOverdue];

    /// <summary>Their places are theirs.</summary>
    public static readonly IReadOnlyList<string> Staying = [CheckedIn, Away, Missing];

    /// <summary>Nobody came.</summary>
    public static readonly IReadOnlyList<string> NotCome = [Released, NotTaken];

    public static readonly IReadOnlyList<string> All = [.. Promised, .. Staying, Ended, .. NotCome];
}

/// <summary>
/// A household that is expected in a shelter, or lives there: how many places it has and until when. Nothing here says who they are.
/// </summary>
/// <param name="Shelter">Of one that was released before anybody asked for it: nobody's.</param>
/// <param name="Places">Of each unit group that they are to have, or have. None: there was no place for them, and no list shows it.</param>
/// <param name="WithChild">One of them is a child: if they are missed, it is at once everybody's business.</param>
public sealed record Stay(Guid Id, PartnerId Shelter, IReadOnlyList<TakenPlaces> Places, bool WithChild) : Conversation(Id)
{
    /// <summary>What the place was promised for; null: nothing, or it has ended and they live there.</summary>
    public Promise? Promise { get; init; }

    public DateTimeOffset? ArrivedAt { get; init; }

    /// <summary>They came although there was no place for them.</summary>
    public bool OutOfPlan { get; init; }

    /// <summary>The day on which they are to leave; null: nothing was agreed.</summary>
    public DateTimeOffset? PlannedUntil { get; init; }

    /// <summary>Of <see cref="StayCodes.Absences"/>; null: they are there, or missed.</summary>
    public string? AwayFor { get; init; }

    public DateTimeOffset? AwayUntil { get; init; }

    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>Of <see cref="StayCodes.Ends"/>; of <see cref="StayCodes.Releases"/> where nobody came.</summary>
    public string? EndedFor { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A place was promised with a yes to an offer.</summary>
/// <param name="Conversation">Of <see cref="Conversations"/>.</param>
/// <param name="NotTakenFrom">When the shelter may say that nobody came; by day.</param>
/// <param name="TimeZone">IANA name: the shelter's.</param>
/// <param name="Over">What it was promised for has ended while they were under way: both sides are to ask each other.</param>
public sealed record Promise(
    string Conversation, Guid ConversationId, Guid OfferId, DateTimeOffset ExpectedAt, DateTimeOffset NotTakenFrom, string TimeZone,
    bool Over = false);

/// <summary>A household arrived for whom no place was promised. That is a fact: it is recorded whether there is a place or not.</summary>
/// <param name="ArrivedAt">Not in the future.</param>
public sealed record RecordArrival(
    Guid Id, PartnerId By, Guid Actor, IReadOnlyList<TakenPlaces> Places, bool WithChild, DateTimeOffset ArrivedAt, DateTimeOffset? PlannedUntil)
    : IUserCommand;

/// <summary>They for whom a place was promised arrived: before or after the agreed hour, and also where it was given back.</summary>
/// <param name="Places">Where they are now; null: where they were to be.</param>
public sealed record RecordCheckIn(
    Guid Id, PartnerId By, Guid Actor, IReadOnlyList<TakenPlaces>? Places, DateTimeOffset ArrivedAt, DateTimeOffset? PlannedUntil) : IUserCommand;

/// <summary>The shelter cannot keep the place, or was told that nobody comes.</summary>
public sealed record GiveBackHold(Guid Id, PartnerId By, Guid Actor, string Code) : IUserCommand;

/// <summary>Nobody came, and nobody knows of anybody under way.</summary>
/// <param name="Rung">The shelter has rung whoever sent them.</param>
public sealed record RecordNotTaken(Guid Id, PartnerId By, Guid Actor, bool Rung) : IUserCommand;

/// <summary>Somewhere else for a time; their places are kept.</summary>
/// <param name="Until">On a journey home: its scheduled departure, after which the places are kept for <see cref="House.JourneyKept"/>.</param>
public sealed record RecordAway(Guid Id, PartnerId By, Guid Actor, string For, DateTimeOffset Until) : IUserCommand;

public sealed record RecordBack(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

public sealed record RecordMissing(Guid Id, PartnerId By, Guid Actor, DateTimeOffset Since) : IUserCommand;

public sealed record ExtendStay(Guid Id, PartnerId By, Guid Actor, DateTimeOffset Until) : IUserCommand;

public sealed record MoveStay(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<TakenPlaces> Places) : IUserCommand;

/// <summary>They left, wherever to: the shelter alone says so.</summary>
public sealed record EndStay(Guid Id, PartnerId By, Guid Actor, string For, DateTimeOffset EndedAt) : IUserCommand;
