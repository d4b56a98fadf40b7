using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>What the counts of one shelter came to in a month and region: places of a day, and how many of them were taken.</summary>
public sealed record OccupancyOfShelter(DateOnly Month, string Region, Guid Shelter, decimal Places, decimal Taken);

/// <summary>
/// How full shelters were, by month and region, once the month is over: the average day, of the days on which they counted. No figure is one
/// shelter's, or what it would be if another were subtracted from it, and none grows from day to day.
/// </summary>
public static class Occupancy
{
    /// <summary>Of two, either would learn the other's figures from its own.</summary>
    const int FewestShelters = 3;

    /// <summary>A region with too few shelters counts to its country; a country with too few is left out, of the total too.</summary>
    public static IReadOnlyDictionary<string, (long Places, long Taken)> Grouped(IEnumerable<OccupancyOfShelter> month) => month
        .GroupBy(row => row.Region[..2], StringComparer.Ordinal).SelectMany(InCountry)
        .ToDictionary(area => area.Area, area => (area.Places, area.Taken), StringComparer.Ordinal);

    internal static void MapOccupancy(this WebApplication app) => app.MapActions("/occupancy")
        .ForRoles(Roles.HelperRoles, "How full shelters are is for those who help people find a place.")
        .MapGet("", Get).RequireRateLimiting(Brakes.Costly);

    static IEnumerable<(string Area, long Places, long Taken)> InCountry(IGrouping<string, OccupancyOfShelter> country)
    {
        var named = country.Where(row => row.Region != country.Key).GroupBy(row => row.Region, StringComparer.Ordinal).Where(Enough).ToList();
        var rest = country.Except(named.SelectMany(region => region)).ToList();
        // What is left of a country must be enough by itself: else it is what the country leaves over.
        return rest.Count == 0 || Enough(rest)
            ? [.. named.Select(region => Sum(region.Key, region)), .. rest.Count == 0 ? [] : new[] { Sum(country.Key, rest) }]
            : Enough(country) ? [Sum(country.Key, country)] : [];
    }

    static bool Enough(IEnumerable<OccupancyOfShelter> rows) => rows.Select(row => row.Shelter).Distinct().Count() >= FewestShelters;

    static (string Area, long Places, long Taken) Sum(string area, IEnumerable<OccupancyOfShelter> rows) =>
        (area, Whole(rows.Sum(row => row.Places)), Whole(rows.Sum(row => row.Taken)));

    static long Whole(decimal average) => (long)Math.Round(average, MidpointRounding.AwayFromZero);

    /// <summary>What a count said, for the day on which it was made.</summary>
    internal static void Keep(UnitOfWork work, Guid unitGroup) => work.Write(
        """
        insert into counted_days (unit_group_id, day, region, places, taken)
        select g.unit_group_id, (@now at time zone coalesce(k.time_zone, 'UTC'))::date, g.region,
            greatest(g.total + g.extra - g.out_of_service, 0), g.held + g.occupied + g.others
        from unit_groups g left join known_partners k on k.partner_id = g.partner_id where g.unit_group_id = @unitGroup
        on conflict (unit_group_id, day) do update set region = excluded.region, places = excluded.places, taken = excluded.taken
        """,
        new { unitGroup, now = work.Now });

    static async Task<IResult> Get(DateOnly from, DateOnly to, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (Statistics.Wrong(from, to) is { } wrong)
            return wrong;
        var rows = await work.Read<OccupancyOfShelter>(
            """
            select month, region, partner_id as shelter, sum(places) as places, sum(taken) as taken
            from (
                select date_trunc('month', c.day)::date as month, c.region, g.partner_id, avg(c.places) as places, avg(c.taken) as taken
                from counted_days c join unit_groups g on g.unit_group_id = c.unit_group_id
                where date_trunc('month', c.day)::date between @from and @to and c.day < date_trunc('month', @today)::date
                group by month, c.region, g.partner_id, c.unit_group_id) groups
            group by month, region, partner_id
            """,
            new { from, to, today = Statistics.Today(work) }, cancellationToken);
        var areas = rows.GroupBy(row => row.Month).SelectMany(
            month => Grouped(month).Select(area => (Month: month.Key, Area: area.Key, area.Value.Places, area.Value.Taken))).ToList();
        return Statistics.Found(from, to,
        [
            .. areas.Select(area => new Counter("places", area.Month, area.Area, area.Places)),
            .. areas.Select(area => new Counter("taken", area.Month, area.Area, area.Taken)),
        ]);
    }
}
