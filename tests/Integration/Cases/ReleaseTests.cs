using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Npgsql;
using ReferralNetwork.Cases.Disclosing;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class ReleaseTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    Story New() => new(probe);

    [Fact]
    public async Task A_permit_says_how_far_consent_goes_and_names_no_case()
    {
        var story = await New().Permitted();
        var shown = await probe.Get(story.Rasa, $"/permits/{story.Permit}");
        var token = shown.Body.GetProperty("permit").GetString()!;
        var claims = JsonSerializer.Deserialize<JsonElement>(new NetworkKey(probe.SigningKeyFile).Verify("permit+jwt", token));

        Assert.Equal(["categories", "exp", "jti", "needs", "only", "onlyVersion", "owner", "purpose", "receipt", "receiptVersion", "recipients"],
            claims.EnumerateObject().Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal(story.Permit, claims.GetProperty("jti").GetGuid());
        Assert.Equal(story.Rasa.Partner, claims.GetProperty("owner").GetGuid());
        Assert.Equal(story.Shelter, claims.GetProperty("recipients")[0].GetGuid());
        Assert.Equal(story.Receipt, claims.GetProperty("receipt").GetGuid());
        Assert.DoesNotContain(story.Case.ToString(), claims.ToString(), StringComparison.Ordinal);
        Assert.Equal(Story.Asked.Except(["Location"]), shown.Body.GetProperty("covered")[0].GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
    }

    [Theory]
    [InlineData("Handoff", "Name", "purpose-not-named")]
    [InlineData("Referral", "Skills", "category-not-covered")]
    public async Task A_permit_that_consent_does_not_reach_is_refused_with_the_reason(string purpose, string category, string reason)
    {
        var story = await New().Consented();
        var reply = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose, recipients = new[] { story.Shelter }, categories = new[] { category } });
        Assert.Equal((HttpStatusCode.Conflict, reason), (reply.Status, reply.Problem));
        Assert.Equal(0, await probe.Query<long>("select count(*) from permits where case_id = $1", story.Case));
    }

    [Fact]
    public async Task The_organisation_that_accepted_reads_what_its_kind_may_see_and_everything_is_on_the_ledger()
    {
        var story = await New().Released();
        var reply = await story.Read();

        Assert.Equal(HttpStatusCode.OK, reply.Status);
        Assert.Equal(["prs_MobilePhone", "x:Alias", "x:NeedsSummary", "x:RiskSummary"], Story.Names(reply.Body.GetProperty("fields")));
        Assert.Equal("زهرة", reply.Body.GetProperty("fields").GetProperty("x:Alias").GetString());
        Assert.Equal(story.Referral, reply.Body.GetProperty("conversationId").GetGuid());
        Assert.DoesNotContain(story.Case.ToString(), reply.Text, StringComparison.Ordinal);

        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "disclosure-read" && a.Actor == story.Ieva.Actor && a.Related == story.Disclosure);
        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "details-released" && a.Related == story.Disclosure);
        var acts = (await probe.Heard<ActRecorded>(a => a.Reference == story.LedgerReference)).Select(a => a.Verb).ToArray();
        Assert.Equal(["case-opened", "case-read", "consent-given", "permit-given", "referral-offered", "details-released", "disclosure-read"], acts);

        var sent = (await probe.Get(story.Rasa, $"/cases/{story.Case}/disclosures")).Body.GetProperty("items")[0];
        Assert.Equal(story.Shelter, sent.GetProperty("recipient").GetGuid());
        Assert.Equal(1, sent.GetProperty("reads").GetInt32());
    }

    [Theory]
    [InlineData("LawEnforcement")]
    [InlineData("ImmigrationService")]
    [InlineData("x:BorderGuard")]
    [InlineData("x:LabourInspectorate")]
    [InlineData("x:CompetentAuthority")]
    [InlineData("x:Court")]
    public async Task No_authority_is_permitted_a_referral_whatever_the_person_agreed_to(string kind)
    {
        var story = New();
        await story.Opened();
        await story.Met(kind);
        Assert.Equal(["/recipients/0"], (await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent())).Pointers);

        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents",
            story.Consent(with: new { purposes = new[] { "Referral", "Handoff" } })));
        var reply = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked });
        Assert.Equal((HttpStatusCode.BadRequest, "/recipients/0"), (reply.Status, reply.Pointers.Single()));
        Assert.Equal(0, await probe.Query<long>("select count(*) from permits where case_id = $1", story.Case));
    }

    [Fact]
    public async Task Whom_an_organisation_cannot_find_it_can_permit_nothing_either()
    {
        var story = await New().Consented();
        await probe.Listed("x:Embassy", partner: story.Rasa.Partner);
        var reply = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits",
            new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked });
        Assert.Equal((HttpStatusCode.BadRequest, "/recipients/0"), (reply.Status, reply.Pointers.Single()));
    }

    [Fact]
    public async Task What_the_person_opens_to_a_clinic_by_their_own_choice_goes_to_it_and_nothing_more()
    {
        var story = New();
        await story.Opened();
        await story.Met("HealthServiceOrganisation");
        Task<CasesProbe.Reply> Give(object opening) =>
            probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent(with: new { openings = new[] { opening } }));
        Assert.Equal(["/openings/0/partner"], (await Give(new { partner = story.Rasa.Partner, field = "prs_MobilePhone" })).Pointers);
        Assert.Equal(["/openings/0/field"], (await Give(new { partner = story.Shelter, field = "prs_FirstName" })).Pointers);
        Assert.Equal(["/openings/0/field"], (await Give(new { partner = story.Shelter, field = "nothing" })).Pointers);

        Story.Created(await Give(new { partner = story.Shelter, field = "prs_MobilePhone" }));
        var shown = (await probe.Get(story.Rasa, $"/cases/{story.Case}/consents")).Body.GetProperty("items")[0].GetProperty("openings")[0];
        Assert.Equal("prs_MobilePhone", shown.GetProperty("field").GetString());
        await story.TakePermit();
        await story.Offer();
        var request = await story.Ask();
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        var names = Story.Names((await probe.Get(story.Ieva, $"/disclosures/{disclosure}")).Body.GetProperty("fields"));
        Assert.Contains("prs_MobilePhone", names);
        Assert.DoesNotContain("x:SafeContact", names);
        Assert.DoesNotContain("x:ExploitationDetails", names);
    }

    [Theory]
    [InlineData("NGO")]
    [InlineData("x:IntergovernmentalOrganisation")]
    [InlineData("x:Embassy")]
    public async Task Nobody_is_told_where_the_person_is_or_where_she_lives(string kind)
    {
        var story = await New().Released(kind);
        var names = Story.Names((await story.Read()).Body.GetProperty("fields"));
        Assert.DoesNotContain("x:Whereabouts", names);
        Assert.DoesNotContain("prs_MailingCity", names);
        Assert.Equal(kind != "x:Embassy", names.Contains("prs_MobilePhone"));
    }

    [Fact]
    public async Task A_disclosure_is_its_recipients_alone()
    {
        var story = await New().Released();
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(story.Rasa, $"/disclosures/{story.Disclosure}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(CasesProbe.Somebody(), $"/disclosures/{story.Disclosure}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(story.Ieva with { Role = Roles.Administrator }, $"/disclosures/{story.Disclosure}")).Status);
    }

    [Fact]
    public async Task Another_organisation_cannot_open_a_disclosure_even_with_the_row_rewritten_to_its_name()
    {
        var story = await New().Released();
        var other = CasesProbe.Somebody(await probe.Listed("x:Shelter"));
        await probe.Execute("update disclosures set recipient = $2 where disclosure_id = $1", story.Disclosure, other.Partner);
        var reply = await probe.Get(other, $"/disclosures/{story.Disclosure}");
        Assert.NotEqual(HttpStatusCode.OK, reply.Status);
        Assert.DoesNotContain("زهرة", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_was_excluded_stays_behind()
    {
        var story = await New().Released("NGO", exclusions: new[] { new { field = "prs_SecondName" } });
        var names = Story.Names((await story.Read()).Body.GetProperty("fields"));
        Assert.Contains("prs_FirstName", names);
        Assert.DoesNotContain("prs_SecondName", names);
        Assert.DoesNotContain("x:HealthDetails", names);
        Assert.DoesNotContain("prs_Citizenship", names);
    }

    [Fact]
    public async Task An_organisation_with_a_key_of_its_own_gets_what_only_it_can_open()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var story = await New().Released(publicKey: RecipientKey.From(own).Jwk);
        var reply = await story.Read();
        Assert.DoesNotContain("زهرة", reply.Text, StringComparison.Ordinal);

        var terms = new DisclosureTerms(story.Disclosure, Conversations.Referral, story.Referral, story.Shelter, "Referral", story.Receipt);
        var fields = SealedDisclosure.Open(reply.Body.GetProperty("jwe").GetString()!, terms, new NetworkKey(probe.SigningKeyFile), own);
        Assert.Equal("زهرة", fields["x:Alias"].GetString());
        Assert.Equal("ECDH-ES+A256KW", JWT.Headers(reply.Body.GetProperty("jwe").GetString()!)["alg"]);
        Assert.Equal(0, await CasesProbe.Query<long>(probe.Keys, "select count(*) from custodial_keys where partner_id = $1", story.Shelter));
    }

    [Fact]
    public async Task A_request_that_comes_again_gets_the_same_answer_and_makes_no_second_disclosure()
    {
        var story = await New().Offered();
        var request = await story.Ask();
        await probe.Said<DetailsReleased>(m => m.RequestId == request);
        await story.Ask(request);
        var answers = await Eventually.Get(() => probe.Heard<DetailsReleased>(m => m.RequestId == request), seen => seen.Count == 2, "both answers");
        Assert.Single(answers.Select(a => a.DisclosureId).Distinct());
        Assert.Equal(1, await probe.Query<long>("select count(*) from disclosures where conversation_id = $1", story.Referral));
    }

    [Fact]
    public async Task Withdrawal_between_release_and_reading_shuts_the_disclosure_at_once_and_stops_the_referral()
    {
        var story = await New().Released();
        await story.Withdraw();

        var reply = await story.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-withdrawn"), (reply.Status, reply.Problem));
        var stop = await probe.Said<ConsentWithdrawn>(m => m.ConversationId == story.Referral);
        Assert.Equal((story.Permit, story.Receipt), (stop.PermitId, stop.ReceiptId));

        await story.Withdraw(); // again: the same answer, nothing more
        Assert.Single(await probe.Heard<ConsentWithdrawn>(m => m.ConversationId == story.Referral));
        Assert.Single(await probe.Heard<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "consent-withdrawn"));
    }

    [Fact]
    public async Task A_referral_whose_offer_becomes_known_after_the_withdrawal_is_stopped_too()
    {
        var story = await New().Permitted();
        await story.Withdraw();
        Assert.Empty(await probe.Heard<ConsentWithdrawn>(m => m.ReceiptId == story.Receipt));
        await story.Offer();
        await probe.Said<ConsentWithdrawn>(m => m.ConversationId == story.Referral && m.ReceiptId == story.Receipt);
    }

    [Fact]
    public async Task An_offer_that_is_told_again_is_on_the_ledger_once()
    {
        var story = await new Story(probe).Permitted();
        var offer = new OfferMade(
            Conversations.Referral, story.Referral, Guid.CreateVersion7(), [story.Permit], new(story.Rasa.Partner), new(story.Shelter), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        // Of what is told again nothing is kept, not even that it came: another offer, sent after it, tells when it has been taken.
        await Consumed(offer);
        await probe.Send(Routes.Offers, offer);
        await Consumed(offer with { OfferId = Guid.CreateVersion7(), ConversationId = Guid.NewGuid() });
        await Eventually.Get(() => probe.Query<long>("select count(*) from outbox"), rows => rows == 0, "everything said");

        Assert.Single(await probe.Heard<ActRecorded>(a => a.Verb == "referral-offered" && a.Related == story.Referral));

        async Task Consumed(OfferMade one)
        {
            var messageId = Guid.NewGuid();
            await probe.Send(Routes.Offers, one, messageId);
            await Eventually.Get(() => probe.Query<long>("select count(*) from inbox where message_id = $1", messageId), seen => seen == 1, $"consumed; log: {probe.Output}");
        }
    }

    [Fact]
    public async Task An_offer_that_comes_while_consent_is_being_withdrawn_waits_for_it_and_is_stopped()
    {
        var story = await New().Permitted();
        await using var connection = await probe.Database.OpenConnectionAsync();
        await using var withdrawal = await connection.BeginTransactionAsync();
        await using (var withdraw = new NpgsqlCommand("update consents set withdrawn_at = now() where receipt_id = $1", connection, withdrawal) { Parameters = { new() { Value = story.Receipt } } })
            await withdraw.ExecuteNonQueryAsync();
        var offered = story.Offer();
        await Eventually.Get(
            () => probe.Query<long>(
                "select (select count(*) from offers where permit_id = $1) + (select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database())",
                story.Permit),
            seen => seen > 0, "the offer taken in, or waiting");
        await withdrawal.CommitAsync();
        await offered;
        await probe.Said<ConsentWithdrawn>(m => m.ConversationId == story.Referral);
    }

    [Fact]
    public async Task Withdrawals_racing_with_offers_and_releases_leave_nothing_open_and_no_referral_running()
    {
        for (var round = 0; round < 12; round++)
        {
            var story = await New().Permitted();
            await Task.WhenAll(story.Offer(), story.Ask(), story.Withdraw());
            await probe.Said<ConsentWithdrawn>(m => m.ConversationId == story.Referral);
            await Eventually.Get(() => probe.Query<long>("select count(*) from releases where conversation_id = $1", story.Referral), seen => seen == 1, "release decided");
            Assert.Equal(0, await probe.Query<long>("select count(*) from disclosures where conversation_id = $1 and shut_at is null", story.Referral));
        }
    }

    [Fact]
    public async Task After_withdrawal_nothing_is_released()
    {
        var story = await New().Offered();
        await story.Withdraw();
        var request = await story.Ask();
        Assert.Equal("WITHDRAWN", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
        Assert.Equal(0, await probe.Query<long>("select count(*) from disclosures where conversation_id = $1", story.Referral));
    }

    [Fact]
    public async Task Consent_that_has_run_out_shuts_what_was_open_and_releases_no_more()
    {
        var story = await New().Released();
        Assert.Equal(HttpStatusCode.OK, (await story.Read()).Status);
        // As if the time had passed: waiting for it would make the test a matter of speed.
        await probe.Execute("update consents set valid_until = now() where receipt_id = $1", story.Receipt);
        var reply = await story.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-expired"), (reply.Status, reply.Problem));
        var request = await story.Ask();
        Assert.Equal("EXPIRED", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Theory]
    [InlineData("x:Shelter", "x:RiskSummary")] // all that it may see of a category
    [InlineData("NGO", "prs_SecondName")]      // one of many
    public async Task What_is_excluded_after_the_release_shuts_it(string kind, string field)
    {
        var story = await New().Released(kind);
        Assert.Equal(HttpStatusCode.OK, (await story.Read()).Status);
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent(new[] { new { field } })));
        var reply = await story.Read();
        Assert.Equal((HttpStatusCode.Gone, "consent-excludes"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task Details_go_to_the_recipients_of_the_permit_only()
    {
        var story = await New().Offered();
        var other = await probe.Listed("x:Shelter");
        var request = await story.Ask(to: other);
        Assert.Equal("RECIPIENT_NOT_NAMED", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_suspended_organisation_gets_nothing_and_reads_nothing()
    {
        var story = await New().Released();
        await probe.Listed("x:Shelter", suspended: true, partner: story.Shelter, version: 2);
        Assert.Equal("recipient-suspended", (await story.Read()).Problem);
        var request = await story.Ask();
        Assert.Equal("RECIPIENT_SUSPENDED", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_recipient_that_gave_the_referral_back_reads_nothing_more_until_it_is_offered_anew()
    {
        var story = await New().Released();
        await End(story);
        Assert.Equal("recipient-ended", (await story.Read()).Problem);

        var late = await story.Ask();
        Assert.Equal("RECIPIENT_ENDED", (await probe.Said<ReleaseRefused>(m => m.RequestId == late)).Reason);
        await story.Offer();
        var anew = await story.Ask();
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == anew)).DisclosureId;
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/disclosures/{disclosure}")).Status);
        Assert.Equal(HttpStatusCode.Gone, (await story.Read()).Status);
    }

    [Fact]
    public async Task An_end_that_overtakes_the_release_still_shuts_it_out()
    {
        var story = await New().Offered();
        await End(story);
        var request = await story.Ask();
        Assert.Equal("RECIPIENT_ENDED", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_recipient_whose_part_has_ended_reads_until_the_moment_that_is_named_and_not_after()
    {
        var story = await New().Released();
        var until = DateTimeOffset.UtcNow.AddSeconds(4);
        await End(story, until);
        var read = await story.Read();
        Assert.Equal(HttpStatusCode.OK, read.Status);
        Assert.Equal(until.ToUnixTimeSeconds(), read.Body.GetProperty("readsUntil").GetDateTimeOffset().ToUnixTimeSeconds());
        var shut = await Eventually.Get(story.Read, r => r.Status == HttpStatusCode.Gone, "shut");
        Assert.Equal("recipient-ended", shut.Problem);
    }

    [Fact]
    public async Task Of_two_ends_the_earlier_counts_in_whatever_order_they_come()
    {
        foreach (var corrected in new[] { true, false })
        {
            var story = await New().Released();
            var ends = new[] { DateTimeOffset.UtcNow.AddDays(14), (DateTimeOffset?)null };
            await End(story, ends[corrected ? 0 : 1]);
            await End(story, ends[corrected ? 1 : 0]);
            await Eventually.Get(story.Read, r => r.Status == HttpStatusCode.Gone, "shut");
            Assert.True(await probe.Query<bool>("select reads_until < now() from ended_recipients where conversation_id = $1", story.Referral));
        }
    }

    [Fact]
    public async Task A_withdrawal_shuts_what_would_have_been_open_for_some_days()
    {
        var story = await New().Released();
        await End(story, DateTimeOffset.UtcNow.AddDays(14));
        await story.Withdraw();
        Assert.Equal("consent-withdrawn", (await story.Read()).Problem);
    }

    [Fact]
    public async Task A_release_that_comes_after_a_good_end_is_open_as_long_as_the_others()
    {
        var story = await New().Offered();
        await End(story, DateTimeOffset.UtcNow.AddDays(14));
        var request = await story.Ask();
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.Equal(JsonValueKind.String, (await probe.Get(story.Ieva, $"/disclosures/{disclosure}")).Body.GetProperty("readsUntil").ValueKind);
    }

    [Fact]
    public async Task Who_was_told_to_stop_gets_nothing_more_on_the_old_consent_and_something_on_a_new_one()
    {
        var story = await New().Released();
        await End(story, stop: true);
        Assert.Equal("person-said-stop", (await Eventually.Get(story.Read, r => r.Status == HttpStatusCode.Gone, "shut")).Problem);
        await story.Offer();
        var old = await story.Ask();
        Assert.Equal("PERSON_SAID_STOP", (await probe.Said<ReleaseRefused>(m => m.RequestId == old)).Reason);

        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent()));
        var permit = Story.Created(await probe.Post(
            story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked }));
        var request = Guid.CreateVersion7();
        await probe.Send(Routes.Release, new ReleaseDetails(request, Conversations.Referral, story.Referral, [permit], new PartnerId(story.Shelter)));
        var disclosure = (await probe.Said<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/disclosures/{disclosure}")).Status);
    }

    [Fact]
    public async Task An_exclusion_is_told_to_the_referrals_that_stand_on_a_permit_it_narrows()
    {
        var story = await New().Offered();
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", await Excluding(story)));
        var told = await probe.Said<PermitNarrowed>(m => m.ConversationId == story.Referral);
        Assert.Equal(story.Permit, told.PermitId);
        Assert.Equal([new PartnerId(story.Shelter)], told.Recipients);
    }

    [Fact]
    public async Task An_offer_that_comes_after_the_exclusion_is_told_too()
    {
        var story = await New().Permitted();
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", await Excluding(story)));
        Assert.Empty(await probe.Heard<PermitNarrowed>(m => m.PermitId == story.Permit));
        await story.Offer();
        Assert.Equal([new PartnerId(story.Shelter)], (await probe.Said<PermitNarrowed>(m => m.ConversationId == story.Referral)).Recipients);
    }

    /// <summary>Consent that names another organisation and shuts the first one out.</summary>
    async Task<object> Excluding(Story story) => new
    {
        purposes = new[] { "Referral" }, recipients = new[] { await probe.Listed("x:Shelter") }, categories = Story.Asked,
        exclusions = new[] { new { partner = story.Shelter } }, givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-12",
        givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(30),
    };

    [Fact]
    public async Task A_case_that_holds_nothing_for_this_kind_releases_nothing()
    {
        var story = await New().Offered();
        var etag = (await probe.Get(story.Rasa, $"/cases/{story.Case}")).ETag;
        await probe.Put(story.Rasa, $"/cases/{story.Case}", new { fields = new { prs_FirstName = Story.FirstName } }, etag);
        var request = await story.Ask();
        Assert.Equal("NOTHING_TO_RELEASE", (await probe.Said<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task An_offer_or_release_on_a_permit_that_was_never_given_goes_to_quarantine()
    {
        var request = new ReleaseDetails(Guid.NewGuid(), Conversations.Referral, Guid.NewGuid(), [Guid.NewGuid()], new PartnerId(Guid.NewGuid()));
        var messageId = Guid.NewGuid();
        await probe.Send(Routes.Release, request, messageId);
        await Eventually.Get(() => probe.Query<long>("select count(*) from quarantine where message_id = $1", messageId), seen => seen == 1, "quarantine");
        Assert.Empty(await probe.Heard<ReleaseRefused>(m => m.RequestId == request.RequestId));
    }

    async Task End(Story story, DateTimeOffset? readsUntil = null, bool stop = false)
    {
        var at = DateTimeOffset.UtcNow;
        await probe.Send(Routes.Offers, new RecipientEnded(Conversations.Referral, story.Referral, Guid.NewGuid(), new PartnerId(story.Shelter), at, readsUntil, stop));
        await Eventually.Get(
            () => probe.Query<long>("select count(*) from ended_recipients where conversation_id = $1 and ended_at >= $2", story.Referral, at.AddMilliseconds(-1)), seen => seen == 1, "end");
    }
}
