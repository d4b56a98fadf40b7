using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs.ConsentedHandoffs;

namespace ReferralNetwork.Tests.Unit.Handoffs;

/// <summary>An NGO hands what a person wants to tell, with two exhibits, to one unit of the police.</summary>
public sealed class ConsentedScenario(SagaHarness<ConsentedHandoffStateMachine, ConsentedHandoffState> machine)
{
    public static readonly PartnerId Ngo = new(Guid.Parse("0b000000-0000-4000-8000-000000000001"));
    public static readonly PartnerId Police = new(Guid.Parse("0b000000-0000-4000-8000-000000000002"));
    public static readonly Guid Worker = Guid.Parse("0c000000-0000-4000-8000-000000000001");
    public static readonly Guid Officer = Guid.Parse("0c000000-0000-4000-8000-000000000003");
    public static readonly Guid Receipt = Guid.Parse("0e000000-0000-4000-8000-00000000000a");
    public static readonly Guid PermitId = Guid.Parse("0e000000-0000-4000-8000-000000000001");
    public static readonly Guid Disclosure = Guid.Parse("0e000000-0000-4000-8000-000000000002");
    public static readonly Guid Picture = Guid.Parse("0f000000-0000-4000-8000-000000000001");
    public static readonly Guid Telephone = Guid.Parse("0f000000-0000-4000-8000-000000000002");
    public static readonly Guid Note = Guid.Parse("0f000000-0000-4000-8000-00000000000a");

    public static readonly HandoffTerms Terms = new(
        new(72, "hours"), new(2, "hours"), new(30, "days"), new(1, "working-days"), new(2, "working-days"), new(Ngo, "Europe/Vilnius"),
        new(Police, "Europe/Vilnius"));

    public static SagaHarness<ConsentedHandoffStateMachine, ConsentedHandoffState> Harness(params PartnerId[] suspended) =>
        new(environment => new ConsentedHandoffStateMachine(
            environment, (_, _) => Task.FromResult<IReadOnlySet<PartnerId>>(suspended.ToHashSet())));

    public ConsentedHandoffState Find(Guid id) => machine.Find(id);

    public static PrepareHandoff Prepare(Guid id) => new(id, Ngo, Worker, Police, "H1", "Urgent", "through-caseworker", Terms);

    public static PrepareHandoff PrepareStated(Guid id) => Prepare(id) with { HandlingCode = Codes.StatedHandling };

    public Permit Permit(Guid? receipt = null) =>
        new(PermitId, receipt ?? Receipt, machine.Now.AddDays(30), new Dictionary<string, int> { ["picture"] = 1, ["thing"] = 1 });

    public VerifyConsent Verify(Guid id) => new(
        id, Ngo, Worker, Permit(), Audience.Everybody, "taken", AskedForEarlier: false, InCareSince: machine.Now.AddDays(-10));

    public static OfferHandoff Offer(Guid id) => new(id, Ngo, Worker);
    public static AcceptHandoff Accept(Guid id) => new(id, Police, Officer, Note, Note);
    public static DeclineHandoff Decline(Guid id) => new(id, Police, Officer, "CANNOT_RECEIVE", NoteId: null, Responsible: null);
    public static AskAboutHandoff Ask(Guid id) => new(id, Police, Officer, Note);
    public static AnswerAboutHandoff Answer(Guid id) => new(id, Ngo, Worker, Note);
    public static StateHandling StateHandling(Guid id) => new(id, Ngo, Worker, Note);
    public static RequestInformation RequestInformation(Guid id) => new(id, Police, Officer, "LAW", Note);
    public AnswerInformationRequest AnswerRequest(Guid id) => new(id, Ngo, Worker, RequestOf(id), "BRING_ORDER", NoteId: null);
    public RecordPersonTold PersonTold(Guid id) => new(id, Ngo, Worker, RequestOf(id));
    public static RequestHandoffRelease AskRelease(Guid id) => new(id, Ngo, Worker, Newer: null, Audience: null);
    public static TakeHandoffBack TakeBack(Guid id) => new(id, Ngo, Worker);

    public DetailsReleased Released(Guid id) => new(
        Find(id)?.Data.Release?.RequestId ?? Guid.Empty, Conversations.Handoff, id, PermitId, Disclosure, Police, ["Name", "Evidence"], machine.Now,
        [Picture, Telephone], new string('a', 64));

