using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>A page of the counsellors' desk. Several forms may stand on it, each sent to a handler of its own.</summary>
[Authorize(Access.Hotline)]
public abstract class HotlinePage(StaffContext context) : StaffPage(context)
{
    /// <summary>The key that a form came with, if it is the one that comes back: two forms on a page are never one act.</summary>
    public Guid KeyOf(string handler) => ((string?)RouteData.Values["handler"] ?? "") == handler ? Key : Guid.Empty;

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
}
