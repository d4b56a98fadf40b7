using System.Buffers.Text;
using System.Security.Cryptography;

namespace ReferralNetwork.Verifier;

/// <summary>The public keys that count.</summary>
public sealed class KeySet
{
    public const string Network = "network";
    public const string Ledger = "ledger";

    readonly Dictionary<(string Use, string Id), ECParameters> counted = [];

    /// <summary>Said after "not by any key of the network".</summary>
    public string Where { get; private init; } = "";

    /// <param name="trusted">Thumbprints of the published keys; null: nobody gave any.</param>
    public static KeySet For(Export export, IReadOnlySet<string>? trusted, Section section)
    {
        var keys = new KeySet { Where = trusted is null ? "in this file" : "that you trust" };
        var faults = new List<string>();
        var strangers = new List<string>();
        foreach (var (use, jwk) in export.Keys)
        {
            if (use is not (Network or Ledger))
                faults.Add($"Key {jwk.Kid}: it is for {Plain.Text(use)}, where network or ledger is due.");
            else if (Read(jwk) is not { } key)
                faults.Add($"Key {Plain.Text(jwk.Kid)}: it is no public key EC P-256 whose id is its thumbprint.");
            else if (keys.counted.Keys.Any(known => known.Id == jwk.Kid))
                faults.Add($"Key {jwk.Kid}: it is listed twice.");
            else if (trusted?.Contains(jwk.Kid) is false)
                strangers.Add($"Key {jwk.Kid} of the {use} is not among those that you trust: it does not count.");
            else
                keys.counted.Add((use, jwk.Kid), key);
        }
        section.Check($"{export.Keys.Count} keys are listed, each under its thumbprint.", faults);
        foreach (var stranger in strangers)
            section.Note(stranger);
        section.Note(trusted is null
            ? "No published keys were given (--trust): this file's own keys were trusted. Whoever made the file could have made them."
            : $"{keys.counted.Count} of them are among the keys that you trust (--trust). Only those count.");
        return keys;
    }

    /// <summary>The caller disposes of it.</summary>
    public ECDsa? Find(string use, string id) => counted.TryGetValue((use, id), out var key) ? ECDsa.Create(key) : null;

    /// <summary>The thumbprints of all public keys of a PEM file.</summary>
    /// <exception cref="InvalidDataException">It holds none, or another than EC P-256.</exception>
    public static IReadOnlySet<string> ReadTrusted(string pem)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            for (var rest = pem.AsSpan(); PemEncoding.TryFind(rest, out var fields); rest = rest[fields.Location.End..])
            {
                using var key = ECDsa.Create();
                key.ImportFromPem(rest[fields.Location]);
                var point = key.ExportParameters(includePrivateParameters: false).Q;
                ids.Add(Thumbprint(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y)));
            }
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new InvalidDataException("The file of trusted keys holds what is no public key.", e);
        }
        return ids.Count > 0 ? ids : throw new InvalidDataException("The file of trusted keys holds no public key (PEM).");
    }

    static ECParameters? Read(Jwk jwk)
    {
        try
        {
            var key = new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64Url.DecodeFromChars(jwk.X), Y = Base64Url.DecodeFromChars(jwk.Y) },
            };
            using var usable = ECDsa.Create(key); // throws for a point that is not on the curve
            return jwk is { Kty: "EC", Crv: "P-256" } && jwk.Kid == Thumbprint(jwk.X, jwk.Y) ? key : null;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>RFC 7638.</summary>
    static string Thumbprint(string x, string y) =>
        Base64Url.EncodeToString(Convert.FromHexString(Hex.Sha256($$"""{"crv":"P-256","kty":"EC","x":"{{x}}","y":"{{y}}"}""")));
}
