using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReferralNetwork.Cases.Sealing;

/// <summary>A public key that something is sealed to: EC P-256, as a JWK (RFC 7517).</summary>
/// <param name="Id">Its thumbprint (RFC 7638).</param>
public sealed record RecipientKey(string Id, string X, string Y)
{
    /// <summary>The required members in the order of RFC 7638, so that it can be hashed as it is.</summary>
    public string Jwk => $$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""";

    public static RecipientKey From(ECDiffieHellman key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        return From(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
    }

    /// <exception cref="FormatException">Not a public key on P-256.</exception>
    public static RecipientKey Parse(string jwk)
    {
        try
        {
            using var json = JsonDocument.Parse(jwk);
            var root = json.RootElement;
            if (root.GetProperty("kty").GetString() != "EC" || root.GetProperty("crv").GetString() != "P-256")
                throw new FormatException("The key must be EC on P-256.");
            // Normalised, so that one key has one thumbprint.
            var key = From(
                Base64Url.EncodeToString(Base64Url.DecodeFromChars(root.GetProperty("x").GetString())),
                Base64Url.EncodeToString(Base64Url.DecodeFromChars(root.GetProperty("y").GetString())));
            key.ToPublicKey().Dispose(); // throws for a point that is not on the curve
            return key;
        }
        catch (Exception e) when (
            e is JsonException or KeyNotFoundException or InvalidOperationException or CryptographicException or PlatformNotSupportedException)
        {
            throw new FormatException("This is not a JWK of a public key on P-256.", e);
        }
    }

    /// <summary>The caller disposes of it.</summary>
    public ECDiffieHellman ToPublicKey() => ECDiffieHellman.Create(new ECParameters
    {
        Curve = ECCurve.NamedCurves.nistP256,
        Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
    });

    static RecipientKey From(string x, string y)
    {
        var key = new RecipientKey("", x, y);
        return key with { Id = Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(key.Jwk))) };
    }
}
