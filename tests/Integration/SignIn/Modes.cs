using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The ways in which a provider, or somebody between it and us, may misbehave. Each must end at a plain page, without a session.</summary>
public static class Modes
{
    /// <summary>What a provider writes must not show on a page of ours.</summary>
    public const string ItsText = "hostile-words-of-the-provider";

    static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    public static readonly IReadOnlyDictionary<string, Behaviour> Hostile = new Dictionary<string, Behaviour>(StringComparer.Ordinal)
    {
        // The token: who signed it
        ["empty-signature"] = new() { Token = t => t[..(t.LastIndexOf('.') + 1)] },
        ["alg-none"] = new() { Header = h => h["alg"] = "none", Token = t => t[..(t.LastIndexOf('.') + 1)] },
        ["alg-none-with-signature"] = new() { Header = h => h["alg"] = "none" },
        ["signed-by-a-stranger"] = new() { SignsWith = ProviderKey.Stranger },
        ["unknown-key"] = new() { SignsWith = ProviderKey.Next },
        ["key-not-named"] = new() { SignsWith = ProviderKey.Stranger, Header = h => h.Remove("kid") },
        ["changed-after-signing"] = new() { Token = Tampered },
        ["secret-key-published"] = new() { SignsWith = ProviderKey.Shared, Publishes = [ProviderKey.Usual, ProviderKey.Shared] },
        ["weak-rsa"] = new() { SignsWith = ProviderKey.Weak, Publishes = [ProviderKey.Weak] },
        ["weak-rsa-beside-a-strong-one"] = new() { SignsWith = ProviderKey.Weak, Publishes = [ProviderKey.Usual, ProviderKey.Weak] },

        // The token: who issued it, for whom, when, what for
        ["issuer-of-another"] = new() { Claims = c => c["iss"] = "https://login.example" },
        ["issuer-with-a-slash"] = new() { Claims = c => c["iss"] = c["iss"]!.GetValue<string>() + "/" },
        ["issuer-missing"] = new() { Claims = c => c.Remove("iss") },
        ["audience-of-another"] = new() { Claims = c => c["aud"] = "somebody-else" },
        ["audience-missing"] = new() { Claims = c => c.Remove("aud") },
        ["several-audiences-without-azp"] = new() { Claims = c => c["aud"] = new JsonArray("referral-network", "somebody-else") },
        ["azp-of-another"] = new() { Claims = c => c["azp"] = "somebody-else" },
        ["expired-two-minutes-ago"] = new() { Claims = c => (c["iat"], c["exp"]) = (Now - 600, Now - 120) },
        ["expiry-missing"] = new() { Claims = c => c.Remove("exp") },
        ["issued-in-ten-minutes"] = new() { Claims = c => (c["iat"], c["exp"]) = (Now + 600, Now + 900) },
        ["issued-at-missing"] = new() { Claims = c => c.Remove("iat") },
        ["not-yet-valid"] = new() { Claims = c => c["nbf"] = Now + 600 },
        ["access-token"] = new() { Header = h => h["typ"] = "at+jwt" },
        ["logout-token"] = new() { Header = h => h["typ"] = "logout+jwt" },
        ["critical-extension"] = new() { Header = h => h["crit"] = new JsonArray("x") },
        ["nonce-missing"] = new() { Claims = c => c.Remove("nonce") },
        ["nonce-of-another-sign-in"] = new() { Claims = c => c["nonce"] = "638000000000000000.bm90LW91cnM" },
        ["subject-missing"] = new() { Claims = c => c.Remove("sub") },
        ["subject-empty"] = new() { Claims = c => c["sub"] = "" },
        ["subject-too-long"] = new() { Claims = c => c["sub"] = new string('1', 256) },
        ["subject-with-a-zero"] = new() { Claims = c => c["sub"] = "10\u000001" },

        // The metadata
        ["metadata-of-another-issuer"] = new() { Metadata = (m, _) => m["issuer"] = "https://login.example" },
        ["another-issuer-throughout"] = new()
        {
            Metadata = (m, _) => m["issuer"] = "https://login.example",
            Claims = c => c["iss"] = "https://login.example",
            Answer = a => Set(a, "iss", "https://login.example"),
        },
        ["metadata-without-issuer"] = new() { Metadata = (m, _) => m.Remove("issuer") },
        ["metadata-redirects"] = Redirecting("metadata"),
        ["metadata-not-json"] = Saying("metadata", 200, $"<html>{ItsText}"),
        ["metadata-fails"] = Saying("metadata", 500, ItsText),
        ["metadata-too-large"] = new() { Metadata = (m, _) => m["padding"] = new string('x', 2 << 20) },
        ["authorization-endpoint-elsewhere"] = Elsewhere("authorization_endpoint"),
        ["token-endpoint-elsewhere"] = Elsewhere("token_endpoint"),
        ["jwks-elsewhere"] = Elsewhere("jwks_uri"),
        ["par-endpoint-elsewhere"] = Elsewhere("pushed_authorization_request_endpoint"),
        ["end-session-elsewhere"] = new() { Metadata = (m, ports) => m["end_session_endpoint"] = $"https://localhost:{ports.Other}/end" },
        ["token-endpoint-without-tls"] = new()
        {
            Metadata = (m, _) => m["token_endpoint"] =
                m["token_endpoint"]!.GetValue<string>().Replace("https:", "http:", StringComparison.Ordinal)
        },
        ["no-keys"] = new() { Publishes = [] },
        ["jwks-redirects"] = Redirecting("jwks"),
        ["jwks-fails"] = Saying("jwks", 500, ItsText),

        // The pushed request
        ["par-refuses"] = Saying("par", 400, $$"""{"error":"invalid_request","error_description":"{{ItsText}}"}"""),
        ["par-redirects"] = Redirecting("par"),
        ["par-says-nothing"] = Saying("par", 201, "{}"),
        ["par-not-json"] = Saying("par", 201, ItsText),

        // The answer at the front
        ["answer-without-issuer"] = new() { Answer = a => a.RemoveAll(p => p.Key == "iss") },
        ["answer-of-another-issuer"] = new() { Answer = a => Set(a, "iss", "https://login.example") },
        ["answer-with-two-issuers"] = new() { Answer = a => a.Add(new("iss", "https://login.example")) },
        ["answer-of-another-issuer-unannounced"] = new()
        {
            Metadata = (m, _) => m.Remove("authorization_response_iss_parameter_supported"),
            Answer = a => Set(a, "iss", "https://login.example"),
        },
        ["answer-with-two-codes"] = new() { Answer = a => a.Add(new("code", "another")) },
        ["answer-without-state"] = new() { Answer = a => a.RemoveAll(p => p.Key == "state") },
        ["answer-with-made-up-state"] = new() { Answer = a => Set(a, "state", "made-up") },
        ["answer-without-code"] = new() { Answer = a => a.RemoveAll(p => p.Key == "code") },
        ["answer-with-token-in-front"] = new() { Answer = a => a.Add(new("id_token", "x.y.z")) },
        ["answer-is-an-error"] = new()
        {
            Answer = a =>
            {
                a.RemoveAll(p => p.Key == "code");
                a.Add(new("error", "server_error"));
                a.Add(new("error_description", ItsText));
            }
        },
        ["answer-is-access-denied"] = new()
        {
            Answer = a =>
            {
                a.RemoveAll(p => p.Key == "code");
                a.Add(new("error", "access_denied"));
                a.Add(new("error_description", ItsText));
            }
        },

        // The token endpoint
        ["token-endpoint-redirects"] = Redirecting("token"),
        ["token-endpoint-refuses"] = Saying("token", 400, $$"""{"error":"invalid_grant","error_description":"{{ItsText}}"}"""),
        ["token-endpoint-without-token"] = Saying("token", 200, """{"access_token":"opaque","token_type":"Bearer"}"""),
        ["token-endpoint-not-json"] = Saying("token", 200, ItsText),
        ["token-endpoint-too-large"] = Saying("token", 200, $$"""{"access_token":"{{new string('x', 2 << 20)}}"}"""),
        ["token-not-a-token"] = new() { Token = _ => ItsText },

        // Admission
        ["no-role"] = new() { Claims = c => c["groups"] = new JsonArray("visitors") },
        ["no-groups"] = new() { Claims = c => c.Remove("groups") },
        ["role-instead-of-group"] = new() { Claims = c => c["groups"] = new JsonArray("administrator", "caseworker", "gateway") },
    };

