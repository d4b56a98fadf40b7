using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>What the network may publish of its shelters: how full they were, and what searches for a place came to.</summary>
[Authorize(Pages.Access.Helping)]
public sealed class StatisticsModel(StaffContext context, PlacementsClient placements, ReferralsClient referrals, TimeProvider time)
    : StatisticsPage(context, time)
{
    public override string Address => "/places/statistics";
    protected override string About => "statistics.occupancy";
    protected override string FileName => "occupancy";

    protected override async Task<Answer<Statistics>> Read(int year)
    {
        var (asked, searched) = (placements.Occupancy(year), referrals.PlaceSearches(year));
        var (occupancy, searches) = (await asked, await searched);
        return occupancy.Body is not { } full ? occupancy : searches.Body is not { } found ? searches
            : occupancy with { Body = new(full.Dimensions.Concat(found.Dimensions).ToDictionary(StringComparer.Ordinal)) };
    }
}
