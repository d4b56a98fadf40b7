using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;
using ReferralNetwork.Staff.Pages.NewReturn;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Nobody leads: others whom every traveller has agreed to be introduced to are asked, on permits of their own.</summary>
[Authorize(Access.CaseWork)]
public sealed class AskAgainModel(StaffContext context, ReturnsClient returns, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    IReadOnlyList<PartnerId> chosen = [];

    /// <summary>Whom the permit is about that is being asked for.</summary>
    Introduced? about;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public ReturnDetail Seen { get; private set; } = null!;
    public Candidates Candidates { get; private set; } = null!;

    /// <summary>In the order of the travellers.</summary>
    public IReadOnlyList<Introduced> Introduced { get; private set; } = [];

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "candidates" or "recipients", var place, ..] when Candidates.At(chosen, place) is { } partner =>
            (Candidates.Posted(partner), T["wrong.candidate"]),
        [_, "permits", ..] => (First, T["wrong.answer"]),
        _ => base.Beside(pointer),
    };

    protected override string? Said(Problem problem) =>
        about is { } traveller && Leads.WhyNoPermit(T, CodeOf(problem)) is { } said ? $"{traveller.Label}: {said}" : null;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        chosen = Candidates.Read(Request.Form, ModelState);
        if (chosen.Count == 0)
        {
            Fault(First, "partners.noneChosen");
            return Page();
        }
        var permits = new Dictionary<Guid, string?>();
        foreach (var (traveller, seen) in Introduced.Zip(Seen.Travellers))
        {
            if (traveller.ConsentFor(chosen, time.GetUtcNow()) is not { } consent)
            {
                ModelState.AddModelError(First, T.With("leads.oneConsent", ("who", traveller.Label)));
                continue;
            }
            about = traveller;
            var permit = await cases.AskPermit(
                traveller.CaseId, chosen, consent.Categories, KeyFor($"permit/{traveller.CaseId}"), Codes.Introduction);
            if (permit.Problem is { } noPermit)
                return ShowProblem(noPermit) ?? Page();
            permits[seen.Id] = permit.Body!.Permit;
        }
        about = null;
        return await Do(() => returns.AskAgain(Id, permits, chosen, Key.ToString(), SeenVersion), "leads-asked", $"/returns/{Id}");
    }

    string First => Candidates.Listings.Count > 0 ? Candidates.Posted(Candidates.Listings[0]) : "";

    protected override async Task<IActionResult?> Load()
    {
        var answer = await returns.Read(Id);
        Seen = answer.Require();
        Reread(answer.ETag);
        if (ReturnForms.AskAgain.Refuse(this, Seen.Actions, Seen.Line.Side == "requested", $"/returns/{Id}") is { } refused)
            return refused;
        var introduced = new List<Introduced>();
        foreach (var traveller in Seen.Travellers)
        {
            if (traveller.PermitId is not { } permit || (await cases.Permit(permit)).Body?.CaseId is not { } caseId)
                return NotFound(); // it has a lead by now, or the case is for other colleagues
            introduced.Add(await NewReturn.Introduced.Read(cases, caseId));
        }
        Introduced = introduced;

        var now = time.GetUtcNow();
        var asked = Seen.Offers.Select(offer => offer.To).ToHashSet();
        var (askable, shut) = Leads.Among(Context, Introduced, now);
        var doubtful = Seen.Offers.Where(offer => offer.Code is { } code && Codes.SafetyDeclines.Contains(code)).GroupBy(offer => offer.To)
            .ToDictionary(offers => offers.Key, offers => T.With("partners.declined", ("reason", T.Code("decline", offers.Last().Code!))));
        // Whoever has not been asked yet comes first, whom safety speaks against last and only if somebody chooses it.
        Candidates = new(
            [.. askable.OrderBy(listing => doubtful.ContainsKey(listing.Id)).ThenBy(listing => asked.Contains(listing.Id))], [], Zone, now)
        { Doubtful = doubtful, Shut = shut };
        return null;
    }
}
