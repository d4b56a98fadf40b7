using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>A report is begun.</summary>
[Authorize(Access.Helping)]
public sealed class NewModel(StaffContext context, HandoffsClient handoffs) : WordsPage(context)
{
    [BindProperty] public Guid? To { get; set; }
    [BindProperty] public string? Handling { get; set; }
    [BindProperty] public string Source { get; set; } = "X";
    [BindProperty] public string Information { get; set; } = "4";

    /// <summary>Those that enforce the law and that the reader finds.</summary>
    public IReadOnlyList<Choice> Forces =>
    [
        .. Context.Directory.Where(listing => !listing.Suspended && listing.Id != Me.Partner && Codes.LawEnforcementKinds.Contains(listing.Kind))
            .Select(listing => new Choice(listing.Id.ToString(), listing.Name)),
    ];

    public void OnGet() { }

    public async Task<IActionResult> OnPost()
    {
        var report = ReadWords();
        if (To is null) Fault(nameof(To), "intelligence.noTo");
        if (Handling is null) Fault(nameof(Handling), "handling.none");
        if (!ModelState.IsValid)
            return Page();
        var drafted = await handoffs.DraftIntelligence(new(To!.Value), Handling, Source + Information, report, Key.ToString());
        if (drafted.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirmation = "intelligence-drafted";
        return Redirect($"/intelligence/{drafted.Body!.Id}");
    }
}
