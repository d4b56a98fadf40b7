using System.Collections.Frozen;
using System.Globalization;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Texts;

/// <summary>Countries of ISO 3166-1 by the names that Unicode CLDR gives them in each of our languages, and what it has no name for.</summary>
public static class Countries
{
    /// <summary>One a culture, so that each country has a name in each of its languages.</summary>
    static readonly IReadOnlyList<RegionInfo> Regions = [.. CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(specific => new RegionInfo(specific.Name)).Where(region => IsoCountries.All.Contains(region.TwoLetterISORegionName))];

    static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Names = Words.Languages.All.ToFrozenDictionary(
        catalogue => catalogue.Language, catalogue => NamesIn(catalogue.Culture), StringComparer.Ordinal);

    /// <summary>What people say and no list of names has.</summary>
    const string AlsoSaid =
        """
        AE UAE, Emirates, Emyratai, Эмираты
        BA Bosnia, Bosnija
        BY Белоруссия
        BO Plurinational State of Bolivia
        BN Brunei Darussalam
        CD DR Congo, DRC, Democratic Republic of the Congo
        CG Republic of the Congo
        CI Ivory Coast
        CN People’s Republic of China
        CV Cape Verde, Cabo Verde
        CZ Czech Republic, Čekijos Respublika
        FM Micronesia
        GB UK, JK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Anglija, Škotija, Velsas, Didžioji Britanija, Англия, Британия
        GE Gruzija, Sakartvelas
        IR Islamic Republic of Iran
        KG Кыргызстан
        KP DPRK
        KR Republic of Korea
        LA Lao PDR
        MD Republic of Moldova, Moldavia, Молдавия
        MK Macedonia, FYROM, Makedonija, Македония
        MM Burma, Birma, Бирма
        NL Holland, Olandija, Голландия
        PS Palestine, Palestina, Палестина
        RU Russian Federation, Rusijos Federacija
        SK Slovak Republic
        SY Syrian Arab Republic
        SZ Swaziland
        TL East Timor, Rytų Timoras
        TM Туркмения
        TR Turkey, Türkiye, Turkija
        TZ United Republic of Tanzania
        US USA, America, United States of America, JAV, Amerika, США, Америка
        VA Holy See, Vatican
        VN Viet Nam
        XK Kosovo, Kosovas
        """;

    /// <summary>Words that people leave out.</summary>
    static readonly FrozenSet<string> Small = new[] { "the", "of", "and", "ir", "и" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes first, then names in our languages, what else people say, and the names that a country's own people give it.</summary>
    static readonly FrozenDictionary<string, string> Codes = IsoCountries.All.Select(code => (Said: code, Code: code))
        .Concat(Names.Values.SelectMany(names => names.Select(name => (Said: name.Value, Code: name.Key))))
        .Concat(AlsoSaid.Split('\n').SelectMany(line => line[3..].Split(", ").Select(said => (Said: said, Code: line[..2]))))
        .Concat(Regions.SelectMany(region => new[] { region.NativeName, region.EnglishName, region.ThreeLetterISORegionName }
            .Select(said => (Said: said, Code: region.TwoLetterISORegionName))))
        .Select(pair => (Key: Key(pair.Said), pair.Code))
        .Where(pair => pair.Key.Length > 0)
        .DistinctBy(pair => pair.Key, StringComparer.Ordinal)
        .ToFrozenDictionary(pair => pair.Key, pair => pair.Code, StringComparer.Ordinal);

    /// <summary>The code for a name as people say it, in our languages or their own, or for a code; null if there is no such country.</summary>
    public static string? Find(string typed) => Codes.GetValueOrDefault(Key(typed));

    /// <summary>Without case, diacritics, spaces and punctuation: U.K. is uk, and so is any way of writing it.</summary>
    static string Key(string said)
    {
        var words = FoldedText.Words(said);
        return string.Concat(words.Count > 1 ? words.Where(word => !Small.Contains(word)) : words);
    }

    public static string Name(string language, string code) => Names.GetValueOrDefault(language)?.GetValueOrDefault(code) ?? code;

    /// <summary>
    /// What CLDR has no name for, having no country and the fictional one, and where its name has a comma, which stands between names here.
    /// </summary>
    static IEnumerable<KeyValuePair<string, string>> OfOurs(string language)
    {
        const string group = "country.";
        var texts = Words.Languages.For(language);
        return texts.Keys.Where(key => key.StartsWith(group, StringComparison.Ordinal))
            .Select(key => KeyValuePair.Create(key[group.Length..], texts.Find(key)!));
    }

    static FrozenDictionary<string, string> NamesIn(CultureInfo culture)
    {
        var before = CultureInfo.CurrentUICulture;
        try
        {
            CultureInfo.CurrentUICulture = culture;
            return Regions.Select(region => region.TwoLetterISORegionName).Distinct(StringComparer.Ordinal)
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
