using System.Globalization;

namespace ReferralNetwork.Common.Texts;

/// <summary>What pages say, in one language. A key that no language has is shown in brackets, and fails the tests.</summary>
public class Wording(Languages languages, string language)
{
    readonly Catalogue _catalogue = languages.For(language);

    public string Language => _catalogue.Language;
    public CultureInfo Culture => _catalogue.Culture;

    public string this[string key] => _catalogue.Find(key) ?? languages.All[0].Find(key) ?? $"[{key}]";

    public string? Find(string key) => _catalogue.Find(key);

    /// <summary>A text with its <c>{placeholders}</c> filled in.</summary>
    public string With(string key, params ReadOnlySpan<(string Name, object? Value)> values) => Fill(this[key], values);

    /// <summary>A text that counts, in the plural form its language wants for this number; <c>{count}</c> is the number.</summary>
    public string Count(string key, decimal count, params ReadOnlySpan<(string Name, object? Value)> values) =>
        Fill(this[$"{key}#{Plurals.Category(Language, count)}"], [("count", count), .. values]);

    /// <summary>The words for a code of the field; a code that has none is shown as it is.</summary>
    public string Code(string list, string? code) => code is null ? "" : Find($"code.{list}.{code}") ?? code;

    public string Day(DateOnly day) => day.ToString(this["format.day"], Culture);
    public string Moment(DateTime local) => local.ToString(this["format.moment"], Culture);

    string Fill(string text, ReadOnlySpan<(string Name, object? Value)> values)
    {
        foreach (var (name, value) in values)
            text = text.Replace($"{{{name}}}", Convert.ToString(value, Culture), StringComparison.Ordinal);
        return text;
    }
}
