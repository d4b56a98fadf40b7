using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>A unit group as it lies in the database.</summary>
/// <param name="Open">Extra places whose nights, or whose stay, are not over.</param>
/// <param name="Fresh">How long a count says what is free, as its shelter's rules have it; null: not known here (yet).</param>
sealed record StoredUnitGroup(
    Guid Id, PartnerId Partner, int Number, long Version, string Description, int Total, int OutOfService, int Turnaround, int Others, int Extra,
    int Held, int Occupied, DateTimeOffset? CountedAt, Guid? CountedBy, DateTimeOffset? ClosedAt, int Open, string? TimeZone, decimal? Fresh,
    string? FreshUnit)
{
    /// <summary>SQL that reads all columns of <c>unit_groups g</c>. What holds <c>@now</c> and <c>@today</c>.</summary>
    public const string Query =
        """
        select g.unit_group_id as id, g.partner_id as partner, g.number, g.version, g.description::text, g.total, g.out_of_service, g.turnaround,
            g.others, g.extra, g.held, g.occupied, g.counted_at, g.counted_by, g.closed_at,
            coalesce((select sum(e.places) from extra_places e where e.unit_group_id = g.unit_group_id and (e.until is null or e.until > @now)), 0)::int
                as open,
            k.time_zone, fresh.value as fresh, fresh.unit as fresh_unit
        from unit_groups g left join known_partners k on k.partner_id = g.partner_id
        left join lateral (
            select r.value, r.unit from known_rules r where r.rule = 'place-count-fresh' and r.jurisdiction in ('*', k.jurisdiction)
                and r.valid_from <= @today and (r.valid_to is null or r.valid_to >= @today)
            order by r.jurisdiction = '*', r.valid_from desc limit 1) fresh on true
        """;

    /// <summary>What is over counts no more.</summary>
    public Places Places => new Places(new(Total, OutOfService, Turnaround, Others), Extra, Held, Occupied).WithoutWhatIsOver(Open);

    public UnitGroupDescription Said => JsonSerializer.Deserialize<UnitGroupDescription>(Description, NetworkJson.Options)!;

    public DateTimeOffset? FreshUntil => CountedAt is { } counted && Fresh is { } value
        ? Deadlines.After(counted, new Period(value, FreshUnit!), new(TimeZone!)) : null;

    public UnitGroupLine Line(DateTimeOffset now) => new(
        Id, Number, Version, Said, Total, Places.Extra, OutOfService, Turnaround, Others, Held, Occupied, Places.Free,
        Places.AvailabilityAt(now, FreshUntil), CountedAt, CountedBy, FreshUntil, ClosedAt);

    /// <summary>One of this organisation.</summary>
    /// <param name="held">Nobody else changes it until the commit.</param>
    public static async Task<StoredUnitGroup?> Find(UnitOfWork work, Guid id, PartnerId partner, bool held, CancellationToken cancellationToken)
    {
        if (held)
            work.Ask<bool>(
                "select true from unit_groups where unit_group_id = @id and partner_id = @partner for no key update", new { id, partner });
        return await work.ReadOne<StoredUnitGroup>(
            $"{Query} where g.unit_group_id = @id and g.partner_id = @partner", new { id, partner, now = work.Now, today = Today(work) },
            cancellationToken);
    }

    public static Task<List<StoredUnitGroup>> Of(UnitOfWork work, PartnerId partner, CancellationToken cancellationToken) =>
        work.Read<StoredUnitGroup>(
            $"{Query} where g.partner_id = @partner order by g.closed_at is not null, g.number",
            new { partner, now = work.Now, today = Today(work) }, cancellationToken);

    /// <summary>Those of organisations that may act, in a country.</summary>
    public static Task<List<StoredUnitGroup>> In(UnitOfWork work, string country, CancellationToken cancellationToken) =>
        work.Read<StoredUnitGroup>(
            $"{Query} where g.closed_at is null and not k.suspended and (g.region = @country or g.region like @country || '-%')",
            new { country, now = work.Now, today = Today(work) }, cancellationToken);

    static DateOnly Today(UnitOfWork work) => DateOnly.FromDateTime(work.Now.UtcDateTime);
}
