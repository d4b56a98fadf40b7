using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>One dimension as a table and as a plot of the same figures: a line a value, a column a period.</summary>
public sealed record Figures(string Dimension, IReadOnlyList<DateOnly> Periods, IReadOnlyList<FigureLine> Lines)
{
    /// <summary>In the order in which they are read: what came, what it was about, what was done, and to whom it happened.</summary>
    public static readonly IReadOnlyList<string> Dimensions =
    [
        "channel", "call-type", "topic", "language", "assistance", "status",
        .. new[] { "actual", "possible", "none" }
            .SelectMany(status => new[] { $"destination.{status}", $"recruitment.{status}", $"relationship.{status}" }),
        Visits, "places", "taken", "unmet", "unmet-region", "first-answer",
    ];

    public const string Visits = "visits";

    /// <param name="most">Only the last so many periods; there are many days in a year.</param>
    public static Figures From(string dimension, IReadOnlyList<Published> rows, int most, Words words)
    {
        var shown = rows.OrderBy(row => row.Period).TakeLast(most).ToList();
        var codes = shown.SelectMany(row => row.Values.Keys).Distinct(StringComparer.Ordinal)
            .Select(code => (Code: code, Label: Say(dimension, code, words)))
            .OrderBy(code => code.Label, StringComparer.Create(words.Culture, ignoreCase: true));
        return new(dimension, [.. shown.Select(row => row.Period)],
        [
            .. codes.Select(code => new FigureLine(
                code.Label, [.. shown.Select(row => row.Values.TryGetValue(code.Code, out var count) ? count : 0)])),
            new(words["statistics.total"], [.. shown.Select(row => row.Total)]),
        ]);
    }

    static string Say(string dimension, string code, Words words) => dimension.Split('.')[0] switch
    {
        "destination" => words.Destination(code),
        "recruitment" => words.Code("field.vic_MethodOfRecruitment", code),
        "relationship" => words.Code("field.vic_RelationshipToTrafficker", code),
        "status" => words.Code("field.vic_TraffickingStatus", code),
        "assistance" => words.Code("need", code),
        "places" or "taken" or "unmet-region" => words.Region(code),
        "first-answer" => words.Code("firstAnswer", code),
        "call-type" => words.Code("callType", code),
        Visits => words.Code("language", code),
        var list => words.Code(list, code),
    };
}

/// <param name="Counts">One a period; null is kept back.</param>
public sealed record FigureLine(string Label, IReadOnlyList<long?> Counts);
