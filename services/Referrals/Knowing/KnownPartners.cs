using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Knowing;

/// <summary>What Referrals must know of an organisation.</summary>
sealed record KnownPartner(PartnerId Id, string Kind, string Jurisdiction, IReadOnlyList<string> Services, string TimeZone, bool Suspended)
{
    public static async Task<Dictionary<PartnerId, KnownPartner>> Find(
        UnitOfWork work, IEnumerable<PartnerId> partners, CancellationToken cancellationToken)
    {
        var known = await work.Read(
            "select partner_id, kind, jurisdiction, services, time_zone, suspended from known_partners where partner_id = any($1)",
            r => new KnownPartner(new(r.GetGuid(0)), r.GetString(1), r.GetString(2), r.GetFieldValue<string[]>(3), r.GetString(4), r.GetBoolean(5)),
            cancellationToken, partners.Select(p => p.Value).ToArray());
        return known.ToDictionary(p => p.Id);
    }

    public static async Task<IReadOnlySet<PartnerId>> SuspendedAmong(UnitOfWork work, IReadOnlyList<PartnerId> partners, CancellationToken cancellationToken) =>
        (await Find(work, partners, cancellationToken)).Values.Where(p => p.Suspended).Select(p => p.Id).ToHashSet();
}

/// <summary>Keeps the newest listing of each partner; older ones that come late change nothing.</summary>
sealed class KnownPartnersConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        work.Write(
            """
            insert into known_partners (partner_id, version, kind, jurisdiction, services, time_zone, suspended) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (partner_id) do update set version = excluded.version, kind = excluded.kind, jurisdiction = excluded.jurisdiction,
                services = excluded.services, time_zone = excluded.time_zone, suspended = excluded.suspended
            where known_partners.version < excluded.version
            """,
            listed.PartnerId.Value, listed.Version, listed.Kind, listed.Jurisdiction, listed.Services.ToArray(), listed.Hours.TimeZone, listed.Suspended);
        return Task.CompletedTask;
    }
}
