using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>Who saw or changed what in this case, as the ledger has it.</summary>
public sealed class SeenModel(Desk desk) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<Act> Acts { get; private set; } = [];
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task<IActionResult> OnGet()
    {
        var file = await Network.Get<CaseFile>("cases", $"/cases/{Id}", Ct);
        if (file.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        var answer = await Network.Get<Several<Act>>("ledger", $"/references/{file.Body!.LedgerReference}/acts", Ct);
        if (answer.Problem is { } ledgers)
            return Stop(ledgers) ?? StatusCode(ledgers.Status);
        Acts = [.. answer.Body!.Items.OrderByDescending(act => act.At)];
        Names = await Desk.Names(Acts.Select(act => act.Actor), Ct);
        Zone = await Desk.Zone(Ct);
        return Page();
    }
}
