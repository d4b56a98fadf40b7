using Microsoft.AspNetCore.Mvc;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.New;

public sealed class PersonModel(Desk desk) : DraftPage(desk)
{
    [BindProperty] public string? CaseId { get; set; }

    public IReadOnlyList<Choice> Cases { get; private set; } = [];

    public async Task OnGet()
    {
        await Ready();
        CaseId = Draft.CaseId?.ToString();
    }

    public async Task<IActionResult> OnPost()
    {
        await Ready();
        if (CaseId is null || Cases.All(choice => choice.Value != CaseId))
        {
            Fault(nameof(CaseId), "person.none");
            return Page();
        }
        var chosen = Guid.Parse(CaseId);
        // Another person's consent is another consent.
        return await Save(draft => draft.CaseId == chosen ? draft : draft with { CaseId = chosen, Categories = [], Candidates = [] }, $"/new/{Id}/about");
    }

    async Task Ready()
    {
        await Load();
        var zone = await Desk.Zone(Ct);
        var answer = await Network.Get<Several<CaseLine>>("cases", "/cases", Ct);
        Cases = [.. (answer.Body?.Items ?? []).Select(line => new Choice(line.Id.ToString(), line.Label,
            T.With("person.opened", ("moment", T.Moment(TimeZoneInfo.ConvertTime(line.OpenedAt, zone).DateTime)))))];
    }
}
