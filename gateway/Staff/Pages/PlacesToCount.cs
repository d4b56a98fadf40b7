using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Staff.Pages;

/// <summary>How many unit groups partners are told nothing of, since nobody has counted them lately. Asked once a request.</summary>
public sealed class PlacesToCount(StaffContext context, PlacementsClient placements)
{
    /// <summary>A page does not wait longer for what it says beside its own subject.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    Task<int?>? read;

    /// <summary>Whoever counts the places of a shelter.</summary>
    public static bool Concerns(SignedIn me) =>
        me.Has(Roles.ShelterManager) || (me.Has(Roles.Coordinator) && me.PartnerKind == "x:Shelter");

    public static bool IsToCount(UnitGroupLine group) => group.ClosedAt is null && group.Availability == PlaceCodes.Unknown;

    /// <returns>Null where they could not be read, which is never shown as if there were none.</returns>
    public Task<int?> Read() => read ??= ReadAll();

    async Task<int?> ReadAll()
    {
        if (!Concerns(context.Me))
            return 0;
        try
        {
            return (await placements.UnitGroups().WaitAsync(Patience)).Body?.Items.Count(IsToCount);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }
}
