using ReferralNetwork.Casework;
using ReferralNetwork.Contracts.Responses;
using static ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Placements.Stays;

/// <summary>A stay as its shelter sees it. Nobody else sees that there is one.</summary>
static class StayView
{
    public const string Side = "stays";

    /// <summary>A child that is missed comes first; then what was to be over.</summary>
    public static WorklistItem Item(string state, Stay stay)
    {
        var (toDo, due) = state switch
        {
            Missing => ("find", stay.MissedSince),
            Away => ("back", stay.AwayUntil),
            CheckedIn when stay.PlannedUntil is { } until => ("extend-or-end", until),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        return new(stay.Id, stay.Shelter, Side, state != Ended, due, toDo, stay.UpdatedAt, First: state == Missing && stay.WithChild);
    }

    public static StayLine Line(StayState state)
    {
        var (stay, item) = (state.Data, Item(state.CurrentState, state.Data));
        return new(
            stay.Id, Reference.For(stay.Id), state.CurrentState, stay.Places, stay.WithChild, stay.ArrivedAt, stay.PlannedUntil, stay.AwayFor,
            stay.AwayUntil, stay.MissedSince, stay.EndedFor, stay.EndedAt, item.ToDo, item.DueAt, stay.UpdatedAt);
    }

    public static StayDetail Detail(StayState state, IReadOnlyList<string> actions) => new(
        Line(state), [.. state.Data.Timeline.Select(e => new StayEvent(e.At, e.What, e.Actor, e.Code, e.AppliesAt))], actions);
}
