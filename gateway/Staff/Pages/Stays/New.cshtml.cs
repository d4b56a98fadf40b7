using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>A household has arrived: a fact, which is recorded also where no place is free.</summary>
[Authorize(Access.Places)]
public sealed class NewModel(StaffContext context, PlacementsClient placements, TimeProvider time) : HouseholdPage(context, placements)
{
    const string Yes = "yes", No = "no";

    [BindProperty] public string? WithChild { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();
    [BindProperty] public DateParts Until { get; set; } = new();

    public IReadOnlyList<Choice> YesNo => [new(Yes, T["form.yes"]), new(No, T["form.no"])];

    public async Task<IActionResult> OnGet()
    {
        await ReadGroups();
        if (HttpMethods.IsGet(Request.Method))
            At = PastAnswers.From(time.GetUtcNow(), Zone);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        await ReadGroups();
        var places = ReadPersons();
        if (WithChild is not (Yes or No)) Fault(nameof(WithChild), "stay.arrive.noChild");
        var at = At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
        var until = ReadUntil();
        if (!ModelState.IsValid)
            return Page();
        var recorded = await Placements.RecordArrival(places, WithChild == Yes, at!.Value, until, Key.ToString());
        if (recorded.Problem is { } problem)
            return ShowProblem(problem) ?? Page();
        Confirmation = places.Any(taken => taken.Places > Groups.First(group => group.Id == taken.UnitGroup).Free)
            ? "stay-arrived-extra" : "stay-arrived";
        return Redirect($"/stays/{recorded.Body!.Id}");
    }

    DateTimeOffset? ReadUntil()
    {
        if (Until.Empty)
            return null;
        if (Until.TryRead(out var last))
            return Zones.EndOf(last, Zone);
        Fault(nameof(Until), "form.noDay");
        return null;
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/arrivedAt" => ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["act.notYet"]),
        "/plannedUntil" => (nameof(Until), T["stay.arrive.notAfter"]),
        _ => base.Beside(pointer),
    };
}
