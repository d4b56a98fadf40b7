using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>From consent to a life at home.</summary>
public sealed class JourneyTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    IEnumerable<T> Said<T>() where T : class =>
        machine.Effects.OfType<PublishEvent<T>>().Select(e => e.Message).Concat(machine.Effects.OfType<SendMessage<T>>().Select(e => e.Message));

    string StateOf(Guid id) => machine.Find(id).CurrentState;

    async Task<Refusal?> Refused(Guid id, Func<Guid, object> message)
    {
        var before = machine.Snapshot(id);
        var refusal = await machine.Raise(message(id));
        if (refusal is not null)
            Assert.Equal(before, machine.Snapshot(id));
        return refusal;
    }

    [Fact]
    public async Task Nobody_decides_within_a_day_of_being_counselled_unless_they_ask_for_it()
    {
        var id = await Scenario.Counselled(id => Scenario.Tie(id, Scenario.Child));
        Assert.Equal("TOO_SOON", (await Refused(id, Early))?.Code);
        machine.Now = machine.Now.AddHours(24);
        await machine.Do(Early(id));
        Assert.Equal(States.Counselled, StateOf(id)); // the child's is missing
        await machine.Do(Scenario.Consent(id, Scenario.Child, Scenario.ChildsConsent));
        Assert.Equal(States.ConsentGiven, StateOf(id));

        static GiveReturnConsent Early(Guid id) => Scenario.Consent(id, Scenario.Woman, Scenario.WomansConsent) with { AskedSooner = false };
    }

    [Fact]
    public async Task Nobody_is_asked_for_a_part_before_the_person_has_said_yes()
    {
        var id = await Scenario.Told([.. Scenario.Consented]);
        machine.Find(id).Data = machine.Find(id).Data with
        {
            Travellers = [.. machine.Find(id).Data.Travellers.Select(t => t with { Consent = null })],
        };
        Assert.Equal("NO_CONSENT_YET", (await Refused(id, i => Scenario.Ask(i, Scenario.Woman, "health", Scenario.Clinic)))?.Code);
    }

    [Theory]
    [InlineData("health", "STRAND_HEALTH")]
    [InlineData("document", "STRAND_DOCUMENT")]
    [InlineData("reception", "STRAND_RECEPTION")]
    [InlineData("transport", "STRAND_TRANSPORT")]
    public async Task A_booking_needs_every_strand_of_every_traveller(string kind, string guard)
    {
        var id = await Scenario.Told([
            .. Scenario.Planned, i => new RecordStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Child, kind, StrandStatus.Accepted, null, null)]);
        Assert.Equal(guard, (await Refused(id, Scenario.Book))?.Code);
    }

    [Fact]
    public async Task A_booking_needs_a_document_that_is_good_beyond_arrival()
    {
        var day = DateOnly.FromDateTime(machine.Now.UtcDateTime);
        var id = await Scenario.Told([
            .. Scenario.Planned,
            i => new RecordStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Child, Codes.DocumentStrand, StrandStatus.Ready, day, "passport")]);
        Assert.Equal("STRAND_DOCUMENT", (await Refused(id, Scenario.Book))?.Code);
    }

    [Fact]
    public async Task A_booking_needs_an_assessment_that_is_not_too_old()
    {
        var id = await Scenario.Told([.. Scenario.Planned]);
        machine.Now = machine.Now.AddDays(30);
        Assert.Equal("ASSESSMENT", (await Refused(id, Scenario.Book))?.Code);
    }

    [Fact]
    public async Task A_booking_needs_to_know_whom_to_ring_who_is_on_duty_and_of_a_restricted_case_two_colleagues()
    {
        var id = await Scenario.Told([.. Scenario.Planned]);
        Assert.Equal(
            "DUTY_DESKS", (await Refused(id, i => Scenario.Book(i) with { Journey = Scenario.Book(i).Journey with { DutyDesks = [] } }))?.Code);
        await Without(t => t with { ArrivalPlan = null }, "ARRIVAL_PLAN");
        await Without(t => t with { ArrivalPlan = new(Guid.NewGuid(), [Scenario.Other]) }, "DUTY_DESKS"); // may not read it
        Assert.Equal(
            "OF_ANOTHER", (await Refused(id, i => Scenario.Plan(i, Scenario.Woman) with { TieId = Scenario.Child }))?.Code);
        await Without(t => t with { Tie = t.Tie! with { Audience = new([Scenario.Worker], 1) } }, "COLLEAGUES");

        async Task Without(Func<Traveller, Traveller> change, string guard)
        {
            var other = machine.Copy(id);
            machine.Find(other).Data = machine.Find(id).Data with { Id = other, Travellers = [.. machine.Find(id).Data.Travellers.Select(change)] };
            Assert.Equal(guard, (await Refused(other, Scenario.Book))?.Code);
        }
    }

    [Fact]
    public async Task A_plan_without_a_line_is_none_unless_every_adult_declines_one_and_no_plan_is_no_booking()
    {
        var id = await Scenario.Told([.. Scenario.Assessed("no-obstacle")]);
        Assert.Equal("PLAN_EMPTY", (await Refused(id, i => Scenario.AgreePlan(i) with { Lines = [] }))?.Code);
        var planned = await Scenario.Told([.. Scenario.Planned]);
        machine.Find(planned).Data = machine.Find(planned).Data with { Plan = [] };
        Assert.Equal("PLAN", (await Refused(planned, Scenario.Book))?.Code);
    }

    [Fact]
    public async Task It_is_booked_by_the_answer_to_its_own_question_alone()
    {
        var id = await Scenario.Told([.. Scenario.Booking]);
        await machine.Do(new NoBarKnown(Guid.NewGuid(), id, machine.Now.AddSeconds(1)));
        Assert.Equal(States.Booking, StateOf(id));
        await machine.Do(Scenario.Cleared(id) with { At = machine.Now.AddSeconds(2) });
        Assert.Equal(States.Booked, StateOf(id));
        Assert.Single(Said<ReturnBooked>());
    }

    [Fact]
    public async Task Barred_not_established_or_no_answer_is_no_booking()
    {
        foreach (var answer in new Func<Guid, object>[]
        {
            id => new TravelBarred(null, id, machine.Now), id => new NotEstablished(null, id, machine.Now),
        })
            Assert.Equal(States.PlanAgreed, StateOf(await Scenario.Told([.. Scenario.Booking, answer])));
        var unanswered = await Scenario.Told([.. Scenario.Booking]);
        await machine.Do(new ClearanceDue(unanswered));
        Assert.Equal(States.Booking, StateOf(unanswered));
        machine.Now = machine.Now.AddSeconds(60);
        await machine.Do(new ClearanceDue(unanswered));
        Assert.Equal(States.PlanAgreed, StateOf(unanswered));
    }

    [Fact]
    public async Task A_bar_on_the_eve_of_travel_holds_until_nothing_holds_any_more()
    {
        var id = await Scenario.Told([.. Scenario.Confirmed]);
        await machine.Do(new TravelBarred(null, id, machine.Now.AddMinutes(1)));
        Assert.Equal(States.OnHold, StateOf(id));
        Assert.Equal("STILL_HELD", (await Refused(id, i => new ReleaseHold(i, Scenario.Ngo, Scenario.Worker)))?.Code);
        await machine.Do(new NoBarKnown(null, id, machine.Now.AddMinutes(2)), new ReleaseHold(id, Scenario.Ngo, Scenario.Worker));
        Assert.Equal(States.FinalConfirmed, StateOf(id));
    }

    [Fact]
    public async Task What_was_ready_and_is_past_its_day_holds_until_it_is_asked_for_again()
    {
        var id = await Scenario.Told([.. Scenario.Booked]);
        var strand = machine.Find(id).Data.Travellers.Single(t => t.Id == Scenario.Child).Current("health")!;
        machine.Now = machine.Now.AddDays(61);
        await machine.Do(new StrandUntilDue(id, strand.Id));
        Assert.Equal(States.OnHold, StateOf(id));
        Assert.Equal("STILL_HELD", (await Refused(id, i => new ReleaseHold(i, Scenario.Ngo, Scenario.Worker)))?.Code);
        await machine.Do(Scenario.Outside(id, Scenario.Child, "health"), new ReleaseHold(id, Scenario.Ngo, Scenario.Worker));
        Assert.Equal(States.Booked, StateOf(id));
    }

    [Fact]
    public async Task The_final_yes_is_asked_within_a_day_before_they_leave()
    {
        var id = await Scenario.Told([.. Scenario.Planned, i => Late(Scenario.Book(i)), Scenario.Cleared]);
        Assert.Equal("TOO_SOON", (await Refused(id, Scenario.ConfirmFinally))?.Code);
        machine.Now = machine.Now.AddHours(24);
        await machine.Do(Scenario.ConfirmFinally(id));
        Assert.Equal(States.FinalConfirmed, StateOf(id));

        BookReturn Late(BookReturn book) => book with
        {
            Journey = book.Journey with
            {
                Legs = [.. book.Journey.Legs.Select(l => l with
            {
                DepartsAt = l.DepartsAt.AddHours(40), ArrivesAt = l.ArrivesAt.AddHours(40),
            })]
            },
        };
    }

    [Fact]
    public async Task A_child_is_met_and_looked_for_and_an_adult_may_decline_both()
    {
        var id = await Scenario.Told([.. Scenario.Consented]);
        foreach (var what in Codes.Declinable)
            Assert.Equal("CHILD", (await Refused(id, i => Decline(i, Scenario.Child, what)))?.Code);
        Assert.Equal("CHILD", (await Refused(id, i => Aside(i, Scenario.Child)))?.Code);
        Assert.Equal("NOT_DECLINED", (await Refused(id, i => Aside(i, Scenario.Woman)))?.Code);
        await machine.Do(Decline(id, Scenario.Woman, Codes.ReceptionStrand), Aside(id, Scenario.Woman));
        Assert.Equal("DECLINED", (await Refused(id, i => Scenario.Ask(i, Scenario.Woman, Codes.ReceptionStrand, Scenario.Receiving)))?.Code);

        static DeclineSupport Decline(Guid id, Guid who, string what) => new(id, Scenario.Ngo, Scenario.Worker, who, [what]);
        static RecordStrand Aside(Guid id, Guid who) =>
            new(id, Scenario.Ngo, Scenario.Worker, who, Codes.ReceptionStrand, StrandStatus.NotNeeded, null, null);
    }

    [Fact]
    public async Task Each_side_assesses_once_and_the_graver_half_holds()
    {
        var id = await Scenario.Told([.. Scenario.Ready, i => new AssessReturn(i, Scenario.Ngo, Scenario.Worker, "no-obstacle", null)]);
        Assert.Equal(States.ConsentGiven, StateOf(id));
        Assert.Equal(
            "ASSESSED_ALREADY", (await Refused(id, i => new AssessReturn(i, Scenario.Ngo, Scenario.Worker, "no-obstacle", null)))?.Code);
        await machine.Do(new AssessReturn(id, Scenario.Receiving, Scenario.Worker, "not-safe", null));
        Assert.Equal(States.NotSafe, StateOf(id));
    }

    [Fact]
    public async Task Details_go_to_an_embassy_when_the_papers_are_complete_and_to_others_when_they_accept()
    {
        var id = await Scenario.Told([.. Scenario.Consented, i => Scenario.Ask(i, Scenario.Woman, Codes.DocumentStrand, Scenario.Embassy,
            ofState: true)]);
        machine.Forget();
        await machine.Do(Scenario.AcceptLast(id, Scenario.Embassy));
        Assert.Empty(Said<ReleaseDetails>());
        await machine.Do(new CompleteStrand(id, Scenario.Ngo, Scenario.Worker, Scenario.Last(id, Scenario.Embassy).Id));
        Assert.Equal(Scenario.Embassy, Assert.Single(Said<ReleaseDetails>()).To);
        await machine.Do(Scenario.Ask(id, Scenario.Woman, "health", Scenario.Clinic));
        await machine.Do(Scenario.AcceptLast(id, Scenario.Clinic));
        Assert.Equal(Scenario.Clinic, Said<ReleaseDetails>().Last().To);
    }

    [Fact]
    public async Task A_nationality_that_is_not_confirmed_leads_back_to_counsel()
    {
        var id = await Scenario.Told([.. Scenario.Planned]);
        await machine.Do(new AnswerNationality(id, Scenario.Embassy, Scenario.Worker, Scenario.Last(id, Scenario.Embassy).Id, Confirmed: false));
        Assert.Equal(States.Counselled, StateOf(id));
        Assert.All(machine.Find(id).Data.Travellers, t => Assert.Null(t.Consent));
    }

    /// <summary>A forgotten word turns nobody away.</summary>
    [Fact]
    public async Task Without_the_word_the_arrival_is_unconfirmed_and_the_alarm_comes_all_the_same()
    {
        var id = await Scenario.Told([.. Scenario.Departed, Scenario.Arrive]);
        Assert.Equal(States.Arrived, StateOf(id));
        machine.Now = machine.Now.AddDays(1);
        await machine.Do(Scenario.Late(id));
        Assert.NotNull(machine.Find(id).Data.Alarm);
        await machine.Do(new ReportArrived(id, Scenario.Receiving, Scenario.Worker, machine.Now, "answer"));
        Assert.Null(machine.Find(id).Data.Alarm);
        machine.Forget();
        await machine.Do(new LegCheckDue(id, machine.Find(id).Data.Journey!.Legs[1].Id));
        Assert.Empty(Said<LegOverdue>());
    }

    [Fact]
    public async Task The_third_word_looks_like_an_arrival_to_whoever_typed_it_and_alarms_the_lead()
    {
        var departed = await Scenario.Told([.. Scenario.Departed]);
        var (arrived, notFree) = (machine.Copy(departed), machine.Copy(departed));
        await machine.Do(new ReportArrived(arrived, Scenario.Receiving, Scenario.Worker, machine.Now, "answer"));
        await machine.Do(new ReportArrived(notFree, Scenario.Receiving, Scenario.Worker, machine.Now, "third"));
        Assert.Equal(Seen(arrived, Scenario.Receiving), Seen(notFree, Scenario.Receiving));
        Assert.NotEqual(Seen(arrived, Scenario.Ngo), Seen(notFree, Scenario.Ngo)); // the control
        var item = Worklist.ItemsFor(StateOf(notFree), machine.Find(notFree).Data).Single(i => i.Partner == Scenario.Ngo);
        Assert.Equal(("not-free", true), (item.ToDo, item.First));
    }

    [Fact]
    public async Task Who_has_not_arrived_is_looked_for_once_and_is_missing_after_six_hours()
    {
        var id = await Scenario.Told([.. Scenario.Departed]);
        machine.Forget();
        await machine.Do(Scenario.Late(id)); // too early: armed again
        Assert.Empty(Said<LegOverdue>());
        machine.Now = machine.Now.AddHours(4).AddSeconds(1); // landed at three, and an hour
        await machine.Do(Scenario.Late(id), Scenario.Late(id));
        Assert.Equal(2, Assert.Single(Said<LegOverdue>()).Plans.Count);
        Assert.Equal(States.LegOverdue, StateOf(id));
        foreach (var partner in new[] { Scenario.Ngo, Scenario.Receiving, Scenario.Carrier, Scenario.Desk })
        {
            var item = Worklist.ItemsFor(States.LegOverdue, machine.Find(id).Data).Single(i => i.Partner == partner);
            Assert.Equal(("alarm", true, true), (item.ToDo, item.First, item.Open));
        }
        await machine.Do(new AcknowledgeAlarm(id, Scenario.Desk, Scenario.Worker));
        Assert.Equal(machine.Now.AddMinutes(60), machine.Find(id).Data.Alarm!.RingsAt);
        machine.Now = machine.Now.AddHours(6);
        await machine.Do(new MissingDue(id));
        Assert.Equal(States.Missing, StateOf(id));
        Assert.Equal("THEN", (await Refused(id, i => Found(i, Codes.Died, "GOES_ON")))?.Code);
        await machine.Do(Found(id, "HOSPITAL", "STOPS"));
        Assert.Equal(States.StoppedEnRoute, StateOf(id));
        Assert.Null(machine.Find(id).Data.Alarm);

        ReportFound Found(Guid id, string code, string then) =>
            new(id, Scenario.Desk, Scenario.Worker, machine.Now, code, then, "duty-desk", FreeToSpeak: true);
    }

    [Fact]
    public async Task Whoever_was_found_and_goes_on_is_looked_for_again_and_the_duty_desk_knows_of_them_still()
    {
        var id = await Scenario.Told([.. Scenario.Overdue]);
        machine.Now = machine.Now.AddDays(2);
        await machine.Do(new ReportFound(id, Scenario.Desk, Scenario.Worker, machine.Now, "SAFE", "GOES_ON", "duty-desk", FreeToSpeak: true));
        Assert.Equal(States.InTransit, StateOf(id));
        Assert.Contains("AlarmEnded", Seen(id, Scenario.Desk), StringComparison.Ordinal);
        await machine.Do(Scenario.Late(id));
        Assert.Null(machine.Find(id).Data.Alarm); // an hour for who flies
        machine.Now = machine.Now.AddHours(1);
        await machine.Do(Scenario.Late(id));
        Assert.NotNull(machine.Find(id).Data.Alarm);
        await machine.Do(
            new ReportFound(id, Scenario.Desk, Scenario.Worker, machine.Now, "HOSPITAL", "STOPS", "duty-desk", FreeToSpeak: true),
            new ReportGoesOn(id, Scenario.Desk, Scenario.Worker, machine.Now));
        machine.Now = machine.Now.AddHours(1);
        await machine.Do(Scenario.Late(id));
        Assert.NotNull(machine.Find(id).Data.Alarm);
    }

    [Fact]
    public async Task A_duty_desk_finds_no_return_before_somebody_is_late()
    {
        var id = await Scenario.Told([.. Scenario.Departed]);
        Assert.Equal("NOT_FOUND", (await Refused(id, i => new AcknowledgeAlarm(i, Scenario.Desk, Scenario.Worker)))?.Code);
        Assert.DoesNotContain(Worklist.ItemsFor(States.Departed, machine.Find(id).Data), i => i.Partner == Scenario.Desk);
    }

    [Fact]
    public async Task A_delay_moves_the_check_if_two_sources_tell_it_and_by_three_hours_at_most()
    {
        var id = await Scenario.Told([.. Scenario.Departed]);
        var leg = machine.Find(id).Data.Journey!.Legs[0].Id;
        Assert.Equal("ONE_SOURCE", (await Refused(id, i => Delay(i, 60, "carrier", "carrier")))?.Code);
        Assert.Equal("TOO_LONG", (await Refused(id, i => Delay(i, 181, "carrier", "person")))?.Code);
        Assert.Equal("TOO_LONG", (await Refused(id, i => Delay(i, 0, "carrier", "person")))?.Code);
        await machine.Do(Delay(id, 180, "carrier", "person"));
        machine.Now = machine.Now.AddHours(7).AddSeconds(-1);
        await machine.Do(Scenario.Late(id));
        Assert.Null(machine.Find(id).Data.Alarm);
        machine.Now = machine.Now.AddSeconds(1);
        await machine.Do(Scenario.Late(id));
        Assert.NotNull(machine.Find(id).Data.Alarm);

        ConfirmDelay Delay(Guid id, int minutes, params string[] sources) =>
            new(id, Scenario.Ngo, Scenario.Worker, leg, TimeSpan.FromMinutes(minutes), sources);
    }

    [Fact]
    public async Task A_fact_is_recorded_with_its_own_time_once_and_not_before_it_happens()
    {
        var id = await Scenario.Told([.. Scenario.Booked]);
        Assert.Equal("NOT_YET", (await Refused(id, i => Scenario.Depart(i) with { At = machine.Now.AddMinutes(1) }))?.Code);
        var left = Scenario.Depart(id) with { At = machine.Now.AddHours(-1) };
        await machine.Do(left, left);
        var seen = Assert.Single(machine.Find(id).Data.Sightings);
        Assert.Equal((left.At, true), (seen.At, seen.OutOfPlan)); // without the final yes
        Assert.Equal(States.Departed, StateOf(id));
    }

    [Fact]
    public async Task Whoever_leaves_though_they_would_not_go_is_recorded_and_moves_nothing()
    {
        var id = await Scenario.Told([.. Scenario.Booked, i => new WithdrawReturn(i, Scenario.Ngo, Scenario.Worker, "WILL_NOT_GO"), Scenario.Depart]);
        Assert.Equal(States.Withdrawn, StateOf(id));
        Assert.Single(machine.Find(id).Data.Sightings);
    }

    [Fact]
    public async Task Consent_of_one_taken_back_holds_the_group_and_of_all_stops_once_every_receipt_is_in()
    {
        var id = await Scenario.Told([.. Scenario.Booked, i => Scenario.TakenBack(i, Scenario.Woman)]);
        Assert.Equal(States.OnHold, StateOf(id));
        await machine.Do(Scenario.TakenBack(id, Scenario.Child));
        Assert.Equal(States.Stopping, StateOf(id)); // the clinic had details
        Assert.DoesNotContain(machine.Find(id).Data.Receipts, r => r.Partner == Scenario.Embassy);
        await machine.Do(new GiveReturnReceipt(id, Scenario.Clinic, Scenario.Worker, "PurgeAcknowledged", null));
        Assert.Equal(States.Stopped, StateOf(id));
    }

    [Fact]
    public async Task On_the_way_the_check_runs_on_though_all_consent_is_taken_back_unless_the_person_says_otherwise()
    {
        var id = await Scenario.Told([.. Scenario.LightConfirmed, Scenario.Depart, i => Scenario.TakenBack(i, Scenario.Man)]);
        Assert.Equal(States.Stopping, StateOf(id));
        var silent = machine.Copy(id);
        machine.Now = machine.Now.AddDays(1);
        await machine.Do(Scenario.Late(id));
        Assert.NotNull(machine.Find(id).Data.Alarm);
        await machine.Do(new StopCheck(silent, Scenario.Ngo, Scenario.Worker), Scenario.Late(silent));
        Assert.Null(machine.Find(silent).Data.Alarm);
    }

    [Fact]
    public async Task Referrals_that_are_tied_to_the_return_help_and_when_all_have_ended_the_talks_begin()
    {
        var id = await Scenario.Told([.. Scenario.Departed, Scenario.Arrive, i => Scenario.Receive(i), Scenario.Help]);
        Assert.Equal(States.Reintegrating, StateOf(id));
        await machine.Do(Scenario.Helped(id));
        Assert.Equal(States.Monitoring, StateOf(id));
        Assert.Equal(machine.Now.AddDays(90).Date, ReturnView.TalkDueAt(machine.Find(id).Data)?.Date);
        await machine.Do(new RecordTalk(id, Scenario.Receiving, Scenario.Worker, "better", "same", "not-said"));
        Assert.Equal(machine.Now.AddDays(180).Date, ReturnView.TalkDueAt(machine.Find(id).Data)?.Date);
    }

    /// <summary>
    /// The firewall, for an embassy that asked and issues the document: whatever becomes of the journey it reads, is offered and is answered the
    /// same bytes.
    /// </summary>
    [Fact]
    public async Task An_embassy_with_a_part_reads_and_is_answered_the_same_whatever_becomes_of_the_journey()
    {
        var nothing = await Scenario.Told(
        [
            .. Scenario.Confirmed, i => Holds(i, "person"),
            i => new CompleteStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Last(i, Scenario.Embassy).Id),
            i => Scenario.ReleasedTo(i, Scenario.Embassy),
        ]);
        var stories = new List<Guid>();
        foreach (var then in new Func<Guid, object>[][]
        {
            [i => new TravelBarred(null, i, machine.Now.AddMinutes(1))],
            [i => new HoldReturn(i, Scenario.Ngo, Scenario.Worker)],
            [i => new WithdrawReturn(i, Scenario.Ngo, Scenario.Worker, "STAYS_WITH_PROTECTION")],
            [i => new WithdrawStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Last(i, Scenario.Embassy).Id)],
            [i => new Reassess(i, Scenario.Ngo, Scenario.Worker, "NEW_FACTS")],
            [i => new EnterReturnInError(i, Scenario.Ngo, Scenario.Worker, "WRONG_PERSON")],
            [i => Holds(i, "authorities")],
            [i => Scenario.TakenBack(i, Scenario.Woman), i => Scenario.TakenBack(i, Scenario.Child)],
            [Scenario.Depart], [Scenario.Depart, Scenario.Late], [Scenario.Depart, Scenario.Arrive, i => Scenario.Receive(i)],
            [i => new WithdrawReturn(i, Scenario.Ngo, Scenario.Worker, "WILL_NOT_GO"), i => new ReturnReceiptDue(i)],
        })
        {
            var id = machine.Copy(nothing);
            foreach (var step in then)
            {
                machine.Now = machine.Now.AddDays(step(id) is LegCheckDue or ReturnReceiptDue ? 2 : 0);
                await machine.Do(step(id));
                machine.Now = machine.Now.AddDays(step(id) is LegCheckDue or ReturnReceiptDue ? -2 : 0);
            }
            stories.Add(id);
        }
        foreach (var id in stories.Prepend(nothing).ToList())
        {
            foreach (var days in new[] { 0, 1, 5, 9, 200 })
                Assert.Equal(Seen(nothing, Scenario.Embassy, days), Seen(id, Scenario.Embassy, days));
        }
        Assert.NotEqual(Seen(nothing, Scenario.Ngo), Seen(stories[0], Scenario.Ngo)); // the control
        // Who holds the document goes with the details: at noon, like all that the lead gives.
        Assert.Null(HolderSeen(nothing, Scenario.Embassy));
        Assert.Equal("person", HolderSeen(nothing, Scenario.Embassy, days: 5));
        Assert.Null(HolderSeen(nothing, Scenario.Receiving, days: 5));
        foreach (var answer in new Func<Guid, object>[]
        {
            i => new NeedForStrand(i, Scenario.Embassy, Scenario.Worker, Scenario.First(i, Scenario.Embassy).Id, ["photo"]),
            i => new AcceptStrand(i, Scenario.Embassy, Scenario.Worker, Scenario.First(i, Scenario.Embassy).Id),
            i => new ReadyStrand(i, Scenario.Embassy, Scenario.Worker, Scenario.First(i, Scenario.Embassy).Id, new(2027, 2, 1), "passport", null),
            i => new AnswerNationality(i, Scenario.Embassy, Scenario.Worker, Scenario.First(i, Scenario.Embassy).Id, Confirmed: true),
        })
        {
            var expected = await machine.Raise(answer(nothing));
            foreach (var id in stories)
            {
                Assert.Equal(expected, await machine.Raise(answer(id)));
                Assert.Equal(Seen(nothing, Scenario.Embassy), Seen(id, Scenario.Embassy));
            }
        }
    }

    static SetDocumentHolder Holds(Guid id, string who) => new(id, Scenario.Ngo, Scenario.Worker, Scenario.Woman, who);

    string? HolderSeen(Guid id, PartnerId viewer, int days = 0) => ReturnView.Detail(machine.Find(id), viewer, [], machine.Now.AddDays(days))
        .Strands.Single(strand => strand.With == viewer).DocumentHolder;

    string Seen(Guid id, PartnerId viewer, int days = 0)
    {
        var (state, now) = (machine.Find(id), machine.Now.AddDays(days));
        var seen = new
        {
            list = ReturnView.Line(state, viewer, now),
            item = Worklist.ItemsFor(state.CurrentState, state.Data).Single(i => i.Partner == viewer),
            detail = ReturnView.Detail(state, viewer, machine.Machine.ActionsFor(state, viewer, now), now),
            etag = ReturnView.ETag(state, viewer),
        };
        return JsonSerializer.Serialize(seen, NetworkJson.Options)
            .Replace(id.ToString(), "id", StringComparison.Ordinal).Replace(seen.etag, "", StringComparison.Ordinal);
    }
}