    /// <summary>Unusual, and right: strictness must not lock these out.</summary>
    public static readonly IReadOnlyDictionary<string, Behaviour> Honest = new Dictionary<string, Behaviour>(StringComparer.Ordinal)
    {
        ["plain"] = new(),
        ["several-audiences-with-azp"] = new()
        {
            Claims = c => (c["aud"], c["azp"]) = (new JsonArray("referral-network", "somebody-else"), "referral-network")
        },
        ["clock-half-a-minute-ahead"] = new() { Claims = c => (c["iat"], c["nbf"]) = (Now + 30, Now + 30) },
        ["clock-half-a-minute-behind"] = new() { Claims = c => (c["iat"], c["exp"]) = (Now - 330, Now - 30) },
        ["token-type-missing"] = new() { Header = h => h.Remove("typ") },
        ["pss"] = new() { SignsWith = ProviderKey.Pss, Publishes = [ProviderKey.Usual, ProviderKey.Pss] },
        ["elliptic-curve"] = new() { SignsWith = ProviderKey.Curve, Publishes = [ProviderKey.Curve] },
        ["without-par"] = new() { Metadata = (m, _) => m.Remove("pushed_authorization_request_endpoint") },
        ["without-issuer-in-answers"] = new()
        {
            Metadata = (m, _) => m.Remove("authorization_response_iss_parameter_supported"),
            Answer = a => a.RemoveAll(p => p.Key == "iss"),
        },
        ["group-as-plain-text"] = new() { Claims = c => c["groups"] = "caseworkers" },
        ["name-missing"] = new() { Claims = c => c.Remove("name") },
        ["name-in-arabic"] = new() { Claims = c => c["name"] = "ليلى الندى" },
    };

