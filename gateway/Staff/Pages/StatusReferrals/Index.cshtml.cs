using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>The authority's queue, and what an organisation has sent to one: by due date.</summary>
[Authorize(Access.Status)]
public sealed class IndexModel(StaffContext context, StatusReferralsClient referrals, TimeProvider time)
    : SentAndReceived<StatusReferralLine>(context)
{
    public DateTimeOffset Now => time.GetUtcNow();
    protected override bool Receives => Me.Has(Roles.AuthorityOfficer);

    protected override Task<Answer<ListResponse<StatusReferralLine>>> Read(string side, string? cursor) =>
        referrals.List($"status-{side}", Open, cursor);
}
