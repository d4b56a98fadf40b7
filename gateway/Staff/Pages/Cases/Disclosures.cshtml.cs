using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What left, to whom, and whether it can still be opened.</summary>
public sealed class DisclosuresModel(Desk desk, TimeProvider time) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<Disclosed> List { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task<IActionResult> OnGet()
    {
        var answer = await Network.Get<Several<Disclosed>>("cases", $"/cases/{Id}/disclosures", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        List = answer.Body!.Items;
        Names = await Desk.Names([], Ct);
        Zone = await Desk.Zone(Ct);
        return Page();
    }
}
