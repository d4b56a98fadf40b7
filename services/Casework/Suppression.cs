namespace ReferralNetwork.Casework;

/// <summary>One row of published figures.</summary>
/// <param name="Total">Null: not shown.</param>
/// <param name="Cells">A null figure is not shown, and nobody can work it out from the others.</param>
public sealed record Published(long? Total, IReadOnlyDictionary<string, long?> Cells);

/// <summary>
/// Small figures point at persons: one under 11 is not shown, and with it the smallest of the others until what the total leaves over is 11 or
/// more, of two cells at least.
/// </summary>
public static class Suppression
{
    public const long Smallest = 11;

    public static Published For(IReadOnlyDictionary<string, long> counts)
    {
        var total = counts.Values.Sum();
        var hidden = counts.Where(c => c.Value < Smallest).Select(c => c.Key).ToHashSet(StringComparer.Ordinal);
        foreach (var next in counts.Where(c => c.Value >= Smallest).OrderBy(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal))
        {
            if (hidden.Count == 0 || (hidden.Count > 1 && hidden.Sum(key => counts[key]) >= Smallest))
                break;
            hidden.Add(next.Key);
        }
        return new(
            total < Smallest ? null : total,
            counts.ToDictionary(c => c.Key, c => hidden.Contains(c.Key) ? (long?)null : c.Value, StringComparer.Ordinal));
    }
}
