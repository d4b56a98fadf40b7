using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class RuleTests
{
    readonly ReferralHarness machine = new();

    Story Story => field ??= new(machine);

    IEnumerable<T> Said<T>() where T : class =>
        machine.Effects.OfType<PublishEvent<T>>().Select(e => e.Message).Concat(machine.Effects.OfType<SendMessage<T>>().Select(e => e.Message));

    [Fact]
    public async Task Acceptance_asks_for_the_details_and_stops_every_clock()
    {
        await Story.OfferedInParallel();
        machine.Forget();
        await Story.Do(Story.Accept());
        Assert.Equal((Story.Permit, Story.ShelterA), Said<ReleaseDetails>().Select(m => (m.Permits.Single(), m.To)).Single());
        Assert.Equal(Story.ShelterA, Said<OfferAccepted>().Single().By);
        Assert.Equal(2, machine.Effects.OfType<CancelTimer>().Count());
        Assert.Equal(OfferStatus.Overtaken, Story.Referral.Offers.Made.Single(o => o.To == Story.ShelterB).Status);
    }

    [Fact]
    public async Task No_room_leads_to_the_next_but_a_persons_no_leads_back_to_the_sender()
    {
        await Story.Do(Story.Offer());
        await Story.Do(Story.Decline());
        Assert.True(Story.Referral.Offers.Made.Single(o => o.To == Story.ShelterB).Open);

        var other = new Story(machine);
        await other.Do(other.Offer(OfferMode.Parallel));
        await other.Do(other.Decline(code: "PERSON_DECLINED"));
        Assert.Equal(States.Unplaced, other.State.CurrentState);
        Assert.Equal(OfferStatus.Withdrawn, other.Referral.Offers.Made.Single(o => o.To == Story.ShelterB).Status);
    }

    [Theory]
    [InlineData("expired", "without an answer")]
    [InlineData("overtaken", "Another organisation")]
    [InlineData("withdrawn", "has withdrawn")]
    [InlineData("declined", "has declined")]
    public async Task An_acceptance_that_comes_too_late_is_told_what_happened(string how, string says)
    {
        await Story.OfferedInParallel();
        object ending = how switch { "overtaken" => Story.Accept(Story.ShelterB), "withdrawn" => Story.Cancel(), "declined" => Story.Decline(), _ => Story.AnswerDue() };
        machine.Now += how == "expired" ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        await Story.Do(ending);
        var refusal = await Story.Raise(Story.Accept());
        Assert.Equal("OFFER_ENDED", refusal!.Code);
        Assert.Contains(says, refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_that_comes_too_early_is_armed_again_and_does_nothing_else()
    {
        await Story.Offered();
        var before = machine.Snapshot(Story.Id);
        machine.Forget();
        await Story.Do(Story.AnswerDue());
        Assert.Equal(before, machine.Snapshot(Story.Id));
        Assert.Equal(Story.Referral.Offers.Made[0].AnswerBy, ((ScheduleTimer<AnswerDue>)Assert.Single(machine.Effects)).DueAt);
    }

    [Fact]
    public async Task An_answer_after_the_deadline_still_counts_while_nobody_else_was_asked()
    {
        await Story.Offered();
        machine.Now = machine.Now.AddHours(3);
        await Story.Do(Story.Accept());
        Assert.Equal(States.Accepted, Story.State.CurrentState);
    }

    [Fact]
    public async Task Withdrawal_before_anything_was_released_stops_it_at_once()
    {
        await Story.Offered();
        machine.Forget();
        await Story.Do(Story.Withdrawn());
        Assert.Equal(States.Stopped, Story.State.CurrentState);
        Assert.All(Story.Referral.Offers.Made, o => Assert.Equal(OfferStatus.Withdrawn, o.Status));
        Assert.Single(Said<ReferralStopped>());
    }

    [Fact]
    public async Task Withdrawal_waits_for_a_release_that_is_on_its_way_and_for_its_receipt()
    {
        await Story.StoppingWhileReleasing();
        await Story.Do(Story.Released());
        Assert.Equal(States.Stopping, Story.State.CurrentState);
        await Story.Do(Story.StopReceipt());
        Assert.Equal(States.Stopped, Story.State.CurrentState);
    }

    [Fact]
    public async Task Withdrawal_of_an_older_receipt_does_not_stop_what_stands_on_a_newer_one()
    {
        await Story.Unplaced();
        await Story.Do(Story.OfferAgain(receipt: Guid.NewGuid()));
        await Story.Do(Story.Withdrawn());
        Assert.Equal(States.Offered, Story.State.CurrentState);
        Assert.Contains(Story.Receipt, Story.Referral.Withdrawn);
        await Story.Do(Story.Decline(Story.ShelterB));
        Assert.Equal("CONSENT_WITHDRAWN", (await Story.Raise(Story.OfferAgain()))!.Code);
    }

    [Fact]
    public async Task Every_past_recipient_owes_a_receipt_and_lateness_alarms_once_and_later_reaches_the_data_protection_officer()
    {
        await Story.StoppingForTwo();
        Assert.Equal([Story.ShelterA, Story.ShelterB], Owed());
        machine.Now += TimeSpan.FromHours(25);
        await Story.Do(Story.StopReceiptDue());
        await Story.Do(Story.StopReceiptDue());
        Assert.Equal(2, Story.Referral.Timeline.Count(e => e.What == "stop-receipt-overdue"));
        Assert.False(Story.Referral.Escalated);
        Assert.Equal("stop-receipts-overdue", Line(Story.Ngo).ToDo);
        machine.Now += TimeSpan.FromHours(24);
        await Story.Do(Story.StopReceiptDue());
        Assert.True(Story.Referral.Escalated);
        Assert.Equal("ALREADY_GIVEN", (await (await Story.Do(Story.StopReceipt())).Raise(Story.StopReceipt()))!.Code);
        await Story.Do(Story.StopReceipt(Story.ShelterB));
        Assert.Equal(States.Stopped, Story.State.CurrentState);
        Assert.False(Story.Referral.Escalated);
    }

    [Theory]
    [InlineData("completed")]
    [InlineData("failed")]
    [InlineData("cancelled")]
    [InlineData("given back, unplaced")]
    [InlineData("given back, then closed")]
    [InlineData("entered in error")]
    public async Task A_withdrawal_after_the_end_asks_everybody_who_had_details_and_leaves_the_state(string how)
    {
        switch (how)
        {
            case "completed": await Story.Completed(); break;
            case "failed": await Story.Failed(); break;
            case "cancelled": await (await Story.CancellationRequested()).Do(Story.ConfirmCancellation()); break;
            case "entered in error": await Story.EnteredInError(); break;
            default:
                await (await Story.Released_()).Do(Story.DeclineAfterAll());
                if (how.EndsWith("closed", StringComparison.Ordinal))
                    await Story.Do(Story.GiveUp());
                else
                    await Story.Do(Story.OfferAgain(receipt: Guid.NewGuid()));
                break;
        }
        var state = Story.State.CurrentState;
        await Story.Do(Story.Withdrawn());
        Assert.Equal((state, "stop-receipt", true), (Story.State.CurrentState, Line(Story.ShelterA).ToDo!, Line(Story.ShelterA).Open));
        Assert.Equal([Story.ShelterA], Owed());
        Assert.Contains("stop-receipts", machine.Machine.ActionsFor(Story.State, Story.ShelterA, machine.Now));
        await Story.Do(Story.StopReceipt());
        Assert.Equal(state, Story.State.CurrentState);
        Assert.Empty(Owed());
        Assert.Equal("StopAcknowledged", (await Again()).Referral.Stops[0].Receipts[0].Kind);

        // The same organisation is not asked twice about one receipt.
        async Task<Story> Again()
        {
            await Story.Do(Story.Withdrawn());
            Assert.Empty(Owed());
            return Story;
        }
    }

    [Fact]
    public async Task There_is_one_set_of_receipts_for_each_consent_that_was_withdrawn()
    {
        var story = new Story(machine) { Before = Before.Released };
        await story.Completed();
        await story.Do(story.Withdrawn(story.Older));
        await story.Do(story.Withdrawn());
        Assert.Equal([story.Older, story.Receipt], story.Referral.Stops.Select(s => s.ReceiptId));
        await story.Do(story.StopReceipt() with { ReceiptId = story.Older });
        Assert.Equal([story.Receipt], story.Referral.Stops.Where(s => s.Receipts.Any(r => r.Owed)).Select(s => s.ReceiptId));
    }

    [Fact]
    public async Task A_stop_receipt_is_due_by_the_end_of_the_recipients_own_next_working_day()
    {
        machine.Now = new(2026, 11, 6, 20, 0, 0, TimeSpan.Zero); // a Friday evening; in Reykjavík too
        var terms = Story.Terms with { StopReceiptDue = new Period(1, "working-days"), Zones = [new PartnerZone(Story.ShelterA, "Atlantic/Reykjavik")] };
        await Story.Do(Story.Offer() with { Terms = terms });
        await (await (await Story.Do(Story.Accept())).Do(Story.Released())).Do(Story.Withdrawn());
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), Story.Referral.Stops[0].Receipts[0].DueAt);
    }

    [Fact]
    public async Task Whoever_is_no_party_gets_one_neutral_refusal_whatever_it_asks_for_and_whatever_the_others_do()
    {
        var story = new Story(machine);
        await story.Do(story.Offer());
        await story.Do(story.Decline());
        object[] asked =
        [
            story.StopReceipt(), story.TellStop(), story.Schedule(), story.NoShow(), story.CancelAppointment(), story.Visit(), story.Arrival(), story.Outcome(),
            story.Correct(), story.Departure(), story.DeclineAfterAll(), story.ConfirmCancellation(), story.OfferAgain(Story.ShelterA), story.GiveUp(Story.ShelterA),
            story.Answer(Story.ShelterA), story.RequestRelease(Story.ShelterA), story.Cancel(Story.ShelterA), story.RequestCancellation(Story.ShelterA),
            story.EndOneSidedly(Story.ShelterA), story.EnterInError(Story.ShelterA), story.StopWish(Story.ShelterA), story.SeeToLostContact(Story.ShelterA),
        ];
        object[] others = [story.Accept(Story.ShelterB), story.Released(Story.ShelterB), story.Arrival(Story.ShelterB), story.RequestCancellation(), story.ConfirmCancellation(Story.ShelterB)];
        foreach (var step in others)
        {
            await story.Do(step is DetailsReleased ? story.Released(Story.ShelterB) : step);
            foreach (var message in asked)
                Assert.Equal(Parties.NotYours, await story.Raise(message));
            Assert.Equal("NOT_FOUND", (await story.Raise(story.Accept() with { OfferId = Guid.NewGuid() }))!.Code);
            Assert.Equal(OfferStatus.Declined.ToString(), ReferralView.Detail(story.State, Story.ShelterA, [], []).State);
        }
    }

    [Fact]
    public async Task Who_owes_a_receipt_from_before_does_not_see_what_the_next_one_does()
    {
        var story = new Story(machine);
        await story.Do(story.Offer(to: Story.ShelterA));
        await story.Do(story.Accept());
        await story.Do(story.Released());
        await story.Do(story.DeclineAfterAll());
        await story.Do(story.OfferAgain(receipt: Guid.NewGuid()));
        await story.Do(story.Withdrawn());
        await story.Do(story.Accept(Story.ShelterB));
        var seen = ReferralView.Detail(story.State, Story.ShelterA, [], []);
        Assert.Equal("Declined", seen.State);
        Assert.Equal(["stop", "stop-receipts"], machine.Machine.ActionsFor(story.State, Story.ShelterA, machine.Now).Order());
        Assert.Single(seen.Stops);
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
        await Story.Active();
        machine.Forget();
        await Story.Do(Story.Outcome(code: code));
        var ended = Said<RecipientEnded>().Single();
        Assert.Equal(hours == 0 ? null : machine.Now.AddHours(hours), ended.ReadsUntil);
        foreach (var viewer in new[] { Story.Ngo, Story.ShelterA })
            Assert.Equal(machine.Now.AddHours(hours), ReferralView.Detail(Story.State, viewer, [], []).ReadsUntil);
    }

    [Fact]
    public async Task Lost_contact_is_an_alarm_to_the_sender_until_it_has_seen_to_it()
    {
        await Story.Failed();
        var line = Line(Story.Ngo);
        Assert.Equal(("lost-contact", true), (line.ToDo, line.Open));
        Assert.True(line.Order < machine.Now.AddYears(-50)); // before whatever else is due
        await Story.Do(Story.SeeToLostContact());
        Assert.False(Line(Story.Ngo).Open);
        Assert.Equal("NOTHING_TOLD", (await Story.Raise(Story.SeeToLostContact()))!.Code);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("completed")]
    [InlineData("lost contact")]
    [InlineData("ended while somebody lives there")]
    public async Task A_recipient_that_the_person_tells_to_stop_reads_no_more_and_the_sender_has_it_first(string when)
    {
        await (when switch { "accepted" => Story.Released_(), "completed" => Story.Completed(), "lost contact" => Story.Failed(), _ => Story.EndedWhereSomebodyLives() });
        var state = Story.State.CurrentState;
        machine.Forget();
        await Story.Do(Story.TellStop());
        Assert.Equal((Story.ShelterA, null, true), Said<RecipientEnded>().Select(m => (m.Recipient, m.ReadsUntil, m.PersonSaidStop)).Single());
        Assert.Equal(state, Story.State.CurrentState);
        Assert.Equal(machine.Now, ReferralView.Detail(Story.State, Story.ShelterA, [], []).ReadsUntil);
        Assert.Equal("stop-wish", Line(Story.Ngo).ToDo);
        Assert.True(Line(Story.Ngo).Order < machine.Now.AddYears(-50));
        Assert.Equal("ALREADY_TOLD", (await Story.Raise(Story.TellStop()))!.Code);

        machine.Now += TimeSpan.FromHours(24);
        await Story.Do(Story.StopReceiptDue());
        Assert.Equal("stop-wish-overdue", Line(Story.Ngo).ToDo);
        Assert.True(Story.Referral.Escalated);
        await Story.Do(Story.StopWish());
        Assert.NotEqual("stop-wish-overdue", Line(Story.Ngo).ToDo);
        Assert.False(Story.Referral.Escalated);
    }

    [Fact]
    public async Task Who_was_told_to_stop_gets_details_again_on_a_new_consent_only()
    {
        await Story.Released_();
        await Story.Do(Story.TellStop());
        Assert.Equal("PERSON_SAID_STOP", (await Story.Raise(Story.RequestRelease() with { PermitId = Guid.NewGuid(), ReceiptId = Guid.NewGuid() }))!.Code);
        await Story.Do(Story.StopWish(code: "GO_ON"));
        Assert.Equal("PERSON_SAID_STOP", (await Story.Raise(Story.RequestRelease()))!.Code);
        await Story.Do(Story.RequestRelease() with { PermitId = Guid.NewGuid(), ReceiptId = Guid.NewGuid() });
        Assert.Null(ReferralView.Detail(Story.State, Story.ShelterA, [], []).ReadsUntil);
    }

    [Fact]
    public async Task Withdrawing_the_consent_settles_what_the_recipient_was_told()
    {
        await Story.Released_();
        await Story.Do(Story.TellStop());
        await Story.Do(Story.Withdrawn());
        Assert.Equal("WITHDRAWN", Story.Referral.StopWishes.Single().Code);
        Assert.Equal(States.Stopping, Story.State.CurrentState);
    }

    [Fact]
    public async Task A_silent_recipient_reads_no_more_from_the_request_and_stops_nobody_after_two_days()
    {
        await Story.Scheduled();
        machine.Forget();
        await Story.Do(Story.RequestCancellation());
        Assert.Null(Said<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal("TOO_EARLY", (await Story.Raise(Story.EndOneSidedly()))!.Code);
        Assert.DoesNotContain("end-one-sidedly", machine.Machine.ActionsFor(Story.State, Story.Ngo, machine.Now));
        machine.Now += TimeSpan.FromHours(48);
        await Story.Do(Story.EndOneSidedly());
        Assert.Equal(States.Cancelled, Story.State.CurrentState);
        Assert.Contains(Story.Referral.Timeline, e => e.What == "ended-one-sidedly" && e.With == Story.ShelterA);
    }

    [Fact]
    public async Task Where_somebody_lives_the_recipient_reads_on_until_they_have_left()
    {
        await Story.Active();
        machine.Forget();
        await Story.Do(Story.RequestCancellation());
        machine.Now += TimeSpan.FromHours(48);
        await Story.Do(Story.EndOneSidedly());
        Assert.Empty(Said<RecipientEnded>());
        await Story.Do(Story.Departure());
        Assert.Null(Said<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal("ALREADY_SHUT", (await Story.Raise(Story.Departure()))!.Code);
    }

    [Fact]
    public async Task A_visit_a_missed_appointment_and_an_arrival_are_refused_before_their_time()
    {
        await Story.Scheduled();
        Assert.Equal("NOT_YET", (await Story.Raise(Story.NoShow()))!.Code);
        Assert.DoesNotContain("no-show", machine.Machine.ActionsFor(Story.State, Story.ShelterA, machine.Now));
        Assert.Equal("NOT_YET", (await Story.Raise(Story.Visit() with { At = null }))!.Code);
        Assert.Equal("NOT_YET", (await Story.Raise(Story.Arrival() with { At = null }))!.Code);
        Assert.Equal("NOT_YET", (await Story.Raise(Story.Arrival() with { At = machine.Now.AddHours(1) }))!.Code);
        await Story.Do(Story.Arrival() with { At = machine.Now.AddHours(-1) });
        Assert.Equal(("OUT_OF_PLAN", machine.Now.AddHours(-1)), (Story.Referral.Timeline[^1].Code, Story.Referral.Timeline[^1].AppliesAt));
    }

    [Theory]
    [InlineData("lost contact", States.Failed)]
    [InlineData("late arrival", States.Active)]
    [InlineData("visit", States.VisitDone)]
    public async Task Who_did_not_come_may_come_later_or_be_lost(string what, string to)
    {
        await Story.MissedAppointment();
        Assert.Equal("NOT_AFTER_NO_SHOW", (await Story.Raise(Story.Outcome()))!.Code);
        await Story.Do(what switch { "lost contact" => Story.Outcome(code: "LOST_CONTACT"), "visit" => Story.Visit(), _ => (object)Story.Arrival() });
        Assert.Equal(to, Story.State.CurrentState);
    }

    [Fact]
    public async Task An_outcome_is_corrected_for_thirty_days_and_opens_nothing_again()
    {
        await Story.Active();
        await Story.Do(Story.Outcome(code: "NOT_ASSISTED"));
        var ended = machine.Now;
        machine.Forget();
        machine.Now += TimeSpan.FromDays(29);
        await Story.Do(Story.Correct(code: "ASSISTED"));
        Assert.Equal(States.Completed, Story.State.CurrentState);
        Assert.Equal("ASSISTED", Said<ReferralCompleted>().Single().Code);
        Assert.Equal(ended, Story.Referral.Offers.Accepted!.ReadsUntil);
        Assert.Empty(Said<RecipientEnded>());
        Assert.Equal(["NOT_ASSISTED", "ASSISTED"], Story.Referral.Timeline.Where(e => e.What.StartsWith("outcome", StringComparison.Ordinal)).Select(e => e.Code));
        machine.Now += TimeSpan.FromDays(2);
        Assert.Equal("TOO_LATE", (await Story.Raise(Story.Correct()))!.Code);
    }

    [Fact]
    public async Task A_correction_to_a_failure_shuts_at_once()
    {
        await Story.Completed();
        machine.Forget();
        await Story.Do(Story.Correct());
        Assert.Null(Said<RecipientEnded>().Single().ReadsUntil);
        Assert.Equal(machine.Now, Story.Referral.Offers.Accepted!.ReadsUntil);
    }

    [Fact]
    public async Task A_suspended_or_excluded_candidate_is_skipped_with_the_reason()
    {
        await Story.Do(Story.Offer(to: [Story.ShelterA, Story.ShelterB, Story.Stranger, Story.Later]));
        await Story.Do(Story.Narrowed(Story.Stranger));
        machine.Suspended.Add(Story.ShelterB);
        await Story.Do(Story.Decline());
        Assert.Equal(Story.Later, Story.Referral.Offers.Made.Single(o => o.Open).To);
        Assert.Equal(
            [(Story.Stranger, "EXCLUDED"), (Story.ShelterB, "RECIPIENT_SUSPENDED")],
            Story.Referral.Timeline.Where(e => e.What == "candidate-skipped").Select(e => (e.With!.Value, e.Code!)));
    }

    [Fact]
    public async Task An_open_offer_to_who_was_excluded_is_taken_back_and_the_next_is_asked()
    {
        await Story.Do(Story.Offer());
        var excluded = Story.Narrowed(Story.ShelterA);
        await Story.Do(excluded with { PermitId = Guid.NewGuid() }); // of another permit: nothing
        Assert.True(Story.Referral.Offers.Made.Single().Open);
        await Story.Do(excluded);
        Assert.Equal([OfferStatus.Withdrawn, OfferStatus.Offered], Story.Referral.Offers.Made.Select(o => o.Status));
    }

    [Theory]
    [InlineData("decline after all")]
    [InlineData("cancelled")]
    [InlineData("entered in error")]
    public async Task The_recipients_access_ends_with_its_part(string how)
    {
        var ending = how switch
        {
            "cancelled" => (await Story.CancellationRequestedWhereSomebodyLives()).ConfirmCancellation(),
            "entered in error" => (await Story.Completed()).EnterInError(),
            _ => (object)(await Story.Active()).DeclineAfterAll(),
        };
        machine.Forget();
        await Story.Do(ending);
        Assert.Equal((Story.ShelterA, null), Said<RecipientEnded>().Select(m => (m.Recipient, m.ReadsUntil)).Single());
    }

    WorklistItem Line(PartnerId of) => Worklist.ItemsFor(Story.State.CurrentState, Story.Referral).Single(l => l.Partner == of);

    IEnumerable<PartnerId> Owed() => Story.Referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed).Select(r => r.Partner);

    [Theory]
    [InlineData("declined")]
    [InlineData("expired")]
    [InlineData("overtaken")]
    [InlineData("cancelled")]
    [InlineData("consent withdrawn")]
    public async Task Who_is_asked_no_longer_is_told_of_to_Cases_since_what_was_written_to_it_shuts(string how)
    {
        await Story.OfferedInParallel();
        object ending = how switch
        {
            "declined" => Story.Decline(), "overtaken" => Story.Accept(Story.ShelterB), "cancelled" => Story.Cancel(), "expired" => Story.AnswerDue(), _ => Story.Withdrawn(),
        };
        machine.Now += how == "expired" ? TimeSpan.FromDays(1) : TimeSpan.Zero;
        machine.Forget();
        await Story.Do(ending);
        Assert.Contains((Story.ShelterA, machine.Now), Said<RecipientEnded>().Select(m => (m.Recipient, m.EndedAt)));
        Assert.Equal(how is "cancelled" or "consent withdrawn", Said<RecipientEnded>().Any(m => m.Recipient == Story.ShelterB));
    }

    [Fact]
    public async Task A_release_that_overtook_the_recipients_end_is_shut_again()
    {
        await Story.Accepted();
        var released = Story.Released();
        await Story.Do(Story.DeclineAfterAll());
        machine.Forget();
        await Story.Do(released);
        Assert.Equal((Story.ShelterA, released.ReleasedAt), Said<RecipientEnded>().Select(m => (m.Recipient, m.EndedAt)).Single());
    }

    [Fact]
    public async Task Other_needs_a_note()
    {
        await Story.Offered();
        Assert.Equal("NOTE_REQUIRED", (await Story.Raise(Story.Decline(code: "OTHER")))!.Code);
        await Story.Do(Story.Decline(code: "OTHER") with { NoteId = Guid.NewGuid() });
    }

    [Fact]
    public async Task Two_viewers_of_one_referral_cannot_match_their_references()
    {
        await Story.OfferedInParallel();
        var references = new[] { Story.Ngo, Story.ShelterA, Story.ShelterB }.Select(v => ReferralView.Line(Story.State, v).Reference).ToList();
        Assert.Equal(3, references.Distinct().Count());
    }
}
