using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>A household has arrived for whom no place was promised.</summary>
[Authorize(Access.Places)]
public sealed class NewModel(StaffContext context, PlacementsClient placements, TimeProvider time) : ArrivalPage(context, placements, time)
{
    const string Yes = "yes", No = "no";

    [BindProperty] public string? WithChild { get; set; }

    public IReadOnlyList<Choice> YesNo => [new(Yes, T["form.yes"]), new(No, T["form.no"])];

    public async Task<IActionResult> OnGet()
    {
        await ReadGroups();
        Begin();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await ReadGroups();
        var places = ReadPersons();
        if (WithChild is not (Yes or No)) Fault(nameof(WithChild), "stay.arrive.noChild");
        var (at, until) = ReadWhen();
        if (!ModelState.IsValid)
            return Page();
        var recorded = await Placements.RecordArrival(places, WithChild == Yes, at!.Value, until, Key.ToString());
        if (recorded.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirm(places);
        return Redirect($"/stays/{recorded.Body!.Id}");
    }
}
