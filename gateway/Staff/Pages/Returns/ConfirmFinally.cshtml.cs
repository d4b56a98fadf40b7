using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Asked once more shortly before they leave: three times yes, or they do not go yet.</summary>
[Authorize(Access.CaseWork)]
public sealed class ConfirmFinallyModel(StaffContext context, ReturnsClient returns, CasesClient cases)
    : DecisionPage(context, returns, cases, ReturnForms.ConfirmFinally)
{
    const string Yes = "true";

    [BindProperty] public string? NoBar { get; set; }
    [BindProperty] public string? NoRisk { get; set; }
    [BindProperty] public string? FitToTravel { get; set; }

    protected override string? Said(Problem problem) => CodeOf(problem) == "too-soon" ? T["return.lead.tooEarly"] : null;

    public Task<IActionResult> OnPost()
    {
        foreach (var (question, answer, asked) in new[]
            {
                (nameof(NoBar), NoBar, T["return.lead.noBar"]), (nameof(NoRisk), NoRisk, T["return.lead.noRisk"]),
                (nameof(FitToTravel), FitToTravel, T["return.lead.fit"]),
            })
        {
            if (answer != Yes)
                ModelState.AddModelError(question, T.With("return.lead.notYes", ("what", asked)));
        }
        return Decide(new { NoBar = true, NoRisk = true, FitToTravel = true });
    }
}
