using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>Who controls a provider signs in as the partner's people: one administrator alone opens no way in.</summary>
public sealed class TwoPersonsTests(PartnersProbe probe) : IClassFixture<PartnersProbe>
{
    async Task<bool> SignsIn(Guid provider) =>
        (await probe.Get(PartnersProbe.Gateway, "/gateway/directory")).Is(HttpStatusCode.OK).Body.GetProperty("providers").EnumerateArray()
        .Any(p => p.GetProperty("id").GetGuid() == provider && !p.GetProperty("suspended").GetBoolean());

    async Task<string> IssuerOf(Guid provider) => (await probe.InDirectory("providers", provider)).GetProperty("issuer").GetString()!;

    Task<ServiceProbe.Reply> Agree(ServiceProbe.Person who, Guid proposal) => probe.Post(who, $"/proposals/{proposal}/agree");

    static ServiceProbe.Person PersonOf(Guid partner) => ServiceProbe.Somebody(Roles.DataProtectionOfficer, partner);

    [Fact]
    public async Task The_first_provider_lets_nobody_in_until_whoever_holds_the_link_has_agreed()
    {
        var partner = await probe.Listed();
        var id = await probe.Proposed(PartnersProbe.Provider(partner));
        Assert.Equal("second-person-needed", (await probe.Post(probe.Administrator, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await probe.Post(ServiceProbe.Somebody(Roles.Coordinator, partner), $"/proposals/{id}/link")).Is(HttpStatusCode.Forbidden);
        foreach (var administrator in new[] { probe.Administrator, probe.Second })
            (await Agree(administrator, id)).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));

        var secret = await probe.Link(id);
        var shown = (await probe.OpenLink(secret)).Is(HttpStatusCode.OK);
        Assert.Equal("Ramunės prieglauda", shown["name"]);
        Assert.Equal(["issuer", "hosts", "roleRules"], new[] { "issuer", "hosts", "roleRules" }.Where(member => shown.Body.GetProperty("content").TryGetProperty(member, out _)));
        Assert.False(await SignsIn(id));
        foreach (var who in new[] { probe.Administrator, PersonOf(partner) })
        {
            (await probe.OpenLink(secret, who)).Is(HttpStatusCode.Forbidden);
            (await probe.AgreeByLink(secret, who)).Is(HttpStatusCode.Forbidden);
        }

        Assert.Equal((await probe.See(partner))["signInCode"], (await probe.AgreeByLink(secret)).Is(HttpStatusCode.Created)["code"]);
        Assert.True(await SignsIn(id));
        (await probe.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);
        (await probe.OpenLink(secret)).Is(HttpStatusCode.NotFound);
        var acts = await probe.Heard<ActRecorded>(Routes.Acts, a => a.Related == partner, 3);
        Assert.Equal(
            [("provider-link-made", probe.Second.Actor), ("provider-proposed", probe.Administrator.Actor), ("provider-registered", Guid.Empty)],
            acts.Select(a => (a.Verb, a.Actor)).OrderBy(a => a.Verb, StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_is_not_stored_and_a_link_ends_by_time_by_a_new_link_and_by_a_new_proposal()
    {
        var partner = await probe.Listed();
        var id = await probe.Proposed(PartnersProbe.Provider(partner));
        var old = await probe.Link(id);
        Assert.Equal(0L, await probe.Query<long>("select count(*) from proposals p where p::text like '%' || $1 || '%'", old));
        var secret = await probe.Link(id);
        (await probe.AgreeByLink(old)).Is(HttpStatusCode.NotFound);
        await probe.Execute($"update proposals set link_ends_at = now() where id = '{id}'");
        (await probe.OpenLink(secret)).Is(HttpStatusCode.NotFound);
        (await probe.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);

        secret = await probe.Link(id);
        await probe.Proposed(PartnersProbe.Provider(partner));
        (await probe.AgreeByLink(secret)).Is(HttpStatusCode.NotFound);
        Assert.Equal("proposal-ended", (await probe.Post(probe.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await probe.AgreeByLink("")).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));
    }

    [Fact]
    public async Task Every_later_provider_is_agreed_to_by_a_person_of_the_partner_also_while_the_first_is_suspended()
    {
        var partner = await probe.Listed();
        var first = await probe.Registered(PartnersProbe.Provider(partner));
        (await probe.Post(probe.Administrator, $"/providers/{first}/suspend")).Is(HttpStatusCode.OK);
        var id = await probe.Proposed(PartnersProbe.Provider(partner));

        Assert.Equal("person-of-the-partner-needed", (await probe.Post(probe.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        (await Agree(probe.Second, id)).Is(HttpStatusCode.NotFound);
        (await Agree(PersonOf(await probe.Listed()), id)).Is(HttpStatusCode.NotFound);
        Assert.False(await SignsIn(id));
        (await Agree(PersonOf(partner), id)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));
        Assert.Equal("proposal-ended", (await Agree(PersonOf(partner), id)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_change_holds_when_a_person_of_the_partner_has_agreed_and_lifts_no_suspension()
    {
        var partner = await probe.Listed();
        var id = await probe.Registered(PartnersProbe.Provider(partner, "https://senas.invalid"));
        (await probe.Post(probe.Administrator, $"/providers/{id}/suspend")).Is(HttpStatusCode.OK);
        var change = (await probe.Post(probe.Administrator, $"/providers/{id}/change", PartnersProbe.Provider(partner, "https://naujas.invalid", role: Roles.Caseworker)))
            .Is(HttpStatusCode.Created).Id;
        (await Agree(probe.Second, change)).Is(HttpStatusCode.NotFound);
        Assert.Equal("https://senas.invalid", await IssuerOf(id));
        (await probe.Post(probe.Administrator, $"/providers/{id}/change", PartnersProbe.Provider(await probe.Listed()))).Is(HttpStatusCode.NotFound);

        (await Agree(PersonOf(partner), change)).Is(HttpStatusCode.OK);
        var now = await probe.InDirectory("providers", id);
        Assert.Equal(("https://naujas.invalid", Roles.Caseworker, true), (
            now.GetProperty("issuer").GetString(), now.GetProperty("roleRules")[0].GetProperty("role").GetString(), now.GetProperty("suspended").GetBoolean()));
        await probe.Heard<ActRecorded>(Routes.Acts, a => a.Verb == "provider-changed" && a.Reference == id, 1);
    }

    [Fact]
    public async Task A_suspension_takes_one_person_and_its_end_takes_two()
    {
        var partner = await probe.Listed();
        var id = await probe.Registered(PartnersProbe.Provider(partner));
        (await probe.Post(probe.Administrator, $"/providers/{id}/suspend")).Is(HttpStatusCode.OK);
        var proposal = (await probe.Post(probe.Administrator, $"/providers/{id}/reinstate")).Is(HttpStatusCode.Created).Id;
        Assert.False(await SignsIn(id));
        Assert.Equal("second-person-needed", (await Agree(probe.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.False(await SignsIn(id));
        (await Agree(probe.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));

        (await probe.Post(probe.Administrator, $"/partners/{partner}/suspend")).Is(HttpStatusCode.OK);
        proposal = (await probe.Post(probe.Administrator, $"/partners/{partner}/reinstate")).Is(HttpStatusCode.Created).Id;
        Assert.Equal("second-person-needed", (await Agree(probe.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("True", (await probe.See(partner))["suspended"]);
        (await Agree(probe.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.Equal("False", (await probe.See(partner))["suspended"]);
    }

    [Fact]
    public async Task Name_and_kind_of_a_partner_whose_people_sign_in_are_changed_by_two()
    {
        var partner = await probe.Listed("Pakrantės policija", kind: "LawEnforcement");
        await probe.Registered(PartnersProbe.Provider(partner, role: Roles.LiaisonOfficer));
        var reply = (await probe.Put(probe.Administrator, $"/partners/{partner}", PartnersProbe.Listing("Pakrantės namai", kind: "NGO"), "\"1\"")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(["/kind", "/name"], reply.Errors.Keys.Order(StringComparer.Ordinal));

        Assert.Equal(["/kind", "/name"], (await probe.Post(probe.Administrator, $"/partners/{partner}/naming", new { name = "", kind = "Castle" }))
            .Is(HttpStatusCode.BadRequest).Errors.Keys.Order(StringComparer.Ordinal));
        var proposal = (await probe.Post(probe.Administrator, $"/partners/{partner}/naming", new { name = "Pakrantės namai", kind = "NGO" })).Is(HttpStatusCode.Created).Id;
        Assert.Equal("second-person-needed", (await Agree(probe.Administrator, proposal)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("LawEnforcement", (await probe.See(partner))["kind"]);
        (await Agree(probe.Second, proposal)).Is(HttpStatusCode.OK);
        Assert.Equal(("Pakrantės namai", "NGO", "2"), ((await probe.See(partner))["name"], (await probe.See(partner))["kind"], (await probe.See(partner))["version"]));
    }

    [Fact]
    public async Task Another_provider_of_the_operator_takes_another_administrator()
    {
        var id = await probe.Proposed(PartnersProbe.Provider(probe.Operator, role: Roles.Administrator));
        Assert.Equal("second-person-needed", (await Agree(probe.Administrator, id)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("person-of-the-partner-needed", (await probe.Post(probe.Second, $"/proposals/{id}/link")).Is(HttpStatusCode.Conflict).Problem);
        Assert.False(await SignsIn(id));
        (await Agree(probe.Second, id)).Is(HttpStatusCode.OK);
        Assert.True(await SignsIn(id));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task An_issuer_stays_with_its_partner_when_the_provider_has_moved_on(string ending)
    {
        var old = $"https://{Guid.NewGuid():N}.invalid";
        var partner = await probe.Listed();
        var id = await probe.Registered(PartnersProbe.Provider(partner, old));
        var change = (await probe.Post(probe.Administrator, $"/providers/{id}/change", PartnersProbe.Provider(partner))).Is(HttpStatusCode.Created).Id;
        (await Agree(PersonOf(partner), change)).Is(HttpStatusCode.OK);

        var another = PartnersProbe.Provider(await probe.Listed(), old + ending);
        Assert.Equal("issuer-registered", (await probe.Post(probe.Administrator, "/providers", another)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task An_issuer_that_two_partners_were_proposed_goes_to_the_first_that_agrees()
    {
        var issuer = $"https://{Guid.NewGuid():N}.invalid";
        var one = await probe.Proposed(PartnersProbe.Provider(await probe.Listed(), issuer));
        var two = await probe.Proposed(PartnersProbe.Provider(await probe.Listed(), issuer));
        (await probe.AgreeByLink(await probe.Link(one))).Is(HttpStatusCode.Created);
        Assert.Equal("issuer-registered", (await probe.AgreeByLink(await probe.Link(two))).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal((true, false), (await SignsIn(one), await SignsIn(two)));
    }

    [Fact]
    public async Task All_people_of_the_partner_see_who_proposed_and_who_agreed_and_may_refuse()
    {
        var partner = await probe.Listed();
        var first = await probe.Registered(PartnersProbe.Provider(partner, authentication: "client_secret_basic", secret: "žiogas-kopose-77"));
        var id = await probe.Proposed(PartnersProbe.Provider(partner));
        var ieva = PersonOf(partner);
        (await probe.Post(PersonOf(await probe.Listed()), $"/proposals/{id}/withdraw")).Is(HttpStatusCode.NotFound);
        (await probe.Post(ieva, $"/proposals/{id}/withdraw")).Is(HttpStatusCode.OK);
        (await Agree(ieva, id)).Is(HttpStatusCode.Conflict);
        Assert.False(await SignsIn(id));

        var reply = (await probe.Get(ServiceProbe.Somebody(Roles.Caseworker, partner), $"/partners/{partner}/proposals")).Is(HttpStatusCode.OK);
        Assert.Equal([id, first], reply.Items.Select(p => p.GetProperty("id").GetGuid()));
        Assert.Equal((probe.Administrator.Actor, ieva.Actor), (reply.Items[0].GetProperty("proposedBy").GetGuid(), reply.Items[0].GetProperty("withdrawnBy").GetGuid()));
        Assert.Equal((probe.Second.Actor, JsonValueKind.Null), (reply.Items[1].GetProperty("linkBy").GetGuid(), reply.Items[1].GetProperty("agreedBy").ValueKind));
        Assert.NotEqual(JsonValueKind.Null, reply.Items[1].GetProperty("agreedAt").ValueKind);
        Assert.DoesNotContain("kopose", reply.Text, StringComparison.Ordinal);
        Assert.Equal(first, Assert.Single((await probe.Get(ieva, $"/partners/{partner}/providers")).Is(HttpStatusCode.OK).Items).GetProperty("id").GetGuid());
        foreach (var path in new[] { "proposals", "providers" })
            (await probe.Get(ServiceProbe.Somebody(partner: await probe.Listed()), $"/partners/{partner}/{path}")).Is(HttpStatusCode.NotFound);
        (await probe.Get(ieva, "/proposals")).Is(HttpStatusCode.Forbidden);
    }
}