    public ReleaseRefused Refused(Guid id) => new(
        Find(id)?.Data.Release?.RequestId ?? Guid.Empty, Conversations.Handoff, id, PermitId, Police, "EXPIRED", machine.Now);

    public CustodyReceipt ReceiptOf(Guid? exhibit, bool matches = true) => new(Guid.NewGuid(), Disclosure, exhibit, matches, machine.Now);

    public static GiveCustodyReceipts Receipts(Guid id, params IReadOnlyList<CustodyReceipt> receipts) => new(id, Police, Officer, receipts);

    public GiveCustodyReceipts AllReceipts(Guid id) => Receipts(id, ReceiptOf(null), ReceiptOf(Picture), ReceiptOf(Telephone));

    public GiveCustodyReceipts OneDiffers(Guid id) => Receipts(id, ReceiptOf(null), ReceiptOf(Picture, matches: false), ReceiptOf(Telephone));

    public static AcknowledgeMismatch Acknowledge(Guid id) => new(id, Ngo, Worker);
    public static ReportHandoffInUse InUse(Guid id) => new(id, Police, Officer);
    public static ReturnHandoff Return(Guid id) => new(id, Police, Officer, "INSUFFICIENT_INFORMATION", NoteId: null);

    public static GiveHandoffFeedback Feedback(Guid id, string code) => new(
        id, Police, Officer, code, code is "TRIAL" or "RELEASE_OR_ESCAPE" ? new DateOnly(2027, 3, 1) : null, code == "NOT_PROSECUTED" ? Note : null);

    public static RecordThreatAlert ThreatAlert(Guid id) => new(id, Ngo, Worker);

    public ConsentWithdrawn Withdrawn(Guid id) => new(Conversations.Handoff, id, PermitId, Receipt, machine.Now);

    public static PermitNarrowed Excluded(Guid id) => new(Conversations.Handoff, id, PermitId, [Police]);

    public static GiveHandoffStopReceipt StopReceipt(Guid id) => new(id, Police, Officer, "RetainedUnder", "LEGAL_OBLIGATION");

    /// <summary>Every event in every variant, each by whose it is; by somebody else where that is asked for.</summary>
    public IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events(Func<PartnerId, bool> instead) =>
        new Dictionary<Type, Func<Guid, PartnerId, IReadOnlyList<object>>>
        {
            [typeof(PrepareHandoff)] = (id, by) => [Prepare(id) with { By = By(by, Ngo) }],
            [typeof(VerifyConsent)] = (id, by) => [Verify(id) with { By = By(by, Ngo) }],
            [typeof(OfferHandoff)] = (id, by) => [Offer(id) with { By = By(by, Ngo) }],
            [typeof(TakeHandoffBack)] = (id, by) => [TakeBack(id) with { By = By(by, Ngo) }],
            [typeof(StateHandling)] = (id, by) => [StateHandling(id) with { By = By(by, Ngo) }],
            [typeof(AcceptHandoff)] = (id, by) => [Accept(id) with { By = By(by, Police) }],
            [typeof(DeclineHandoff)] = (id, by) => [Decline(id) with { By = By(by, Police) }],
            [typeof(RequestHandoffRelease)] = (id, by) => [AskRelease(id) with { By = By(by, Ngo) }],
            [typeof(GiveCustodyReceipts)] = (id, by) =>
                [AllReceipts(id) with { By = By(by, Police) }, Receipts(id, ReceiptOf(Picture)) with { By = By(by, Police) }],
            [typeof(AcknowledgeMismatch)] = (id, by) => [Acknowledge(id) with { By = By(by, Ngo) }],
            [typeof(ReturnHandoff)] = (id, by) => [Return(id) with { By = By(by, Police) }],
            [typeof(ReportHandoffInUse)] = (id, by) => [InUse(id) with { By = By(by, Police) }],
            [typeof(GiveHandoffFeedback)] = (id, by) =>
                [.. Codes.HandoffFeedbackCodes.Order(StringComparer.Ordinal).Select(code => Feedback(id, code) with { By = By(by, Police) })],
            [typeof(RecordThreatAlert)] = (id, by) => [ThreatAlert(id) with { By = By(by, Ngo) }],
            [typeof(AskAboutHandoff)] = (id, by) => [Ask(id) with { By = By(by, Police) }],
            [typeof(AnswerAboutHandoff)] = (id, by) => [Answer(id) with { By = By(by, Ngo) }],
            [typeof(RequestInformation)] = (id, by) => [RequestInformation(id) with { By = By(by, Police) }],
            [typeof(AnswerInformationRequest)] = (id, by) => [AnswerRequest(id) with { By = By(by, Ngo) }],
            [typeof(RecordPersonTold)] = (id, by) => [PersonTold(id) with { By = By(by, Ngo) }],
            [typeof(GiveHandoffStopReceipt)] = (id, by) => [StopReceipt(id) with { By = By(by, Police) }],
            [typeof(DetailsReleased)] = (id, _) => [Released(id)],
            [typeof(ReleaseRefused)] = (id, _) => [Refused(id)],
            [typeof(ConsentWithdrawn)] = (id, _) => [Withdrawn(id)],
            [typeof(PermitNarrowed)] = (id, _) => [Excluded(id)],
            [typeof(AudienceChanged)] = (id, _) => [new AudienceChanged(Conversations.Handoff, id, PermitId, TieId: null, [Worker], 1)],
            [typeof(HandoffAnswerDue)] = (id, _) => [new HandoffAnswerDue(id, Find(id)?.Data.Offers.LastTo(Police)?.Id ?? Guid.Empty)],
            [typeof(HandoffFeedbackDue)] = (id, _) => [new HandoffFeedbackDue(id)],
            [typeof(HandoffReceiptDue)] = (id, _) => [new HandoffReceiptDue(id)],
        }.ToDictionary(
            pair => pair.Key,
            pair => (Func<Guid, PartnerId, Guid, IReadOnlyList<object>>)((id, by, _) => pair.Value(id, instead(by) ? by : default)));

