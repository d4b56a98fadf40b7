using System.Collections.Frozen;
using System.Globalization;

namespace ReferralNetwork.Staff.Texts;

/// <summary>Countries of ISO 3166-1 by the names that Unicode CLDR gives them in each of our languages, and what it has no name for.</summary>
public static class Countries
{
    static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Words.Languages.All.ToFrozenDictionary(
        catalogue => catalogue.Language, catalogue => NamesIn(catalogue.Culture), StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Codes = Names.Values
        .SelectMany(names => names.Select(name => (Name: name.Value, Code: name.Key)).Concat(names.Keys.Select(code => (Name: code, Code: code))))
        .DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The code for a name in any of our languages, or for the code itself; null if there is no such country.</summary>
    public static string? Find(string typed) => Codes.GetValueOrDefault(typed) ?? (typed is [>= 'A' and <= 'Z', >= 'A' and <= 'Z'] ? typed : null); // one that CLDR has no name for is shown as its code

    public static string Name(string language, string code) => Names.GetValueOrDefault(language)?.GetValueOrDefault(code) ?? code;

    /// <summary>What CLDR has no name for: having no country, and the fictional one.</summary>
    static IEnumerable<KeyValuePair<string, string>> OfOurs(string language)
    {
        const string group = "country.";
        var texts = Words.Languages.Of(language);
        return texts.Keys.Where(key => key.StartsWith(group, StringComparison.Ordinal)).Select(key => KeyValuePair.Create(key[group.Length..], texts.Find(key)!));
    }

    static FrozenDictionary<string, string> NamesIn(CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return CultureInfo.GetCultures(CultureTypes.SpecificCultures)
                .Select(specific => new RegionInfo(specific.Name).TwoLetterISORegionName)
                .Where(code => code.Length == 2 && code.All(char.IsAsciiLetterUpper))
                .Distinct(StringComparer.Ordinal)
                // The runtime keeps one name a culture, so each language asks in a culture of its own: lt-DE is Vokietija.
                .Select(code => KeyValuePair.Create(code, new RegionInfo($"{culture.TwoLetterISOLanguageName}-{code}").DisplayName))
                .Concat(OfOurs(culture.TwoLetterISOLanguageName))
                .ToFrozenDictionary(StringComparer.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
