using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>
/// A return that the lead's case is tied to: each strand stands on a permit of its own part, asked by an offer or by a release alone, and each
/// can end alone.
/// </summary>
public sealed class StrandTests(CasesFixture fixture) : IClassFixture<CasesFixture>, IAsyncLifetime
{
    const string Return = Conversations.Return;

    readonly Guid journey = Guid.CreateVersion7();
    Scenario scenario = null!;

    sealed record Strand(Guid Permit, Guid Receipt, Person To, Guid Disclosure);

    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public async Task InitializeAsync()
    {
        await fixture.Ruled("document-access", 72, "hours");
        await fixture.Ruled("protection-asked-valid", 14, "days");
        scenario = await new Scenario(fixture).ConsentedToReturn("NGO");
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = Return, id = journey }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData("document", "x:Embassy", "prs_Birthdate prs_Citizenship prs_FirstName prs_SecondName x:TravelDocument x:TravelDocumentNumber")]
    [InlineData("receiving", "NGO", "prs_FirstName prs_SecondName x:Rendezvous x:RiskSummary")]
    [InlineData("transport", "CorporateBusiness", "prs_FirstName prs_SecondName x:EscortAdvice x:Rendezvous x:TravelDocumentNumber")]
    [InlineData("health", "HealthServiceOrganisation", "prs_FirstName prs_SecondName x:FitToTravel")]
    [InlineData("helper", Codes.Shelter, "x:PersonDescription x:Rendezvous")]
    public async Task Each_strand_is_released_what_its_part_may_see_to_whom_the_person_named_and_its_reading_is_in_the_leads_case(
        string part, string kind, string fields)
    {
        var strand = await Released(part, kind);
        var read = (await Read(strand)).Is(HttpStatusCode.OK);
        Assert.Equal(fields.Split(' '), Scenario.Names(read.Body.GetProperty("fields")));
        Assert.Equal((part, Return, journey), (read["part"], read["conversation"], read.Body.GetProperty("conversationId").GetGuid()));
        await fixture.Published<AuditRecorded>(
            a => a.Verb == Verbs.DisclosureRead && a.Reference == scenario.LedgerReference && a.Related == strand.Disclosure);

        // To nobody else on the same permit, however it is asked.
        var request = await Ask(strand.Permit, Somebody(partner: await fixture.Listed(kind)));
        Assert.Equal("RECIPIENT_NOT_NAMED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
    }

    [Fact]
    public async Task A_shut_firewall_refuses_the_document_strand_at_the_permit_and_at_the_release_and_no_other_strand()
    {
        var embassy = await Met("x:Embassy");
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}",
            new { fields = new { prs_FirstName = "Rūta", prs_Citizenship = new[] { "XS" } } }, "\"1\"")).Is(HttpStatusCode.OK);
        await Consent(embassy);
        Assert.Equal("protection-status", (await AskPermit("document", embassy)).Is(HttpStatusCode.Conflict).Problem);
        await Says("none");
        var permit = Scenario.Created(await AskPermit("document", embassy));
        await Says("applied");
        Assert.Equal("protection-status", (await AskPermit("document", embassy)).Is(HttpStatusCode.Conflict).Problem);
        var request = await Ask(permit, embassy);
        Assert.Equal("NOT_FOR_THIS_KIND", (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason);
        await Released("receiving", "NGO");

        async Task Says(string state) => Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/travel-facts", new { kind = "protection-status", on = Today, state }));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_that_is_withdrawn_for_one_of_them_is_told_for_its_permit_alone_and_shuts_its_copy_alone(bool offered)
    {
        var (carrier, receiving) = (await Released("transport", "CorporateBusiness", offered), await Released("receiving", "NGO", offered));
        (await fixture.Post(scenario.Rasa, $"/consents/{carrier.Receipt}/withdraw")).Is(HttpStatusCode.OK);
        var told = await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == journey);
        Assert.Equal((Return, carrier.Permit, carrier.Receipt), (told.Conversation, told.PermitId, told.ReceiptId));
        Assert.NotEmpty(await fixture.Received<ConsentWithdrawn>(m => m.PermitId == carrier.Permit, 1, Routes.Return));
        Assert.Empty(await fixture.Received<ConsentWithdrawn>(m => m.PermitId == receiving.Permit));
        Assert.Equal("consent-withdrawn", (await Read(carrier)).Is(HttpStatusCode.Gone).Problem);
        (await Read(receiving)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Consent_to_a_return_that_is_taken_back_is_told_though_nobody_of_the_network_was_asked_for_anything()
    {
        var to = await Met("NGO");
        var (receipt, permit) = (await Consent(to), Scenario.Created(await AskPermit("receiving", to)));
        (await fixture.Post(scenario.Rasa, $"/consents/{receipt}/withdraw")).Is(HttpStatusCode.OK);
        var told = await fixture.Published<ConsentWithdrawn>(m => m.ConversationId == journey);
        Assert.Equal((Return, permit, receipt), (told.Conversation, told.PermitId, told.ReceiptId));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whom_the_person_excludes_is_told_for_its_permit_alone_also_where_no_offer_came_before_its_release(bool offered)
    {
        var (carrier, receiving) = (await Released("transport", "CorporateBusiness", offered), await Released("receiving", "NGO", offered));
        await Consent(await Met("NGO"), exclusions: new[] { new { partner = carrier.To.Partner } });
        var told = await fixture.Published<PermitNarrowed>(m => m.ConversationId == journey);
        Assert.Equal((Return, carrier.Permit), (told.Conversation, told.PermitId));
        Assert.Equal([carrier.To.Id], told.Recipients);
        Assert.NotEmpty(await fixture.Received<PermitNarrowed>(m => m.PermitId == carrier.Permit, 1, Routes.Return));
        Assert.Empty(await fixture.Received<PermitNarrowed>(m => m.PermitId == receiving.Permit));
        Assert.Equal("consent-excludes", (await Read(carrier)).Is(HttpStatusCode.Gone).Problem);
        (await Read(receiving)).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_end_of_a_recipient_shuts_all_that_it_has_and_nobody_elses(bool offered)
    {
        var (both, other) = (await Met("NGO"), await Released("health", "HealthServiceOrganisation", offered));
        var (receiving, helper) = (await Released("receiving", both, offered), await Released("helper", both, offered));
        await End(both);
        foreach (var strand in new[] { receiving, helper })
            Assert.Equal("recipient-ended", (await Shut(strand)).Problem);
        (await Read(other)).Is(HttpStatusCode.OK);
        var late = await Ask(receiving.Permit, both);
        Assert.Equal("RECIPIENT_ENDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == late)).Reason);

        // Asked for again, on a permit given since: what is new opens, and nothing of what has ended.
        var again = await Release(Scenario.Created(await AskPermit("receiving", both)), receiving.Receipt, both, offered);
        (await Read(again)).Is(HttpStatusCode.OK);
        (await Read(receiving)).Is(HttpStatusCode.Gone);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_several_strands_of_one_organisation_one_ends_alone_and_can_be_asked_for_again(bool offered)
    {
        var both = await Met("NGO");
        var (receiving, helper) = (await Released("receiving", both, offered), await Released("helper", both, offered));
        await End(both, helper.Permit);
        Assert.Equal("recipient-ended", (await Shut(helper)).Problem);
        (await Read(receiving)).Is(HttpStatusCode.OK);
        var late = await Ask(helper.Permit, both);
        Assert.Equal("RECIPIENT_ENDED", (await fixture.Published<ReleaseRefused>(m => m.RequestId == late)).Reason);

        var again = await Release(Scenario.Created(await AskPermit("helper", both)), helper.Receipt, both, offered);
        (await Read(again)).Is(HttpStatusCode.OK);
        (await Read(helper)).Is(HttpStatusCode.Gone);
        // Word of the first end that comes late, of all of its part, shuts what is older and nothing of what was asked for since.
        await End(both, at: new(await fixture.Query<DateTime>(
            "select ended_at from ended_recipients where conversation_id = $1 and permit_id = $2", journey, helper.Permit)));
        await Shut(receiving);
        (await Read(again)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_an_embassy_was_given_opens_72_hours_from_the_first_opening_and_whatever_shuts_it_it_is_told_no_other_reason()
    {
        var strand = await Released("document", "x:Embassy");
        var until = (await Read(strand)).Is(HttpStatusCode.OK).Body.GetProperty("readsUntil").GetDateTimeOffset();
        Assert.InRange(until - DateTimeOffset.UtcNow, TimeSpan.FromHours(71.9), TimeSpan.FromHours(72));
        (await fixture.Post(scenario.Rasa, $"/consents/{strand.Receipt}/withdraw")).Is(HttpStatusCode.OK);
        var withdrawn = (await Read(strand)).Is(HttpStatusCode.Gone);

        var (ended, over) = (await Released("document", "x:Embassy"), await Released("document", "x:Embassy"));
        await End(ended.To);
        (await Read(over)).Is(HttpStatusCode.OK);
        await fixture.Execute("update disclosures set shut_at = now() where disclosure_id = $1", over.Disclosure);
        var expired = await Read(over);
        Assert.Equal("access-expired", expired.Problem);
        Assert.All(
            new[] { withdrawn, await Shut(ended) }, shut => Assert.Equal((expired.Problem, expired["detail"]), (shut.Problem, shut["detail"])));
    }

    async Task<Person> Met(string kind) => Somebody(partner: await fixture.Listed(kind));

    async Task<Guid> Consent(Person to, object? exclusions = null) => Scenario.Created(await fixture.Post(
        scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(exclusions, with: new
        {
            purposes = new[] { "ReturnAssistance" }, recipients = new[] { to.Partner }, categories = Scenario.EveryCategory,
            interpreterOf = "sworn-interpreter",
        })));

    Task<Reply> AskPermit(string part, Person to) => fixture.Post(
        scenario.Rasa, $"/cases/{scenario.Case}/permits",
        new { purpose = "ReturnAssistance", part, recipients = new[] { to.Partner }, categories = Scenario.EveryCategory });

    async Task<Strand> Released(string part, string kind, bool offered = false) => await Released(part, await Met(kind), offered);

    async Task<Strand> Released(string part, Person to, bool offered)
    {
        var receipt = await Consent(to);
        return await Release(Scenario.Created(await AskPermit(part, to)), receipt, to, offered);
    }

    async Task<Strand> Release(Guid permit, Guid receipt, Person to, bool offered)
    {
        if (offered)
        {
            var offer = Guid.CreateVersion7();
            await fixture.Send(Routes.Offers, new OfferMade(
                Return, journey, offer, [permit], scenario.Rasa.Id, to.Id, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1)));
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1,
                $"offer; log: {fixture.Output}");
        }
        var request = await Ask(permit, to);
        var released = await fixture.Published<DetailsReleased>(m => m.RequestId == request);
        Assert.Equal((Return, journey, permit), (released.Conversation, released.ConversationId, released.PermitId));
        return new(permit, receipt, to, released.DisclosureId);
    }

    async Task<Guid> Ask(Guid permit, Person to)
    {
        var request = Guid.CreateVersion7();
        await fixture.Send(Routes.Release, new ReleaseDetails(request, Return, journey, [permit], to.Id));
        return request;
    }

    /// <param name="permit">Of what; null: of all of its part.</param>
    async Task End(Person recipient, Guid? permit = null, DateTimeOffset? at = null) =>
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Return, journey, OfferId: null, recipient.Id, at ?? DateTimeOffset.UtcNow, Permits: permit is { } one ? [one] : null));

    Task<Reply> Read(Strand strand) => fixture.Get(strand.To, $"/disclosures/{strand.Disclosure}");

    Task<Reply> Shut(Strand strand) =>
        Eventually.Get(() => Read(strand), reply => reply.Status == HttpStatusCode.Gone, $"shut; log: {fixture.Output}");
}
