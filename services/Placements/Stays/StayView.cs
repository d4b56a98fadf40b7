using ReferralNetwork.Casework;
using ReferralNetwork.Contracts.Responses;
using static ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Placements.Stays;

/// <summary>A stay as its shelter sees it. Nobody else sees that there is one.</summary>
static class StayView
{
    public const string Side = "stays";

    /// <summary>SQL: of <c>stays</c>, the offer that it was promised for, as text.</summary>
    public const string OfferOf = "data -> 'data' -> 'promise' ->> 'offerId'";

    /// <summary>SQL: of <c>stays</c>, those whose offer can have no second place. An index says the same.</summary>
    public const string HoldsOffer = "state in ('Confirmed', 'EnRoute', 'CheckInOverdue', 'CheckedIn', 'Away', 'Missing')";

    /// <summary>
    /// On the shelter's list, if it had a place once: who is overdue and a child that is missed come first; then what was to be over.
    /// </summary>
    public static IReadOnlyList<WorklistItem> Items(string state, Stay stay) => stay.Places.Count > 0 ? [Item(state, stay)] : [];

    static WorklistItem Item(string state, Stay stay)
    {
        var (toDo, due) = state switch
        {
            EnRoute when stay.Promise is { Over: true } over => ("ring", over.ExpectedAt),
            CheckInOverdue => ("ring", stay.Promise!.ExpectedAt),
            Confirmed or EnRoute => ("arrival", stay.Promise!.ExpectedAt),
            Missing => ("find", stay.MissedSince),
            Away => ("back", stay.AwayUntil),
            CheckedIn when stay.PlannedUntil is { } until => ("extend-or-end", until),
            _ => ((string?)null, (DateTimeOffset?)null),
        };
        return new(stay.Id, stay.Shelter, Side, Promised.Contains(state) || Staying.Contains(state), due, toDo, stay.UpdatedAt,
            First: toDo == "ring" || (state == Missing && stay.WithChild));
    }

    public static StayLine Line(StayState state)
    {
        var (stay, item) = (state.Data, Item(state.CurrentState, state.Data));
        return new(
            stay.Id, Reference.For(stay.Id), state.CurrentState, stay.Places, stay.WithChild, stay.Promise?.ExpectedAt, stay.ArrivedAt,
            stay.OutOfPlan, stay.PlannedUntil, stay.AwayFor, stay.AwayUntil, stay.MissedSince, stay.EndedFor, stay.EndedAt,
            stay.Promise?.ConversationId, item.ToDo, item.DueAt, stay.UpdatedAt);
    }

    public static StayDetail Detail(StayState state, IReadOnlyList<string> actions) => new(
        Line(state), [.. state.Data.Timeline.Select(e => new StayEvent(e.At, e.What, e.Actor, e.Code, e.AppliesAt))], actions,
        state.CurrentState == CheckInOverdue ? state.Data.Promise!.NotTakenFrom : null);
}
