using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class RuleTests
{
    readonly Machine machine = new();

    Story Story => field ??= new(machine);

    IEnumerable<T> Said<T>() where T : class =>
        machine.Effects.OfType<Published<T>>().Select(e => e.Message).Concat(machine.Effects.OfType<Sent<T>>().Select(e => e.Message));

    [Fact]
    public async Task Acceptance_asks_for_the_details_and_stops_every_clock()
    {
        await Story.OfferedInParallel();
        machine.Forget();
        await Story.Do(Story.Accept());
        Assert.Equal((Story.Permit, Story.ShelterA), Said<ReleaseDetails>().Select(m => (m.PermitId, m.To)).Single());
        Assert.Equal(Story.ShelterA, Said<OfferAccepted>().Single().By);
        Assert.Equal(2, machine.Effects.OfType<TimerCancelled>().Count());
        Assert.Equal(OfferStatus.Overtaken, Story.Referral.Offers.Single(o => o.To == Story.ShelterB).Status);
    }

    [Fact]
    public async Task No_room_leads_to_the_next_but_a_persons_no_leads_back_to_the_sender()
    {
        await Story.Do(Story.Offer());
        await Story.Do(Story.Decline());
        Assert.True(Story.Referral.Offers.Single(o => o.To == Story.ShelterB).Open);

        var other = new Story(machine);
        await other.Do(other.Offer(OfferMode.Parallel));
        await other.Do(other.Decline(code: "PERSON_DECLINED"));
        Assert.Equal(States.Unplaced, other.State.CurrentState);
        Assert.Equal(OfferStatus.Withdrawn, other.Referral.Offers.Single(o => o.To == Story.ShelterB).Status);
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
        Assert.Equal(Story.Referral.Offers[0].AnswerBy, ((Timer<AnswerDue>)Assert.Single(machine.Effects)).DueAt);
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
        Assert.All(Story.Referral.Offers, o => Assert.Equal(OfferStatus.Withdrawn, o.Status));
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
    public async Task Every_past_recipient_owes_a_receipt_and_lateness_alarms_once()
    {
        await Story.StoppingForTwo();
        Assert.Equal([Story.ShelterA, Story.ShelterB], Story.Referral.Stop!.Receipts.Select(r => r.Partner));
        machine.Now += TimeSpan.FromHours(25);
        await Story.Do(Story.StopReceiptDue());
        await Story.Do(Story.StopReceiptDue());
        Assert.True(Story.Referral.Stop!.Overdue);
        Assert.Single(Story.Referral.Timeline, e => e.What == "stop-receipt-overdue");
        Assert.Equal("stop-receipts-overdue", Worklist.Of(Story.State).Single(l => l.Partner == Story.Ngo).ToDo);
        Assert.Equal("ALREADY_GIVEN", (await (await Story.Do(Story.StopReceipt())).Raise(Story.StopReceipt()))!.Code);
        await Story.Do(Story.StopReceipt(Story.ShelterB));
        Assert.Equal(States.Stopped, Story.State.CurrentState);
    }

    [Theory]
    [InlineData("decline after all")]
    [InlineData("cancelled")]
    [InlineData("entered in error")]
    public async Task The_recipients_access_ends_with_its_part(string how)
    {
        var ending = how switch
        {
            "cancelled" => (await Story.CancellationRequested()).ConfirmCancellation(),
            "entered in error" => (await Story.Completed()).EnterInError(),
            _ => (object)(await Story.Active()).DeclineAfterAll(),
        };
        machine.Forget();
        await Story.Do(ending);
        Assert.Equal(Story.ShelterA, Said<RecipientEnded>().Single().Recipient);
    }

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
