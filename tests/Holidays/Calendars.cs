using System.Globalization;
using PublicHoliday;

namespace ReferralNetwork.Tests.Holidays;

/// <summary>The public holidays of whole countries, as the rows of Partners say them. Regional ones are not among them.</summary>
public static class Calendars
{
    public const string Library = "PublicHoliday 3.17.0";

    static readonly SortedDictionary<string, PublicHolidayBase> Countries = new(StringComparer.Ordinal)
    {
        ["AT"] = new AustriaPublicHoliday(),
        ["BE"] = new BelgiumPublicHoliday(),
        ["DE"] = new GermanPublicHoliday(),
        ["DK"] = new DenmarkPublicHoliday(),
        ["EE"] = new EstoniaPublicHoliday(),
        ["ES"] = new SpainPublicHoliday(),
        ["FI"] = new FinlandPublicHoliday(),
        ["FR"] = new FrancePublicHoliday(),
        ["GB"] = new UKBankHoliday(),
        ["IE"] = new IrelandPublicHoliday(),
        ["IT"] = new ItalyPublicHoliday(),
        ["LT"] = new LithuaniaPublicHoliday(),
        ["LV"] = new LatviaPublicHoliday(),
        ["NL"] = new DutchPublicHoliday(),
        ["NO"] = new NorwayPublicHoliday(),
        ["PL"] = new PolandPublicHoliday(),
        ["SE"] = new SwedenPublicHoliday(),
        ["TR"] = new TurkeyPublicHoliday(),
    };

    /// <summary>ISO 3166-1 codes, in order.</summary>
    public static IEnumerable<string> All => Countries.Keys.Append("IS").Order(StringComparer.Ordinal);

    /// <summary>In order, each once.</summary>
    public static IReadOnlyList<DateOnly> Of(string country, int year) =>
    [
        .. (country == "IS" ? Iceland(year) : Countries[country].PublicHolidays(year).Select(DateOnly.FromDateTime))
            .Distinct().Order(),
    ];

    /// <summary>The rows as Partners' migrations hold them.</summary>
    public static string Sql(IEnumerable<int> years)
    {
        var rows =
            from country in All
            from year in years
            let days = string.Join(',', Of(country, year).Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            select $"    ('{country}', {year}, '{{{days}}}', '{(country == "IS" ? "Act 88/1971, Art. 6" : Library)}')";
        return $"insert into holidays (country, year, days, citation) values\n{string.Join(",\n", rows)};\n";
    }

    /// <summary>Whole days only: 24 and 31 December are free from one o'clock.</summary>
    static IEnumerable<DateOnly> Iceland(int year)
    {
        var easter = DateOnly.FromDateTime(DutchPublicHoliday.EasterMonday(year)).AddDays(-1);
        return
        [
            new(year, 1, 1), easter.AddDays(-3), easter.AddDays(-2), easter, easter.AddDays(1), First(DayOfWeek.Thursday, new(year, 4, 19)),
            new(year, 5, 1), easter.AddDays(39), easter.AddDays(49), easter.AddDays(50), new(year, 6, 17),
            First(DayOfWeek.Monday, new(year, 8, 1)), new(year, 12, 25), new(year, 12, 26),
        ];
    }

    static DateOnly First(DayOfWeek day, DateOnly from) => from.AddDays((day - from.DayOfWeek + 7) % 7);
}
