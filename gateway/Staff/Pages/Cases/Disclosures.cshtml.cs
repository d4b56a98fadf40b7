using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What left, to whom, and whether it can still be opened.</summary>
public sealed class DisclosuresModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<DisclosureLine> List { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet() => List = (await cases.Disclosures(Id).Require()).Items;
}
