using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>Who controls a provider signs in as the partner's people: one administrator alone opens no way in.</summary>
public sealed class TwoPersonsTests(PartnersFixture fixture) : IClassFixture<PartnersFixture>
{
    async Task<bool> SignsIn(Guid provider) =>
        (await fixture.Get(PartnersFixture.Gateway, "/gateway/directory")).Is(HttpStatusCode.OK).Body.GetProperty("providers").EnumerateArray()
        .Any(p => p.GetProperty("id").GetGuid() == provider && !p.GetProperty("suspended").GetBoolean());

    async Task<string> IssuerOf(Guid provider) => (await fixture.InDirectory("providers", provider)).GetProperty("issuer").GetString()!;

    Task<Reply> Agree(Person who, Guid proposal) => fixture.Post(who, $"/proposals/{proposal}/agree");

    static Person PersonOf(Guid partner) => Somebody(Roles.DataProtectionOfficer, partner);

    [Fact]
    public async Task The_first_provider_lets_nobody_in_until_whoever_holds_the_link_has_agreed()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Proposed(PartnersFixture.Provider(partner));
        Assert.Equal(
            "second-person-needed", (await fixture.Post(fixture.Administrator, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(Somebody(Roles.Coordinator, partner), $"/proposals/{id}/link")).Is(HttpStatusCode.Forbidden);
        foreach (var administrator in new[] { fixture.Administrator, fixture.Second })
            (await Agree(administrator, id)).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));

        var secret = await fixture.Link(id);
        var shown = (await fixture.OpenLink(secret)).Is(HttpStatusCode.OK);
        Assert.Equal("Ramunės prieglauda", shown["name"]);
        Assert.Equal(
            ["issuer", "hosts", "roleRules"],
            new[] { "issuer", "hosts", "roleRules" }.Where(member => shown.Body.GetProperty("content").TryGetProperty(member, out _)));
        Assert.False(await SignsIn(id));
        foreach (var who in new[] { fixture.Administrator, PersonOf(partner) })
        {
            (await fixture.OpenLink(secret, who)).Is(HttpStatusCode.Forbidden);
            (await fixture.AgreeByLink(secret, who)).Is(HttpStatusCode.Forbidden);
        }

