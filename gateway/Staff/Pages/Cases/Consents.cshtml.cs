using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class ConsentsModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public ConsentsSeen Seen { get; private set; } = null!;
    public IReadOnlyList<Consent> Consents { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task<IActionResult> OnGet()
    {
        var answer = await Network.Get<ConsentsSeen>("cases", $"/cases/{Id}/consents", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        Seen = answer.Body!;
        Consents = [.. Seen.Items.OrderByDescending(consent => consent.GivenAt)];
        Names = await Desk.Names([], Ct);
        Zone = await Desk.Zone(Ct);
        return Page();
    }
}
