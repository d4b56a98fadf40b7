using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.AnonymousNotices;

namespace ReferralNetwork.Tests.Unit.Handoffs;

public sealed class NoticeOracleTests() : OracleTests<AnonymousNoticeStateMachine, AnonymousNoticeState, AnonymousNotice, NoticeParty>(
    new(environment => new AnonymousNoticeStateMachine(environment)), AnonymousNoticeStateMachine.Table)
{
    static readonly PartnerId Authority = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    static readonly NoticeCell Cell = new("Feminine", null, "ForcedLabour", null, 2026);

    protected override IReadOnlyList<string> States => [AnonymousNoticeStateMachine.Sent, AnonymousNoticeStateMachine.Acknowledged];

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(SendNotice)] = (id, by, actor) => [Send(id) with { By = by, Actor = actor }],
            [typeof(AcknowledgeNotice)] = (id, by, actor) => [Acknowledge(id) with { By = by == Organisation ? Authority : by, Actor = actor }],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => [() => Told(Send), () => Told(Send, Acknowledge)];

    [Fact]
    public async Task The_authority_has_it_on_its_list_until_it_is_acknowledged_and_only_records_leave()
    {
        var id = await Told(Send);
        Assert.Equal(("acknowledge", true), Line(id));
        await Machine.Do(Acknowledge(id));
        Assert.Equal((null, false), Line(id));
        Assert.Equal("NOT_YOURS", (await Machine.Raise(Acknowledge(await Told(Send)) with { By = Organisation }))?.Code);
        Assert.All(Machine.Effects, effect => Assert.True(effect is AuditRecord or ReferralNetwork.Casework.UpdateWorklist));
    }

    (string?, bool) Line(Guid id)
    {
        var line = AnonymousNoticeStateMachine.ItemsFor(Machine.Find(id).CurrentState, Machine.Find(id).Data)[1];
        return (line.ToDo, line.Open);
    }

    static SendNotice Send(Guid id) => new(id, Organisation, Worker, Authority, Cell);

    static AcknowledgeNotice Acknowledge(Guid id) => new(id, Authority, Worker);

    async Task<Guid> Told(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        foreach (var step in story)
            await Machine.Do(step(id));
        return id;
    }
}

public sealed class CoarseningTests
{
    static readonly string?[] Sexes = ["Feminine", "Masculine", null];
    static readonly string?[] Nationalities = ["LT", "UA", "VN", null];
    static readonly string?[] Exploitations = ["ForcedLabour", "SexualExploitation", null];
    static readonly string?[] Regions = ["LT-VL", "LT-KU", null];

    /// <summary>Whatever was counted: what is sent held eleven, nothing finer of the ladder did, and it is a step of the ladder.</summary>
    [Fact]
    public void What_is_sent_is_the_finest_step_that_held_eleven_in_the_year_before()
    {
        var random = new Random(20261128);
        var stepsTaken = new HashSet<int>();
        for (var round = 0; round < 5000; round++)
        {
            var counted = Enumerable.Range(0, random.Next(12)).Select(_ => new CountedCell(Any(random, 2025), random.Next(1, 16))).ToList();
            var finest = Any(random, 2026);
            var sent = Coarsening.Coarsen(finest, counted);
            var ladder = Coarsening.LadderOf(finest).ToList();
            var at = ladder.IndexOf(sent);
            Assert.InRange(at, 0, ladder.Count - 1);
            Assert.All(ladder.Take(at), finer => Assert.True(Held(finer, counted) < 11, $"{finer} held {Held(finer, counted)}"));
            Assert.True(Held(sent, counted) >= 11 || sent == new NoticeCell(null, null, null, null, 2026), $"{sent} held {Held(sent, counted)}");
            stepsTaken.Add(at);
        }
        Assert.True(stepsTaken.Count >= 4, "hardly a step was tried");
    }

    [Fact]
    public void The_ladder_drops_region_then_nationality_then_exploitation_then_sex_and_keeps_the_year()
    {
        var finest = new NoticeCell("Feminine", "LT", "ForcedLabour", "LT-VL", 2026);
        Assert.Equal(
            [
                finest, new("Feminine", "LT", "ForcedLabour", null, 2026), new("Feminine", null, "ForcedLabour", null, 2026),
                new("Feminine", null, null, null, 2026), new(null, null, null, null, 2026),
            ],
            Coarsening.LadderOf(finest));
    }

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, "LT-VL")]
    public void Ten_are_too_few(int count, string? region) => Assert.Equal(
        region,
        Coarsening.Coarsen(
            new("Feminine", "LT", "ForcedLabour", "LT-VL", 2026),
            [new(new("Feminine", "LT", "ForcedLabour", "LT-VL", 2025), count), new(new("Feminine", "LT", "ForcedLabour", "LT-KU", 2025), 30)])
            .Region);

    [Fact]
    public void The_codes_of_a_notice_are_those_of_a_case()
    {
        Assert.Equal(FieldCodes.TypeOfExploitation.Select(code => code.Value).Order(), NoticeCodes.Exploitations.Order());
        Assert.Subset(FieldCodes.Gender.Select(code => code.Value).ToHashSet(), NoticeCodes.Sexes.ToHashSet());
    }

    /// <summary>Counted here anew, by what each member says.</summary>
    static int Held(NoticeCell step, List<CountedCell> counted) => counted
        .Where(c => (step.Sex ?? c.Cell.Sex) == c.Cell.Sex && (step.Nationality ?? c.Cell.Nationality) == c.Cell.Nationality
            && (step.Exploitation ?? c.Cell.Exploitation) == c.Cell.Exploitation && (step.Region ?? c.Cell.Region) == c.Cell.Region)
        .Sum(c => c.Count);

    static NoticeCell Any(Random random, int year) => new(
        random.GetItems(Sexes, 1)[0], random.GetItems(Nationalities, 1)[0], random.GetItems(Exploitations, 1)[0], random.GetItems(Regions, 1)[0],
        year);
}
