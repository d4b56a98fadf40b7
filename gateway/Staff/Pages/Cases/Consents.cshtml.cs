using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class ConsentsModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ConsentsSeen Seen { get; private set; } = null!;
    public IReadOnlyList<Consent> Consents { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet()
    {
        Seen = await cases.Consents(Id).Require();
        Consents = [.. Seen.Items.OrderByDescending(consent => consent.GivenAt)];
    }
}
