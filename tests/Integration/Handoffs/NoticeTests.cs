using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

public sealed class NoticeTests(StatusFixture fixture) : IClassFixture<StatusFixture>
{
    static readonly int Year = DateTime.UtcNow.Year;

    [Fact]
    public async Task A_notice_is_sent_as_coarsely_as_the_year_before_was_counted_and_acknowledged()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var before = await Held("year = $1 and region = 'LT-VL'", Year);
        await Counted("Feminine", "LT", "ForcedLabour", "LT-VL", 6);
        await Counted("Feminine", "LT", "ForcedLabour", "LT-KU", 5);
        var id = await Sent(rasa, Body(rasa, officer)); // eleven of that nationality, six in the region
        var seen = (await fixture.Get(officer, $"/notices/{id}")).Is(HttpStatusCode.OK);
        var cell = seen.Body.GetProperty("cell");
        Assert.Equal(
            $$"""{"sex":"Feminine","nationality":"LT","exploitation":"ForcedLabour","region":null,"year":{{Year}}}""", cell.GetRawText());
        // What was finer stands in no row that leads to it.
        Assert.DoesNotContain("LT-VL", await fixture.Query<string>("select data::text from anonymous_notices where correlation_id = $1", id));
        Assert.Equal(before + 1, await Held("year = $1 and region = 'LT-VL'", Year));

