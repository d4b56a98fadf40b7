using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Providing;

/// <summary>How the people of a partner sign in: its OpenID Provider. The body of POST.</summary>
/// <param name="Hosts">host[:port] that its metadata may point to beside the issuer's own.</param>
/// <param name="RoleClaim">The claim of the ID token that the rules look at.</param>
public sealed record ProviderDetails(
    PartnerId PartnerId,
    string DisplayName,
    string Issuer,
    string ClientId,
    string ClientAuthentication,
    IReadOnlyList<string> Hosts,
    string RoleClaim,
    IReadOnlyList<RoleRule> RoleRules,
    string? ClientSecret = null)
{
    public const string PrivateKeyJwt = "private_key_jwt";
    public const string ClientSecretBasic = "client_secret_basic";
}

/// <summary>Whoever has this value in the role claim has this role.</summary>
public sealed record RoleRule(string Value, string Role);

/// <summary>A provider as the gateway gets it, and administrators without the secret.</summary>
public sealed record Provider(
    Guid Id,
    PartnerId PartnerId,
    string DisplayName,
    string Issuer,
    string ClientId,
    string ClientAuthentication,
    string? ClientSecret,
    IReadOnlyList<string> Hosts,
    string RoleClaim,
    IReadOnlyList<RoleRule> RoleRules,
    bool Suspended);
