using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>A referral from its offer to its outcome, and what its recipient reads meanwhile.</summary>
public sealed class OfferToOutcomeTests
{
    readonly ReferralHarness machine = new();

    Scenario Scenario => field ??= new(machine);

    [Fact]
    public async Task Acceptance_asks_for_the_details_and_stops_every_clock()
    {
        await Scenario.OfferedInParallel();
        machine.Forget();
        await Scenario.Do(Scenario.Accept());
        Assert.Equal((Scenario.Permit, Scenario.ShelterA), machine.Messages<ReleaseDetails>().Select(m => (m.Permits.Single(), m.To)).Single());
        Assert.Equal(Scenario.ShelterA, machine.Messages<OfferAccepted>().Single().By);
        Assert.Equal(2, machine.Effects.OfType<CancelTimer>().Count());
        Assert.Equal(OfferStatus.Overtaken, Scenario.Referral.Offers.Made.Single(o => o.To == Scenario.ShelterB).Status);
    }

    [Fact]
    public async Task No_room_leads_to_the_next_but_a_persons_no_leads_back_to_the_sender()
    {
        await Scenario.Do(Scenario.Offer());
        await Scenario.Do(Scenario.Decline());
        Assert.True(Scenario.Referral.Offers.Made.Single(o => o.To == Scenario.ShelterB).Open);

        var other = new Scenario(machine);
        await other.Do(other.Offer(OfferMode.Parallel));
        await other.Do(other.Decline(code: "PERSON_DECLINED"));
        Assert.Equal(States.Unplaced, other.State.CurrentState);
        Assert.Equal(OfferStatus.Withdrawn, other.Referral.Offers.Made.Single(o => o.To == Scenario.ShelterB).Status);
    }

    [Theory]
    [InlineData("expired", "without an answer")]
    [InlineData("overtaken", "Another organisation")]
    [InlineData("withdrawn", "has withdrawn")]
    [InlineData("declined", "has declined")]
    public async Task An_acceptance_that_comes_too_late_is_told_what_happened(string how, string says)
    {
        await Scenario.OfferedInParallel();
        object ending = how switch
        {
            "overtaken" => Scenario.Accept(Scenario.ShelterB),
            "withdrawn" => Scenario.Cancel(),
            "declined" => Scenario.Decline(),
            _ => Scenario.AnswerDue()
        };
        machine.Now += how == "expired" ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        await Scenario.Do(ending);
        var refusal = await Scenario.Raise(Scenario.Accept());
        Assert.Equal("OFFER_ENDED", refusal!.Code);
        Assert.Contains(says, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_that_comes_too_early_is_armed_again_and_does_nothing_else()
    {
        await Scenario.Offered();
        var before = machine.Snapshot(Scenario.Id);
        machine.Forget();
        await Scenario.Do(Scenario.AnswerDue());
        Assert.Equal(before, machine.Snapshot(Scenario.Id));
        Assert.Equal(Scenario.Referral.Offers.Made[0].AnswerBy, ((ScheduleTimer<AnswerDue>)Assert.Single(machine.Effects)).DueAt);
    }

    [Fact]
    public async Task An_answer_after_the_deadline_still_counts_while_nobody_else_was_asked()
    {
        await Scenario.Offered();
        machine.Now = machine.Now.AddHours(3);
        await Scenario.Do(Scenario.Accept());
        Assert.Equal(States.Accepted, Scenario.State.CurrentState);
    }

    [Fact]
    public async Task Whoever_is_no_party_gets_one_neutral_refusal_whatever_it_asks_for_and_whatever_the_others_do()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer());
        await scenario.Do(scenario.Decline());
        object[] asked =
        [
            scenario.StopReceipt(), scenario.TellStop(), scenario.Schedule(), scenario.NoShow(), scenario.CancelAppointment(), scenario.Visit(),
            scenario.Arrival(), scenario.Outcome(), scenario.Correct(), scenario.Departure(), scenario.DeclineAfterAll(),
            scenario.ConfirmCancellation(), scenario.OfferAgain(Scenario.ShelterA), scenario.GiveUp(Scenario.ShelterA),
            scenario.Answer(Scenario.ShelterA), scenario.RequestRelease(Scenario.ShelterA), scenario.Cancel(Scenario.ShelterA),
            scenario.RequestCancellation(Scenario.ShelterA), scenario.EndOneSidedly(Scenario.ShelterA), scenario.EnterInError(Scenario.ShelterA),
            scenario.StopWish(Scenario.ShelterA), scenario.SeeToLostContact(Scenario.ShelterA),
        ];
        object[] others =
        [
            scenario.Accept(Scenario.ShelterB), scenario.Released(Scenario.ShelterB), scenario.Arrival(Scenario.ShelterB),
            scenario.RequestCancellation(), scenario.ConfirmCancellation(Scenario.ShelterB)
        ];
        foreach (var step in others)
        {
            await scenario.Do(step is DetailsReleased ? scenario.Released(Scenario.ShelterB) : step);
            foreach (var message in asked)
                Assert.Equal(Parties.NotYours, await scenario.Raise(message));
            Assert.Equal("NOT_FOUND", (await scenario.Raise(scenario.Accept() with { OfferId = Guid.NewGuid() }))!.Code);
            Assert.Equal(OfferStatus.Declined.ToString(), ReferralView.Detail(scenario.State, Scenario.ShelterA, [], []).State);
        }
    }

