using MassTransit;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries;
using ReferralNetwork.Inquiries.Rooms;
using ReferralNetwork.Inquiries.Situations;

namespace ReferralNetwork.Tests.Unit.Inquiries;

public sealed class RoomOracleTests()
    : OracleTests<RoomStateMachine, RoomState, Room, Party>(new(environment => new RoomStateMachine(environment)), RoomTransitions.Table)
{
    static readonly PartnerId Hotline = Organisation;
    static readonly Guid Counsellor = Worker;
    static readonly RoomTerms Terms = new(new(14, "days"), new(24, "hours"), new(30, "days"), "Europe/Vilnius");

    protected override IReadOnlyList<string> States => RoomStates.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(OpenRoom)] = (id, by, _) => [new OpenRoom(id, by, "lt", "job-offer", "DE", Terms)],
            [typeof(VisitorWrote)] = (id, _, _) => [new VisitorWrote(id)],
            [typeof(KeepTranscript)] = (id, _, _) => [new KeepTranscript(id, true), new KeepTranscript(id, false)],
            [typeof(DeleteRoom)] = (id, _, _) => [new DeleteRoom(id)],
            [typeof(TakeRoom)] = (id, by, actor) => [new TakeRoom(id, by, actor)],
            [typeof(JoinRoom)] = (id, by, actor) => [new JoinRoom(id, by, actor), new JoinRoom(id, by, Colleague)],
            [typeof(HandOverRoom)] = (id, by, actor) => [new HandOverRoom(id, by, actor)],
            [typeof(TransferRoom)] = (id, by, actor) => [new TransferRoom(id, by, actor, by == Hotline ? Stranger : Hotline)],
            [typeof(CounsellorWrote)] = (id, by, actor) => [new CounsellorWrote(id, by, actor)],
            [typeof(CloseRoom)] = (id, by, actor) => [new CloseRoom(id, by, actor, Machine.Now)],
            [typeof(CloseUnreadRoom)] = (id, by, actor) => [new CloseUnreadRoom(id, by, actor)],
            [typeof(RoomSilenceDue)] = (id, _, _) => [new RoomSilenceDue(id)],
            [typeof(RoomShredDue)] = (id, _, _) => [new RoomShredDue(id)],
        };

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => [.. RoomStates.All.Select(state => (Func<Task<Guid>>)(() => In(state)))];

    async Task<Guid> In(string state)
    {
        var id = Guid.NewGuid();
        await Machine.Do(new OpenRoom(id, Hotline, "lt", "job-offer", "DE", Terms));
        if (state != RoomStates.Waiting)
            await Machine.Do(new TakeRoom(id, Hotline, Counsellor));
        if (state is RoomStates.Closed or RoomStates.Shredded)
            await Machine.Do(new CloseRoom(id, Hotline, Counsellor, Machine.Now));
        if (state == RoomStates.Shredded)
            await Machine.Do(new DeleteRoom(id));
        return id;
    }

    [Fact]
    public async Task Who_is_not_in_the_room_neither_writes_nor_closes_it()
    {
        var id = await In(RoomStates.Attended);
        foreach (var message in new object[] { new CounsellorWrote(id, Hotline, Colleague), new CloseRoom(id, Hotline, Colleague) })
            Assert.Equal("NOT_IN_THE_ROOM", (await RefusedAndNothingChanged(id, message)).Code);
    }

    [Fact]
    public async Task A_room_is_not_closed_over_a_message_that_nobody_answered_unless_the_counsellor_says_to_know_that_one()
    {
        var id = await In(RoomStates.Attended);
        Machine.Now += TimeSpan.FromMinutes(1);
        await Machine.Do(new CounsellorWrote(id, Hotline, Counsellor));
        Machine.Now += TimeSpan.FromMinutes(1);
        await Machine.Do(new VisitorWrote(id));
        var known = Machine.Now;
        var close = new CloseRoom(id, Hotline, Counsellor);
        Assert.Equal("VISITOR_WAITS", (await RefusedAndNothingChanged(id, close)).Code);
        Machine.Now += TimeSpan.FromMinutes(1);
        await Machine.Do(new VisitorWrote(id));
        Assert.Equal("VISITOR_WAITS", (await RefusedAndNothingChanged(id, close with { Unanswered = known })).Code);
        await Machine.Do(close with { Unanswered = Machine.Now });
        Assert.Equal(RoomStates.Closed, Machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task The_key_is_destroyed_when_the_visitor_says_so_and_when_the_time_has_come_and_not_before()
    {
        var told = await In(RoomStates.Attended);
        await Machine.Do(new DeleteRoom(told));
        Assert.Equal([told], Machine.Destroyed);

        var due = await In(RoomStates.Closed);
        Machine.Forget();
        Machine.Now += TimeSpan.FromHours(24) - TimeSpan.FromTicks(1);
        await Machine.Do(new RoomShredDue(due));
        Assert.Empty(Machine.Destroyed);
        Machine.Now += TimeSpan.FromTicks(1);
        await Machine.Do(new RoomShredDue(due));
        Assert.Equal([due], Machine.Destroyed);
        Assert.Contains(new TranscriptDeleted(due), Machine.Effects);
    }

    [Fact]
    public async Task What_the_visitor_asks_to_keep_stays_longer_and_goes_too()
    {
        var id = await In(RoomStates.Closed);
        await Machine.Do(new KeepTranscript(id, true));
        Machine.Forget();
        Machine.Now += TimeSpan.FromDays(2);
        await Machine.Do(new RoomShredDue(id));
        Assert.Empty(Machine.Destroyed);
        Machine.Now += TimeSpan.FromDays(29);
        await Machine.Do(new RoomShredDue(id));
        Assert.Equal([id], Machine.Destroyed);
    }

    [Fact]
    public async Task A_word_keeps_the_room_open_for_another_fourteen_days()
    {
        var id = await In(RoomStates.Attended);
        Machine.Now += TimeSpan.FromDays(13);
        await Machine.Do(new VisitorWrote(id));
        Machine.Now += TimeSpan.FromDays(13);
        await Machine.Do(new RoomSilenceDue(id));
        Assert.Equal(RoomStates.Attended, Machine.Find(id).CurrentState);
        Machine.Now += TimeSpan.FromDays(2);
        await Machine.Do(new RoomSilenceDue(id));
        Assert.Equal(RoomStates.Closed, Machine.Find(id).CurrentState);
    }
}

public sealed class SituationOracleTests()
    : OracleTests<SituationStateMachine, SituationState, Situation, Party>(
        new(environment => new SituationStateMachine(environment)), SituationTransitions.Table)
{
    static readonly PartnerId Hotline = Organisation;
    static readonly Guid Counsellor = Worker;
    static readonly SituationTerms Terms = new(new(90, "days"), new(1, "days"), new(30, "days"), "Europe/Vilnius");
    static readonly SafeContact AnyHour = new(MayCall: true, MayLeaveMessage: false, From: null, Until: null, "Europe/Vilnius");
    static readonly Guid Callback = Guid.Parse("0d000000-0000-4000-8000-000000000001");
    static readonly Guid Case = Guid.Parse("0e000000-0000-4000-8000-000000000001");

    protected override IReadOnlyList<string> States => SituationStates.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Dictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>>
        {
            [typeof(LogSituation)] = (id, by, actor) => [Log(id, by, actor)],
            [typeof(AddSignal)] = (id, by, actor) =>
                [
                    new AddSignal(id, by, actor, Signal("about-self")),
                    new AddSignal(id, by, actor, Signal(Codes.Emergency))
                ],
            [typeof(SetSafeContact)] = (id, by, actor) => [new SetSafeContact(id, by, actor, AnyHour)],
            [typeof(PlanCallback)] = (id, by, actor) =>
                [new PlanCallback(id, by, actor, Guid.NewGuid(), Machine.Now.AddHours(1), LeaveMessage: false)],
            [typeof(MakeCallback)] = (id, by, actor) => [new MakeCallback(id, by, actor, Callback, "reached")],
            [typeof(CancelCallback)] = (id, by, actor) => [new CancelCallback(id, by, actor, Callback)],
            [typeof(ReserveCase)] = (id, by, actor) => [new ReserveCase(id, by, actor, Guid.NewGuid())],
            [typeof(Escalate)] = (id, by, actor) => [new Escalate(id, by, actor)],
            [typeof(AnswerEscalation)] = (id, by, actor) => [new AnswerEscalation(id, by, actor, IsCoordinator: true)],
            [typeof(GiveCallerPhrase)] = (id, by, actor) => [new GiveCallerPhrase(id, by, actor)],
            [typeof(CloseSituation)] = (id, by, actor) =>
                [
                    new CloseSituation(id, by, actor, Referred: false, Facts.None),
                    new CloseSituation(id, by, actor, Referred: true, Facts.None, CancelCallbacks: true)
                ],
            [typeof(LinkCase)] = (id, by, actor) => [new LinkCase(id, by, actor, Case, Facts.None)],
            [typeof(CaseReservationDue)] = (id, _, _) => [new CaseReservationDue(id, Case)],
            [typeof(ReopenSituation)] = (id, by, actor) => [new ReopenSituation(id, by, actor)],
            [typeof(CallbackDue)] = (id, _, _) => [new CallbackDue(id, Callback)],
            [typeof(SituationSilenceDue)] = (id, _, _) => [new SituationSilenceDue(id)],
            [typeof(SituationShredDue)] = (id, _, _) => [new SituationShredDue(id)],
        };

    Signal Signal(string callType) => new(Guid.NewGuid(), "telephone", callType, "lt", "job-offer", "DE", null, Counsellor, Machine.Now);

    LogSituation Log(Guid id, PartnerId by, Guid actor, SituationTerms? terms = null) =>
        new(id, by, actor, Signal("about-self"), AnyHour, terms ?? Terms);

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures =>
    [
        () => Told(),
        () => Told(id => new AddSignal(id, Hotline, Counsellor, Signal(Codes.Emergency))),
        () => Told(CallPlanned),
        () => Told(id => new CloseSituation(id, Hotline, Counsellor, Referred: false, Facts.None)),
        () => Told(CallPlanned, id => new CloseSituation(id, Hotline, Counsellor, Referred: true, Facts.None, CancelCallbacks: true)),
        () => Told(CallPlanned, Reserved),
        () => Told(CallPlanned, Reserved, Linked),
        Emergency,
    ];

    PlanCallback CallPlanned(Guid id) => new(id, Hotline, Counsellor, Callback, Machine.Now.AddHours(1), LeaveMessage: false);

    static ReserveCase Reserved(Guid id) => new(id, Hotline, Counsellor, Case);

    static LinkCase Linked(Guid id) => new(id, Hotline, Counsellor, Case, Facts.None);

    async Task<Guid> Told(params IEnumerable<Func<Guid, object>> story)
    {
        var id = Guid.NewGuid();
        await Machine.Do(Log(id, Hotline, Counsellor));
        await Machine.Do(story.Select(step => step(id)));
        return id;
    }

    async Task<Guid> Emergency()
    {
        var id = Guid.NewGuid();
        await Machine.Do(Log(id, Hotline, Counsellor) with { Signal = Signal(Codes.Emergency) });
        return id;
    }

    [Fact]
    public async Task What_a_page_offers_to_do_is_what_the_machine_accepts()
    {
        foreach (var tell in Fixtures)
        {
            foreach (var (action, command) in Machine.Machine.Actions.ToList())
            {
                var works = false;
                for (var i = 0; i < Events[command](Guid.Empty, Hotline, Counsellor).Count && !works; i++)
                {
                    var asked = await tell();
                    works = await Machine.Raise(Events[command](asked, Hotline, Counsellor)[i]) is null;
                }
                var state = Machine.Find(await tell());
                var offered = Machine.Machine.ActionsFor(state, isCoordinator: true, Machine.Now).Contains(action);
                Assert.True(offered == works, $"{action} in {state.CurrentState}: offered {offered}, works {works}");
                Assert.DoesNotContain("answer-escalation", Machine.Machine.ActionsFor(state, isCoordinator: false, Machine.Now));
            }
        }
    }

    [Fact]
    public async Task An_emergency_waits_for_a_coordinator_and_for_nobody_else()
    {
        var id = await Emergency();
        Assert.Equal(Machine.Now, Machine.Find(id).Data.EscalatedAt);
        Assert.Equal(
            "NOT_A_COORDINATOR", (await RefusedAndNothingChanged(id, new AnswerEscalation(id, Hotline, Colleague, IsCoordinator: false))).Code);
        Assert.Equal("ESCALATED_ALREADY", (await RefusedAndNothingChanged(id, new Escalate(id, Hotline, Counsellor))).Code);
        await Machine.Do(new AnswerEscalation(id, Hotline, Colleague, IsCoordinator: true));
        Assert.Null(Machine.Find(id).Data.EscalatedAt);
    }

    [Fact]
    public async Task An_emergency_is_not_closed_before_the_coordinator_has_answered_by_nobody_and_by_no_silence()
    {
        var id = await Emergency();
        var close = new CloseSituation(id, Hotline, Counsellor, Referred: false, Facts.None);
        Assert.Equal("EMERGENCY_WAITS", (await RefusedAndNothingChanged(id, close)).Code);
        Machine.Now += TimeSpan.FromDays(400);
        await Machine.Do(new SituationSilenceDue(id));
        Assert.Equal(SituationStates.Open, Machine.Find(id).CurrentState);
        await Machine.Do(new AnswerEscalation(id, Hotline, Colleague, IsCoordinator: true), close);
        Assert.Equal(SituationStates.Closed, Machine.Find(id).CurrentState);
    }

    [Fact]
    public async Task What_happens_keeps_a_situation_open_for_another_ninety_days_and_then_its_notes_go()
    {
        var id = await Told();
        Machine.Now += TimeSpan.FromDays(89);
        await Machine.Do(CallPlanned(id));
        Machine.Now += TimeSpan.FromDays(89);
        await Machine.Do(new SituationSilenceDue(id));
        Assert.Equal(SituationStates.InProgress, Machine.Find(id).CurrentState);
        Machine.Now += TimeSpan.FromDays(2);
        await Machine.Do(new SituationSilenceDue(id));
        Assert.Equal(SituationStates.Closed, Machine.Find(id).CurrentState);
        Machine.Now += TimeSpan.FromDays(2);
        await Machine.Do(new SituationShredDue(id));
        Assert.Equal([id], Machine.Destroyed);
    }

    [Fact]
    public async Task A_callback_that_nobody_made_is_overdue_when_its_time_has_come_and_not_before()
    {
        var id = await Told(CallPlanned);
        await Machine.Do(new CallbackDue(id, Callback));
        Assert.False(Machine.Find(id).Data.Callbacks[0].Overdue);
        Machine.Now += TimeSpan.FromHours(1);
        await Machine.Do(new CallbackDue(id, Callback));
        Assert.True(Machine.Find(id).Data.Callbacks[0].Overdue);
    }

    [Fact]
    public async Task While_a_colleague_opens_a_case_nobody_else_changes_the_situation_and_only_that_case_is_linked()
    {
        var id = await Told(Reserved);
        foreach (var message in new object[]
        {
            new SetSafeContact(id, Hotline, Colleague, AnyHour), new CloseSituation(id, Hotline, Colleague, Referred: false, Facts.None),
            new ReserveCase(id, Hotline, Colleague, Guid.NewGuid()),
        })
            Assert.Equal("BECOMING_A_CASE", (await RefusedAndNothingChanged(id, message)).Code);
        Assert.Equal("NOT_RESERVED", (await RefusedAndNothingChanged(id, Linked(id) with { CaseId = Guid.NewGuid() })).Code);
        await Machine.Do(Linked(id));
        Assert.Equal((Case, null), (Machine.Find(id).Data.CaseId, Machine.Find(id).Data.Reservation));
    }

    [Fact]
    public async Task A_reservation_that_nobody_used_is_undone_after_ten_minutes_and_its_case_is_swept()
    {
        var id = await Told(Reserved);
        Machine.Now += TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1);
        await Machine.Do(new CaseReservationDue(id, Case));
        Assert.Equal(SituationStates.BecomingCase, Machine.Find(id).CurrentState);
        Machine.Forget();
        Machine.Now += TimeSpan.FromTicks(1);
        await Machine.Do(new CaseReservationDue(id, Case));
        Assert.Equal((SituationStates.InProgress, null), (Machine.Find(id).CurrentState, Machine.Find(id).Data.Reservation));
        Assert.Contains(new SendMessage<SweepCase>(new(Case, Hotline)), Machine.Effects);
        Assert.Equal("NOT_NOW", (await RefusedAndNothingChanged(id, Linked(id))).Code);
    }

    [Fact]
    public async Task A_reservation_that_was_used_sweeps_nothing()
    {
        var id = await Told(Reserved, Linked);
        Machine.Forget();
        Machine.Now += TimeSpan.FromMinutes(11);
        await Machine.Do(new CaseReservationDue(id, Case));
        Assert.Empty(Machine.Effects);
    }

    [Fact]
    public async Task A_planned_callback_is_carried_over_into_the_case_and_its_number_stays_as_long()
    {
        var id = await Told(_ => new PlanCallback(_, Hotline, Counsellor, Callback, Machine.Now.AddDays(40), LeaveMessage: false), Reserved, Linked);
        Assert.True(Machine.Find(id).Data.Callbacks.Single().IsOpen);
        Machine.Now += TimeSpan.FromDays(40);
        await Machine.Do(new SituationShredDue(id));
        Assert.False(Machine.Find(id).Data.NotesGone);
        await Machine.Do(new MakeCallback(id, Hotline, Colleague, Callback, "reached"));
        Assert.Equal(SituationStates.LinkedToCase, Machine.Find(id).CurrentState);
        Machine.Now += TimeSpan.FromDays(31);
        await Machine.Do(new SituationShredDue(id));
        Assert.True(Machine.Find(id).Data.NotesGone);
    }

    [Fact]
    public async Task A_planned_callback_is_cancelled_by_closing_only_if_that_was_said_and_stays_on_record()
    {
        var id = await Told(CallPlanned);
        var close = new CloseSituation(id, Hotline, Counsellor, Referred: true, Facts.None);
        Assert.Equal("CALLBACK_PLANNED", (await RefusedAndNothingChanged(id, close)).Code);
        await Machine.Do(close with { CancelCallbacks = true });
        Assert.Equal(Machine.Now, Machine.Find(id).Data.Callbacks.Single().EndedAt);
        Assert.Contains(new CallbackUnlisted(Callback), Machine.Effects);
    }

    [Fact]
    public async Task A_callback_can_be_cancelled_also_when_nobody_may_call_any_more()
    {
        var id = await Told(CallPlanned, id => new SetSafeContact(id, Hotline, Counsellor, AnyHour with { MayCall = false }));
        Assert.Equal("MAY_NOT_CALL", (await RefusedAndNothingChanged(id, new MakeCallback(id, Hotline, Counsellor, Callback, "reached"))).Code);
        await Machine.Do(new CancelCallback(id, Hotline, Counsellor, Callback));
        Assert.Empty(Machine.Find(id).Data.OpenCallbacks);
        Assert.Equal("NO_SUCH_CALLBACK", (await RefusedAndNothingChanged(id, new CancelCallback(id, Hotline, Counsellor, Callback))).Code);
    }

    [Fact]
    public void A_message_may_be_left_only_if_that_is_so_now()
    {
        var mayLeave = AnyHour with { MayLeaveMessage = true };
        var callback = new Callback(Callback, Machine.Now, LeaveMessage: true, Counsellor);
        Assert.True(callback.MessageAllowed(mayLeave));
        Assert.False(callback.MessageAllowed(mayLeave with { MayLeaveMessage = false }));
        Assert.False(callback.MessageAllowed(mayLeave with { MayCall = false }));
        Assert.False(callback.MessageAllowed(null));
        Assert.False((callback with { LeaveMessage = false }).MessageAllowed(mayLeave));
    }

    [Fact]
    public async Task A_call_is_judged_by_the_hour_and_by_the_words_that_held_when_it_was_made()
    {
        // 11:00 in Vilnius; they may be called until 13:00.
        var morning = AnyHour with { From = new(9, 0), Until = new(13, 0) };
        var id = await Told(id => new SetSafeContact(id, Hotline, Counsellor, morning), CallPlanned);
        var called = Machine.Now += TimeSpan.FromMinutes(30);
        Machine.Now += TimeSpan.FromMinutes(15);
        await Machine.Do(new SetSafeContact(id, Hotline, Colleague, morning with { MayCall = false }));
        Machine.Now += TimeSpan.FromHours(2);
        var made = new MakeCallback(id, Hotline, Counsellor, Callback, "reached");
        Assert.Equal("MAY_NOT_CALL", (await RefusedAndNothingChanged(id, made)).Code);
        foreach (var never in new[] { Machine.Now.AddMinutes(1), called.AddHours(-2) })
            Assert.Equal("NOT_THE_TIME_OF_THE_CALL", (await RefusedAndNothingChanged(id, made with { At = never })).Code);
        await Machine.Do(made with { At = called });
        Assert.Equal(called, Machine.Find(id).Data.Callbacks.Single().MadeAt);
    }

    [Fact]
    public async Task With_no_days_the_notes_go_as_it_is_closed()
    {
        var id = Guid.NewGuid();
        await Machine.Do(
            Log(id, Hotline, Counsellor, Terms with { Notes = new(0, "days") }),
            new CloseSituation(id, Hotline, Counsellor, Referred: false, Facts.None));
        Assert.Equal([id], Machine.Destroyed);
        Assert.Contains(new NotesDeleted(id), Machine.Effects);
        var left = Machine.Find(id).Data;
        Assert.Equal((true, null, null), (left.NotesGone, left.SafeContact, left.Signals[0].Country));
    }
}
