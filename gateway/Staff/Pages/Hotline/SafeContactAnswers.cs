using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>How they may be reached, as it is asked: hours in the hotline's own time.</summary>
public sealed record SafeContactAnswers
{
    const string Yes = "yes";

    public string? MayCall { get; init; }
    public string? MayLeaveMessage { get; init; }
    public string? From { get; init; }
    public string? Until { get; init; }
    public string? Contact { get; init; }
    public string? Words { get; init; }

    public bool Empty => new[] { MayCall, MayLeaveMessage, From, Until, Contact, Words }.All(string.IsNullOrWhiteSpace);

    public static SafeContactAnswers For(SafeContact? safe, Words words) => safe is null ? new() : new()
    {
        MayCall = safe.MayCall ? Yes : "no",
        MayLeaveMessage = safe.MayLeaveMessage ? Yes : "no",
        From = safe.From?.ToString("HH:mm", words.Culture),
        Until = safe.Until?.ToString("HH:mm", words.Culture),
        Contact = safe.Contact,
        Words = safe.Words,
    };

    /// <summary>As Inquiries takes it; what cannot be read becomes an error beside its question.</summary>
    /// <param name="name">What the form calls all of it.</param>
    public SafeContact Read(string name, string timeZone, ModelStateDictionary errors, Words words)
    {
        if (string.IsNullOrEmpty(MayCall))
            errors.AddModelError($"{name}.{nameof(MayCall)}", words["safe.noMayCall"]);
        var (from, until) = (Hour(nameof(From), From), Hour(nameof(Until), Until));
        if ((from is null) != (until is null) || (from is not null && from == until))
            errors.AddModelError($"{name}.{nameof(Until)}", words["safe.bothHours"]);
        return new(MayCall == Yes, MayLeaveMessage == Yes, from, until, timeZone, Typed(Contact), Typed(Words));

        TimeOnly? Hour(string field, string? typed)
        {
            if (string.IsNullOrWhiteSpace(typed))
                return null;
            if (LocalTime.TryRead(typed, out var hour))
                return hour;
            errors.AddModelError($"{name}.{field}", words["act.noTime"]);
            return null;
        }
    }

    /// <summary>Where the form asks for what Inquiries found wrong, and what to do there.</summary>
    public static (string Question, string Say)? Beside(string pointer, Words words) => pointer[(pointer.LastIndexOf('/') + 1)..] switch
    {
        "contact" => ("Safe.Contact", words["safe.wrongContact"]),
        "words" => ("Safe.Words", words["wrong.Note"]),
        "from" or "until" => ("Safe.Until", words["safe.bothHours"]),
        _ => null,
    };

    static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
