using System.Net;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Consent is withdrawn, narrowed or over, or a recipient's part has ended: what was released shuts.</summary>
public sealed class EndOfAccessTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    [Fact]
    public async Task Withdrawal_between_release_and_reading_shuts_the_disclosure_at_once_and_stops_the_referral()
    {
        var scenario = await new Scenario(fixture).Released();
        await scenario.Withdraw();

        var reply = await scenario.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-withdrawn"), (reply.Status, reply.Problem));
        var stop = await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == scenario.Referral);
        Assert.Equal((scenario.Permit, scenario.Receipt), (stop.PermitId, stop.ReceiptId));

        await scenario.Withdraw(); // again: the same answer, nothing more
        Assert.Single(await fixture.Received<ConsentWithdrawn>(m => m.ConversationId == scenario.Referral));
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "consent-withdrawn"));
    }

    [Fact]
    public async Task A_referral_whose_offer_becomes_known_after_the_withdrawal_is_stopped_too()
    {
        var scenario = await new Scenario(fixture).Permitted();
        await scenario.Withdraw();
        Assert.Empty(await fixture.Received<ConsentWithdrawn>(m => m.ReceiptId == scenario.Receipt));
        await scenario.Offer();
        await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == scenario.Referral && m.ReceiptId == scenario.Receipt);
    }

    [Fact]
    public async Task An_offer_that_comes_while_consent_is_being_withdrawn_waits_for_it_and_is_stopped()
    {
        var scenario = await new Scenario(fixture).Permitted();
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var withdrawal = await connection.BeginTransactionAsync();
        await using (var withdraw = new NpgsqlCommand(
            "update consents set withdrawn_at = now() where receipt_id = $1", connection, withdrawal)
        { Parameters = { new() { Value = scenario.Receipt } } })
            await withdraw.ExecuteNonQueryAsync();
        var offered = scenario.Offer();
        await Eventually.Get(
            () => fixture.Query<long>(
                "select (select count(*) from offers where permit_id = $1) + (select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())",
                scenario.Permit),
            seen => seen > 0, "the offer taken in, or waiting");
        await withdrawal.CommitAsync();
        await offered;
        await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == scenario.Referral);
    }

    [Fact]
    public async Task Withdrawals_racing_with_offers_and_releases_leave_nothing_open_and_no_referral_running()
    {
        for (var round = 0; round < 12; round++)
        {
            var scenario = await new Scenario(fixture).Permitted();
            await Task.WhenAll(scenario.Offer(), scenario.Ask(), scenario.Withdraw());
            await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == scenario.Referral);
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from releases where conversation_id = $1", scenario.Referral),
                seen => seen == 1, "release decided");
            Assert.Equal(
                0, await fixture.Query<long>("select count(*) from disclosures where conversation_id = $1 and shut_at is null", scenario.Referral));
        }
    }

    [Fact]
    public async Task After_withdrawal_nothing_is_released()
    {
        var scenario = await new Scenario(fixture).Offered();
        await scenario.Withdraw();
        var request = await scenario.Ask();
        Assert.Equal("WITHDRAWN", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from disclosures where conversation_id = $1", scenario.Referral));
    }

    [Fact]
    public async Task Consent_that_has_run_out_shuts_what_was_open_and_releases_no_more()
    {
        var scenario = await new Scenario(fixture).Released();
        (await scenario.Read()).Is(HttpStatusCode.OK);
        // As if the time had passed: waiting for it would make the test a matter of speed.
        await fixture.Execute("update consents set valid_until = now() where receipt_id = $1", scenario.Receipt);
        var reply = await scenario.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-expired"), (reply.Status, reply.Problem));
        var request = await scenario.Ask();
        Assert.Equal("EXPIRED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Theory]
    [InlineData(Codes.Shelter, "x:RiskSummary")] // all that it may see of a category
    [InlineData("NGO", "prs_SecondName")]      // one of many
    public async Task What_is_excluded_after_the_release_shuts_it(string kind, string field)
    {
        var scenario = await new Scenario(fixture).Released(kind);
        (await scenario.Read()).Is(HttpStatusCode.OK);
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(new[] { new { field } })));
        var reply = await scenario.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-excludes"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task A_suspended_organisation_gets_nothing_and_reads_nothing()
    {
        var scenario = await new Scenario(fixture).Released();
        await fixture.Listed(Codes.Shelter, suspended: true, partner: scenario.Shelter, version: 2);
        Assert.Equal("recipient-suspended", (await scenario.Read()).Problem);
        var request = await scenario.Ask();
        Assert.Equal("RECIPIENT_SUSPENDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_recipient_that_gave_the_referral_back_reads_nothing_more_until_it_is_offered_anew()
    {
        var scenario = await new Scenario(fixture).Released();
        await End(scenario);
        Assert.Equal("recipient-ended", (await scenario.Read()).Problem);

        var late = await scenario.Ask();
        Assert.Equal("RECIPIENT_ENDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == late)).Reason);
        await scenario.Offer();
        var anew = await scenario.Ask();
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == anew)).DisclosureId;
        (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK);
        (await scenario.Read()).Is(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task An_end_that_overtakes_the_release_still_shuts_it_out()
    {
        var scenario = await new Scenario(fixture).Offered();
        await End(scenario);
        var request = await scenario.Ask();
        Assert.Equal("RECIPIENT_ENDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_recipient_whose_part_has_ended_reads_until_the_moment_that_is_named_and_not_after()
    {
        var scenario = await new Scenario(fixture).Released();
        var until = DateTimeOffset.UtcNow.AddSeconds(4);
        await End(scenario, until);
        var read = (await scenario.Read()).Is(HttpStatusCode.OK);
        Assert.Equal(until.ToUnixTimeSeconds(), read.Body.GetProperty("readsUntil").GetDateTimeOffset().ToUnixTimeSeconds());
        var shut = await Eventually.Get(scenario.Read, r => r.Status == HttpStatusCode.Gone, "shut");
        Assert.Equal("recipient-ended", shut.Problem);
    }

    [Fact]
    public async Task Of_two_ends_the_earlier_counts_in_whatever_order_they_come()
    {
        foreach (var corrected in new[] { true, false })
        {
            var scenario = await new Scenario(fixture).Released();
            var ends = new[] { DateTimeOffset.UtcNow.AddDays(14), (DateTimeOffset?)null };
            await End(scenario, ends[corrected ? 0 : 1]);
            await End(scenario, ends[corrected ? 1 : 0]);
            await Eventually.Get(scenario.Read, r => r.Status == HttpStatusCode.Gone, "shut");
            Assert.True(await fixture.Query<bool>("select reads_until < now() from ended_recipients where conversation_id = $1", scenario.Referral));
        }
    }

    [Fact]
    public async Task A_withdrawal_shuts_what_would_have_been_open_for_some_days()
    {
        var scenario = await new Scenario(fixture).Released();
        await End(scenario, DateTimeOffset.UtcNow.AddDays(14));
        await scenario.Withdraw();
        Assert.Equal("consent-withdrawn", (await scenario.Read()).Problem);
    }

    [Fact]
    public async Task A_release_that_comes_after_a_good_end_is_open_as_long_as_the_others()
    {
        var scenario = await new Scenario(fixture).Offered();
        await End(scenario, DateTimeOffset.UtcNow.AddDays(14));
        var request = await scenario.Ask();
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.Equal(JsonValueKind.String, (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Body.GetProperty("readsUntil").ValueKind);
    }

    [Fact]
    public async Task Who_was_told_to_stop_gets_nothing_more_on_the_old_consent_and_something_on_a_new_one()
    {
        var scenario = await new Scenario(fixture).Released();
        await End(scenario, stop: true);
        Assert.Equal("person-said-stop", (await Eventually.Get(scenario.Read, r => r.Status == HttpStatusCode.Gone, "shut")).Problem);
        await scenario.Offer();
        var old = await scenario.Ask();
        Assert.Equal("PERSON_SAID_STOP", (await fixture.Published<ReleaseRefused>(m => m.RequestId == old)).Reason);

        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent()));
        var permit = Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked }));
        var request = Guid.CreateVersion7();
        await fixture.Send(
            Routes.Release, new ReleaseDetails(request, Conversations.Referral, scenario.Referral, [permit], scenario.Ieva.Id));
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_exclusion_is_told_to_the_referrals_that_stand_on_a_permit_it_narrows()
    {
        var scenario = await new Scenario(fixture).Offered();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", await Excluding(scenario)));
        var told = await fixture.Published<PermitNarrowed>(m => m.ConversationId == scenario.Referral);
        Assert.Equal(scenario.Permit, told.PermitId);
        Assert.Equal([scenario.Ieva.Id], told.Recipients);
    }

    [Fact]
    public async Task An_offer_that_comes_after_the_exclusion_is_told_too()
    {
        var scenario = await new Scenario(fixture).Permitted();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", await Excluding(scenario)));
        Assert.Empty(await fixture.Received<PermitNarrowed>(m => m.PermitId == scenario.Permit));
        await scenario.Offer();
        Assert.Equal(
            [scenario.Ieva.Id], (await fixture.Published<PermitNarrowed>(m => m.ConversationId == scenario.Referral)).Recipients);
    }

    /// <summary>Consent that names another organisation and shuts the first one out.</summary>
    async Task<object> Excluding(Scenario scenario) => new
    {
        purposes = new[] { "Referral" }, recipients = new[] { await fixture.Listed(Codes.Shelter) }, categories = Scenario.Asked,
        exclusions = new[] { new { partner = scenario.Shelter } }, givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-12",
        givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(30),
    };

    async Task End(Scenario scenario, DateTimeOffset? readsUntil = null, bool stop = false)
    {
        var at = DateTimeOffset.UtcNow;
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.Referral, scenario.Referral, Guid.NewGuid(), scenario.Ieva.Id, at, readsUntil, stop));
        await Eventually.Get(
            () => fixture.Query<long>(
                "select count(*) from ended_recipients where conversation_id = $1 and ended_at >= $2", scenario.Referral, at.AddMilliseconds(-1)),
            seen => seen == 1, "end");
    }
}
