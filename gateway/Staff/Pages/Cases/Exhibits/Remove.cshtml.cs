using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>What was taken in by mistake; what was ticked once in a consent stays.</summary>
[Authorize(Access.CaseWork)]
public sealed class RemoveModel(StaffContext context, ExhibitsClient exhibits) : ExhibitPage(context, exhibits)
{
    public Task<IActionResult> OnPost() => Do(() => Exhibits.Remove(Id, Exhibit), "exhibit-removed", $"/cases/{Id}/exhibits");
}
