using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>The authority's queue, and what an organisation has sent to one: by due date.</summary>
[Authorize(Access.Status)]
public sealed class IndexModel(StaffContext context, StatusReferralsClient referrals, TimeProvider time) : StaffPage(context)
{
    public sealed record Rows(string Side, IReadOnlyList<StatusReferralLine> List, long Total, string? More);

    /// <summary>Those that nothing is due of.</summary>
    public bool Over { get; private set; }

    public IReadOnlyList<Rows> Lists { get; private set; } = [];
    public DateTimeOffset Now => time.GetUtcNow();

    public async Task OnGet(bool over, string? sentFrom, string? receivedFrom)
    {
        Over = over;
        var lists = new List<Rows>();
        if (Me.Has(Roles.AuthorityOfficer))
            lists.Add(await Read("received", receivedFrom));
        if (Me.Roles.Overlaps(Roles.HelperRoles))
            lists.Add(await Read("sent", sentFrom));
        Lists = lists;
    }

    async Task<Rows> Read(string side, string? cursor)
    {
        var page = await referrals.List($"status-{side}", !Over, cursor).Require();
        var more = page.Next is { } next ? Addresses.With("/status-referrals", ("over", Over ? "true" : null), ($"{side}From", next)) : null;
        return new(side, page.Items, page.Total ?? 0, more);
    }
}
