using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>
/// The unit groups of the reader's shelter: every page says how many of them partners are told nothing of, since nobody has counted them lately.
/// Asked once a request.
/// </summary>
public sealed class PlacesToCount(StaffContext context, PlacementsClient placements)
{
    /// <summary>A page does not wait longer for what it says beside its own subject.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    Task<IReadOnlyList<UnitGroupLine>?>? read;

    /// <summary>Whoever counts the places of a shelter.</summary>
    public static bool Concerns(SignedIn me) =>
        me.Has(Roles.ShelterManager) || (me.Has(Roles.Coordinator) && me.PartnerKind == "x:Shelter");

    public static bool IsToCount(UnitGroupLine group) => group.ClosedAt is null && group.Availability == PlaceCodes.Unknown;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<IReadOnlyList<UnitGroupLine>?> Read() => read ??= ReadAll();

    async Task<IReadOnlyList<UnitGroupLine>?> ReadAll()
    {
        if (!Concerns(context.Me))
            return [];
        try
        {
            return (await placements.UnitGroups().WaitAsync(Patience)).Body?.Items;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
