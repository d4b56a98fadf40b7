using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.NewReferral;

public sealed class PersonModel(StaffContext context, CasesClient cases) : DraftPage(context, cases)
{
    [BindProperty] public string? CaseId { get; set; }

    [BindProperty(SupportsGet = true)] public string? Label { get; set; }
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    public IReadOnlyList<Choice> Listed { get; private set; } = [];
    public string? More { get; private set; }

    public async Task OnGet()
    {
        await Load();
        CaseId = Draft.CaseId?.ToString();
    }

    public async Task<IActionResult> OnPost()
    {
        await Load();
        if (!Guid.TryParse(CaseId, out var chosen) || (await Cases.Label(chosen)).Problem is { Status: 404 })
        {
            Fault(nameof(CaseId), "person.none");
            return Page();
        }
        // Another person's consent is another consent, and their ride is to another stay.
        return await Save(
            draft => draft.CaseId == chosen ? draft : draft with { CaseId = chosen, Categories = [], Candidates = [], RideTo = null },
            $"/new/{Id}/about");
    }

    protected override async Task<IActionResult?> Load()
    {
        var page = await Cases.List(Label, From).Require();
        Listed = [.. page.Items.Select(line => new Choice(line.Id.ToString(), line.Label,
            T.With("person.opened", ("moment", T.Moment(TimeZoneInfo.ConvertTime(line.OpenedAt, Zone).DateTime)))))];
        More = page.Next is { } next ? Addresses.With($"/new/{Id}/person", ("label", Label), ("from", next)) : null;
        return null;
    }
}