        Assert.Contains(
            (await fixture.Get(officer, "/notices?side=notices-received&open=true")).Items, line => line.GetProperty("id").GetGuid() == id);
        (await fixture.Post(rasa, $"/notices/{id}/acknowledge")).Is(HttpStatusCode.Forbidden);
        (await fixture.Post(officer, $"/notices/{id}/acknowledge")).Is(HttpStatusCode.OK);
        (await fixture.Post(officer, $"/notices/{id}/acknowledge")).Is(HttpStatusCode.Conflict);
        Assert.Equal("Acknowledged", (await fixture.Get(rasa, $"/notices/{id}"))["state"]);
        foreach (var verb in new[] { "notice-sent", "notice-acknowledged" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb);

        // Nobody else finds it: not another authority, not the police, not the authority's other people.
        foreach (var who in new[] { await fixture.Authority(), officer.As(Roles.Caseworker), Somebody() })
            (await fixture.Get(who, $"/notices/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer), $"/notices/{id}")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Where_few_were_counted_nothing_but_the_year_is_said()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var body = Changed(rasa, officer, ("year", 2010), ("sex", "Masculine"), ("exploitation", "SexualExploitation"));
        var cell = (await fixture.Get(officer, $"/notices/{await Sent(rasa, body)}")).Body.GetProperty("cell");
        Assert.Equal("""{"sex":null,"nationality":null,"exploitation":null,"region":null,"year":2010}""", cell.GetRawText());
        // Counted is what was said, in the year in which it is said: one that is over never grows, and answers the same however often it is asked.
        foreach (var year in new[] { 2010, Year - 1 })
            await Sent(rasa, Changed(rasa, officer, ("year", year), ("nationality", "VN"), ("sex", "Masculine")));
        Assert.Equal((2, 0), (await Held("year = $1 and nationality = 'VN'", Year), await Held("year < $1 and nationality = 'VN'", Year)));
    }

    [Fact]
    public async Task Without_a_rule_that_binds_the_sender_the_refusal_stands()
    {
        var shelter = await fixture.Listed(Codes.Shelter, Roles.ShelterManager);
        var officer = await fixture.Authority(referredBy: ["NGO", Codes.Shelter]);
        var refused = (await fixture.Post(shelter, "/notices", Body(shelter, officer))).Is(HttpStatusCode.Conflict);
        Assert.Contains("No rule binds your organisation to notify; the person's refusal stands.", refused.Text);
        var elsewhere = await fixture.Listed(jurisdiction: StatusFixture.Hasty); // that rule is another jurisdiction's
        (await fixture.Post(elsewhere, "/notices", Body(elsewhere, officer))).Is(HttpStatusCode.Conflict);
        Assert.Equal("", (await fixture.Get(shelter, "/notices/duty"))["due"]);
        Assert.Equal(7200, (await fixture.Get(await fixture.Listed(), "/notices/duty")).Body.GetProperty("due").GetProperty("value").GetInt32());
        Assert.Equal(0, await fixture.Query<long>("select count(*) from worklist where partner_id = $1", shelter.Partner));
    }

    [Fact]
    public async Task One_refusal_makes_one_notice_and_no_table_holds_its_id()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var refusal = Guid.NewGuid();
        await Sent(rasa, Body(rasa, officer, refusal));
        Assert.Equal("basis-used", (await fixture.Post(rasa, "/notices", Body(rasa, officer, refusal))).Is(HttpStatusCode.Conflict).Problem);
        var body = Body(rasa, officer);
        var both = await Task.WhenAll(fixture.Post(rasa, "/notices", body), fixture.Post(rasa, "/notices", body)); // at once
        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Conflict], both.Select(reply => reply.Status).Order());
        foreach (var table in new[] { "anonymous_notices", "notice_cells", "used_notice_bases", "worklist", "idempotency" })
            Assert.DoesNotContain(refusal.ToString(), await fixture.Query<string>($"select coalesce(string_agg(t::text, ''), '') from {table} t"));
        Assert.Equal(
            ["basis_hash"],
            (await fixture.Query<string>("select string_agg(column_name, ',') from information_schema.columns where table_name = 'used_notice_bases'"))
                .Split(','));
    }

    /// <summary>A closed contract: whatever the consented type carries, and whatever is finer than a year, is refused.</summary>
    [Theory]
    [InlineData("permit"), InlineData("receipt"), InlineData("disclosure"), InlineData("note"), InlineData("tie"), InlineData("case")]
    [InlineData("exhibit"), InlineData("conversation"), InlineData("text"), InlineData("name"), InlineData("on"), InlineData("month")]
    [InlineData("reference"), InlineData("ageBand"), InlineData("id")]
    public async Task Any_other_member_is_refused(string member)
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        Assert.Equal(
            [$"/{member}"],
            (await fixture.Post(rasa, "/notices", Changed(rasa, officer, (member, "2026-11-28")))).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from worklist where partner_id = $1", rasa.Partner));
    }

    [Fact]
    public async Task What_is_no_code_no_basis_and_no_authority_is_refused_with_its_place_and_counted_nowhere()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var police = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["NGO"]);
        using var forger = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        foreach (var (member, value) in new (string, JsonNode?)[]
            {
                ("sex", "F"), ("nationality", "Lithuania"), ("exploitation", "She was made to work."), ("region", "Vilnius, Pilies g. 3"),
                ("year", 1999), ("year", Year + 1), ("year", "2026-11-28"), ("year", 20261128), ("to", police.Partner.ToString()),
                ("to", Guid.NewGuid().ToString()), ("basis", "none"), ("basis", fixture.StatusPermit(rasa, officer)),
                ("basis", fixture.NoticeBasis(officer)), ("basis", fixture.NoticeBasis(rasa, expiresIn: TimeSpan.FromMinutes(-1))),
                ("basis", fixture.NoticeBasis(rasa, signedWith: forger)),
            })
        {
            var body = Changed(rasa, officer, (member, value));
            var reply = await fixture.Post(rasa, "/notices", body);
            Assert.Equal([$"/{member}"], reply.Is(HttpStatusCode.BadRequest).Pointers);
            if (member == "basis") // nobody asks of a cell how full it is but on a refusal
                Assert.Equal(["/basis"], (await fixture.Post(rasa, "/notices/cell", body)).Pointers);
        }
        Assert.Equal(0, await fixture.Query<long>("select count(*) from worklist where partner_id = $1", rasa.Partner));
        foreach (var role in new[] { Roles.LiaisonOfficer, Roles.ConsularOfficer, Roles.AuthorityOfficer, Roles.Director })
            (await fixture.Post(rasa.As(role), "/notices", Body(rasa, officer))).Is(HttpStatusCode.Forbidden);
    }

    JsonObject Body(Person sender, Person authority, Guid? refusal = null) => new()
    {
        ["to"] = authority.Partner, ["basis"] = fixture.NoticeBasis(sender, refusal), ["sex"] = "Feminine", ["nationality"] = "LT",
        ["exploitation"] = "ForcedLabour", ["region"] = "LT-VL", ["year"] = Year,
    };

    JsonObject Changed(Person sender, Person authority, params (string Member, JsonNode? Value)[] changes)
    {
        var body = Body(sender, authority);
        foreach (var (member, value) in changes)
            body[member] = value;
        return body;
    }

    async Task<Guid> Sent(Person sender, JsonObject body) => (await fixture.Post(sender, "/notices", body)).Is(HttpStatusCode.Created).Id;

    Task<long> Held(string where, int year) =>
        fixture.Query<long>($"select coalesce(sum(count), 0)::bigint from notice_cells where {where}", year);

    Task Counted(string sex, string nationality, string exploitation, string region, int count) => fixture.Execute(
        "insert into notice_cells (year, sex, nationality, exploitation, region, count) values ($1, $2, $3, $4, $5, $6)",
        Year - 1, sex, nationality, exploitation, region, count);
}
