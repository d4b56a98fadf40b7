using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A page of the counsellors' desk. Several forms may stand on it, each sent to a handler of its own.</summary>
[Authorize(Access.Hotline)]
public abstract class HotlinePage(Desk desk) : StaffPage(desk)
{
    protected const string Inquiries = "inquiries";
    static readonly string[] Last = ["other", "Other", Codes.OtherDestination];

    public TimeZoneInfo Zone { get; protected set; } = TimeZoneInfo.Utc;

    /// <summary>The key that a form came with, if it is the one that comes back: two forms on a page are never one act.</summary>
    public Guid KeyOf(string handler) => ((string?)RouteData.Values["handler"] ?? "") == handler ? Key : Guid.Empty;

    /// <summary>By their words, and what is none of them last.</summary>
    public IReadOnlyList<Choice> Choices(string list, IEnumerable<string> codes) => InOrder(codes.Select(code => new Choice(code, T.Code(list, code))));

    public IReadOnlyList<Choice> Destinations => InOrder(Codes.Destinations.Select(code => new Choice(code, T.Destination(code))));

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "safeContact", ..] or [_, "contact" or "words" or "from" or "until"] => SafeContactAnswers.Beside(pointer, T),
        [_, "facts", var fact, ..] => ($"Facts.{fact}", T["wrong.answer"]),
        [_, "dueAt"] => ("Due.Time", T["act.noTime"]),
        _ => base.Beside(pointer),
    };

    /// <summary>What was typed, or null where nothing was.</summary>
    protected static string? Typed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    IReadOnlyList<Choice> InOrder(IEnumerable<Choice> choices) =>
        [.. choices.OrderBy(choice => Last.Contains(choice.Value, StringComparer.Ordinal)).ThenBy(choice => choice.Label, StringComparer.Create(T.Culture, ignoreCase: true))];
}
