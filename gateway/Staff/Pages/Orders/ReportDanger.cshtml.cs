using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>Somebody was told what saves a life or a child: rung first, recorded after. It is reviewed like any other disclosure.</summary>
[Authorize(Access.Helping)]
public sealed class ReportDangerModel(
    StaffContext context, CasesClient cases, OrdersClient orders, CompelledDisclosuresClient compelled, TimeProvider time) : StaffPage(context)
{
    /// <summary>No document compels this; what allows it is the same everywhere in the network.</summary>
    const string VitalInterests = "GDPR Art. 6(1)(d)";

    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty] public Guid? Recipient { get; set; }
    [BindProperty] public string? Basis { get; set; }
    [BindProperty] public PastAnswers At { get; set; } = new();
    [BindProperty] public string? Handling { get; set; }

    public string Label { get; private set; } = "";
    public OrderForm Form { get; private set; } = null!;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var toldAt = Check();
        if (!ModelState.IsValid)
            return Page();
        var recorded = await orders.Record(Id, new
        {
            recipient = Recipient, basis = Basis, law = VitalInterests, fields = Form.Named,
            therapyNotesNamed = true, // whoever saved somebody chose what to tell
        }, KeyFor("order"));
        if (recorded.Problem is { } refused)
            return ShowProblem(refused) ?? Page();
        var demanded = await compelled.ReportDanger(recorded.Body!.Token, Handling, toldAt!.Value, KeyFor("danger"));
        if (demanded.Problem is { } notRecorded && !CompelledByOrder.Stands(CodeOf(notRecorded)))
            return ShowProblem(notRecorded) ?? Page();
        Confirmation = "danger-recorded";
        return Redirect($"/compelled-disclosures/{recorded.Body.Id}");
    }

    DateTimeOffset? Check()
    {
        if (Recipient is null) Fault(nameof(Recipient), "order.noTold");
        if (Basis is null) Fault(nameof(Basis), "order.noWhy");
        if (Form.Named.Count == 0) Fault(Form.First, "order.noToldWhat");
        if (Handling is null) Fault(nameof(Handling), "handling.none");
        return At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
    }

    protected override (string, string)? Beside(string pointer) =>
        Form.QuestionOf(pointer) is { } question ? (question, T["order.neverLeaves"])
        : pointer.EndsWith("/toldAt", StringComparison.Ordinal) ? ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["act.notYet"])
        : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Label = (await cases.Label(Id).Require()).Label;
        Form = new(this, (await cases.Fields().Require()).Items, told: true);
        return null;
    }
}
