using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>What goes from an order that asks for too much, or was narrowed by who gave it: in the case first, then the disclosure is told.</summary>
[Authorize(Access.Helping)]
public sealed class NarrowModel(
    StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases, ExhibitsClient exhibits)
    : CompelledPage(context, compelled, cases)
{
    public override string Action => "narrow";

    [BindProperty] public List<string> Fields { get; set; } = [];

    /// <summary>Nothing is typed: what the case has narrowed already goes on.</summary>
    [BindProperty] public bool GoesOn { get; set; }

    /// <summary>The case has narrowed the order and the disclosure has not heard of it: nothing is asked, it goes on.</summary>
    public bool CaseIsAhead { get; private set; }

    public IReadOnlyList<Choice> Named { get; private set; } = [];

    public override async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method)) // else the form comes back in another language
            Fields = [.. Named.Select(choice => choice.Value)];
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (GoesOn && !CaseIsAhead) // sent before, and only the answer was lost
            return Narrowed();
        if (!GoesOn && Fields.Count == 0)
            Fault(nameof(Fields), "compelled.act.narrow.none");
        if (!ModelState.IsValid)
            return Page();
        if (await CaseOfOrder() is not { } caseId)
            return NotFound();
        // The case would be narrowed for good although the disclosure refuses it.
        if (!Seen.Actions.Contains(Action, StringComparer.Ordinal))
        {
            Confirmation = "not-now";
            return Redirect(Here);
        }
        return CaseIsAhead ? await GoOn(caseId) : await NarrowInCase(caseId);
    }

    async Task<IActionResult> NarrowInCase(Guid caseId)
    {
        var narrowed = await orders.Narrow(caseId, Id, Fields, KeyFor("order"));
        return narrowed.Problem is { } refused ? ShowProblem(refused) ?? Page() : await Tell(narrowed.Body!.Token);
    }

    /// <summary>With what the case says now. Whoever typed something else is shown first what stands.</summary>
    async Task<IActionResult> GoOn(Guid caseId)
    {
        if (!GoesOn && !Named.Select(choice => choice.Value).ToHashSet(StringComparer.Ordinal).SetEquals(Fields))
        {
            Fault("", "compelled.act.narrow.meanwhile");
            return Page();
        }
        return await Tell((await orders.List(caseId).Require()).Items.Single(order => order.Id == Id).Token);
    }

    async Task<IActionResult> Tell(string token)
    {
        var told = await Act(new { order = token });
        // A token of Cases is signed anew each time: what this form sent before stands, though it was another token.
        if (told.Problem is not { } refused || CodeOf(refused) == "idempotency-key-reused")
            return Narrowed();
        return ShowProblem(refused) ?? await Load() ?? Page();
    }

    RedirectResult Narrowed()
    {
        Confirmation = "demand-narrowed";
        return Redirect(Here);
    }

    protected override (string, string)? Beside(string pointer) => pointer.TrimStart('#').StartsWith("/fields", StringComparison.Ordinal)
        ? (nameof(Fields), T["compelled.act.narrow.less"]) : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        var order = await orders.Preview(Id).Require();
        // Closed for everybody: what the order shows of them to those who approve is not enough to choose among them.
        var names = await ExhibitNames.Read(
            exhibits, await CaseOfOrder() ?? Guid.Empty, order.ExhibitsThatStay.Count > 0, T);
        var held = order.Fields.Keys.Concat(order.NotHeld).ToHashSet(StringComparer.Ordinal);
        CaseIsAhead = order.Version > Seen.OrderVersion;
        Named =
        [
            .. (await Cases.Fields().Require()).Items.Where(field => held.Contains(field.Name)).Select(field => new Choice(
                field.Name, T.Code("field", field.Name), order.Fields.ContainsKey(field.Name) ? null : T["compelled.act.narrow.notHeld"])),
            .. order.Exhibits.Select(exhibit => new Choice(Codes.ExhibitPrefix + exhibit.Id, ExhibitNames.Name(exhibit, T))),
            .. order.ExhibitsThatStay.Select(exhibit => new Choice(
                Codes.ExhibitPrefix + exhibit.Id, names.For(exhibit.Id), T["compelled.act.narrow.stays"])),
        ];
        return null;
    }
}
