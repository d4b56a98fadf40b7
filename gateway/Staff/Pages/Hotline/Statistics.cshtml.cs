using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What the network may publish, of one year.</summary>
public sealed class StatisticsModel(StaffContext context, InquiriesClient inquiries, TimeProvider time) : HotlinePage(context)
{
    const int MostPeriods = 31;

    [BindProperty(SupportsGet = true)]
    public int? Year { get; set; }

    public int Shown => Year is >= 2000 and < 2200 ? Year.Value : ThisYear;
    public int ThisYear => Now.Year;
    public string ThisMonth
    {
        get
        {
            var name = Now.ToString("MMMM", T.Culture);
            return char.ToUpper(name[0], T.Culture) + name[1..];
        }
    }

    /// <summary>The day on which the figures of this month are shown.</summary>
    public string Appears => T.Day(new DateOnly(Now.Year, Now.Month, 1).AddMonths(1));

    /// <summary>Where the hotline is.</summary>
    DateTimeOffset Now => TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone);

    public IReadOnlyList<Figures> All { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        var answer = await inquiries.Statistics(Shown);
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        All = [.. Figures.Dimensions.Where(answer.Body!.Dimensions.ContainsKey)
            .Select(dimension => Figures.From(dimension, answer.Body.Dimensions[dimension], MostPeriods, T))];
        return Page();
    }

    /// <summary>The same figures for a spreadsheet, by their codes; what is kept back has no count.</summary>
    public async Task<IActionResult> OnGetCsv()
    {
        var answer = await inquiries.Statistics(Shown);
        if (answer.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        var csv = new StringBuilder("dimension,period,value,count\r\n");
        foreach (var (dimension, rows) in answer.Body!.Dimensions.OrderBy(one => one.Key, StringComparer.Ordinal))
            foreach (var row in rows.OrderBy(row => row.Period))
                foreach (var (value, count) in row.Values.OrderBy(one => one.Key, StringComparer.Ordinal).Append(new("total", row.Total)))
                    csv.Append(CultureInfo.InvariantCulture, $"{dimension},{row.Period:yyyy-MM-dd},{value},{count}\r\n");
        return File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8",
            string.Create(CultureInfo.InvariantCulture, $"inquiries-{Shown}.csv"));
    }

    public string Say(string dimension, DateOnly period) => period.ToString(dimension == Figures.Visits ? "dd" : "MMM", T.Culture);
}
