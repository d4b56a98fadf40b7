using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;
using Story = System.Collections.Generic.IReadOnlyList<System.Func<System.Guid, object>>;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>From consent to a life at home: the woman and her child with every part, and a man who wants a ticket.</summary>
public sealed partial class Scenario
{
    public static readonly Guid WomansConsent = Guid.Parse("0e000000-0000-4000-8000-000000000011");
    public static readonly Guid ChildsConsent = Guid.Parse("0e000000-0000-4000-8000-000000000012");
    public static readonly Guid MansConsent = Guid.Parse("0e000000-0000-4000-8000-000000000013");
    public static readonly Words Words = new("answer", "third");

    /// <summary>Everybody has consented and nobody is asked for anything yet.</summary>
    public Story Consented =>
    [
        id => Request(id), Accept, id => Tie(id, Woman), id => Tie(id, Child), id => new AskClearance(id, Ngo, Worker), id => Counsel(id, Woman),
        id => Consent(id, Woman, WomansConsent), id => Consent(id, Child, ChildsConsent),
    ];

    /// <summary>
    /// Everything that a booking needs is ready. The person has excluded a clinic that had details: it owes a receipt. The embassy that asked
    /// issues the document.
    /// </summary>
    public Story Ready =>
    [
        .. Consented,
        id => Ask(id, Woman, "health", Clinic), id => AcceptLast(id, Clinic), id => ReleasedTo(id, Clinic),
        id => new PermitNarrowed(Conversations.Return, id, PermitOf(id, Clinic), [Clinic]),
        id => Ask(id, Woman, Codes.DocumentStrand, Embassy, ofState: true), id => AcceptLast(id, Embassy),
        id => new ReadyStrand(id, Embassy, Worker, Last(id, Embassy).Id, Today.AddDays(60), "return-certificate", null),
        id => Ask(id, Woman, Codes.ReceptionStrand, Receiving), id => AcceptLast(id, Receiving),
        id => new ReadyStrand(id, Receiving, Worker, Last(id, Receiving).Id, null, null, Guid.NewGuid()),
        id => Ask(id, Woman, Codes.TransportStrand, Carrier), id => AcceptLast(id, Carrier),
        id => new ReadyStrand(id, Carrier, Worker, Last(id, Carrier).Id, null, null, null),
        id => Outside(id, Woman, "health"), id => Outside(id, Child, "health"),
        id => Outside(id, Child, Codes.DocumentStrand), id => Outside(id, Child, Codes.ReceptionStrand), id => Outside(id, Child,
            Codes.TransportStrand),
        id => Plan(id, Woman), id => Plan(id, Child),
        id => new SetWords(id, Ngo, Worker, Woman, Words),
    ];

    public Story Assessed(string result) =>
        [.. Ready, .. BothHalves(result)];

    public Story Planned => [.. Assessed("with-measures"), AgreePlan];

    public Story Booking => [.. Planned, Book];

    public Story Booked => [.. Booking, Cleared];

    public Story Confirmed => [.. Booked, ConfirmFinally];

    public Story Departed => [.. Confirmed, Depart];

    public Story Overdue => [.. Departed, Late];

    /// <summary>A man with a document of his own who wants a ticket, and an organisation that looks after his health.</summary>
    public Story Light =>
    [
        id => Request(id) with { Travellers = [new(Man, "40-59") { Introduction = new(Permit, Receipt, Audience.Everybody) }] },
        Accept, id => Tie(id, Man), id => new AskClearance(id, Ngo, Worker), id => Counsel(id, Man), id => Consent(id, Man, MansConsent),
        id => new RecordStrand(id, Ngo, Worker, Man, Codes.DocumentStrand, StrandStatus.NotNeeded, null, null),
        id => Ask(id, Man, "health", Clinic), id => AcceptLast(id, Clinic), id => ReleasedTo(id, Clinic),
        id => new ReadyStrand(id, Clinic, Worker, Last(id, Clinic).Id, Today.AddDays(60), null, null),
        id => Ask(id, Man, Codes.TransportStrand, Carrier), id => AcceptLast(id, Carrier), id => ReleasedTo(id, Carrier),
        id => new ReadyStrand(id, Carrier, Worker, Last(id, Carrier).Id, null, null, null),
        id => new DeclineSupport(id, Ngo, Worker, Man, [Codes.ReceptionStrand]),
        id => new RecordStrand(id, Ngo, Worker, Man, Codes.ReceptionStrand, StrandStatus.NotNeeded, null, null),
        id => Plan(id, Man),
    ];

