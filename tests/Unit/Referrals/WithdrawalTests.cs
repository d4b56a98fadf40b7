using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>The person withdraws consent, or tells a recipient to stop.</summary>
public sealed class WithdrawalTests
{
    readonly ReferralHarness machine = new();

    Scenario Scenario => field ??= new(machine);

    [Fact]
    public async Task Withdrawal_before_anything_was_released_stops_it_at_once()
    {
        await Scenario.Offered();
        machine.Forget();
        await Scenario.Do(Scenario.Withdrawn());
        Assert.Equal(States.Stopped, Scenario.State.CurrentState);
        Assert.All(Scenario.Referral.Offers.Made, o => Assert.Equal(OfferStatus.Withdrawn, o.Status));
        Assert.Single(machine.Messages<ReferralStopped>());
    }

    [Fact]
    public async Task Withdrawal_waits_for_a_release_that_is_on_its_way_and_for_its_receipt()
    {
        await Scenario.StoppingWhileReleasing();
        await Scenario.Do(Scenario.Released());
        Assert.Equal(States.Stopping, Scenario.State.CurrentState);
        await Scenario.Do(Scenario.StopReceipt());
        Assert.Equal(States.Stopped, Scenario.State.CurrentState);
    }

    [Fact]
    public async Task Withdrawal_of_an_older_receipt_does_not_stop_what_stands_on_a_newer_one()
    {
        await Scenario.Unplaced();
        await Scenario.Do(Scenario.OfferAgain(receipt: Guid.NewGuid()));
        await Scenario.Do(Scenario.Withdrawn());
        Assert.Equal(States.Offered, Scenario.State.CurrentState);
        Assert.Contains(Scenario.Receipt, Scenario.Referral.Withdrawn);
        await Scenario.Do(Scenario.Decline(Scenario.ShelterB));
        Assert.Equal("CONSENT_WITHDRAWN", (await Scenario.Raise(Scenario.OfferAgain()))!.Code);
    }

    [Fact]
    public async Task Every_past_recipient_owes_a_receipt_and_lateness_alarms_once_and_later_reaches_the_data_protection_officer()
    {
        await Scenario.StoppingForTwo();
        Assert.Equal([Scenario.ShelterA, Scenario.ShelterB], Owed());
        machine.Now += TimeSpan.FromHours(25);
        await Scenario.Do(Scenario.StopReceiptDue());
        await Scenario.Do(Scenario.StopReceiptDue());
        Assert.Equal(2, Scenario.Referral.Timeline.Count(e => e.What == "stop-receipt-overdue"));
        Assert.False(Scenario.Referral.Escalated);
        Assert.Equal("stop-receipts-overdue", Scenario.LineOf(Scenario.Ngo).ToDo);
        machine.Now += TimeSpan.FromHours(24);
        await Scenario.Do(Scenario.StopReceiptDue());
        Assert.True(Scenario.Referral.Escalated);
        Assert.Equal("ALREADY_GIVEN", (await (await Scenario.Do(Scenario.StopReceipt())).Raise(Scenario.StopReceipt()))!.Code);
        await Scenario.Do(Scenario.StopReceipt(Scenario.ShelterB));
        Assert.Equal(States.Stopped, Scenario.State.CurrentState);
        Assert.False(Scenario.Referral.Escalated);
    }

