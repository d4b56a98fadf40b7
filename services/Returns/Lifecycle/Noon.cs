using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>
/// What a body of a State sees of a return moves at noon of its own working days alone, so that no moment of a change tells
/// anything (Regulation (EU) 2024/1348 Art. 7(2): nothing that informs the State of origin).
/// </summary>
public static class Noon
{
    /// <summary>The last noon of a working day that has passed.</summary>
    public static DateTimeOffset Last(DateTimeOffset now, WorkCalendar calendar)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var day = local.TimeOfDay >= TimeSpan.FromHours(12) ? local.Date : local.Date.AddDays(-1);
        while (!calendar.IsWorkingDay(day))
            day = day.AddDays(-1);
        var noon = day.AddHours(12);
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime();
    }
}
