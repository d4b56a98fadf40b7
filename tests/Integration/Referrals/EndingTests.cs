using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>How referrals end, through the public door, and what stands beside the state afterwards.</summary>
public sealed class EndingTests(ReferralsProbe probe) : IClassFixture<ReferralsProbe>
{
    readonly Story story = new(probe);

    [Fact]
    public async Task After_completion_a_withdrawal_asks_for_a_receipt_and_the_data_protection_officer_sees_it_when_it_is_late()
    {
        await story.Released(ReferralsProbe.Hasty);
        await story.Act(story.Ieva, "outcome", new { code = "ASSISTED" });
        await story.Withdraw();
        var owing = await story.Until(story.Ieva, r => r["toDo"] == "stop-receipt");
        Assert.Equal("Completed", owing["state"]);
        Assert.Contains("stop-receipts", owing.Strings("actions"));
        var listed = (await probe.Get(story.Ieva, "/referrals?side=received&open=true")).Body.GetProperty("items").EnumerateArray();
        Assert.Contains(listed, i => i.GetProperty("id").GetGuid() == story.Id);

        var officer = story.Rasa with { Role = Roles.DataProtectionOfficer };
        var late = await Eventually.Get(
            () => probe.Get(officer, "/overdue"), r => r.Body.GetProperty("items").GetArrayLength() == 1, $"overdue; log: {probe.Output}");
        var line = late.Body.GetProperty("items")[0];
        Assert.Equal((story.Id, story.Ieva.Partner, "stop-receipt"), (line.GetProperty("referralId").GetGuid(), line.GetProperty("partner").GetGuid(), line.GetProperty("what").GetString()));
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(story.Rasa, "/overdue")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(officer, story.Path)).Status);
        var stranger = await probe.Somebody(role: Roles.DataProtectionOfficer);
        Assert.Equal(0, (await probe.Get(stranger, "/overdue")).Body.GetProperty("items").GetArrayLength());

        await story.Act(story.Ieva, "stop-receipts", new { kind = "PurgeAcknowledged" });
        Assert.Equal("Completed", (await story.See(story.Rasa))["state"]);
        Assert.Equal(0, (await probe.Get(officer, "/overdue")).Body.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task Told_to_stop_the_recipient_shuts_itself_out_and_the_sender_has_it_first()
    {
        await story.Released();
        await story.Act(story.Ieva, "stop");
        var ended = await probe.Said<RecipientEnded>(m => m.ConversationId == story.Id);
        Assert.Equal((story.Ieva.Id, true, null), (ended.Recipient, ended.PersonSaidStop, ended.ReadsUntil));
        await probe.Post(story.Rasa, "/referrals", story.Body());
        var first = (await probe.Get(story.Rasa, "/referrals?side=sent&open=true")).Body.GetProperty("items")[0];
        Assert.Equal((story.Id, "stop-wish"), (first.GetProperty("id").GetGuid(), first.GetProperty("toDo").GetString()));

        var wrong = await story.Try(story.Rasa, "stop-wish", new { code = "NONSENSE" });
        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        await story.Act(story.Rasa, "stop-wish", new { code = "STOP_HERE_ONLY" });
        Assert.Equal("STOP_HERE_ONLY", (await story.See(story.Ieva)).Body.GetProperty("stopWishes")[0].GetProperty("code").GetString());
        await probe.Said<ActRecorded>(a => a.Reference == story.Id && a.Verb == "stop-told" && a.Actor == story.Ieva.Actor);
    }

    [Fact]
    public async Task A_recipient_that_does_not_answer_is_left_behind()
    {
        await story.Released(ReferralsProbe.Hasty);
        await story.Act(story.Rasa, "request-cancellation");
        Assert.Null((await probe.Said<RecipientEnded>(m => m.ConversationId == story.Id)).ReadsUntil);
        Assert.Equal("too-early", (await story.Try(story.Rasa, "end-one-sidedly")).Problem);
        await story.Until(story.Rasa, r => r.Strings("actions").Contains("end-one-sidedly"));
        await story.Act(story.Rasa, "end-one-sidedly");
        Assert.Equal("Cancelled", (await story.See(story.Ieva))["state"]);
    }

    [Fact]
    public async Task Whoever_declined_learns_nothing_of_who_serves_from_a_stop_receipt()
    {
        await story.Offered();
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "NO_CAPACITY" });
        var before = await story.Try(story.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        await story.Act(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/accept");
        var after = await story.Try(story.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        Assert.Equal((HttpStatusCode.Conflict, "not-yours"), (after.Status, after.Problem));
        Assert.Equal(before.Body.GetProperty("detail").GetString(), after.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_candidate_that_was_suspended_meanwhile_is_skipped()
    {
        await story.People();
        var third = await probe.Somebody();
        var reply = await probe.Post(story.Rasa, "/referrals", story.Body(permit: probe.Permit(story.Rasa, [story.Ieva, story.Ona, third]), candidates: [story.Ieva, story.Ona, third]));
        var path = $"/referrals/{reply.Id}";
        await probe.Somebody(partner: story.Ona.Partner, suspended: true, version: 2);
        var offered = await probe.Get(story.Ieva, path);
        var offer = offered.Body.GetProperty("offers")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await probe.Post(story.Ieva, $"{path}/offers/{offer}/decline", new { code = "NO_CAPACITY" }, offered.ETag)).Status);
        var seen = await probe.Get(story.Rasa, path);
        Assert.Equal([story.Ieva.Partner, third.Partner], seen.Body.GetProperty("offers").EnumerateArray().Select(o => o.GetProperty("to").GetGuid()));
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(story.Ona, path)).Status);
    }

    [Fact]
    public async Task An_exclusion_told_by_Cases_takes_the_next_out_of_the_list()
    {
        await story.Offered();
        await probe.Send(Routes.Referral, new PermitNarrowed(Conversations.Referral, story.Id, story.PermitId, [story.Ona.Id]));
        await story.Until(story.Rasa, r => r.Body.GetProperty("waiting").GetArrayLength() == 0);
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal("Unplaced", (await story.See(story.Rasa))["state"]);
    }

    [Fact]
    public async Task A_referral_that_was_stored_before_receipts_stood_beside_the_state_goes_on()
    {
        await story.Released();
        await story.Withdraw();
        await story.UntilState(story.Rasa, "Stopping");
        // As it was stored then.
        await probe.Query<long>(
            """
            with old as (update referrals set data = jsonb_build_object('currentState', data -> 'currentState', 'correlationId', data -> 'correlationId', 'referral',
                (data -> 'data') - '{stops,stopWishes,escalated,contactLost}'::text[] || jsonb_build_object('offers', data #> '{data,offers,made}',
                'waiting', data #> '{data,offers,waiting}', 'stop', jsonb_build_object(
                'receiptId', data #> '{data,stops,0,receiptId}', 'withdrawnAt', data #> '{data,stops,0,withdrawnAt}', 'dueAt', data #> '{data,stops,0,receipts,0,dueAt}',
                'overdue', false, 'receipts', jsonb_build_array(jsonb_build_object('partner', data #> '{data,stops,0,receipts,0,partner}', 'kind', null, 'basis', null, 'givenAt', null)))))
            where correlation_id = $1 returning 1) select count(*) from old
            """, story.Id);
        await Migrate("0002_endings", "0004_saga_data", "0006_offers");
        Assert.Equal(story.Ieva.Partner, (await story.See(story.Ieva)).Body.GetProperty("stops")[0].GetProperty("receipts")[0].GetProperty("partner").GetGuid());
        await story.Act(story.Ieva, "stop-receipts", new { kind = "StopAcknowledged" });
        Assert.Equal("Stopped", (await story.See(story.Rasa))["state"]);
    }

    [Fact]
    public async Task A_referral_that_was_stored_before_its_offers_were_one_value_goes_on_to_the_next()
    {
        await story.Offered();
        await probe.Query<long>(
            """
            with old as (
                update referrals set data = jsonb_set(
                    jsonb_set(data, '{data,waiting}', data #> '{data,offers,waiting}'), '{data,offers}', data #> '{data,offers,made}')
                where correlation_id = $1 returning 1)
            select count(*) from old
            """, story.Id);
        await Migrate("0006_offers");
        await Migrate("0006_offers"); // what is of today's shape is left alone
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "NO_CAPACITY" });
        var seen = await story.See(story.Rasa);
        Assert.Equal(("Offered", story.Ona.Partner), (seen["state"], seen.Body.GetProperty("to").GetGuid()));
        await story.Act(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/accept");
    }

    async Task Migrate(params string[] names)
    {
        foreach (var name in names)
        {
            await using var migration = probe.Database.CreateCommand(await File.ReadAllTextAsync(Path.Combine(Root, $"services/Referrals/Migrations/{name}.sql")));
            await migration.ExecuteNonQueryAsync();
        }
    }

    static string Root
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (!File.Exists(Path.Combine(folder, "Referral.sln")))
                folder = Path.GetDirectoryName(folder)!;
            return folder;
        }
    }
}
