using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Notices;

/// <summary>That somebody refused, as it was sent or has come.</summary>
[Authorize(Access.Status)]
public sealed class IndexModel(StaffContext context, StatusReferralsClient referrals) : StaffPage(context)
{
    public sealed record Rows(string Side, IReadOnlyList<NoticeLine> List, long Total, string? More);

    public IReadOnlyList<Rows> Lists { get; private set; } = [];

    public async Task OnGet(string? sentFrom, string? receivedFrom)
    {
        var lists = new List<Rows>();
        if (Me.Has(Roles.AuthorityOfficer))
            lists.Add(await Read("received", receivedFrom));
        if (Me.Roles.Overlaps(Roles.HelperRoles))
            lists.Add(await Read("sent", sentFrom));
        Lists = lists;
    }

    async Task<Rows> Read(string side, string? cursor)
    {
        var page = await referrals.Notices($"notices-{side}", cursor).Require();
        return new(side, page.Items, page.Total ?? 0, page.Next is { } more ? Addresses.With("/notices", ($"{side}From", more)) : null);
    }
}
