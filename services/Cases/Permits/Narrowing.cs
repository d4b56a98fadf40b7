using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>
/// An exclusion narrows permits that were given before it: whoever may get nothing on one any more is not asked on it either.
/// Consent that has ended says so by itself (<see cref="ConsentWithdrawn"/>, a refused release).
/// </summary>
static class Narrowing
{
    sealed record Standing(
        string Conversation, Guid ConversationId, Guid PermitId, Guid ReceiptId, string Purpose, string? Part, string[] Categories, PartnerId Partner,
        string Kind, string TransferGround);

    /// <summary>
    /// With the next read, until the commit: one exclusion, change of audience or offer of a case at a time. Each sees what the
    /// other did.
    /// </summary>
    public static void LockCase(UnitOfWork work, Guid caseId) =>
        work.Ask<bool>("select pg_advisory_xact_lock(hashtextextended(@caseId::text, 1)) is null", new { caseId });

    /// <inheritdoc cref="LockCase"/>
    /// <param name="permitId">Or the id of an order.</param>
    public static void LockCaseOf(UnitOfWork work, Guid permitId) =>
        work.Ask<bool>(
            """
            select pg_advisory_xact_lock(hashtextextended(case_id::text, 1)) is null from (
                select case_id from permits where permit_id = @permitId union all select case_id from orders where order_id = @permitId) k
            """,
            new { permitId });

    /// <summary>Tells every conversation that stands on a permit of the case: by an offer, or by a release that no offer came before.</summary>
    /// <param name="key">Of the case.</param>
    /// <param name="offerId">Only the conversation of this offer, which has just been heard of; null: all.</param>
    public static async Task Tell(UnitOfWork work, DataKey key, Guid caseId, CancellationToken cancellationToken, Guid? offerId = null)
    {
        LockCase(work, caseId);
        var consents = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        var (receipts, person) = consents;
        var standing = await work.Read<Standing>(
            """
            select distinct o.conversation, o.conversation_id, p.permit_id, coalesce(p.receipt_id, p.permit_id) as receipt_id,
                p.purpose, p.part, p.categories, k.partner_id as partner, k.kind, k.transfer_ground
            from (
                select conversation, conversation_id, permit_id from offers where offer_id = coalesce(@offerId, offer_id) and case_id = @caseId
                union all
                select conversation, conversation_id, permit_id from releases where @offerId is null
            ) o join permits p using (permit_id) join known_partners k on k.partner_id = any(p.recipients)
            where p.case_id = @caseId
            """,
            new { caseId, offerId }, cancellationToken);
        var excluded = standing.Where(s => s.Categories.All(category =>
            ConsentRules.DecideOn(
                consents.Basis(s.ReceiptId), receipts, person,
                new ConsentQuery(s.Purpose, s.Part, new(s.Partner.Value, s.Kind, s.TransferGround), category), work.Now)
                .Reason is not (Decision.Granted or "EXPIRED" or "WITHDRAWN" or "DECIDER_ANSWERED" or "TRANSFER_NOT_TOLD")));
        foreach (var narrowed in excluded.GroupBy(s => (s.Conversation, s.ConversationId, s.PermitId)))
        {
            var (conversation, conversationId, permitId) = narrowed.Key;
            work.Send(
                new PermitNarrowed(conversation, conversationId, permitId, [.. narrowed.Select(s => s.Partner)]), Conversations.Queues[conversation]);
        }
    }
}
