using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>One person's signals: how she may be reached first, then what was said and what is to be done.</summary>
public sealed class SituationModel(Desk desk) : SituationPage(desk)
{
    sealed record Given(Guid Id, string? Phrase);

    [BindProperty] public string? Note { get; set; }
    [BindProperty] public string? Language { get; set; }

    /// <summary>The caller's own phrase: shown this once, kept nowhere.</summary>
    public string? Phrase { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Ready();
        Language = Seen?.Signals[^1].Language;
        return stopped ?? Page();
    }

    public Task<IActionResult> OnPostEscalate() => Do("escalate", new { note = Typed(Note) }, "situation-escalated");
    public Task<IActionResult> OnPostAnswer() => Do("answer-escalation", new { note = Typed(Note) }, "escalation-answered");
    public Task<IActionResult> OnPostReopen() => Do("reopen", null, "situation-reopened", seen: SeenVersion);

    public async Task<IActionResult> OnPostPhrase()
    {
        var answer = await Network.Post<Given>(Inquiries, $"/situations/{Id}/phrase", new { language = Language }, Key.ToString(), null, Ct);
        if (answer.Problem is { } problem && Stop(problem) is { } stopped)
            return stopped;
        Phrase = answer.Body?.Phrase;
        if (answer.Problem is null && Phrase is null)
            Fault("", "phrase.shownOnce");
        return await Ready() ?? Page();
    }

    public bool Coordinates => Me.Has(Roles.Coordinator);

    /// <summary>Whom to ring in an emergency: the network rings nobody.</summary>
    public IReadOnlyList<(string Who, string? Telephone)> ToRing { get; private set; } = [];

    protected override async Task<IActionResult?> Ready()
    {
        if (await base.Ready() is { } stopped)
            return stopped;
        if (Seen?.EscalatedAt is not null)
            ToRing = await Desk.ToRing(Ct);
        return null;
    }
}
