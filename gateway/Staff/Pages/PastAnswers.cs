using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>When something happened, as <c>_Past</c> asks: a day, an hour, and which of two where an hour came twice.</summary>
public sealed record PastAnswers
{
    public DateParts Day { get; init; } = new();
    public string? Time { get; init; }
    public string? Which { get; init; }

    public bool Empty => Day.Empty && string.IsNullOrWhiteSpace(Time);

    /// <summary>As the form shows a moment, to the minute.</summary>
    public static PastAnswers From(DateTimeOffset moment, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(moment, zone);
        return new()
        {
            Day = DateParts.From(DateOnly.FromDateTime(local.DateTime)),
            Time = local.ToString("HH:mm", CultureInfo.InvariantCulture),
            Which = LocalTime.WhichOf(moment, zone),
        };
    }

    /// <param name="name">Of the question.</param>
    /// <param name="now">Null where it may be still to come.</param>
    /// <returns>Null where it is no moment or still to come: then that stands beside its question.</returns>
    public DateTimeOffset? Read(string name, DateTimeOffset? now, TimeZoneInfo zone, ModelStateDictionary errors, Words words)
    {
        if (!Day.TryRead(out var day))
            errors.AddModelError($"{name}.{nameof(Day)}", words["form.noDay"]);
        var at = LocalTime.Read(
            day == default ? null : day, Time, Which, zone, ($"{name}.{nameof(Time)}", $"{name}.{nameof(Which)}"), errors, words);
        if (at > now)
            errors.AddModelError($"{name}.{nameof(Day)}", words["act.notYet"]);
        return at;
    }
}
