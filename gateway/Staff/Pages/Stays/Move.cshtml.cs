using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>A household moves within the shelter, to places that are free or their own.</summary>
[Authorize(Access.Places)]
public sealed class MoveModel(StaffContext context, PlacementsClient placements) : HouseholdPage(context, placements)
{
    const string NoPlaceFree = "no-place-free";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public StayDetail Seen { get; private set; } = null!;
    public UnitGroupNumbers Where { get; private set; } = null!;

    public override int FreeFor(UnitGroupLine group) => group.Free + OwnIn(group.Id);

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method))
            Persons = Seen.Line.Places.ToDictionary(taken => taken.UnitGroup, taken => (string?)taken.Places.ToString(CultureInfo.InvariantCulture));
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var places = ReadPersons();
        return await Do(() => Placements.MoveStay(Id, places, Key.ToString(), SeenVersion), "stay-moved", $"/stays/{Id}");
    }

    /// <summary>The first group for which more is asked than is free; it is not said which was meant.</summary>
    protected override string? RefusedAt(string code) => code != NoPlaceFree || Groups.Count == 0 ? base.RefusedAt(code) : QuestionOf(
        (Groups.FirstOrDefault(group => int.TryParse(
            Persons.GetValueOrDefault(group.Id), NumberStyles.None, CultureInfo.InvariantCulture, out var persons) && persons > FreeFor(group))
            ?? Groups[0]).Id);

    protected override async Task<IActionResult?> Load()
    {
        var answer = await Placements.Stay(Id);
        Seen = answer.Require();
        Reread(answer.ETag);
        await ReadGroups();
        Where = new(Groups, T);
        // Whoever sends a form that stood open meanwhile is told by the service.
        if (Seen.Actions.Contains(StayForms.Move, StringComparer.Ordinal) || !HttpMethods.IsGet(Request.Method))
            return null;
        Confirmation = "not-now";
        return Redirect($"/stays/{Id}");
    }

    int OwnIn(Guid group) => Seen.Line.Places.Where(taken => taken.UnitGroup == group).Sum(taken => taken.Places);
}