    [Theory]
    [InlineData("ASSISTED", 14 * 24)]
    [InlineData("PARTLY_ASSISTED", 14 * 24)]
    [InlineData("LOST_CONTACT", 72)]
    [InlineData("NOT_ASSISTED", 0)]
    [InlineData("PERSON_LEFT", 0)]
    [InlineData("PERSON_DECLINED", 0)]
    public async Task After_the_outcome_the_recipient_reads_on_as_long_as_the_rule_says(string code, int hours)
    {
        await Scenario.Active();
        machine.Forget();
        await Scenario.Do(Scenario.Outcome(code: code));
        var ended = machine.Messages<RecipientEnded>().Single();
        Assert.Equal(hours == 0 ? null : machine.Now.AddHours(hours), ended.ReadsUntil);
        foreach (var viewer in new[] { Scenario.Ngo, Scenario.ShelterA })
            Assert.Equal(machine.Now.AddHours(hours), ReferralView.Detail(Scenario.State, viewer, [], []).ReadsUntil);
    }

    [Fact]
    public async Task Lost_contact_is_an_alarm_to_the_sender_until_it_has_seen_to_it()
    {
        await Scenario.Failed();
        var line = Scenario.LineOf(Scenario.Ngo);
        Assert.Equal(("lost-contact", true), (line.ToDo, line.Open));
        Assert.True(line.Order < machine.Now.AddYears(-50)); // before whatever else is due
        await Scenario.Do(Scenario.SeeToLostContact());
        Assert.False(Scenario.LineOf(Scenario.Ngo).Open);
        Assert.Equal("NOTHING_TOLD", (await Scenario.Raise(Scenario.SeeToLostContact()))!.Code);
    }

