using Microsoft.AspNetCore.Authorization;

namespace ReferralNetwork.Staff.Pages.Hotline;

/// <summary>What the network may publish of its hotlines.</summary>
[Authorize(Access.Hotline)]
public sealed class StatisticsModel(StaffContext context, InquiriesClient inquiries, TimeProvider time) : StatisticsPage(context, time)
{
    public override string Address => "/desk/statistics";
    protected override string About => "statistics.what";
    protected override string FileName => "inquiries";

    protected override Task<Answer<Statistics>> Read(int year) => inquiries.Statistics(year);
}
