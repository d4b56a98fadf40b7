using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>First what it is: a thing is asked for otherwise than a file.</summary>
[Authorize(Access.CaseWork)]
public sealed class KindModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    /// <summary>In the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["document", "picture", "recording", Contracts.Codes.Thing];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public async Task OnGet() => (await cases.Label(Id)).Require();
}
