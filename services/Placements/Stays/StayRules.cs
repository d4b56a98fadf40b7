using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Placements.Stays;

/// <summary>
/// What follows from each event in a state that allows it: static and pure. Who may ask, and in which states, stands in
/// <see cref="StayStateMachine"/>.
/// </summary>
static partial class StayRules
{
    public static Decision<Stay> Arrive(StayState state, RecordArrival command, DateTimeOffset now) =>
        new Step<Stay>(
                new(command.Id, command.By, command.Places, command.WithChild)
                {
                    ArrivedAt = command.ArrivedAt, PlannedUntil = command.PlannedUntil,
                    OutOfPlan = !state.House.HasRoom(command.Places, own: []),
                },
                now)
            .ByUser(command, Verbs.StayBegun, with: null, appliesAt: command.ArrivedAt)
            .To(CheckedIn);

    public static Decision<Stay> GoAway(StayState state, RecordAway command, DateTimeOffset now)
    {
        var until = command.For == StayCodes.Journey
            ? Deadlines.After(command.Until, state.House.JourneyKept, new(state.House.TimeZone)) : command.Until;
        return new Step<Stay>(state.Data with { AwayFor = command.For, AwayUntil = until, MissedSince = null }, now)
            .ByUser(command, Verbs.StayAway, with: null, command.For, appliesAt: until)
            .To(Away);
    }

    public static Decision<Stay> ComeBack(StayState state, RecordBack command, DateTimeOffset now) =>
        new Step<Stay>(state.Data with { AwayFor = null, AwayUntil = null, MissedSince = null }, now)
            .ByUser(command, Verbs.StayBack, with: null)
            .To(CheckedIn);

    public static Decision<Stay> Miss(StayState state, RecordMissing command, DateTimeOffset now) =>
        command.Since < state.Data.ArrivedAt
            ? new Refusal("BEFORE_ARRIVAL", "They had not arrived yet then.")
            : new Step<Stay>(state.Data with { AwayFor = null, AwayUntil = null, MissedSince = command.Since }, now)
                .ByUser(command, Verbs.StayMissed, with: null, appliesAt: command.Since)
                .To(Missing);

    public static Decision<Stay> Extend(StayState state, ExtendStay command, DateTimeOffset now) =>
        command.Until <= now || command.Until <= state.Data.PlannedUntil
            ? new Refusal("NOT_LATER", "This is no later than what stands: choose a later day.")
            : new Step<Stay>(state.Data with { PlannedUntil = command.Until }, now)
                .ByUser(command, Verbs.StayExtended, with: null, appliesAt: command.Until)
                .Stay();

    /// <summary>What they leave is free for themselves: within a group they can take more or fewer.</summary>
    public static Decision<Stay> Move(StayState state, MoveStay command, DateTimeOffset now) =>
        state.House.HasRoom(command.Places, state.Data.Places)
            ? new Step<Stay>(state.Data with { Places = command.Places }, now).ByUser(command, Verbs.StayMoved, with: null).Stay()
            : new Refusal("NO_PLACE_FREE", "There is no place free for all of them there. Count, or open an extra place, and send it again.");

    public static Decision<Stay> End(StayState state, EndStay command, DateTimeOffset now) =>
        command.EndedAt < state.Data.ArrivedAt
            ? new Refusal("BEFORE_ARRIVAL", "They had not arrived yet then.")
            : new Step<Stay>(
                    state.Data with { AwayFor = null, AwayUntil = null, MissedSince = null, EndedFor = command.For, EndedAt = command.EndedAt }, now)
                .ByUser(command, Verbs.StayEnded, with: null, command.For, appliesAt: command.EndedAt)
                .To(Ended);
}
