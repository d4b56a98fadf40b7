using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Partners.IdentityProviders;

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
    string? ClientSecret = null);
