using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>Hours and moments as they are typed, in the reader's own time.</summary>
public static class LocalTime
{
    /// <summary>Which of two is meant, where clocks are put back and an hour comes twice: of summer time, or after it.</summary>
    const string First = "first", Second = "second";

    public static bool TryRead(string? typed, out TimeOnly hour) =>
        TimeOnly.TryParseExact(typed?.Trim().Replace('.', ':'), ["H:mm", "HH:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out hour);

    /// <param name="day">Null where it could not be read, which has been said.</param>
    /// <param name="which">The answer to <c>_Which</c>, needed only for an hour that comes twice.</param>
    /// <param name="at">Names of the hour's question and of that of which.</param>
    /// <returns>Null where it is no moment, or not yet clear which: then that stands beside its question.</returns>
    public static DateTimeOffset? Read(
        DateOnly? day, string? typed, string? which, TimeZoneInfo zone, (string Hour, string Which) at, ModelStateDictionary errors, Words words)
    {
        if (!TryRead(typed, out var hour))
            errors.AddModelError(at.Hour, words["act.noTime"]);
        if (day is null || !TryRead(typed, out _))
            return null;
        var local = day.Value.ToDateTime(hour);
        if (zone.IsInvalidTime(local))
        {
            errors.AddModelError(at.Hour, words["act.noSuchTime"]);
            return null;
        }
        if (!zone.IsAmbiguousTime(local))
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        if (which is not (First or Second))
        {
            errors.AddModelError(at.Which, words["act.whichTime"]);
            return null;
        }
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return new DateTimeOffset(local, which == First ? offsets.Max() : offsets.Min()).ToUniversalTime();
    }

    /// <summary>Which of two a moment is; null where its hour comes once.</summary>
    public static string? WhichOf(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return !zone.IsAmbiguousTime(local.DateTime) ? null
            : local.Offset == zone.GetAmbiguousTimeOffsets(local.DateTime).Max() ? First : Second;
    }

    public static IReadOnlyList<Choice> Twice(Words words) => [new(First, words["act.firstTime"]), new(Second, words["act.secondTime"])];
}
