using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReturn;

/// <summary>Others among the organisation's cases who travel along.</summary>
public sealed class AddModel(StaffContext context, CasesClient cases) : ReturnDraftPage(context, cases)
{
    [BindProperty] public List<string> CaseIds { get; set; } = [];
    [BindProperty(SupportsGet = true)] public string? Label { get; set; }
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    public IReadOnlyList<Choice> Listed { get; private set; } = [];
    public string? More { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        await Load();
        var chosen = Listed.Select(choice => choice.Value).Intersect(CaseIds, StringComparer.Ordinal).Select(Guid.Parse).ToList();
        if (chosen.Count == 0)
        {
            Fault(nameof(CaseIds), "newReturn.noneAdded");
            return Page();
        }
        // Whom they would be introduced to is chosen anew: each traveller agrees for themselves.
        return await Keep(
            draft => draft with { Travellers = [.. draft.Travellers, .. chosen.Select(id => new DraftTraveller(id, null))], Candidates = [] },
            $"{Here}/travellers");
    }

    protected override async Task<IActionResult?> Load()
    {
        var page = await Cases.List(Label, From).Require();
        Listed = [.. page.Items.Where(line => Return.Travellers.All(one => one.CaseId != line.Id)).Select(line => new Choice(
            line.Id.ToString(), line.Label, T.With("person.opened", ("moment", T.Moment(TimeZoneInfo.ConvertTime(line.OpenedAt, Zone).DateTime)))))];
        More = page.Next is { } next ? Addresses.With($"{Here}/add", ("label", Label), ("from", next)) : null;
        return null;
    }
}