    /// <summary>The endpoint answers as it should, on a host that is not the provider's.</summary>
    static Behaviour Elsewhere(string endpoint) => new()
    {
        Metadata = (m, ports) => m[endpoint] = m[endpoint]!.GetValue<string>()
            .Replace(
                ports.Own.ToString(System.Globalization.CultureInfo.InvariantCulture),
                ports.Other.ToString(System.Globalization.CultureInfo.InvariantCulture),
                StringComparison.Ordinal),
    };

    /// <summary>Sends the gateway on, with its request as it is, to where the right answer is.</summary>
    static Behaviour Redirecting(string endpoint) => new()
    {
        Instead = (endpoint, (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
            context.Response.Headers.Location = context.Request.Path + "?past=1";
            return Task.CompletedTask;
        }
        ),
    };

    static Behaviour Saying(string endpoint, int status, string text) => new()
    {
        Instead = (endpoint, (context, _) =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = text.StartsWith('{') ? "application/json" : "text/html";
            return context.Response.WriteAsync(text);
        }
        ),
    };

    static void Set(List<KeyValuePair<string, string>> answer, string name, string value)
    {
        answer.RemoveAll(p => p.Key == name);
        answer.Add(new(name, value));
    }

    static string Tampered(string token)
    {
        var parts = token.Split('.');
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(WebEncoders.Base64UrlDecode(parts[1])))!.AsObject();
        claims["sub"] = "1002";
        return $"{parts[0]}.{ProviderKey.Encode(claims)}.{parts[2]}";
    }
}
