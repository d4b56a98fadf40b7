using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class TieTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    [Fact]
    public async Task A_tie_names_the_conversation_and_no_case_and_is_on_the_ledger()
    {
        var scenario = await new Scenario(fixture).Opened();
        var made = (await Tie(scenario, scenario.Rasa, scenario.Referral)).Is(HttpStatusCode.Created);
        var claims = Claims(made.Body);
        Assert.Equal(made.Id, claims.GetProperty("jti").GetGuid());
        Assert.Equal(scenario.Rasa.Partner, claims.GetProperty("owner").GetGuid());
        Assert.Equal(("referral", scenario.Referral), (claims.GetProperty("conversation").GetString(), claims.GetProperty("sub").GetGuid()));
        Assert.DoesNotContain(scenario.Case.ToString(), claims.ToString(), StringComparison.Ordinal);
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "case-tied" && a.Related == made.Id && a.Actor == scenario.Rasa.Actor);
    }

    [Fact]
    public async Task The_same_conversation_again_gets_the_tie_that_there_is()
    {
        var scenario = await new Scenario(fixture).Opened();
        var (first, again) = (await Tie(scenario, scenario.Rasa, scenario.Referral), await Tie(scenario, scenario.Rasa, scenario.Referral));
        Assert.Equal((HttpStatusCode.OK, first.Id), (again.Status, again.Id));
        Assert.Equal(first.Id, Claims(again.Body).GetProperty("jti").GetGuid());
        var other = await Tie(scenario, scenario.Rasa, Guid.NewGuid());
        var ties = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/ties");
        Assert.Equal([other.Id, first.Id], ties.Items.Select(t => t.GetProperty("id").GetGuid()));
        Assert.Equal(2, ties.Total);
        Assert.Equal(first.Id, Claims(ties.Items[1]).GetProperty("jti").GetGuid());
        await fixture.Published<AuditRecorded>(a => a.Verb == "case-tied" && a.Related == other.Id);
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Verb == "case-tied" && a.Related == first.Id));
    }

    [Fact]
    public async Task A_list_of_ties_goes_on_where_its_page_ended()
    {
        var scenario = await new Scenario(fixture).Opened();
        for (var i = 0; i < 51; i++)
            await Tie(scenario, scenario.Rasa, Guid.NewGuid());
        var first = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/ties");
        var second = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/ties?cursor={first["next"]}");
        Assert.Equal((50, 1, 51), (first.Items.Count, second.Items.Count, second.Total));
        Assert.Equal(JsonValueKind.Null, second.Body.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task The_cases_of_one_conversation_are_found_by_their_own_organisation_each_with_its_tie()
    {
        var scenario = await new Scenario(fixture).Opened();
        var other = Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { fields = new { } }));
        var tie = await Tie(scenario, scenario.Rasa, scenario.Referral);
        var theirs = $"/cases?tiedTo=referral:{scenario.Referral}";
        var found = await fixture.Get(scenario.Rasa, theirs);
        var only = Assert.Single(found.Items);
        Assert.Equal((scenario.Case, tie.Id, 1), (only.GetProperty("id").GetGuid(), only.GetProperty("tieId").GetGuid(), found.Total));
        Assert.Equal(0, (await fixture.Get(scenario.Rasa, $"/cases?tiedTo=return:{scenario.Referral}")).Total);
        Assert.Equal(0, (await fixture.Get(Somebody(), theirs)).Total);
        var all = await fixture.Get(scenario.Rasa, "/cases");
        Assert.Contains(all.Items, item => item.GetProperty("id").GetGuid() == other);
        Assert.All(all.Items, item => Assert.Equal(JsonValueKind.Null, item.GetProperty("tieId").ValueKind));

        var colleague = Somebody(partner: scenario.Rasa.Partner);
        Assert.Equal(1, (await fixture.Get(colleague, theirs)).Total);
        var version = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/audience")).ETag;
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}/audience", new
        {
            only = new[] { scenario.Rasa.Actor, Somebody(partner: scenario.Rasa.Partner).Actor },
        }, version)).Is(HttpStatusCode.OK);
        var shut = await fixture.Get(colleague, theirs);
        Assert.Equal((0, 0), (shut.Items.Count, shut.Total));
        foreach (var wrong in new[] { "return", "visit:0b000000-0000-4000-8000-000000000001", "return:hers" })
            Assert.Equal(["/tiedTo"], (await fixture.Get(scenario.Rasa, $"/cases?tiedTo={wrong}")).Is(HttpStatusCode.BadRequest).Pointers);
    }

    /// <summary>Each in its own way: tied, offered, asked for though nothing went, compelled.</summary>
    [Fact]
    public async Task Every_conversation_that_a_case_is_in_is_found_once_and_by_its_own_organisation_alone()
    {
        var scenario = await new Scenario(fixture).Released();
        var (handoff, refused, request) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        (await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = Conversations.Handoff, id = handoff }))
            .Is(HttpStatusCode.Created);
        await Tie(scenario, scenario.Rasa, scenario.Referral); // which an offer says already
        await fixture.Send(
            Routes.Release,
            new ReleaseDetails(
                request, Conversations.StatusReferral, refused, [scenario.Permit], new(await fixture.Listed(Codes.CompetentAuthority))));
        await fixture.Published<ReleaseRefused>(m => m.RequestId == request);
        var police = await fixture.Listed("LawEnforcement");
        var document = await scenario.Attached();
        var order = Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/orders", new
        {
            recipient = police, basis = "court-order", law = "Art. 12", fields = new[] { "prs_FirstName" }, document,
        }));

        var found = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/conversations")).Is(HttpStatusCode.OK).Items
            .Select(item => (item.GetProperty("conversation").GetString()!, item.GetProperty("id").GetGuid()));
        Assert.Equal(
            new[]
            {
                (Conversations.Referral, scenario.Referral), (Conversations.Handoff, handoff), (Conversations.StatusReferral, refused),
                (Conversations.CompelledDisclosure, order),
            }.Order(),
            found.Order());
        (await fixture.Get(Somebody(), $"/cases/{scenario.Case}/conversations")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner), $"/cases/{scenario.Case}/conversations"))
            .Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_not_yours_is_not_found_and_no_auditor_ties()
    {
        var scenario = await new Scenario(fixture).Opened();
        (await Tie(scenario, Somebody(), scenario.Referral)).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(), $"/cases/{scenario.Case}/ties")).Is(HttpStatusCode.NotFound);
        (await Tie(scenario, Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner), scenario.Referral)).Is(HttpStatusCode.Forbidden);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from ties where case_id = $1", scenario.Case));
    }

    [Theory]
    [InlineData("""{"conversation":"situation","id":"0b000000-0000-4000-8000-000000000001"}""", "/conversation")]
    [InlineData("""{"conversation":"referral","id":"00000000-0000-0000-0000-000000000000"}""", "/id")]
    [InlineData("""{"conversation":"referral","id":"her case"}""", "/id")]
    [InlineData("""{"conversation":"referral"}""", "")]
    public async Task What_is_no_conversation_is_refused_with_its_place(string body, string pointer)
    {
        var scenario = await new Scenario(fixture).Opened();
        var reply = (await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/ties", body)).Is(HttpStatusCode.BadRequest);
        if (pointer.Length > 0)
            Assert.Equal([pointer], reply.Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from ties where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task A_case_that_is_in_a_conversation_is_not_swept()
    {
        var rasa = Somebody();
        var reserved = Scenario.Created(await fixture.Post(rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        Scenario.Created(await fixture.Post(rasa, $"/cases/{reserved}/ties", new { conversation = "referral", id = Guid.NewGuid() }));
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        (await fixture.Get(rasa, $"/cases/{reserved}")).Is(HttpStatusCode.OK);
    }

    Task<Reply> Tie(Scenario scenario, Person who, Guid conversation) =>
        fixture.Post(who, $"/cases/{scenario.Case}/ties", new { conversation = "referral", id = conversation });

    JsonElement Claims(JsonElement shown) => fixture.Claims("tie+jwt", shown.GetProperty("tie").GetString()!);
}
