using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Inquiries.Statistics;

/// <summary>
/// What the network may publish: for each dimension a row a month (visits: a day), each row on its own, once the month is
/// over. No figure spans several periods, none is one organisation's and none grows from day to day, so that subtracting one
/// answer from another tells nothing new.
/// </summary>
static class StatisticsEndpoint
{
    const int MostDays = 3 * 366;
    const int FirstYear = 1900;
    const int LastYear = 2199;

    sealed record Counter(string Dimension, DateOnly Period, string Value, long Count);

    sealed record Row(DateOnly Period, long? Total, IReadOnlyDictionary<string, long?> Values);

    /// <summary>For everybody who has signed in, since it is for everybody.</summary>
    public static void MapStatistics(this WebApplication app) => app.MapActions("/statistics").MapGet("", Get).RequireRateLimiting(Brakes.Costly);

    // A month belongs to a span by its first day.
    static async Task<IResult> Get(DateOnly from, DateOnly to, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (from.Year is < FirstYear or > LastYear)
            return Problems.Invalid(new Fault("/from", $"Expected a day of {FirstYear} to {LastYear}."));
        if (to < from || to.DayNumber - from.DayNumber > MostDays)
            return Problems.Invalid(new Fault("/to", "Expected a day after from, at most three years later."));
        // Each hotline counts by its own calendar: a month is over when it is over in the farthest west.
        var today = DateOnly.FromDateTime(work.Now.UtcDateTime.AddHours(-12));
        var counts = await work.Read<Counter>(
            """
            select dimension, period, value, count from counts
            where period between @from and @to and count > 0
                and period < case dimension when 'visits' then @today else date_trunc('month', @today)::date end
            order by dimension, period, value
            """,
            new { from, to, today }, cancellationToken);
        return Answers.Found(new
        {
            from,
            to,
            dimensions = counts.GroupBy(c => c.Dimension, StringComparer.Ordinal).ToDictionary(
                d => d.Key,
                d => d.GroupBy(c => c.Period).Select(p =>
                {
                    var shown = Suppression.For(p.ToDictionary(c => c.Value, c => c.Count, StringComparer.Ordinal));
                    return new Row(p.Key, shown.Total, shown.Cells);
                }),
                StringComparer.Ordinal),
        });
    }
}
