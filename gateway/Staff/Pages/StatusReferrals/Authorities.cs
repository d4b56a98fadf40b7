using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages.StatusReferrals;

/// <summary>Who decides who is a victim, and takes something from organisations of the reader's kind.</summary>
static class Authorities
{
    public static IReadOnlyList<ListingShown> For(StaffContext context) =>
    [
        .. context.Directory.Where(listing => listing.Kind == Codes.CompetentAuthority && !listing.Suspended && listing.Id != context.Me.Partner
            && listing.Authority?.ReferredBy.Contains(context.Me.PartnerKind, StringComparer.Ordinal) is true),
    ];
}
