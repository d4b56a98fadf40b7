using System.Text.Json.Serialization;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Placements.Stays;

public sealed class StayState : SagaState<Stay>
{
    /// <summary>Of the unit groups that the message names: looked up for it, since a rule asks nobody.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<Guid, Places> Groups { get; set; } = new Dictionary<Guid, Places>();
}

/// <summary>Where a stay can stand.</summary>
public static class States
{
    public const string CheckedIn = "CheckedIn", Away = "Away", Missing = "Missing", Ended = "Ended";

    /// <summary>Their places are theirs.</summary>
    public static readonly IReadOnlyList<string> Staying = [CheckedIn, Away, Missing];

    public static readonly IReadOnlyList<string> All = [.. Staying, Ended];
}

/// <summary>A household that lives in a shelter: how many places it has and until when. Nothing here says who they are.</summary>
/// <param name="Places">Of each unit group that they live in.</param>
/// <param name="WithChild">One of them is a child: if they are missed, it is at once everybody's business.</param>
public sealed record Stay(Guid Id, PartnerId Shelter, IReadOnlyList<TakenPlaces> Places, bool WithChild, DateTimeOffset ArrivedAt) : Conversation(Id)
{
    /// <summary>They came although there was no place for them.</summary>
    public bool OutOfPlan { get; init; }

    /// <summary>The day on which they are to leave; null: nothing was agreed.</summary>
    public DateTimeOffset? PlannedUntil { get; init; }

    /// <summary>Of <see cref="StayCodes.Absences"/>; null: they are there, or missed.</summary>
    public string? AwayFor { get; init; }

    public DateTimeOffset? AwayUntil { get; init; }

    public DateTimeOffset? MissedSince { get; init; }

    /// <summary>Of <see cref="StayCodes.Ends"/>.</summary>
    public string? EndedFor { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>A household arrived. That is a fact: it is recorded whether there is a place or not.</summary>
/// <param name="ArrivedAt">Not in the future.</param>
public sealed record RecordArrival(
    Guid Id, PartnerId By, Guid Actor, IReadOnlyList<TakenPlaces> Places, bool WithChild, DateTimeOffset ArrivedAt, DateTimeOffset? PlannedUntil)
    : IUserCommand;

/// <summary>Somewhere else for a time; their places are kept.</summary>
public sealed record RecordAway(Guid Id, PartnerId By, Guid Actor, string For, DateTimeOffset Until) : IUserCommand;

public sealed record RecordBack(Guid Id, PartnerId By, Guid Actor) : IUserCommand;

public sealed record RecordMissing(Guid Id, PartnerId By, Guid Actor, DateTimeOffset Since) : IUserCommand;

public sealed record ExtendStay(Guid Id, PartnerId By, Guid Actor, DateTimeOffset Until) : IUserCommand;

public sealed record MoveStay(Guid Id, PartnerId By, Guid Actor, IReadOnlyList<TakenPlaces> Places) : IUserCommand;

/// <summary>They left, wherever to: the shelter alone says so.</summary>
public sealed record EndStay(Guid Id, PartnerId By, Guid Actor, string For, DateTimeOffset EndedAt) : IUserCommand;
