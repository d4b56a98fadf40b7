using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Placements;
using ReferralNetwork.Placements.Stays;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Tests.Unit.Placements;

public sealed class StayOracleTests() : OracleTests<StayStateMachine, StayState, Stay, StayParty>(
    new(environment => new StayStateMachine(environment, (_, _, _) => Task.FromResult(Full))), StayStateMachine.Table)
{
    static readonly Guid Rooms = Guid.Parse("0d000000-0000-4000-8000-000000000001");
    static readonly TakenPlaces[] Two = [new(Rooms, 2)];

    /// <summary>Nothing is free but what one of them leaves.</summary>
    static readonly IReadOnlyDictionary<Guid, Places> Full =
        new Dictionary<Guid, Places> { [Rooms] = new(new(4, 0, 0, 2), Extra: 0, Held: 0, Occupied: 2) };

    protected override IReadOnlyList<string> States => ReferralNetwork.Placements.Stays.States.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(RecordArrival)] = (id, by, actor) => [Arrive(id) with { By = by, Actor = actor }],
            [typeof(RecordAway)] = (id, by, actor) => [new RecordAway(id, by, actor, "HOSPITAL", Machine.Now.AddDays(2))],
            [typeof(RecordBack)] = (id, by, actor) => [new RecordBack(id, by, actor)],
            [typeof(RecordMissing)] = (id, by, actor) => [new RecordMissing(id, by, actor, Machine.Now)],
            [typeof(ExtendStay)] = (id, by, actor) => [new ExtendStay(id, by, actor, Machine.Now.AddDays(90))],
            [typeof(MoveStay)] = (id, by, actor) => [new MoveStay(id, by, actor, [new(Rooms, 1)])],
            [typeof(EndStay)] = (id, by, actor) => [new EndStay(id, by, actor, "OWN_HOME", Machine.Now)],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
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

    IReadOnlyList<TakenPlaces> Taken() => Machine.Effects.OfType<OccupyPlaces>().Single().Places;

    WorklistItem Item(Guid id) => StayView.Item(Machine.Find(id).CurrentState, Machine.Find(id).Data);

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
