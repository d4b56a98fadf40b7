using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

[Authorize(Access.Status)]
public sealed class ActModel(StaffContext context, StatusReferralsClient referrals, CasesClient cases, TimeProvider time)
    : ActionPage(context, cases, time)
{
    StatusReferralDetail seen = null!;

    [BindProperty] public DateParts On { get; set; } = new();
    [BindProperty] public DateParts From { get; set; } = new();
    [BindProperty] public DateParts Until { get; set; } = new();
    [BindProperty] public string? Challenged { get; set; }
    [BindProperty] public string? Officer { get; set; }

    protected override string Conversation => Conversations.StatusReferral;
    public override string FormWords => $"status.act.{Form.Name}";
    protected override string Done => $"status-{Form.Name}";
    public override string? Asks => "_Asks";
    protected override IReadOnlyList<ActionForm> Forms => StatusForms.All;
    public override string State => seen.Line.State;
    public override string StateWords => T.Code("statusState", State);
    public override IReadOnlyList<Choice> CodeChoices => Form.Name != StatusForms.Decide ? base.CodeChoices
        : [.. StatusForms.DecisionsInOrder.Select(code => new Choice(code, T.Code(Form.CodeList!, code)))];

    public override IEnumerable<Happened> Timeline => seen.Happened();

    public bool AsksForDay => Form.Name is StatusForms.Decide or StatusForms.Grant or StatusForms.Extend or StatusForms.End;

    /// <summary>The last day of the period as it stands, where that is what changes.</summary>
    public DateOnly? RunsUntil => Form.Name is StatusForms.Extend or StatusForms.End && seen.Period is [.., var last] ? last.Until : null;

    public string? Question { get; private set; }

    protected override void Read(Dictionary<string, object?> body)
    {
        if (AsksForDay)
            body["on"] = ReadDay(On, nameof(On));
        if (Form.Name == StatusForms.Grant)
            body["from"] = ReadDay(From, nameof(From));
        if (Form.Name is StatusForms.Grant or StatusForms.Extend)
            body["until"] = ReadDay(Until, nameof(Until));
        if (Form.Name == StatusForms.End)
        {
            if (Challenged is not ("yes" or "no"))
                Fault(nameof(Challenged), "act.noCode");
            body["challenged"] = Challenged == "yes";
        }
        if (Form.Name == StatusForms.Acknowledge && string.IsNullOrWhiteSpace(Officer))
            Fault(nameof(Officer), "status.noOfficer");
    }

    protected override async Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body)
    {
        // The service has a name of its own for what is written there.
        if (Form.Name is StatusForms.Grant or StatusForms.Acknowledge && body.Remove("note", out var note))
            body[Form.Name == StatusForms.Grant ? "document" : "reference"] = note;
        if (Form.Name == StatusForms.Acknowledge)
        {
            var officer = await Seal(Cases, Conversation, Id, Officer!.Trim(), to: null, "officer");
            if (officer.Problem is { } notSealed)
                return new(notSealed.Status, null, null, notSealed);
            body["officer"] = officer.Body!.Token;
        }
        return await referrals.Act(Id, Form.Name, body, Key.ToString(), SeenVersion);
    }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/document" or "/reference" => (nameof(Note), T["wrong.Note"]),
        "/officer" => (nameof(Officer), T["wrong.Note"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "day-in-future" => nameof(On),
        "period-ends-first" or "period-not-longer" => nameof(Until),
        _ => base.RefusedAt(code),
    };

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await referrals.Read(Id);
        seen = answer.Require();
        if (Form.Refuse(this, seen.Actions, seen.Line.Side == "status-sent", Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        if (AsksForDay && HttpMethods.IsGet(Request.Method))
            On = DateParts.From(Zones.DayOf(Clock.GetUtcNow(), Zone));
        if (Form.Name == "answer-info" && seen.Timeline.LastOrDefault(entry => entry.What == Verbs.StatusInfoAsked)?.NoteId is { } asked)
            Question = (await Cases.Note(asked)).Body?.Text;
        return null;
    }
}
