using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Asked once more shortly before they leave: three times yes, or they do not go yet.</summary>
[Authorize(Access.CaseWork)]
public sealed class ConfirmFinallyModel(StaffContext context, ReturnsClient returns) : DecisionPage(context, returns, ReturnForms.ConfirmFinally)
{
    const string Yes = "true";

    [BindProperty] public string? NoBar { get; set; }
    [BindProperty] public string? NoRisk { get; set; }
    [BindProperty] public string? FitToTravel { get; set; }

    protected override string? Said(Problem problem) => CodeOf(problem) == "too-soon" ? T["return.lead.tooEarly"] : null;

    public Task<IActionResult> OnPost()
    {
        foreach (var (question, answer) in new[] { (nameof(NoBar), NoBar), (nameof(NoRisk), NoRisk), (nameof(FitToTravel), FitToTravel) })
        {
            if (answer != Yes)
                Fault(question, "return.lead.notYes");
        }
        return Decide(new { NoBar = true, NoRisk = true, FitToTravel = true });
    }
}
