using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Common.Requests;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>
/// An order has come: with its document, with what it names and no more. The disclosure is recorded on it at once; that it forbids telling the
/// person, too.
/// </summary>
[Authorize(Access.Helping), StreamedForm(Limits.Largest)]
public sealed class NewModel(
    StaffContext context, CasesClient cases, OrdersClient orders, CompelledDisclosuresClient compelled, ExhibitsClient exhibits, TimeProvider time)
    : FilePage(context, cases)
{
    [BindProperty] public Guid? Recipient { get; set; }
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public string? Law { get; set; }
    [BindProperty] public string? AuthorityReference { get; set; }
    [BindProperty] public string? Officer { get; set; }
    [BindProperty] public bool TherapyNotesNamed { get; set; }
    [BindProperty] public DateParts AnswerBy { get; set; } = new();
    [BindProperty] public DateParts Ban { get; set; } = new();
    [BindProperty] public string? Handling { get; set; }

    public string Label { get; private set; } = "";
    public OrderForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var (answerBy, ban) = Check();
        var result = ModelState.IsValid ? await Record(answerBy, ban) : Page();
        await ReadToTheEnd();
        return result;
    }

    async Task<IActionResult> Record(DateTimeOffset? answerBy, DateTimeOffset? ban)
    {
        var added = await Attach(Codes.Evidence);
        if (added.Problem is { } notAdded)
            return ShowProblem(notAdded) ?? Page();
        var recorded = await orders.Record(Id, new
        {
            recipient = Recipient, basis = Basis, law = Law, fields = Form.Named, document = Key, therapyNotesNamed = TherapyNotesNamed,
            authorityReference = OrNull(AuthorityReference), officer = OrNull(Officer), answerBy,
        }, KeyFor("order"));
        if (recorded.Problem is { } refused)
        {
            if (refused.Status is StatusCodes.Status400BadRequest)
            {
                await Cases.RemoveAttachment(Id, Key); // of what is no order nothing is kept
                Key = Guid.CreateVersion7();
            }
            return ShowProblem(refused) ?? Page();
        }
        var order = recorded.Body!;
        var demanded = await compelled.Record(order.Token, Handling, KeyFor("demand"));
        if (demanded.Problem is { } notRecorded && !CompelledByOrder.Stands(CodeOf(notRecorded)))
            return ShowProblem(notRecorded) ?? Page();
        var kept = ban is not { } until || await CompelledByOrder.KeepBan(Id, order.Id, until, orders, compelled, KeyFor);
        Confirmation = !kept ? "order-ban-missing" : answerBy <= time.GetUtcNow() ? "order-recorded-late" : "order-recorded";
        return Redirect($"/compelled-disclosures/{order.Id}{(kept ? "" : "/told")}");
    }

    (DateTimeOffset? AnswerBy, DateTimeOffset? Ban) Check()
    {
        if (Recipient is null) Fault(nameof(Recipient), "order.noFrom");
        if (Basis is null) Fault(nameof(Basis), "order.noBasis");
        if (string.IsNullOrWhiteSpace(Law)) Fault(nameof(Law), "order.noLaw");
        if (Form.Named.Count == 0) Fault(Form.First, "order.noneNamed");
        if (Form.NamesWhatStays) Fault(Form.AtExhibits, "order.exhibitStays");
        if (Handling is null) Fault(nameof(Handling), "handling.none");
        if (!HasFile) Fault(nameof(Chosen), "order.noDocument");
        return (
            AnswerBy.Empty ? null : ReadEndOfDay(AnswerBy, nameof(AnswerBy)), // one that is over is a day too: the order came late
            CompelledByOrder.ReadDay(Ban, nameof(Ban), "order.banOver", this, time.GetUtcNow()));
    }

    static string? OrNull(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed;

    protected override (string, string)? Beside(string pointer) =>
        Form.QuestionOf(pointer) is { } question
            ? (question, T[question == OrderForm.Posted(Codes.Evidence) ? "order.exhibitStays" : "order.neverLeaves"])
        : pointer.EndsWith("/answerBy", StringComparison.Ordinal) ? (nameof(AnswerBy), T["order.answerByFar"])
        : pointer.EndsWith("/document", StringComparison.Ordinal) ? (nameof(Chosen), T["order.noDocument"])
        : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Label = (await Cases.Label(Id).Require()).Label;
        Form = new(this, (await Cases.Fields().Require()).Items, exhibits: (await exhibits.List(Id).Require()).Items);
        return null;
    }
}
