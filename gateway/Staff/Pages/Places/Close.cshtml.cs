using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>A unit group is given up, once nobody is promised a place in it or lives there through the network.</summary>
[Authorize(Access.Places)]
public sealed class CloseModel(StaffContext context, PlacementsClient placements) : UnitGroupPage(context, placements)
{
    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost() => Do(() => Placements.Close(Id, Key.ToString(), SeenVersion), "places-closed", List);
}
