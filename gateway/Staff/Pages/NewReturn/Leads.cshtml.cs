using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>The organisations that are asked to lead, in the order in which they are asked.</summary>
public sealed class LeadsModel(StaffContext context, CasesClient cases, TimeProvider time) : ReturnDraftPage(context, cases)
{
    [BindProperty] public string? Mode { get; set; }

    public Candidates Candidates { get; private set; } = null!;
    public IReadOnlyList<Introduced> Introduced { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        Mode = Return.Mode ?? "Sequential";
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var chosen = Candidates.Read(Request.Form, ModelState);
        var first = Candidates.Listings.Count > 0 ? Candidates.Posted(Candidates.Listings[0]) : "";
        if (chosen.Count == 0)
            Fault(first, "partners.noneChosen");
        foreach (var traveller in Introduced.Where(traveller => chosen.Count > 0 && traveller.ConsentFor(chosen, time.GetUtcNow()) is null))
            ModelState.AddModelError(first, T.With("leads.oneConsent", ("who", traveller.Label)));
        if (Mode is not ("Sequential" or "Parallel"))
            Fault(nameof(Mode), "partners.noMode");
        return ModelState.IsValid ? await Keep(draft => draft with { Mode = Mode, Candidates = chosen }, $"{Here}/check") : Page();
    }

    protected override async Task<IActionResult?> Load()
    {
        if (!Return.HasTravellers || Return.AlreadyBack)
            return Redirect(Here);
        var introduced = new List<Introduced>();
        foreach (var traveller in Return.Travellers)
            introduced.Add(await NewReturn.Introduced.Read(Cases, traveller.CaseId));
        Introduced = introduced;
        var now = time.GetUtcNow();
        var (askable, shut) = Leads.Among(Context, Introduced, now);
        Candidates = new(askable, Return.Candidates, Zone, now) { Shut = shut };
        return null;
    }
}
