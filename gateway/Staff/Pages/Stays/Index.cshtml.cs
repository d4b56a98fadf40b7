using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>Who lives in the reader's shelter, by what is to be done next. The network holds no name, and so does this list.</summary>
[Authorize(Access.Places)]
public sealed class IndexModel(StaffContext context, PlacementsClient placements, TimeProvider time) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)] public string? Show { get; set; }
    [BindProperty(SupportsGet = true)] public string? From { get; set; }

    public bool Open => Show is not "closed";
    public IReadOnlyList<StayLine> List { get; private set; } = [];
    public long Total { get; private set; }
    public string? More { get; private set; }
    public UnitGroupNumbers Groups { get; private set; } = null!;

    public string Mark(StayLine stay) => StaysDue.IsDue(stay, time.GetUtcNow()) ? " rn-row--late" : "";

    public async Task OnGet()
    {
        var (stays, groups) = (placements.Stays(Open, From), placements.UnitGroups());
        var page = await stays.Require();
        Groups = new((await groups.Require()).Items, T);
        List = StaysDue.InOrder(page.Items, time.GetUtcNow());
        Total = page.Total ?? 0;
        More = page.Next is { } more ? Addresses.With("/stays", ("show", Show), ("from", more)) : null;
    }
}
