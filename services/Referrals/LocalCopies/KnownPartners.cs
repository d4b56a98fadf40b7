using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.LocalCopies;

/// <summary>What Referrals must know of an organisation.</summary>
sealed record KnownPartner(PartnerId Id, string Kind, string Jurisdiction, IReadOnlyList<string> Services, string TimeZone, bool Suspended)
{
    public static async Task<Dictionary<PartnerId, KnownPartner>> Find(
        UnitOfWork work, IEnumerable<PartnerId> partners, CancellationToken cancellationToken)
    {
        var known = await work.Read<KnownPartner>(
            "select partner_id as id, kind, jurisdiction, services, time_zone, suspended from known_partners where partner_id = any(@ids)",
            new { ids = partners.Select(p => p.Value).ToArray() }, cancellationToken);
        return known.ToDictionary(p => p.Id);
    }

    public static async Task<IReadOnlySet<PartnerId>> SuspendedAmong(
        UnitOfWork work, IReadOnlyList<PartnerId> partners, CancellationToken cancellationToken) =>
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
            insert into known_partners (partner_id, version, kind, jurisdiction, services, time_zone, suspended)
            values (@partnerId, @version, @kind, @jurisdiction, @services, @timeZone, @suspended)
            on conflict (partner_id) do update set version = excluded.version, kind = excluded.kind, jurisdiction = excluded.jurisdiction,
                services = excluded.services, time_zone = excluded.time_zone, suspended = excluded.suspended
            where known_partners.version < excluded.version
            """,
            new { listed.PartnerId, listed.Version, listed.Kind, listed.Jurisdiction, services = listed.Services.ToArray(), listed.Hours.TimeZone,
            listed.Suspended });
        return Task.CompletedTask;
    }
}
