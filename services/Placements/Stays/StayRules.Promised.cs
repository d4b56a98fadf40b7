using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Placements.Stays;

// A place that is promised. It is kept until whoever promised it says otherwise: Placements has no timer on a hold, and silence takes no bed away.
static partial class StayRules
{
    /// <summary>Between these hours of the shelter's day nobody's place is given away.</summary>
    static readonly TimeOnly NightFrom = new(20, 0), NightUntil = new(10, 0);

    public static string CheckInDueKey(Guid stayId) => TimerKey.For<CheckInDue>(stayId);

    public static Decision<Stay> Hold(StayState state, HoldPlace asked, DateTimeOffset now)
    {
        var house = state.House;
        var refused =
            asked.Places.Any(taken => !house.Groups.ContainsKey(taken.UnitGroup)) ? StayCodes.NotTheirs
            : house.HoldsOffer ? StayCodes.SecondHold
            : house.HasRoom(asked.Places, own: []) ? null : StayCodes.NoneFree;
        if (refused is not null)
            return new Step<Stay>(new(asked.HoldId, asked.Partner, [], asked.WithChild) { EndedFor = refused, EndedAt = now }, now)
                .BySystem(Verbs.StayReleased, with: null, refused)
                .Send(new NoPlaceFree(asked.ConversationId, asked.HoldId, refused))
                .To(Released);
        var promise = new Promise(
            asked.Conversation, asked.ConversationId, asked.OfferId, asked.ExpectedAt,
            Deadlines.After(asked.ExpectedAt, house.NotTakenAfter, new(house.TimeZone)), house.TimeZone);
        return new Step<Stay>(new(asked.HoldId, asked.Partner, asked.Places, asked.WithChild) { Promise = promise }, now)
            .BySystem(Verbs.StayHeld, with: null)
            .Send(new PlaceHeld(asked.ConversationId, asked.HoldId))
            .To(Held);
    }

    /// <summary>A hold is known for ever: asked for again it is what it is.</summary>
    public static Decision<Stay>? HoldAgain(StayState state, HoldPlace asked, DateTimeOffset now) =>
        state.CurrentState == Held ? new Step<Stay>(state.Data, now).Send(new PlaceHeld(asked.ConversationId, asked.HoldId)).Stay() : null;

    public static Decision<Stay>? Confirm(StayState state, ConfirmPlace _, DateTimeOffset now) => state.CurrentState == Held
        ? Await(new Step<Stay>(state.Data, now).BySystem(Verbs.StayConfirmed, with: null)).To(Confirmed)
        : null;

    /// <summary>It overtook its hold, which it refuses.</summary>
    public static Decision<Stay> ReleaseUnheld(StayState _, ReleasePlace fact, DateTimeOffset now) =>
        new Step<Stay>(new(fact.HoldId, default, [], WithChild: false) { EndedFor = fact.Code, EndedAt = now }, now)
            .BySystem(Verbs.StayReleased, with: null, fact.Code).To(Released);

    /// <summary>Nobody who is under way, or lives there, loses a bed because a referral has ended.</summary>
    public static Decision<Stay>? Release(StayState state, ReleasePlace fact, DateTimeOffset now)
    {
        var (stay, at) = (state.Data, state.CurrentState);
        var decided = fact.Code == StayCodes.PersonDecided;
        var goesOn = decided || fact.Code == StayCodes.NoAnswer; // and who comes all the same is told to it
        if (at is Held or Confirmed && fact.Code == StayCodes.UnderWay) // it overtook the word that they have set out
            return Await(new Step<Stay>(stay with { Promise = stay.Promise! with { Over = true } }, now).BySystem(Verbs.StayUnlinked, with: null))
                .To(EnRoute);
        if (at is Held or Confirmed || (at is EnRoute or CheckInOverdue && decided))
            return LetGo(
                new Step<Stay>(goesOn ? stay : stay with { Promise = null }, now).BySystem(Verbs.StayReleased, with: null, fact.Code),
                fact.Code).To(Released);
        if (at is EnRoute or CheckInOverdue && stay.Promise is { Over: false } promise)
            return new Step<Stay>(stay with { Promise = promise with { Over = true } }, now).BySystem(Verbs.StayUnlinked, with: null).Stay();
        return stay.Promise is not null && !goesOn && at is not (EnRoute or CheckInOverdue)
            ? new Step<Stay>(stay with { Promise = null }, now).BySystem(Verbs.StayUnlinked, with: null).Stay()
            : null;
    }

