using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Some travellers go on their own, or do not go.</summary>
[Authorize(Access.CaseWork)]
public sealed class LeaveGroupModel(StaffContext context, ReturnsClient returns, CasesClient cases)
    : DecisionPage(context, returns, cases, ReturnForms.LeaveGroup)
{
    [BindProperty] public List<Guid> Travellers { get; set; } = [];

    public IReadOnlyList<Choice> InGroup => [.. Whose.Travellers.Select(t => new Choice(
        t.Traveller.Id.ToString(),
        string.Join(" · ", new[]
        {
            T.With("return.traveller", ("number", t.Number)), T.Code("age", t.Traveller.AgeBand), t.Case?.Label,
        }.OfType<string>())))];

    protected override string? RefusedAt(string code) => code is "whole-group" or "child-without-adult" ? nameof(Travellers) : null;

    public Task<IActionResult> OnPost()
    {
        if (Travellers.Count == 0) Fault(nameof(Travellers), "return.lead.noneLeaves");
        return Decide(new { Travellers });
    }
}
