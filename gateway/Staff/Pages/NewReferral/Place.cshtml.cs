using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>Where a place is needed: which one, so that a shelter can say yes before it knows for whom.</summary>
public sealed class PlaceModel(StaffContext context, CasesClient cases, TimeProvider time) : DraftPage(context, cases)
{
    [BindProperty] public PlaceAnswers Place { get; set; } = new();

    protected override bool Fits => base.Fits && Draft.AsksForPlace;

    public void OnGet() => Place = PlaceAnswers.From(Draft.Place);

    public async Task<IActionResult> OnPost()
    {
        var needed = Place.Read(ModelState, T, Zones.DayOf(time.GetUtcNow(), Zone));
        if (ModelState.IsValid && Draft.AllAtOnce && needed.When == Contracts.PlaceCodes.OnDate)
            Fault(PlaceAnswers.Posted(nameof(PlaceAnswers.When)), "placeNeeded.tonight");
        return ModelState.IsValid ? await Save(draft => draft with { Place = needed }) : Page();
    }
}
