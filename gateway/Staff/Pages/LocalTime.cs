using System.Globalization;

namespace ReferralNetwork.Staff.Pages;

/// <summary>Hours and moments as they are typed, in the reader's own time.</summary>
static class LocalTime
{
    public static bool TryRead(string? typed, out TimeOnly hour) =>
        TimeOnly.TryParseExact(typed?.Trim().Replace('.', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);

    /// <summary>Null for an hour that the clocks skip on that day.</summary>
    public static DateTimeOffset? At(DateOnly day, TimeOnly hour, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(hour);
        return zone.IsInvalidTime(local) ? null : new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
