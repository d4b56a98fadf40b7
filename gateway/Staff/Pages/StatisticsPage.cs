using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What a service may publish, of one year: figures of months that are over.</summary>
public abstract class StatisticsPage(StaffContext context, TimeProvider time) : StaffPage(context)
{
    const int MostPeriods = 31;

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public int Shown => Year is >= 2000 and < 2200 ? Year.Value : ThisYear;
    public int ThisYear => Now.Year;

    /// <summary>What the figures are, and when this month's are shown.</summary>
    public string What => T.With(About, ("month", ThisMonth), ("day", Appears));

    public IReadOnlyList<Figures> All { get; private set; } = [];

    /// <summary>Where the page is; its CSV is below it.</summary>
    public abstract string Address { get; }

    /// <summary>A text that takes the month which is not over, and the day on which its figures are shown.</summary>
    protected abstract string About { get; }

    /// <summary>Of a downloaded file, before the year.</summary>
    protected abstract string FileName { get; }

    protected abstract Task<Answer<Statistics>> Read(int year);

    /// <summary>Where the organisation is.</summary>
    DateTimeOffset Now => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone);

    string ThisMonth
    {
        get
        {
            var name = Now.ToString("MMMM", T.Culture);
            return char.ToUpper(name[0], T.Culture) + name[1..];
        }
    }

    string Appears => T.Day(new DateOnly(Now.Year, Now.Month, 1).AddMonths(1));

    public async Task<IActionResult> OnGet()
    {
        var answer = await Read(Shown);
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        All = [.. Figures.Dimensions.Where(answer.Body!.Dimensions.ContainsKey)
            .Select(dimension => Figures.From(dimension, answer.Body.Dimensions[dimension], MostPeriods, T))];
        return Page();
    }

    /// <summary>The same figures for a spreadsheet, by their codes; what is kept back has no count.</summary>
    public async Task<IActionResult> OnGetCsv()
    {
        var answer = await Read(Shown);
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        var csv = new StringBuilder("dimension,period,value,count\r\n");
        foreach (var (dimension, rows) in answer.Body!.Dimensions.OrderBy(one => one.Key, StringComparer.Ordinal))
            foreach (var row in rows.OrderBy(row => row.Period))
                foreach (var (value, count) in row.Values.OrderBy(one => one.Key, StringComparer.Ordinal).Append(new("total", row.Total)))
                    csv.Append(CultureInfo.InvariantCulture, $"{dimension},{row.Period:yyyy-MM-dd},{value},{count}\r\n");
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"{FileName}-{Shown}.csv"));
    }

    public string Say(string dimension, DateOnly period) => period.ToString(dimension == Figures.Visits ? "dd" : "MMM", T.Culture);
}
