using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.CompelledDisclosures;

namespace ReferralNetwork.Tests.Unit.Handoffs.CompelledDisclosures;

/// <summary>An organisation has an order of the police: a caseworker recorded it, a coordinator and a director approve.</summary>
public sealed class Scenario(SagaHarness<CompelledDisclosureStateMachine, CompelledDisclosureState> machine)
{
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId Police = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    public static readonly PartnerId Stranger = new(Guid.Parse("0b000000-0000-4000-8000-00000000000f"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly Guid Coordinator = Guid.Parse("0c000000-0000-4000-8000-000000000002");
    public static readonly Guid Director = Guid.Parse("0c000000-0000-4000-8000-000000000003");
    public static readonly Guid Officer = Guid.Parse("0c000000-0000-4000-8000-000000000004");
    public static readonly Guid Deputy = Guid.Parse("0c000000-0000-4000-8000-000000000005");

    public static readonly Guid Letter = Guid.Parse("0d000000-0000-4000-8000-000000000001");
    public static readonly Guid Telephone = Guid.Parse("0d000000-0000-4000-8000-000000000002");

    public static readonly Order Order = new(Police, "LawEnforcement", "court-order", ["Name", "Evidence"], 4, 1, Exhibits: 2, "as recorded");

    public static readonly Terms Terms = new(
        new(72, "hours"), new(12, "hours"), new(1, "working-days"), new(2, "working-days"), "Europe/Vilnius", new(Police, "Europe/Vilnius"));

    public static SagaHarness<CompelledDisclosureStateMachine, CompelledDisclosureState> Harness() =>
        new(environment => new CompelledDisclosureStateMachine(environment));

    public CompelledDisclosureState Find(Guid id) => machine.Find(id);

    public static RecordCompelled Record(Guid id) => new(id, Ngo, Worker, Order, "H1", Terms, Audience.Everybody);

    public ReportDanger Danger(Guid id) => new(
        id, Ngo, Worker, Order with { Basis = "danger-to-life" }, "H1", machine.Now.AddHours(-2), Terms, Audience.Everybody);

    public static CheckCompelled Check(Guid id, string finding = Codes.InOrder) => new(id, Ngo, Worker, finding);

    public static ApproveCompelled Approve(Guid id, Guid actor, string role, params Deputyship[] deputyships) =>
        new(id, Ngo, actor, role, Order.Digest!, new(deputyships.Length == 0 ? [role] : [], IsOfficer: false, deputyships));

    /// <summary>The person was told three days ago, and could be heard until yesterday.</summary>
    public RecordTold Told(Guid id) => new(
        id, Ngo, Worker, new(Guid.NewGuid(), machine.Now.AddDays(-3), machine.Now.AddDays(-1), BanUntil: null));

    public RecordTold Banned(Guid id, TimeSpan lasts) => new(id, Ngo, Worker, new(Guid.NewGuid(), null, null, machine.Now + lasts));

    public RecordToldAfter ToldAfter(Guid id) => new(id, Ngo, Worker, new(Guid.NewGuid(), machine.Now, machine.Now.AddDays(2), null));

    public static DiscloseCompelled Disclose(Guid id) => new(id, Ngo, Worker);

    public DetailsReleased Released(Guid id) => new(
        machine.Find(id)?.Data.Release?.RequestId ?? Guid.NewGuid(), Conversations.CompelledDisclosure, id, id, Guid.NewGuid(), Police, ["Name"],
        machine.Now, [Letter, Telephone], "5e");

    public ReleaseRefused ReleaseRefused(Guid id) => new(
        machine.Find(id)?.Data.Release?.RequestId ?? Guid.NewGuid(), Conversations.CompelledDisclosure, id, id, Police, "RECIPIENT_SUSPENDED",
        machine.Now);

    public static ReviewDisclosure Review(Guid id, Guid actor) => new(id, Ngo, actor, Codes.InOrder);

    public static OverturnCompelled Overturn(Guid id) => new(id, Ngo, Worker, "court", new(2026, 11, 1));

    /// <param name="digest">As it is recorded by default, so that whatever approves goes on from there.</param>
    public static NarrowCompelled Narrow(Guid id, long version = 2, string? digest = null, DateTimeOffset? answerBy = null) =>
        new(id, Ngo, Worker, Token(id, version, digest, answerBy));

    public static RereadOrder Reread(Guid id, DateTimeOffset? answerBy, long version = 1, string? digest = null) =>
        new(id, Ngo, Worker, Token(id, version, digest, answerBy));

    static OrderToken Token(Guid id, long version, string? digest, DateTimeOffset? answerBy) => new(
        id, Ngo, Police, "court-order", ["Name"], 2, 1, version, digest ?? Order.Digest!, answerBy, DateTimeOffset.MaxValue, Audience.Everybody);

    public ConfirmDisclosed Confirm(Guid id, Guid? exhibit, bool matches = true) => new(id, Police, Worker, [
        new CustodyReceipt(Guid.NewGuid(), machine.Find(id)?.Data.DisclosureId ?? Guid.NewGuid(), exhibit, matches, machine.Now),
    ]);

    public async Task<Guid> Demanded(Guid? id = null)
    {
        var demand = id ?? Guid.NewGuid();
        await machine.Do(Record(demand));
        return demand;
    }

    public Task<Guid> CheckedAs(string finding) => After(Demanded(), id => Check(id, finding));
    public Task<Guid> Narrowed() => After(CheckedAs(Codes.TooWide), id => Narrow(id));
    public Task<Guid> Challenged() => After(CheckedAs("immune"), id => new ChallengeCompelled(id, Ngo, Worker, "organisation"));
    public Task<Guid> Refused() => After(CheckedAs("not-competent"), id => new RefuseCompelled(id, Ngo, Worker, "NOT_COMPETENT"));
    public Task<Guid> ApprovedOnce() => After(CheckedAs(Codes.InOrder), id => Approve(id, Coordinator, Roles.Coordinator));
    public Task<Guid> ApprovedTwice() => After(ApprovedOnce(), id => Approve(id, Director, Roles.Director));
    public Task<Guid> Ready() => After(ApprovedTwice(), Told);
    public Task<Guid> Asked() => After(Ready(), Disclose);
    public Task<Guid> Disclosed() => After(Asked(), Released);
    public Task<Guid> DisclosedUnderBan() => After(After(After(ApprovedTwice(), id => Banned(id, TimeSpan.FromDays(30))), Disclose), Released);

    public async Task<Guid> InDanger()
    {
        var id = Guid.NewGuid();
        await machine.Do(Danger(id));
        return id;
    }

    public Task<Guid> Reviewed() => After(InDanger(), id => Review(id, Officer));
    public Task<Guid> Overturned() => After(Disclosed(), Overturn);
    public Task<Guid> Differing() => After(Disclosed(), id => Confirm(id, Letter, matches: false));
    public Task<Guid> ReviewedDiffering() => After(Differing(), id => Review(id, Officer));
    public Task<Guid> OverturnedDiffering() => After(Differing(), Overturn);

    public IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Demanded(), () => CheckedAs(Codes.InOrder), () => CheckedAs(Codes.TooWide), () => CheckedAs("immune"), Narrowed, Challenged, Refused,
        ApprovedOnce, ApprovedTwice, Ready, Asked, Disclosed, DisclosedUnderBan, InDanger, Reviewed, Overturned, Differing, ReviewedDiffering,
        OverturnedDiffering,
    ];

    /// <summary>Every event in every variant, each by whose it is; by the stranger where that is asked for.</summary>
    public IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(RecordCompelled)] = (id, by, _) => [Record(id) with { By = By(by) }],
            [typeof(ReportDanger)] = (id, by, _) => [Danger(id) with { By = By(by) }],
            [typeof(CheckCompelled)] = (id, by, _) => [Check(id) with { By = By(by) }],
            [typeof(NarrowCompelled)] = (id, by, _) => [Narrow(id, 3) with { By = By(by) }],
            [typeof(RereadOrder)] = (id, by, _) => [Reread(id, machine.Now.AddDays(5)) with { By = By(by) }],
            [typeof(ChallengeCompelled)] = (id, by, _) =>
                [new ChallengeCompelled(id, By(by), Worker, "organisation"), new ChallengeCompelled(id, By(by), Worker, Codes.ByPerson)],
            [typeof(DecideChallenge)] = (id, by, _) => [new DecideChallenge(id, By(by), Worker, Codes.InOrder)],
            [typeof(RefuseCompelled)] = (id, by, _) =>
                [new RefuseCompelled(id, By(by), Worker, "IMMUNE"), new RefuseCompelled(id, By(by), Worker, "TAKEN_BACK")],
            [typeof(RecordTold)] = (id, by, _) => [Told(id) with { By = By(by) }, Banned(id, TimeSpan.FromDays(3)) with { By = By(by) }],
            [typeof(AdviseOnCompelled)] = (id, by, _) => [new AdviseOnCompelled(id, By(by), Officer, "immune")],
            [typeof(ApproveCompelled)] = (id, by, _) =>
            [
                Approve(id, Coordinator, Roles.Coordinator) with { By = By(by) }, Approve(id, Director, Roles.Director) with { By = By(by) },
            ],
            [typeof(DiscloseCompelled)] = (id, by, _) => [Disclose(id) with { By = By(by) }],
            [typeof(ReviewDisclosure)] = (id, by, _) => [Review(id, Officer) with { By = By(by) }],
            [typeof(ConfirmDisclosed)] = (id, by, _) => [Confirm(id, exhibit: null) with { By = by == Stranger ? by : Police }],
            [typeof(ClearUpDifference)] = (id, by, _) => [new ClearUpDifference(id, By(by), Worker)],
            [typeof(OverturnCompelled)] = (id, by, _) => [Overturn(id) with { By = By(by) }],
            [typeof(RecordToldAfter)] = (id, by, _) => [ToldAfter(id) with { By = By(by) }],
            [typeof(GiveCompelledReceipt)] = (id, by, _) =>
                [new GiveCompelledReceipt(id, by == Stranger ? by : Police, Worker, "PurgeAcknowledged", Basis: null)],
            [typeof(DetailsReleased)] = (id, _, _) => [Released(id)],
            [typeof(ReleaseRefused)] = (id, _, _) => [ReleaseRefused(id)],
            [typeof(AudienceChanged)] = (id, _, _) => [new AudienceChanged(Conversations.CompelledDisclosure, id, id, null, [Worker, Officer], 1)],
            [typeof(CompelledReviewDue)] = (id, _, _) => [new CompelledReviewDue(id)],
            [typeof(CompelledBanEndsDue)] = (id, _, _) => [new CompelledBanEndsDue(id)],
            [typeof(CompelledReceiptDue)] = (id, _, _) => [new CompelledReceiptDue(id)],
        };

    static PartnerId By(PartnerId by) => by == Stranger ? by : Ngo;

    async Task<Guid> After(Task<Guid> before, Func<Guid, object> then)
    {
        var id = await before;
        await machine.Do(then(id));
        return id;
    }
}
