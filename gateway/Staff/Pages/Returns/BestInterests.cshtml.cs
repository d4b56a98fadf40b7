using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>What the body that the law names has decided for a child.</summary>
[Authorize(Access.CaseWork)]
public sealed class BestInterestsModel(StaffContext context, ReturnsClient returns, CasesClient cases)
    : DecisionPage(context, returns, cases, ReturnForms.BestInterests)
{
    public static readonly IReadOnlyList<string> Results = [.. Codes.AssessmentResults.Where(result => result != Codes.BestInterests)];

    [BindProperty] public string? DecidedBy { get; set; }
    [BindProperty] public DateParts On { get; set; } = new();
    [BindProperty] public string? Result { get; set; }

    protected override (string, string)? Beside(string pointer) => pointer switch
    {
        "/body" => (nameof(DecidedBy), T["return.lead.noBody"]),
        "/on" => (nameof(On), T["form.noDay"]),
        _ => base.Beside(pointer),
    };

    public Task<IActionResult> OnPost()
    {
        if (DecidedBy is null) Fault(nameof(DecidedBy), "return.lead.noBody");
        var on = ReadDay(On, nameof(On));
        if (Result is null) Fault(nameof(Result), "return.lead.noResult");
        return Decide(new { Body = DecidedBy, On = on, Result });
    }
}
