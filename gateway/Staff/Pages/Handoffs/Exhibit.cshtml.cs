using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>The content of a released exhibit, as it was kept.</summary>
[Authorize(Access.Liaison)]
public sealed class ExhibitModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases) : StaffPage(context)
{
    public async Task<IActionResult> OnGet(Guid id, Guid exhibit)
    {
        if ((await handoffs.Read(id).Require()).Accepted?.Released is not { } released)
            return NotFound();
        using var answer = (await cases.OpenExhibit(released.DisclosureId, exhibit)).Require();
        return await Save(answer);
    }
}