    public Story LightBooked => [.. Light, id => new PlanLight(id, Ngo, Worker), Book, Cleared];

    public Story LightConfirmed => [.. LightBooked, ConfirmFinally];

    /// <summary>
    /// The embassy is asked anew after its strand was ended, of which it was not told: so it has one to answer and one to go on with.
    /// </summary>
    Story AskedAnew(Story story) =>
    [
        .. story, id => new WithdrawStrand(id, Ngo, Worker, Last(id, Embassy).Id), id => Ask(id, Woman, Codes.DocumentStrand, Embassy, ofState: true),
        id => Ask(id, Child, Codes.DocumentStrand, Embassy, ofState: true),
    ];

    /// <summary>The booking was undone, so that there is a journey in the states before it.</summary>
    Story Anew => [.. AskedAnew(Confirmed), id => new Reassess(id, Ngo, Worker, "NEW_FACTS")];

    Story AssessedAnew(string result) => [.. Anew, .. BothHalves(result)];

    Story CounselledAnew =>
    [
        .. Anew, id => new AcceptStrand(id, Embassy, Worker, Document(id)), id => new AnswerNationality(id, Embassy, Worker, Document(id),
            Confirmed: false),
    ];

    /// <summary>The woman's that counts.</summary>
    Guid Document(Guid id) => Find(id).Data.Travellers.Single(t => t.Id == Woman).Current(Codes.DocumentStrand)!.Id;

    Story ProtectedAnew => [.. AssessedAnew("not-safe"), id => new OpenProtectionRoute(id, Ngo, Worker)];

    IReadOnlyList<Story> Undecided =>
    [
        Anew, AskedAnew(Confirmed), AskedAnew(Booked), AskedAnew(Booking), AskedAnew(Planned), Planned, Light, LightConfirmed,
        [.. Light.Take(6), id => Outside(id, Man, "health")], // nobody has details CounselledAnew,
        [.. CounselledAnew, id => Consent(id, Woman, WomansConsent)], AskedAnew(Ready), [.. Ready, id => new WithdrawStrand(id, Ngo, Worker, Last(id,
            Receiving).Id)],
        AssessedAnew("no-obstacle"), AssessedAnew("with-measures"), AssessedAnew("not-safe"), AssessedAnew("best-interests"),
        [.. AssessedAnew("with-measures"), AgreePlan], ProtectedAnew, [.. ProtectedAnew, id => new GoWithoutUs(id, Ngo, Worker)],
    ];

    /// <summary>With a man in the group, who can leave it.</summary>
    public Story WithTheMan(Story story) =>
    [
        id => WithAMan(Request(id)), Accept, .. story.Skip(2).Take(2), id => Tie(id, Man), id => Counsel(id, Man), .. story.Skip(4).Take(2),
        id => Consent(id, Man, MansConsent), .. story.Skip(6).Take(2),
        .. Codes.StrandKinds.Order(StringComparer.Ordinal).Select(kind => (Func<Guid, object>)(id => Outside(id, Man, kind))), id => Plan(id, Man),
        .. story.Skip(8).Select(step => Later(step)),
    ];

    static Func<Guid, object> Later(Func<Guid, object> step) => id => step(id) is var message && message is BookReturn book ? InADay(book) : message;

    /// <summary>Two adults and a child in each state before they leave; some of them wait for the man alone.</summary>
    IReadOnlyList<Story> Together =>
    [
        [id => WithAMan(Request(id)), Accept, id => Tie(id, Woman), id => Counsel(id, Woman)],
        [.. WithTheMan(Consented).Take(8), id => Consent(id, Woman, WomansConsent), id => Consent(id, Child, ChildsConsent)],
        [.. WithTheMan(Consented).Take(8), id => new OpenProtectionRoute(id, Ngo, Worker)],
        [.. WithTheMan(Consented).Take(8), id => new OpenProtectionRoute(id, Ngo, Worker), id => new GoWithoutUs(id, Ngo, Worker)],
        WithTheMan(Consented), WithTheMan(Assessed("no-obstacle")), WithTheMan(Assessed("with-measures")), WithTheMan(Assessed("not-safe")),
        WithTheMan(Assessed("best-interests")), WithTheMan(Planned), WithTheMan(Booking), WithTheMan(Booked), WithTheMan(Confirmed),
    ];

