using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>Before anybody dials: may they be called now, what to say; afterwards when it was and how it went, or that nobody calls.</summary>
public sealed class MakeCallbackModel(StaffContext context, InquiriesClient inquiries, TimeProvider time) : SituationPage(context, inquiries)
{
    [BindProperty(SupportsGet = true)] public Guid CallbackId { get; set; }
    [BindProperty] public string? Outcome { get; set; }
    [BindProperty] public string? Note { get; set; }

    /// <summary>When the call was made: it may be written down later.</summary>
    [BindProperty] public DueAnswers Called { get; set; } = new();

    public Callback? Callback => Seen?.OpenCallbacks.FirstOrDefault(callback => callback.Id == CallbackId);
    public string Path => $"{Here}/callbacks/{CallbackId}";
    public DateTimeOffset Now => time.GetUtcNow();

    protected override (string, string)? Beside(string pointer) => pointer == "/at" ? ("Called.Time", T["act.noTime"]) : base.Beside(pointer);

    protected override string? RefusedAt(string code) => code switch
    {
        "not-the-time-of-the-call" or "outside-safe-hours" => "Called.Time",
        "no-message" => nameof(Outcome),
        _ => null,
    };

    public async Task<IActionResult> OnGet()
    {
        var stopped = await Load();
        Called = DueAnswers.From(Now, Zone);
        return stopped ?? (Seen is not null && Callback is null ? NotFound() : Page());
    }

    public Task<IActionResult> OnPost()
    {
        if (Outcome is null) Fault(nameof(Outcome), "callback.noOutcome");
        var at = Called.Read(nameof(Called), Zone, ModelState, T);
        return Do(() => Inquiries.MakeCallback(Id, CallbackId, Outcome, Typed(Note), at, Key.ToString()), "callback-made", Here);
    }

    public Task<IActionResult> OnPostCancel() => Do(() => Inquiries.CancelCallback(Id, CallbackId, Key.ToString()), "callback-cancelled", Here);
}
