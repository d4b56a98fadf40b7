using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>They for whom a place was promised are in the house, where they were to be or elsewhere in it.</summary>
[Authorize(Access.Places)]
public sealed class CheckInModel(StaffContext context, PlacementsClient placements, TimeProvider time) : ArrivalPage(context, placements, time)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public StayDetail Seen { get; private set; } = null!;

    /// <summary>What is held for them is free for them.</summary>
    public override int FreeFor(UnitGroupLine group) => group.Free
        + (Stations.Present(Seen.Line.State) != 0 ? 0 : Seen.Line.Places.Where(taken => taken.UnitGroup == group.Id).Sum(taken => taken.Places));

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method))
            Persons = Seen.Line.Places.ToDictionary(taken => taken.UnitGroup, taken => (string?)taken.Places.ToString(CultureInfo.InvariantCulture));
        Begin();
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var places = ReadPersons();
        var (at, until) = ReadWhen();
        if (!ModelState.IsValid)
            return Page();
        var recorded = await Placements.CheckIn(Id, places, at!.Value, until, Key.ToString());
        if (recorded.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirm(places);
        return Redirect($"/stays/{Id}");
    }

    protected override async Task<IActionResult?> Load()
    {
        Seen = (await Placements.Stay(Id)).Require();
        await ReadGroups();
        // Whoever sends a form that stood open meanwhile is told by the service.
        if (Seen.Actions.Contains(StayForms.CheckIn, StringComparer.Ordinal) || !HttpMethods.IsGet(Request.Method))
            return null;
        Confirmation = "not-now";
        return Redirect($"/stays/{Id}");
    }
}
