using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Tests.PartnerIdp;

/// <summary>The one client that all organisations have registered: the network's gateway.</summary>
public sealed class Gateway(Uri jwksUri, HttpClient http, TimeProvider time)
{
    public const string ClientId = "referral-network";

    readonly ConcurrentDictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);
    volatile JsonWebKeySet keys = new();

    string Origin => jwksUri.GetLeftPart(UriPartial.Authority);

    /// <summary>The gateway gives each provider an address of its own that ends in the id it has in the network.</summary>
    public bool Owns(string? uri, string path) =>
        uri is not null && uri.StartsWith($"{Origin}/{path}/", StringComparison.Ordinal)
        && Guid.TryParseExact(uri[(Origin.Length + path.Length + 2)..], "D", out _);

    /// <summary>private_key_jwt by the keys that the gateway publishes, or client_secret_basic where the organisation has set a secret.</summary>
    public async Task<bool> IsAuthentic(Organisation organisation, HttpRequest request, IFormCollection form) =>
        organisation.ClientSecret is { } secret ? HasSecret(request, secret) : await HasSigned(organisation, form);

    static bool HasSecret(HttpRequest request, string secret) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header) && header is { Scheme: "Basic", Parameter: { } sent }
        && Encoding.UTF8.GetString(Convert.FromBase64String(sent)).Split(':') is [var id, var presented]
        && WebUtility.UrlDecode(id) == ClientId && WebUtility.UrlDecode(presented) == secret;

    async Task<bool> HasSigned(Organisation organisation, IFormCollection form)
    {
        if (form["client_assertion_type"] != "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            || form["client_assertion"] is not [{ } assertion])
            return false;
        var result = await Validate(organisation, assertion);
        if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
        {
            keys = new JsonWebKeySet(await http.GetStringAsync(jwksUri));
            result = await Validate(organisation, assertion);
        }
        return result is { IsValid: true, SecurityToken: JsonWebToken { Subject: ClientId } token } && IsNew(token);
    }

    Task<TokenValidationResult> Validate(Organisation organisation, string assertion) => new JsonWebTokenHandler().ValidateTokenAsync(assertion, new()
    {
        ValidIssuer = ClientId,
        ValidAudience = organisation.Issuer,
        IssuerSigningKeys = keys.GetSigningKeys(),
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ClockSkew = TimeSpan.FromSeconds(30),
    });

    /// <summary>An assertion is good once.</summary>
    bool IsNew(JsonWebToken token)
    {
        var now = time.GetUtcNow();
        foreach (var (old, until) in seen)
        {
            if (until < now)
                seen.TryRemove(old, out _);
        }
        return !string.IsNullOrEmpty(token.Id) && seen.TryAdd(token.Id, now.AddMinutes(5));
    }
}
