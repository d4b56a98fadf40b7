using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

public sealed class PlanCallbackModel(StaffContext context, InquiriesClient inquiries) : SituationPage(context, inquiries)
{
    [BindProperty] public DueAnswers Due { get; set; } = new();
    [BindProperty] public List<string> LeaveMessage { get; set; } = [];

    protected override string? Action => "callbacks";

    protected override string? RefusedAt(string code) => code switch
    {
        "in-the-past" or "outside-safe-hours" => "Due.Time",
        "no-message" => nameof(LeaveMessage),
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public Task<IActionResult> OnPost()
    {
        var dueAt = Due.Read(nameof(Due), Zone, ModelState, T);
        return Do(() => Inquiries.PlanCallback(Id, dueAt, LeaveMessage.Count > 0, Key.ToString()), "callback-planned", Here);
    }
}
