using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

public sealed class ReferralTests(ReferralsProbe probe) : IClassFixture<ReferralsProbe>
{
    readonly Story story = new(probe);

    [Fact]
    public async Task A_referral_goes_from_offer_to_outcome_and_both_sides_see_it()
    {
        await story.Offered();
        var made = await probe.Said<OfferMade>(m => m.ConversationId == story.Id);
        Assert.Equal((story.PermitId, story.Rasa.Id, story.Ieva.Id), (made.Permits.Single(), made.From, made.To));

        var offered = await story.See(story.Ieva);
        Assert.Equal("Offered", offered["state"]);
        Assert.Equal(["accept", "decline", "question"], offered.Strings("actions").Order());
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/accept");
        Assert.Equal(story.PermitId, (await probe.Said<ReleaseDetails>(m => m.ConversationId == story.Id)).Permits.Single());

        await story.Act(story.Ieva, "arrival");
        await story.Act(story.Ieva, "outcome", new { code = "ASSISTED", note = probe.Note(story.Id, story.Ieva, story.Rasa) });
        var (sender, recipient) = (await story.See(story.Rasa), await story.See(story.Ieva));
        Assert.Equal(("Completed", "Completed", "ASSISTED"), (sender["state"], recipient["state"], sender["outcome"]));
        Assert.Equal(
            ["referral-offered", "delivered", "seen", "offer-accepted", "arrival-reported", "outcome-reported"], Story.Timeline(sender));
        Assert.NotEqual(sender["reference"], recipient["reference"]);

        foreach (var verb in new[] { "referral-offered", "referral-seen", "offer-accepted", "arrival-reported", "outcome-reported" })
            await probe.Said<ActRecorded>(a => a.Reference == story.Id && a.Verb == verb && a.Actor != Guid.Empty);
        Assert.Single(await probe.Heard<ActRecorded>(a => a.Reference == story.Id && a.Verb == "referral-seen"));
    }

