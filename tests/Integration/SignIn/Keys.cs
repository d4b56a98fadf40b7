using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>A key of a provider, and how it signs. Tokens are put together by hand here, since no library would make the wrong ones.</summary>
public abstract class ProviderKey(string id, string algorithm)
{
    public static readonly ProviderKey Usual = new RsaKey("usual", 2048);
    public static readonly ProviderKey Next = new RsaKey("next", 2048);
    public static readonly ProviderKey Stranger = new RsaKey("usual", 2048);
    public static readonly ProviderKey Weak = new RsaKey("weak", 1024);
    public static readonly ProviderKey Pss = new RsaKey("pss", 2048, "PS256");
    public static readonly ProviderKey Curve = new EcKey("curve");

    /// <summary>Signs with what everybody can read in the metadata, as HMAC.</summary>
    public static readonly ProviderKey Shared = new SharedKey("shared");

    public string Id => id;
    public string Algorithm => algorithm;

    public abstract JsonObject Public();
    public abstract byte[] Sign(byte[] data);

    public string Sign(JsonObject header, JsonObject claims)
    {
        var content = $"{Encode(header)}.{Encode(claims)}";
        return $"{content}.{WebEncoders.Base64UrlEncode(Sign(Encoding.ASCII.GetBytes(content)))}";
    }

    public static string Encode(JsonObject json) => WebEncoders.Base64UrlEncode(Encoding.UTF8.GetBytes(json.ToJsonString()));

    sealed class RsaKey(string id, int bits, string algorithm = "RS256") : ProviderKey(id, algorithm)
    {
        readonly RSA rsa = RSA.Create(bits);

        public override JsonObject Public()
        {
            var key = rsa.ExportParameters(false);
            return new()
            {
                ["kty"] = "RSA", ["kid"] = Id, ["use"] = "sig",
                ["n"] = WebEncoders.Base64UrlEncode(key.Modulus!), ["e"] = WebEncoders.Base64UrlEncode(key.Exponent!)
            };
        }

        public override byte[] Sign(byte[] data) =>
            rsa.SignData(data, HashAlgorithmName.SHA256, Algorithm == "PS256" ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
    }

    sealed class EcKey(string id) : ProviderKey(id, "ES256")
    {
        readonly ECDsa ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        public override JsonObject Public()
        {
            var point = ec.ExportParameters(false).Q;
            return new()
            {
                ["kty"] = "EC", ["kid"] = Id, ["crv"] = "P-256",
                ["x"] = WebEncoders.Base64UrlEncode(point.X!), ["y"] = WebEncoders.Base64UrlEncode(point.Y!)
            };
        }

        public override byte[] Sign(byte[] data) => ec.SignData(data, HashAlgorithmName.SHA256);
    }

    sealed class SharedKey(string id) : ProviderKey(id, "HS256")
    {
        static readonly byte[] Secret = [.. Enumerable.Repeat((byte)7, 32)];

        public override JsonObject Public() => new() { ["kty"] = "oct", ["kid"] = "shared", ["k"] = WebEncoders.Base64UrlEncode(Secret) };
        public override byte[] Sign(byte[] data) => HMACSHA256.HashData(Secret, data);
    }
}
