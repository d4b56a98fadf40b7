using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>As easy as giving: one page, one button, no reason asked (GDPR Art. 7(3)).</summary>
[Authorize(Access.CaseWork)]
public sealed class WithdrawModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Consent { get; set; }

    public Consent Given { get; private set; } = null!;
    public ExhibitNames Exhibits { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        return await Do(() => cases.WithdrawConsent(Consent, Key.ToString()), "consent-withdrawn", $"/cases/{Id}/consents");
    }

    protected override async Task<IActionResult?> Load()
    {
        if ((await cases.Consents(Id).Require()).Items.FirstOrDefault(consent => consent.Id == Consent) is not { } given)
            return NotFound();
        Given = given;
        Exhibits = await ExhibitNames.Read(exhibits, Id, given.NamesExhibits, T);
        return null;
    }
}
