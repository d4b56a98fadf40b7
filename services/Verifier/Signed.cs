using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Verifier;

/// <summary>A signed statement: what it says, or why it counts for nothing.</summary>
/// <param name="Jws">Compact, as it stands in the export.</param>
/// <param name="Claims">Null where there is a fault.</param>
public sealed record Signed<T>(string Jws, T? Claims, string? Fault) where T : class
{
    /// <summary>Over the compact form.</summary>
    public string Hash => Hex.Sha256(Jws);
}

static class Signed
{
    /// <summary>JWS (RFC 7515), ES256, with exactly the header that the network writes.</summary>
    /// <param name="type">What it must be.</param>
    /// <param name="use">Whose key must have signed it.</param>
    public static Signed<T> Open<T>(string jws, string type, string use, KeySet keys) where T : class
    {
        Signed<T> Wrong(string fault) => new(jws, null, fault);

        if (jws.Split('.') is not [var head, var body, var tail]
            || Decode(head) is not { } header || Decode(body) is not { } payload || Decode(tail) is not { Length: 64 } signature)
            return Wrong("it is no signed statement (JWS)");
        if (StrictJson.Read<Header>(header).Value is not { Alg: "ES256" } named)
            return Wrong("its header is not the one that the network writes");
        if (keys.Find(use, named.Kid) is not { } key)
            return Wrong($"its signature is not by any key of the {use} {keys.Where}");
        using (key)
        {
            if (!key.VerifyData(
                Encoding.ASCII.GetBytes($"{head}.{body}"), signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation))
                return Wrong("its signature does not fit: it was changed, or the signature is that of something else");
        }
        if (named.Typ != type)
            return Wrong($"it is signed as {named.Typ}, where {type} is due");
        var (claims, fault) = StrictJson.Read<T>(payload);
        return claims is null ? Wrong($"it has not its form: {fault}") : new(jws, claims, null);
    }

    sealed record Header(string Alg, string Typ, string Kid);

    /// <summary>Null unless it is base64url in the one way that it can be written.</summary>
    static byte[]? Decode(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
