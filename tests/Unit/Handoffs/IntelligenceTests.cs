using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.AnonymousIntelligence;

namespace ReferralNetwork.Tests.Unit.Handoffs;

public sealed class IntelligenceTests() : OracleTests<IntelligenceStateMachine, IntelligenceState, Intelligence, IntelligenceParty>(
    new(environment => new IntelligenceStateMachine(environment)), IntelligenceTransitions.Table)
{
    static readonly PartnerId Ngo = Organisation;
    static readonly PartnerId Police = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    static readonly Period Year = new(365, "days");

    protected override IReadOnlyList<string> States => IntelligenceStates.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(DraftIntelligence)] = (id, by, actor) => [Draft(id) with { By = by, Actor = actor }],
            [typeof(ChangeIntelligence)] = (id, by, actor) => [new ChangeIntelligence(id, by, actor, Year)],
            [typeof(SubmitIntelligence)] = (id, by, actor) => [new SubmitIntelligence(id, by, actor, FromCase: false, null, null)],
            [typeof(LookAtIntelligence)] = (id, by, _) =>
                [new LookAtIntelligence(id, by, Colleague, CouldTell: false), new LookAtIntelligence(id, by, Colleague, CouldTell: true)],
            [typeof(HoldIntelligence)] = (id, by, actor) => [new HoldIntelligence(id, by, actor, Machine.Now.AddDays(3))],
            [typeof(SendIntelligence)] = (id, by, actor) => [new SendIntelligence(id, by, actor, PersonAgrees: true)],
            [typeof(DropIntelligence)] = (id, by, actor) => [new DropIntelligence(id, by, actor)],
            [typeof(AcknowledgeIntelligence)] = (id, by, actor) => [new AcknowledgeIntelligence(id, by == Ngo ? Police : by, actor)],
            [typeof(IntelligenceShredDue)] = (id, _, _) => [new IntelligenceShredDue(id)],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Told(), () => Told(Submitted), () => Told(Submitted, CouldTell), () => Told(Delayed), () => Told(Delayed, Looked),
        () => Told(id => new DropIntelligence(id, Ngo, Worker)), () => Told(Submitted, Looked),
        () => Told(Submitted, Looked, id => new AcknowledgeIntelligence(id, Police, Worker)),
    ];

    static DraftIntelligence Draft(Guid id) => new(id, Ngo, Worker, Police, "H1", "X", "4", Year, "Europe/Vilnius");

    static SubmitIntelligence Submitted(Guid id) => new(id, Ngo, Worker, FromCase: true, PersonAgrees: true, null);

    SubmitIntelligence Delayed(Guid id) => new(id, Ngo, Worker, FromCase: true, PersonAgrees: false, Machine.Now.AddDays(2));

    static LookAtIntelligence Looked(Guid id) => new(id, Ngo, Colleague, CouldTell: false);

    static LookAtIntelligence CouldTell(Guid id) => new(id, Ngo, Colleague, CouldTell: true);

    async Task<Guid> Told(params Func<Guid, object>[] then)
    {
        var id = Guid.NewGuid();
        await Machine.Do(Draft(id));
        foreach (var next in then)
            await Machine.Do(next(id));
        Machine.Forget();
        return id;
    }

    [Fact]
    public async Task The_second_look_is_by_nobody_who_has_written_in_it()
    {
        var id = await Told(written => new ChangeIntelligence(written, Ngo, Colleague, Year), Submitted);
        foreach (var writer in new[] { Worker, Colleague })
            Assert.Equal("OWN_WORK", (await RefusedAndNothingChanged(id, Looked(id) with { Actor = writer })).Code);
        await Machine.Do(Looked(id) with { Actor = Guid.NewGuid() });
        Assert.Equal(IntelligenceStates.Sent, Machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task What_gave_away_who_told_is_changed_before_it_is_looked_at_again()
    {
        var id = await Told(Submitted, CouldTell);
        Assert.Equal("CHANGE_FIRST", (await RefusedAndNothingChanged(id, Submitted(id))).Code);
        await Machine.Do(new ChangeIntelligence(id, Ngo, Worker, Year), Submitted(id));
        Assert.Equal(IntelligenceStates.SecondLook, Machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task The_person_whom_it_comes_from_is_asked_and_delays_it()
    {
        var id = await Told();
        Assert.Equal("PERSON_NOT_ASKED", (await RefusedAndNothingChanged(id, Submitted(id) with { PersonAgrees = null })).Code);
        Assert.Equal("HELD_UNTIL", (await RefusedAndNothingChanged(id, Submitted(id) with { PersonAgrees = false })).Code);
        Assert.Equal("NOBODY_TO_ASK", (await RefusedAndNothingChanged(id, Submitted(id) with { FromCase = false })).Code);
        await Machine.Do(Delayed(id), Looked(id));
        Assert.Equal(IntelligenceStates.Held, Machine.Find(id).CurrentState);
        Assert.Equal("HELD", (await RefusedAndNothingChanged(id, new SendIntelligence(id, Ngo, Worker, PersonAgrees: false))).Code);
        Machine.Now = Machine.Now.AddDays(2);
        await Machine.Do(new SendIntelligence(id, Ngo, Worker, PersonAgrees: false));
        Assert.Equal(IntelligenceStates.Sent, Machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task Law_enforcement_knows_of_no_report_before_it_was_sent_and_then_of_none_of_its_making()
    {
        foreach (var tell in Fixtures)
        {
            var state = Machine.Find(await tell());
            var left = IntelligenceStates.Left.Contains(state.CurrentState);
            Assert.Equal(left, IntelligenceView.ItemsFor(state.CurrentState, state.Data).Any(item => item.Partner == Police));
            if (!left)
                continue;
            var seen = IntelligenceView.Detail(state, Police, Worker, null, null, Machine.Machine.ActionsFor(state, Police, Machine.Now));
            Assert.Equal((null, null, false, false), (seen.Line.DraftedAt, seen.HeldUntil, seen.GaveAway, seen.OwnWork));
            Assert.NotEqual(state.Data.Label, seen.Line.Reference);
        }
    }

    [Fact]
    public async Task What_is_dropped_is_destroyed_and_what_is_told_of_suspects_is_kept_as_long_as_the_rule_says()
    {
        var dropped = await Told(Submitted);
        await Machine.Do(new DropIntelligence(dropped, Ngo, Worker));
        Assert.Equal([dropped], Machine.Destroyed);

        var sent = await Told(Submitted, Looked);
        Machine.Now = Machine.Now.AddDays(364);
        await Machine.Do(new IntelligenceShredDue(sent));
        Assert.Empty(Machine.Destroyed);
        Machine.Now = Machine.Now.AddDays(1);
        await Machine.Do(new IntelligenceShredDue(sent));
        Assert.Equal([sent], Machine.Destroyed);
        Assert.Contains(new ReportDeleted(sent), Machine.Effects);
    }

    [Fact]
    public async Task What_may_be_done_with_it_is_stated_with_H3_and_with_nothing_else()
    {
        var id = Guid.NewGuid();
        Assert.Equal("NOT_STATED", (await Machine.Raise(Draft(id) with { Handling = "H3" }))?.Code);
        Assert.Equal("NOT_STATED", (await Machine.Raise(Draft(id) with { IsStated = true }))?.Code);
        await Machine.Do(Draft(id) with { Handling = "H3", IsStated = true });
        Assert.Equal("NOT_STATED", (await RefusedAndNothingChanged(id, new ChangeIntelligence(id, Ngo, Worker, Year))).Code);
    }

    [Fact]
    public async Task A_report_of_places_alone_stays()
    {
        var id = Guid.NewGuid();
        await Machine.Do(Draft(id) with { Kept = null }, Submitted(id), Looked(id));
        Machine.Forget();
        Machine.Now = Machine.Now.AddDays(4000);
        await Machine.Do(new IntelligenceShredDue(id));
        Assert.Empty(Machine.Destroyed);
    }
}
