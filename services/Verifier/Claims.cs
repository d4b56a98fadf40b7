using System.Text.Json;

namespace ReferralNetwork.Verifier;

/// <summary>What the network signs of a disclosure. <c>aud</c> is the recipient, <c>sub</c> the conversation.</summary>
/// <param name="Exhibits">Null: none went with it.</param>
public sealed record Disclosure(
    Guid Jti, string Conversation, Guid Sub, Guid Aud, string Purpose, string? Part, Guid Receipt, long Iat,
    IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<DisclosedExhibit>? Exhibits)
{
    public const string Type = "disclosure+jwt";

    internal IReadOnlyList<DisclosedExhibit> All => Exhibits ?? [];
}

/// <param name="Length">Bytes; null of a thing, as is <paramref name="Sha256"/>.</param>
public sealed record DisclosedExhibit(
    Guid Id, string Kind, string Label, DateTimeOffset TakenAt, long? Length, string? Sha256, string? MediaKind)
{
    public bool IsThing => Kind == "thing";
}

/// <summary>One hop of an exhibit from hand to hand.</summary>
/// <param name="Number">From 0, which is taking it in.</param>
/// <param name="At">Unix seconds.</param>
/// <param name="Previous">SHA-256 over the hop before as it was signed; null of the first.</param>
/// <param name="Record">The ledger's, made with it.</param>
public sealed record Hop(
    Guid Jti, Guid Sub, int Number, string From, string To, long At, string Purpose, string? Seal, string? Sha256, string? Previous, Guid Record)
{
    public const string Type = "custody+jwt";
    public const string Released = "released";
}

/// <summary>What a recipient says of what came.</summary>
/// <param name="Sub">The conversation.</param>
/// <param name="Exhibit">Null: it is about the file.</param>
/// <param name="Seal">Of a thing <c>intact</c> or <c>broken</c>.</param>
public sealed record Receipt(
    Guid Jti, string Conversation, Guid Sub, Guid Disclosure, Guid By, Guid Actor, Guid? Exhibit, string? Sha256, bool Matches, string? Seal,
    long At, Guid Record)
{
    public const string Type = "custody-receipt+jwt";
}

/// <summary>The ledger's signed head.</summary>
/// <param name="Size">How many records stand below its root.</param>
public sealed record Checkpoint(long Size, string Root, long At)
{
    public const string Type = "checkpoint+jwt";
}
