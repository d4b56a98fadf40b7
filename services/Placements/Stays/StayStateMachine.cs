using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements.UnitGroups;
using static ReferralNetwork.Placements.Stays.States;

namespace ReferralNetwork.Placements.Stays;

/// <summary>Whose an event is.</summary>
public enum StayParty { Shelter }

/// <summary>
/// Routes each command to its rule. A stay changes the places of its unit groups in its own commit. <see cref="Table"/> is the oracle that every
/// pair of state and event is tested against. Nothing here ends by silence: there is no timer.
/// </summary>
public sealed class StayStateMachine : RuleStateMachine<StayState, Stay, StayParty>
{
    const StayParty Shelter = StayParty.Shelter;

    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<StayParty>> Table =
    [
        new([], "arrived", Shelter, [CheckedIn], typeof(RecordArrival),
            "a fact, never refused: where there is no place an extra one is open as long as they stay"),
        new(Staying, "away", Shelter, [Away], typeof(RecordAway), "hospital, court, a visit, a journey; until when. Their places are kept"),
        new([Away, Missing], "back", Shelter, [CheckedIn], typeof(RecordBack)),
        new([CheckedIn, Away], "missing", Shelter, [Missing], typeof(RecordMissing), "since when; their places are kept"),
        new(Staying, "extended", Shelter, Same, typeof(ExtendStay), "until a later day"),
        new(Staying, "moved", Shelter, Same, typeof(MoveStay), "to other places of the same shelter, if they are free"),
        new(Staying, "ended", Shelter, [Ended], typeof(EndStay), "their places are being made ready then, until the shelter counts them free"),
    ];

    readonly Func<ConsumeContext, Stay, MoveStay, Task<IReadOnlyDictionary<Guid, Places>>> hold;

    public StayStateMachine() : this(SagaEnvironment.Live(), (context, stay, move) => UnitGroupPlaces.Hold(
        context.Work(), [.. stay.Places.Concat(move.Places).Select(taken => taken.UnitGroup)], stay.Shelter, context.CancellationToken))
    { }

    /// <param name="hold">Finds the places of the unit groups between which somebody would move, and keeps others from them.</param>
    internal StayStateMachine(
        SagaEnvironment environment, Func<ConsumeContext, Stay, MoveStay, Task<IReadOnlyDictionary<Guid, Places>>> hold) : base(environment, All)
    {
        this.hold = hold;
        InitialCommand<RecordArrival>(Shelter, StayRules.Arrive);
        Command<RecordAway>(Shelter, Staying, StayRules.GoAway, "away");
        Command<RecordBack>(Shelter, [Away, Missing], StayRules.ComeBack, "back");
        Command<RecordMissing>(Shelter, [CheckedIn, Away], StayRules.Miss, "missing");
        Command<ExtendStay>(Shelter, Staying, StayRules.Extend, "extend");
        Command<MoveStay>(Shelter, Staying, StayRules.Move, "move");
        Command<EndStay>(Shelter, Staying, StayRules.End, "end");
    }

    /// <summary>What the shelter may do with it now.</summary>
    public IReadOnlyList<string> ActionsFor(StayState state, PartnerId viewer, DateTimeOffset now) =>
        ActionsFor(state, _ => viewer == state.Data.Shelter, viewer, now);

    protected override Refusal? Authorize(Stay data, StayParty party, ICommand command) =>
        ((IUserCommand)command).By == data.Shelter ? null : Refusal.NotFound;

    protected override Refusal NotNow(StayState state, ICommand command) => command is RecordArrival
        ? new("ALREADY_ARRIVED", "This arrival was recorded already.")
        : new("NOT_NOW", state.CurrentState == Ended
            ? "The stay is over. If they came again, record an arrival." : $"The stay is {state.CurrentState}; this cannot be done from there.");

    /// <summary>Where somebody would move to, and from, is held until the commit, and looked at.</summary>
    protected override async Task Prepare(ConsumeContext context, StayState state, object message)
    {
        if (message is MoveStay move)
            state.Groups = await hold(context, state.Data, move);
    }

    protected override IEnumerable<Effect> Derive(string stateBefore, Stay? before, StayState after) =>
    [
        .. UpdateWorklist.Changes(
            before is null ? [] : [StayView.Item(stateBefore, before)], [StayView.Item(after.CurrentState, after.Data)]),
        .. OccupyPlaces.Changes(after.Data.Id, Occupied(stateBefore, before), Occupied(after.CurrentState, after.Data)),
    ];

    static IReadOnlyList<TakenPlaces> Occupied(string state, Stay? stay) =>
        stay is not null && Staying.Contains(state, StringComparer.Ordinal) ? stay.Places : [];
}
