using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Notices;

/// <summary>That somebody refused, as it was sent or has come.</summary>
[Authorize(Access.Status)]
public sealed class IndexModel(StaffContext context, StatusReferralsClient referrals) : SentAndReceived<NoticeLine>(context)
{
    protected override bool Receives => Me.Has(Roles.AuthorityOfficer);

    protected override Task<Answer<ListResponse<NoticeLine>>> Read(string side, string? cursor) =>
        referrals.Notices($"notices-{side}", cursor);
}
