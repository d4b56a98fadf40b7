using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class ConsentsModel(StaffContext context, CasesClient cases, ExhibitsClient exhibits, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ConsentsSeen Seen { get; private set; } = null!;
    public IReadOnlyList<Consent> Consents { get; private set; } = [];
    public ExhibitNames Exhibits { get; private set; } = null!;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        Seen = await cases.Consents(Id).Require();
        Consents = [.. Seen.Items.OrderByDescending(consent => consent.GivenAt)];
        Exhibits = await ExhibitNames.Read(exhibits, Id, Consents.Any(consent => consent.NamesExhibits), T);
    }
}