    /// <summary>It may overtake the confirmation: nobody sets out to a place that was not accepted with.</summary>
    public static Decision<Stay>? UnderWay(StayState state, PersonUnderWay _, DateTimeOffset now) =>
        state.CurrentState is Held or Confirmed ? Await(new Step<Stay>(state.Data, now).BySystem(Verbs.StayUnderWay, with: null)).To(EnRoute) : null;

    public static DateTimeOffset? CheckInDueAt(StayState state, CheckInDue _) =>
        state.CurrentState is Confirmed or EnRoute ? state.Data.Promise!.ExpectedAt : null;

    public static Decision<Stay> CheckInDue(StayState state, CheckInDue _, DateTimeOffset now)
    {
        var (id, promise) = (state.Data.Id, state.Data.Promise!);
        return new Step<Stay>(state.Data, now).BySystem(Verbs.StayOverdue, with: null)
            .Send(new PersonOverdue(promise.ConversationId, id, promise.ExpectedAt))
            .To(CheckInOverdue);
    }

    public static Decision<Stay> CheckIn(StayState state, RecordCheckIn command, DateTimeOffset now)
    {
        var places = command.Places ?? state.Data.Places;
        if (places.Count == 0)
            return new Refusal("NO_PLACE_KEPT", "No place was kept for them. Record it as an arrival that nobody expected.");
        // Of what another place was given for meanwhile they are no part any more, nor of what has ended: there only nobody looks for them now.
        var told = state.House.HoldsOffer ? null : state.Data.Promise;
        var promise = told is { Over: false } ? told : null;
        var step = new Step<Stay>(
                state.Data with
                {
                    Promise = promise,
                    Places = places,
                    ArrivedAt = command.ArrivedAt,
                    PlannedUntil = command.PlannedUntil,
                    EndedFor = null,
                    EndedAt = null,
                    OutOfPlan = !state.House.HasRoom(places, Promised.Contains(state.CurrentState) ? state.Data.Places : []),
                },
                now)
            .ByUser(command, Verbs.StayBegun, with: null, appliesAt: command.ArrivedAt)
            .Cancel(CheckInDueKey(command.Id));
        return (told is null ? step : step.Send(new PersonArrived(told.ConversationId, command.Id, command.ArrivedAt, told.OfferId))).To(CheckedIn);
    }

    public static Decision<Stay> GiveBack(StayState state, GiveBackHold command, DateTimeOffset now) =>
        Tell(new Step<Stay>(state.Data, now).ByUser(command, Verbs.StayReleased, with: null, command.Code), command.Code).To(Released);

    public static Decision<Stay> NobodyCame(StayState state, RecordNotTaken command, DateTimeOffset now) =>
        !command.Rung ? new Refusal("RING_FIRST", "Ring whoever sent them first: somebody may be on the way.")
        : now < state.Data.Promise!.NotTakenFrom
            ? new Refusal("TOO_EARLY", $"The place is kept until {state.Data.Promise.NotTakenFrom:u}: they may still come.")
        : IsNight(state.Data.Promise, now)
            ? new Refusal("NOT_AT_NIGHT", $"Nobody's place is given away between {NightFrom:t} and {NightUntil:t}.")
        : Tell(new Step<Stay>(state.Data, now).ByUser(command, Verbs.StayNotTaken, with: null), StayCodes.NotTaken).To(NotTaken);

    /// <summary>The shelter may say that nobody came.</summary>
    public static bool MayBeNotTaken(Stay stay, DateTimeOffset now) =>
        stay.Promise is { } promise && now >= promise.NotTakenFrom && !IsNight(promise, now);

    static bool IsNight(Promise promise, DateTimeOffset now) =>
        TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(promise.TimeZone)).TimeOfDay)
            .IsBetween(NightFrom, NightUntil);

    static Step<Stay> Await(Step<Stay> step) =>
        step.Schedule(CheckInDueKey(step.After.Id), step.After.Promise!.ExpectedAt, new CheckInDue(step.After.Id));

    static Step<Stay> Tell(Step<Stay> step, string code) =>
        LetGo(step.Send(new PlaceGivenBack(step.After.Promise!.ConversationId, step.After.Id, code)), code);

    static Step<Stay> LetGo(Step<Stay> step, string code)
    {
        step.After = step.After with { EndedFor = code, EndedAt = step.Now };
        return step.Cancel(CheckInDueKey(step.After.Id));
    }
}
