using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>One fact that may bar the person's travel, by its kind. Cases knows what belongs to which: its faults stand beside the questions.
/// </summary>
[Authorize(Access.CaseWork)]
public sealed class RecordTravelFactModel(StaffContext context, CasesClient cases, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Of <see cref="Codes.TravelFactKinds"/>.</summary>
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty] public string? State { get; set; }
    [BindProperty] public DateParts On { get; set; } = new();
    [BindProperty] public string? Decision { get; set; }
    [BindProperty] public string? By { get; set; }
    [BindProperty] public DateParts From { get; set; } = new();
    [BindProperty] public DateParts Until { get; set; } = new();
    [BindProperty] public string? Document { get; set; }
    [BindProperty] public string? Code { get; set; }
    [BindProperty] public List<string> Challenged { get; set; } = [];
    [BindProperty] public List<string> WrittenWish { get; set; } = [];
    [BindProperty] public string? AdviceBy { get; set; }
    [BindProperty] public DateParts AdviceOn { get; set; } = new();
    [BindProperty] public string? Heard { get; set; }
    [BindProperty] public string? Lawyer { get; set; }
    [BindProperty] public string? Compensation { get; set; }
    [BindProperty] public string? DeciderKind { get; set; }
    [BindProperty] public string? DeciderName { get; set; }
    [BindProperty] public string? DeciderDocument { get; set; }
    [BindProperty] public string? Lifts { get; set; }

    /// <summary>The orders that bar now.</summary>
    public IReadOnlyList<Choice> Orders { get; private set; } = [];

    public IReadOnlyList<Choice> Yes => [new("yes", T["travel.yes"])];

    public IEnumerable<Choice> States => Kind switch
    {
        "protection-status" => InTurn(
            Codes.ProtectionStatuses, "not-asked", "none", "thinks-of-it", "applied", "in-appeal", "protected", "refused-finally", "withdrawn"),
        "return-decision" => InTurn(Codes.ReturnDecisionStates, "in-force", "suspended-by-appeal", "lifted"),
        "recovery-period" => InTurn(Codes.RecoveryPeriods, "due", "granted", "extended", "ended-early", "declined-by-person"),
        "order" => InTurn(Codes.OrderStates, "bars", "lifted"),
        "proceedings" => InTurn(Codes.ProceedingStates, "running", "ended"),
        _ => Choices("travelState", Codes.DeciderBases),
    };

    public async Task<IActionResult> OnGet()
    {
        On = DateParts.From(Zones.DayOf(time.GetUtcNow(), Zone));
        return await Load() ?? Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (State is null) Fault(nameof(State), "travel.noState");
        if (!On.TryRead(out var on)) Fault(nameof(On), "travel.noOn");
        var fact = new TravelFact(
            Kind, on, State ?? "", Decision, By,
            Day(nameof(From), From, "travel.noFrom"), Day(nameof(Until), Until, "travel.noUntil"), Document, Code,
            Challenged.Count > 0 ? true : null, WrittenWish.Count > 0 ? true : null, AdviceBy, Day(nameof(AdviceOn), AdviceOn, "travel.noAdvice"),
            Heard, Lawyer, Compensation,
            (DeciderKind ?? DeciderName ?? DeciderDocument) is null ? null : new(DeciderKind ?? "", DeciderName ?? "", DeciderDocument ?? ""),
            Guid.TryParse(Lifts, out var lifts) ? lifts : null);
        return await Do(() => cases.RecordTravelFact(Id, fact, Key.ToString()), "travel-fact-recorded", $"/cases/{Id}/travel-facts");
    }

    DateOnly? Day(string name, DateParts parts, string fault)
    {
        if (parts.Empty)
            return null;
        if (parts.TryRead(out var day))
            return day;
        Fault(name, fault);
        return null;
    }

    /// <summary>In the order in which things happen, and what is none of these last.</summary>
    IEnumerable<Choice> InTurn(IEnumerable<string> codes, params string[] turn) =>
        codes.OrderBy(code => Array.IndexOf(turn, code)).Select(code => new Choice(code, T.Code("travelState", code)));

    protected override (string, string)? Beside(string pointer) => pointer.Split('/') switch
    {
        [_, "adviceBy", ..] => (nameof(AdviceBy), T["travel.noAdvice"]),
        [_, "adviceOn", ..] => (nameof(AdviceOn), T["travel.noAdvice"]),
        [_, "by", ..] => (nameof(By), T["travel.noBy"]),
        [_, "code", ..] => (nameof(Code), T["travel.noCode"]),
        [_, "compensation", ..] => (nameof(Compensation), T["travel.noAnswer"]),
        [_, "decider", "document", ..] => (nameof(DeciderDocument), T["consent.noDeciderDocument"]),
        [_, "decider", "kind", ..] => (nameof(DeciderKind), T["consent.noDeciderKind"]),
        [_, "decider", "name", ..] => (nameof(DeciderName), T["consent.deciderExcluded"]),
        [_, "decider", ..] => (nameof(DeciderName), T["travel.noDecider"]),
        [_, "decision", ..] => (nameof(Decision), T["travel.noDecision"]),
        [_, "document", ..] => (nameof(Document), T["travel.noDocument"]),
        [_, "from", ..] => (nameof(From), T["travel.noFrom"]),
        [_, "heard", ..] => (nameof(Heard), T["travel.noAnswer"]),
        [_, "lawyer", ..] => (nameof(Lawyer), T["travel.noAnswer"]),
        [_, "lifts", ..] => (nameof(Lifts), T["travel.noLifts"]),
        [_, "on", ..] => (nameof(On), T["travel.noOn"]),
        [_, "until", ..] => (nameof(Until), T["travel.noUntil"]),
        [_, "writtenWish", ..] => (nameof(WrittenWish), T["travel.noWish"]),
        _ => base.Beside(pointer),
    };

    protected override async Task<IActionResult?> Load()
    {
        if (!Codes.TravelFactKinds.Contains(Kind))
            return NotFound();
        var facts = await cases.TravelFacts(Id).Require();
        Orders = [.. facts.Current.Where(recorded => recorded.Fact.Kind == "order").Select(recorded => new Choice(
            recorded.Id.ToString(), $"{recorded.Fact.By}, {T.Day(recorded.Fact.On)}", recorded.Fact.Document))];
        return null;
    }
}
