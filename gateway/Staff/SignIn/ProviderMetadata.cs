using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Staff.SignIn;

/// <summary>What a provider's metadata and keys must be like before anything in them is believed.</summary>
public sealed class ProviderMetadata(KnownProvider provider) : IConfigurationValidator<OpenIdConnectConfiguration>
{
    const int SmallestRsaKey = 2048;

    public ConfigurationValidationResult Validate(OpenIdConnectConfiguration configuration)
    {
        var faults = Faults(configuration).ToList();
        return new() { Succeeded = faults.Count == 0, ErrorMessage = faults.Count == 0 ? null : string.Join(' ', faults) };
    }

    /// <summary>Says which rule is broken and never repeats the provider's text.</summary>
    public IEnumerable<string> Faults(OpenIdConnectConfiguration configuration)
    {
        if (!string.Equals(configuration.Issuer, provider.Issuer, StringComparison.Ordinal))
            yield return "The metadata is another issuer's.";

        foreach (var (name, address, needed) in Endpoints(configuration))
        {
            if (string.IsNullOrEmpty(address) ? needed : !(Uri.TryCreate(address, UriKind.Absolute, out var uri) && Host.IsOneOf(provider, uri)))
                yield return $"{name} is missing or not on a host of the provider.";
        }

        var keys = configuration.JsonWebKeySet?.Keys.Where(k => k.Use is null or "" or "sig").ToList() ?? [];
        if (!keys.Exists(k => k.Kty is "RSA" or "EC"))
            yield return "There is no signing key.";
        if (keys.Exists(k => k.Kty is "RSA" && k.KeySize < SmallestRsaKey))
            yield return $"An RSA key is shorter than {SmallestRsaKey} bits.";
        if (keys.Exists(k => k.Kty is "oct"))
            yield return "A secret key is published.";
    }

    static IEnumerable<(string Name, string? Address, bool Needed)> Endpoints(OpenIdConnectConfiguration c) =>
    [
        ("authorization_endpoint", c.AuthorizationEndpoint, true),
        ("token_endpoint", c.TokenEndpoint, true),
        ("jwks_uri", c.JwksUri, true),
        ("pushed_authorization_request_endpoint", c.PushedAuthorizationRequestEndpoint, false),
        ("end_session_endpoint", c.EndSessionEndpoint, false),
    ];
}