    [Fact]
    public async Task A_silent_recipient_reads_no_more_from_the_request_and_stops_nobody_after_two_days()
    {
        await Scenario.Scheduled();
        machine.Forget();
        await Scenario.Do(Scenario.RequestCancellation());
        Assert.Null(machine.Messages<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal("TOO_EARLY", (await Scenario.Raise(Scenario.EndOneSidedly()))!.Code);
        Assert.DoesNotContain("end-one-sidedly", machine.Machine.ActionsFor(Scenario.State, Scenario.Ngo, machine.Now));
        machine.Now += TimeSpan.FromHours(48);
        await Scenario.Do(Scenario.EndOneSidedly());
        Assert.Equal(States.Cancelled, Scenario.State.CurrentState);
        Assert.Contains(Scenario.Referral.Timeline, e => e.What == "referral-ended-one-sidedly" && e.With == Scenario.ShelterA);
    }

    [Fact]
    public async Task Where_somebody_lives_the_recipient_reads_on_until_they_have_left()
    {
        await Scenario.Active();
        machine.Forget();
        await Scenario.Do(Scenario.RequestCancellation());
        machine.Now += TimeSpan.FromHours(48);
        await Scenario.Do(Scenario.EndOneSidedly());
        Assert.Empty(machine.Messages<RecipientEnded>());
        await Scenario.Do(Scenario.Departure());
        Assert.Null(machine.Messages<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal("ALREADY_SHUT", (await Scenario.Raise(Scenario.Departure()))!.Code);
    }

    [Fact]
    public async Task A_visit_a_missed_appointment_and_an_arrival_are_refused_before_their_time()
    {
        await Scenario.Scheduled();
        Assert.Equal("NOT_YET", (await Scenario.Raise(Scenario.NoShow()))!.Code);
        Assert.DoesNotContain("no-show", machine.Machine.ActionsFor(Scenario.State, Scenario.ShelterA, machine.Now));
        Assert.Equal("NOT_YET", (await Scenario.Raise(Scenario.Visit() with { At = null }))!.Code);
        Assert.Equal("NOT_YET", (await Scenario.Raise(Scenario.Arrival() with { At = null }))!.Code);
        Assert.Equal("NOT_YET", (await Scenario.Raise(Scenario.Arrival() with { At = machine.Now.AddHours(1) }))!.Code);
        await Scenario.Do(Scenario.Arrival() with { At = machine.Now.AddHours(-1) });
        Assert.Equal(("OUT_OF_PLAN", machine.Now.AddHours(-1)), (Scenario.Referral.Timeline[^1].Code, Scenario.Referral.Timeline[^1].AppliesAt));
    }

    [Theory]
    [InlineData("lost contact", States.Failed)]
    [InlineData("late arrival", States.Active)]
    [InlineData("visit", States.VisitDone)]
    public async Task Who_did_not_come_may_come_later_or_be_lost(string what, string to)
    {
        await Scenario.MissedAppointment();
        Assert.Equal("NOT_AFTER_NO_SHOW", (await Scenario.Raise(Scenario.Outcome()))!.Code);
        await Scenario.Do(what switch
        {
            "lost contact" => Scenario.Outcome(code: "LOST_CONTACT"),
            "visit" => Scenario.Visit(),
            _ => (object)Scenario.Arrival()
        });
        Assert.Equal(to, Scenario.State.CurrentState);
    }

    [Fact]
    public async Task An_outcome_is_corrected_for_thirty_days_and_opens_nothing_again()
    {
        await Scenario.Active();
        await Scenario.Do(Scenario.Outcome(code: "NOT_ASSISTED"));
        var ended = machine.Now;
        machine.Forget();
        machine.Now += TimeSpan.FromDays(29);
        await Scenario.Do(Scenario.Correct(code: "ASSISTED"));
        Assert.Equal(States.Completed, Scenario.State.CurrentState);
        Assert.Equal("ASSISTED", machine.Messages<ReferralCompleted>().Single().Code);
        Assert.Equal(ended, Scenario.Referral.Offers.Accepted!.ReadsUntil);
        Assert.Empty(machine.Messages<RecipientEnded>());
        Assert.Equal(
            ["NOT_ASSISTED", "ASSISTED"],
            Scenario.Referral.Timeline.Where(e => e.What.StartsWith("outcome", StringComparison.Ordinal)).Select(e => e.Code));
        machine.Now += TimeSpan.FromDays(2);
        Assert.Equal("TOO_LATE", (await Scenario.Raise(Scenario.Correct()))!.Code);
    }

    [Fact]
    public async Task A_correction_to_a_failure_shuts_at_once()
    {
        await Scenario.Completed();
        machine.Forget();
        await Scenario.Do(Scenario.Correct());
        Assert.Null(machine.Messages<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal(machine.Now, Scenario.Referral.Offers.Accepted!.ReadsUntil);
    }

    [Fact]
    public async Task A_suspended_or_excluded_candidate_is_skipped_with_the_reason()
    {
        await Scenario.Do(Scenario.Offer(to: [Scenario.ShelterA, Scenario.ShelterB, Scenario.Stranger, Scenario.Later]));
        await Scenario.Do(Scenario.Narrowed(Scenario.Stranger));
        machine.Suspended.Add(Scenario.ShelterB);
        await Scenario.Do(Scenario.Decline());
        Assert.Equal(Scenario.Later, Scenario.Referral.Offers.Made.Single(o => o.Open).To);
        Assert.Equal(
            [(Scenario.Stranger, "EXCLUDED"), (Scenario.ShelterB, "RECIPIENT_SUSPENDED")],
            Scenario.Referral.Timeline.Where(e => e.What == "candidate-skipped").Select(e => (e.With!.Value, e.Code!)));
    }

    [Fact]
    public async Task An_open_offer_to_who_was_excluded_is_taken_back_and_the_next_is_asked()
    {
        await Scenario.Do(Scenario.Offer());
        var excluded = Scenario.Narrowed(Scenario.ShelterA);
        await Scenario.Do(excluded with { PermitId = Guid.NewGuid() }); // of another permit: nothing
        Assert.True(Scenario.Referral.Offers.Made.Single().Open);
        await Scenario.Do(excluded);
        Assert.Equal([OfferStatus.Withdrawn, OfferStatus.Offered], Scenario.Referral.Offers.Made.Select(o => o.Status));
    }

    [Theory]
    [InlineData("decline after all")]
    [InlineData("cancelled")]
    [InlineData("entered in error")]
    public async Task The_recipients_access_ends_with_its_part(string how)
    {
        var ending = how switch
        {
            "cancelled" => (await Scenario.CancellationRequestedWhereSomebodyLives()).ConfirmCancellation(),
            "entered in error" => (await Scenario.Completed()).EnterInError(),
            _ => (object)(await Scenario.Active()).DeclineAfterAll(),
        };
        machine.Forget();
        await Scenario.Do(ending);
        Assert.Equal((Scenario.ShelterA, null), machine.Messages<RecipientEnded>().Select(m => (m.Recipient, m.ReadsUntil)).Single());
    }

    [Theory]
    [InlineData("declined")]
    [InlineData("expired")]
    [InlineData("overtaken")]
    [InlineData("cancelled")]
    [InlineData("consent withdrawn")]
    public async Task Who_is_asked_no_longer_is_told_of_to_Cases_since_what_was_written_to_it_shuts(string how)
    {
        await Scenario.OfferedInParallel();
        object ending = how switch
        {
            "declined" => Scenario.Decline(),
            "overtaken" => Scenario.Accept(Scenario.ShelterB),
            "cancelled" => Scenario.Cancel(),
            "expired" => Scenario.AnswerDue(),
            _ => Scenario.Withdrawn(),
        };
        machine.Now += how == "expired" ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        machine.Forget();
        await Scenario.Do(ending);
        Assert.Contains((Scenario.ShelterA, machine.Now), machine.Messages<RecipientEnded>().Select(m => (m.Recipient, m.EndedAt)));
        Assert.Equal(how is "cancelled" or "consent withdrawn", machine.Messages<RecipientEnded>().Any(m => m.Recipient == Scenario.ShelterB));
    }

    [Fact]
    public async Task A_release_that_overtook_the_recipients_end_is_shut_again()
    {
        await Scenario.Accepted();
        var released = Scenario.Released();
        await Scenario.Do(Scenario.DeclineAfterAll());
        machine.Forget();
        await Scenario.Do(released);
        Assert.Equal((Scenario.ShelterA, released.ReleasedAt), machine.Messages<RecipientEnded>().Select(m => (m.Recipient, m.EndedAt)).Single());
    }

    [Fact]
    public async Task Other_needs_a_note()
    {
        await Scenario.Offered();
        Assert.Equal("NOTE_REQUIRED", (await Scenario.Raise(Scenario.Decline(code: "OTHER")))!.Code);
        await Scenario.Do(Scenario.Decline(code: "OTHER") with { NoteId = Guid.NewGuid() });
    }

    [Fact]
    public async Task Two_viewers_of_one_referral_cannot_match_their_references()
    {
        await Scenario.OfferedInParallel();
        var references = new[] { Scenario.Ngo, Scenario.ShelterA, Scenario.ShelterB }
            .Select(v => ReferralView.Line(Scenario.State, v).Reference).ToList();
        Assert.Equal(3, references.Distinct().Count());
    }
}
