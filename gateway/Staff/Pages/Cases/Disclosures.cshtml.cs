using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What left, to whom, and whether it can still be opened.</summary>
public sealed class DisclosuresModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<DisclosureLine> List { get; private set; } = [];
    public ExhibitNames Exhibits { get; private set; } = null!;

    /// <summary>Whoever only oversees the case reads how many, and no label.</summary>
    public bool ReadsExhibits => Me.Roles.Overlaps(Roles.CaseRoles);
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        List = (await cases.Disclosures(Id).Require()).Items;
        Exhibits = await ExhibitNames.Read(exhibits, Id, ReadsExhibits && List.Any(disclosed => disclosed.Exhibits is { Count: > 0 }), T);
    }
}
