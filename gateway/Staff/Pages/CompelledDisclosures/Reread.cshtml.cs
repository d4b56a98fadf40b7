using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>
/// The day by which an order is to be answered was mistaken, or is another now: in the case first, then the disclosure is told. What was recorded
/// before orders had a digest gets it by the same step.
/// </summary>
[Authorize(Access.Helping)]
public sealed class RereadModel(StaffContext context, CompelledDisclosuresClient compelled, OrdersClient orders, CasesClient cases)
    : CompelledPage(context, compelled, cases)
{
    public override string Action => CompelledForms.Reread;

    [BindProperty] public DateParts AnswerBy { get; set; } = new();

    public override async Task<IActionResult> OnGet()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (HttpMethods.IsGet(Request.Method)) // else the form comes back in another language
        {
            var known = await InCase() is { } inCase ? inCase.AnswerBy : Seen.Line.AnswerBy;
            AnswerBy = DateParts.From(known is { } end ? Zones.DayOf(end.AddTicks(-1), Zone) : null);
        }
        return Page();
    }

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        var day = AnswerBy.Empty ? null : ReadEndOfDay(AnswerBy, nameof(AnswerBy));
        var same = day == Seen.Line.AnswerBy;
        if (same && !Seen.LacksDigest)
            Fault(nameof(AnswerBy), "compelled.act.reread.same");
        if (!ModelState.IsValid)
            return Page();
        if (await InCase() is not { } inCase || await CaseOfOrder() is not { } caseId)
            return NotFound();
        // The case would be corrected although the disclosure refuses it.
        if (!Seen.Actions.Contains(Action, StringComparer.Ordinal))
        {
            Confirmation = "not-now";
            return Redirect(Here);
        }
        if (same || day == inCase.AnswerBy) // the case was corrected already, and the disclosure has not heard of it
            return await Tell(inCase.Token);
        var corrected = await orders.CorrectDay(caseId, Id, day, KeyFor("order"));
        return corrected.Problem is { } refused ? ShowProblem(refused) ?? Page() : await Tell(corrected.Body!.Token);
    }

    /// <summary>The order as the case has it; null: it is not to be found there.</summary>
    async Task<OrderLine?> InCase() => await CaseOfOrder() is not { } caseId
        ? null : (await orders.List(caseId).Require()).Items.FirstOrDefault(order => order.Id == Id);

    async Task<IActionResult> Tell(string token)
    {
        var told = await Act(new { order = token });
        // A token of Cases is signed anew each time: what this form sent before stands, though it was another token.
        if (told.Problem is not { } refused || CodeOf(refused) == "idempotency-key-reused")
        {
            Confirmation = "demand-reread";
            return Redirect(Here);
        }
        return ShowProblem(refused) ?? await Load() ?? Page();
    }

    protected override (string, string)? Beside(string pointer) =>
        pointer.TrimStart('#') == "/answerBy" ? (nameof(AnswerBy), T["order.answerByFar"]) : base.Beside(pointer);
}
