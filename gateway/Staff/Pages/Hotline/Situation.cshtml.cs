using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>One person's signals: how they may be reached first, then what was said and what is to be done.</summary>
public sealed class SituationModel(StaffContext context, InquiriesClient inquiries) : SituationPage(context, inquiries)
{
    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Language { get; set; }

    /// <summary>The caller's own phrase: shown this once, kept nowhere.</summary>
    public string? Phrase { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Load();
        Language = Seen?.Signals[^1].Language;
        return stopped ?? Page();
    }

    public Task<IActionResult> OnPostEscalate() => Do(() => Inquiries.Escalate(Id, Typed(Note), Key.ToString()), "situation-escalated", Here);
    public Task<IActionResult> OnPostAnswer() => Do(() => Inquiries.AnswerEscalation(Id, Typed(Note), Key.ToString()), "escalation-answered", Here);
    public Task<IActionResult> OnPostReopen() => Do(() => Inquiries.Reopen(Id, Key.ToString(), SeenVersion), "situation-reopened", Here);

    public async Task<IActionResult> OnPostPhrase()
    {
        var answer = await Inquiries.GivePhrase(Id, Language, Key.ToString());
        if (answer.Problem is { } problem && ShowProblem(problem) is { } stopped)
            return stopped;
        Phrase = answer.Body?.Phrase;
        if (answer.Problem is null && Phrase is null)
            Fault("", "phrase.shownOnce");
        return await Load() ?? Page();
    }

    /// <summary>Actions whose forms are pages of their own.</summary>
    public IReadOnlyList<(string Action, string Href, string Words)> Links =>
    [
        ("signals", $"/desk/call?situation={Id}", "call.again"), ("reserve-case", $"{Here}/case", "become.title"),
        ("close", $"{Here}/close", "end.title"),
    ];

    /// <summary>Whom to ring in an emergency: the network rings nobody.</summary>
    public IReadOnlyList<(string Who, string? Telephone)> ToRing { get; private set; } = [];

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        if (Seen?.EscalatedAt is not null)
            ToRing = await Context.ToRing(RequestAborted);
        return null;
    }
}
