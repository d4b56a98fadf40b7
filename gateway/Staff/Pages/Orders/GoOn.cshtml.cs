using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>The case has the order, and its disclosure was not recorded: here it is.</summary>
[Authorize(Access.Helping)]
public sealed class GoOnModel(
    StaffContext context, CasesClient cases, OrdersClient orders, CompelledDisclosuresClient compelled, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public Guid Id { get; set; }
    [BindProperty(SupportsGet = true)] public Guid Order { get; set; }
    [BindProperty] public string? Handling { get; set; }
    [BindProperty] public DateParts Ban { get; set; } = new();
    [BindProperty] public PastAnswers At { get; set; } = new();

    public string Label { get; private set; } = "";
    public OrderLine Line { get; private set; } = null!;

    /// <summary>Told to save somebody: when is asked, since the case does not keep it.</summary>
    public bool InDanger => Codes.DangerBases.Contains(Line.Basis);

    string Compelled => $"/compelled-disclosures/{Order}";

    public async Task<IActionResult> OnGet() =>
        await Load() ?? ((await compelled.Demanded([Order])).Contains(Order) ? Redirect(Compelled) : Page());

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (Handling is null)
            Fault(nameof(Handling), "handling.none");
        return InDanger ? await Report() : await Record();
    }

    async Task<IActionResult> Record()
    {
        var ban = CompelledByOrder.ReadDay(Ban, nameof(Ban), "order.banOver", this, time.GetUtcNow());
        if (await Send(() => compelled.Record(Line.Token, Handling, KeyFor("demand"))) is { } notRecorded)
            return notRecorded;
        var kept = ban is not { } until || await CompelledByOrder.KeepBan(Id, Order, until, orders, compelled, KeyFor);
        Confirmation = kept ? "order-recorded" : "order-ban-missing";
        return Redirect(kept ? Compelled : $"{Compelled}/told");
    }

    async Task<IActionResult> Report()
    {
        var at = At.Read(nameof(At), time.GetUtcNow(), Zone, ModelState, T);
        if (await Send(() => compelled.ReportDanger(Line.Token, Handling, at!.Value, KeyFor("danger"))) is { } notReported)
            return notReported;
        Confirmation = "danger-recorded";
        return Redirect(Compelled);
    }

    /// <returns>Null once the disclosure is there.</returns>
    async Task<IActionResult?> Send(Func<Task<Answer<CreatedResponse>>> send) =>
        !ModelState.IsValid ? Page()
        : (await send()).Problem is { } problem && !CompelledByOrder.Stands(CodeOf(problem)) ? ShowProblem(problem) ?? Page()
        : null;

    protected override (string, string)? Beside(string pointer) =>
        pointer.EndsWith("/toldAt", StringComparison.Ordinal) ? ($"{nameof(At)}.{nameof(PastAnswers.Day)}", T["act.notYet"]) : base.Beside(pointer);

    protected override async Task<IActionResult?> Load()
    {
        Label = (await cases.Label(Id).Require()).Label;
        if ((await orders.List(Id).Require()).Items.FirstOrDefault(order => order.Id == Order) is not { } line)
            return NotFound();
        Line = line;
        return null;
    }
}
