using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Casework;

public sealed class PermitTests : IDisposable
{
    static readonly DateTimeOffset Now = new(2026, 11, 27, 12, 0, 0, TimeSpan.Zero);
    static readonly PartnerId Owner = new(Guid.NewGuid());
    readonly ECDsa network = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    [Theory]
    [InlineData(Codes.ReturnAssistance, "receiving")]
    [InlineData(Codes.Handoff, Codes.Police)]
    [InlineData("Referral", null)]
    public async Task A_permit_says_in_what_part_its_recipients_would_be(string purpose, string? part)
    {
        var claims = new Dictionary<string, object>
        {
            ["jti"] = Guid.NewGuid(), ["owner"] = Owner.Value, ["recipients"] = new[] { Guid.NewGuid() }, ["purpose"] = purpose,
            ["receipt"] = Guid.NewGuid(), ["exp"] = Now.AddDays(1).ToUnixTimeSeconds(),
        };
        if (part is not null)
            claims["part"] = part;
        if (purpose == Codes.Handoff)
            claims["exhibits"] = new Dictionary<string, object> { ["document"] = 2, [Codes.Thing] = 1 };
        var jws = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "permit+jwt",
            Claims = claims,
            SigningCredentials = new(PemKeys.WithThumbprint(network), SecurityAlgorithms.EcdsaSha256),
        });
        var (permit, fault) = await new NetworkTokens([PemKeys.WithThumbprint(network)]).CheckPermit(jws, Owner, purpose, Now);
        Assert.Null(fault);
        Assert.Equal(part, permit!.Part);
        Assert.Equal(
            purpose == Codes.Handoff ? [("document", 2), ("thing", 1)] : null,
            permit.Exhibits?.Select(kind => (kind.Key, kind.Value)).Order());
    }

    public void Dispose() => network.Dispose();
}
