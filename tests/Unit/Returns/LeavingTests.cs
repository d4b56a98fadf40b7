using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>A man leaves the group of a woman and her child, or she leaves it with the child.</summary>
public sealed class LeavingTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    static LeaveGroup Leave(Guid id, params IReadOnlyList<Guid> who) => new(id, Scenario.Ngo, Scenario.Worker, who, Guid.NewGuid());

    ReturnState Begun => Assert.Single(machine.Effects.OfType<BeginReturn>()).State;

    TravellersLeft Left => Assert.Single(machine.Effects.OfType<PublishEvent<TravellersLeft>>()).Message;

    [Fact]
    public async Task What_was_decided_about_them_alone_goes_with_them_and_what_was_decided_for_all_is_decided_anew()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Confirmed));
        var man = machine.Find(id).Data.Travellers.Single(t => t.Id == Scenario.Man);
        machine.Forget();
        await machine.Do(Leave(id, Scenario.Man));

        var (own, his) = (Begun.Data, Assert.Single(Begun.Data.Travellers));
        Assert.Equal((States.ConsentGiven, Scenario.Ngo, id), (Begun.CurrentState, own.Lead!.Value, own.LeftFrom!.Value));
        Assert.Equal((man.Tie, man.Counsel, man.Consent), (his.Tie, his.Counsel, his.Consent));
        Assert.Null(his.Introduction);
        Assert.Null(his.ArrivalPlan);
        Assert.Null(own.Assessment);
        Assert.Empty(own.Plan);
        Assert.NotEqual(machine.Find(id).Data.JourneyId, own.JourneyId);

        var first = machine.Find(id);
        Assert.Equal(States.FinalConfirmed, first.CurrentState);
        Assert.Equal([Scenario.Woman, Scenario.Child], first.Data.Group.Select(t => t.Id));
        Assert.All(first.Data.Strands.Where(s => s.Traveller.Id == Scenario.Man), s => Assert.NotNull(s.Strand.EndedAt));
        Assert.All(first.Data.Strands.Where(s => s.Traveller.Id == Scenario.Child), s => Assert.Null(s.Strand.EndedAt));
        Assert.Equal((id, own.Id), (Left.ReturnId, Left.OwnReturnId));
        Assert.Equal([man.Tie!.TieId], Left.Ties);
        Assert.Equal([man.Consent!.PermitId], Left.Permits);
    }

    [Fact]
    public async Task What_is_ready_is_theirs_and_whoever_had_another_part_is_asked_anew()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Planned));
        machine.Forget();
        await machine.Do(Leave(id, Scenario.Woman, Scenario.Child));
        var own = Begun.Data;
        // The embassy's certificate is in her hand; who meets and carries them is asked on consent for this journey.
        Assert.Equal(
            [Codes.DocumentStrand, Codes.HealthStrand], own.Travellers[0].Strands.Select(s => s.Kind).Order(StringComparer.Ordinal));
        Assert.All(own.Strands, s => Assert.True(s.Strand is { With: null, PermitId: null, Status: StrandStatus.Ready }));
        Assert.Equivalent(
            new[] { Scenario.Carrier, Scenario.Receiving },
            machine.Effects.OfType<PublishEvent<RecipientEnded>>().Select(e => e.Message.Recipient), strict: true);
        Assert.Equal(
            own.Strands.Count(), machine.Effects.OfType<ScheduleTimer<StrandUntilDue>>().Count(t => t.Message.ReturnId == own.Id));
        Assert.Single(Begun.Data.Timeline, e => e.What == Verbs.TravellerLeftGroup);
        // The lead alone, by the list that it has anyway.
        Assert.Equal([Scenario.Ngo], Worklist.ItemsFor(Begun.CurrentState, own).Select(i => i.Partner));
    }

    [Fact]
    public async Task Whoever_is_left_goes_on_where_the_group_waited_for_them_alone()
    {
        var id = await Scenario.Told(
        [
            .. Scenario.WithTheMan(Scenario.Consented).Take(8), id => Scenario.Consent(id, Scenario.Woman, Scenario.WomansConsent),
            id => Scenario.Consent(id, Scenario.Child, Scenario.ChildsConsent),
        ]);
        Assert.Equal(States.Counselled, machine.Find(id).CurrentState);
        machine.Forget();
        await machine.Do(Leave(id, Scenario.Man));
        Assert.Equal(States.ConsentGiven, machine.Find(id).CurrentState);
        Assert.Equal(States.Counselled, Begun.CurrentState);
    }

    [Fact]
    public async Task Nobody_is_left_without_an_adult_and_somebody_is_left()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Consented));
        Assert.Equal("CHILD_WITHOUT_ADULT", (await machine.Raise(Leave(id, Scenario.Child)))?.Code);
        Assert.Equal("CHILD_WITHOUT_ADULT", (await machine.Raise(Leave(id, Scenario.Woman, Scenario.Man)))?.Code);
        Assert.Equal("WHOLE_GROUP", (await machine.Raise(Leave(id, Scenario.Woman, Scenario.Man, Scenario.Child)))?.Code);
        Assert.Equal("NO_SUCH_TRAVELLER", (await machine.Raise(Leave(id, Scenario.Man, Guid.NewGuid())))?.Code);
        await machine.Do(Leave(id, Scenario.Man));
        Assert.Equal("NO_SUCH_TRAVELLER", (await machine.Raise(Leave(id, Scenario.Man)))?.Code);
    }

    /// <summary>What is asked for one who has left is asked in the return of their own.</summary>
    [Fact]
    public async Task In_the_group_there_is_nothing_more_to_do_for_whoever_has_left_it()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Consented));
        await machine.Do(Leave(id, Scenario.Man));
        foreach (var command in new object[]
        {
            Scenario.Ask(id, Scenario.Man, "health", Scenario.Clinic), Scenario.Outside(id, Scenario.Man, "health"),
            Scenario.Plan(id, Scenario.Man), Scenario.Tie(id, Scenario.Man),
        })
            Assert.Equal("NO_SUCH_TRAVELLER", (await machine.Raise(command))?.Code);
        await machine.Do(Scenario.TakenBack(id, Scenario.Man));
        Assert.Equal(States.ConsentGiven, machine.Find(id).CurrentState);
    }

    /// <summary>The firewall: an embassy that asked for the return, and has the part of whoever leaves, reads the same bytes.</summary>
    [Fact]
    public async Task An_embassy_reads_the_same_whoever_leaves()
    {
        var id = await Scenario.Told(Scenario.WithTheMan(Scenario.Planned));
        var before = Seen();
        await machine.Do(Leave(id, Scenario.Woman, Scenario.Child));
        Assert.Equal(before, Seen());
        await machine.Do(new NeedForStrand(id, Scenario.Embassy, Scenario.Worker, Scenario.Last(id, Scenario.Embassy).Id, ["photo"]));

        string Seen()
        {
            var state = machine.Find(id);
            return System.Text.Json.JsonSerializer.Serialize(ReturnView.Detail(
                state, Scenario.Embassy, machine.Machine.ActionsFor(state, Scenario.Embassy, machine.Now), machine.Now))
                + ReturnView.ETag(state, Scenario.Embassy)
                + Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == Scenario.Embassy);
        }
    }

    [Fact]
    public async Task A_child_who_travels_alone_is_counselled_with_whoever_decides_for_them()
    {
        var id = await Scenario.Told(
            id => Scenario.Request(id) with
            {
                Travellers = [new(Scenario.Child, "12-17") { Introduction = new(Scenario.Permit, Scenario.Receipt, Audience.Everybody) }],
            },
            Scenario.Accept, id => Scenario.Tie(id, Scenario.Child), id => Scenario.Counsel(id, Scenario.Child));
        Assert.Equal(States.Counselled, machine.Find(id).CurrentState);
        var group = await Scenario.Led(id => Scenario.Tie(id, Scenario.Woman), id => Scenario.Tie(id, Scenario.Child));
        Assert.Equal("CHILD", (await machine.Raise(Scenario.Counsel(group, Scenario.Child)))?.Code);
    }
}