    /// <summary>What becomes of them once they are about to leave.</summary>
    IReadOnlyList<Story> Afterwards(Guid adult) =>
    [
        [Depart], [Depart, Stop], [Depart, Stop, GoOn], [Depart, Late], [Depart, Late, Stop], [Depart, Late, Stop, GoOn],
        [Depart, Late, id => new ReportMissing(id, Ngo, Worker, machine.Now)],
        [Depart, Late, id => new ReportMissing(id, Ngo, Worker, machine.Now), id => new ReportFound(id, Ngo, Worker, machine.Now, "SAFE", "ENDS",
            "family", true)],
        [Depart, id => new ReportRemoved(id, Ngo, Worker, machine.Now, "removal", "LT")],
        [Depart, Arrive], [Depart, Arrive, Late], [Depart, Arrive, Receive], [Depart, Arrive, Late, Receive], [Depart, Arrive, Receive, Help],
        [Depart, Arrive, Late, Receive, Help], [Depart, Arrive, Receive, Help, Helped], [Depart, Arrive, Late, Receive, Help, Helped],
        [Depart, Arrive, Receive, id => new CloseReturn(id, Ngo, Worker, "DONE")],
        [id => new WithdrawReturn(id, Ngo, Worker, "WILL_NOT_GO")], [id => new EnterReturnInError(id, Ngo, Worker, "WRONG_PERSON")],
        [Depart, .. AllTakenBack(adult)], [Depart, .. AllTakenBack(adult), Late],
        [Depart, .. AllTakenBack(adult), .. Receipts(adult)], [Depart, .. AllTakenBack(adult), Late, .. Receipts(adult)],
    ];

    /// <summary>A story for each state, and for what differs in it.</summary>
    IEnumerable<Story> Journeys =>
    [
        .. Undecided,
        .. Together.Select(story => Join(story, [ToTell])),
        .. Undecided.Append([id => Request(id), Accept]).Append(Join(WithTheMan(Planned), [ToTell]))
            .Select(story => Join(story, [id => new HoldReturn(id, Ngo, Worker)])),
        .. Afterwards(Woman).Select(story => Join(AskedAnew(Confirmed), story)),
        .. Afterwards(Man).Select(story => Join(LightConfirmed, story)), Join(LightConfirmed, AllTakenBack(Man)), StoppedBeforeWord,
    ];

    static Story Join(Story first, Story then) => [.. first, .. then];

