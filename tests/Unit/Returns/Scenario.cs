using System.Collections.Frozen;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>A woman and her child, for whom an embassy asks two organisations to lead.</summary>
public sealed partial class Scenario(SagaHarness<ReturnStateMachine, ReturnState> machine)
{
    public static readonly PartnerId Embassy = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    public static readonly PartnerId Other = new(Guid.Parse("0b000000-0000-4000-8000-000000000003"));
    public static readonly PartnerId Stranger = new(Guid.Parse("0b000000-0000-4000-8000-00000000000f"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly Guid Colleague = Guid.Parse("0c000000-0000-4000-8000-000000000002");
    public static readonly Guid Woman = Guid.Parse("0d000000-0000-4000-8000-000000000001");
    public static readonly Guid Child = Guid.Parse("0d000000-0000-4000-8000-000000000002");
    public static readonly Guid Man = Guid.Parse("0d000000-0000-4000-8000-000000000003");
    public static readonly Guid Permit = Guid.Parse("0e000000-0000-4000-8000-000000000001");
    public static readonly Guid ChildsPermit = Guid.Parse("0e000000-0000-4000-8000-000000000002");
    public static readonly Guid Receipt = Guid.Parse("0e000000-0000-4000-8000-00000000000a");
    public static readonly PartnerId Clinic = new(Guid.Parse("0b000000-0000-4000-8000-000000000004"));
    public static readonly PartnerId Carrier = new(Guid.Parse("0b000000-0000-4000-8000-000000000005"));
    public static readonly PartnerId Receiving = new(Guid.Parse("0b000000-0000-4000-8000-000000000006"));
    public static readonly PartnerId Desk = new(Guid.Parse("0b000000-0000-4000-8000-000000000007"));
    public static readonly IReadOnlyList<string> Topics = [.. Codes.CounselTopics];

    public static readonly ReturnTerms Terms = new(
        new(2, "hours"), new(180, "days"), "Europe/Vilnius", [], [new(Ngo, "Europe/Amsterdam"), new(Other, "Europe/Amsterdam")])
    {
        Periods = new Dictionary<string, Period>
        {
            [ReturnPeriods.ConsentWait] = new(24, "hours"), [ReturnPeriods.AssessmentAge] = new(30, "days"),
            [ReturnPeriods.ClearanceAnswer] = new(60, "seconds"), [ReturnPeriods.BookingKept] = new(72, "hours"),
            [ReturnPeriods.FinalConfirmation] = new(24, "hours"), [ReturnPeriods.TellBefore] = new(12, "hours"),
            [ReturnPeriods.DepartureWord] = new(2, "hours"),
            [ReturnPeriods.Missing] = new(6, "hours"), [ReturnPeriods.RingAgain] = new(60, "minutes"),
            [ReturnPeriods.ReceiptDue] = new(1, "working-days"), [ReturnPeriods.ReceiptEscalation] = new(2, "working-days"),
            [ReturnPeriods.Check("flight")] = new(1, "hours"),
            [ReturnPeriods.Check("train")] = new(2, "hours"), [ReturnPeriods.Check("coach")] = new(4, "hours"),
            [ReturnPeriods.Check("car")] = new(1, "hours"), [ReturnPeriods.Monitoring[0]] = new(90, "days"),
            [ReturnPeriods.Monitoring[1]] = new(180, "days"), [ReturnPeriods.Monitoring[2]] = new(365, "days"),
        },
    };

    public static SagaHarness<ReturnStateMachine, ReturnState> Harness() =>
        new(environment => new ReturnStateMachine(environment, (_, _) => Task.FromResult<IReadOnlySet<PartnerId>>(FrozenSet<PartnerId>.Empty)));

    public ReturnState Find(Guid id) => machine.Find(id);

    public static RequestReturn Request(Guid id, params IReadOnlyList<PartnerId> candidates) => new(
        id, Embassy, Worker, "NL", "LT", ["lt"], ["x:TravelDocument", "x:ShelterAccommodation"], "Soon", OfferMode.Sequential,
        [
            new(Woman, "25-39") { Introduction = new(Permit, Receipt, Audience.Everybody) },
            new(Child, "0-11") { Introduction = new(ChildsPermit, Receipt, Audience.Everybody) },
        ],
        candidates.Count > 0 ? candidates : [Ngo, Other], Terms);

    public static ReportAlreadyBack AlreadyBack(Guid id) =>
        new(id, Ngo, Worker, "GB", "LT", ["lt"], ["x:VocationalTraining"], [new(Man, "40-59")], Terms);

    public AcceptLead Accept(Guid id) => new(id, Open(id)?.Id ?? Guid.Empty, Ngo, Worker);

    public static TieTraveller Tie(Guid id, Guid traveller) => new(id, Ngo, Worker, traveller, traveller, Audience.Everybody);

    public static CounselTraveller Counsel(Guid id, Guid traveller) => new(id, Ngo, Worker, traveller, "own-staff", Topics);

    /// <summary>Every event in every variant, each by whose it is; by somebody else where that is asked for.</summary>
    public IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events(Func<PartnerId, bool> instead) =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(RequestReturn)] = (id, by, _) => [Request(id) with { By = By(by, Embassy) }],
            [typeof(ReportAlreadyBack)] = (id, by, _) => [AlreadyBack(id) with { By = By(by, Ngo) }],
            [typeof(AcceptLead)] = (id, by, _) => [Accept(id) with { By = By(by, Asked(id)) }],
            [typeof(DeclineLead)] = (id, by, _) => [new DeclineLead(id, Open(id)?.Id ?? Guid.Empty, By(by, Asked(id)), Worker, "NO_CAPACITY", null)],
            [typeof(AskLeadsAgain)] = (id, by, _) => [AskAgain(id) with { By = By(by, Embassy) }],
            [typeof(TakeRequestBack)] = (id, by, _) => [new TakeRequestBack(id, By(by, Embassy), Worker)],
            [typeof(EndWithoutLead)] = (id, by, _) => [new EndWithoutLead(id, By(by, Embassy), Worker)],
            [typeof(TieTraveller)] = (id, by, _) => [.. new[] { Woman, Child, Man }.Select(t => Tie(id, t) with { By = By(by, Ngo) })],
            [typeof(CounselTraveller)] = (id, by, _) => [.. new[] { Woman, Child, Man }.Select(t => Counsel(id, t) with { By = By(by, Ngo) })],
            [typeof(AskClearance)] = (id, by, _) => [new AskClearance(id, By(by, Ngo), Worker)],
            [typeof(NoBarKnown)] = (id, _, _) => [Cleared(id)],
            [typeof(TravelBarred)] = (id, _, _) => [new TravelBarred(null, id, machine.Now)],
            [typeof(NotEstablished)] = (id, _, _) => [new NotEstablished(null, id, machine.Now)],
            [typeof(OpenProtectionRoute)] = (id, by, _) => [new OpenProtectionRoute(id, By(by, Ngo), Worker)],
            [typeof(ResumeCounsel)] = (id, by, _) => [new ResumeCounsel(id, By(by, Ngo), Worker, "NEW_FACTS")],
            [typeof(GoWithoutUs)] = (id, by, _) => [new GoWithoutUs(id, By(by, Ngo), Worker)],
            [typeof(TravellerToBeTold)] = (id, _, _) => [new TravellerToBeTold(id, Woman, machine.Now)],
            [typeof(RecordTold)] = (id, by, _) => [.. Codes.ToldAnswers.Order(StringComparer.Ordinal).SelectMany(answer =>
                new[] { Woman, Man }.Select(who => new RecordTold(id, By(by, Ngo), Worker, who, answer)))],
            [typeof(TellDue)] = (id, _, _) => [new TellDue(id)],
            [typeof(LeaveGroup)] = (id, by, _) =>
                [.. new[] { Man, Woman }.Select(who => new LeaveGroup(id, By(by, Ngo), Worker, [who], Guid.NewGuid()))],
            [typeof(WithdrawReturn)] = (id, by, _) => [new WithdrawReturn(id, By(by, Ngo), Worker, "WILL_NOT_GO")],
            [typeof(EnterReturnInError)] = (id, by, _) => [new EnterReturnInError(id, By(by, Ngo), Worker, "WRONG_PERSON")],
            [typeof(DetailsReleased)] = (id, _, _) =>
                [new DetailsReleased(RequestOf(id), Conversations.Return, id, Permit, Guid.NewGuid(), Ngo, ["Name"], machine.Now)],
            [typeof(ReleaseRefused)] = (id, _, _) =>
                [new ReleaseRefused(RequestOf(id), Conversations.Return, id, Permit, Ngo, "EXPIRED", machine.Now)],
            [typeof(ConsentWithdrawn)] = (id, _, _) => [Withdrawn(id), TakenBack(id, Woman), TakenBack(id, Man)],
            [typeof(PermitNarrowed)] = (id, _, _) =>
                [
                    new PermitNarrowed(Conversations.Return, id, Permit, [Ngo]),
                    new PermitNarrowed(Conversations.Return, id, Permit, [Ngo, Other]),
                    new PermitNarrowed(Conversations.Return, id, PermitOf(id, Receiving), [Receiving]),
                ],
            [typeof(AudienceChanged)] = (id, _, _) => [new AudienceChanged(Conversations.Return, id, Permit, TieId: null, [Worker], 1)],
            [typeof(LeadAnswerDue)] = (id, _, _) => [new LeadAnswerDue(id, FirstOffer(id))],
        }.Concat(JourneyEvents()).ToDictionary(
            pair => pair.Key,
            pair => (Func<Guid, PartnerId, Guid, IReadOnlyList<object>>)((id, by, actor) => pair.Value(id, instead(by) ? by : default, actor)));

