using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>The key that signs in the network's name: offer permits and disclosures (JWS, ES256).</summary>
public sealed class NetworkKey
{
    readonly ECParameters key;
    readonly Dictionary<string, ECParameters> known = new(StringComparer.Ordinal);

    /// <param name="path">A PEM file with an EC P-256 private key.</param>
    /// <param name="former">
    /// A PEM file with all public keys that ever signed, so that what they signed opens still; null: this one is the first.
    /// </param>
    public NetworkKey(string path, string? former = null)
    {
        var pem = PemKeys.ReadPrivate(path);
        key = pem.ECDsa.ExportParameters(includePrivateParameters: true);
        Id = pem.KeyId;
        pem.ECDsa.Dispose();
        known[Id] = new() { Curve = key.Curve, Q = key.Q };
        foreach (var one in former is null ? [] : PemKeys.ReadPublic(former).Cast<ECDsaSecurityKey>())
            known[one.KeyId] = one.ECDsa.ExportParameters(includePrivateParameters: false);
    }

    /// <summary>Thumbprint (RFC 7638).</summary>
    public string Id { get; }

    /// <summary>All that ever signed, the present one first.</summary>
    public IReadOnlyList<PublicJwk> PublicKeys =>
    [
        .. known.Select(one => new PublicJwk(
            "EC", "P-256", Base64UrlEncoder.Encode(one.Value.Q.X), Base64UrlEncoder.Encode(one.Value.Q.Y), one.Key)),
    ];

    /// <param name="type">The <c>typ</c> header, so that no token passes for one of another kind.</param>
    public string Sign(string type, object claims)
    {
        // One key object a signature: they are not made for many threads.
        using var signer = ECDsa.Create(key);
        return JWT.EncodeBytes(
            JsonSerializer.SerializeToUtf8Bytes(claims, Chassis.NetworkJson.Options), signer, JwsAlgorithm.ES256,
            new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = type, ["kid"] = Id });
    }

    /// <exception cref="CryptographicException">Signed by no key of the network, or of another type.</exception>
    public byte[] Verify(string type, string token)
    {
        try
        {
            var header = JWT.Headers(token);
            if (!header.TryGetValue("kid", out var id) || id is not string name || !known.TryGetValue(name, out var signer))
                throw new CryptographicException("The network did not sign this.");
            using var verifier = ECDsa.Create(signer);
            var payload = JWT.DecodeBytes(token, verifier, JwsAlgorithm.ES256);
            return (string?)header["typ"] == type ? payload : throw new CryptographicException("A token of another type.");
        }
        catch (JoseException e)
        {
            throw new CryptographicException("The network did not sign this.", e);
        }
    }
}
