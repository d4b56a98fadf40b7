using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Tokens;

/// <summary>Mints the bearer of one call: who asks, for which service, for a minute. Nothing of it lives in the browser.</summary>
public sealed class InwardTokens(GatewayKey key, TimeProvider time)
{
    public string For(SignedIn person, string service) => Mint(service, person.ActorId, person.Partner.Value, person.Roles);

    /// <summary>For the gateway's own reads, in nobody's name.</summary>
    public string ForGateway(string service) => Mint(service, Guid.Empty, null, [InwardToken.GatewayRole]);

    string Mint(string service, Guid actor, Guid? partner, IEnumerable<string> roles)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [InwardToken.Subject] = actor.ToString(),
            [InwardToken.Roles] = roles.ToArray(),
            [JwtRegisteredClaimNames.Jti] = Guid.CreateVersion7(time.GetUtcNow()).ToString(),
        };
        if (partner is not null)
            claims[InwardToken.Partner] = partner.Value.ToString();
        return key.Sign(new()
        {
            Issuer = InwardToken.Issuer,
            Audience = service,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + InwardToken.Lifetime,
            TokenType = InwardToken.Type,
            Claims = claims,
        });
    }
}
