using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>What an ID token must be like. OpenID Connect Core 3.1.3.7, and what it leaves open closed.</summary>
public static class IdTokenRules
{
    static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);
    const int LongestSubject = 255;

    public static TokenValidationParameters Parameters(KnownProvider provider) => new()
    {
        ValidAudience = provider.ClientId,
        RequireAudience = true,
        RequireExpirationTime = true,
        RequireSignedTokens = true,
        ClockSkew = ClockSkew,
        ValidAlgorithms =
        [
            SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
            SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
            SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
        ],
        IssuerValidator = (issuer, _, _) => string.Equals(issuer, provider.Issuer, StringComparison.Ordinal)
            ? issuer
            : throw new SecurityTokenInvalidIssuerException("The token is another issuer's."),
        TypeValidator = (type, _, _) => string.IsNullOrEmpty(type) || type.Equals("JWT", StringComparison.OrdinalIgnoreCase)
            ? type
            : throw new SecurityTokenInvalidTypeException("The token is of another kind than an ID token."),
        NameClaimType = "name",
        RoleClaimType = provider.RoleClaim,
    };

    /// <summary>What the library leaves unchecked; null if nothing is wrong.</summary>
    public static string? Fault(JsonWebToken token, string clientId, DateTimeOffset now)
    {
        var azp = token.TryGetPayloadValue<string>("azp", out var party) ? party : null;
        if (token.Audiences.Count() > 1 && azp is null)
            return "Several audiences, and no azp says whose the token is.";
        if (azp is not null && azp != clientId)
            return "The token was issued to another client.";
        if (token.IssuedAt == DateTime.MinValue || token.IssuedAt > now.UtcDateTime + ClockSkew)
            return "The token says that it is issued in the future.";
        if (token.ValidTo <= now.UtcDateTime - ClockSkew)
            return "The token has expired.";
        if (token.TryGetHeaderValue<object>("crit", out _))
            return "The token demands extensions that are not known here.";
        return string.IsNullOrEmpty(token.Subject) || token.Subject.Length > LongestSubject || token.Subject.Any(char.IsControl)
            ? "The subject is missing or malformed."
            : null;
    }
}

/// <summary>
/// Demands a signature. The handler turns that off in the code flow, where the specification lets TLS vouch for the
/// token; a token without a signature would then be anybody's.
/// </summary>
public sealed class SignedTokenHandler : JsonWebTokenHandler
{
    public override Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters) =>
        base.ValidateTokenAsync(token, Demanding(validationParameters));

    public override Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
        base.ValidateTokenAsync(token, Demanding(validationParameters));

    static TokenValidationParameters Demanding(TokenValidationParameters parameters)
    {
        var demanding = parameters.Clone();
        demanding.RequireSignedTokens = true;
        return demanding;
    }
}
