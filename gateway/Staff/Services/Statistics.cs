using System.Globalization;

namespace ReferralNetwork.Staff.Services;

/// <summary>One row of what a service publishes: a month, of visits a day. A null figure is kept back, since small ones point at persons.</summary>
public sealed record Published(DateOnly Period, long? Total, IReadOnlyDictionary<string, long?> Values);

public sealed record Statistics(IReadOnlyDictionary<string, IReadOnlyList<Published>> Dimensions)
{
    /// <summary>How a service is asked for those of a year.</summary>
    public static (string Name, string? Value)[] Of(int year) =>
    [
        ("from", string.Create(CultureInfo.InvariantCulture, $"{year}-01-01")), ("to", string.Create(CultureInfo.InvariantCulture, $"{year}-12-31")),
    ];
}
