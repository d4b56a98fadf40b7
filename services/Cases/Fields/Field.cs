using System.Collections.Frozen;

namespace ReferralNetwork.Cases.Fields;

/// <summary>What a field holds; the first six are the types of HTCDS 2.0, the others its notes on Text and Picklist.</summary>
public enum FieldType { Text, LongText, Date, Number, Checkbox, Picklist, MultiselectPicklist, Telephone, Email, Country, Countries, Language }

/// <summary>One question of a case file.</summary>
/// <param name="Name">Of HTCDS 2.0, verbatim, or the network's own with <c>x:</c>.</param>
/// <param name="Category">Exactly one of <see cref="Contracts.Codes.Categories"/>: consent and release speak of these.</param>
/// <param name="Core">Core in HTCDS: offered, never demanded.</param>
/// <param name="Written">A summary that a person writes for one kind of recipient; never derived.</param>
/// <param name="Most">The longest text or the largest number.</param>
public sealed record Field(
    string Name,
    string Label,
    string Category,
    FieldType Type,
    bool Core = false,
    bool Written = false,
    IReadOnlyList<Code>? Codes = null,
    int Most = 200)
{
    public FrozenSet<string> KnownCodes { get; } = (Codes ?? []).Select(c => c.Value).ToFrozenSet(StringComparer.Ordinal);
}
