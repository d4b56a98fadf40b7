using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>
/// The unit groups of the reader's shelter: every page says how many of them partners are told nothing of, since nobody has counted them lately.
/// </summary>
public sealed class PlacesToCount(StaffContext context, PlacementsClient placements) : OnEveryPage<UnitGroupLine>
{
    /// <summary>Whoever counts the places of a shelter.</summary>
    public static bool Concerns(SignedIn me) =>
        me.Has(Roles.ShelterManager) || (me.Has(Roles.Coordinator) && me.PartnerKind == Codes.Shelter);

    public static bool IsToCount(UnitGroupLine group) => group.ClosedAt is null && group.Availability == PlaceCodes.Unknown;

    protected override async Task<IReadOnlyList<UnitGroupLine>?> ReadAll() =>
        Concerns(context.Me) ? (await placements.UnitGroups()).Body?.Items : [];
}
