namespace ReferralNetwork.Chassis.Timing;

/// <summary>Days and hours of a place, as moments. Some nights have no midnight, and some hours come twice.</summary>
public static class Zones
{
    /// <summary>When the day begins there: after the missing hour where midnight is in it, at the first midnight where there are two.</summary>
    /// <returns>In UTC.</returns>
    public static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(local))
            local = local.AddMinutes(1);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>When the day is over there: the first moment that no longer belongs to it.</summary>
    /// <returns>In UTC.</returns>
    public static DateTimeOffset EndOf(DateOnly day, TimeZoneInfo zone) => StartOf(day.AddDays(1), zone);

    /// <summary>The date there at this moment.</summary>
    public static DateOnly DayOf(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
