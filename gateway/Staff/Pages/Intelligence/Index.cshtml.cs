using Microsoft.AspNetCore.Authorization;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.Intelligence;

/// <summary>The reports that an organisation writes, or that came to it.</summary>
[Authorize(Access.Handoffs)]
public sealed class IndexModel(StaffContext context, HandoffsClient handoffs) : SentAndReceived<IntelligenceLine>(context)
{
    protected override bool Receives => Me.Roles.Overlaps(Roles.LiaisonRoles);

    protected override Task<Answer<ListResponse<IntelligenceLine>>> Read(string side, string? cursor) =>
        handoffs.Intelligence($"intelligence-{side}", cursor);
}