    [Fact]
    public async Task A_receipt_that_was_stored_before_there_was_a_rule_is_the_data_protection_officers_as_it_becomes_overdue()
    {
        await Scenario.Stopping();
        var stored = JsonSerializer.SerializeToNode(Scenario.Referral, NetworkJson.Options)!.AsObject();
        stored["stops"]![0]!["receipts"]![0] = JsonNode.Parse(
            $$"""{"partner":"{{Scenario.ShelterA}}","kind":null,"basis":null,"givenAt":null,"dueAt":"2026-11-03T22:00:00+00:00","overdue":false}""");
        Scenario.State.Data = stored.Deserialize<Referral>(NetworkJson.Stored)!;
        machine.Now = Scenario.Referral.Stops[0].Receipts[0].DueAt;
        await Scenario.Do(Scenario.StopReceiptDue());
        Assert.Equal(["stop-receipt-overdue", "stop-receipt-escalated"], Scenario.Referral.Timeline.TakeLast(2).Select(e => e.What));
        Assert.True(Scenario.Referral.Escalated);
        await Scenario.Do(Scenario.StopReceipt());
        Assert.Equal(States.Stopped, Scenario.State.CurrentState);
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
            case "completed": await Scenario.Completed(); break;
            case "failed": await Scenario.Failed(); break;
            case "cancelled": await (await Scenario.CancellationRequested()).Do(Scenario.ConfirmCancellation()); break;
            case "entered in error": await Scenario.EnteredInError(); break;
            default:
                await (await Scenario.Released_()).Do(Scenario.DeclineAfterAll());
                if (how.EndsWith("closed", StringComparison.Ordinal))
                    await Scenario.Do(Scenario.GiveUp());
                else
                    await Scenario.Do(Scenario.OfferAgain(receipt: Guid.NewGuid()));
                break;
        }
        var state = Scenario.State.CurrentState;
        await Scenario.Do(Scenario.Withdrawn());
        var line = Scenario.LineOf(Scenario.ShelterA);
        Assert.Equal((state, "stop-receipt", true), (Scenario.State.CurrentState, line.ToDo!, line.Open));
        Assert.Equal([Scenario.ShelterA], Owed());
        Assert.Contains("stop-receipts", machine.Machine.ActionsFor(Scenario.State, Scenario.ShelterA, machine.Now));
        await Scenario.Do(Scenario.StopReceipt());
        Assert.Equal(state, Scenario.State.CurrentState);
        Assert.Empty(Owed());
        Assert.Equal("StopAcknowledged", (await Again()).Referral.Stops[0].Receipts[0].Kind);

