using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;

namespace ReferralNetwork.Staff.Pages.New;

/// <summary>Those who can help and whom the person has named, in the order in which they are asked.</summary>
public sealed class PartnersModel(Desk desk, TimeProvider time) : DraftPage(desk)
{
    [BindProperty] public string? Mode { get; set; }

    public Candidates Candidates { get; private set; } = null!;
    public IReadOnlyList<Listing> Listings => Candidates.Listings;

    public async Task<IActionResult> OnGet()
    {
        if (await Ready() is { } stopped)
            return stopped;
        Mode = Draft.Mode ?? "Sequential";
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        var chosen = Candidates.Read(Request.Form, ModelState);
        if (chosen.Count == 0)
            Fault(Listings.Count > 0 ? Candidates.Posted(Listings[0]) : "", "partners.noneChosen");
        if (Mode is not ("Sequential" or "Parallel"))
            Fault(nameof(Mode), "partners.noMode");
        return ModelState.IsValid ? await Save(draft => draft with { Mode = Mode, Candidates = chosen }, $"/new/{Id}/check") : Page();
    }

    async Task<IActionResult?> Ready()
    {
        if (!Draft.HasConsent || Draft.CaseId is not { } chosen)
            return Redirect($"/new/{Id}");
        var consents = await Network.Get<ConsentsSeen>("cases", $"/cases/{chosen}/consents", Ct);
        if (consents.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        var (askable, shut) = await Eligible.Named(Desk, consents.Body!, Draft, Ct);
        Candidates = new(askable, Draft.Candidates, await Desk.Zone(Ct), time.GetUtcNow()) { Shut = shut };
        return null;
    }
}
