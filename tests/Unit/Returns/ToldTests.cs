using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>What is decided in a traveller's favour holds nothing that they want: they are told the same day, and choose.</summary>
public sealed class ToldTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    static RecordTold Told(Guid id, string answer) => new(id, Scenario.Ngo, Scenario.Worker, Scenario.Woman, answer);

    string State(Guid id) => machine.Find(id).CurrentState;

    ScheduleTimer<TellDue> Armed => machine.Effects.OfType<ScheduleTimer<TellDue>>().Last();

    WorklistItem Line(Guid id) => Worklist.ItemsFor(State(id), machine.Find(id).Data).Single(i => i.Partner == Scenario.Ngo);

    /// <summary>A journey that begins in a day.</summary>
    async Task<Guid> Booked()
    {
        var id = await Scenario.Told([.. Scenario.Planned, id => Scenario.InADay(Scenario.Book(id)), Scenario.Cleared]);
        machine.Forget();
        return id;
    }

    [Fact]
    public async Task It_holds_nothing_and_is_the_first_thing_that_the_lead_does_that_day()
    {
        var id = await Booked();
        await machine.Do(Scenario.ToTell(id));
        Assert.Equal(States.Booked, State(id));
        // Amsterdam's 2 November ends there.
        Assert.Equal(("tell", new DateTimeOffset(2026, 11, 2, 23, 0, 0, TimeSpan.Zero)), (Line(id).ToDo, Line(id).DueAt!.Value));
        await machine.Do(Told(id, "go"));
        Assert.Equal(States.Booked, State(id));
        Assert.Equal("final-confirm", Line(id).ToDo);
        Assert.Contains(machine.Effects, e => e is CancelTimer timer && timer.Key == ReturnRules.TellDueKey(id));
        Assert.Equal("NOTHING_TO_TELL", (await machine.Raise(Told(id, "go")))?.Code);
    }

    [Fact]
    public async Task Whoever_wants_to_wait_is_waited_for()
    {
        var id = await Booked();
        await machine.Do(Scenario.ToTell(id), Told(id, "wait"));
        Assert.Equal((States.OnHold, States.Booked), (State(id), machine.Find(id).Data.Hold!.CameFrom));
        await machine.Do(new ReleaseHold(id, Scenario.Ngo, Scenario.Worker)); // as they say later
        Assert.Equal(States.Booked, State(id));
    }

    [Fact]
    public async Task Nobody_is_sent_on_their_way_who_could_not_be_reached_half_a_day_before()
    {
        var id = await Booked();
        var departs = machine.Find(id).Data.Journey!.DepartsAt;
        await machine.Do(Scenario.ToTell(id));
        Assert.Equal(departs.AddHours(-12), Armed.DueAt);
        machine.Now = departs.AddHours(-13);
        await machine.Do(new TellDue(id));
        Assert.Equal(States.Booked, State(id));
        machine.Now = departs.AddHours(-12);
        Assert.Equal("NOT_TOLD", (await machine.Raise(Scenario.ConfirmFinally(id)))?.Code);
        await machine.Do(new TellDue(id));
        Assert.Equal(States.OnHold, State(id));
        Assert.Equal("NOT_TOLD", (await machine.Raise(new ReleaseHold(id, Scenario.Ngo, Scenario.Worker)))?.Code);
        await machine.Do(Told(id, "go"), new ReleaseHold(id, Scenario.Ngo, Scenario.Worker), Scenario.ConfirmFinally(id));
        Assert.Equal(States.FinalConfirmed, State(id));
    }

    [Fact]
    public async Task What_was_recorded_before_the_booking_is_watched_from_the_booking_on()
    {
        var id = await Scenario.Told([.. Scenario.Planned, Scenario.ToTell, Scenario.Book]);
        machine.Forget();
        await machine.Do(Scenario.Cleared(id));
        Assert.Equal(machine.Find(id).Data.Journey!.DepartsAt.AddHours(-12), Armed.DueAt);
    }

    /// <summary>Cases may hear only after it has spoken that they have a return of their own.</summary>
    [Fact]
    public async Task What_comes_for_whoever_has_left_the_group_goes_on_to_their_own_return()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Consented));
        var own = Guid.NewGuid();
        await machine.Do(new LeaveGroup(id, Scenario.Ngo, Scenario.Worker, [Scenario.Man], own));
        machine.Forget();
        await machine.Do(new TravellerToBeTold(id, Scenario.Man, machine.Now));
        Assert.Equal(own, Assert.Single(machine.Effects.OfType<SendMessage<TravellerToBeTold>>()).Message.ReturnId);
        Assert.All(machine.Find(id).Data.Group, t => Assert.Null(t.ToTell));
    }

    [Fact]
    public async Task Another_case_and_a_journey_that_has_begun_are_told_nothing()
    {
        var id = await Booked();
        await machine.Do(new TravellerToBeTold(id, Guid.NewGuid(), machine.Now));
        Assert.All(machine.Find(id).Data.Travellers, t => Assert.Null(t.ToTell));
        var left = await Scenario.Told(Scenario.Departed);
        await machine.Do(Scenario.ToTell(left));
        Assert.All(machine.Find(left).Data.Travellers, t => Assert.Null(t.ToTell));
    }
}
