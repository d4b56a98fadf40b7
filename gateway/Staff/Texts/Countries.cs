using System.Collections.Frozen;
using System.Globalization;

namespace ReferralNetwork.Staff.Texts;

/// <summary>Countries of ISO 3166-1 by the names that Unicode CLDR gives them in each of our languages.</summary>
public static class Countries
{
    static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Cultures.All.ToFrozenDictionary(
        culture => culture.TwoLetterISOLanguageName, NamesIn, StringComparer.Ordinal);

    static readonly FrozenDictionary<string, string> Codes = Names.Values
        .SelectMany(names => names.Select(name => (Name: name.Value, Code: name.Key)).Concat(names.Keys.Select(code => (Name: code, Code: code))))
        .DistinctBy(pair => pair.Name, StringComparer.OrdinalIgnoreCase)
        .ToFrozenDictionary(pair => pair.Name, pair => pair.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>The code for a name in any of our languages, or for the code itself; null if there is no such country.</summary>
    public static string? Find(string typed) => Codes.GetValueOrDefault(typed);

    public static string Name(string language, string code) => Names.GetValueOrDefault(language)?.GetValueOrDefault(code) ?? code;

    static FrozenDictionary<string, string> NamesIn(CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return CultureInfo.GetCultures(CultureTypes.SpecificCultures)
                .Select(specific => new RegionInfo(specific.Name))
                .Where(region => region.TwoLetterISORegionName.Length == 2 && region.TwoLetterISORegionName.All(char.IsAsciiLetterUpper))
                .DistinctBy(region => region.TwoLetterISORegionName, StringComparer.Ordinal)
                .ToFrozenDictionary(region => region.TwoLetterISORegionName, region => region.DisplayName, StringComparer.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }
}