        Assert.Equal((await fixture.See(partner))["signInCode"], (await fixture.AgreeByLink(secret)).Is(HttpStatusCode.Created)["code"]);
        Assert.True(await SignsIn(id));
        (await fixture.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);
        (await fixture.OpenLink(secret)).Is(HttpStatusCode.NotFound);
        var acts = await fixture.Received<AuditRecorded>(a => a.Related == partner, 3);
        Assert.Equal(
            [("provider-link-made", fixture.Second.Actor), ("provider-proposed", fixture.Administrator.Actor), ("provider-registered", Guid.Empty)],
            acts.Select(a => (a.Verb, a.Actor)).OrderBy(a => a.Verb, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_not_stored_and_a_link_ends_by_time_by_a_new_link_and_by_a_new_proposal()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Proposed(PartnersFixture.Provider(partner));
        var old = await fixture.Link(id);
        Assert.Equal(0L, await fixture.Query<long>("select count(*) from proposals p where p::text like '%' || $1 || '%'", old));
        var secret = await fixture.Link(id);
        (await fixture.AgreeByLink(old)).Is(HttpStatusCode.NotFound);
        await fixture.Execute($"update proposals set link_ends_at = now() where id = '{id}'");
        (await fixture.OpenLink(secret)).Is(HttpStatusCode.NotFound);
        (await fixture.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);

        secret = await fixture.Link(id);
        await fixture.Proposed(PartnersFixture.Provider(partner));
        (await fixture.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);
        Assert.Equal("proposal-ended", (await fixture.Post(fixture.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.AgreeByLink("")).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));
    }

    [Fact]
    public async Task Every_later_provider_is_agreed_to_by_a_person_of_the_partner_also_while_the_first_is_suspended()
    {
        var partner = await fixture.Listed();
        var first = await fixture.Registered(PartnersFixture.Provider(partner));
        (await fixture.Post(fixture.Administrator, $"/providers/{first}/suspend")).Is(HttpStatusCode.OK);
        var id = await fixture.Proposed(PartnersFixture.Provider(partner));

        Assert.Equal(
            "person-of-the-partner-needed", (await fixture.Post(fixture.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await Agree(fixture.Second, id)).Is(HttpStatusCode.NotFound);
        (await Agree(PersonOf(await fixture.Listed()), id)).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));
        (await Agree(PersonOf(partner), id)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));
        Assert.Equal("proposal-ended", (await Agree(PersonOf(partner), id)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_change_holds_when_a_person_of_the_partner_has_agreed_and_lifts_no_suspension()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Registered(PartnersFixture.Provider(partner, "https://senas.invalid"));
        (await fixture.Post(fixture.Administrator, $"/providers/{id}/suspend")).Is(HttpStatusCode.OK);
        var change = (await fixture.Post(
            fixture.Administrator, $"/providers/{id}/change", PartnersFixture.Provider(partner, "https://naujas.invalid", role: Roles.Caseworker)))
            .Is(HttpStatusCode.Created).Id;
        (await Agree(fixture.Second, change)).Is(HttpStatusCode.NotFound);
        Assert.Equal("https://senas.invalid", await IssuerOf(id));
        (await fixture.Post(fixture.Administrator, $"/providers/{id}/change", PartnersFixture.Provider(await fixture.Listed())))
            .Is(HttpStatusCode.NotFound);

        (await Agree(PersonOf(partner), change)).Is(HttpStatusCode.OK);
        var now = await fixture.InDirectory("providers", id);
        Assert.Equal(("https://naujas.invalid", Roles.Caseworker, true), (
            now.GetProperty("issuer").GetString(), now.GetProperty("roleRules")[0].GetProperty("role").GetString(),
            now.GetProperty("suspended").GetBoolean()));
        await fixture.Published<AuditRecorded>(a => a.Verb == "provider-changed" && a.Reference == id);
    }

    [Fact]
    public async Task A_suspension_takes_one_person_and_its_end_takes_two()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Registered(PartnersFixture.Provider(partner));
        (await fixture.Post(fixture.Administrator, $"/providers/{id}/suspend")).Is(HttpStatusCode.OK);
        var proposal = (await fixture.Post(fixture.Administrator, $"/providers/{id}/reinstate")).Is(HttpStatusCode.Created).Id;
        Assert.False(await SignsIn(id));
        Assert.Equal("second-person-needed", (await Agree(fixture.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.False(await SignsIn(id));
        (await Agree(fixture.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));

        (await fixture.Post(fixture.Administrator, $"/partners/{partner}/suspend")).Is(HttpStatusCode.OK);
        proposal = (await fixture.Post(fixture.Administrator, $"/partners/{partner}/reinstate")).Is(HttpStatusCode.Created).Id;
        Assert.Equal("second-person-needed", (await Agree(fixture.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("True", (await fixture.See(partner))["suspended"]);
        (await Agree(fixture.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.Equal("False", (await fixture.See(partner))["suspended"]);
    }

    [Fact]
    public async Task Name_and_kind_of_a_partner_whose_people_sign_in_are_changed_by_two()
    {
        var partner = await fixture.Listed("Pakrantės policija", kind: "LawEnforcement");
        await fixture.Registered(PartnersFixture.Provider(partner, role: Roles.LiaisonOfficer));
        var reply = (await fixture.Put(
            fixture.Administrator, $"/partners/{partner}", PartnersFixture.Listing("Pakrantės namai", kind: "NGO"), "\"1\""))
            .Is(HttpStatusCode.BadRequest);
        Assert.Equal(["/kind", "/name"], reply.Errors.Keys.Order(StringComparer.Ordinal));

        Assert.Equal(
            ["/kind", "/name"],
            (await fixture.Post(fixture.Administrator, $"/partners/{partner}/naming", new { name = "", kind = "Castle" }))
                .Is(HttpStatusCode.BadRequest).Errors.Keys.Order(StringComparer.Ordinal));
        var proposal = (await fixture.Post(fixture.Administrator, $"/partners/{partner}/naming", new { name = "Pakrantės namai", kind = "NGO" }))
            .Is(HttpStatusCode.Created).Id;
        Assert.Equal("second-person-needed", (await Agree(fixture.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("LawEnforcement", (await fixture.See(partner))["kind"]);
        (await Agree(fixture.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.Equal(
            ("Pakrantės namai", "NGO", "2"),
            ((await fixture.See(partner))["name"], (await fixture.See(partner))["kind"], (await fixture.See(partner))["version"]));
    }

    [Fact]
    public async Task Another_provider_of_the_operator_takes_another_administrator()
    {
        var id = await fixture.Proposed(PartnersFixture.Provider(fixture.Operator, role: Roles.Administrator));
        Assert.Equal("second-person-needed", (await Agree(fixture.Administrator, id)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(
            "person-of-the-partner-needed", (await fixture.Post(fixture.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        Assert.False(await SignsIn(id));
        (await Agree(fixture.Second, id)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task An_issuer_stays_with_its_partner_when_the_provider_has_moved_on(string ending)
    {
        var old = $"https://{Guid.NewGuid():N}.invalid";
        var partner = await fixture.Listed();
        var id = await fixture.Registered(PartnersFixture.Provider(partner, old));
        var change = (await fixture.Post(fixture.Administrator, $"/providers/{id}/change", PartnersFixture.Provider(partner)))
            .Is(HttpStatusCode.Created).Id;
        (await Agree(PersonOf(partner), change)).Is(HttpStatusCode.OK);

        var another = PartnersFixture.Provider(await fixture.Listed(), old + ending);
        Assert.Equal("issuer-registered", (await fixture.Post(fixture.Administrator, "/providers", another)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task An_issuer_that_two_partners_were_proposed_goes_to_the_first_that_agrees()
    {
        var issuer = $"https://{Guid.NewGuid():N}.invalid";
        var one = await fixture.Proposed(PartnersFixture.Provider(await fixture.Listed(), issuer));
        var two = await fixture.Proposed(PartnersFixture.Provider(await fixture.Listed(), issuer));
        (await fixture.AgreeByLink(await fixture.Link(one))).Is(HttpStatusCode.Created);
        Assert.Equal("issuer-registered", (await fixture.AgreeByLink(await fixture.Link(two))).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal((true, false), (await SignsIn(one), await SignsIn(two)));
    }

    [Fact]
    public async Task All_people_of_the_partner_see_who_proposed_and_who_agreed_and_may_refuse()
    {
        var partner = await fixture.Listed();
        var first = await fixture.Registered(PartnersFixture.Provider(partner, authentication: "client_secret_basic", secret: "žiogas-kopose-77"));
        var id = await fixture.Proposed(PartnersFixture.Provider(partner));
        var ieva = PersonOf(partner);
        (await fixture.Post(PersonOf(await fixture.Listed()), $"/proposals/{id}/withdraw")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(ieva, $"/proposals/{id}/withdraw")).Is(HttpStatusCode.OK);
        (await Agree(ieva, id)).Is(HttpStatusCode.Conflict);
        Assert.False(await SignsIn(id));

        var reply = (await fixture.Get(Somebody(Roles.Caseworker, partner), $"/partners/{partner}/proposals")).Is(HttpStatusCode.OK);
        Assert.Equal([id, first], reply.Items.Select(p => p.GetProperty("id").GetGuid()));
        Assert.Equal(
            (fixture.Administrator.Actor, ieva.Actor),
            (reply.Items[0].GetProperty("proposedBy").GetGuid(), reply.Items[0].GetProperty("withdrawnBy").GetGuid()));
        Assert.Equal(
            (fixture.Second.Actor, JsonValueKind.Null),
            (reply.Items[1].GetProperty("linkBy").GetGuid(), reply.Items[1].GetProperty("agreedBy").ValueKind));
        Assert.NotEqual(JsonValueKind.Null, reply.Items[1].GetProperty("agreedAt").ValueKind);
        Assert.DoesNotContain("kopose", reply.Text, StringComparison.Ordinal);
        Assert.Equal(
            first,
            Assert.Single((await fixture.Get(ieva, $"/partners/{partner}/providers")).Is(HttpStatusCode.OK).Items).GetProperty("id").GetGuid());
        foreach (var path in new[] { "proposals", "providers" })
            (await fixture.Get(Somebody(partner: await fixture.Listed()), $"/partners/{partner}/{path}")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(ieva, "/proposals")).Is(HttpStatusCode.Forbidden);
    }
}
