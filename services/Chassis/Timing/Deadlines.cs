using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Timing;

/// <summary>Where days begin and end, and which of them are worked on.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Holidays">Public holidays, as far ahead as they are known; null: none are.</param>
public sealed record WorkCalendar(string TimeZone, IReadOnlyList<DateOnly>? Holidays = null)
{
    /// <summary>Monday to Friday, unless it is a public holiday (as Directive (EU) 2019/997 Art. 2 has it).</summary>
    public bool IsWorkingDay(DateTime day) =>
        day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && Holidays?.Contains(DateOnly.FromDateTime(day)) is not true;
}

/// <summary>
/// When a period ends. Days keep the time of day where the clock changes. A period of working days that starts on another day
/// starts with the next working day, so that as many whole ones pass.
/// </summary>
public static class Deadlines
{
    /// <summary>Seconds, minutes and hours run in real time; days and working days in a place.</summary>
    /// <param name="calendar">Of that place: of whoever must act.</param>
    /// <exception cref="ArgumentException">The unit is none of <see cref="Units"/>.</exception>
    public static DateTimeOffset After(DateTimeOffset start, Period period, WorkCalendar calendar) => period.Unit switch
    {
        "seconds" => start.AddSeconds((double)period.Value),
        "minutes" => start.AddMinutes((double)period.Value),
        "hours" => start.AddHours((double)period.Value),
        "days" => AfterDays(start, period.Value, calendar.TimeZone, _ => true),
        "working-days" => AfterDays(start, period.Value, calendar.TimeZone, calendar.IsWorkingDay),
        _ => throw new ArgumentException($"Unknown unit {period.Unit}; known: {string.Join(", ", Units)}.", nameof(period)),
    };

    /// <summary>Like <see cref="After"/>, but days and working days are counted from the day after the start and end with the last of them.</summary>
    /// <param name="calendar">Of whoever must act.</param>
    /// <exception cref="ArgumentException">The unit is none of <see cref="Units"/>.</exception>
    public static DateTimeOffset EndOf(DateTimeOffset start, Period period, WorkCalendar calendar)
    {
        if (period.Unit is not ("days" or "working-days"))
            return After(start, period, calendar);
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var day = TimeZoneInfo.ConvertTime(start, zone).Date;
        for (var left = (int)Math.Ceiling(period.Value); left > 0;)
        {
            day = day.AddDays(1);
            if (period.Unit is "days" || calendar.IsWorkingDay(day))
                left--;
        }
        return EndOfDay(DateOnly.FromDateTime(day), calendar);
    }

    /// <summary>The moment at which a day is over, there.</summary>
    public static DateTimeOffset EndOfDay(DateOnly day, WorkCalendar calendar)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var end = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(end)) // no midnight on that day: it begins later
            end = end.AddMinutes(15);
        return new DateTimeOffset(end, zone.GetUtcOffset(end)).ToUniversalTime();
    }

    /// <summary>The units of <see cref="RuleSet"/> in which a period is said.</summary>
    public static readonly IReadOnlyList<string> Units = ["seconds", "minutes", "hours", "days", "working-days"];

    static DateTimeOffset AfterDays(DateTimeOffset start, decimal days, string timeZone, Func<DateTime, bool> counts)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var local = TimeZoneInfo.ConvertTime(start, zone).DateTime;
        while (!counts(local))
            local = local.Date.AddDays(1);
        for (var left = (int)Math.Ceiling(days); left > 0;)
        {
            local = local.AddDays(1);
            if (counts(local))
                left--;
        }
        // In the night when clocks go forward an hour is missing: the deadline falls just after it.
        if (zone.IsInvalidTime(local))
            local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
