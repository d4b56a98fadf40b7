using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Partners;

/// <summary>Who holds the key reads what is disclosed: it changes by two persons.</summary>
public sealed class KeyTests(PartnersFixture fixture) : IClassFixture<PartnersFixture>
{
    readonly Person second = Somebody(Roles.Administrator, fixture.Operator);

    static object NewKey()
    {
        using var key = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var point = key.ExportParameters(false).Q;
        return new { kty = "EC", crv = "P-256", x = Base64Url.EncodeToString(point.X), y = Base64Url.EncodeToString(point.Y) };
    }

    Task<Reply> Propose(Guid partner, object? publicKey, Person? who = null) =>
        fixture.Post(who ?? fixture.Administrator, $"/partners/{partner}/key", new { publicKey });

    Task<Reply> Confirm(Guid partner, string thumbprint, Person? who = null) =>
        fixture.Post(who ?? second, $"/partners/{partner}/key/confirm", new { thumbprint });

    async Task<string> KeyOf(Guid partner) => (await fixture.See(partner))["publicKey"];

    [Fact]
    public async Task One_proposes_and_another_confirms_the_same_key()
    {
        var partner = await fixture.Listed();
        var thumbprint = (await Propose(partner, NewKey())).Is(HttpStatusCode.OK)["thumbprint"];
        Assert.Equal("", await KeyOf(partner));
        Assert.Equal("second-person-needed", (await Confirm(partner, thumbprint, fixture.Administrator)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("another-key", (await Confirm(partner, "custodial")).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("", await KeyOf(partner));

        (await Confirm(partner, thumbprint)).Is(HttpStatusCode.OK);
        var key = await KeyOf(partner);
        Assert.Contains("P-256", key, StringComparison.Ordinal);
        var told = await fixture.Received<PartnerListed>(m => m.PartnerId.Value == partner, 2, Routes.KnownToCases);
        Assert.Equal(key, told.MaxBy(m => m.Version)!.PublicKey);
        Assert.Equal("nothing-proposed", (await Confirm(partner, thumbprint)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Somebody_of_the_partner_itself_may_be_the_second_and_nobody_else()
    {
        var partner = await fixture.Listed();
        var thumbprint = (await Propose(partner, NewKey())).Is(HttpStatusCode.OK)["thumbprint"];
        (await Confirm(partner, thumbprint, Somebody())).Is(HttpStatusCode.NotFound);
        (await Confirm(partner, thumbprint, Somebody(partner: partner))).Is(HttpStatusCode.OK);
        Assert.NotEqual("", await KeyOf(partner));
    }

    [Fact]
    public async Task Only_an_administrator_proposes_and_only_a_public_key_on_the_curve()
    {
        var partner = await fixture.Listed();
        (await Propose(partner, NewKey(), Somebody(partner: partner))).Is(HttpStatusCode.Forbidden);
        var nowhere = new string('A', 43);
        foreach (var key in new object[]
        {
            new { kty = "RSA" }, new { kty = "EC", crv = "P-256", x = nowhere, y = nowhere },
            new { kty = "EC", crv = "P-256", x = nowhere, y = nowhere, d = nowhere }
        })
            Assert.Equal("/publicKey", Assert.Single((await Propose(partner, key)).Is(HttpStatusCode.BadRequest).Errors.Keys));
    }

    [Fact]
    public async Task A_key_that_comes_with_the_listing_is_in_use_when_a_second_person_has_agreed()
    {
        var partner = (await fixture.Post(fixture.Administrator, "/partners", PartnersFixture.Listing(publicKey: NewKey())))
            .Is(HttpStatusCode.Created).Id;
        Assert.Equal("", await KeyOf(partner));
        var proposal = Assert.Single((await fixture.Get(Somebody(partner: partner), $"/partners/{partner}/proposals"))
            .Is(HttpStatusCode.OK).Items);
        Assert.Equal(
            "second-person-needed",
            (await fixture.Post(fixture.Administrator, $"/proposals/{proposal.GetProperty("id").GetGuid()}/agree"))
                .Is(HttpStatusCode.Conflict).Problem);
        (await Confirm(partner, proposal.GetProperty("content").GetProperty("thumbprint").GetString()!)).Is(HttpStatusCode.OK);
        Assert.NotEqual("", await KeyOf(partner));
    }

    [Fact]
    public async Task A_change_of_the_listing_changes_no_key()
    {
        var partner = await fixture.Listed();
        var reply = (await fixture.Put(fixture.Administrator, $"/partners/{partner}", PartnersFixture.Listing(publicKey: NewKey()), "\"1\""))
            .Is(HttpStatusCode.BadRequest);
        Assert.Equal("/publicKey", Assert.Single(reply.Errors.Keys));
        Assert.Equal("", await KeyOf(partner));
    }
}
