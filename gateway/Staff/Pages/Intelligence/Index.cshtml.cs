using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>The reports that an organisation writes, or that came to it.</summary>
[Authorize(Access.Handoffs)]
public sealed class IndexModel(StaffContext context, HandoffsClient handoffs) : StaffPage(context)
{
    public sealed record Rows(string Side, IReadOnlyList<IntelligenceLine> List, long Total, string? More);

    public bool Writes => Me.Roles.Overlaps(Roles.HelperRoles);
    public IReadOnlyList<Rows> Lists { get; private set; } = [];

    public async Task OnGet(string? sentFrom, string? receivedFrom)
    {
        var lists = new List<Rows>();
        if (Me.Roles.Overlaps(Roles.LiaisonRoles))
            lists.Add(await Read("received", receivedFrom));
        if (Writes)
            lists.Add(await Read("sent", sentFrom));
        Lists = lists;
    }

    async Task<Rows> Read(string side, string? cursor)
    {
        var page = await handoffs.Intelligence($"intelligence-{side}", cursor).Require();
        return new(side, page.Items, page.Total ?? 0, page.Next is { } more ? Addresses.With("/intelligence", ($"{side}From", more)) : null);
    }
}
