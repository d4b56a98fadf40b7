using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.CompelledDisclosures;

/// <summary>The order should not have been: its recipient reads no more and owes a receipt, and the person is told.</summary>
[Authorize(Access.Helping)]
public sealed class OverturnModel(StaffContext context, CompelledDisclosuresClient compelled, CasesClient cases)
    : CompelledPage(context, compelled, cases)
{
    public override string Action => "overturn";

    [BindProperty] public string? By { get; set; }
    [BindProperty] public DateParts On { get; set; } = new();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } stopped)
            return stopped;
        if (By is null)
            Fault(nameof(By), "act.noCode");
        var day = ReadDay(On, nameof(On));
        return await Do(() => Act(new { by = By, on = day }), "demand-overturned", Here);
    }

    protected override (string, string)? Beside(string pointer) =>
        pointer.TrimStart('#') == "/on" ? (nameof(On), T["compelled.act.overturn.future"]) : base.Beside(pointer);
}
