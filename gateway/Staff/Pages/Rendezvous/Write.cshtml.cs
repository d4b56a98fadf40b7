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

    /// <summary>Which rendezvous the form was shown with: each begins at the same version. Null: none, it is written anew.</summary>
    [BindProperty] public Guid? Point { get; set; }

    /// <summary>Which one <see cref="StaffPage.Replaces"/> is a version of.</summary>
    [BindProperty] public Guid? Other { get; set; }

    public string Reference { get; private set; } = "";
    public IReadOnlyList<Choice> Held => [new("true", T["rendezvous.heldYes"])];

    /// <summary>What a colleague has written meanwhile, beside what was typed.</summary>
    public RendezvousOpened? Meanwhile { get; private set; }

    /// <summary>A colleague has taken it back meanwhile, and there is none now.</summary>
    public bool TakenBack { get; private set; }

    /// <summary>What there is now.</summary>
    public RendezvousLine? Line { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsPost(Request.Method)) // in another language: with what was typed, and what that was typed over
            return Page();
        Line = Mine((await rendezvous.ListFor(Id)).Require());
        if (Line is not { } line)
            return Page();
        var answer = await rendezvous.Open(line.Id);
        var before = answer.Require();
        (Where, When, Words, Point) = (before.Where, before.When, before.Words, line.Id);
        Reread(answer.ETag);
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
            () => (string.IsNullOrEmpty(Replaces) ? Point : Other) is { } seen
                ? rendezvous.Change(seen, new { point.where, point.when, point.words, point.threatAlertHeld }, SeenVersion)
                : rendezvous.Write(point, Key.ToString()),
            "rendezvous-written", $"/referrals/{Id}#rendezvous");
    }

    static string? Optional(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed;

    static RendezvousLine? Mine(ListResponse<RendezvousLine> lines) => lines.Items.FirstOrDefault(line => line.Side == "shelter");

    protected override bool IsConflict(Problem problem) =>
        base.IsConflict(problem) || CodeOf(problem) is "rendezvous-written" or "rendezvous-taken-back";

    protected override string? Said(Problem problem) =>
        CodeOf(problem) == "rendezvous-taken-back" ? T["rendezvous.takenBackMeanwhile"] : base.Said(problem);

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
        if (!HttpMethods.IsPost(Request.Method) || (await rendezvous.ListFor(Id)).Body is not { } lines)
            return null; // what was typed comes back in any case
        Line = Mine(lines);
        if (Conflict)
            await Compare();
        return null;
    }

    /// <summary>What is there now goes beside what was typed; where nothing is, sending it again writes it anew.</summary>
    async Task Compare()
    {
        if (Line is not { } line)
        {
            (TakenBack, Point, Other, ETag, Replaces, Key) = (true, null, null, null, null, Guid.CreateVersion7());
            return;
        }
        var answer = await rendezvous.Open(line.Id);
        if (answer.Body is not { } other)
            return;
        (Meanwhile, Other) = (other, line.Id);
        Reread(answer.ETag);
    }
}
