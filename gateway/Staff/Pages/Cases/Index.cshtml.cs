using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

public sealed class IndexModel(Desk desk) : StaffPage(desk)
{
    public IReadOnlyList<CaseLine> Cases { get; private set; } = [];
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task<IActionResult> OnGet()
    {
        var answer = await Network.Get<Several<CaseLine>>("cases", "/cases", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? Page();
        Cases = answer.Body!.Items;
        Zone = await Desk.Zone(Ct);
        return Page();
    }
}
