using ReferralNetwork.Contracts;

namespace ReferralNetwork.Staff.Pages;

/// <summary>What of the reader's lists for police and authorities is a danger or overdue: every page says how many.</summary>
public sealed class HandoffAlarms(StaffContext context, HandoffsClient handoffs) : OnEveryPage<Alarm>
{
    protected override async Task<IReadOnlyList<Alarm>?> ReadAll() =>
        HandoffParts.For(context.Me).Count == 0 ? [] : (await handoffs.Alarms()).Body?.Items;
}
