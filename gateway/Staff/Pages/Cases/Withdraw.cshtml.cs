using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>As easy as giving: one page, one button, no reason asked (GDPR Art. 7(3)).</summary>
[Authorize(Access.CaseWork)]
public sealed class WithdrawModel(Desk desk) : StaffPage(desk)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Consent { get; set; }

    public Consent Given { get; private set; } = null!;
    public Names Names { get; private set; } = null!;
    public TimeZoneInfo Zone { get; private set; } = TimeZoneInfo.Utc;

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Ready() is { } stopped)
            return stopped;
        var answer = await Network.Post<object>("cases", $"/consents/{Consent}/withdraw", null, Key.ToString(), null, Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? Page();
        Just = "consent-withdrawn";
        return Redirect($"/cases/{Id}/consents");
    }

    async Task<IActionResult?> Ready()
    {
        var answer = await Network.Get<Several<Consent>>("cases", $"/cases/{Id}/consents", Ct);
        if (answer.Problem is { } problem)
            return Stop(problem) ?? StatusCode(problem.Status);
        if (answer.Body!.Items.FirstOrDefault(consent => consent.Id == Consent) is not { } given)
            return NotFound();
        Given = given;
        Names = await Desk.Names([], Ct);
        Zone = await Desk.Zone(Ct);
        return null;
    }
}