    /// <summary>Every event of the journey in every variant.</summary>
    Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> JourneyEvents() =>
        new()
        {
            [typeof(AskStrand)] = (id, by, _) =>
                [Ask(id, Child, "health", Clinic) with { By = By(by, Ngo) }, Ask(id, Man, Codes.DocumentStrand, Embassy, true) with { By = By(by,
                    Ngo) }],
            [typeof(RecordStrand)] = (id, by, _) =>
                [Outside(id, Woman, "health") with { By = By(by, Ngo) }, Outside(id, Man, "health") with { By = By(by, Ngo) }],
            [typeof(CompleteStrand)] = (id, by, _) =>
                [.. new[] { Receiving, Carrier }.Select(to => new CompleteStrand(id, By(by, Ngo), Worker, Last(id, to).Id))],
            [typeof(WithdrawStrand)] = (id, by, _) =>
                [.. new[] { Receiving, Carrier }.Select(to => new WithdrawStrand(id, By(by, Ngo), Worker, Last(id, to).Id))],
            [typeof(AcceptStrand)] = (id, by, _) => [new AcceptStrand(id, By(by, Embassy), Worker, Last(id, Embassy).Id)],
            [typeof(DeclineStrand)] = (id, by, _) => [new DeclineStrand(id, By(by, Embassy), Worker, First(id, Embassy).Id, "NO_CAPACITY")],
            [typeof(NeedForStrand)] = (id, by, _) => [new NeedForStrand(id, By(by, Embassy), Worker, First(id, Embassy).Id, ["photo"])],
            [typeof(ReadyStrand)] = (id, by, _) =>
                [new ReadyStrand(id, By(by, Embassy), Worker, First(id, Embassy).Id, Today.AddDays(9), "return-certificate", null)],
            [typeof(AnswerNationality)] = (id, by, _) =>
            [
                new AnswerNationality(id, By(by, Embassy), Worker, First(id, Embassy).Id, Confirmed: true),
                new AnswerNationality(
                    id, By(by, Embassy), Worker, Of(id, Embassy).FirstOrDefault(s => s is { EndedAt: null, Taken: true })?.Id ?? Guid.Empty,
                        Confirmed: false),
            ],
            [typeof(StrandUntilDue)] = (id, _, _) => [new StrandUntilDue(id, Dated(id))],
            [typeof(SetDocumentHolder)] = (id, by, _) =>
                [.. new[] { Woman, Man }.Select(who => new SetDocumentHolder(id, By(by, Ngo), Worker, who, "person"))],
            [typeof(DeclineSupport)] = (id, by, _) =>
                [.. new[] { Woman, Child, Man }.Select(who => new DeclineSupport(id, By(by, Ngo), Worker, who, ["monitoring"]))],
            [typeof(KeepArrivalPlan)] = (id, by, _) =>
                [.. new[] { Woman, Man }.Select(who => Plan(id, who) with { By = By(by, Ngo) })],
            [typeof(SetWords)] = (id, by, _) => [.. new[] { Woman, Man }.Select(who => new SetWords(id, By(by, Ngo), Worker, who, Words))],
            [typeof(GiveReturnConsent)] = (id, by, _) =>
                [.. new[] { (Woman, WomansConsent), (Child, ChildsConsent) }.Select(c => Consent(id, c.Item1, c.Item2) with { By = By(by, Ngo) })],
            [typeof(PlanLight)] = (id, by, _) => [new PlanLight(id, By(by, Ngo), Worker)],
            [typeof(AssessReturn)] = (id, by, _) =>
            [
                .. Codes.AssessmentResults.Select(result => new AssessReturn(id, By(by, Ngo), Worker, result, null)),
                new AssessReturn(id, By(by, Receiving), Worker, "not-safe", null),
            ],
            [typeof(DecideBestInterests)] = (id, by, _) =>
                [.. Codes.AssessmentResults.Select(result => new DecideBestInterests(id, By(by, Ngo), Worker, "court", Today, result, null))],
            [typeof(AgreePlan)] = (id, by, _) => [AgreePlan(id) with { By = By(by, Ngo) }],
            [typeof(Reassess)] = (id, by, _) => [.. new[] { Ngo, Receiving }.Select(who => new Reassess(id, By(by, who), Worker, "NEW_RISK"))],
            [typeof(RebookReturn)] = (id, by, _) => [new RebookReturn(id, By(by, Ngo), Worker)],
            [typeof(BookReturn)] = (id, by, _) => [Book(id) with { By = By(by, Ngo) }],
            [typeof(ClearanceDue)] = (id, _, _) => [new ClearanceDue(id)],
            [typeof(HoldReturn)] = (id, by, _) => [new HoldReturn(id, By(by, Ngo), Worker)],
            [typeof(ReleaseHold)] = (id, by, _) => [new ReleaseHold(id, By(by, Ngo), Worker)],
            [typeof(ConfirmFinally)] = (id, by, _) => [ConfirmFinally(id) with { By = By(by, Ngo) }],
            [typeof(StopCheck)] = (id, by, _) => [new StopCheck(id, By(by, Ngo), Worker)],
            [typeof(ReportDeparted)] = (id, by, _) => [new ReportDeparted(id, By(by, Ngo), Worker, machine.Now)],
            [typeof(ReportNotDeparted)] = (id, by, _) => [new ReportNotDeparted(id, By(by, Ngo), Worker, machine.Now, "MISSED")],
            [typeof(ReportLegBegun)] = (id, by, _) => [new ReportLegBegun(id, By(by, Ngo), Worker, machine.Now, Leg(id, late: true))],
            [typeof(ReportLegArrived)] = (id, by, _) => [new ReportLegArrived(id, By(by, Ngo), Worker, machine.Now, Leg(id, late: true))],
            [typeof(ReportArrived)] = (id, by, _) =>
                [.. new[] { null, "answer", "third" }.Select(word => new ReportArrived(id, By(by, Ngo), Worker, machine.Now, word))],
            [typeof(ReportStoppedEnRoute)] = (id, by, _) => [new ReportStoppedEnRoute(id, By(by, Ngo), Worker, machine.Now, "DE")],
            [typeof(ReportGoesOn)] = (id, by, _) => [new ReportGoesOn(id, By(by, Ngo), Worker, machine.Now)],
            [typeof(ReportStays)] = (id, by, _) => [new ReportStays(id, By(by, Ngo), Worker, machine.Now, "STAYS_THERE")],
            [typeof(ReportMissing)] = (id, by, _) => [new ReportMissing(id, By(by, Ngo), Worker, machine.Now)],
            [typeof(ReportFound)] = (id, by, _) =>
            [
                .. Codes.FoundThen.Order(StringComparer.Ordinal).Select(then =>
                    new ReportFound(id, By(by, Ngo), Worker, machine.Now, "SAFE", then, "own-staff", FreeToSpeak: true)),
            ],
            [typeof(ReportRemoved)] = (id, by, _) => [new ReportRemoved(id, By(by, Ngo), Worker, machine.Now, "transfer", "DE")],
            [typeof(ConfirmDelay)] = (id, by, _) =>
                [new ConfirmDelay(id, By(by, Ngo), Worker, Leg(id, late: false), TimeSpan.FromHours(2), ["carrier", "person"])],
            [typeof(AcknowledgeAlarm)] = (id, by, _) => [new AcknowledgeAlarm(id, By(by, Ngo), Worker)],
            [typeof(LegCheckDue)] = (id, _, _) => [new LegCheckDue(id, Find(id)?.Data.Journey?.Legs[^1].Id ?? Guid.Empty)],
            [typeof(ReturnReceiptDue)] = (id, _, _) => [new ReturnReceiptDue(id)],
            [typeof(MissingDue)] = (id, _, _) => [new MissingDue(id)],
            [typeof(ConfirmReception)] = (id, by, _) => [.. new[] { Ngo, Receiving }.Select(who => Receive(id) with { By = By(by, who) })],
            [typeof(RecordTalk)] = (id, by, _) => [new RecordTalk(id, By(by, Ngo), Worker, "better", "same", "same")],
            [typeof(CloseReturn)] = (id, by, _) => [new CloseReturn(id, By(by, Ngo), Worker, "DONE")],
            [typeof(GiveReturnReceipt)] = (id, by, _) =>
                [.. new[] { Clinic, Carrier }.Select(who => new GiveReturnReceipt(id, By(by, who), Worker, "PurgeAcknowledged", null))],
            [typeof(ReturnReferralActive)] = (id, _, _) => [new ReturnReferralActive(id, Guid.NewGuid(), Receiving, machine.Now)],
            [typeof(ReturnReferralEnded)] = (id, _, _) =>
                [Helped(id), new ReturnReferralEnded(id, Guid.NewGuid(), Receiving, "NOT_ASSISTED", machine.Now)],
        };

