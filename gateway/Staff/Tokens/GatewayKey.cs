using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Staff.Tokens;

/// <summary>
/// The gateway's own key. It signs tokens for the services (<see cref="InwardTokens"/>) and, towards identity providers,
/// who the gateway is. The two differ in issuer, type and audience, so neither is good for the other.
/// </summary>
public sealed class GatewayKey(StaffSettings settings, TimeProvider time)
{
    static readonly TimeSpan AssertionLifetime = TimeSpan.FromSeconds(60);

    readonly ECDsaSecurityKey key = PemKeys.ReadPrivate(settings.SigningKey);
    readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Sign(SecurityTokenDescriptor token)
    {
        token.SigningCredentials = new(key, SecurityAlgorithms.EcdsaSha256);
        return handler.CreateToken(token);
    }

    /// <summary>RFC 7523 client assertion: the audience is the provider's issuer and nothing else, good for a minute, once.</summary>
    public string ClientAssertion(string clientId, string issuer)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return Sign(new()
        {
            Issuer = clientId,
            Audience = issuer,
            IssuedAt = now,
            Expires = now + AssertionLifetime,
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [JwtRegisteredClaimNames.Sub] = clientId,
                [JwtRegisteredClaimNames.Jti] = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(16)),
            },
        });
    }

    /// <summary>What providers check client assertions with: /.well-known/jwks.json.</summary>
    public object PublicKeys()
    {
        using var publicPart = ECDsa.Create(key.ECDsa.ExportParameters(includePrivateParameters: false));
        var jwk = JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(publicPart));
        return new
        {
            keys = new[]
            {
                new { kty = jwk.Kty, crv = jwk.Crv, x = jwk.X, y = jwk.Y, kid = key.KeyId, use = "sig", alg = SecurityAlgorithms.EcdsaSha256 }
            }
        };
    }
}
