using System.Text.Json;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Verifier;

/// <summary>A custody export: one disclosure, its exhibits, and all that is needed to check them.</summary>
/// <param name="File">What was disclosed (JWS).</param>
/// <param name="Receipts">Of the file (JWS).</param>
/// <param name="Checkpoint">What all records are proved against (JWS).</param>
public sealed record Export(
    int Version, string Conversation, Guid ConversationId, Guid DisclosureId, IReadOnlyList<ListedKey> Keys, string File,
    IReadOnlyList<string> Receipts, IReadOnlyList<ExhibitChain> Exhibits, IReadOnlyList<Commitment> Commitments,
    IReadOnlyList<PlacedRecord> Records, string Checkpoint)
{
    /// <returns>The export, or what is wrong with its form.</returns>
    /// <exception cref="JsonException">It is no JSON at all.</exception>
    public static (Export? Export, IReadOnlyList<string> Faults) Read(byte[] json)
    {
        JsonDocument.Parse(json).Dispose();
        var (export, fault) = StrictJson.Read<Export>(json);
        IReadOnlyList<string> faults = fault is not null ? [fault] : [.. export!.Faults()];
        return (faults is [] ? export : null, faults);
    }

    IEnumerable<string> Faults()
    {
        if (Version != 1)
            yield return $"version {Version} is not known to this program, which checks version 1";
        foreach (var (place, record) in Records.Index())
        {
            if (record.Act.Refuse() is { } fault)
                yield return $"records[{place}]: {fault}";
            if (record.At.Offset != TimeSpan.Zero || record.At.Ticks % TimeSpan.TicksPerMicrosecond != 0)
                yield return $"records[{place}]: its moment is not in UTC and microseconds";
            if (record.Path.Any(hash => !Hex.IsSha256(hash)))
                yield return $"records[{place}]: its path holds what is no SHA-256 in lower-case hex";
        }
        foreach (var (place, commitment) in Commitments.Index())
        {
            if (commitment.SaltBytes is null)
                yield return $"commitments[{place}]: its salt is no base64";
        }
    }
}

/// <param name="Use"><c>network</c> or <c>ledger</c>: whose signatures it checks.</param>
public sealed record ListedKey(string Use, Jwk Jwk);

/// <summary>RFC 7517. The id is the thumbprint (RFC 7638).</summary>
public sealed record Jwk(string Kty, string Crv, string X, string Y, string Kid);

/// <param name="Hops">From taking it in (JWS).</param>
/// <param name="Receipts">The recipient's (JWS).</param>
public sealed record ExhibitChain(Guid Id, IReadOnlyList<string> Hops, IReadOnlyList<string> Receipts);

/// <summary>Ties a signed statement to the record that was made with it.</summary>
/// <param name="Salt">Base64: stands before the content in what the record commits to.</param>
/// <param name="Of">The statement (JWS).</param>
public sealed record Commitment(Guid RecordId, string Salt, string Of)
{
    /// <summary>Null unless it is base64 in the one way that it can be written.</summary>
    public byte[]? SaltBytes
    {
        get
        {
            var bytes = new byte[Salt.Length];
            return Convert.TryFromBase64String(Salt, bytes, out var length) && Convert.ToBase64String(bytes, 0, length) == Salt
                ? bytes[..length] : null;
        }
    }
}

/// <summary>A record of the ledger, its place, and the path from there to the root.</summary>
public sealed record PlacedRecord(
    Guid Id, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At, string? Commitment,
    long Index, IReadOnlyList<string> Path)
{
    internal AuditRecord Act => new(Id, Actor, Partner, Service, Verb, Reference, Related, At, Commitment);
}
