using Microsoft.AspNetCore.Http;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Casework;

/// <summary>A counter of a table that counts: how often a value was met in a period.</summary>
/// <param name="Dimension">What is counted.</param>
/// <param name="Period">Its first day.</param>
public sealed record Counter(string Dimension, DateOnly Period, string Value, long Count);

/// <summary>
/// What the network may publish: for each dimension a row a period, each row on its own, once the period is over. No figure spans several
/// periods and none grows from day to day, so that subtracting one answer from another tells nothing new.
/// </summary>
public static class Statistics
{
    const int MostDays = 3 * 366;
    const int FirstYear = 1900;
    const int LastYear = 2199;

    sealed record Row(DateOnly Period, long? Total, IReadOnlyDictionary<string, long?> Values);

    /// <summary>Each organisation counts by its own calendar: a day or month is over when it is over in the farthest west.</summary>
    public static DateOnly Today(UnitOfWork work) => DateOnly.FromDateTime(work.Now.UtcDateTime.AddHours(-12));

    /// <summary>What is wrong with a span; null: nothing. A month belongs to it by its first day.</summary>
    public static IResult? Wrong(DateOnly from, DateOnly to) =>
        from.Year is < FirstYear or > LastYear ? Problems.Invalid(new Fault("/from", $"Expected a day of {FirstYear} to {LastYear}."))
        : to < from || to.DayNumber - from.DayNumber > MostDays
            ? Problems.Invalid(new Fault("/to", "Expected a day after from, at most three years later."))
        : null;

    /// <summary>The figures of a span, those suppressed that point at somebody.</summary>
    public static IResult Found(DateOnly from, DateOnly to, IEnumerable<Counter> counters) => Answers.Found(new
    {
        from,
        to,
        dimensions = counters.GroupBy(counter => counter.Dimension, StringComparer.Ordinal).ToDictionary(
            dimension => dimension.Key,
            dimension => dimension.GroupBy(counter => counter.Period).OrderBy(period => period.Key).Select(period =>
            {
                var shown = Suppression.For(period.ToDictionary(counter => counter.Value, counter => counter.Count, StringComparer.Ordinal));
                return new Row(period.Key, shown.Total, shown.Cells);
            }),
            StringComparer.Ordinal),
    });
}
