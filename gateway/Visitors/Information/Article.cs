using System.Globalization;
using Microsoft.AspNetCore.Html;

namespace ReferralNetwork.Visitors.Information;

/// <summary>A text about work abroad: its Markdown, and what its front matter says about it.</summary>
/// <param name="Name">The same in every language.</param>
/// <param name="Countries">The codes of those that it is about, if it is about any.</param>
/// <param name="LastReview">When somebody last held it against its sources; null if nobody has since it was written.</param>
/// <param name="ReviewedBySpeaker">Whether somebody who speaks the language and does this work has read it.</param>
public sealed record Article(
    string Language,
    string Name,
    string Title,
    string Topic,
    IReadOnlyList<string> Countries,
    DateOnly Written,
    DateOnly? LastReview,
    bool ReviewedBySpeaker,
    IReadOnlyList<string> Sources,
    IHtmlContent Html)
{
    /// <summary>Laws, fees and telephone numbers change: after so many days somebody looks again.</summary>
    const int ReviewEvery = 180;

    public static readonly IReadOnlyList<string> Topics = ["recruitment", "legal-work", "checking", "rights"];

    public DateOnly ReviewDue => (LastReview ?? Written).AddDays(ReviewEvery);

    /// <summary>
    /// Front matter between two lines of dashes, a <c>name: value</c> a line (<c>country</c> and <c>source</c> once for each), then Markdown.
    /// </summary>
    /// <exception cref="FormatException">It is not so; everything that is wrong is named.</exception>
    public static Article Parse(string language, string name, string text)
    {
        var faults = new List<string>();
        var parts = text.ReplaceLineEndings("\n").Split("---\n", 3);
        if (parts is not ["", var head, var body])
            throw new FormatException($"{language}/{name}: it must begin with front matter between two lines of dashes.");
        var fields = head.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "", StringComparer.Ordinal);

        var article = new Article(
            One("language"),
            name,
            One("title"),
            One("topic"),
            [.. fields["country"]],
            Day(One("written")) ?? default,
            Day(One("last-review")),
            One("reviewed-by-speaker") == "yes",
            [.. fields["source"]],
            new HtmlString(SafeMarkdown.Render(body, faults)));
        if (article.Language != language)
            faults.Add($"language is {article.Language}, its folder says {language}.");
        if (!Topics.Contains(article.Topic))
            faults.Add($"topic must be one of {string.Join(", ", Topics)}.");
        if (article.Written == default)
            faults.Add("written must be a day such as 2026-11-24.");
        if (One("reviewed-by-speaker") is not ("yes" or "no"))
            faults.Add("reviewed-by-speaker must be yes or no.");
        if (article.Sources.Count == 0)
            faults.Add("source is missing: where does it have its facts from?");
        return faults.Count == 0
            ? article
            : throw new FormatException($"{language}/{name}: {string.Join(' ', faults.Distinct(StringComparer.Ordinal))}");

        string One(string field)
        {
            if (fields[field].ToList() is [{ Length: > 0 } value])
                return value;
            faults.Add($"{field} must stand there once.");
            return "";
        }

        DateOnly? Day(string value)
        {
            if (DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return day;
            if (value is not ("" or "never"))
                faults.Add($"{value} is not a day such as 2026-11-24.");
            return null;
        }
    }
}
