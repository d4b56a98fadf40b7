using System.Globalization;
using System.Text.RegularExpressions;
using ReferralNetwork.Tests.Holidays;

namespace ReferralNetwork.Tests.Unit.Partners;

/// <summary>The rows of Partners' migrations against the library that they were made with.</summary>
public sealed partial class HolidayTests
{
    [GeneratedRegex(@"\('(?<country>[A-Z]{2})', (?<year>\d{4}), '\{(?<days>[\d,-]*)\}'", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Row { get; }

    static readonly IReadOnlyDictionary<(string Country, int Year), string> Rows = Directory
        .GetFiles(Path.Combine(Repository.Root, "services", "Partners", "Migrations"), "*.sql")
        .SelectMany(file => Row.Matches(File.ReadAllText(file)))
        .ToDictionary(
            row => (row.Groups["country"].Value, int.Parse(row.Groups["year"].Value, CultureInfo.InvariantCulture)),
            row => row.Groups["days"].Value);

    [Fact]
    public void Every_row_says_what_the_library_says_and_no_year_is_missing_between()
    {
        var years = Enumerable.Range(2026, Rows.Keys.Max(row => row.Year) - 2025).ToList();
        Assert.True(years.Count >= 5, "Several years ahead are entered.");
        foreach (var (country, year) in Calendars.All.SelectMany(country => years.Select(year => (country, year))))
            Assert.Equal(string.Join(',', Calendars.Of(country, year).Select(day => day.ToString("O"))), Rows[(country, year)]);
        Assert.Equal(Calendars.All.Count() * years.Count, Rows.Count);
    }

    [Theory]
    [InlineData("GB", "2027-12-27")] // Christmas falls on a Saturday
    [InlineData("LT", "2026-12-24")]
    [InlineData("IS", "2026-04-23")] // the first Thursday after 18 April
    [InlineData("IS", "2026-08-03")]
    [InlineData("TR", "2027-03-09")] // a movable feast
    [InlineData("TR", "2030-02-04")]
    public void What_moves_is_among_them(string country, string day) =>
        Assert.Contains(day, Rows[(country, int.Parse(day[..4], CultureInfo.InvariantCulture))], StringComparison.Ordinal);
}
