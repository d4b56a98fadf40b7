using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>May the person travel? What bars, what is not known, what they are told first, and the facts that say so.</summary>
[Authorize(Access.CaseWork)]
public sealed class TravelFactsModel(StaffContext context, CasesClient cases) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public TravelState State { get; private set; } = null!;
    public TravelFactsSeen Facts { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IEnumerable<RecordedTravelFact> Older => Facts.History.Where(fact => Facts.Current.All(one => one.Id != fact.Id)).Reverse();

    public async Task OnGet()
    {
        State = await cases.TravelState(Id).Require();
        Facts = await cases.TravelFacts(Id).Require();
        Names = await Context.NamesWith(Facts.History.Select(fact => fact.By), RequestAborted);
    }
}
