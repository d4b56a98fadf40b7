using MassTransit;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Rendezvous;

/// <summary>What ends a rendezvous.</summary>
/// <param name="By">Null: the network.</param>
/// <param name="WrittenUntil">Only what was written until then, where the shelter was asked anew since; null: whatever there is.</param>
sealed record EndOfRendezvous(Guid Referral, Guid Shelter, string Reason, Caller? By = null, DateTimeOffset? WrittenUntil = null);

static class Arrival
{
    sealed record Ended(Guid Id, Guid LedgerReference);

    /// <summary>The shelter has received them, and was not asked anew since.</summary>
    public static Task<bool> Since(UnitOfWork work, Guid referral, Guid shelter, CancellationToken cancellationToken) =>
        work.ReadOne<bool>(
            """
            select true from arrivals a where a.referral_id = @referral and a.shelter = @shelter
                and not exists (select from offers o where o.conversation_id = @referral and o.recipient = @shelter and o.made_at > a.arrived_at)
            """,
            new { referral, shelter }, cancellationToken);

    /// <summary>Nobody opens it from now on; its words are gone with their key.</summary>
    public static async Task Shut(UnitOfWork work, KeyRing keys, EndOfRendezvous end, CancellationToken cancellationToken)
    {
        var ended = await work.Read<Ended>(
            """
            update rendezvous r set sealed = null, shut_at = @now, shut_reason = @reason from cases k
            where k.case_id = r.case_id and r.referral_id = @referral and r.shelter = @shelter and r.shut_at is null
                and (@writtenUntil is null or r.written_at <= @writtenUntil or not exists (
                    select from offers o where o.conversation_id = @referral and o.recipient = @shelter and o.made_at > @writtenUntil))
            returning r.rendezvous_id as id, k.ledger_reference
            """,
            new { end.Referral, end.Shelter, end.Reason, end.WrittenUntil, work.Now }, cancellationToken);
        foreach (var (id, reference) in ended)
        {
            work.Audit(end.By, Verbs.RendezvousShut, reference, id);
            // Before the commit: should that fail, it is asked for again.
            await keys.Destroy(KeyKind.Rendezvous, id, cancellationToken);
        }
    }
}

/// <summary>The person is where they were going: whoever drove them needs the way no more.</summary>
sealed class ReferralActiveConsumer(UnitOfWork work, KeyRing keys) : IConsumer<ReferralActive>
{
    public async Task Consume(ConsumeContext<ReferralActive> context)
    {
        var arrived = context.Message;
        await RecipientEnds.LockConversation(work, arrived.ReferralId, context.CancellationToken);
        work.Write(
            """
            insert into arrivals as a (referral_id, shelter, arrived_at) values (@referralId, @by, @activeAt)
            on conflict (referral_id, shelter) do update set arrived_at = greatest(a.arrived_at, excluded.arrived_at)
            """,
            new { arrived.ReferralId, arrived.By, arrived.ActiveAt });
        await Arrival.Shut(
            work, keys, new(arrived.ReferralId, arrived.By.Value, "ARRIVED", WrittenUntil: arrived.ActiveAt), context.CancellationToken);
    }
}
