using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>Those who can help and whom the person has named, in the order in which they are asked.</summary>
public sealed class PartnersModel(StaffContext context, CasesClient cases, PlacementsClient placements, TimeProvider time)
    : DraftPage(context, cases)
{
    [BindProperty] public string? Mode { get; set; }

    public Candidates Candidates { get; private set; } = null!;
    public IReadOnlyList<ListingShown> Listings => Candidates.Listings;

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Mode = Draft.Mode ?? "Sequential";
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Draft.AllAtOnce)
            Mode = "Parallel";
        var chosen = Candidates.Read(Request.Form, ModelState);
        if (chosen.Count == 0)
            Fault(Listings.Count > 0 ? Candidates.Posted(Listings[0]) : "", "partners.noneChosen");
        if (Mode is not ("Sequential" or "Parallel"))
            Fault(nameof(Mode), "partners.noMode");
        return ModelState.IsValid ? await Save(draft => draft with { Mode = Mode, Candidates = chosen }, $"/new/{Id}/check") : Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        if (!Draft.HasConsent || Draft.CaseId is not { } chosen)
            return Redirect($"/new/{Id}");
        var (askable, shut) = Eligible.Named(Context, await Cases.Consents(chosen).Require(), Draft);
        var beside = await PlacesBeside.Ask(placements, Draft.Place, Draft.Region, Zone);
        Candidates = new(PlacesBeside.Likeliest(beside, askable), Draft.Candidates, Zone, time.GetUtcNow()) { Shut = shut, Beside = beside };
        return null;
    }
}
