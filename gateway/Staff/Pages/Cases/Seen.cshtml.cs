using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>Who saw or changed what in this case, as the ledger has it. The data-protection officer reads it without the file.</summary>
public sealed class SeenModel(Desk desk) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    public CaseLine Case { get; private set; } = null!;
    public Several<Act> Acts { get; private set; } = new([]);
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public string? More => Acts.Next is { } next ? Addresses.With($"/cases/{Id}/seen", ("from", next)) : null;

    public async Task OnGet()
    {
        Case = (await Network.Get<CaseLine>("cases", $"/cases/{Id}/label", Ct)).Require();
        Zone = await Desk.Zone(Ct);
        Acts = (await Network.Get<Several<Act>>(
            "ledger", Addresses.With($"/references/{Case.LedgerReference}/acts", ("dayIn", Zone.Id), ("cursor", From)), Ct)).Require();
        Names = await Desk.Names(Acts.Items.Select(act => act.Actor), Ct);
    }
}
