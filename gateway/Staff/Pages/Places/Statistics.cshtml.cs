using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.Places;

/// <summary>What the network may publish of its shelters: how full they were.</summary>
[Authorize(Pages.Access.Helping)]
public sealed class StatisticsModel(StaffContext context, PlacementsClient placements, TimeProvider time) : StatisticsPage(context, time)
{
    public override string Address => "/places/statistics";
    protected override string About => "statistics.occupancy";
    protected override string FileName => "occupancy";

    protected override Task<Answer<Statistics>> Read(int year) => placements.Occupancy(year);
}
