using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>The key that signs in the network's name: offer permits and disclosures (JWS, ES256).</summary>
public sealed class NetworkKey
{
    readonly ECParameters key;

    /// <param name="path">A PEM file with an EC P-256 private key.</param>
    public NetworkKey(string path)
    {
        var pem = PemKeys.ReadPrivate(path);
        key = pem.ECDsa.ExportParameters(includePrivateParameters: true);
        Id = pem.KeyId;
        pem.ECDsa.Dispose();
    }

    /// <summary>Thumbprint (RFC 7638).</summary>
    public string Id { get; }

    /// <param name="type">The <c>typ</c> header, so that no token passes for one of another kind.</param>
    public string Sign(string type, object claims)
    {
        // One key object a signature: they are not made for many threads.
        using var signer = ECDsa.Create(key);
        return JWT.EncodeBytes(
            JsonSerializer.SerializeToUtf8Bytes(claims, Chassis.NetworkJson.Options), signer, JwsAlgorithm.ES256,
            new Dictionary<string, object>(StringComparer.Ordinal) { ["typ"] = type, ["kid"] = Id });
    }

    /// <exception cref="CryptographicException">Not signed by this key, or of another type.</exception>
    public byte[] Verify(string type, string token)
    {
        using var verifier = ECDsa.Create(new ECParameters { Curve = key.Curve, Q = key.Q });
        try
        {
            var payload = JWT.DecodeBytes(token, verifier, JwsAlgorithm.ES256);
            return (string?)JWT.Headers(token)["typ"] == type ? payload : throw new CryptographicException("A token of another type.");
        }
        catch (JoseException e)
        {
            throw new CryptographicException("The network did not sign this.", e);
        }
    }
}
