using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Referred to the authority that decides who is a victim: on an adult's consent, for a child on none; and what it decided.</summary>
public sealed class StatusTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    readonly Scenario scenario = new(fixture);
    readonly Guid conversation = Guid.CreateVersion7();

    static Dictionary<string, object> Child => new(Scenario.Fields, StringComparer.Ordinal)
    {
        ["prs_Birthdate"] = Today.AddYears(-15).ToString("yyyy-MM-dd"),
    };

    [Fact]
    public async Task A_child_is_referred_without_consent_once_heard_and_told_and_the_authority_reads_what_it_needs()
    {
        var (permit, token) = await ChildsPermit();
        var claims = fixture.Claims("permit+jwt", token);
        Assert.Equal(
            ("Handoff", "authority", permit), (claims.GetProperty("purpose").GetString(), claims.GetProperty("part").GetString(),
                claims.GetProperty("receipt").GetGuid()));
        await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "child-heard" && a.Related == permit);
        Assert.Equal("agrees", await fixture.Query<string>("select child_view from permits where permit_id = $1 and receipt_id is null", permit));
        (await fixture.Get(scenario.Rasa, $"/permits/{permit}")).Is(HttpStatusCode.OK);

        var disclosure = (await Released(permit)).DisclosureId;
        var read = (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK).Body.GetProperty("fields");
        Assert.Equal(
            ["prs_Birthdate", "prs_Citizenship", "prs_FirstName", "prs_MailingCity", "prs_SecondName", "vic_TypeOfExploitation", "x:Alias",
                "x:RiskSummary"],
            Scenario.Names(read)); // no telephone, no health, no whereabouts
        Assert.Equal(
            permit, (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/disclosures")).Items.Single().GetProperty("receiptId").GetGuid());

        // An adult after all: nothing new goes, and what went shuts.
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { prs_Birthdate = "1990-01-01" } }, "\"1\"")).Is(HttpStatusCode.OK);
        (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Is(HttpStatusCode.Gone);
        Assert.Equal("NOW_ADULT", (await Refused(permit)).Reason);
    }

    [Fact]
    public async Task What_a_child_excluded_does_not_go_and_an_objection_stops_nothing()
    {
        await scenario.Opened(Child);
        await Met();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new
        {
            purposes = new[] { "Handoff" }, categories = new[] { "Name" }, givenBy = "guardian", childView = "objects", childWords = "Ne.",
            decider = new { kind = "guardian", name = "Aldona Šimkutė", document = "Court 2-1/2020" },
            exclusions = new object[] { new { field = "prs_Citizenship" }, new { category = "Exploitation" } },
        })));
        var (permit, _) = await AskedFor(childView: "objects");
        var disclosure = (await Released(permit)).DisclosureId;
        var read = (await fixture.Get(scenario.Ieva, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK).Body.GetProperty("fields");
        Assert.Equal(["prs_Birthdate", "prs_FirstName", "prs_MailingCity", "prs_SecondName", "x:Alias"], Scenario.Names(read));
    }

    [Fact]
    public async Task Whoever_is_believed_to_be_a_child_with_recorded_reasons_needs_none_either_and_a_missing_birth_date_is_an_adults()
    {
        await scenario.Opened();
        await Met();
        var refused = (await Ask()).Is(HttpStatusCode.Conflict);
        Assert.Contains("Without a birth date the person is an adult", refused.Text);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new Dictionary<string, string> { ["x:WhyChild"] = "In the eighth form." } },
            "\"1\"")).Is(HttpStatusCode.OK);
        (await Ask()).Is(HttpStatusCode.Created);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}",
            new { fields = new { prs_Birthdate = "1990-01-01" } },
            (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}")).ETag)).Is(HttpStatusCode.OK);
        Assert.DoesNotContain("Without", (await Ask()).Is(HttpStatusCode.Conflict).Text);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task What_is_no_hearing_is_refused_with_its_place()
    {
        await scenario.Opened(Child);
        await Met();
        Assert.Equal(
            ["/heard", "/told", "/childView"],
            (await Ask(new { authority = scenario.Shelter, heard = false, told = false, childView = "maybe" })).Is(HttpStatusCode.BadRequest)
                .Pointers);
        var police = await fixture.Listed("LawEnforcement");
        foreach (var authority in new[] { police, Guid.NewGuid() })
            Assert.Equal(
                ["/authority"],
                (await Ask(new { authority, heard = true, told = true, childView = "agrees" })).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await fixture.Post(Somebody(), $"/cases/{scenario.Case}/status-permits", Whole("agrees"))).Status);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from permits where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task A_case_with_a_childs_permit_is_not_swept()
    {
        await Met();
        var reserved = Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { id = Guid.CreateVersion7(), fields = Child }));
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{reserved}/status-permits", Whole("agrees")));
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, scenario.Rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        (await fixture.Get(scenario.Rasa, $"/cases/{reserved}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_adult_is_referred_on_consent_for_the_authority_and_notes_go_without_an_offer()
    {
        await scenario.Opened();
        await Met();
        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { "Handoff" }, categories = new[] { "Name", "Citizenship" } })));
        var permit = Scenario.Created(await scenario.AskForPermit("Handoff", "authority", ["Name", "Citizenship"]));
        (await Note(scenario.Rasa)).Is(HttpStatusCode.NotFound); // Cases has not heard of it
        await Released(permit);
        var note = Scenario.Created(await Note(scenario.Rasa));
        (await fixture.Get(scenario.Ieva, $"/notes/{note}")).Is(HttpStatusCode.OK);
        note = Scenario.Created(await Note(scenario.Ieva));
        (await fixture.Get(scenario.Rasa, $"/notes/{note}")).Is(HttpStatusCode.OK);
        (await fixture.Get(Somebody(), $"/notes/{note}")).Is(HttpStatusCode.NotFound);
        (await Note(Somebody())).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_the_authority_decides_stands_in_the_case_once_and_sealed()
    {
        var (permit, _) = await ChildsPermit();
        foreach (var (fact, what) in new[] { (Guid.CreateVersion7(), "reasonable-grounds"), (Guid.CreateVersion7(), "negative") })
        {
            var told = new StatusDecided(
                conversation, permit, fact, what, scenario.Ieva.Id, Today, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(5));
            var (message, another, last) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
            await Decided(told, message);
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from status_decisions where fact_id = $1", fact), seen => seen == 1, fixture.Output);
            await Decided(told, message); // told again, and under another id: nothing of that is kept, and it is no failure
            await Decided(told, another);
            await Decided(told with { FactId = Guid.CreateVersion7(), By = new(Guid.NewGuid()) }, last); // a failure, after all its tries
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from quarantine where message_id = $1", last), seen => seen == 1, fixture.Output);
            Assert.Equal(0, await fixture.Query<long>("select count(*) from quarantine where message_id in ($1, $2)", message, another));
        }
        var read = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/status")).Is(HttpStatusCode.OK);
        Assert.Equal(["reasonable-grounds", "negative"], read.Items.Select(line => line.GetProperty("code").GetString()));
        Assert.All(read.Items, line => Assert.Equal(scenario.Shelter, line.GetProperty("by").GetGuid()));
        (await fixture.Get(scenario.Ieva, $"/cases/{scenario.Case}/status")).Is(HttpStatusCode.NotFound);
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "status-read" && a.Actor == scenario.Rasa.Actor);
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "status-recorded" && a.Actor == Guid.Empty && a.Commitment is not null);
        Assert.DoesNotContain(
            "negative",
            await fixture.Query<string>("select string_agg(d::text || encode(sealed, 'escape'), '') from status_decisions d"));
    }

    [Fact]
    public async Task A_period_that_is_granted_reaches_a_running_return_the_same_day_and_an_end_tells_nobody()
    {
        var (permit, _) = await ChildsPermit();
        await Released(permit);
        var journey = Guid.CreateVersion7();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "return", id = journey }));
        var document = Scenario.Created(await Note(scenario.Ieva, "Order 17/2026, with the caseworker."));
        var granted = new StatusDecided(
            conversation, permit, Guid.CreateVersion7(), "granted", scenario.Ieva.Id, Today, DateTimeOffset.UtcNow, From: Today,
            Until: Today.AddDays(30), NoteId: document);
        await Decided(granted);
        await fixture.Published<TravellerToBeTold>(m => m.ReturnId == journey);
        await Decided(granted); // twice, under another message id
        await Decided(new(
            conversation, permit, Guid.CreateVersion7(), "ended-early", scenario.Ieva.Id, Today, DateTimeOffset.UtcNow, Code: "public-order",
            Challenged: true));
        var facts = await Eventually.Get(
            () => fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/travel-facts"),
            seen => seen.Body.GetProperty("history").GetArrayLength() == 2, fixture.Output);
        var shown = facts.Body.GetProperty("history")[0];
        Assert.Equal(Guid.Empty, shown.GetProperty("by").GetGuid());
        Assert.Equal("Order 17/2026, with the caseworker.", shown.GetProperty("fact").GetProperty("document").GetString());
        Assert.Equal("ended-early", facts.Body.GetProperty("current")[0].GetProperty("fact").GetProperty("state").GetString());
        Assert.Single(await fixture.Received<TravellerToBeTold>(m => m.ReturnId == journey));
    }

    [Fact]
    public async Task What_stands_on_no_permit_or_comes_from_another_authority_is_recorded_nowhere()
    {
        var (permit, _) = await ChildsPermit();
        foreach (var told in new StatusDecided[]
            {
                new(conversation, Guid.NewGuid(), Guid.CreateVersion7(), "negative", scenario.Ieva.Id, Today, DateTimeOffset.UtcNow),
                new(conversation, permit, Guid.CreateVersion7(), "negative", new(Guid.NewGuid()), Today, DateTimeOffset.UtcNow),
            })
        {
            var message = Guid.NewGuid();
            await Decided(told, message);
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from quarantine where message_id = $1", message), seen => seen == 1, fixture.Output);
        }
        Assert.Empty((await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/status")).Items);
    }

    async Task<(Guid Permit, string Token)> ChildsPermit()
    {
        await scenario.Opened(Child);
        await Met();
        return await AskedFor();
    }

    async Task<(Guid Permit, string Token)> AskedFor(string childView = "agrees")
    {
        var reply = await Ask(Whole(childView));
        return (Scenario.Created(reply), reply["permit"]);
    }

    Task Met() => scenario.Met(Codes.CompetentAuthority);

    object Whole(string childView) => new { authority = scenario.Shelter, heard = true, told = true, childView };

    Task<Reply> Ask(object? body = null) =>
        fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/status-permits", body ?? Whole("agrees"));

    Task<Reply> Note(Person who, string text = "Prašome patikslinti.") =>
        fixture.Post(who, "/notes", new { conversation = Conversations.StatusReferral, conversationId = conversation, text });

    Task Decided(StatusDecided told, Guid? messageId = null) => fixture.Send(Routes.Status, told, messageId);

    async Task<DetailsReleased> Released(Guid permit)
    {
        var request = await Request(permit);
        return await fixture.Published<DetailsReleased>(m => m.RequestId == request);
    }

    async Task<ReleaseRefused> Refused(Guid permit)
    {
        var request = await Request(permit);
        return await fixture.Published<ReleaseRefused>(m => m.RequestId == request);
    }

    async Task<Guid> Request(Guid permit)
    {
        var request = Guid.CreateVersion7();
        await fixture.Send(
            Routes.Release, new ReleaseDetails(request, Conversations.StatusReferral, conversation, [permit], scenario.Ieva.Id));
        return request;
    }
}
