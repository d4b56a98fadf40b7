using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Before anybody dials: may she be called now, what to say; afterwards, how it went.</summary>
public sealed class MakeCallbackModel(Desk desk) : SituationPage(desk)
{
    [BindProperty(SupportsGet = true)] public Guid CallbackId { get; set; }
    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Note { get; set; }

    public Callback? Callback => Seen?.OpenCallbacks.FirstOrDefault(callback => callback.Id == CallbackId);

    public async Task<IActionResult> OnGet() => await Ready() ?? (Seen is not null && Callback is null ? NotFound() : Page());

    public Task<IActionResult> OnPost()
    {
        if (Outcome is null) Fault(nameof(Outcome), "callback.noOutcome");
        return Do($"callbacks/{CallbackId}/made", new { outcome = Outcome, note = Typed(Note) }, "callback-made");
    }
}
