using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ReferralNetwork.Partners.Listings;

/// <summary>The key that disclosures to an organisation are sealed to, as a JWK (RFC 7517): EC P-256 and public.</summary>
public static class PublicKeys
{
    /// <summary>What is wrong with it, or null. Never shows what it is.</summary>
    public static string? Fault(JsonElement key)
    {
        if (key.ValueKind != JsonValueKind.Object)
            return "A JWK is expected: {\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":…,\"y\":…}.";
        if (key.TryGetProperty("d", out _) || key.TryGetProperty("k", out _))
            return "This is a private key. Do not use it any more; send the public part of a new one.";
        if (Text(key, "kty") != "EC" || Text(key, "crv") != "P-256")
            return "Only EC keys on P-256 are taken.";
        if (Coordinate(key, "x") is not { } x || Coordinate(key, "y") is not { } y)
            return "x and y are 32 bytes each, in base64url without padding.";
        try
        {
            // Refuses a point that is not on the curve, which would give away what is sealed to it.
            using var point = ECDiffieHellman.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = x, Y = y } });
            return null;
        }
        catch (CryptographicException)
        {
            return "x and y are not a point on P-256.";
        }
    }

    /// <summary>The four members that are the key (RFC 7638's order); whatever else came with it is dropped.</summary>
    public static string Canonical(JsonElement key) =>
        $$"""{"crv":"P-256","kty":"EC","x":"{{Text(key, "x")}}","y":"{{Text(key, "y")}}"}""";

    /// <summary>RFC 7638, of a canonical key.</summary>
    public static string Thumbprint(string canonical) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)));

    static string? Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    static byte[]? Coordinate(JsonElement key, string name)
    {
        var text = Text(key, name);
        if (text is not { Length: 43 } || !Base64Url.IsValid(text))
            return null;
        var bytes = Base64Url.DecodeFromChars(text);
        return bytes.Length == 32 ? bytes : null;
    }
}
