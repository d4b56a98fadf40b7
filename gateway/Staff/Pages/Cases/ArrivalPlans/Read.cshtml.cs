using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.ArrivalPlans;

/// <summary>For whoever looks for somebody who has not arrived, and for the organisation that wrote it down with them.</summary>
[Authorize(Access.CaseWork)]
public sealed class ReadModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    public ArrivalPlanShown Shown { get; private set; } = null!;

    /// <summary>Why it can be opened no more.</summary>
    public string? Shut { get; private set; }

    public async Task<IActionResult> OnGet(Guid plan)
    {
        var answer = await cases.ArrivalPlan(plan);
        if (answer.Problem is { Status: 410 } shut)
        {
            Response.StatusCode = StatusCodes.Status410Gone;
            Shut = WhyShut(shut, "shut.other");
            return Page();
        }
        Shown = answer.Require();
        return Page();
    }
}
