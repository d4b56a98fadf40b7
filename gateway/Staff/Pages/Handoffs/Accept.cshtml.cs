using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>A unit takes a handoff, under its reference and with the officer who answers for it: both sealed as notes.</summary>
[Authorize(Access.Liaison)]
public sealed class AcceptModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : StaffPage(context)
{
    string sealing = nameof(Reference);

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? Reference { get; set; }
    [BindProperty] public string? Officer { get; set; }

    public HandoffDetail Seen { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (string.IsNullOrWhiteSpace(Reference)) Fault(nameof(Reference), "handoff.accept.noReference");
        if (string.IsNullOrWhiteSpace(Officer)) Fault(nameof(Officer), "handoff.accept.noOfficer");
        if (!ModelState.IsValid)
            return Page();
        var reference = await SealAs(nameof(Reference), Reference!);
        if (reference.Problem is { } noReference)
            return ShowProblem(noReference) ?? Page();
        var officer = await SealAs(nameof(Officer), Officer!);
        if (officer.Problem is { } noOfficer)
            return ShowProblem(noOfficer) ?? Page();
        return await Do(
            () => handoffs.Accept(Id, reference.Body!.Token, officer.Body!.Token, Key.ToString()), "handoff-accept", $"/handoffs/{Id}");
    }

    Task<Answer<NoteSealed>> SealAs(string question, string text)
    {
        sealing = question;
        return Seal(cases, Conversations.Handoff, Id, text.Trim(), to: null, question);
    }

    protected override (string, string)? Beside(string pointer) => pointer == "/text" ? (sealing, T["wrong.Text"]) : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Seen = await handoffs.Read(Id).Require();
        if (!HttpMethods.IsGet(Request.Method) || Seen.Actions.Contains(HandoffForms.Accept, StringComparer.Ordinal))
            return null;
        Confirmation = "not-now";
        return Redirect($"/handoffs/{Id}");
    }
}
