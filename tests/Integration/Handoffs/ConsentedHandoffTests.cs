using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Tests.Integration.Handoffs.HandoffScenario;

namespace ReferralNetwork.Tests.Integration.Handoffs;

public sealed class ConsentedHandoffTests(HandoffsFixture fixture) : IClassFixture<HandoffsFixture>
{
    readonly HandoffScenario scenario = new(fixture);

    Person Rasa => scenario.Rasa;
    Person Jonas => scenario.Jonas;
    string Path => scenario.Path;

    [Fact]
    public async Task A_handoff_goes_from_preparation_to_feedback()
    {
        await scenario.Prepared();
        (await fixture.Get(Jonas, Path)).Is(HttpStatusCode.NotFound);
        (await fixture.Call(Jonas, HttpMethod.Head, Path)).Is(HttpStatusCode.NotFound);
        (await fixture.Call(Rasa, HttpMethod.Head, Path)).Is(HttpStatusCode.NoContent);
        (await scenario.Act(Rasa, "verify", scenario.Consent())).Is(HttpStatusCode.OK);
        (await scenario.Act(Rasa, "offer")).Is(HttpStatusCode.OK);

        var made = await fixture.Published<OfferMade>(m => m.ConversationId == scenario.Id);
        Assert.Equal((Conversations.Handoff, Rasa.Id, Jonas.Id), (made.Conversation, made.From, made.To));
        Assert.Equal([scenario.PermitId], made.Permits);

        var offer = await fixture.Get(Jonas, Path);
        Assert.Equal(["accept", "decline", "ask"], offer.Strings("actions"));
        Assert.Equal(["actions", "line", "questions"], offer.Body.EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(
            ["answerBy", "dueAt", "exhibits", "handlingCode", "id", "reference", "side", "state", "toDo", "type", "urgency"],
            offer.Body.GetProperty("line").EnumerateObject().Select(member => member.Name).Order());
        Assert.Equal(1, offer.Body.GetProperty("line").GetProperty("exhibits").GetProperty("picture").GetInt32());
        Assert.DoesNotContain(Rasa.Partner.ToString(), offer.Text + (await fixture.Get(Jonas, "/handoffs")).Text);

        (await fixture.Post(Jonas, $"{Path}/ask", new { note = scenario.Note(Jonas, Rasa) })).Is(HttpStatusCode.OK);
        (await scenario.Act(Rasa, "answer", new { note = scenario.Note(Rasa, Jonas) })).Is(HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.String, (await fixture.Get(Jonas, Path)).Body.GetProperty("questions")[0].GetProperty("answerNoteId").ValueKind);

        (await fixture.Post(
            Jonas, $"{Path}/accept", new { reference = scenario.Note(Jonas, Rasa), officer = scenario.Note(Jonas, Rasa) })).Is(HttpStatusCode.OK);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id);
        Assert.Equal((Conversations.Handoff, Jonas.Id), (asked.Conversation, asked.To));
        await fixture.Send(
            Routes.ConsentedHandoff,
            new DetailsReleased(
                asked.RequestId, Conversations.Handoff, scenario.Id, scenario.PermitId, scenario.Disclosure, Jonas.Id, ["Name", "Evidence"],
                DateTimeOffset.UtcNow, [scenario.Picture], new string('b', 64)));
        var released = Accepted(await scenario.Until(Jonas, "Released")).GetProperty("released");
        Assert.Equal(scenario.Disclosure, released.GetProperty("disclosureId").GetGuid());
        Assert.Equal(
            (new string('b', 64), "none"), (released.GetProperty("fileSha256").GetString(), released.GetProperty("contact").GetString()));
        Assert.Equal(Rasa.Partner.ToString(), (await fixture.Get(Jonas, Path)).Body.GetProperty("line").GetProperty("from").GetString());

        (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = new[] { scenario.Receipt(null), scenario.Receipt(scenario.Picture) } }))
            .Is(HttpStatusCode.OK);
        Assert.Equal("Receipted", State(await fixture.Get(Rasa, Path)));
        (await fixture.Post(Jonas, $"{Path}/in-use")).Is(HttpStatusCode.OK);
        (await fixture.Post(Jonas, $"{Path}/feedback", new { code = "RELEASE_OR_ESCAPE", on = "2027-03-01" })).Is(HttpStatusCode.OK);
        Assert.Equal("threat-alert", ToDo(await fixture.Get(Rasa, Path)));
        (await scenario.Act(Rasa, "threat-alert-written")).Is(HttpStatusCode.OK);
        (await fixture.Post(Jonas, $"{Path}/feedback", new { code = "NOT_PROSECUTED", note = scenario.Note(Jonas, Rasa) })).Is(HttpStatusCode.OK);
        Assert.Equal("Closed", State(await fixture.Get(Rasa, Path)));
        (await fixture.Post(Jonas, $"{Path}/feedback", new { code = "TRIAL", on = "2027-05-01" })).Is(HttpStatusCode.OK);

        foreach (var verb in new[]
        {
            Verbs.HandoffPrepared, Verbs.HandoffConsentVerified, Verbs.HandoffOffered, Verbs.HandoffReceiptGiven, Verbs.HandoffThreatAlertWritten,
        })
            await fixture.Published<AuditRecorded>(a => a.Reference == scenario.Id && a.Verb == verb);
    }

    [Fact]
    public async Task Whoever_declines_says_whose_it_is_and_nothing_is_released()
    {
        await scenario.Offered();
        (await fixture.Post(Jonas, $"{Path}/decline", new { code = "NOT_OUR_AREA" })).Is(HttpStatusCode.Conflict);
        Assert.Equal(
            ["/who"], (await fixture.Post(Jonas, $"{Path}/decline", new { code = "NOT_OUR_AREA", who = Guid.NewGuid() }))
                .Is(HttpStatusCode.BadRequest).Pointers);
        var other = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["NGO"]);
        (await fixture.Post(Jonas, $"{Path}/decline", new { code = "NOT_OUR_AREA", who = other.Partner })).Is(HttpStatusCode.OK);
        var seen = await fixture.Get(Rasa, Path);
        Assert.Equal("Declined", State(seen));
        Assert.Equal(other.Partner, seen.Body.GetProperty("preparation").GetProperty("responsible").GetGuid());
        await fixture.Published<RecipientEnded>(m => m.ConversationId == scenario.Id);
        Assert.Empty(await fixture.Received<ReleaseDetails>(m => m.ConversationId == scenario.Id));
        Assert.Empty((await fixture.Get(Jonas, Path)).Strings("actions"));
    }

    [Fact]
    public async Task What_nobody_answers_expires()
    {
        await scenario.Offered(HandoffsFixture.Hasty);
        await scenario.Until(Rasa, "Expired");
        Assert.Equal("offer-ended", (await fixture.Post(
            Jonas, $"{Path}/accept", new { reference = scenario.Note(Jonas, Rasa), officer = scenario.Note(Jonas, Rasa) }))
            .Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_receipt_that_is_late_after_consent_was_taken_back_is_shown_to_the_data_protection_officers()
    {
        await scenario.Prepared(HandoffsFixture.Hasty);
        (await scenario.Act(Rasa, "verify", scenario.Consent())).Is(HttpStatusCode.OK);
        (await scenario.Act(Rasa, "offer")).Is(HttpStatusCode.OK);
        (await fixture.Post(
            Jonas, $"{Path}/accept", new { reference = scenario.Note(Jonas, Rasa), officer = scenario.Note(Jonas, Rasa) })).Is(HttpStatusCode.OK);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id);
        await fixture.Send(
            Routes.ConsentedHandoff,
            new DetailsReleased(
                asked.RequestId, Conversations.Handoff, scenario.Id, scenario.PermitId, scenario.Disclosure, Jonas.Id, ["Name"],
                DateTimeOffset.UtcNow, [scenario.Picture], new string('b', 64)));
        await scenario.Until(Rasa, "Released");
        (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = new[] { scenario.Receipt(scenario.Picture) } })).Is(HttpStatusCode.OK);
        await fixture.Send(
            Routes.ConsentedHandoff,
            new ConsentWithdrawn(Conversations.Handoff, scenario.Id, scenario.PermitId, scenario.ConsentReceipt, DateTimeOffset.UtcNow));
        var withdrawn = await scenario.Until(Rasa, "Withdrawn");
        Assert.True(Accepted(withdrawn).GetProperty("released").GetProperty("exhibits")[0].GetProperty("notRecallable").GetBoolean());
        await fixture.Published<RecipientEnded>(m => m.ConversationId == scenario.Id);

        (await fixture.Get(Rasa, "/handoffs/overdue")).Is(HttpStatusCode.Forbidden);
        foreach (var officer in new[] { Rasa, Jonas }.Select(person => person.As(Roles.DataProtectionOfficer)))
        {
            await Eventually.Get(
                () => fixture.Get(officer, "/handoffs/overdue"),
                seen => seen.Items.Any(item => item.GetProperty("conversationId").GetGuid() == scenario.Id), "overdue");
            (await fixture.Get(officer, Path)).Is(HttpStatusCode.Forbidden);
        }
        (await scenario.Act(Jonas, "stop-receipts", new { kind = "RetainedUnder", basis = "LEGAL_OBLIGATION" })).Is(HttpStatusCode.OK);
        Assert.DoesNotContain(
            (await fixture.Get(Rasa.As(Roles.DataProtectionOfficer), "/handoffs/overdue")).Items,
            item => item.GetProperty("conversationId").GetGuid() == scenario.Id);
    }

    [Fact]
    public async Task What_came_otherwise_than_it_was_sent_alarms_on_both_lists_until_the_sender_has_seen_to_it()
    {
        await scenario.Released();
        (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = new[] { scenario.Receipt(scenario.Picture, matches: false) } }))
            .Is(HttpStatusCode.OK);
        foreach (var who in new[] { Rasa, Jonas })
        {
            Assert.Equal("mismatch", (await fixture.Get(who, "/handoffs")).Items[0].GetProperty("toDo").GetString());
            var alarm = Assert.Single((await fixture.Get(who, "/alarms")).Items);
            Assert.Equal(who == Rasa ? "handoffs-sent" : "handoffs-received", alarm.GetProperty("side").GetString());
            Assert.Equal(1, alarm.GetProperty("count").GetInt64());
        }
        (await scenario.Act(Rasa, "acknowledge-mismatch")).Is(HttpStatusCode.OK);
        Assert.Equal("receipts", ToDo(await fixture.Get(Jonas, Path)));
        Assert.Empty((await fixture.Get(Rasa, "/alarms")).Items);
    }

    [Fact]
    public async Task A_restricted_case_hides_its_handoff_from_other_colleagues()
    {
        await scenario.Offered();
        await fixture.Send(
            Routes.ConsentedHandoff, new AudienceChanged(Conversations.Handoff, scenario.Id, scenario.PermitId, null, [Rasa.Actor], 1));
        var colleague = Rasa with { Actor = Guid.NewGuid() };
        await Eventually.Get(() => fixture.Get(colleague, Path), seen => seen.Status == HttpStatusCode.NotFound, "hidden");
        (await fixture.Post(colleague, $"{Path}/take-back", ifMatch: (await fixture.Get(Rasa, Path)).ETag)).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, (await fixture.Get(colleague, "/handoffs")).Total);
        (await scenario.Act(Rasa, "take-back")).Is(HttpStatusCode.OK);
    }
}
