namespace ReferralNetwork.Casework;

/// <summary>One row of published figures.</summary>
/// <param name="Total">Null: not shown.</param>
/// <param name="Cells">A null figure is not shown, and nobody can work it out from the others.</param>
public sealed record Published(long? Total, IReadOnlyDictionary<string, long?> Cells);

/// <summary>
/// Small figures point at persons: one under 11 is not shown, and with it the smallest of the others, so that it is not what
/// the total leaves over.
/// </summary>
public static class Suppression
{
    public const long Smallest = 11;

    public static Published For(IReadOnlyDictionary<string, long> counts)
    {
        var total = counts.Values.Sum();
        var hidden = counts.Where(c => c.Value < Smallest).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        if (hidden.Count == 1 && hidden.Count < counts.Count)
            hidden.Add(counts.Where(c => !hidden.Contains(c.Key)).MinBy(c => (c.Value, c.Key)).Key);
        return new(
            total < Smallest ? null : total,
            counts.ToDictionary(c => c.Key, c => hidden.Contains(c.Key) ? (long?)null : c.Value, StringComparer.Ordinal));
    }
}
