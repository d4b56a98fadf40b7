using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Cases.ArrivalPlans;

/// <summary>What the person wants done if they do not arrive: for each return that their case is tied to.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, CasesClient cases, ReturnsClient returns) : StaffPage(context)
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public IReadOnlyList<(ArrivalPlanLine Line, string Reference)> Returns { get; private set; } = [];

    public async Task OnGet()
    {
        var lines = (await cases.ArrivalPlans(Id).Require()).Items;
        var read = new List<(ArrivalPlanLine, string)>();
        foreach (var line in lines)
            // A tie says what the organisation says: the return may not be its own.
            read.Add((line, (await returns.Read(line.ReturnId)).Body?.Line.Reference ?? "–"));
        Returns = read;
        Names = await Context.NamesWith(lines.Select(line => line.MadeBy).OfType<Guid>(), RequestAborted);
    }
}