    static PartnerId By(PartnerId asked, PartnerId right) => asked == default ? right : asked;

    IReadOnlyList<Func<Guid, object>> Offered => [Prepare, Verify, Offer];
    IReadOnlyList<Func<Guid, object>> Accepted => [.. Offered, Accept];
    IReadOnlyList<Func<Guid, object>> WithAll => [.. Accepted, Ask, RequestInformation, Released];

    /// <summary>A question, a request and a difference are open, and there is word that somebody is free.</summary>
    IReadOnlyList<Func<Guid, object>> Eventful => [.. WithAll, OneDiffers, Free];

    static GiveHandoffFeedback Free(Guid id) => Feedback(id, "RELEASE_OR_ESCAPE");

    public IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        .. new IReadOnlyList<Func<Guid, object>>[]
        {
            [Prepare],
            [Prepare, Verify],
            Offered,
            [.. Offered, Ask],
            [PrepareStated, Verify, Offer],
            [PrepareStated, Verify, Offer, Accept],
            Accepted,
            [.. Accepted, Ask, RequestInformation],
            [.. Accepted, Refused, RequestInformation, AnswerRequest],
            [.. Accepted, Released],
            [.. Accepted, Released, AllReceipts],
            WithAll,
            [.. WithAll, AnswerRequest, Free, id => Receipts(id, ReceiptOf(Picture, matches: false))],
            [.. WithAll, id => Receipts(id, ReceiptOf(null), ReceiptOf(Telephone))],
            Eventful,
            [.. Eventful, AnswerRequest],
            [.. Eventful, InUse],
            [.. Eventful, InUse, AnswerRequest],
            [.. Accepted, Released, AllReceipts, InUse],
            [.. Eventful, id => Feedback(id, "USED")],
            [.. Eventful, AnswerRequest, id => Feedback(id, "NOT_PROSECUTED"), Withdrawn],
            [.. Eventful, AnswerRequest, Return],
            [.. Accepted, Released, Return, Withdrawn],
            [.. Eventful, AnswerRequest, Withdrawn],
            [.. Offered, TakeBack],
            [.. Accepted, Excluded],
            [.. Accepted, TakeBack, Released],
            [.. Offered, Decline],
        }.Select(story => (Func<Task<Guid>>)(() => Told(story))),
        Expired,
    ];

    public async Task<Guid> Told(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        foreach (var step in story)
            await machine.Do(step(id));
        return id;
    }

    public async Task<Guid> Expired()
    {
        var id = await Told(Offered);
        machine.Now = machine.Now.AddDays(1);
        await machine.Do(new HandoffAnswerDue(id, Find(id).Data.Offers.LastTo(Police)!.Id));
        machine.Now = machine.Now.AddDays(-1);
        return id;
    }

    Guid RequestOf(Guid id) => Find(id)?.Data.Requests is [.., var last] ? last.Id : Guid.Empty;
}
