using System.Globalization;

namespace ReferralNetwork.Staff.Texts;

/// <summary>What the pages say, in the language of the request. A key that no language has is shown in brackets, and fails the tests.</summary>
public sealed class Words
{
    static readonly string[] TimelineLists = ["decline", "outcome", "giveUp", "stop", "basis", "error", "withheld"];

    readonly Catalogue _catalogue;

    public Words(string language)
    {
        _catalogue = Catalogue.Of(language);
        Culture = Cultures.Of(_catalogue.Language);
    }

    public string Language => _catalogue.Language;
    public CultureInfo Culture { get; }

    public string this[string key] => _catalogue.Find(key) ?? Catalogue.All[0].Find(key) ?? $"[{key}]";

    public string? Find(string key) => _catalogue.Find(key);

    /// <summary>A text with its <c>{placeholders}</c> filled in.</summary>
    public string With(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Fill(this[key], values);

    /// <summary>A text that counts, in the plural form its language wants for this number; <c>{count}</c> is the number.</summary>
    public string Count(string key, decimal count, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Fill(this[$"{key}#{Plurals.Category(Language, count)}"], [("count", count), .. values]);

    /// <summary>The words for a code of the field; a code that has none is shown as it is.</summary>
    public string Code(string list, string? code) => code is null ? "" : _catalogue.Find($"code.{list}.{code}") ?? code;

    /// <summary>The words for a code that stands on a timeline, whichever list it is of.</summary>
    public string AnyCode(string code) =>
        TimelineLists.Select(list => _catalogue.Find($"code.{list}.{code}")).FirstOrDefault(words => words is not null) ?? code;

    public string Codes(string list, IEnumerable<string> codes) => string.Join(", ", codes.Select(code => Code(list, code)));

    /// <summary>A region: one that has words here, else the country of that code.</summary>
    public string Region(string code) => _catalogue.Find($"code.region.{code}") ?? Country(code);

    public string Country(string code) => Countries.Name(Language, code);

    public string Day(DateOnly day) => day.ToString(this["format.day"], Culture);
    public string Moment(DateTime local) => local.ToString(this["format.moment"], Culture);

    string Fill(string text, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
            text = text.Replace($"{{{name}}}", Convert.ToString(value, Culture), StringComparison.Ordinal);
        return text;
    }
}

/// <summary>The languages of the staff pages; the first is the one for a browser that asks for none of them.</summary>
public static class Cultures
{
    public static readonly IReadOnlyList<CultureInfo> All = [CultureInfo.GetCultureInfo("en-GB"), CultureInfo.GetCultureInfo("lt-LT")];

    public static CultureInfo Of(string language) => All.FirstOrDefault(culture => culture.TwoLetterISOLanguageName == language) ?? All[0];
}
