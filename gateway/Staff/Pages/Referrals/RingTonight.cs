using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>Whom to telephone when a place is needed tonight: those who have not answered, or cannot say, a likely yes first.</summary>
/// <param name="Nobody">Nobody is left who could still say yes here: the sender's own duty person decides.</param>
/// <param name="Own">Whom to ring in the sender's organisation.</param>
public sealed record RingTonight(
    IReadOnlyList<ListingShown> Shelters, PlacesBeside? Beside, bool Nobody, IReadOnlyList<(string Who, string? Telephone)> Own)
{
    /// <summary>Null: nobody has to be rung.</summary>
    public static async Task<RingTonight?> For(
        ReferralSeen seen, StaffContext context, PlacementsClient placements, CancellationToken cancellationToken)
    {
        if (!seen.Sent || seen.Urgency != Codes.Tonight || seen.SearchOn is not null || seen.State is not ("Offered" or "Unplaced"))
            return null;
        var silent = seen.Offers.GroupBy(offer => offer.To).Select(offers => offers.Last())
            .Where(offer => offer is { State: "Expired" } or { State: "Offered", UnsureAt: not null }).Select(offer => offer.To).ToHashSet();
        var nobody = seen.State == "Unplaced";
        if (silent.Count == 0 && !nobody)
            return null;
        var beside = await PlacesBeside.Ask(placements, seen.Place, seen.Region, context.Zone);
        return new(
            PlacesBeside.Likeliest(beside, [.. context.Directory.Where(listing => silent.Contains(listing.Id))]), beside, nobody,
            nobody ? await context.ToRing(cancellationToken) : []);
    }
}
