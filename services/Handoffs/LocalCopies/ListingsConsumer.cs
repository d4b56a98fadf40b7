using MassTransit;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.LocalCopies;

/// <summary>Listings, and which kinds of partner may turn to an authority.</summary>
sealed class ListingsConsumer(UnitOfWork work) : IConsumer<PartnerListed>
{
    public Task Consume(ConsumeContext<PartnerListed> context)
    {
        var listed = context.Message;
        KnownPartners.Keep(work, listed);
        work.Write(
            """
            insert into known_authorities (partner_id, version, referred_by) values (@partnerId, @version, @referredBy)
            on conflict (partner_id) do update set version = excluded.version, referred_by = excluded.referred_by
            where known_authorities.version < excluded.version
            """,
            new { listed.PartnerId, listed.Version, referredBy = (listed.Authority?.ReferredBy ?? []).ToArray() });
        return Task.CompletedTask;
    }

    /// <summary>Asks, with the next read, whether organisations of this one's kind may turn to that authority.</summary>
    public static IReadOnlyList<bool> AskReferredBy(UnitOfWork work, PartnerId authority, PartnerId by) => work.Ask<bool>(
        """
        select true from known_authorities a join known_partners k on k.kind = any(a.referred_by)
        where a.partner_id = @authority and k.partner_id = @by
        """,
        new { authority, by });
}
