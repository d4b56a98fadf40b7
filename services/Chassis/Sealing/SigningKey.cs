using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// A key of the network that signs what others check later, also outside it (JWS, RFC 7515, ES256): that of Cases for permits and
/// disclosures, that of Ledger for checkpoints. What its predecessors signed still counts.
/// </summary>
public sealed class SigningKey
{
    readonly ECParameters key;

    /// <param name="path">A PEM file with an EC P-256 private key.</param>
    /// <param name="former">A PEM file with the public keys that signed before it; null where none did.</param>
    public SigningKey(string path, string? former = null)
    {
        var pem = PemKeys.ReadPrivate(path);
        key = pem.ECDsa.ExportParameters(includePrivateParameters: true);
        Id = pem.KeyId;
        pem.ECDsa.Dispose();
        PublicKeys = [Public(key, Id), .. former is null ? [] : PemKeys.ReadPublic(former).Cast<ECDsaSecurityKey>()
            .Where(known => known.KeyId != Id).Select(known => Public(known.ECDsa.ExportParameters(includePrivateParameters: false), known.KeyId))];
    }

    /// <summary>Thumbprint (RFC 7638).</summary>
    public string Id { get; }

    /// <summary>The present one, then the former ones.</summary>
    public IReadOnlyList<PublicJwk> PublicKeys { get; }

    /// <param name="type">The <c>typ</c> header, so that no token passes for one of another kind.</param>
    public string Sign(string type, object claims)
    {
        // One key object a signature: they are not made for many threads.
        using var signer = ECDsa.Create(key);
        return JWT.EncodeBytes(
            JsonSerializer.SerializeToUtf8Bytes(claims, NetworkJson.Options), signer, JwsAlgorithm.ES256,
            new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = type, ["kid"] = Id });
    }

    /// <exception cref="CryptographicException">Signed neither by this key nor by a former one, or of another type.</exception>
    public byte[] Verify(string type, string token)
    {
        try
        {
            var header = JWT.Headers(token);
            var by = PublicKeys.FirstOrDefault(known => known.Kid == header["kid"] as string)
                ?? throw new CryptographicException("The network did not sign this.");
            using var verifier = ECDsa.Create(Parameters(by));
            var payload = JWT.DecodeBytes(token, verifier, JwsAlgorithm.ES256);
            return (string?)header["typ"] == type ? payload : throw new CryptographicException("A token of another type.");
        }
        catch (Exception e) when (e is JoseException or KeyNotFoundException)
        {
            throw new CryptographicException("The network did not sign this.", e);
        }
    }

    static PublicJwk Public(ECParameters key, string id) =>
        new("EC", "P-256", Base64UrlEncoder.Encode(key.Q.X), Base64UrlEncoder.Encode(key.Q.Y), id);

    static ECParameters Parameters(PublicJwk jwk) => new()
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) },
    };
}
