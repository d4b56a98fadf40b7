using Microsoft.AspNetCore.WebUtilities;

namespace ReferralNetwork.Staff.Services;

/// <summary>A list as services answer it.</summary>
/// <param name="Next">The cursor of the page that goes on where this one stops; null on the last.</param>
/// <param name="Total">How many there are on all pages, where the service counts them.</param>
public sealed record ListResponse<T>(IReadOnlyList<T> Items, string? Next = null, long? Total = null);

public static class Addresses
{
    /// <summary>An address with what is given of its query; what is null is left out.</summary>
    public static string With(string path, params IEnumerable<(string Name, string? Value)> query) =>
        QueryHelpers.AddQueryString(path, query.ToDictionary(part => part.Name, part => part.Value));
}
