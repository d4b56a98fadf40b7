using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>Places beyond the total, a mattress or a sofa, for some nights.</summary>
[Authorize(Access.Places)]
public sealed class ExtraModel(StaffContext context, PlacementsClient placements) : UnitGroupPage(context, placements)
{
    [BindProperty] public string? Places { get; set; }
    [BindProperty] public string? Nights { get; set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        var (places, nights) = (Number(nameof(Places), Places), Number(nameof(Nights), Nights));
        return await Do(() => Placements.OpenExtra(Id, places, nights, Key.ToString(), SeenVersion), "places-extra", List);
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/places" => (nameof(Places), T["place.extra.noPlaces"]),
        "/nights" => (nameof(Nights), T["place.extra.noNights"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code == "too-many-extra" ? nameof(Places) : null;
}
