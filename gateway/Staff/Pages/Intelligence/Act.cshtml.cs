using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>One step of a report: submitted, looked at, held, sent, dropped.</summary>
[Authorize(Access.Helping)]
public sealed class ActModel(StaffContext context, HandoffsClient handoffs, TimeProvider time) : StaffPage(context)
{
    static readonly string[] Actions = ["submit", "look", "hold", "send", "drop"];

    /// <summary>Where a report comes from, and what the person said whom it comes from.</summary>
    public static readonly IReadOnlyList<string> Sources = ["nobody", "agrees", "waits"];

    IntelligenceDetail seen = null!;

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public string? From { get; set; }
    [BindProperty] public string? CouldTell { get; set; }
    [BindProperty] public bool PersonAgrees { get; set; }
    [BindProperty] public DateParts Day { get; set; } = new();

    public string Action { get; private set; } = "";
    public string Here => $"/intelligence/{Id}";

    /// <summary>The person wants it to wait still.</summary>
    public bool IsEarly => seen.HeldUntil > time.GetUtcNow();

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var body = Read();
        return await Do(
            () => handoffs.ActOnIntelligence(Id, Action, body, Key.ToString(), SeenVersion), $"intelligence-{Action}", Here);
    }

    object Read()
    {
        switch (Action)
        {
            case "submit":
                if (From is null || !Sources.Contains(From))
                    Fault(nameof(From), "intelligence.noFrom");
                var until = From == "waits" ? Until() : null;
                return new { fromCase = From != "nobody", personAgrees = From == "nobody" ? null : (bool?)(From == "agrees"), heldUntil = until };
            case "look":
                if (CouldTell is not ("yes" or "no"))
                    Fault(nameof(CouldTell), "intelligence.noCouldTell");
                return new { couldTell = CouldTell == "yes" };
            case "hold":
                return new { until = Until() };
            case "send":
                return new { personAgrees = PersonAgrees };
            default:
                return new { };
        }
    }

    /// <summary>To the end of the day that was named.</summary>
    DateTimeOffset? Until()
    {
        var end = ReadEndOfDay(Day, nameof(Day));
        if (end <= time.GetUtcNow())
            Fault(nameof(Day), "intelligence.past");
        return end;
    }

    protected override string? RefusedAt(string code) => code switch
    {
        "person-not-asked" or "nobody-to-ask" => nameof(From),
        "held-until" or "in-the-past" => nameof(Day),
        "held" => nameof(PersonAgrees),
        "own-work" => nameof(CouldTell),
        _ => null,
    };

    protected override async Task<IActionResult?> Load()
    {
        Action = (string)RouteData.Values["actionName"]!;
        if (!Actions.Contains(Action))
            return NotFound();
        var answer = await handoffs.ReadIntelligence(Id);
        seen = answer.Require();
        Reread(answer.ETag);
        if (!HttpMethods.IsGet(Request.Method) || seen.Actions.Contains(Action, StringComparer.Ordinal))
            return null;
        Confirmation = "not-now";
        return Redirect(Here);
    }
}
