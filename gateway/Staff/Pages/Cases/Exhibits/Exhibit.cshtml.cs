using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>One exhibit: what it is, its way from hand to hand, and with what it left.</summary>
[Authorize(Access.CaseWork)]
public sealed class ExhibitModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits) : ExhibitPage(context, exhibits)
{
    public IReadOnlyList<DisclosureLine> LeftBy { get; private set; } = [];

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        LeftBy = [.. (await cases.Disclosures(Id).Require()).Items.Where(disclosed => disclosed.Exhibits?.Contains(Exhibit) is true)];
        return null;
    }
}
