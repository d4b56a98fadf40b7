using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;

namespace ReferralNetwork.Cases.Exhibits;

/// <summary>
/// One hop of an exhibit's chain of custody, as the network signs it (JWS, ES256). Each names the hash of the one before, so that none can be
/// left out, changed or put elsewhere, and the record on the ledger that commits to it.
/// </summary>
/// <param name="Sub">The exhibit.</param>
/// <param name="Number">From 0, which is taking it in.</param>
/// <param name="From">Who gives it: a name, or of a release the id of the organisation.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Sha256">Of the exhibit, hex; null of a thing.</param>
/// <param name="Previous">SHA-256 over the compact JWS of the hop before, hex; null of the first.</param>
public sealed record CustodyHop(
    Guid Jti, Guid Sub, int Number, string From, string To, long At, string Purpose, string? Seal, string? Sha256, string? Previous, Guid Record)
{
    public const string Type = "custody+jwt";

    public const string TakenIn = "taken-in";
    public const string Released = "released";

    /// <summary>Purposes that nobody types.</summary>
    public static readonly FrozenSet<string> OfTheNetwork = new[] { TakenIn, Released }.ToFrozenSet(StringComparer.Ordinal);

    public static CustodyHop First(Guid exhibitId, string? sha256, string takenBy, string holder, DateTimeOffset at) => new(
        Guid.CreateVersion7(), exhibitId, 0, takenBy, holder, at.ToUnixTimeSeconds(), TakenIn, Seal: null, sha256, Previous: null,
        Guid.CreateVersion7());

    /// <param name="signed">This one, as a compact JWS.</param>
    public CustodyHop Next(string signed, string from, string to, DateTimeOffset at, string purpose, string? seal) => new(
        Guid.CreateVersion7(), Sub, Number + 1, from, to, at.ToUnixTimeSeconds(), purpose, seal, Sha256, HashOf(signed), Guid.CreateVersion7());

    /// <summary>SHA-256 over the characters of a compact JWS, hex.</summary>
    public static string HashOf(string signed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(signed)));

    public string Sign(SigningKey network) => network.Sign(Type, this);

    /// <exception cref="CryptographicException">A hop was changed, moved or taken out, is of another exhibit, or not the network's.</exception>
    public static IEnumerable<SignedHop> Chain(Guid exhibitId, IReadOnlyList<string> signed, SigningKey network)
    {
        foreach (var (number, jws) in signed.Index())
        {
            var hop = JsonSerializer.Deserialize<CustodyHop>(network.Verify(Type, jws), NetworkJson.Options)!;
            if (hop.Sub != exhibitId || hop.Number != number || hop.Previous != (number == 0 ? null : HashOf(signed[number - 1])))
                throw new CryptographicException($"The chain of custody of exhibit {exhibitId} is broken at hop {number}.");
            yield return new(hop, jws);
        }
    }
}
