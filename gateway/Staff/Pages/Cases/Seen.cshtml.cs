using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>Who saw or changed what in this case, as the ledger has it. The data-protection officer reads it without the file.</summary>
public sealed class SeenModel(StaffContext context, CasesClient cases, LedgerClient ledger) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public CaseLine Case { get; private set; } = null!;
    public ListResponse<AuditLine> Acts { get; private set; } = new([]);
    public string? More => Acts.Next is { } next ? Addresses.With($"/cases/{Id}/seen", ("from", next)) : null;

    public async Task OnGet()
    {
        Case = await cases.Label(Id).Require();
        Acts = await ledger.Acts(Case.LedgerReference, Zone, From).Require();
        Names = await Context.NamesWith(Acts.Items.Select(act => act.Actor), RequestAborted);
    }
}
