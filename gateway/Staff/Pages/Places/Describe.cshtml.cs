using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>A unit group is described anew.</summary>
[Authorize(Pages.Access.Places)]
public sealed class DescribeModel(StaffContext context, PlacementsClient placements) : DescriptionPage(context, placements)
{
    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method))
            Show(Seen.Description);
        return Page();
    }

    public Task<IActionResult> OnPost()
    {
        var said = Described();
        return Do(() => Placements.Describe(Id, said, SeenVersion), "places-described", List);
    }
}
