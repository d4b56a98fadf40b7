using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>The normal end: no person record, a few codes for the figures.</summary>
public sealed class CloseModel(StaffContext context, InquiriesClient inquiries) : SituationPage(context, inquiries)
{
    [BindProperty] public string? End { get; set; }
    /// <summary>The planned callbacks are cancelled.</summary>
    [BindProperty] public List<string> Cancels { get; set; } = [];
    [BindProperty] public FactsAnswers Facts { get; set; } = new();

    protected override string? Action => "close";

    protected override string? RefusedAt(string code) => code == "callback-planned" ? nameof(Cancels) : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost()
    {
        if (End is null) Fault(nameof(End), "end.noEnd");
        return Do(() => Inquiries.Close(Id, End, Facts.Facts, Cancels.Count > 0, Key.ToString(), SeenVersion), "situation-closed", "/desk");
    }
}
