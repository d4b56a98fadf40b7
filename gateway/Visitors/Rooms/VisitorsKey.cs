using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Visitors.Rooms;

/// <summary>The gateway's own key. Its tokens name nobody: they open the visitors' routes of Inquiries, and no other.</summary>
sealed class VisitorsKey(string path, TimeProvider time)
{
    readonly SigningCredentials credentials = new(PemKeys.ReadPrivate(path), SecurityAlgorithms.EcdsaSha256);
    readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false };

    public string Token()
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = InwardToken.VisitorsIssuer,
            Audience = "inquiries",
            TokenType = InwardToken.Type,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + InwardToken.Lifetime,
            SigningCredentials = credentials,
        });
    }
}
