using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>What could be evidence in a case, those taken in last first.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, ExhibitsClient exhibits) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<ExhibitLine> List { get; private set; } = [];

    public async Task OnGet() => List = (await exhibits.List(Id).Require()).Items;
}
