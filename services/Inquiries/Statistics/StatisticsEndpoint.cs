using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using Published = ReferralNetwork.Casework.Statistics;

namespace ReferralNetwork.Inquiries.Statistics;

/// <summary>What hotlines counted: a row a month (visits: a day). No figure is one organisation's.</summary>
static class StatisticsEndpoint
{
    /// <summary>For everybody who has signed in, since it is for everybody.</summary>
    public static void MapStatistics(this WebApplication app) => app.MapActions("/statistics").MapGet("", Get).RequireRateLimiting(Brakes.Costly);

    static async Task<IResult> Get(DateOnly from, DateOnly to, UnitOfWork work, CancellationToken cancellationToken) =>
        Published.Wrong(from, to) ?? Published.Found(from, to, await work.Read<Counter>(
            """
            select dimension, period, value, count from counts
            where period between @from and @to and count > 0
                and period < case dimension when 'visits' then @today else date_trunc('month', @today)::date end
            order by dimension, period, value
            """,
            new { from, to, today = Published.Today(work) }, cancellationToken));
}
