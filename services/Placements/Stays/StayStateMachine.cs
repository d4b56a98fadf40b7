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
public enum StayParty
{
    Shelter,

    /// <summary>The service that has the offer, which tells what became of it.</summary>
    Referrals,

    Timer,
}

/// <summary>
/// Routes each message to its rule. A stay changes the places of its unit groups in its own commit. <see cref="Table"/> is the oracle that every
/// pair of state and event is tested against. Nothing here ends by silence: the one timer only asks where somebody is.
/// </summary>
public sealed class StayStateMachine : RuleStateMachine<StayState, Stay, StayParty>
{
    const StayParty Shelter = StayParty.Shelter, Referrals = StayParty.Referrals;

    static readonly IReadOnlyList<string> Same = [];

    public static readonly IReadOnlyList<Transition<StayParty>> Table =
    [
        new([], "place asked for", Referrals, [Held, Released], typeof(HoldPlace),
            "with a yes to an offer: all its unit groups in one commit, or released at once with the reason"),
        new(All, "place asked for", Referrals, Same, typeof(HoldPlace), "known for ever: held is held, and what was released before stays released"),
        new([Held], "offer accepted", Referrals, [Confirmed], typeof(ConfirmPlace), "accepting with a place is confirming it"),
        new([.. All.Except([Held])], "offer accepted", Referrals, Same, typeof(ConfirmPlace), "known already, or they are there already"),
        new([], "not needed", Referrals, [Released], typeof(ReleasePlace), "one that overtook its hold refuses it"),
        new([Held, Confirmed], "not needed", Referrals, [Released, EnRoute], typeof(ReleasePlace),
            "another was faster, cancelled, stopped, declined after all, or no answer within 60 seconds; who had set out keeps it"),
        new([EnRoute, CheckInOverdue], "not needed", Referrals, [EnRoute, CheckInOverdue, Released], typeof(ReleasePlace),
            "released where the person decides otherwise; where only the referral has ended both sides are to ask each other"),
        new([.. Staying, Ended, .. NotCome], "not needed", Referrals, Same, typeof(ReleasePlace),
            "who lives there stays: the link to the referral is dropped, and the shelter alone ends the stay"),
        new([Held, Confirmed], "under way", Referrals, [EnRoute], typeof(PersonUnderWay), "also where it overtakes the confirmation"),
        new([.. All.Except([Held, Confirmed])], "under way", Referrals, Same, typeof(PersonUnderWay), "they are further already"),
        new([Confirmed, EnRoute], "not here at the agreed hour", StayParty.Timer, [CheckInOverdue], typeof(CheckInDue), "first on both sides' lists"),
        new([.. All.Except([Confirmed, EnRoute])], "not here at the agreed hour", StayParty.Timer, Same, typeof(CheckInDue)),
        new([Confirmed, EnRoute, CheckInOverdue], "given back", Shelter, [Released], typeof(GiveBackHold), "the sender is told"),
        new([CheckInOverdue], "nobody came", Shelter, [NotTaken], typeof(RecordNotTaken),
            "12 hours (*rule*) after the agreed hour, the sender rung, never between 20:00 and 10:00"),
        new([.. Promised, .. NotCome], "checked in", Shelter, [CheckedIn], typeof(RecordCheckIn),
            "a fact, never refused: before or after the agreed hour, and where the place was given back; it makes the referral Active"),
        new([], "arrived", Shelter, [CheckedIn], typeof(RecordArrival),
            "who was not expected, never refused: where there is no place an extra one is open as long as they stay"),
        new(Staying, "away", Shelter, [Away], typeof(RecordAway),
            "hospital, court, a visit: until when; a journey home: until 72 h (*rule*) after its departure. Their places are kept"),
        new([Away, Missing], "back", Shelter, [CheckedIn], typeof(RecordBack)),
        new([CheckedIn, Away], "missing", Shelter, [Missing], typeof(RecordMissing), "since when; their places are kept"),
        new(Staying, "extended", Shelter, Same, typeof(ExtendStay), "until a later day"),
        new(Staying, "moved", Shelter, Same, typeof(MoveStay), "to other places of the same shelter, if they are free"),
        new(Staying, "ended", Shelter, [Ended], typeof(EndStay), "their places are being made ready then, until the shelter counts them free"),
    ];