    [Fact]
    public async Task Each_side_sees_only_what_is_its_business()
    {
        await story.Offered(mode: "Parallel");
        var stranger = await probe.Somebody();
        Assert.Equal(HttpStatusCode.NotFound, (await story.See(stranger)).Status);
        Assert.Single((await story.See(story.Ieva)).Body.GetProperty("offers").EnumerateArray());
        Assert.Equal(2, (await story.See(story.Rasa)).Body.GetProperty("offers").GetArrayLength());

        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/accept");
        await story.Act(story.Ieva, "arrival");
        var overtaken = await story.See(story.Ona);
        Assert.Equal("Overtaken", overtaken["state"]);
        Assert.Empty(overtaken.Strings("actions"));
        Assert.DoesNotContain(story.Ieva.Partner.ToString(), overtaken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(story.Rasa.Actor.ToString(), overtaken.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("arrival-reported", Story.Timeline(overtaken));

        var late = await story.Try(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/accept");
        Assert.Equal((HttpStatusCode.Conflict, "offer-ended"), (late.Status, late.Problem));
        Assert.Contains("Another organisation has accepted", late["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_declined_referral_goes_to_the_next_with_the_reason()
    {
        await story.Offered();
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal("NO_CAPACITY", (await story.See(story.Rasa)).Body.GetProperty("offers")[0].GetProperty("code").GetString());
        await story.Act(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/accept");
        Assert.Equal(story.Ona.Partner.ToString(), (await story.See(story.Rasa))["to"]);
    }

    [Fact]
    public async Task What_nobody_answers_expires_and_the_sender_offers_again()
    {
        await story.Offered(ReferralsProbe.Hasty);
        var unplaced = await story.UntilState(story.Rasa, "Unplaced");
        Assert.Equal(2, Story.Timeline(unplaced).Count(what => what == "offer-expired"));
        Assert.Equal("offer-again", unplaced["toDo"]);

        var again = await story.Try(story.Rasa, "offers", new { permit = probe.Permit(story.Rasa, [story.Ona]), candidates = new[] { story.Ona.Partner } });
        Assert.Equal(HttpStatusCode.OK, again.Status);
        await story.Act(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/accept");
    }

    [Fact]
    public async Task An_accepted_offer_does_not_expire()
    {
        await story.Accepted(ReferralsProbe.Hasty);
        await Task.Delay(TimeSpan.FromSeconds(3)); // absence has no event to wait for: twice the time that the offer had
        Assert.DoesNotContain("offer-expired", Story.Timeline(await story.See(story.Rasa)));
        Assert.Equal(0, await probe.Query<long>("select count(*) from outbox where timer_key like '%' || $1", await story.OfferOf(story.Ieva)));
    }

    [Fact]
    public async Task Withdrawn_consent_stops_it_until_the_receipt_is_in_and_alarms_when_that_is_late()
    {
        await story.Released(ReferralsProbe.Hasty);
        await story.Withdraw();
        var stopping = await story.UntilState(story.Ieva, "Stopping");
        Assert.Equal(["stop-receipts"], stopping.Strings("actions"));
        await story.Until(story.Rasa, r => r["toDo"] == "stop-receipts-overdue");

        var without = await story.Try(story.Ieva, "stop-receipts", new { kind = "RetainedUnder" });
        Assert.Equal((HttpStatusCode.Conflict, "basis"), (without.Status, without.Problem));
        await story.Act(story.Ieva, "stop-receipts", new { kind = "RetainedUnder", basis = "LEGAL_CLAIMS" });
        Assert.Equal("Stopped", (await story.See(story.Rasa))["state"]);
        await probe.Said<ActRecorded>(a => a.Reference == story.Id && a.Verb == "stop-receipt-overdue" && a.Actor == Guid.Empty);
    }

    [Fact]
    public async Task A_refused_release_is_told_to_the_sender_who_may_ask_again_on_new_consent()
    {
        await story.Accepted();
        var asked = await probe.Said<ReleaseDetails>(m => m.ConversationId == story.Id);
        Assert.Equal("already-asked", (await story.Try(story.Rasa, "release")).Problem);
        await probe.Send(Routes.Referral, new ReleaseRefused(asked.RequestId, Conversations.Referral, story.Id, asked.Permits[0], story.Ieva.Id, "EXPIRED", DateTimeOffset.UtcNow));
        await story.Until(story.Rasa, r => r["releaseRefused"] == "EXPIRED");
        Assert.Equal(JsonValueKind.Null, (await story.See(story.Ieva)).Body.GetProperty("releaseRefused").ValueKind);

        var newer = Guid.NewGuid();
        await story.Act(story.Rasa, "release", new { permit = probe.Permit(story.Rasa, [story.Ieva], newer) });
        Assert.Equal(newer, (await probe.Said<ReleaseDetails>(m => m.ConversationId == story.Id && m.RequestId != asked.RequestId)).Permits.Single());
    }

    [Fact]
    public async Task A_recipient_that_gives_it_back_loses_its_access()
    {
        await story.Released();
        await story.Act(story.Ieva, "decline-after-all", new { code = "OTHER", note = probe.Note(story.Id, story.Ieva, story.Rasa) });
        Assert.Equal(story.Ieva.Id, (await probe.Said<RecipientEnded>(m => m.ConversationId == story.Id)).Recipient);
        Assert.Equal("Declined", (await story.See(story.Ieva))["state"]);
    }

    [Fact]
    public async Task What_others_do_and_what_becomes_of_messages_makes_no_decision_stale()
    {
        var race = await new Story(probe).Offered(mode: "Parallel");
        var before = (await race.See(race.Ieva)).ETag;
        await race.Act(race.Ona, $"offers/{await race.OfferOf(race.Ona)}/question", new { note = probe.Note(race.Id, race.Ona, race.Rasa) });
        Assert.Equal(before, (await race.See(race.Ieva)).ETag);

        var accepted = await probe.Post(race.Ieva, $"{race.Path}/offers/{await race.OfferOf(race.Ieva)}/accept");
        Assert.Equal(HttpStatusCode.OK, accepted.Status);
        Assert.NotEqual(before, accepted.ETag);
        Assert.Equal(accepted.ETag, (await race.See(race.Ieva)).ETag);
        var asked = await probe.Said<ReleaseDetails>(m => m.ConversationId == race.Id);
        await probe.Send(Routes.Referral, new DetailsReleased(asked.RequestId, Conversations.Referral, race.Id, asked.Permits[0], Guid.NewGuid(), race.Ieva.Id, ["Name", "Contact"], DateTimeOffset.UtcNow));
        await race.Until(race.Ieva, r => r["disclosureId"].Length > 0);
        var at = DateTimeOffset.UtcNow.AddDays(1);
        Assert.Equal(HttpStatusCode.OK, (await probe.Post(race.Ieva, $"{race.Path}/schedule", new { at }, ifMatch: accepted.ETag)).Status);
        Assert.Equal("stale", (await probe.Post(race.Ieva, $"{race.Path}/schedule", new { at }, ifMatch: accepted.ETag)).Problem);
    }

    [Fact]
    public async Task Of_two_who_accept_at_the_same_moment_one_has_it()
    {
        for (var i = 0; i < 5; i++)
        {
            var race = await new Story(probe).Offered(mode: "Parallel");
            var (ieva, ona) = (await race.OfferOf(race.Ieva), await race.OfferOf(race.Ona));
            var replies = await Task.WhenAll(
                probe.Post(race.Ieva, $"{race.Path}/offers/{ieva}/accept"), probe.Post(race.Ona, $"{race.Path}/offers/{ona}/accept"));
            Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], replies.Select(r => r.Status).Order());
            Assert.Equal("offer-ended", replies.Single(r => r.Status == HttpStatusCode.Conflict).Problem);
            await probe.Said<ReleaseDetails>(m => m.ConversationId == race.Id);
            Assert.Single(await probe.Heard<ReleaseDetails>(m => m.ConversationId == race.Id));
        }
    }

    [Fact]
    public async Task A_fact_that_is_delivered_twice_changes_things_once()
    {
        await story.Accepted();
        var asked = await probe.Said<ReleaseDetails>(m => m.ConversationId == story.Id);
        var fact = new DetailsReleased(asked.RequestId, Conversations.Referral, story.Id, asked.Permits[0], Guid.NewGuid(), story.Ieva.Id, ["Name", "Contact"], DateTimeOffset.UtcNow);
        var messageId = Guid.NewGuid();
        await probe.Send(Routes.Referral, fact, messageId);
        await probe.Send(Routes.Referral, fact, messageId);
        await probe.Send(Routes.Referral, fact);
        await story.Withdraw();
        var stopping = await story.UntilState(story.Rasa, "Stopping");
        Assert.Single(Story.Timeline(stopping), what => what == "details-released");
    }

    [Fact]
    public async Task A_line_of_the_senders_list_says_whom_it_was_offered_to()
    {
        await story.Offered();
        await story.Act(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal([story.Ona.Partner.ToString()], await OfferedTo(story.Rasa)); // she is asked now
        await story.Act(story.Ona, $"offers/{await story.OfferOf(story.Ona)}/decline", new { code = "NO_CAPACITY" });
        await story.UntilState(story.Rasa, "Unplaced");
        Assert.Equal(new[] { story.Ieva.Partner.ToString(), story.Ona.Partner.ToString() }, await OfferedTo(story.Rasa)); // nobody is any more
        Assert.Equal([story.Ona.Partner.ToString()], await OfferedTo(story.Ona)); // who else was asked is not her business

        async Task<IReadOnlyList<string>> OfferedTo(ReferralsProbe.Person who) =>
            [.. (await probe.Get(who, "/referrals")).Body.GetProperty("items").EnumerateArray().Single().GetProperty("offeredTo").EnumerateArray().Select(to => to.GetString()!)];
    }

    [Fact]
    public async Task The_worklist_comes_by_due_time_a_page_at_a_time_and_nothing_twice()
    {
        await story.People();
        var permit = probe.Permit(story.Rasa, [story.Ieva]);
        for (var i = 0; i < 53; i++)
            Assert.Equal(HttpStatusCode.Created, (await probe.Post(story.Rasa, "/referrals", story.Body(permit: permit, candidates: story.Ieva))).Status);

        var first = await probe.Get(story.Ieva, "/referrals?side=received&open=true");
        var second = await probe.Get(story.Ieva, $"/referrals?side=received&open=true&cursor={first["next"]}");
        var items = first.Body.GetProperty("items").EnumerateArray().Concat(second.Body.GetProperty("items").EnumerateArray()).ToList();
        Assert.Equal(53, items.Select(i => i.GetProperty("id").GetGuid()).Distinct().Count());
        Assert.Equal(53, items.Count);
        Assert.Equal(items.Select(i => i.GetProperty("answerBy").GetDateTimeOffset()).Order(), items.Select(i => i.GetProperty("answerBy").GetDateTimeOffset()));
        Assert.All(items, i => Assert.Equal("answer", i.GetProperty("toDo").GetString()));
        Assert.Equal(JsonValueKind.Null, second.Body.GetProperty("next").ValueKind);
        Assert.Equal((53, 53), (first.Body.GetProperty("total").GetInt32(), second.Body.GetProperty("total").GetInt32()));
        Assert.Equal(0, (await probe.Get(story.Ieva, "/referrals?side=sent")).Body.GetProperty("total").GetInt32());
        Assert.Empty((await probe.Get(story.Ieva, "/referrals?side=sent")).Body.GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.Get(story.Ieva, "/referrals?cursor=nonsense")).Status);
    }

    [Fact]
    public async Task An_older_listing_that_comes_late_changes_nothing()
    {
        await story.People();
        await probe.Somebody(partner: story.Ieva.Partner, suspended: true, version: 3);
        await probe.Somebody(partner: story.Ieva.Partner, suspended: false, version: 2);
        Assert.True(await probe.Query<bool>("select suspended from known_partners where partner_id = $1", story.Ieva.Partner));
    }
}
