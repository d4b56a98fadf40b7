using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>How she may be reached: every later contact must pass it.</summary>
public sealed class SafeContactModel(Desk desk) : SituationPage(desk)
{
    [BindProperty] public SafeContactAnswers Safe { get; set; } = new();

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Ready();
        Safe = SafeContactAnswers.Of(Seen?.SafeContact, T);
        return stopped ?? Page();
    }

    public async Task<IActionResult> OnPost()
    {
        Zone = await Desk.Zone(Ct);
        return await Do("safe-contact", Safe.Read(nameof(Safe), Zone.Id, ModelState, T), "safe-contact", seen: SeenVersion);
    }
}
