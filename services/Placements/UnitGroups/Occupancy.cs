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

    const int MostDays = 3 * 366;
    const int FirstYear = 1900;
    const int LastYear = 2199;

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

    // A month belongs to a span by its first day.
    static async Task<IResult> Get(DateOnly from, DateOnly to, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (from.Year is < FirstYear or > LastYear)
            return Problems.Invalid(new Fault("/from", $"Expected a day of {FirstYear} to {LastYear}."));
        if (to < from || to.DayNumber - from.DayNumber > MostDays)
            return Problems.Invalid(new Fault("/to", "Expected a day after from, at most three years later."));
        // Each shelter counts by its own calendar: a month is over when it is over in the farthest west.
        var today = DateOnly.FromDateTime(work.Now.UtcDateTime.AddHours(-12));
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
            new { from, to, today }, cancellationToken);
        var months = rows.GroupBy(row => row.Month).OrderBy(month => month.Key).Select(month => (Month: month.Key, Areas: Grouped(month)))
            .Where(month => month.Areas.Count > 0).ToList();
        return Answers.Found(new
        {
            from,
            to,
            dimensions = months.Count == 0 ? [] : new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["places"] = months.Select(month => Row(month.Month, month.Areas, area => area.Places)),
                ["taken"] = months.Select(month => Row(month.Month, month.Areas, area => area.Taken)),
            },
        });
    }

    static object Row(
        DateOnly period, IReadOnlyDictionary<string, (long Places, long Taken)> areas, Func<(long Places, long Taken), long> figure)
    {
        var shown = Suppression.For(areas.ToDictionary(area => area.Key, area => figure(area.Value), StringComparer.Ordinal));
        return new { period, total = shown.Total, values = shown.Cells };
    }
}
