using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>
/// Where somebody is, until when they stay, or that they left. Where somebody is is a fact and depends on no version: only a later day does.
/// </summary>
[Authorize(Access.Places)]
public sealed class ActModel(StaffContext context, PlacementsClient placements, CasesClient cases, TimeProvider time)
    : ActionPage(context, cases, time)
{
    const string AtDay = $"{nameof(At)}.{nameof(PastAnswers.Day)}";

    /// <summary>Whoever sent them was rung.</summary>
    [BindProperty] public string? Rung { get; set; }

    public IReadOnlyList<Choice> YesNo => [new("yes", T["form.yes"]), new("no", T["form.no"])];

    public StayDetail Seen { get; private set; } = null!;

    protected override string Conversation => "stay";
    protected override IReadOnlyList<ActionForm> Forms => StayForms.All;
    public override string FormWords => $"stay.act.{Form.Name}";
    protected override string Done => $"stay-{Form.Name}";
    public override string State => Seen.Line.State;
    public override string StateWords => T.Code("stayState", State);
    public override string? Asks => Form.Name is StayForms.Back or StayForms.GiveBack ? null : "_AskWhen";
    /// <summary>Some of these words stand on timelines too, after a colon.</summary>
    public override IReadOnlyList<Choice> CodeChoices =>
        [.. base.CodeChoices.Select(choice => choice with { Label = char.ToUpper(choice.Label[0], T.Culture) + choice.Label[1..] })];

    public override IEnumerable<Happened> Timeline => Seen.Timeline.Select(
        e => new Happened(e.At, e.What, "Business", Me.Partner, e.Actor, null, e.Code, null, e.AppliesAt));

    protected override void Read(Dictionary<string, object?> body)
    {
        switch (Form.Name)
        {
            case StayForms.Away:
                body["until"] = ReadAhead();
                break;
            case StayForms.NotTaken:
                if (Rung is null) Fault(nameof(Rung), "stay.act.not-taken.noAnswer");
                body["rung"] = Rung == "yes";
                break;
            case StayForms.Extend:
                body["until"] = ReadDay() is { } last ? Zones.EndOf(last, Zone) : null;
                break;
            case StayForms.Missing:
                body["since"] = At.Read(nameof(At), Clock.GetUtcNow(), Zone, ModelState, T);
                break;
            case StayForms.End:
                body["endedAt"] = At.Read(nameof(At), Clock.GetUtcNow(), Zone, ModelState, T);
                break;
        }
    }

    /// <summary>An hour of a day; or, where none is said, the end of that day.</summary>
    DateTimeOffset? ReadAhead()
    {
        var day = ReadDay();
        return string.IsNullOrWhiteSpace(At.Time)
            ? day is { } whole ? Zones.EndOf(whole, Zone) : null
            : LocalTime.Read(
                day, At.Time, At.Which, Zone, ($"{nameof(At)}.{nameof(At.Time)}", $"{nameof(At)}.{nameof(At.Which)}"), ModelState, T);
    }

    DateOnly? ReadDay()
    {
        if (At.Day.TryRead(out var day))
            return day;
        Fault(AtDay, "form.noDay");
        return null;
    }

    protected override Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body) => placements.ActOnStay(
        Id, Form.Name, body, Key.ToString(), Form.Name is StayForms.Extend or StayForms.GiveBack or StayForms.NotTaken ? SeenVersion : null);

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/until" => (AtDay, T["stay.notAhead"]),
        "/since" or "/endedAt" => (AtDay, T["act.notYet"]),
        "/for" => (nameof(Code), T["act.noCode"]),
        _ => base.Beside(pointer),
    };

    protected override string? RefusedAt(string code) => code switch
    {
        "before-arrival" or "not-later" => AtDay,
        "ring-first" => nameof(Rung),
        _ => base.RefusedAt(code),
    };

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await placements.Stay(Id);
        Seen = answer.Require();
        if (Form.Refuse(this, Seen.Actions, sent: false, Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        if (HttpMethods.IsGet(Request.Method) && Form.Name is StayForms.Missing or StayForms.End)
            At = PastAnswers.From(Clock.GetUtcNow(), Zone);
        return null;
    }
}