    readonly Func<ConsumeContext, PartnerId, IReadOnlyList<Guid>, (Guid Id, Guid? Offer), Task<House>> look;

    public StayStateMachine() : this(SagaEnvironment.Live(), Houses.Look) { }

    /// <param name="look">Finds what a shelter has in some unit groups, and for an offer beside this stay; keeps others from taking it.</param>
    internal StayStateMachine(
        SagaEnvironment environment, Func<ConsumeContext, PartnerId, IReadOnlyList<Guid>, (Guid Id, Guid? Offer), Task<House>> look)
        : base(environment, All)
    {
        this.look = look;
        InitialFact<HoldPlace>(f => f.HoldId, StayRules.Hold, StayRules.HoldAgain);
        InitialFact<ReleasePlace>(f => f.HoldId, StayRules.ReleaseUnheld, StayRules.Release);
        Fact<ConfirmPlace>(f => f.HoldId, StayRules.Confirm);
        Fact<PersonUnderWay>(f => f.HoldId, StayRules.UnderWay);
        Timer<CheckInDue>(t => t.StayId, t => StayRules.CheckInDueKey(t.StayId), StayRules.CheckInDueAt, StayRules.CheckInDue);
        Command<RecordCheckIn>(Shelter, [.. Promised, .. NotCome], StayRules.CheckIn, "check-in");
        Command<GiveBackHold>(Shelter, [Confirmed, EnRoute, CheckInOverdue], StayRules.GiveBack, "give-back");
        Command<RecordNotTaken>(
            Shelter, [CheckInOverdue], StayRules.NobodyCame, "not-taken", (stay, _, now) => StayRules.MayBeNotTaken(stay, now));
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
        ActionsFor(state, party => party == Shelter && viewer == state.Data.Shelter, viewer, now);

    protected override Refusal? Authorize(Stay data, StayParty party, ICommand command) =>
        ((IUserCommand)command).By == data.Shelter ? null : Refusal.NotFound;

    protected override Refusal NotNow(StayState state, ICommand command) => command is RecordArrival
        ? new("ALREADY_ARRIVED", "This arrival was recorded already.")
        : new("NOT_NOW", state.CurrentState == Ended
            ? "The stay is over. If they came again, record an arrival." : $"The stay is {state.CurrentState}; this cannot be done from there.");

    /// <summary>The places of who comes, moves or is to come are held until the commit, and looked at: those they leave, too.</summary>
    protected override async Task Prepare(ConsumeContext context, StayState state, object message)
    {
        var own = state.Data?.Places ?? [];
        (PartnerId Shelter, IReadOnlyList<TakenPlaces> Places, Guid? Offer)? asked = message switch
        {
            HoldPlace hold when state.Data is null => (hold.Partner, hold.Places, hold.OfferId),
            RecordArrival arrival => (arrival.By, arrival.Places, null),
            RecordCheckIn checkIn => (state.Data!.Shelter, checkIn.Places ?? [], state.Data.Promise?.OfferId),
            MoveStay move => (state.Data!.Shelter, move.Places, null),
            RecordAway { For: StayCodes.Journey } => (state.Data!.Shelter, [], null),
            _ => null,
        };
        if (asked is var (shelter, places, offer))
            state.House = await look(context, shelter, [.. own.Concat(places).Select(taken => taken.UnitGroup)], (state.CorrelationId, offer));
    }

    protected override IEnumerable<Effect> Derive(string stateBefore, Stay? before, StayState after) =>
    [
        .. UpdateWorklist.Changes(before is null ? [] : StayView.Items(stateBefore, before), StayView.Items(after.CurrentState, after.Data)),
        .. OccupyPlaces.Changes(
            after.Data.Id, Of(Promised, stateBefore, before), Of(Staying, stateBefore, before), Of(Promised, after.CurrentState, after.Data),
            Of(Staying, after.CurrentState, after.Data)),
    ];

    static IReadOnlyList<TakenPlaces> Of(IReadOnlyList<string> states, string state, Stay? stay) =>
        stay is not null && states.Contains(state, StringComparer.Ordinal) ? stay.Places : [];
}
