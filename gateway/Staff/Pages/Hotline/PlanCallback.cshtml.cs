using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Hotline;

public sealed class PlanCallbackModel(Desk desk) : SituationPage(desk)
{
    [BindProperty] public DueAnswers Due { get; set; } = new();
    [BindProperty] public List<string> LeaveMessage { get; set; } = [];

    protected override string? RefusedAt(string code) => code switch
    {
        "in-the-past" or "outside-safe-hours" => "Due.Time",
        "no-message" => nameof(LeaveMessage),
        _ => null,
    };

    public async Task<IActionResult> OnGet() => await Ready() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        Zone = await Desk.Zone(Ct);
        var dueAt = Due.Read(nameof(Due), Zone, ModelState, T);
        return await Do("callbacks", new { dueAt, leaveMessage = LeaveMessage.Count > 0 }, "callback-planned");
    }
}
