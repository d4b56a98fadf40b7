namespace ReferralNetwork.Staff.Pages;

/// <summary>A list under a heading of its own.</summary>
/// <param name="Total">How many there are on all pages.</param>
/// <param name="More">Address of the page that goes on where this one stops.</param>
public sealed record Rows<T>(string Side, IReadOnlyList<T> List, long Total, string? More);

public static class Rows
{
    /// <param name="path">Of the page that shows them.</param>
    /// <param name="query">What else the page was asked for.</param>
    public static Rows<T> From<T>(string side, ListResponse<T> page, string path, params IEnumerable<(string, string?)> query) =>
        new(side, page.Items, page.Total ?? 0,
            page.Next is { } next ? Addresses.With(path, query.Append(($"{side}From", next))) : null);

    /// <summary>All there are, on one page.</summary>
    public static Rows<T> From<T>(string side, IEnumerable<T> all)
    {
        T[] list = [.. all];
        return new(side, list, list.Length, More: null);
    }
}