    DateOnly Today => DateOnly.FromDateTime(machine.Now.UtcDateTime);

    public static GiveReturnConsent Consent(Guid id, Guid traveller, Guid receipt) =>
        new(id, Ngo, Worker, traveller, Guid.NewGuid(), receipt, AskedSooner: true);

    public AskStrand Ask(Guid id, Guid traveller, string kind, PartnerId with, bool ofState = false) => new(
        id, Ngo, Worker, traveller, kind, with, ofState, new WorkCalendar("Europe/Vilnius"), Guid.NewGuid(), Guid.NewGuid(), Today.AddDays(6));

    public AcceptStrand AcceptLast(Guid id, PartnerId by) => new(id, by, Worker, Last(id, by).Id);

    public RecordStrand Outside(Guid id, Guid traveller, string kind) =>
        new(id, Ngo, Worker, traveller, kind, StrandStatus.Ready, Today.AddDays(60), null);

    public DetailsReleased ReleasedTo(Guid id, PartnerId to) => new(
        Last(id, to).RequestId!.Value, Conversations.Return, id, Last(id, to).PermitId!.Value, Guid.NewGuid(), to, ["Name"], machine.Now);

    /// <summary>The tie of a case has its traveller's id here.</summary>
    public static KeepArrivalPlan Plan(Guid id, Guid who) => new(id, Ngo, Worker, who, Guid.NewGuid(), TieId: who, [Desk]);

    public AgreePlan AgreePlan(Guid id) =>
        new(id, Ngo, Worker, [new("x:VocationalTraining", "kind", Today.AddDays(90), Receiving, 300)]);

    /// <summary>A flight, and a coach from the airport.</summary>
    public BookReturn Book(Guid id) => new(
        id, Ngo, Worker,
        new(
            [
                new(Guid.NewGuid(), "flight", "NL", "LT", machine.Now.AddHours(1), machine.Now.AddHours(3), "none", Carrier),
                new(Guid.NewGuid(), "coach", "LT", "LT", machine.Now.AddHours(4), machine.Now.AddHours(6), "none", null),
            ],
            [Desk]));

