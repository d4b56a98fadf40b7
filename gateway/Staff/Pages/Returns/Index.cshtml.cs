using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace ReferralNetwork.Staff.Pages.Returns;

/// <summary>The returns that an organisation leads, is asked to lead, or has asked for.</summary>
[Authorize(Access.CaseWork)]
public sealed class IndexModel(StaffContext context, ReturnsClient returns) : StaffPage(context)
{
    public sealed record Rows(string Side, IReadOnlyList<ReturnLine> List, long Total, string? More);

    public IReadOnlyList<Rows> Lists { get; private set; } = [];

    public async Task<IActionResult> OnGet(string? ledFrom, string? askedFrom, string? requestedFrom)
    {
        Lists = [await Read("asked", askedFrom), await Read("led", ledFrom), await Read("requested", requestedFrom)];
        return Page();
    }

    async Task<Rows> Read(string side, string? cursor)
    {
        var page = await returns.List(side, cursor).Require();
        return new(side, page.Items, page.Total ?? 0, page.Next is { } more ? Addresses.With("/returns", ($"{side}From", more)) : null);
    }
}
