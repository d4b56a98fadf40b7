using MassTransit;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permitting;

/// <summary>
/// Learns which referral stands on which permit, and ties it to the case on the ledger. Where consent was withdrawn while
/// the offer was on its way, the referral is stopped here: the withdrawal could not know of it.
/// </summary>
sealed class OfferMadeConsumer(UnitOfWork work, KeyRing keys) : IConsumer<OfferMade>
{
    public async Task Consume(ConsumeContext<OfferMade> context)
    {
        var offer = context.Message;
        // Held: a withdrawal at this very moment comes before, and is seen here, or after, and finds the offer.
        var permits = work.Ask(
            """
            select p.case_id, p.owner, p.recipients, p.receipt_id, c.withdrawn_at, k.ledger_reference
            from permits p join consents c using (receipt_id) join cases k on k.case_id = p.case_id
            where p.permit_id = $1 for share of c
            """,
            r => new
            {
                CaseId = r.GetGuid(0),
                Owner = r.GetGuid(1),
                Recipients = r.GetFieldValue<Guid[]>(2),
                ReceiptId = r.GetGuid(3),
                WithdrawnAt = r.IsDBNull(4) ? (DateTimeOffset?)null : r.GetFieldValue<DateTimeOffset>(4),
                LedgerReference = r.GetGuid(5),
            },
            offer.PermitId);
        var narrowed = await Narrowing.MayBe(work, offer.PermitId, context.CancellationToken);
        if (permits is not [var permit])
            throw new InvalidOperationException($"Offer {offer.OfferId} stands on permit {offer.PermitId}, which Cases never gave.");
        if (permit.Owner != offer.From.Value || !permit.Recipients.Contains(offer.To.Value))
            throw new InvalidOperationException($"Offer {offer.OfferId} is not what permit {offer.PermitId} permits: look at how Referrals checks it.");

        work.Write(
            "insert into offers (offer_id, referral_id, permit_id, case_id, recipient, made_at) values ($1, $2, $3, $4, $5, $6)",
            offer.OfferId, offer.ReferralId, offer.PermitId, permit.CaseId, offer.To.Value, offer.MadeAt);
        work.Act(caller: null, "referral-offered", permit.LedgerReference, offer.ReferralId);
        if (permit.WithdrawnAt is { } withdrawnAt)
            work.Send(new StopReferral(offer.ReferralId, offer.PermitId, permit.ReceiptId, withdrawnAt));
        try
        {
            using var key = narrowed && permit.WithdrawnAt is null ? await keys.Open(KeyKind.Case, permit.CaseId, context.CancellationToken) : null;
            if (key is not null)
                await Narrowing.Tell(work, key, permit.CaseId, context.CancellationToken, offer.OfferId); // an exclusion could not know of it either
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("offers_pkey"))
        {
            // Told again, under another message id or after the inbox has forgotten it: on the ledger once. A withdrawal since has found the offer.
            throw new RepeatedException();
        }
    }
}
