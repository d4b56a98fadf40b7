using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>When to call back, or when somebody did: one of some days, which is quicker to choose than to type, and an hour.</summary>
public sealed record DueAnswers
{
    const string Date = "yyyy-MM-dd";
    const int DaysOffered = 14;

    public string? Day { get; init; }
    public string? Time { get; init; }

    /// <summary>Asked only where that hour comes twice.</summary>
    public string? Which { get; init; }

    public static IReadOnlyList<Choice> Days(DateTimeOffset now, TimeZoneInfo zone, Words words)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return [.. Enumerable.Range(0, DaysOffered).Select(today.AddDays)
            .Select(day => new Choice(
                day.ToString(Date, CultureInfo.InvariantCulture), $"{words.Culture.DateTimeFormat.GetDayName(day.DayOfWeek)}, {words.Day(day)}"))];
    }

    public static IReadOnlyList<Choice> PastDays(DateTimeOffset now, TimeZoneInfo zone, Words words) =>
        [.. Days(now.AddDays(1 - DaysOffered), zone, words).Reverse()];

    /// <summary>As the form shows a moment.</summary>
    public static DueAnswers From(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return new() { Day = local.ToString(Date, CultureInfo.InvariantCulture), Time = local.ToString("HH:mm", CultureInfo.InvariantCulture) };
    }

    /// <returns>Null where it cannot be read, which then stands beside its question.</returns>
    public DateTimeOffset? Read(string name, TimeZoneInfo zone, ModelStateDictionary errors, Words words)
    {
        var asked = DateOnly.TryParseExact(Day, Date, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        if (!asked)
            errors.AddModelError($"{name}.{nameof(Day)}", words["callback.noDay"]);
        return LocalTime.Read(asked ? day : null, Time, Which, zone, ($"{name}.{nameof(Time)}", $"{name}.{nameof(Which)}"), errors, words);
    }
}
