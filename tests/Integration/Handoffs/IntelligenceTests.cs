using System.Net;
using ReferralNetwork.Contracts;
using static ReferralNetwork.Tests.Integration.ServiceFixture;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>What is told to law enforcement about nobody who was trafficked; through the public door.</summary>
public sealed class IntelligenceTests(IntelligenceFixture fixture) : IClassFixture<IntelligenceFixture>
{
    const string Plate = "MEDVARNIS 417";

    Person ngo = null!, colleague = null!, police = null!;

    async Task People(string jurisdiction = IntelligenceFixture.Hasty)
    {
        ngo = await fixture.Listed("NGO", jurisdiction: jurisdiction);
        colleague = Somebody(partner: ngo.Partner);
        police = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer);
    }

    object Body(params (string Kind, string Text)[] items) => new
    {
        to = police.Partner, handling = "H1",
        report = new
        {
            items = (items.Length > 0 ? items : [("place", "The yard behind the mill"), ("plate", Plate)]).Select(i => new { i.Kind, i.Text }),
        },
    };

    async Task<Reply> Act(Person who, Guid id, string action, object? body = null) =>
        await fixture.Post(who, $"/intelligence/{id}/{action}", body, (await fixture.Get(who, $"/intelligence/{id}")).ETag);

    async Task<Guid> Drafted(params (string Kind, string Text)[] items)
    {
        await People();
        return (await fixture.Post(ngo, "/intelligence", Body(items))).Is(HttpStatusCode.Created).Id;
    }

    async Task<Guid> Sent(params (string Kind, string Text)[] items)
    {
        var id = await Drafted(items);
        (await Act(ngo, id, "submit", new { fromCase = false })).Is(HttpStatusCode.OK);
        (await Act(colleague, id, "look", new { couldTell = false })).Is(HttpStatusCode.OK);
        return id;
    }

    [Fact]
    public async Task A_report_is_drafted_looked_at_by_another_read_and_acknowledged()
    {
        var id = await Sent(("place", "The yard behind the mill"));
        var line = Assert.Single((await fixture.Get(police, "/intelligence?side=intelligence-received&open=true")).Items);
        Assert.Equal((id, "X4"), (line.GetProperty("id").GetGuid(), line.GetProperty("grades").GetString()));

        var seen = (await fixture.Get(police, $"/intelligence/{id}")).Is(HttpStatusCode.OK);
        Assert.Contains("The yard behind the mill", seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(ngo.Actor.ToString(), seen.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(colleague.Actor.ToString(), seen.Text, StringComparison.Ordinal);
        (await fixture.Post(police, $"/intelligence/{id}/acknowledge", new { reference = "PK-77/26" })).Is(HttpStatusCode.OK);

        Assert.Equal("PK-77/26", (await fixture.Get(ngo, $"/intelligence/{id}"))["recipientReference"]);
    }

    [Fact]
    public async Task Its_words_are_at_rest_only_sealed()
    {
        var id = await Sent();
        (await fixture.Post(police, $"/intelligence/{id}/acknowledge", new { reference = Plate })).Is(HttpStatusCode.OK);
        Assert.Equal(1, await fixture.CountKeys(id));
        foreach (var table in new[] { "anonymous_intelligence", "intelligence_reports", "outbox", "inbox", "worklist", "idempotency" })
            Assert.Equal(0, await fixture.Query<long>(
                $"select count(*) from {table} t where t::text ilike '%MEDVARNIS%' or t::text ilike '%' || encode('MEDVARNIS', 'hex') || '%'"));
    }

    [Fact]
    public async Task What_is_told_of_suspects_goes_when_its_time_is_over()
    {
        var id = await Sent();
        await Eventually.Get(() => fixture.CountKeys(id), keys => keys == 0, "the key is destroyed");
        // Its row goes with the commit, which comes after the key.
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from intelligence_reports where intelligence_id = $1", id), rows => rows == 0,
            "the row is gone");
        Assert.Equal("", (await fixture.Get(police, $"/intelligence/{id}")).Is(HttpStatusCode.OK)["report"]);
    }

    [Fact]
    public async Task Where_no_rule_allows_it_nothing_is_told_of_suspects()
    {
        await People(IntelligenceFixture.Silent);
        Assert.Equal(["/report/items/1/kind"], (await fixture.Post(ngo, "/intelligence", Body())).Is(HttpStatusCode.BadRequest).Pointers);
        (await fixture.Post(ngo, "/intelligence", Body(("place", "A mill")))).Is(HttpStatusCode.Created);
    }

    [Fact]
    public async Task What_was_not_sent_does_not_exist_for_law_enforcement_nor_for_anybody_else()
    {
        var id = await Drafted();
        var stranger = await fixture.Listed("NGO");
        foreach (var who in new[] { police, stranger })
        {
            (await fixture.Get(who, $"/intelligence/{id}")).Is(HttpStatusCode.NotFound);
            Assert.Empty((await fixture.Get(who, "/intelligence")).Items);
        }
        (await fixture.Post(police, $"/intelligence/{id}/acknowledge", new { reference = "PK" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task It_is_written_by_those_who_help_and_acknowledged_by_liaison_officers()
    {
        var id = await Sent();
        (await fixture.Post(police, "/intelligence", Body())).Is(HttpStatusCode.Forbidden);
        (await fixture.Post(police.As(Roles.Caseworker), $"/intelligence/{id}/acknowledge", new { reference = "PK" })).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(police.As(Roles.Caseworker), $"/intelligence/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(police.As(Roles.AuthorityOfficer), $"/intelligence/{id}")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Bad_input_is_named_and_nothing_is_kept()
    {
        await People();
        var shelter = await fixture.Listed(Codes.Shelter);
        object[] items = [new { kind = "witness", text = "somebody" }, new { kind = "place", text = " " }];
        var wrong = (await fixture.Post(
            ngo, "/intelligence", new { to = shelter.Partner, handling = "H9", grades = "D7", report = new { items } }))
            .Is(HttpStatusCode.BadRequest);
        Assert.Equal(["/grades", "/handling", "/report/items/0/kind", "/report/items/1/text", "/to"], wrong.Pointers.Order(StringComparer.Ordinal));

        // A closed contract: what a consented handoff carries is unknown here.
        var carried = (await fixture.Post(
            ngo, "/intelligence", new { to = police.Partner, handling = "H1", report = new { items = Array.Empty<object>() }, permit = "eyJ" }))
            .Is(HttpStatusCode.BadRequest);
        Assert.Contains("/permit", carried.Pointers);
        Assert.Empty((await fixture.Get(ngo, "/intelligence")).Items);
    }
}
