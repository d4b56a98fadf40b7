using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace ReferralNetwork.Chassis.Identity;

/// <summary>
/// The bearer token inside the network: minted by a gateway for one call, bound to one service, good for a minute.
/// </summary>
public static class InwardToken
{
    public const string Issuer = "https://network.invalid/staff";
    /// <summary>Of the gateway that asks nobody who they are: its tokens name no person and no organisation.</summary>
    public const string VisitorsIssuer = "https://network.invalid/visitors";

    public const string Type = "at+jwt"; // RFC 9068
    public const string Subject = "sub";
    public const string Partner = "partner";
    /// <summary>What a session of the gateway calls the same person.</summary>
    public const string Actor = "actor";
    public const string Roles = "roles";

    /// <summary>The role of the gateway's own reads; no person has it.</summary>
    public const string GatewayRole = "gateway";

    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(60);

    /// <summary>Tolerance between the clocks of two of our own machines.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    /// <summary>What a service demands of a token: an issuer of ours, its own name as audience, ES256, type and lifetime.</summary>
    public static TokenValidationParameters Validation(string audience, IEnumerable<SecurityKey> keys, string issuer = Issuer) => new()
    {
        ValidIssuer = issuer,
        ValidAudience = audience,
        IssuerSigningKeys = keys,
        ValidTypes = [Type],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = ClockSkew,
        NameClaimType = Subject,
        RoleClaimType = Roles,
    };
}

/// <summary>EC P-256 keys from PEM files; a key's id is its RFC 7638 thumbprint.</summary>
public static class PemKeys
{
    /// <summary>All public keys of a file, so that a new key can stand beside the old one while both are in use.</summary>
    /// <exception cref="InvalidOperationException">The file holds none.</exception>
    public static IReadOnlyList<SecurityKey> ReadPublic(string path)
    {
        var text = File.ReadAllText(path).AsSpan();
        var keys = new List<SecurityKey>();
        while (PemEncoding.TryFind(text, out var fields))
        {
            var key = ECDsa.Create();
            key.ImportFromPem(text[fields.Location]);
            keys.Add(WithThumbprint(key));
            text = text[fields.Location.End..];
        }
        return keys.Count > 0 ? keys : throw new InvalidOperationException($"No public key in {Path.GetFileName(path)}; expected PEM, EC P-256.");
    }

    public static ECDsaSecurityKey ReadPrivate(string path)
    {
        var key = ECDsa.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return WithThumbprint(key);
    }

    public static ECDsaSecurityKey WithThumbprint(ECDsa key)
    {
        var security = new ECDsaSecurityKey(key);
        security.KeyId = Base64UrlEncoder.Encode(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(security).ComputeJwkThumbprint());
        return security;
    }
}
