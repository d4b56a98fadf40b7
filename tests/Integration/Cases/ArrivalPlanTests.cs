using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>*If I do not arrive*: the case's organisation reads it, and while an alarm goes on the duty desks that it names; nobody else.</summary>
public sealed class ArrivalPlanTests(CasesFixture fixture) : IClassFixture<CasesFixture>, IAsyncLifetime
{
    const string Sister = "Sesuo Žydrė, +370 612 00001", Uncle = "Dėdė Tadas", Hear = "Kad dar neatvykau.";

    readonly Scenario scenario = new(fixture);
    readonly Guid journey = Guid.CreateVersion7();
    Person desk = null!;
    Guid tie;

    string Path => $"/cases/{scenario.Case}/arrival-plans";

    public async Task InitializeAsync()
    {
        await fixture.Ruled("arrival-plan-access", 72, "hours");
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner);
        await scenario.Opened();
        await scenario.Met(Codes.Shelter);
        desk = Somebody(Roles.Counsellor, await fixture.Listed("x:Hotline"));
        tie = Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "return", id = journey }));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task It_is_signed_for_the_return_that_the_case_is_tied_to_and_a_repeat_gets_the_same_token()
    {
        var key = Guid.NewGuid().ToString();
        var made = (await fixture.Post(scenario.Rasa, Path, Plan(), key: key)).Is(HttpStatusCode.Created);
        var again = (await fixture.Post(scenario.Rasa, Path, Plan(), key: key)).Is(HttpStatusCode.Created);
        foreach (var reply in new[] { made, again })
        {
            var claims = fixture.Claims("arrival-plan+jwt", reply["token"]);
            Assert.Equal(
                (made.Id, journey, tie, scenario.Rasa.Partner),
                (claims.GetProperty("jti").GetGuid(), claims.GetProperty("sub").GetGuid(), claims.GetProperty("tie").GetGuid(),
                    claims.GetProperty("owner").GetGuid()));
            Assert.Equal([desk.Partner, scenario.Shelter], claims.GetProperty("desks").EnumerateArray().Select(one => one.GetGuid()));
            Assert.Equal(0, claims.GetProperty("onlyVersion").GetInt64());
            foreach (var secret in new[] { scenario.Case.ToString(), Sister, Uncle, Hear })
                Assert.DoesNotContain(secret, claims.ToString(), StringComparison.Ordinal);
        }
        Assert.Equal(1, await fixture.Query<long>("select count(*) from arrival_plans where case_id = $1", scenario.Case));
        await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ArrivalPlanMade && a.Reference == scenario.LedgerReference
            && a.Related == made.Id && a.Actor == scenario.Rasa.Actor && a.Commitment is not null);

        // The same token is in the case's list, for a return that is to be told later; of another tied return nothing is written.
        var other = Guid.CreateVersion7();
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "return", id = other }));
        var lines = (await fixture.Get(scenario.Rasa, Path)).Is(HttpStatusCode.OK).Items;
        Assert.Equal([other, journey], lines.Select(line => line.GetProperty("returnId").GetGuid()));
        Assert.Equal(JsonValueKind.Null, lines[0].GetProperty("id").ValueKind);
        Assert.Equal(made.Id, fixture.Claims("arrival-plan+jwt", lines[1].GetProperty("token").GetString()!).GetProperty("jti").GetGuid());
        Assert.DoesNotContain(Sister, lines[1].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_the_case_stands_in_the_token()
    {
        var only = new[] { scenario.Rasa.Actor, Guid.NewGuid() };
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only }, "\"1\"")).Is(HttpStatusCode.OK);
        var claims = fixture.Claims("arrival-plan+jwt", (await fixture.Post(scenario.Rasa, Path, Plan()))["token"]);
        Assert.Equal(only, claims.GetProperty("only").EnumerateArray().Select(one => one.GetGuid()));
        Assert.Equal(1, claims.GetProperty("onlyVersion").GetInt64());
    }

    [Fact]
    public async Task An_alarm_opens_it_to_the_desks_that_it_names_on_the_record_until_the_arrival()
    {
        var plan = await Made();
        Assert.Equal(Sister, (await fixture.Get(scenario.Rasa, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK)["ringFirst"]);
        var closed = (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);
        Assert.Equal( // as one that never was
            (await fixture.Get(desk, $"/arrival-plans/{Guid.CreateVersion7()}")).Text.Length, closed.Text.Length);

        var at = DateTimeOffset.UtcNow;
        await Alarm(at, plan);
        var opened = (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK);
        Assert.Equal((Sister, Uncle, "3", Hear), (opened["ringFirst"], opened["ringNever"], opened["afterHours"], opened["mayHear"]));
        Assert.Equal(scenario.Rasa.Partner, opened.Body.GetProperty("from").GetGuid());
        Assert.Equal(JsonValueKind.Null, opened.Body.GetProperty("madeBy").ValueKind);
        Assert.InRange((opened.Body.GetProperty("openUntil").GetDateTimeOffset() - at.AddHours(72)).TotalSeconds, -1, 1);
        Assert.DoesNotContain(scenario.Case.ToString(), opened.Text, StringComparison.Ordinal);
        (await fixture.Get(scenario.Ieva, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK); // the other desk
        await fixture.Published<AuditRecorded>(
            a => a.Verb == Verbs.ArrivalPlanOpened && a.Reference == scenario.LedgerReference && a.Related == plan);
        foreach (var reader in new[] { desk, scenario.Ieva, scenario.Rasa })
            await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ArrivalPlanRead && a.Reference == scenario.LedgerReference
                && a.Related == plan && a.Actor == reader.Actor && a.Partner == reader.Id);

        var stranger = Somebody(partner: await fixture.Listed("x:Hotline"));
        (await fixture.Get(stranger, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(desk.As(Roles.DataProtectionOfficer), $"/arrival-plans/{plan}")).Is(HttpStatusCode.Forbidden);

        await Arrive(DateTimeOffset.UtcNow);
        var shut = await Eventually.Get(() => fixture.Get(desk, $"/arrival-plans/{plan}"), r => r.Status == HttpStatusCode.Gone, "shut");
        Assert.Equal("arrival-plan-shut", shut.Problem);
        Assert.DoesNotContain(Sister, shut.Text, StringComparison.Ordinal);
        (await fixture.Get(scenario.Rasa, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK);
        await fixture.Published<AuditRecorded>(a => a.Verb == Verbs.ArrivalPlanShut && a.Reference == scenario.LedgerReference && a.Related == plan);
    }

    [Fact]
    public async Task It_shuts_by_itself_some_time_after_the_alarm_and_a_later_alarm_opens_it_anew()
    {
        var plan = await Made();
        await Alarm(DateTimeOffset.UtcNow.AddHours(-72.1), plan);
        Assert.Equal("arrival-plan-shut", (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.Gone).Problem);
        Assert.Equal(JsonValueKind.Null, (await fixture.Get(scenario.Rasa, $"/arrival-plans/{plan}")).Body.GetProperty("openUntil").ValueKind);
        await Alarm(DateTimeOffset.UtcNow, plan);
        (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Of_alarms_and_arrivals_the_later_moment_counts_in_whatever_order_they_come_and_each_is_recorded_once()
    {
        var plan = await Made();
        var now = DateTimeOffset.UtcNow;
        await Arrive(now);
        await Alarm(now.AddMinutes(-5), plan, opens: false); // overtaken by the arrival
        (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);
        await Alarm(now.AddMinutes(1), plan);
        await Send(new LegOverdue(journey, Guid.NewGuid(), [plan], now.AddMinutes(1))); // again, as another message
        await Arrive(now.AddMinutes(-1)); // late word of long ago
        (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK);
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Verb == Verbs.ArrivalPlanOpened && a.Related == plan));
        Assert.Empty(await fixture.Received<AuditRecorded>(a => a.Verb == Verbs.ArrivalPlanShut && a.Related == plan));
    }

    [Fact]
    public async Task An_alarm_of_another_return_or_of_other_plans_opens_nothing()
    {
        var plan = await Made();
        await Send(new LegOverdue(Guid.NewGuid(), Guid.NewGuid(), [plan], DateTimeOffset.UtcNow));
        await Send(new LegOverdue(journey, Guid.NewGuid(), [Guid.NewGuid()], DateTimeOffset.UtcNow));
        (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_newer_one_takes_the_place_of_the_older_also_where_only_that_is_known()
    {
        var old = await Made();
        var newer = await Made(new { ringFirst = "Draugė Rugilė", desks = new[] { desk.Partner } });
        await Alarm(DateTimeOffset.UtcNow, old);
        foreach (var id in new[] { old, newer })
            foreach (var who in new[] { desk, scenario.Rasa })
            {
                var read = (await fixture.Get(who, $"/arrival-plans/{id}")).Is(HttpStatusCode.OK);
                Assert.Equal((newer, "Draugė Rugilė"), (read.Id, read["ringFirst"]));
            }
        (await fixture.Get(scenario.Ieva, $"/arrival-plans/{newer}")).Is(HttpStatusCode.NotFound); // no longer named
        // One that is written while the alarm goes on is open at once.
        var last = await Made(new { ringFirst = "Niekam" });
        Assert.Equal("Niekam", (await fixture.Get(desk, $"/arrival-plans/{old}")).Is(HttpStatusCode.OK)["ringFirst"]);
        (await fixture.Get(scenario.Ieva, $"/arrival-plans/{last}")).Is(HttpStatusCode.OK);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from arrival_plans where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task What_is_not_yours_is_not_found_nor_what_is_for_other_colleagues()
    {
        var plan = await Made();
        await Alarm(DateTimeOffset.UtcNow, plan);
        var colleague = Somebody(partner: scenario.Rasa.Partner);
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } }, "\"1\""))
            .Is(HttpStatusCode.OK);
        foreach (var who in new[] { Somebody(), colleague, desk })
        {
            (await fixture.Post(who, Path, Plan())).Is(HttpStatusCode.NotFound);
            (await fixture.Get(who, Path)).Is(HttpStatusCode.NotFound);
        }
        (await fixture.Get(colleague, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_desk_that_is_suspended_or_that_the_person_has_excluded_since_reads_nothing()
    {
        var plan = await Made();
        await Alarm(DateTimeOffset.UtcNow, plan);
        await fixture.Listed("x:Hotline", partner: desk.Partner, suspended: true, version: 2);
        Assert.Equal("recipient-suspended", (await fixture.Get(desk, $"/arrival-plans/{plan}")).Is(HttpStatusCode.Gone).Problem);

        var carrier = await fixture.Listed("NGO");
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(
            exclusions: new[] { new { partner = scenario.Shelter } }, with: new { recipients = new[] { carrier } })));
        Assert.Equal("consent-excludes", (await fixture.Get(scenario.Ieva, $"/arrival-plans/{plan}")).Is(HttpStatusCode.Gone).Problem);
        Assert.Equal(["/desks/1"], (await fixture.Post(scenario.Rasa, Path, Plan())).Is(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task Nothing_of_it_stands_in_a_table_moved_or_given_another_desk_it_does_not_open_and_the_cases_key_takes_it_along()
    {
        var plan = await Made();
        await Alarm(DateTimeOffset.UtcNow, plan);
        var row = await fixture.Query<string>("select p::text || encode(sealed, 'escape') from arrival_plans p where plan_id = $1", plan);
        foreach (var word in new[] { "Žydr", "+370", "Tadas", "neatvykau", "ringFirst" })
            Assert.DoesNotContain(word, row, StringComparison.Ordinal);
        Assert.DoesNotContain("+370 612 00001", fixture.Output, StringComparison.Ordinal);

        var stranger = Somebody(partner: await fixture.Listed("x:Hotline"));
        await fixture.Execute("update arrival_plans set desks = desks || $2 where plan_id = $1", plan, stranger.Partner);
        (await fixture.Get(stranger, $"/arrival-plans/{plan}")).Is(HttpStatusCode.NotFound);

        await ServiceFixture.Execute(fixture.Keys, "delete from keys where kind = 'Case' and id = $1", scenario.Case);
        foreach (var reply in new[]
            {
                await fixture.Get(scenario.Rasa, $"/arrival-plans/{plan}"), await fixture.Get(desk, $"/arrival-plans/{plan}"),
                await fixture.Post(scenario.Rasa, Path, Plan()),
            })
            Assert.Equal((HttpStatusCode.Gone, "erased"), (reply.Status, reply.Problem));
    }

    [Theory]
    [InlineData("""{"return":"0b000000-0000-4000-8000-000000000001"}""", "/return")]
    [InlineData("""{"desks":[]}""", "/desks")]
    [InlineData("""{"desks":["0b000000-0000-4000-8000-000000000001"]}""", "/desks/0")]
    [InlineData("""{"ringFirst":null}""", "/ringFirst")]
    [InlineData("""{"mayHear":" "}""", "/mayHear")]
    [InlineData("""{"afterHours":73}""", "/afterHours")]
    [InlineData("""{"thirdWord":"Bijūnas"}""", "/thirdWord")]
    public async Task What_is_none_is_refused_with_its_place_and_nothing_is_kept(string with, string pointer)
    {
        var body = Plan(JsonSerializer.Deserialize<JsonElement>(with));
        var reply = (await fixture.Post(scenario.Rasa, Path, body)).Is(HttpStatusCode.BadRequest);
        Assert.Equal([pointer], reply.Pointers);
        Assert.DoesNotContain("Bijūnas", reply.Text, StringComparison.Ordinal);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from arrival_plans where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task An_embassy_and_the_police_are_no_desk()
    {
        foreach (var kind in new[] { "x:Embassy", "LawEnforcement" })
        {
            var body = Plan(new { desks = new[] { desk.Partner, await fixture.Listed(kind) } });
            Assert.Equal(["/desks/1"], (await fixture.Post(scenario.Rasa, Path, body)).Is(HttpStatusCode.BadRequest).Pointers);
        }
    }

    /// <param name="with">Members that differ.</param>
    JsonObject Plan(object? with = null)
    {
        var plan = JsonSerializer.SerializeToNode(
            new
            {
                @return = journey, desks = new[] { desk.Partner, scenario.Shelter }, ringFirst = Sister, ringNever = Uncle, afterHours = 3,
                mayHear = Hear,
            },
            NetworkJson.Options)!.AsObject();
        foreach (var (member, value) in JsonSerializer.SerializeToNode(with ?? new { }, NetworkJson.Options)!.AsObject())
            plan[member] = value?.DeepClone();
        return plan;
    }

    async Task<Guid> Made(object? with = null) => Scenario.Created(await fixture.Post(scenario.Rasa, Path, Plan(with)));

    async Task Alarm(DateTimeOffset at, Guid plan, bool opens = true)
    {
        await Send(new LegOverdue(journey, Guid.NewGuid(), [plan], at));
        if (opens)
            await Eventually.Get(
                () => fixture.Query<long>(
                    "select count(*) from arrival_plans where $1 = any(former || plan_id) and alarmed_at >= $2", plan, at.AddMilliseconds(-1)),
                seen => seen == 1, $"alarm; log: {fixture.Output}");
    }

    Task Arrive(DateTimeOffset at) => Send(new ReturnArrived(journey, at));

    /// <summary>Sent, and obeyed: what is sent to the queue after it has been answered.</summary>
    async Task Send<T>(T message) where T : class
    {
        await fixture.Send(Routes.Travel, message);
        var asked = Guid.CreateVersion7();
        await fixture.Send(Routes.Travel, new ClearToTravel(asked, Guid.CreateVersion7(), scenario.Rasa.Id));
        await fixture.Published<NotEstablished>(m => m.RequestId == asked);
    }
}
