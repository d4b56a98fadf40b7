using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>Beds or rooms that are alike are described, to be counted next.</summary>
[Authorize(Pages.Access.Places)]
public sealed class NewModel(StaffContext context, PlacementsClient placements) : DescriptionPage(context, placements)
{
    public IActionResult OnGet() => Page();

    public async Task<IActionResult> OnPost()
    {
        var said = Described();
        if (!ModelState.IsValid)
            return Page();
        var made = await Placements.Open(said, Key.ToString());
        if (made.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirmation = "places-opened";
        return Redirect($"/places/{made.Body!.Id}/count");
    }

    protected override Task<IActionResult?> Load() => Task.FromResult<IActionResult?>(null);
}
