using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Rendezvous;

/// <summary>The shelter that accepted says where the person is met. What was said before comes filled in, which is recorded as an opening.</summary>
[Authorize(Access.CaseWork)]
public sealed class WriteModel(StaffContext context, RendezvousClient rendezvous, ReferralsClient referrals) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty] public string? Where { get; set; }
    [BindProperty] public string? When { get; set; }
    [BindProperty] public string? Words { get; set; }
    [BindProperty] public List<string> ThreatAlertHeld { get; set; } = [];

    public string Reference { get; private set; } = "";
    public IReadOnlyList<Choice> Held => [new("true", T["rendezvous.heldYes"])];

    /// <summary>What a colleague has written meanwhile, beside what was typed.</summary>
    public RendezvousOpened? Meanwhile { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (await Before() is { } before)
            (Where, When, Words) = (before.Where, before.When, before.Words);
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (string.IsNullOrWhiteSpace(Where)) Fault(nameof(Where), "rendezvous.noWhere");
        if (ThreatAlertHeld.Count == 0) Fault(nameof(ThreatAlertHeld), "rendezvous.notHeld");
        var point = new
        {
            referral = Id, where = Where, when = Optional(When), words = Optional(Words), threatAlertHeld = ThreatAlertHeld is ["true"],
        };
        return await Do(
            async () => SeenVersion is { Length: > 0 } version && await Mine() is { } line
                ? await rendezvous.Change(line.Id, new { point.where, point.when, point.words, point.threatAlertHeld }, version)
                : await rendezvous.Write(point, Key.ToString()),
            "rendezvous-written", $"/referrals/{Id}#rendezvous");
    }

    static string? Optional(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed;

    async Task<RendezvousOpened?> Before()
    {
        if (await Mine() is not { } line)
            return null;
        var answer = await rendezvous.Open(line.Id);
        var before = answer.Require();
        Reread(answer.ETag);
        return before;
    }

    async Task<RendezvousLine?> Mine() =>
        (await rendezvous.ListFor(Id).Require()).Items.FirstOrDefault(line => line.Side == "shelter");

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/where" => (nameof(Where), T["rendezvous.noWhere"]),
        "/when" => (nameof(When), T["rendezvous.noWhen"]),
        "/words" => (nameof(Words), T["rendezvous.noWords"]),
        "/threatAlertHeld" => (nameof(ThreatAlertHeld), T["rendezvous.notHeld"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> Load()
    {
        var seen = await referrals.Read(Id).Require();
        if (seen.Sent || seen.DisclosureId is null)
            return NotFound();
        Reference = seen.Reference;
        if (!ModelState.IsValid && ModelState.ErrorCount > 0 && ETag is { Length: > 0 })
            Meanwhile = await Before() is { } other && Newer is not null ? other : null;
        return null;
    }
}
