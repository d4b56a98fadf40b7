using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What may go to whom, and what arrives.</summary>
public sealed class ReleaseTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    [Fact]
    public async Task A_permit_says_how_far_consent_goes_and_names_no_case()
    {
        var scenario = await new Scenario(fixture).Permitted();
        var shown = await fixture.Get(scenario.Rasa, $"/permits/{scenario.Permit}");
        var claims = fixture.Claims("permit+jwt", shown["permit"]);

        Assert.Equal(
            [
                "categories", "exhibits", "exp", "jti", "needs", "only", "onlyVersion", "owner", "part", "purpose", "receipt", "receiptVersion",
                "recipients",
            ],
            claims.EnumerateObject().Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal(scenario.Permit, claims.GetProperty("jti").GetGuid());
        Assert.Equal(scenario.Rasa.Partner, claims.GetProperty("owner").GetGuid());
        Assert.Equal(scenario.Shelter, claims.GetProperty("recipients")[0].GetGuid());
        Assert.Equal(scenario.Receipt, claims.GetProperty("receipt").GetGuid());
        Assert.DoesNotContain(scenario.Case.ToString(), claims.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            Scenario.Asked.Except(["Location"]),
            shown.Body.GetProperty("covered")[0].GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
    }

    [Theory]
    [InlineData("Handoff", "Name", "purpose-not-named")]
    [InlineData("Referral", "Skills", "category-not-covered")]
    public async Task A_permit_that_consent_does_not_reach_is_refused_with_the_reason(string purpose, string category, string reason)
    {
        var scenario = await new Scenario(fixture).Consented();
        var reply = await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new
            {
                purpose, part = purpose == Codes.Handoff ? Codes.Police : null, recipients = new[] { scenario.Shelter },
                categories = new[] { category },
            });
        Assert.Equal((HttpStatusCode.Conflict, reason), (reply.Status, reply.Problem));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task The_organisation_that_accepted_reads_what_its_kind_may_see_and_everything_is_on_the_ledger()
    {
        var scenario = await new Scenario(fixture).Released();
        var reply = (await scenario.Read()).Is(HttpStatusCode.OK);

        Assert.Equal(["prs_MobilePhone", "x:Alias", "x:NeedsSummary", "x:RiskSummary"], Scenario.Names(reply.Body.GetProperty("fields")));
        Assert.Equal("زهرة", reply.Body.GetProperty("fields").GetProperty("x:Alias").GetString());
        Assert.Equal(scenario.Referral, reply.Body.GetProperty("conversationId").GetGuid());
        Assert.DoesNotContain(scenario.Case.ToString(), reply.Text, StringComparison.Ordinal);

        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "disclosure-read"
                && a.Actor == scenario.Ieva.Actor && a.Related == scenario.Disclosure);
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "details-released" && a.Related == scenario.Disclosure);
        var acts = (await fixture.Received<AuditRecorded>(a => a.Reference == scenario.LedgerReference)).Select(a => a.Verb).ToArray();
        Assert.Equal(["case-opened", "case-read", "consent-given", "permit-given", "referral-offered", "details-released", "disclosure-read"], acts);

        var sent = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/disclosures")).Items[0];
        Assert.Equal(scenario.Shelter, sent.GetProperty("recipient").GetGuid());
        Assert.Equal(1, sent.GetProperty("reads").GetInt32());
    }

    [Theory]
    [InlineData("LawEnforcement")]
    [InlineData("ImmigrationService")]
    [InlineData("x:BorderGuard")]
    [InlineData("x:LabourInspectorate")]
    [InlineData(Codes.CompetentAuthority)]
    [InlineData(Codes.Court)]
    public async Task No_authority_is_permitted_a_referral_whatever_the_person_agreed_to(string kind)
    {
        var scenario = new Scenario(fixture);
        await scenario.Opened();
        await scenario.Met(kind);
        Assert.Equal(["/recipients/0"], (await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent())).Pointers);

        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { "Referral", "Handoff" } })));
        var reply = await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked });
        Assert.Equal((HttpStatusCode.BadRequest, "/recipients/0"), (reply.Status, reply.Pointers.Single()));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task Whom_an_organisation_cannot_find_it_can_permit_nothing_either()
    {
        var scenario = await new Scenario(fixture).Consented();
        await fixture.Listed("x:Embassy", partner: scenario.Rasa.Partner);
        var reply = await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked });
        Assert.Equal((HttpStatusCode.BadRequest, "/recipients/0"), (reply.Status, reply.Pointers.Single()));
    }

    [Fact]
    public async Task What_the_person_opens_to_a_clinic_by_their_own_choice_goes_to_it_and_nothing_more()
    {
        var scenario = new Scenario(fixture);
        await scenario.Opened();
        await scenario.Met("HealthServiceOrganisation");
        Task<Reply> Give(object opening) =>
            fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new { openings = new[] { opening } }));
        Assert.Equal(["/openings/0/partner"], (await Give(new { partner = scenario.Rasa.Partner, field = "prs_MobilePhone" })).Pointers);
        Assert.Equal(["/openings/0/field"], (await Give(new { partner = scenario.Shelter, field = "prs_FirstName" })).Pointers);
        Assert.Equal(["/openings/0/field"], (await Give(new { partner = scenario.Shelter, field = "nothing" })).Pointers);

        Scenario.Created(await Give(new { partner = scenario.Shelter, field = "prs_MobilePhone" }));
        var shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Items[0].GetProperty("openings")[0];
        Assert.Equal("prs_MobilePhone", shown.GetProperty("field").GetString());
        await scenario.TakePermit();
        await scenario.Offer();
        var request = await scenario.Ask();
        var disclosure = (await fixture.Published<DetailsReleased>(m => m.RequestId == request)).DisclosureId;
        var names = Scenario.Names((await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Body.GetProperty("fields"));
        Assert.Contains("prs_MobilePhone", names);
        Assert.DoesNotContain("x:SafeContact", names);
        Assert.DoesNotContain("x:ExploitationDetails", names);
    }

    [Theory]
    [InlineData("NGO")]
    [InlineData("x:IntergovernmentalOrganisation")]
    [InlineData("x:Embassy")]
    public async Task Nobody_is_told_where_the_person_is_or_where_they_live(string kind)
    {
        var scenario = await new Scenario(fixture).Released(kind);
        var names = Scenario.Names((await scenario.Read()).Body.GetProperty("fields"));
        Assert.DoesNotContain("x:Whereabouts", names);
        Assert.DoesNotContain("prs_MailingCity", names);
        Assert.Equal(kind != "x:Embassy", names.Contains("prs_MobilePhone"));
    }

    [Fact]
    public async Task A_disclosure_is_its_recipients_alone()
    {
        var scenario = await new Scenario(fixture).Released();
        (await fixture.Get(scenario.Rasa, $"/disclosures/{scenario.Disclosure}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(), $"/disclosures/{scenario.Disclosure}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(scenario.Ieva.As(Roles.Administrator), $"/disclosures/{scenario.Disclosure}")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Another_organisation_cannot_open_a_disclosure_even_with_the_row_rewritten_to_its_name()
    {
        var scenario = await new Scenario(fixture).Released();
        var other = Somebody(partner: await fixture.Listed(Codes.Shelter));
        await fixture.Execute("update disclosures set recipient = $2 where disclosure_id = $1", scenario.Disclosure, other.Partner);
        var reply = await fixture.Get(other, $"/disclosures/{scenario.Disclosure}");
        Assert.NotEqual(HttpStatusCode.OK, reply.Status);
        Assert.DoesNotContain("زهرة", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_was_excluded_stays_behind()
    {
        var scenario = await new Scenario(fixture).Released("NGO", exclusions: new[] { new { field = "prs_SecondName" } });
        var names = Scenario.Names((await scenario.Read()).Body.GetProperty("fields"));
        Assert.Contains("prs_FirstName", names);
        Assert.DoesNotContain("prs_SecondName", names);
        Assert.DoesNotContain("x:HealthDetails", names);
        Assert.DoesNotContain("prs_Citizenship", names);
    }

    [Fact]
    public async Task An_organisation_with_a_key_of_its_own_gets_what_only_it_can_open()
    {
        using var own = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var scenario = await new Scenario(fixture).Released(publicKey: RecipientKey.From(own).Jwk);
        var reply = await scenario.Read();
        Assert.DoesNotContain("زهرة", reply.Text, StringComparison.Ordinal);

        var terms = new DisclosureTerms(
            scenario.Disclosure, Conversations.Referral, scenario.Referral, scenario.Shelter, "Referral", Codes.Recipient,
            scenario.Receipt);
        var fields = SealedDisclosure.Open(reply["jwe"], terms, new SigningKey(fixture.SigningKeyFile), own).Fields;
        Assert.Equal("زهرة", fields["x:Alias"].GetString());
        Assert.Equal("ECDH-ES+A256KW", JWT.Headers(reply["jwe"])["alg"]);
        Assert.Equal(0, await Query<long>(fixture.Keys, "select count(*) from custodial_keys where partner_id = $1", scenario.Shelter));
    }

    [Fact]
    public async Task A_request_that_comes_again_gets_the_same_answer_and_makes_no_second_disclosure()
    {
        var scenario = await new Scenario(fixture).Offered();
        var request = await scenario.Ask();
        await fixture.Published<DetailsReleased>(m => m.RequestId == request);
        await scenario.Ask(request);
        var answers = await fixture.Received<DetailsReleased>(m => m.RequestId == request, 2);
        Assert.Equal(2, answers.Count);
        Assert.Single(answers.Select(a => a.DisclosureId).Distinct());
        Assert.Equal(1, await fixture.Query<long>("select count(*) from disclosures where conversation_id = $1", scenario.Referral));
    }

    [Fact]
    public async Task An_offer_that_is_told_again_is_on_the_ledger_once()
    {
        var scenario = await new Scenario(fixture).Permitted();
        var offer = new OfferMade(
            Conversations.Referral, scenario.Referral, Guid.CreateVersion7(), [scenario.Permit], scenario.Rasa.Id, new(scenario.Shelter),
            DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1));
        // Of what is told again nothing is kept, not even that it came: another offer, sent after it, tells when it has been taken.
        await Consumed(offer);
        await fixture.Send(Routes.Offers, offer);
        await Consumed(offer with { OfferId = Guid.CreateVersion7(), ConversationId = Guid.NewGuid() });
        await Eventually.Get(() => fixture.Query<long>("select count(*) from outbox"), rows => rows == 0, "everything said");

        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Verb == "referral-offered" && a.Related == scenario.Referral));

        async Task Consumed(OfferMade one)
        {
            var messageId = Guid.NewGuid();
            await fixture.Send(Routes.Offers, one, messageId);
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from inbox where message_id = $1", messageId),
                seen => seen == 1, $"consumed; log: {fixture.Output}");
        }
    }

    [Fact]
    public async Task Details_go_to_the_recipients_of_the_permit_only()
    {
        var scenario = await new Scenario(fixture).Offered();
        var other = await fixture.Listed(Codes.Shelter);
        var request = await scenario.Ask(to: other);
        Assert.Equal("RECIPIENT_NOT_NAMED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_case_that_holds_nothing_for_this_kind_releases_nothing()
    {
        var scenario = await new Scenario(fixture).Offered();
        var etag = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}")).ETag;
        await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { prs_FirstName = Scenario.FirstName } }, etag);
        var request = await scenario.Ask();
        Assert.Equal("NOTHING_TO_RELEASE", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task An_offer_or_release_on_a_permit_that_was_never_given_goes_to_quarantine()
    {
        var request = new ReleaseDetails(Guid.NewGuid(), Conversations.Referral, Guid.NewGuid(), [Guid.NewGuid()], new PartnerId(Guid.NewGuid()));
        var messageId = Guid.NewGuid();
        await fixture.Send(Routes.Release, request, messageId);
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from quarantine where message_id = $1", messageId), seen => seen == 1, "quarantine");
        Assert.Empty(await fixture.Received<ReleaseRefused>(m => m.RequestId == request.RequestId));
    }
}
