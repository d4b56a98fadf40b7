using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>A step that needs no more than a choice. Whose it is, the service says.</summary>
[Authorize(Access.Orders)]
public sealed class ActModel(
    StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases, TimeProvider time)
    : ActionPage(context, cases, time)
{
    CompelledSeen seen = null!;

    /// <summary>Before it leaves: what exactly.</summary>
    public WouldLeave? Leaving { get; private set; }

    protected override string Conversation => Conversations.CompelledDisclosure;
    protected override IReadOnlyList<ActionForm> Forms => CompelledForms.All;
    public override string FormWords => $"compelled.act.{Form.Name}";
    public override string State => seen.State;
    public override string StateWords => T.Code("compelledState", State);
    public override IEnumerable<Happened> Timeline => seen.Own?.Happened() ?? [];

    /// <summary>What is in order is challenged by the person alone, and ends only where it was taken back or nothing is held.</summary>
    public override IReadOnlySet<string>? FormCodes => seen.Own is { Line.State: "Checked", Finding: not Codes.InOrder } ? Form.Codes
        : Form.Name switch
        {
            "challenge" => new HashSet<string>(StringComparer.Ordinal) { Codes.ByPerson },
            "refuse" => Codes.OrderEnds,
            _ => Form.Codes,
        };

    protected override (string, string)? Beside(string pointer) =>
        pointer.TrimStart('#') is "/finding" or "/by" ? (nameof(Code), T["act.noCode"]) : base.Beside(pointer);

    protected override string? Said(Problem problem) => T.Find($"compelled.trouble.{CodeOf(problem)}");

    protected override string? RefusedAt(string code) => code == "in-order" ? nameof(Code) : base.RefusedAt(code);

    protected override Task<Answer<CreatedResponse>> Send(Dictionary<string, object?> body) =>
        compelled.Act(Id, Form.Name, body, Key.ToString(), SeenVersion);

    protected override async Task<IActionResult?> LoadConversation()
    {
        var answer = await compelled.Read(Id);
        seen = answer.Require();
        if (Form.Refuse(this, seen.Actions, seen.Own is not null, Here) is { } refused)
            return refused;
        Reread(answer.ETag);
        if (Form.Name == "disclose" && seen.Own is { } own)
            Leaving = await WouldLeave.Read(own, orders, Cases, this);
        return null;
    }
}
