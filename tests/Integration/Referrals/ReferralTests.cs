using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

public sealed class ReferralTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    readonly Scenario scenario = new(fixture);

    [Fact]
    public async Task A_referral_goes_from_offer_to_outcome_and_both_sides_see_it()
    {
        await scenario.Offered();
        var made = await fixture.Published<OfferMade>(m => m.ConversationId == scenario.Id);
        Assert.Equal((scenario.PermitId, scenario.Rasa.Id, scenario.Ieva.Id), (made.Permits.Single(), made.From, made.To));

        var offered = await scenario.See(scenario.Ieva);
        Assert.Equal("Offered", offered["state"]);
        Assert.Equal(["accept", "decline", "question"], offered.Strings("actions").Order());
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/accept");
        Assert.Equal(scenario.PermitId, (await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id)).Permits.Single());

        await scenario.Act(scenario.Ieva, "arrival");
        await scenario.Act(scenario.Ieva, "outcome", new { code = "ASSISTED", note = fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa) });
        var (sender, recipient) = (await scenario.See(scenario.Rasa), await scenario.See(scenario.Ieva));
        Assert.Equal(("Completed", "Completed", "ASSISTED"), (sender["state"], recipient["state"], sender["outcome"]));
        Assert.Equal(
            ["referral-offered", "offer-delivered", "offer-seen", "offer-accepted", "arrival-reported", "outcome-reported"],
            Scenario.Timeline(sender));
        Assert.NotEqual(sender["reference"], recipient["reference"]);

        foreach (var verb in new[] { "referral-offered", "referral-seen", "offer-accepted", "arrival-reported", "outcome-reported" })
            await fixture.Published<AuditRecorded>(a => a.Reference == scenario.Id && a.Verb == verb && a.Actor != Guid.Empty);
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Reference == scenario.Id && a.Verb == "referral-seen"));
    }

    [Fact]
    public async Task Each_side_sees_only_what_is_its_business()
    {
        await scenario.Offered(mode: "Parallel");
        var stranger = await fixture.Listed();
        (await scenario.See(stranger)).Is(HttpStatusCode.NotFound);
        Assert.Single((await scenario.See(scenario.Ieva)).Body.GetProperty("offers").EnumerateArray());
        Assert.Equal(2, (await scenario.See(scenario.Rasa)).Body.GetProperty("offers").GetArrayLength());

        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/accept");
        await scenario.Act(scenario.Ieva, "arrival");
        var overtaken = await scenario.See(scenario.Ona);
        Assert.Equal("Overtaken", overtaken["state"]);
        Assert.Empty(overtaken.Strings("actions"));
        Assert.DoesNotContain(scenario.Ieva.Partner.ToString(), overtaken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(scenario.Rasa.Actor.ToString(), overtaken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("arrival-reported", Scenario.Timeline(overtaken));

        var late = await scenario.Try(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/accept");
        Assert.Equal((HttpStatusCode.Conflict, "offer-ended"), (late.Status, late.Problem));
        Assert.Contains("Another organisation has accepted", late["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declined_referral_goes_to_the_next_with_the_reason()
    {
        await scenario.Offered();
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal("NO_CAPACITY", (await scenario.See(scenario.Rasa)).Body.GetProperty("offers")[0].GetProperty("code").GetString());
        await scenario.Act(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/accept");
        Assert.Equal(scenario.Ona.Partner.ToString(), (await scenario.See(scenario.Rasa))["to"]);
    }

    [Fact]
    public async Task What_nobody_answers_expires_and_the_sender_offers_again()
    {
        await scenario.Offered(ReferralsFixture.Hasty);
        var unplaced = await scenario.UntilState(scenario.Rasa, "Unplaced");
        Assert.Equal(2, Scenario.Timeline(unplaced).Count(what => what == "offer-expired"));
        Assert.Equal("offer-again", unplaced["toDo"]);

        var again = await scenario.Try(
            scenario.Rasa, "offers",
            new { permit = fixture.Permit(scenario.Rasa, [scenario.Ona]), candidates = new[] { scenario.Ona.Partner } });
        again.Is(HttpStatusCode.OK);
        await scenario.Act(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/accept");
    }

    [Fact]
    public async Task An_accepted_offer_does_not_expire()
    {
        await scenario.Accepted(ReferralsFixture.Hasty);
        await Task.Delay(TimeSpan.FromSeconds(3)); // absence has no event to wait for: twice the time that the offer had
        Assert.DoesNotContain("offer-expired", Scenario.Timeline(await scenario.See(scenario.Rasa)));
        Assert.Equal(
            0, await fixture.Query<long>("select count(*) from outbox where timer_key like '%' || $1", await scenario.OfferOf(scenario.Ieva)));
    }

    [Fact]
    public async Task Withdrawn_consent_stops_it_until_the_receipt_is_in_and_alarms_when_that_is_late()
    {
        await scenario.Released(ReferralsFixture.Hasty);
        await scenario.Withdraw();
        var stopping = await scenario.UntilState(scenario.Ieva, "Stopping");
        Assert.Equal(["stop-receipts"], stopping.Strings("actions"));
        await scenario.Until(scenario.Rasa, r => r["toDo"] == "stop-receipts-overdue");

        var without = await scenario.Try(scenario.Ieva, "stop-receipts", new { kind = "RetainedUnder" });
        Assert.Equal((HttpStatusCode.Conflict, "basis"), (without.Status, without.Problem));
        await scenario.Act(scenario.Ieva, "stop-receipts", new { kind = "RetainedUnder", basis = "LEGAL_CLAIMS" });
        Assert.Equal("Stopped", (await scenario.See(scenario.Rasa))["state"]);
        await fixture.Published<AuditRecorded>(a => a.Reference == scenario.Id && a.Verb == "stop-receipt-overdue" && a.Actor == Guid.Empty);
    }

    [Fact]
    public async Task A_refused_release_is_told_to_the_sender_who_may_ask_again_on_new_consent()
    {
        await scenario.Accepted();
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id);
        Assert.Equal("already-asked", (await scenario.Try(scenario.Rasa, "release")).Problem);
        await fixture.Send(
            Routes.Referral,
            new ReleaseRefused(
                asked.RequestId, Conversations.Referral, scenario.Id, asked.Permits[0], scenario.Ieva.Id, "EXPIRED", DateTimeOffset.UtcNow));
        await scenario.Until(scenario.Rasa, r => r["releaseRefused"] == "EXPIRED");
        Assert.Equal(JsonValueKind.Null, (await scenario.See(scenario.Ieva)).Body.GetProperty("releaseRefused").ValueKind);

        var newer = Guid.NewGuid();
        await scenario.Act(scenario.Rasa, "release", new { permit = fixture.Permit(scenario.Rasa, [scenario.Ieva], newer) });
        Assert.Equal(
            newer,
            (await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id && m.RequestId != asked.RequestId)).Permits.Single());
    }

    [Fact]
    public async Task A_recipient_that_gives_it_back_loses_its_access()
    {
        await scenario.Released();
        await scenario.Act(
            scenario.Ieva, "decline-after-all", new { code = "OTHER", note = fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa) });
        Assert.Equal(scenario.Ieva.Id, (await fixture.Published<RecipientEnded>(m => m.ConversationId == scenario.Id)).Recipient);
        Assert.Equal("Declined", (await scenario.See(scenario.Ieva))["state"]);
    }

    [Fact]
    public async Task What_others_do_and_what_becomes_of_messages_makes_no_decision_stale()
    {
        var race = await new Scenario(fixture).Offered(mode: "Parallel");
        var before = (await race.See(race.Ieva)).ETag;
        await race.Act(race.Ona, $"offers/{await race.OfferOf(race.Ona)}/question", new { note = fixture.Note(race.Id, race.Ona, race.Rasa) });
        Assert.Equal(before, (await race.See(race.Ieva)).ETag);

        var accepted = (await fixture.Post(race.Ieva, $"{race.Path}/offers/{await race.OfferOf(race.Ieva)}/accept")).Is(HttpStatusCode.OK);
        Assert.NotEqual(before, accepted.ETag);
        Assert.Equal(accepted.ETag, (await race.See(race.Ieva)).ETag);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == race.Id);
        await fixture.Send(
            Routes.Referral,
            new DetailsReleased(
                asked.RequestId, Conversations.Referral, race.Id, asked.Permits[0], Guid.NewGuid(), race.Ieva.Id,
                ["Name", "Contact"], DateTimeOffset.UtcNow));
        await race.Until(race.Ieva, r => r["disclosureId"].Length > 0);
        var at = DateTimeOffset.UtcNow.AddDays(1);
        (await fixture.Post(race.Ieva, $"{race.Path}/schedule", new { at }, ifMatch: accepted.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal("stale", (await fixture.Post(race.Ieva, $"{race.Path}/schedule", new { at }, ifMatch: accepted.ETag)).Problem);
    }

    [Fact]
    public async Task Of_two_who_accept_at_the_same_moment_one_has_it()
    {
        for (var i = 0; i < 5; i++)
        {
            var race = await new Scenario(fixture).Offered(mode: "Parallel");
            var (ieva, ona) = (await race.OfferOf(race.Ieva), await race.OfferOf(race.Ona));
            var replies = await Task.WhenAll(
                fixture.Post(race.Ieva, $"{race.Path}/offers/{ieva}/accept"), fixture.Post(race.Ona, $"{race.Path}/offers/{ona}/accept"));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], replies.Select(r => r.Status).Order());
            Assert.Equal("offer-ended", replies.Single(r => r.Status == HttpStatusCode.Conflict).Problem);
            await fixture.Published<ReleaseDetails>(m => m.ConversationId == race.Id);
            Assert.Single(await fixture.Received<ReleaseDetails>(m => m.ConversationId == race.Id));
        }
    }

    [Fact]
    public async Task A_fact_that_is_delivered_twice_changes_things_once()
    {
        await scenario.Accepted();
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == scenario.Id);
        var fact = new DetailsReleased(
            asked.RequestId, Conversations.Referral, scenario.Id, asked.Permits[0], Guid.NewGuid(), scenario.Ieva.Id,
            ["Name", "Contact"], DateTimeOffset.UtcNow);
        var messageId = Guid.NewGuid();
        await fixture.Send(Routes.Referral, fact, messageId);
        await fixture.Send(Routes.Referral, fact, messageId);
        await fixture.Send(Routes.Referral, fact);
        await scenario.Withdraw();
        var stopping = await scenario.UntilState(scenario.Rasa, "Stopping");
        Assert.Single(Scenario.Timeline(stopping), what => what == "details-released");
    }

    [Fact]
    public async Task A_line_of_the_senders_list_says_whom_it_was_offered_to()
    {
        await scenario.Offered();
        await scenario.Act(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal([scenario.Ona.Partner.ToString()], await OfferedTo(scenario.Rasa)); // Ona is asked now
        await scenario.Act(scenario.Ona, $"offers/{await scenario.OfferOf(scenario.Ona)}/decline", new { code = "NO_CAPACITY" });
        await scenario.UntilState(scenario.Rasa, "Unplaced");
        Assert.Equal(
            new[] { scenario.Ieva.Partner.ToString(), scenario.Ona.Partner.ToString() }, await OfferedTo(scenario.Rasa)); // nobody is any more
        Assert.Equal([scenario.Ona.Partner.ToString()], await OfferedTo(scenario.Ona)); // who else was asked is not Ona's business

        async Task<IReadOnlyList<string>> OfferedTo(Person who) =>
            [.. (await fixture.Get(who, "/referrals")).Items.Single()
                .GetProperty("offeredTo").EnumerateArray().Select(to => to.GetString()!)];
    }

    [Fact]
    public async Task The_worklist_comes_by_due_time_a_page_at_a_time_and_nothing_twice()
    {
        await scenario.People();
        var permit = fixture.Permit(scenario.Rasa, [scenario.Ieva]);
        for (var i = 0; i < 53; i++)
            (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: permit, candidates: scenario.Ieva))).Is(HttpStatusCode.Created);

        var first = await fixture.Get(scenario.Ieva, "/referrals?side=received&open=true");
        var second = await fixture.Get(scenario.Ieva, $"/referrals?side=received&open=true&cursor={first["next"]}");
        var items = first.Items.Concat(second.Items).ToList();
        Assert.Equal(53, items.Select(i => i.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(53, items.Count);
        Assert.Equal(
            items.Select(i => i.GetProperty("answerBy").GetDateTimeOffset()).Order(),
            items.Select(i => i.GetProperty("answerBy").GetDateTimeOffset()));
        Assert.All(items, i => Assert.Equal("answer", i.GetProperty("toDo").GetString()));
        Assert.Equal(JsonValueKind.Null, second.Body.GetProperty("next").ValueKind);
        Assert.Equal((53, 53), (first.Total, second.Total));
        Assert.Equal(0, (await fixture.Get(scenario.Ieva, "/referrals?side=sent")).Total);
        Assert.Empty((await fixture.Get(scenario.Ieva, "/referrals?side=sent")).Items);
        (await fixture.Get(scenario.Ieva, "/referrals?cursor=nonsense")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_older_listing_that_comes_late_changes_nothing()
    {
        await scenario.People();
        await fixture.Listed(partner: scenario.Ieva.Partner, suspended: true, version: 3);
        await fixture.Listed(partner: scenario.Ieva.Partner, suspended: false, version: 2);
        Assert.True(await fixture.Query<bool>("select suspended from known_partners where partner_id = $1", scenario.Ieva.Partner));
    }
}
