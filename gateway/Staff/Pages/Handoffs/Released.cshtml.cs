using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What the unit has of a case, for whoever sent it: what it confirmed, and what cannot be called back.</summary>
[Authorize(Access.Helping)]
public sealed class ReleasedModel(StaffContext context, ConsentedHandoffsClient handoffs, CasesClient cases, ExhibitsClient kept) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }

    public Head Head { get; private set; } = null!;
    public ReleasedHandoff Released { get; private set; } = null!;
    public DisclosureLine? Disclosed { get; private set; }

    /// <summary>Each with what the case says of it.</summary>
    public IEnumerable<(ReleasedExhibit Exhibit, ExhibitLine? Own)> Exhibits { get; private set; } = [];

    public string Say(DateTimeOffset? received, bool? matches) =>
        received is null ? T["handoff.notConfirmed"] : T[matches == false ? "handoff.differs" : "handoff.matches"];

    public async Task<IActionResult> OnGet()
    {
        var seen = await handoffs.Read(Id).Require();
        if (seen.Accepted?.Released is not { } released || await Leaving.CaseOf(cases, seen) is not { } own)
            return NotFound();
        (Head, Released) = (new(seen, own), released);
        Disclosed = (await cases.Disclosures(own.Id).Require()).Items.FirstOrDefault(line => line.Id == released.DisclosureId);
        var exhibits = released.Exhibits.Count == 0 ? [] : (await kept.List(own.Id).Require()).Items;
        Exhibits = released.Exhibits.Select(exhibit => (exhibit, exhibits.FirstOrDefault(line => line.Id == exhibit.Id)));
        return Page();
    }
}
