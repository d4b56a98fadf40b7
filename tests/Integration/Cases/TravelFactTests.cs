using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What may bar travel: recorded in the case, told to a return as no more than whether.</summary>
public sealed class TravelFactTests(CasesFixture fixture) : IClassFixture<CasesFixture>, IAsyncLifetime
{
    const string Rule = "protection-asked-valid";
    readonly Scenario scenario = new(fixture);
    readonly Guid journey = Guid.CreateVersion7();

    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    public async Task InitializeAsync()
    {
        await Ruled("*", 14);
        await scenario.Opened();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_fact_is_kept_with_who_recorded_it_and_older_ones_stay_readable()
    {
        var first = await Record(Status("none", Today.AddDays(-3)));
        var second = await Record(Status("applied", Today));
        var facts = (await fixture.Get(scenario.Rasa, Path)).Is(HttpStatusCode.OK).Body;
        Assert.Equal([second], Ids(facts.GetProperty("current")));
        Assert.Equal([first, second], Ids(facts.GetProperty("history")));
        var shown = facts.GetProperty("history")[0];
        Assert.Equal(scenario.Rasa.Actor, shown.GetProperty("by").GetGuid());
        Assert.Equal("none", shown.GetProperty("fact").GetProperty("state").GetString());
        var state = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/travel-state")).Is(HttpStatusCode.OK);
        Assert.Equal(["PROTECTION_APPLIED"], state.Strings("bars"));
        Assert.Empty(state.Strings("missing"));

        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "travel-fact-recorded" && a.Related == first && a.Actor == scenario.Rasa.Actor
                && a.Commitment is not null);
        foreach (var verb in new[] { "travel-facts-read", "travel-state-read" })
            await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == verb && a.Actor == scenario.Rasa.Actor);
    }

    [Fact]
    public async Task Nothing_of_a_fact_stands_in_a_table_and_a_destroyed_key_takes_it_along()
    {
        var id = await Record(new
        {
            kind = "order", on = Today, state = "bars", by = "Teisėja Žemyna Ąžuolaitė", document = "e2-17-1234/2026", until = Today.AddDays(9)
        });
        var row = await fixture.Query<string>("select f::text || encode(sealed, 'escape') from travel_facts f where fact_id = $1", id);
        foreach (var word in new[] { "order", "bars", "Žemyna", "e2-17", "until" })
            Assert.DoesNotContain(word, row, StringComparison.Ordinal);
        // Bound to its place: moved, it does not open.
        var other = await Record(Status("none", Today));
        await fixture.Execute("update travel_facts set sealed = (select sealed from travel_facts where fact_id = $1) where fact_id = $2", id, other);
        (await fixture.Get(scenario.Rasa, Path)).Is(HttpStatusCode.InternalServerError);

        await ServiceFixture.Execute(fixture.Keys, "delete from keys where kind = 'Case' and id = $1", scenario.Case);
        foreach (var reply in new[]
            {
                await fixture.Get(scenario.Rasa, Path), await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/travel-state"),
                await fixture.Post(scenario.Rasa, Path, Status("none", Today)),
            })
            Assert.Equal((HttpStatusCode.Gone, "erased"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task What_is_not_yours_is_not_found_nor_what_is_for_other_colleagues()
    {
        var colleague = Somebody(partner: scenario.Rasa.Partner);
        await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } }, "\"1\"");
        foreach (var who in new[] { Somebody(), colleague })
        {
            (await fixture.Post(who, Path, Status("none", Today))).Is(HttpStatusCode.NotFound);
            (await fixture.Get(who, Path)).Is(HttpStatusCode.NotFound);
            (await fixture.Get(who, $"/cases/{scenario.Case}/travel-state")).Is(HttpStatusCode.NotFound);
        }
        (await fixture.Get(Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner), Path)).Is(HttpStatusCode.Forbidden);
        Assert.Equal(0, await Count());
    }

    [Theory]
    [InlineData("""{"kind":"visa","on":"2026-11-01","state":"none"}""", "/kind")]
    [InlineData("""{"kind":"protection-status","on":"2026-11-01","state":"bars"}""", "/state")]
    [InlineData("""{"kind":"protection-status","on":"2999-01-01","state":"none"}""", "/on")]
    [InlineData("""{"kind":"protection-status","on":"yesterday","state":"none"}""", "/on")]
    [InlineData("""{"kind":"protection-status","state":"none"}""", "/on")]
    [InlineData("""{"kind":"protection-status","on":"2026-11-01","state":"none","asylum":"no"}""", "/asylum")]
    [InlineData("""{"kind":"order","on":"2026-11-01","state":"bars","by":"Teismas"}""", "/document")]
    [InlineData("""{"kind":"order","on":"2026-11-01","state":"bars","by":"Teismas","document":"1","until":"2026-10-01"}""", "/until")]
    [InlineData("""{"kind":"order","on":"2026-11-01","state":"lifted","document":"1","lifts":"0b000000-0000-4000-8000-000000000001"}""", "/lifts")]
    [InlineData("""{"kind":"decider","on":"2026-11-01","state":"court-order","decider":{"kind":"court","name":"A","document":"1"}}""", "/decider")]
    public async Task What_is_no_fact_is_refused_with_its_place_and_nothing_is_kept(string body, string pointer)
    {
        var reply = (await fixture.Post(scenario.Rasa, Path, body)).Is(HttpStatusCode.BadRequest);
        Assert.Equal([pointer], reply.Pointers);
        Assert.Equal(0, await Count());
    }

    [Fact]
    public async Task Who_is_named_as_exploiter_decides_nothing_for_a_child()
    {
        var child = await new Scenario(fixture).Opened(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["prs_Birthdate"] = Today.AddYears(-15).ToString("yyyy-MM-dd"),
            ["x:PerpetratorNames"] = "Blogas Tadas",
        });
        var facts = $"/cases/{child.Case}/travel-facts";
        Assert.Equal(["/decider/name"], (await fixture.Post(child.Rasa, facts, Decider("Tadas Blogas"))).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Contains("NO_DECIDER", (await fixture.Get(child.Rasa, $"/cases/{child.Case}/travel-state")).Strings("missing"));
        Scenario.Created(await fixture.Post(child.Rasa, facts, Decider("Aldona Šimkutė")));
        Assert.DoesNotContain("NO_DECIDER", (await fixture.Get(child.Rasa, $"/cases/{child.Case}/travel-state")).Strings("missing"));

        static object Decider(string name) => new
        {
            kind = "decider", on = Today, state = "sole-responsibility", decider = new { kind = "parent", name, document = "Court 2-1/2020" }
        };
    }

    [Fact]
    public async Task A_return_is_answered_by_what_the_case_says_and_told_no_reason()
    {
        await Tie(scenario, journey);
        await Record(Status("none", Today));
        var asked = await Ask();
        var answer = await fixture.Published<NoBarKnown>(m => m.RequestId == asked);
        Assert.Equal(journey, answer.ReturnId);
        Assert.Equal(["At", "RequestId", "ReturnId"], typeof(TravelBarred).GetProperties().Select(member => member.Name).Order());
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "travel-answer-given" && a.Related == journey);

        // Told unasked, once for each change.
        await Record(Status("applied", Today));
        await fixture.Published<TravelBarred>(m => m.ReturnId == journey && m.RequestId is null);
        await Record(new { kind = "order", on = Today, state = "bars", by = "Teismas", document = "2-17/2026" });
        await Record(Status("none", Today)); // the order bars still
        await Record(Status("not-asked", Today));
        await fixture.Published<NotEstablished>(m => m.ReturnId == journey && m.RequestId is null);
        Assert.Single(await fixture.Received<TravelBarred>(m => m.ReturnId == journey));

        asked = await Ask();
        await fixture.Published<NotEstablished>(m => m.RequestId == asked);
    }

    [Fact]
    public async Task A_question_that_comes_twice_does_no_harm()
    {
        await Tie(scenario, journey);
        await Record(Status("none", Today));
        var (asked, message) = (Guid.CreateVersion7(), Guid.NewGuid());
        foreach (var messageId in new[] { message, message, Guid.NewGuid() })
            await fixture.Send(Routes.Travel, new ClearToTravel(asked, journey, scenario.Rasa.Id), messageId);
        Assert.Equal(2, (await fixture.Received<NoBarKnown>(m => m.RequestId == asked, 2)).Count);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from travel_questions where return_id = $1", journey));
    }

    [Fact]
    public async Task A_fact_that_is_recorded_while_the_return_asks_waits_for_the_question_and_tells_it()
    {
        await Tie(scenario, journey);
        await Record(Status("none", Today));
        await using var connection = await fixture.Database.OpenConnectionAsync();
        await using var question = await connection.BeginTransactionAsync();
        foreach (var step in new[]
            {
                "select pg_advisory_xact_lock(hashtextextended($1::text, 2))",
                "insert into travel_questions (return_id, last_answer, asked_at) values ($1, 'NoBarKnown', now())",
            })
        {
            await using var command = new Npgsql.NpgsqlCommand(step, connection, question) { Parameters = { new() { Value = journey } } };
            await command.ExecuteNonQueryAsync();
        }
        var recording = Record(Status("applied", Today));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from pg_locks where locktype = 'advisory' and not granted"),
            waiting => waiting > 0 || recording.IsCompleted, "the fact waits");
        await question.CommitAsync();
        await recording;
        await fixture.Published<TravelBarred>(m => m.ReturnId == journey && m.RequestId is null);
    }

    [Fact]
    public async Task The_worst_of_the_travellers_counts_and_of_the_leads_cases_alone()
    {
        var nobody = await Ask();
        await fixture.Published<NotEstablished>(m => m.RequestId == nobody); // no tie at all
        await Record(Status("none", Today));
        await Tie(scenario, journey);
        await fixture.Published<NoBarKnown>(m => m.ReturnId == journey && m.RequestId is null);

        // A case that another organisation ties says nothing, but where nobody is named as lead it is not clear whose count.
        var other = await new Scenario(fixture).Opened();
        await Tie(other, journey);
        var (named, unnamed) = (await Ask(), await Ask(lead: false));
        await fixture.Published<NoBarKnown>(m => m.RequestId == named);
        await fixture.Published<NotEstablished>(m => m.RequestId == unnamed);
        named = await Ask();
        await fixture.Published<NoBarKnown>(m => m.RequestId == named);

        // A second traveller of the lead, of whom nothing is known.
        var sister = Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { fields = new { } }));
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{sister}/ties", new { conversation = "return", id = journey }));
        await fixture.Published<NotEstablished>(m => m.ReturnId == journey && m.RequestId is null);
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{sister}/travel-facts", Status("in-appeal", Today)));
        await fixture.Published<TravelBarred>(m => m.ReturnId == journey && m.RequestId is null);
    }

    [Fact]
    public async Task A_birth_date_that_makes_a_child_of_the_traveller_changes_the_answer()
    {
        await Tie(scenario, journey);
        await Record(Status("none", Today));
        var asked = await Ask();
        await fixture.Published<NoBarKnown>(m => m.RequestId == asked);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { prs_Birthdate = Today.AddYears(-12).ToString("yyyy-MM-dd") } }, "\"1\""))
            .Is(HttpStatusCode.OK);
        await fixture.Published<NotEstablished>(m => m.ReturnId == journey && m.RequestId is null);
    }

    [Fact]
    public async Task A_consent_that_doubts_the_travellers_age_changes_the_answer()
    {
        await Tie(scenario, journey);
        await Record(Status("none", Today));
        var asked = await Ask();
        await fixture.Published<NoBarKnown>(m => m.RequestId == asked);
        await scenario.Met();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(with: new
        {
            givenBy = "guardian",
            decider = new { kind = "guardian", name = "Aldona Šimkutė", document = "Court 2-1/2020" },
            childView = "agrees",
            childWords = "Gerai.",
            whyChild = "Says they are in the eighth form.",
        })));
        await fixture.Published<NotEstablished>(m => m.ReturnId == journey && m.RequestId is null);
    }

    [Fact]
    public async Task When_a_fact_runs_out_the_changed_answer_is_told_by_itself()
    {
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner); // in XS
        await Tie(scenario, journey);
        await Record(Status("none", Today.AddDays(-5)));
        var asked = await Ask();
        await fixture.Published<NoBarKnown>(m => m.RequestId == asked);
        var timer = $"travel-fact-due:{journey}";
        var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
        Assert.Equal(
            ReferralNetwork.Chassis.Timing.Zones.EndOf(Today.AddDays(9), zone).UtcDateTime,
            await fixture.Query<DateTime>("select due_at from outbox where timer_key = $1", timer));
        // Time cannot be moved, but what it is measured by can.
        await Ruled("XS", 4);
        await fixture.Execute("update outbox set due_at = now() where timer_key = $1", timer);
        await fixture.Published<NotEstablished>(m => m.ReturnId == journey && m.RequestId is null);
    }

    [Fact]
    public async Task A_case_with_a_fact_is_not_swept()
    {
        var reserved = Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{reserved}/travel-facts", Status("none", Today)));
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, scenario.Rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        (await fixture.Get(scenario.Rasa, $"/cases/{reserved}")).Is(HttpStatusCode.OK);
    }

    async Task<Guid> Ask(bool lead = true)
    {
        var request = Guid.CreateVersion7();
        await fixture.Send(Routes.Travel, new ClearToTravel(request, journey, lead ? scenario.Rasa.Id : null));
        return request;
    }

    async Task Tie(Scenario traveller, Guid to) =>
        Scenario.Created(await fixture.Post(traveller.Rasa, $"/cases/{traveller.Case}/ties", new { conversation = "return", id = to }));

    async Task Ruled(string jurisdiction, int days)
    {
        await fixture.Send(Routes.KnownToCases, new RuleSet(jurisdiction, Rule, days, "days", new(2026, 1, 1), null, "Network agreement"));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from known_rules where rule = $1 and jurisdiction = $2", Rule, jurisdiction), seen => seen > 0,
            $"rule; log: {fixture.Output}");
    }

    async Task<Guid> Record(object fact) => Scenario.Created(await fixture.Post(scenario.Rasa, Path, fact));

    Task<long> Count() => fixture.Query<long>("select count(*) from travel_facts where case_id = $1", scenario.Case);

    string Path => $"/cases/{scenario.Case}/travel-facts";

    static object Status(string state, DateOnly on) => new { kind = "protection-status", on, state };

    static IEnumerable<Guid> Ids(JsonElement facts) => facts.EnumerateArray().Select(fact => fact.GetProperty("id").GetGuid());
}
