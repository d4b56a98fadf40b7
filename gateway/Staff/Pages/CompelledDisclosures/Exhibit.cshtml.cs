using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Handoffs;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>The content of an exhibit that an order took, as it was kept.</summary>
[Authorize(Access.Orders)]
public sealed class ExhibitModel(StaffContext context, CompelledDisclosuresClient compelled, CasesClient cases) : StaffPage(context)
{
    public async Task<IActionResult> OnGet(Guid id, Guid exhibit)
    {
        if (await ReleasedFile.Read(compelled, id) is not { } file)
            return NotFound();
        using var answer = (await cases.OpenExhibit(file.Released.DisclosureId, exhibit)).Require();
        return await Save(answer);
    }
}
