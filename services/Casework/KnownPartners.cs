using System.Text.Json.Serialization;
using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>What a service must know of a partner, as Partners last told it.</summary>
/// <param name="Holidays">Those of <see cref="KnownHolidays.Of"/>.</param>
public sealed record KnownPartner(
    PartnerId Id, string Kind, string Jurisdiction, IReadOnlyList<string> Services, string TimeZone, bool Suspended,
    IReadOnlyList<DateOnly> Holidays);

/// <summary>Where the days of an organisation that is asked begin and end, and which are free: kept with what it is asked.</summary>
/// <param name="TimeZone">IANA name.</param>
/// <param name="Holidays">Of the country whose public holidays it keeps; null: none were known.</param>
public sealed record PartnerZone(PartnerId Partner, string TimeZone, IReadOnlyList<DateOnly>? Holidays = null)
{
    /// <summary>As the organisation stands now.</summary>
    public static PartnerZone Of(KnownPartner partner) => new(partner.Id, partner.TimeZone, partner.Holidays);

    /// <summary>Where its days are counted.</summary>
    [JsonIgnore]
    public WorkCalendar Calendar => new(TimeZone, Holidays);
}

/// <summary>The calendars of those who are asked.</summary>
public static class PartnerZones
{
    /// <returns>Null where the organisation is not among them.</returns>
    public static WorkCalendar? CalendarOf(this IReadOnlyList<PartnerZone>? zones, PartnerId partner) =>
        zones?.FirstOrDefault(z => z.Partner == partner) is { } zone ? zone.Calendar : null;

    /// <summary>These, and those of older ones whose organisation is not among them.</summary>
    public static IReadOnlyList<PartnerZone> Before(this IReadOnlyList<PartnerZone>? newer, IReadOnlyList<PartnerZone>? older) =>
        [.. newer ?? [], .. (older ?? []).ExceptBy((newer ?? []).Select(z => z.Partner), z => z.Partner)];
}

/// <summary>The partners, in this service's own table <c>known_partners</c>: the newest listing of each, the same columns everywhere.</summary>
public static class KnownPartners
{
    /// <summary>To an organisation whose listing, or a rule that it needs, has not come to this service.</summary>
    public static readonly Refusal NotListedYet = new(
        "NOT_LISTED_YET", "Your organisation's listing or its rules have not arrived here yet. Try again in a moment.");

    /// <summary>Those of them that are known here (yet).</summary>
    public static async Task<Dictionary<PartnerId, KnownPartner>> Find(
        UnitOfWork work, IEnumerable<PartnerId> partners, CancellationToken cancellationToken)
    {
        var known = await work.Read<KnownPartner>(
            $"""
            select partner_id as id, kind, jurisdiction, services, time_zone, suspended, {KnownHolidays.Of} as holidays
            from known_partners
            where partner_id = any(array(select unnest(@ids))) -- an array that the planner can look into is planned for each time
            """,
            new { ids = partners.Select(p => p.Value).ToArray(), today = DateOnly.FromDateTime(work.Now.UtcDateTime) }, cancellationToken);
        return known.ToDictionary(p => p.Id);
    }

    /// <summary>Those that may not act now.</summary>
    public static async Task<IReadOnlySet<PartnerId>> SuspendedAmong(
        UnitOfWork work, IReadOnlyList<PartnerId> partners, CancellationToken cancellationToken) =>
        (await Find(work, partners, cancellationToken)).Values.Where(p => p.Suspended).Select(p => p.Id).ToHashSet();

    /// <summary>Keeps a listing; an older one that comes late changes nothing.</summary>
    public static void Keep(UnitOfWork work, PartnerListed listed) => work.Write(
        """
        insert into known_partners (
            partner_id, version, kind, jurisdiction, services, languages, time_zone, hours, suspended, public_key, holidays_of,
            transfer_ground)
        values (@partnerId, @version, @kind, @jurisdiction, @services, @languages, @timeZone, @hours, @suspended, @publicKey, @holidaysOf,
            @transferGround)
        on conflict (partner_id) do update set version = excluded.version, kind = excluded.kind, jurisdiction = excluded.jurisdiction,
            services = excluded.services, languages = excluded.languages, time_zone = excluded.time_zone, hours = excluded.hours,
            suspended = excluded.suspended, public_key = excluded.public_key, holidays_of = excluded.holidays_of,
            transfer_ground = excluded.transfer_ground
        where known_partners.version < excluded.version
        """,
        new
        {
            listed.PartnerId, listed.Version, listed.Kind, listed.Jurisdiction, services = listed.Services.ToArray(),
            languages = listed.Languages.ToArray(), listed.Hours.TimeZone, hours = UnitOfWork.Json(listed.Hours), listed.Suspended, listed.PublicKey,
            holidaysOf = listed.HolidaysOf ?? listed.Jurisdiction, listed.TransferGround,
        });
}

/// <summary>For a service that does nothing else with a listing.</summary>
public sealed class KnownPartnersConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        KnownPartners.Keep(work, context.Message);
        return Task.CompletedTask;
    }
}
