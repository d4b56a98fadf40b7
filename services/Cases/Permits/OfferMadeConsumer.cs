using MassTransit;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// Learns which conversation stands on which permit, and ties it to the case on the ledger. Where consent was withdrawn while
/// the offer was on its way, the conversation is told so from here: the withdrawal could not know of it.
/// </summary>
sealed class OfferMadeConsumer(UnitOfWork work, KeyRing keys) : IConsumer<OfferMade>
{
    sealed record Permitted(
        Guid PermitId, Guid CaseId, PartnerId Owner, Guid[] Recipients, Guid ReceiptId, DateTimeOffset? WithdrawnAt, Guid LedgerReference,
        Guid[]? Audience, long AudienceVersion, bool Narrowed);

    public async Task Consume(ConsumeContext<OfferMade> context)
    {
        try
        {
            foreach (var permitId in context.Message.Permits)
                await Learn(context.Message, permitId, context.CancellationToken);
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("offers_pkey"))
        {
            // Told again, under another message id or after the inbox has forgotten it: on the ledger once. A withdrawal since has found the offer.
            throw new RepeatedException();
        }
    }

    async Task Learn(OfferMade offer, Guid permitId, CancellationToken cancellationToken)
    {
        Narrowing.LockCaseOf(work, permitId);
        // Held: a withdrawal at this very moment comes before, and is seen here, or after, and finds the offer.
        var permit = await work.ReadOne<Permitted>(
            """
            select p.permit_id, p.case_id, p.owner, p.recipients, p.receipt_id, c.withdrawn_at, k.ledger_reference, k.audience, k.audience_version,
                exists (select from consents e where e.case_id = p.case_id and e.exclusions <> '[]'::jsonb) as narrowed
            from permits p join consents c using (receipt_id) join cases k on k.case_id = p.case_id
            where p.permit_id = @permitId for share of c
            """,
            new { permitId }, cancellationToken);
        if (permit is null)
            throw new InvalidOperationException($"Offer {offer.OfferId} stands on permit {permitId}, which Cases never gave.");
        if (permit.Owner != offer.From || !permit.Recipients.Contains(offer.To.Value))
            throw new InvalidOperationException($"Offer {offer.OfferId} is not what permit {permitId} permits: look at how its service checks it.");

        work.Write(
            """
            insert into offers (offer_id, conversation, conversation_id, permit_id, case_id, recipient, made_at)
            values (@offerId, @conversation, @conversationId, @permitId, @caseId, @to, @madeAt)
            """,
            new { offer.OfferId, offer.Conversation, offer.ConversationId, permitId, permit.CaseId, offer.To, offer.MadeAt });
        work.Audit(caller: null, $"{offer.Conversation}-offered", permit.LedgerReference, offer.ConversationId);
        if (permit.AudienceVersion > 0) // the permit may have been signed before
            work.Send(
                new AudienceChanged(offer.Conversation, offer.ConversationId, permitId, TieId: null, permit.Audience, permit.AudienceVersion),
                Conversations.Queues[offer.Conversation]);
        if (permit.WithdrawnAt is { } withdrawnAt)
        {
            work.Send(
                new ConsentWithdrawn(offer.Conversation, offer.ConversationId, permitId, permit.ReceiptId, withdrawnAt),
                Conversations.Queues[offer.Conversation]);
            return;
        }
        using var key = permit.Narrowed ? await keys.Open(KeyKind.Case, permit.CaseId, cancellationToken) : null;
        if (key is not null)
            await Narrowing.Tell(work, key, permit.CaseId, cancellationToken, offer.OfferId); // an exclusion could not know of it either
    }
}
