using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements;
using ReferralNetwork.Placements.Stays;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Tests.Unit.Placements;

public sealed class StayOracleTests() : OracleTests<StayStateMachine, StayState, Stay, StayParty>(
    new(environment => new StayStateMachine(environment, (_, _, _, _) => Task.FromResult(now))), StayStateMachine.Table)
{
    static readonly Guid Rooms = Guid.Parse("0d000000-0000-4000-8000-000000000001");
    static readonly TakenPlaces[] Two = [new(Rooms, 2)];

    static readonly Guid Conversation = Guid.Parse("0d000000-0000-4000-8000-000000000002");
    static readonly Guid Offer = Guid.Parse("0d000000-0000-4000-8000-000000000003");

    /// <summary>Nothing is free but what one of them leaves.</summary>
    static readonly House Full = With(others: 2);

    static readonly House Empty = With(others: 0);

    /// <summary>As the next message finds it.</summary>
    static House now = Full;

    static House With(int others) => House.Unknown with
    {
        Groups = new Dictionary<Guid, Places> { [Rooms] = new(new(4, 0, 0, others), Extra: 0, Held: 0, Occupied: 2) },
        TimeZone = "Europe/Vilnius",
    };

    protected override IReadOnlyList<string> States => ReferralNetwork.Placements.Stays.States.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(RecordArrival)] = (id, by, actor) => [Arrive(id) with { By = by, Actor = actor }],
            [typeof(HoldPlace)] = (id, _, _) => [Ask(id)],
            [typeof(ReleasePlace)] = (id, _, _) =>
                [new ReleasePlace(id, "REFERRAL_ENDED"), new ReleasePlace(id, "PERSON_DECIDED"), new ReleasePlace(id, "UNDER_WAY")],
            [typeof(ConfirmPlace)] = (id, _, _) => [new ConfirmPlace(id)],
            [typeof(PersonUnderWay)] = (id, _, _) => [new PersonUnderWay(id, Machine.Now)],
            [typeof(CheckInDue)] = (id, _, _) => [new CheckInDue(id)],
            [typeof(RecordCheckIn)] = (id, by, actor) =>
                [new RecordCheckIn(id, by, actor, null, Machine.Now, null), new RecordCheckIn(id, by, actor, Two, Machine.Now, null)],
            [typeof(GiveBackHold)] = (id, by, actor) => [new GiveBackHold(id, by, actor, "GIVEN_BACK")],
            [typeof(RecordNotTaken)] = (id, by, actor) => [new RecordNotTaken(id, by, actor, Rung: true)],
            [typeof(RecordAway)] = (id, by, actor) => [new RecordAway(id, by, actor, "HOSPITAL", Machine.Now.AddDays(2))],
            [typeof(RecordBack)] = (id, by, actor) => [new RecordBack(id, by, actor)],
            [typeof(RecordMissing)] = (id, by, actor) => [new RecordMissing(id, by, actor, Machine.Now)],
            [typeof(ExtendStay)] = (id, by, actor) => [new ExtendStay(id, by, actor, Machine.Now.AddDays(90))],
            [typeof(MoveStay)] = (id, by, actor) => [new MoveStay(id, by, actor, [new(Rooms, 1)])],
            [typeof(EndStay)] = (id, by, actor) => [new EndStay(id, by, actor, "OWN_HOME", Machine.Now)],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Promised(), () => Promised(id => new ConfirmPlace(id)),
        () => Promised(id => new ConfirmPlace(id), id => new PersonUnderWay(id, Machine.Now)),
        Overdue, () => Promised(id => new ReleasePlace(id, "REFERRAL_ENDED")),
        async () =>
        {
            var id = await Overdue();
            await Machine.Do(new RecordNotTaken(id, Organisation, Worker, Rung: true));
            return id;
        },
        () => Told(), () => Told(id => new RecordAway(id, Organisation, Worker, "COURT", Machine.Now.AddDays(1))),
        () => Told(id => new RecordMissing(id, Organisation, Worker, Machine.Now)),
        () => Told(id => new EndStay(id, Organisation, Worker, "MOVED_ON", Machine.Now)),
    ];

    [Fact]
    public Task What_is_offered_is_what_works() => OfferedIsWhatWorks(
        [Organisation, Stranger], Events, (state, viewer) => Machine.Machine.ActionsFor(state, viewer, Machine.Now));

    [Fact]
    public async Task Places_are_taken_on_arrival_and_kept_until_the_end_whatever_happens_between()
    {
        var id = await Told();
        Assert.Equal([new(Rooms, 2)], Taken());
        foreach (var message in new object[]
            {
                new RecordAway(id, Organisation, Worker, "JOURNEY", Machine.Now.AddDays(3)),
                new RecordMissing(id, Organisation, Worker, Machine.Now), new RecordBack(id, Organisation, Worker),
                new ExtendStay(id, Organisation, Worker, Machine.Now.AddDays(90)),
            })
        {
            Machine.Forget();
            await Machine.Do(message);
            Assert.Empty(Machine.Effects.OfType<OccupyPlaces>());
        }
        Machine.Forget();
        await Machine.Do(new EndStay(id, Organisation, Worker, "RETURNED", Machine.Now));
        Assert.Equal([new(Rooms, -2)], Taken());
    }

    [Fact]
    public async Task On_a_journey_home_the_places_are_kept_for_three_days_after_its_departure()
    {
        var id = await Told();
        await Machine.Do(new RecordAway(id, Organisation, Worker, "JOURNEY", Machine.Now.AddHours(5)));
        Assert.Equal(Machine.Now.AddHours(5 + 72), Machine.Find(id).Data.AwayUntil);
        await Machine.Do(new RecordAway(id, Organisation, Worker, "COURT", Machine.Now.AddHours(5)));
        Assert.Equal(Machine.Now.AddHours(5), Machine.Find(id).Data.AwayUntil);
    }

    [Fact]
    public async Task A_promised_place_is_held_becomes_theirs_on_arrival_and_the_referral_hears_of_it()
    {
        var id = await Promised();
        Assert.Equal(new(Rooms, 2, 0), Change());
        Assert.Equal(new(Conversation, id), Sent<PlaceHeld>());
        await Machine.Do(new ConfirmPlace(id), new PersonUnderWay(id, Machine.Now));
        Machine.Forget();
        await Machine.Do(new RecordCheckIn(id, Organisation, Worker, null, Machine.Now, null));
        Assert.Equal(new(Rooms, -2, 2), Change());
        Assert.Equal(new(Conversation, id, Machine.Now, Offer), Sent<PersonArrived>());
        Assert.False(Machine.Find(id).Data.OutOfPlan);
        Machine.Forget();
        await Machine.Do(new ReleasePlace(id, "REFERRAL_ENDED")); // consent was taken back
        Assert.Equal((States.Single(s => s == "CheckedIn"), null), (Machine.Find(id).CurrentState, Machine.Find(id).Data.Promise));
        Assert.Null(Change());
    }

    [Fact]
    public async Task What_cannot_be_held_is_said_with_its_reason_holds_nothing_and_stays_so()
    {
        foreach (var (house, code) in new[]
            {
                (Full, "NONE_FREE"), (House.Unknown, "NOT_THEIRS"), (Empty with { HoldsOffer = true }, "SECOND_HOLD"),
            })
        {
            var id = Guid.NewGuid();
            Machine.Forget();
            now = house;
            await Machine.Do(Ask(id));
            Assert.Equal(new(Conversation, id, code), Sent<NoPlaceFree>());
            Assert.Null(Change());
            Machine.Forget();
            now = Empty;
            await Machine.Do(Ask(id));
            Assert.Equal(("Released", 0), (Machine.Find(id).CurrentState, Machine.Effects.Count));
        }
        now = Full;
    }

    [Fact]
    public async Task A_release_that_overtakes_its_hold_refuses_it()
    {
        var id = Guid.NewGuid();
        now = Empty;
        await Machine.Do(new ReleasePlace(id, "REFERRAL_ENDED"), Ask(id));
        now = Full;
        Assert.Equal("Released", Machine.Find(id).CurrentState);
        Assert.Null(Sent<PlaceHeld>());
        Assert.Null(Change());
        Assert.Empty(StayView.Items("Released", Machine.Find(id).Data)); // nobody's
    }

    [Fact]
    public async Task Who_comes_although_the_place_was_given_back_has_one_out_of_plan()
    {
        var id = await Promised(id => new ConfirmPlace(id), id => new GiveBackHold(id, Organisation, Worker, "GIVEN_BACK"));
        Assert.Equal(new(Conversation, id, "GIVEN_BACK"), Sent<PlaceGivenBack>());
        Machine.Forget();
        await Machine.Do(new RecordCheckIn(id, Organisation, Worker, null, Machine.Now, null));
        Assert.Equal(new(Rooms, 0, 2), Change());
        Assert.True(Machine.Find(id).Data.OutOfPlan);
        Assert.NotNull(Sent<PersonArrived>());
    }

    [Fact]
    public async Task Nobody_is_said_not_to_have_come_before_half_a_day_by_night_or_before_the_sender_was_rung()
    {
        var id = await Promised(id => new ConfirmPlace(id)); // expected at 17:00 UTC on Monday
        Machine.Now = Machine.Now.AddHours(9);
        await Machine.Do(new CheckInDue(id));
        Assert.True(Item(id).First);
        Assert.NotNull(Sent<PersonOverdue>());
        Assert.Equal("TOO_EARLY", await NotTaken(rung: true));
        Machine.Now = Machine.Now.AddHours(13); // 09:00 in Vilnius
        Assert.Equal("NOT_AT_NIGHT", await NotTaken(rung: true));
        Machine.Now = Machine.Now.AddHours(1);
        Assert.Equal("RING_FIRST", await NotTaken(rung: false));
        Assert.Null(await NotTaken(rung: true));
        Assert.Equal(new(Conversation, id, "NOT_TAKEN"), Sent<PlaceGivenBack>());

        async Task<string?> NotTaken(bool rung) => (await Machine.Raise(new RecordNotTaken(id, Organisation, Worker, rung)))?.Code;
    }

    [Fact]
    public async Task Who_comes_although_the_referral_has_ended_lives_there_and_only_where_they_are_looked_for_it_is_told()
    {
        foreach (var underWay in new[] { true, false })
        {
            var id = await Promised(id => new ConfirmPlace(id));
            if (underWay)
                await Machine.Do(new PersonUnderWay(id, Machine.Now));
            await Machine.Do(new ReleasePlace(id, "REFERRAL_ENDED"));
            Machine.Forget();
            await Machine.Do(new RecordCheckIn(id, Organisation, Worker, null, Machine.Now, null));
            Assert.Equal(underWay, Sent<PersonArrived>() is not null);
            Assert.Null(Machine.Find(id).Data.Promise);
            await Machine.Do(new RecordMissing(id, Organisation, Worker, Machine.Now));
            Assert.Equal("find", Item(id).ToDo);
        }
    }

    [Fact]
    public async Task Who_is_under_way_when_the_referral_ends_keeps_the_place_and_is_asked_after()
    {
        var id = await Promised(id => new ConfirmPlace(id), id => new PersonUnderWay(id, Machine.Now), id => new ReleasePlace(id, "REFERRAL_ENDED"));
        Assert.Equal(("EnRoute", "ring", true), (Machine.Find(id).CurrentState, Item(id).ToDo, Item(id).First));
        await Machine.Do(new ReleasePlace(id, "PERSON_DECIDED"));
        Assert.Equal("Released", Machine.Find(id).CurrentState);
    }

    /// <summary>The word that they had set out is still on its way.</summary>
    [Fact]
    public async Task An_end_that_overtakes_the_departure_takes_no_bed_away()
    {
        var id = await Promised(id => new ConfirmPlace(id), id => new ReleasePlace(id, "UNDER_WAY"), id => new PersonUnderWay(id, Machine.Now));
        Assert.Equal(("EnRoute", "ring"), (Machine.Find(id).CurrentState, Item(id).ToDo));
    }

    [Fact]
    public async Task Who_comes_to_a_place_that_was_waited_for_in_vain_is_told_of_with_the_offer()
    {
        var id = await Promised(id => new ReleasePlace(id, "NO_ANSWER"));
        Assert.Equal("Released", Machine.Find(id).CurrentState);
        Machine.Forget();
        await Machine.Do(new RecordCheckIn(id, Organisation, Worker, null, Machine.Now, null));
        Assert.Equal(new(Conversation, id, Machine.Now, Offer), Sent<PersonArrived>());
    }

    [Fact]
    public async Task Whoever_moves_needs_a_free_place_and_counts_their_own_as_free()
    {
        var id = await Told();
        Machine.Forget();
        Assert.Equal("NO_PLACE_FREE", (await Machine.Raise(new MoveStay(id, Organisation, Worker, [new(Rooms, 3)])))?.Code);
        Assert.Equal("NOT_LATER", (await Machine.Raise(new ExtendStay(id, Organisation, Worker, Machine.Now)))?.Code);
        Assert.Equal(
            "BEFORE_ARRIVAL", (await Machine.Raise(new EndStay(id, Organisation, Worker, "DIED", Machine.Now.AddDays(-9))))?.Code);
        Assert.Empty(Machine.Effects);
        await Machine.Do(new MoveStay(id, Organisation, Worker, [new(Rooms, 1)]));
        Assert.Equal([new(Rooms, -1)], Taken());
    }

    [Fact]
    public async Task A_child_that_is_missed_comes_before_everything_that_is_merely_due()
    {
        var (child, adult) = (await Told(withChild: true), await Told());
        foreach (var id in new[] { child, adult })
            await Machine.Do(new RecordMissing(id, Organisation, Worker, Machine.Now));
        Assert.Equal([true, false], new[] { child, adult }.Select(id => Item(id).First));
        Assert.Equal("find", Item(adult).ToDo);
        await Machine.Do(new EndStay(child, Organisation, Worker, "LEFT_NO_WORD", Machine.Now));
        Assert.False(Item(child).Open);
    }

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-placements.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == TransitionTables.ToMarkdown(),
            "docs/transitions-placements.md is not the table: dotnet run --project services/Placements -- transitions > docs/transitions-placements.md");
    }

    IReadOnlyList<TakenPlaces> Taken()
    {
        var changes = Machine.Effects.OfType<OccupyPlaces>().Single().Places;
        Assert.All(changes, change => Assert.Equal(0, change.Held));
        return [.. changes.Select(change => new TakenPlaces(change.UnitGroup, change.Occupied))];
    }

    PlaceChange? Change() => Machine.Effects.OfType<OccupyPlaces>().SingleOrDefault()?.Places.Single();

    T? Sent<T>() where T : class => Machine.Effects.OfType<SendMessage<T>>().SingleOrDefault()?.Message;

    WorklistItem Item(Guid id) => StayView.Items(Machine.Find(id).CurrentState, Machine.Find(id).Data).Single();

    HoldPlace Ask(Guid id) => new(
        id, Conversations.Referral, Conversation, Offer, Organisation, Two, WithChild: true,
        Machine.Now.AddHours(8));

    async Task<Guid> Promised(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        now = Empty;
        await Machine.Do(Ask(id));
        now = Full;
        foreach (var step in story)
            await Machine.Do(step(id));
        return id;
    }

    /// <summary>Since so long that the shelter may say that nobody comes.</summary>
    async Task<Guid> Overdue()
    {
        Machine.Now = Machine.Now.AddDays(-1);
        var id = await Promised(id => new ConfirmPlace(id));
        Machine.Now = Machine.Now.AddDays(1);
        await Machine.Do(new CheckInDue(id));
        return id;
    }

    RecordArrival Arrive(Guid id) => new(id, Organisation, Worker, Two, WithChild: false, Machine.Now.AddDays(-1), Machine.Now.AddDays(30));

    Task<Guid> Told(params IEnumerable<Func<Guid, object>> story) => Told(withChild: false, story);

    async Task<Guid> Told(bool withChild, params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        await Machine.Do(Arrive(id) with { WithChild = withChild });
        foreach (var step in story)
            await Machine.Do(step(id));
        return id;
    }
}
