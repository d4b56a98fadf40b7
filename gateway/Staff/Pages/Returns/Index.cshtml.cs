using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The returns in which an organisation is alarmed, that it leads, is asked to lead, has a part of, or has asked for.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, ReturnsClient returns) : StaffPage(context)
{
    public IReadOnlyList<Rows<ReturnLine>> Lists { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? dutyFrom, string? askedFrom, string? ledFrom, string? partFrom, string? requestedFrom)
    {
        Rows<ReturnLine>[] lists =
        [
            await Read("duty", dutyFrom), await Read("asked", askedFrom), await Read("led", ledFrom), await Read("part", partFrom),
            await Read("requested", requestedFrom),
        ];
        Lists = [.. lists.Where(rows => rows.Total > 0 || Has(rows.Side))];
        return Page();
    }

    /// <summary>Whether an organisation that offers this can ever have such returns: an empty list of others says nothing.</summary>
    bool Has(string side)
    {
        var own = Context.Directory.FirstOrDefault(listing => listing.Id == Me.Partner);
        return side switch
        {
            "duty" => own?.DutyDeskFor is { Count: > 0 },
            "asked" => Offers("x:ReturnLead"),
            "led" => Offers("x:ReturnLead", "x:ReturnReception"),
            "part" => Offers("x:TravelDocument", "x:ReturnTransport", "x:ReturnReception", "x:MedicalAid"),
            _ => true,
        };

        bool Offers(params string[] services) => own?.Services.Intersect(services, StringComparer.Ordinal).Any() is true;
    }

    async Task<Rows<ReturnLine>> Read(string side, string? cursor) =>
        Rows.From(side, await returns.List(side, cursor).Require(), "/returns");
}
