using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>How referrals end, through the public door, and what stands beside the state afterwards.</summary>
public sealed class EndingTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    readonly Scenario scenario = new(fixture);

    [Fact]
    public async Task After_completion_a_withdrawal_asks_for_a_receipt_and_the_data_protection_officer_sees_it_when_it_is_late()
    {
        await scenario.Released(ReferralsFixture.Hasty);
        await scenario.Act(scenario.Ieva, "outcome", new { code = "ASSISTED" });
        await scenario.Withdraw();
        var owing = await scenario.Until(scenario.Ieva, r => r["toDo"] == "stop-receipt");
        Assert.Equal("Completed", owing["state"]);
        Assert.Contains("stop-receipts", owing.Strings("actions"));
        var listed = (await fixture.Get(scenario.Ieva, "/referrals?side=received&open=true")).Items;
        Assert.Contains(listed, i => i.GetProperty("id").GetGuid() == scenario.Id);

        var officer = scenario.Rasa.As(Roles.DataProtectionOfficer);
        var late = await Eventually.Get(
            () => fixture.Get(officer, "/overdue"), r => r.Items.Count == 1, $"overdue; log: {fixture.Output}");
        var line = late.Items[0];
        Assert.Equal(
            (scenario.Id, scenario.Ieva.Partner, "stop-receipt"),
            (line.GetProperty("conversationId").GetGuid(), line.GetProperty("partner").GetGuid(), line.GetProperty("what").GetString()));
        (await fixture.Get(scenario.Rasa, "/overdue")).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(officer, scenario.Path)).Is(HttpStatusCode.Forbidden);
        var stranger = await fixture.Listed(role: Roles.DataProtectionOfficer);
        Assert.Empty((await fixture.Get(stranger, "/overdue")).Items);

        await scenario.Act(scenario.Ieva, "stop-receipts", new { kind = "PurgeAcknowledged" });
        Assert.Equal("Completed", (await scenario.See(scenario.Rasa))["state"]);
        Assert.Empty((await fixture.Get(officer, "/overdue")).Items);
    }

    [Fact]
    public async Task Told_to_stop_the_recipient_shuts_itself_out_and_the_sender_has_it_first()
    {
        await scenario.Released();
        await scenario.Act(scenario.Ieva, "stop");
        var ended = await fixture.Published<RecipientEnded>(m => m.ConversationId == scenario.Id);
        Assert.Equal((scenario.Ieva.Id, true, null), (ended.Recipient, ended.PersonSaidStop, ended.ReadsUntil));
        await fixture.Post(scenario.Rasa, "/referrals", scenario.Body());
        var first = (await fixture.Get(scenario.Rasa, "/referrals?side=sent&open=true")).Items[0];
        Assert.Equal((scenario.Id, "stop-wish"), (first.GetProperty("id").GetGuid(), first.GetProperty("toDo").GetString()));

        (await scenario.Try(scenario.Rasa, "stop-wish", new { code = "NONSENSE" })).Is(HttpStatusCode.BadRequest);
        await scenario.Act(scenario.Rasa, "stop-wish", new { code = "STOP_HERE_ONLY" });
        Assert.Equal("STOP_HERE_ONLY", (await scenario.See(scenario.Ieva)).Body.GetProperty("stopWishes")[0].GetProperty("code").GetString());
        await fixture.Published<AuditRecorded>(a => a.Reference == scenario.Id && a.Verb == "stop-told" && a.Actor == scenario.Ieva.Actor);
    }

    [Fact]
    public async Task A_recipient_that_does_not_answer_is_left_behind()
    {
        await scenario.Released(ReferralsFixture.Hasty);
        await scenario.Act(scenario.Rasa, "request-cancellation");
        Assert.Null((await fixture.Published<RecipientEnded>(m => m.ConversationId == scenario.Id)).ReadsUntil);
        Assert.Equal("too-early", (await scenario.Try(scenario.Rasa, "end-one-sidedly")).Problem);
        await scenario.Until(scenario.Rasa, r => r.Strings("actions").Contains("end-one-sidedly"));
        await scenario.Act(scenario.Rasa, "end-one-sidedly");
        Assert.Equal("Cancelled", (await scenario.See(scenario.Ieva))["state"]);
    }

    [Fact]
    public async Task Whoever_declined_learns_nothing_of_who_serves_from_a_stop_receipt()
    {
        await scenario.Offered();
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "NO_CAPACITY" });
        var before = await scenario.Try(scenario.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        await scenario.Act(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/accept");
        var after = await scenario.Try(scenario.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        Assert.Equal((HttpStatusCode.Conflict, "not-yours"), (after.Status, after.Problem));
        Assert.Equal(before["detail"], after["detail"]);
    }

    [Fact]
    public async Task A_candidate_that_was_suspended_meanwhile_is_skipped()
    {
        await scenario.People();
        var third = await fixture.Listed();
        var reply = await fixture.Post(
            scenario.Rasa, "/referrals",
            scenario.Body(
                permit: fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona, third]), candidates: [scenario.Ieva, scenario.Ona, third]));
        var path = $"/referrals/{reply.Id}";
        await fixture.Listed(partner: scenario.Ona.Partner, suspended: true, version: 2);
        var offered = await fixture.Get(scenario.Ieva, path);
        var offer = offered.Body.GetProperty("offers")[0].GetProperty("id").GetString();
        (await fixture.Post(scenario.Ieva, $"{path}/offers/{offer}/decline", new { code = "NO_CAPACITY" }, offered.ETag)).Is(HttpStatusCode.OK);
        var seen = await fixture.Get(scenario.Rasa, path);
        Assert.Equal(
            [scenario.Ieva.Partner, third.Partner],
            seen.Body.GetProperty("offers").EnumerateArray().Select(o => o.GetProperty("to").GetGuid()));
        (await fixture.Get(scenario.Ona, path)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_exclusion_told_by_Cases_takes_the_next_out_of_the_list()
    {
        await scenario.Offered();
        await fixture.Send(Routes.Referral, new PermitNarrowed(Conversations.Referral, scenario.Id, scenario.PermitId, [scenario.Ona.Id]));
        await scenario.Until(scenario.Rasa, r => r.Body.GetProperty("waiting").GetArrayLength() == 0);
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal("Unplaced", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Fact]
    public async Task A_referral_that_was_stored_before_receipts_stood_beside_the_state_goes_on()
    {
        await scenario.Released();
        await scenario.Withdraw();
        await scenario.UntilState(scenario.Rasa, "Stopping");
        // As it was stored then.
        await fixture.Execute(
            """
            update referrals set data = jsonb_build_object('currentState', data -> 'currentState',
                'correlationId', data -> 'correlationId', 'referral',
                (data -> 'data') - '{stops,stopWishes,escalated,contactLost}'::text[] || jsonb_build_object('offers', data #> '{data,offers,made}',
                'waiting', data #> '{data,offers,waiting}', 'stop', jsonb_build_object(
                'receiptId', data #> '{data,stops,0,receiptId}', 'withdrawnAt', data #> '{data,stops,0,withdrawnAt}',
                'dueAt', data #> '{data,stops,0,receipts,0,dueAt}',
                'overdue', false, 'receipts', jsonb_build_array(jsonb_build_object(
                'partner', data #> '{data,stops,0,receipts,0,partner}', 'kind', null, 'basis', null, 'givenAt', null)))))
            where correlation_id = $1
            """, scenario.Id);
        await Migrate("0002_endings", "0004_saga_data", "0006_offers");
        Assert.Equal(
            scenario.Ieva.Partner,
            (await scenario.See(scenario.Ieva)).Body.GetProperty("stops")[0].GetProperty("receipts")[0].GetProperty("partner").GetGuid());
        await scenario.Act(scenario.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        Assert.Equal("Stopped", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Fact]
    public async Task A_referral_that_was_stored_before_its_offers_were_one_value_goes_on_to_the_next()
    {
        await scenario.Offered();
        await fixture.Execute(
            """
            update referrals set data = jsonb_set(
                jsonb_set(data, '{data,waiting}', data #> '{data,offers,waiting}'), '{data,offers}', data #> '{data,offers,made}')
            where correlation_id = $1
            """, scenario.Id);
        await Migrate("0006_offers");
        await Migrate("0006_offers"); // what is of today's shape is left alone
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "NO_CAPACITY" });
        var seen = await scenario.See(scenario.Rasa);
        Assert.Equal(("Offered", scenario.Ona.Partner), (seen["state"], seen.Body.GetProperty("to").GetGuid()));
        await scenario.Act(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/accept");
    }

    async Task Migrate(params string[] names)
    {
        foreach (var name in names)
            await fixture.Execute(await File.ReadAllTextAsync(Path.Combine(ServiceProcess.Root, $"services/Referrals/Migrations/{name}.sql")));
    }
}