    /// <summary>So that there is time to tell them what was decided in their favour.</summary>
    public static BookReturn InADay(BookReturn book) => book with
    {
        Journey = book.Journey with
        {
            Legs = [.. book.Journey.Legs.Select(l => l with { DepartsAt = l.DepartsAt.AddHours(23), ArrivesAt = l.ArrivesAt.AddHours(23) })],
        },
    };

    public NoBarKnown Cleared(Guid id) => new(Find(id)?.Data.Journey?.RequestId, id, machine.Now);

    public static ConfirmFinally ConfirmFinally(Guid id) => new(id, Ngo, Worker);

    /// <summary>Something in the woman's favour stands in her case.</summary>
    public TravellerToBeTold ToTell(Guid id) => new(id, Woman, machine.Now);

    public ReportDeparted Depart(Guid id) => new(id, Ngo, Worker, machine.Now);

    public LegCheckDue Late(Guid id) => new(id, Find(id).Data.Journey!.Legs[0].Id);

    /// <summary>Met, without the word: the check runs on.</summary>
    public ReportArrived Arrive(Guid id) =>
        new(id, Find(id).Data.Takes(Receiving, Codes.ReceptionStrand) ? Receiving : Ngo, Worker, machine.Now, Word: null);

    public ReportStoppedEnRoute Stop(Guid id) => new(id, Ngo, Worker, machine.Now, "PL");

    public ReportGoesOn GoOn(Guid id) => new(id, Ngo, Colleague, machine.Now.AddMinutes(-1));

    public static ConfirmReception Receive(Guid id) => new(id, Ngo, Worker, ["safe-place"]);

    public ReturnReferralActive Help(Guid id) => new(id, id, Receiving, machine.Now);

    public ReturnReferralEnded Helped(Guid id) =>
        new(id, Find(id)?.Data.Reintegrations is [var first, ..] ? first.ReferralId : Guid.Empty, Receiving, "ASSISTED", machine.Now);

    public Strand Last(Guid id, PartnerId with) => Of(id, with).LastOrDefault() ?? new(Guid.Empty, "", StrandStatus.Asked, default);

    public Strand First(Guid id, PartnerId with) => Of(id, with).FirstOrDefault() ?? new(Guid.Empty, "", StrandStatus.Asked, default);

    public Guid PermitOf(Guid id, PartnerId with) => Last(id, with).PermitId ?? Guid.Empty;

    public ConsentWithdrawn TakenBack(Guid id, Guid traveller) => new(
        Conversations.Return, id, Guid.NewGuid(),
        traveller == Woman ? WomansConsent : traveller == Child ? ChildsConsent : MansConsent, machine.Now);

    static Func<Guid, object>[] BothHalves(string result) =>
        [id => new AssessReturn(id, Ngo, Worker, result, null), id => new AssessReturn(id, Receiving, Worker, result, null)];

    Func<Guid, object>[] AllTakenBack(Guid adult) =>
        adult == Man ? [id => TakenBack(id, Man)] : [id => TakenBack(id, Woman), id => TakenBack(id, Child)];

    /// <summary>Details were released just before all consent was taken back, and that is told only after it has stopped.</summary>
    public Story StoppedBeforeWord =>
    [
        .. Consented, id => Ask(id, Woman, "health", Clinic), id => AcceptLast(id, Clinic), .. AllTakenBack(Woman), id => ReleasedTo(id, Clinic),
    ];

    static Func<Guid, object>[] Receipts(Guid adult) => adult == Man
        ? [id => new GiveReturnReceipt(id, Clinic, Worker, "PurgeAcknowledged", null)]
        : [id => new GiveReturnReceipt(id, Clinic, Worker, "RetainedUnder", "LEGAL_CLAIMS")];

    IEnumerable<Strand> Of(Guid id, PartnerId with) => Find(id)?.Data.Strands.Select(s => s.Strand).Where(s => s.With == with) ?? [];

    Guid Dated(Guid id) =>
        Find(id)?.Data.Strands.Select(s => s.Strand).FirstOrDefault(s => s is { EndedAt: null, Until: not null })?.Id ?? Guid.Empty;

    /// <summary>The leg that is overdue; or one that is not.</summary>
    Guid Leg(Guid id, bool late) => Find(id)?.Data.Journey?.Legs is not { } legs ? Guid.Empty
        : late ? (legs.FirstOrDefault(l => l.OverdueAt is not null) ?? legs[0]).Id
        : legs.First(l => l.OverdueAt is null).Id;
}
