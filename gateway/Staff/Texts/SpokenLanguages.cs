using System.Collections.Frozen;
using System.Globalization;

namespace ReferralNetwork.Staff.Texts;

/// <summary>
/// The languages of <see cref="Contracts.IsoLanguages"/> by the names that Unicode CLDR gives them in each of our languages, else by their code.
/// </summary>
public static class SpokenLanguages
{
    static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Words.Languages.All.ToFrozenDictionary(
        catalogue => catalogue.Language, catalogue => NamesIn(catalogue.Culture), StringComparer.Ordinal);

    static readonly FrozenDictionary<string, IReadOnlyList<(string, string)>> Sorted = Words.Languages.All.ToFrozenDictionary(
        catalogue => catalogue.Language,
        catalogue => (IReadOnlyList<(string, string)>)
        [
            .. Names[catalogue.Language].Select(name => (name.Key, name.Value))
                .OrderBy(name => name.Value, StringComparer.Create(catalogue.Culture, ignoreCase: true))
        ],
        StringComparer.Ordinal);

    public static IReadOnlyList<(string Code, string Name)> In(string language) => Sorted[language];

    public static string Name(string language, string code) => Names.GetValueOrDefault(language)?.GetValueOrDefault(code) ?? code;

    static FrozenDictionary<string, string> NamesIn(CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        var texts = Words.Languages.For(culture.TwoLetterISOLanguageName);
        try
        {
            CultureInfo.CurrentUICulture = culture;
            // The runtime keeps one name a culture, so each language asks in a region of its own: vi-LT is "vietnamiečių (Lietuva)".
            var region = culture.Name[^2..];
            return Contracts.IsoLanguages.All.ToFrozenDictionary(
                code => code,
                code => texts.Find($"code.language.{code}") ?? Spoken(new CultureInfo($"{code}-{region}").DisplayName, code),
                StringComparer.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentUICulture = before;
        }
    }

    static string Spoken(string name, string code)
    {
        var spoken = name.LastIndexOf(" (", StringComparison.Ordinal) is var end and > 0 ? name[..end] : name;
        return spoken.Length == 0 || spoken.StartsWith("Unknown", StringComparison.Ordinal) ? code : spoken;
    }
}
