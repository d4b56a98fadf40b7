using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>Some travellers go on their own, or do not go.</summary>
[Authorize(Access.CaseWork)]
public sealed class LeaveGroupModel(StaffContext context, ReturnsClient returns, CasesClient cases)
    : DecisionPage(context, returns, ReturnForms.LeaveGroup)
{
    IReadOnlyList<CaseLine> own = [];

    [BindProperty] public List<Guid> Travellers { get; set; } = [];

    public IReadOnlyList<Choice> InGroup => [.. Seen.Travellers.Index().Where(t => t.Item.LeftFor is null).Select(t => new Choice(
        t.Item.Id.ToString(),
        string.Join(" · ", new[]
        {
            T.With("return.traveller", ("number", t.Index + 1)), T.Code("age", t.Item.AgeBand),
            t.Item.TieId is { } tie ? own.FirstOrDefault(line => line.TieId == tie)?.Label : null,
        }.OfType<string>())))];

    protected override string? RefusedAt(string code) => nameof(Travellers);

    public Task<IActionResult> OnPost()
    {
        if (Travellers.Count == 0) Fault(nameof(Travellers), "return.lead.noneLeaves");
        return Decide(new { Travellers });
    }

    protected override async Task<IActionResult?> Load()
    {
        if (await base.Load() is { } stopped)
            return stopped;
        own = (await cases.TiedTo(Conversations.Return, Id).Require()).Items;
        return null;
    }
}