    static PartnerId By(PartnerId asked, PartnerId right) => asked == default ? right : asked;

    public IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Told(id => Request(id)),
        () => Told(id => Request(id, Ngo)),
        Unplaced,
        () => Led(),
        () => Led(id => Tie(id, Woman)),
        () => Led(id => Tie(id, Woman), id => Tie(id, Child)),
        () => Counselled(),
        () => Counselled(id => Tie(id, Child)),
        () => Counselled(id => Tie(id, Child), id => new OpenProtectionRoute(id, Ngo, Worker)),
        () => Counselled(id => Tie(id, Child), id => new OpenProtectionRoute(id, Ngo, Worker), id => new GoWithoutUs(id, Ngo, Worker)),
        () => Counselled(id => new WithdrawReturn(id, Ngo, Worker, "WILL_NOT_GO")),
        () => Led(id => new EnterReturnInError(id, Ngo, Worker, "WRONG_PERSON")),
        () => Told(id => Request(id), id => new TakeRequestBack(id, Embassy, Worker)),
        () => Told(id => Request(id), Withdrawn),
        () => Told(AlreadyBack),
        () => Told(id => WithAMan(Request(id)), Accept, id => Tie(id, Woman), id => Tie(id, Man)),
        () => Told(id => OfAChild(Request(id)), Accept, id => Tie(id, Child)),
        .. Journeys.Select(Once),
    ];

    static RequestReturn WithAMan(RequestReturn request) => request with
    {
        Travellers = [.. request.Travellers, new(Man, "40-59") { Introduction = new(Guid.NewGuid(), Receipt, Audience.Everybody) }],
    };

    /// <summary>Who travels without an adult is counselled with whoever decides for them.</summary>
    static RequestReturn OfAChild(RequestReturn request) => request with { Travellers = [request.Travellers.Single(t => t.IsChild)] };

    public Task<Guid> Led(params IEnumerable<Func<Guid, object>> then) => Told([id => Request(id), Accept, .. then]);

    public Task<Guid> Counselled(params IEnumerable<Func<Guid, object>> then) => Led([id => Tie(id, Woman), id => Counsel(id, Woman), .. then]);

    public async Task<Guid> Told(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        foreach (var step in story)
        {
            var message = step(id);
            machine.Now = machine.Now.AddDays(message is LegCheckDue ? 2 : 0);
            await machine.Do(message);
            machine.Now = machine.Now.AddDays(message is LegCheckDue ? -2 : 0);
        }
        return id;
    }

    /// <summary>A long story is told once and then copied.</summary>
    Func<Task<Guid>> Once(IReadOnlyList<Func<Guid, object>> story)
    {
        Guid? told = null;
        return async () => machine.Copy(told ??= await Told(story));
    }

    async Task<Guid> Unplaced()
    {
        var id = await Told(id => Request(id, Ngo));
        await machine.Do(new DeclineLead(id, Open(id)!.Id, Ngo, Worker, "NO_CAPACITY", null));
        return id;
    }

    ConsentWithdrawn Withdrawn(Guid id) => new(Conversations.Return, id, Permit, Receipt, machine.Now);

    static AskLeadsAgain AskAgain(Guid id) => new(
        id, Embassy, Worker,
        new Dictionary<Guid, Introduction>
        {
            [Woman] = new(Guid.NewGuid(), Receipt, Audience.Everybody), [Child] = new(Guid.NewGuid(), Receipt, Audience.Everybody),
        },
        [Other], Terms);

    Offer? Open(Guid id) => Find(id)?.Data.Offers.Open.FirstOrDefault();

    Guid FirstOffer(Guid id) => Find(id)?.Data.Offers.Made is [var first, ..] ? first.Id : Guid.Empty;

    PartnerId Asked(Guid id) => Open(id)?.To ?? Ngo;

    Guid RequestOf(Guid id) => Find(id)?.Data.Travellers[0].Introduction?.RequestId ?? Guid.Empty;
}
