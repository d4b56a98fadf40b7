using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What goes to whoever takes part in a return: decided by the part, at the permit, the release and every reading.</summary>
public sealed class PartTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    [Theory]
    [InlineData("document", "x:Embassy", "prs_Birthdate prs_Citizenship prs_FirstName prs_SecondName x:TravelDocument x:TravelDocumentNumber")]
    [InlineData("receiving", "NGO", "prs_FirstName prs_SecondName x:Rendezvous x:RiskSummary")]
    [InlineData("transport", "CorporateBusiness", "prs_FirstName prs_SecondName x:EscortAdvice x:Rendezvous x:TravelDocumentNumber")]
    [InlineData("health", "HealthServiceOrganisation", "prs_FirstName prs_SecondName x:FitToTravel")]
    [InlineData("helper", "NGO", "x:PersonDescription x:Rendezvous")]
    [InlineData("lead", "NGO",
        "prs_Birthdate prs_Citizenship prs_FirstName prs_MailingCity prs_MailingStreet prs_MobilePhone prs_SecondName "
        + "vic_TypeOfExploitation x:Alias x:NeedsSummary x:Rendezvous x:RiskSummary x:ThreatAlert x:TravelDocument x:TravelDocumentNumber")]
    public async Task Whoever_takes_part_in_a_return_reads_what_the_part_needs(string part, string kind, string fields)
    {
        var scenario = await new Scenario(fixture).ReleasedInReturn(part, kind);
        var reply = (await scenario.Read()).Is(HttpStatusCode.OK);
        Assert.Equal(fields.Split(' '), Scenario.Names(reply.Body.GetProperty("fields")));
        Assert.Equal(part, reply["part"]);
        Assert.Equal(part, (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/disclosures")).Items[0].GetProperty("part").GetString());
    }

    [Fact]
    public async Task An_introduction_goes_to_a_lead()
    {
        var scenario = await new Scenario(fixture).ReleasedInReturn(Codes.Lead, "NGO", "Introduction");
        var names = Scenario.Names((await scenario.Read()).Body.GetProperty("fields"));
        Assert.Contains("prs_MobilePhone", names);
        Assert.DoesNotContain("x:Whereabouts", names);
        Assert.DoesNotContain("x:HealthDetails", names);
    }

    [Theory]
    [InlineData("Referral", null, "recipient")]
    [InlineData("Introduction", null, "lead")]
    [InlineData("ReturnAssistance", "receiving", "receiving")]
    public async Task A_permit_says_for_which_part_it_is(string purpose, string? asked, string part)
    {
        var scenario = await new Scenario(fixture).ConsentedToReturn("NGO");
        if (purpose == "Referral")
            Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent()));
        var permit = Scenario.Created(await scenario.AskForPermit(purpose, asked, ["Name"]));
        var given = (await fixture.Get(scenario.Rasa, $"/permits/{permit}"))["permit"];
        Assert.Equal(part, fixture.Claims("permit+jwt", given).GetProperty("part").GetString());
    }

    [Theory]
    [InlineData("ReturnAssistance", null, "document, health, helper, lead, receiving, transport")]
    [InlineData("ReturnAssistance", "requesting", "requesting")]
    [InlineData("ReturnAssistance", "recipient", "document, health, helper, lead, receiving, transport")]
    [InlineData("Introduction", "receiving", "lead")]
    [InlineData("Referral", "lead", "recipient")]
    [InlineData("Handoff", "document", "authority, police")]
    [InlineData("Handoff", null, "authority, police")]
    public async Task A_permit_for_a_part_that_the_purpose_does_not_know_is_refused_with_those_that_it_knows(
        string purpose, string? part, string says)
    {
        var scenario = await new Scenario(fixture).ConsentedToReturn("NGO");
        var reply = await scenario.AskForPermit(purpose, part, ["Name"]);
        Assert.Equal((HttpStatusCode.BadRequest, "/part"), (reply.Status, reply.Pointers.Single()));
        Assert.Contains(says, reply.Text, StringComparison.Ordinal);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
    }

    [Theory]
    [InlineData("lead")]
    [InlineData("receiving")]
    [InlineData("transport")]
    [InlineData("helper")]
    public async Task An_embassy_is_permitted_no_part_but_the_document(string part)
    {
        var scenario = await new Scenario(fixture).ConsentedToReturn("x:Embassy");
        var reply = await scenario.AskForPermit("ReturnAssistance", part, Scenario.EveryCategory);
        Assert.Equal((HttpStatusCode.Conflict, "not-for-this-kind"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task A_disclosure_opens_in_no_other_part_than_it_was_released_for()
    {
        var scenario = await new Scenario(fixture).ReleasedInReturn("receiving", "NGO");
        await fixture.Execute("update disclosures set part = 'lead' where disclosure_id = $1", scenario.Disclosure);
        var reply = await scenario.Read();
        Assert.NotEqual(HttpStatusCode.OK, reply.Status);
        Assert.DoesNotContain(Scenario.FirstName, reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_released_for_a_wider_part_is_shut_where_the_part_does_not_see_it()
    {
        var scenario = await new Scenario(fixture).ReleasedInReturn(Codes.Lead, "NGO");
        await fixture.Execute("update disclosures set part = 'helper' where disclosure_id = $1", scenario.Disclosure);
        (await scenario.Read()).Is(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task What_an_embassy_is_given_for_a_document_shuts_some_time_after_its_first_opening_and_nobody_elses_does()
    {
        await fixture.Ruled("document-access", 72, "hours");
        var embassy = await new Scenario(fixture).ReleasedInReturn(Codes.Document, "x:Embassy");
        Assert.Equal("open", await ShutAt(embassy)); // the time does not run before
        var opened = (await embassy.Read()).Is(HttpStatusCode.OK).Body.GetProperty("readsUntil").GetDateTimeOffset();
        var shutAt = await ShutAt(embassy);
        Assert.Equal(await fixture.Query<string>(
            "select (first_read_at + interval '72 hours')::text from disclosures where disclosure_id = $1", embassy.Disclosure), shutAt);
        Assert.InRange(opened - DateTimeOffset.UtcNow, TimeSpan.FromHours(71), TimeSpan.FromHours(73));
        (await embassy.Read()).Is(HttpStatusCode.OK); // and a second opening makes it no longer
        Assert.Equal(shutAt, await ShutAt(embassy));
        await fixture.Execute("update disclosures set shut_at = now() where disclosure_id = $1", embassy.Disclosure);
        var shut = await embassy.Read();
        Assert.Equal((HttpStatusCode.Gone, "access-expired"), (shut.Status, shut.Problem));

        var receiving = await new Scenario(fixture).ReleasedInReturn("receiving", "NGO");
        (await receiving.Read()).Is(HttpStatusCode.OK);
        Assert.Equal("open", await ShutAt(receiving));
    }

    Task<string> ShutAt(Scenario scenario) =>
        fixture.Query<string>("select coalesce(shut_at::text, 'open') from disclosures where disclosure_id = $1", scenario.Disclosure);

    [Fact]
    public async Task Where_the_law_of_the_recipient_protects_nothing_details_go_if_the_person_was_told_and_a_listing_that_changes_shuts_them()
    {
        var scenario = new Scenario(fixture);
        await scenario.Opened();
        await scenario.Met(transferGround: "NONE");
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent()));
        var refused = await scenario.AskForPermit("Referral", null, ["Name"]);
        Assert.Equal((HttpStatusCode.Conflict, "transfer-not-told"), (refused.Status, refused.Problem));
        var shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Body;
        Assert.Equal("TRANSFER_NOT_TOLD", shown.GetProperty("named")[0].GetProperty("withheld").GetString());

        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new { transfersTold = new[] { scenario.Shelter } })));
        shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Body;
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("named")[0].GetProperty("withheld").ValueKind);
        Assert.Equal(scenario.Shelter, shown.GetProperty("items")[1].GetProperty("transfersTold")[0].GetGuid());
        await scenario.TakePermit();

        var inside = await new Scenario(fixture).Released();
        (await inside.Read()).Is(HttpStatusCode.OK);
        await fixture.Listed(Codes.Shelter, partner: inside.Shelter, version: 2, transferGround: "AGREEMENT");
        var shut = await inside.Read();
        Assert.Equal((HttpStatusCode.Gone, "transfer-not-told"), (shut.Status, shut.Problem));
        var later = await inside.Ask();
        Assert.Equal("TRANSFER_NOT_TOLD", (await fixture.Published<ReleaseRefused>(m => m.RequestId == later)).Reason);
    }

    [Theory]
    [InlineData("x:Embassy")]
    [InlineData("LawEnforcement")]
    public async Task Consent_to_a_return_is_not_recorded_by_an_embassy_or_the_police(string kind)
    {
        var scenario = new Scenario(fixture);
        await fixture.Listed(kind, partner: scenario.Rasa.Partner);
        await scenario.Opened();
        await scenario.Met("NGO");
        Task<Reply> Give(string purpose, string of) => fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { purpose }, interpreterOf = of }));
        Assert.Equal(["/purposes/0"], (await Give("ReturnAssistance", "sworn-interpreter")).Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from consents where case_id = $1", scenario.Case));
        Scenario.Created(await Give("Introduction", "sworn-interpreter"));

        await fixture.Listed("HealthServiceOrganisation", partner: scenario.Rasa.Partner, version: 2);
        Assert.Equal(["/interpreterOf"], (await Give("ReturnAssistance", "embassy-or-authority")).Pointers);
        Scenario.Created(await Give("ReturnAssistance", "sworn-interpreter"));
        var items = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Items;
        Assert.Equal("sworn-interpreter", items[1].GetProperty("interpreterOf").GetString());
    }

    [Fact]
    public async Task A_permit_is_given_for_the_part_that_the_person_agreed_to_and_consents_say_who_can_be_asked_for_which_purpose()
    {
        var scenario = new Scenario(fixture);
        await scenario.Opened();
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner);
        await scenario.Met("NGO");
        Task<Reply> Give(string part) => fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new
        {
            purposes = new[] { "ReturnAssistance" }, categories = Scenario.EveryCategory, interpreterOf = "sworn-interpreter",
            parts = new[] { new { partner = scenario.Shelter, part } },
        }));
        Assert.Equal(["/parts/0/part"], (await Give("document")).Pointers);
        Scenario.Created(await Give("receiving"));
        Scenario.Created(await scenario.AskForPermit("ReturnAssistance", "receiving", ["Name"]));
        var refused = await scenario.AskForPermit("ReturnAssistance", "lead", ["Name"]);
        Assert.Equal((HttpStatusCode.Conflict, "part-not-named"), (refused.Status, refused.Problem));

        var path = $"/cases/{scenario.Case}/consents";
        var shown = await fixture.Get(scenario.Rasa, $"{path}?purpose=ReturnAssistance");
        Assert.Equal("receiving", shown.Items[0].GetProperty("parts")[0].GetProperty("part").GetString());
        Assert.Null(Withheld(shown));
        Assert.Equal("PURPOSE_NOT_NAMED", Withheld(await fixture.Get(scenario.Rasa, $"{path}?purpose=Introduction")));
        Assert.Equal("PURPOSE_NOT_NAMED", Withheld(await fixture.Get(scenario.Rasa, path)));
        Assert.Equal(["/purpose"], (await fixture.Get(scenario.Rasa, $"{path}?purpose=Curiosity")).Pointers);

        static string? Withheld(Reply consents) => consents.Body.GetProperty("named")[0].GetProperty("withheld").GetString();
    }

    [Fact]
    public async Task What_happened_goes_to_the_receiving_organisation_by_the_persons_own_choice_and_never_to_a_carrier()
    {
        var scenario = new Scenario(fixture);
        await scenario.ConsentedToReturn("NGO");
        var carrier = await fixture.Listed("CorporateBusiness");
        Task<Reply> Give(Guid partner) => fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new
        {
            purposes = new[] { "ReturnAssistance" }, recipients = new[] { scenario.Shelter, carrier }, categories = Scenario.EveryCategory,
            openings = new[] { new { partner, field = "vic_TypeOfExploitation" } }, interpreterOf = "own-organisation",
        }));
        Assert.Equal(["/openings/0/field"], (await Give(carrier)).Pointers);
        Scenario.Created(await Give(scenario.Shelter));
        var given = await scenario.AskForPermit("ReturnAssistance", "receiving", ["Exploitation"]);
        Assert.Equal(HttpStatusCode.Created, given.Status);
    }
}
