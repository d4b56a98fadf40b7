using System.Net;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>How people of a partner may sign in, and what only the gateway is told.</summary>
public sealed class ProviderTests(PartnersFixture fixture) : IClassFixture<PartnersFixture>
{
    const string Secret = "žiogas-kopose-77";

    Task<Reply> Directory(string? ifNoneMatch = null) => fixture.Get(PartnersFixture.Gateway, "/gateway/directory", ifNoneMatch);

    [Fact]
    public async Task A_registered_provider_reaches_the_gateway_whole()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Registered(PartnersFixture.Provider(partner, "https://ramune.invalid"));
        var provider = await fixture.InDirectory("providers", id);
        Assert.Equal((partner, "https://ramune.invalid", false),
            (provider.GetProperty("partnerId").GetGuid(), provider.GetProperty("issuer").GetString(),
            provider.GetProperty("suspended").GetBoolean()));
        Assert.Equal(["ramune.invalid", "keys.ramune.invalid:8443"], provider.GetProperty("hosts").EnumerateArray().Select(h => h.GetString()!));
        Assert.Equal("Ramunės prieglauda", (await fixture.InDirectory("partners", partner)).GetProperty("name").GetString());
        Assert.Equal(
            partner,
            (await fixture.Published<AuditRecorded>(a => a.Verb == "provider-registered" && a.Reference == id)).Related);
    }

    [Fact]
    public async Task A_client_secret_is_kept_sealed_and_told_to_the_gateway_alone()
    {
        var id = await fixture.Registered(PartnersFixture.Provider(await fixture.Listed(), authentication: "client_secret_basic", secret: Secret));
        var kept = await fixture.Query<byte[]>("select client_secret from providers where id = $1", id);
        Assert.Equal(-1, kept.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)));
        Assert.Equal(Secret, (await fixture.InDirectory("providers", id)).GetProperty("clientSecret").GetString());

        var shown = (await fixture.Get(fixture.Administrator, "/providers"))
            .Is(HttpStatusCode.OK).Items.Single(p => p.GetProperty("id").GetGuid() == id);
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("clientSecret").ValueKind);
        Assert.DoesNotContain(Secret, fixture.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_fault_of_a_provider_is_reported_at_once()
    {
        var reply = (await fixture.Post(fixture.Administrator, "/providers", new
        {
            partnerId = Guid.NewGuid(), displayName = "", issuer = "http://ramune.invalid", clientId = "",
            clientAuthentication = "client_secret_basic",
            hosts = new[] { "https://ramune.invalid/" }, roleClaim = "groups", roleRules = new[] { new { value = "staff", role = "queen" } },
        })).Is(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["/clientId", "/clientSecret", "/displayName", "/hosts/0", "/issuer", "/partnerId", "/roleRules/0/role"],
            reply.Errors.Keys.Order(StringComparer.Ordinal));
        Assert.Contains(Roles.ShelterManager, reply.Errors["/roleRules/0/role"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_partner_makes_administrators_and_the_operator_makes_no_caseworkers()
    {
        var partner = await fixture.Listed();
        foreach (var (of, role) in new[] { (partner, Roles.Administrator), (fixture.Operator, Roles.Caseworker) })
        {
            var reply = (await fixture.Post(fixture.Administrator, "/providers", PartnersFixture.Provider(of, role: role)))
                .Is(HttpStatusCode.BadRequest);
            Assert.Equal("/roleRules/0/role", Assert.Single(reply.Errors.Keys));
        }
    }

    [Fact]
    public async Task An_issuer_belongs_to_one_partner()
    {
        var provider = PartnersFixture.Provider(await fixture.Listed(), "https://uostas.invalid");
        await fixture.Registered(provider);
        var again = PartnersFixture.Provider(await fixture.Listed(), "https://uostas.invalid");
        Assert.Equal("issuer-registered", (await fixture.Post(fixture.Administrator, "/providers", again)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task The_directory_is_for_the_gateway_alone()
    {
        foreach (var role in Roles.All)
            (await fixture.Get(Somebody(role, fixture.Operator), "/gateway/directory")).Is(HttpStatusCode.Forbidden);
        (await Directory()).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_directory_is_sent_again_only_when_something_changed()
    {
        var partner = await fixture.Listed();
        var id = await fixture.Registered(PartnersFixture.Provider(partner));
        var seen = (await Directory()).Is(HttpStatusCode.OK).ETag;
        async Task Changed()
        {
            var now = (await Directory(seen)).Is(HttpStatusCode.OK).ETag;
            Assert.NotEqual(seen, now);
            Assert.Equal("", (await Directory(now)).Is(HttpStatusCode.NotModified).Text);
            seen = now;
        }

        Assert.Equal("", (await Directory(seen)).Is(HttpStatusCode.NotModified).Text);
        (await fixture.Post(fixture.Administrator, $"/providers/{id}/suspend")).Is(HttpStatusCode.OK);
        Assert.True((await fixture.InDirectory("providers", id)).GetProperty("suspended").GetBoolean());
        await Changed();
        await fixture.Reinstated($"/providers/{id}");
        Assert.False((await fixture.InDirectory("providers", id)).GetProperty("suspended").GetBoolean());
        await Changed();
        (await fixture.Post(fixture.Administrator, $"/partners/{partner}/suspend")).Is(HttpStatusCode.OK);
        Assert.True((await fixture.InDirectory("partners", partner)).GetProperty("suspended").GetBoolean());
        await Changed();
    }
}