        // The same organisation is not asked twice about one receipt.
        async Task<Scenario> Again()
        {
            await Scenario.Do(Scenario.Withdrawn());
            Assert.Empty(Owed());
            return Scenario;
        }
    }

    [Fact]
    public async Task There_is_one_set_of_receipts_for_each_consent_that_was_withdrawn()
    {
        var scenario = new Scenario(machine) { Before = Before.Released };
        await scenario.Completed();
        await scenario.Do(scenario.Withdrawn(scenario.Older));
        await scenario.Do(scenario.Withdrawn());
        Assert.Equal([scenario.Older, scenario.Receipt], scenario.Referral.Stops.Select(s => s.ReceiptId));
        await scenario.Do(scenario.StopReceipt() with { ReceiptId = scenario.Older });
        Assert.Equal([scenario.Receipt], scenario.Referral.Stops.Where(s => s.Receipts.Any(r => r.Owed)).Select(s => s.ReceiptId));
    }

    [Fact]
    public async Task A_stop_receipt_is_due_by_the_end_of_the_recipients_own_next_working_day()
    {
        machine.Now = new(2026, 11, 6, 20, 0, 0, TimeSpan.Zero); // a Friday evening; in Reykjavík too
        var terms = Scenario.Terms with
        {
            StopReceiptDue = new Period(1, "working-days"),
            Zones = [new PartnerZone(Scenario.ShelterA, "Atlantic/Reykjavik")]
        };
        await Scenario.Do(Scenario.Offer() with { Terms = terms });
        await (await (await Scenario.Do(Scenario.Accept())).Do(Scenario.Released())).Do(Scenario.Withdrawn());
        Assert.Equal(new DateTimeOffset(2026, 11, 10, 0, 0, 0, TimeSpan.Zero), Scenario.Referral.Stops[0].Receipts[0].DueAt);
    }

    [Fact]
    public async Task Who_owes_a_receipt_from_before_does_not_see_what_the_next_one_does()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(to: Scenario.ShelterA));
        await scenario.Do(scenario.Accept());
        await scenario.Do(scenario.Released());
        await scenario.Do(scenario.DeclineAfterAll());
        await scenario.Do(scenario.OfferAgain(receipt: Guid.NewGuid()));
        await scenario.Do(scenario.Withdrawn());
        await scenario.Do(scenario.Accept(Scenario.ShelterB));
        var seen = ReferralView.Detail(scenario.State, Scenario.ShelterA, [], []);
        Assert.Equal("Declined", seen.State);
        Assert.Equal(["stop", "stop-receipts"], machine.Machine.ActionsFor(scenario.State, Scenario.ShelterA, machine.Now).Order());
        Assert.Single(seen.Stops);
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("completed")]
    [InlineData("lost contact")]
    [InlineData("ended while somebody lives there")]
    public async Task A_recipient_that_the_person_tells_to_stop_reads_no_more_and_the_sender_has_it_first(string when)
    {
        await (when switch
        {
            "accepted" => Scenario.Released_(),
            "completed" => Scenario.Completed(),
            "lost contact" => Scenario.Failed(),
            _ => Scenario.EndedWhereSomebodyLives()
        });
        var state = Scenario.State.CurrentState;
        machine.Forget();
        await Scenario.Do(Scenario.TellStop());
        Assert.Equal(
            (Scenario.ShelterA, null, true),
            machine.Messages<RecipientEnded>().Select(m => (m.Recipient, m.ReadsUntil, m.PersonSaidStop)).Single());
        Assert.Equal(state, Scenario.State.CurrentState);
        Assert.Equal(machine.Now, ReferralView.Detail(Scenario.State, Scenario.ShelterA, [], []).ReadsUntil);
        Assert.Equal("stop-wish", Scenario.LineOf(Scenario.Ngo).ToDo);
        Assert.True(Scenario.LineOf(Scenario.Ngo).Order < machine.Now.AddYears(-50));
        Assert.Equal("ALREADY_TOLD", (await Scenario.Raise(Scenario.TellStop()))!.Code);

        machine.Now += TimeSpan.FromHours(24);
        await Scenario.Do(Scenario.StopReceiptDue());
        Assert.Equal("stop-wish-overdue", Scenario.LineOf(Scenario.Ngo).ToDo);
        Assert.True(Scenario.Referral.Escalated);
        await Scenario.Do(Scenario.StopWish());
        Assert.NotEqual("stop-wish-overdue", Scenario.LineOf(Scenario.Ngo).ToDo);
        Assert.False(Scenario.Referral.Escalated);
    }

    [Fact]
    public async Task Who_was_told_to_stop_gets_details_again_on_a_new_consent_only()
    {
        await Scenario.Released_();
        await Scenario.Do(Scenario.TellStop());
        Assert.Equal(
            "PERSON_SAID_STOP",
            (await Scenario.Raise(Scenario.RequestRelease() with { PermitId = Guid.NewGuid(), ReceiptId = Guid.NewGuid() }))!.Code);
        await Scenario.Do(Scenario.StopWish(code: "GO_ON"));
        Assert.Equal("PERSON_SAID_STOP", (await Scenario.Raise(Scenario.RequestRelease()))!.Code);
        await Scenario.Do(Scenario.RequestRelease() with { PermitId = Guid.NewGuid(), ReceiptId = Guid.NewGuid() });
        Assert.Null(ReferralView.Detail(Scenario.State, Scenario.ShelterA, [], []).ReadsUntil);
    }

    [Fact]
    public async Task Withdrawing_the_consent_settles_what_the_recipient_was_told()
    {
        await Scenario.Released_();
        await Scenario.Do(Scenario.TellStop());
        await Scenario.Do(Scenario.Withdrawn());
        Assert.Equal("WITHDRAWN", Scenario.Referral.StopWishes.Single().Code);
        Assert.Equal(States.Stopping, Scenario.State.CurrentState);
    }

    IEnumerable<PartnerId> Owed() => Scenario.Referral.Stops.SelectMany(s => s.Receipts).Where(r => r.Owed).Select(r => r.Partner);
}
