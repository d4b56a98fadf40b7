using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>How they may be reached: every later contact must pass it.</summary>
public sealed class SafeContactModel(StaffContext context, InquiriesClient inquiries) : SituationPage(context, inquiries)
{
    [BindProperty] public SafeContactAnswers Safe { get; set; } = new();

    protected override string? Action => "safe-contact";

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Load();
        Safe = SafeContactAnswers.For(Seen?.SafeContact, T);
        return stopped ?? Page();
    }

    public Task<IActionResult> OnPost()
    {
        var safe = Safe.Read(nameof(Safe), Zone.Id, ModelState, T);
        return Do(() => Inquiries.SetSafeContact(Id, safe, Key.ToString(), SeenVersion), "safe-contact", Here);
    }
}
