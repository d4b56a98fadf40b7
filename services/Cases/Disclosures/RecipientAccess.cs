using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// Whether a recipient may read what came to it with a referral. Consent is decided again at every reading; a disclosure
/// and the notes beside it shut together. Reasons are codes of <see cref="Contracts.Codes.Withholdings"/>.
/// </summary>
static class RecipientAccess
{
    public sealed record Stored(
        Guid DisclosureId, string Conversation, Guid ConversationId, Guid Recipient, string Purpose, string? Part, Guid ReceiptId, Guid Owner,
        string[] Categories, bool OwnKey, byte[] Sealed, DateTimeOffset ReleasedAt, DateTimeOffset? ShutAt, string? ShutReason,
        DateTimeOffset? FirstReadAt, Guid LedgerReference, Guid[] Exhibits, byte[]? FileSha256, Guid? RecordId)
    {
        public DisclosureTerms Terms => new(DisclosureId, Conversation, ConversationId, Recipient, Purpose, Part, ReceiptId);
    }

    sealed record Standing(Guid CaseId, Guid ReceiptId, string Purpose, string? Part, string[] Categories, Guid? DisclosureId);

    /// <param name="consents">All of the case, held: who holds them also sees what their withdrawal shut.</param>
    /// <returns>Why the disclosure is shut; or null and what opens.</returns>
    public static async Task<(string? Shut, StoredDisclosure? Disclosure)> Open(
        Stored stored, CaseConsents consents, KnownRecipient recipient, KeyRing keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (stored.ShutReason is { } reason && stored.ShutAt <= now) // it may shut at a moment to come
            return (reason, null);
        if (recipient.Suspended)
            return ("RECIPIENT_SUSPENDED", null);
        var compelled = stored.Purpose == Codes.CompelledDisclosure; // an order asks for no consent
        var decisions = compelled ? [] : Decide(
            consents, stored.ReceiptId, stored.Purpose, stored.Part, stored.Recipient, recipient, stored.Categories, reading: true, now);
        if (decisions.FirstOrDefault(d => !d.Permits) is { } denied)
            return (denied.Reason, null);
        using var key = await keys.Open(KeyKind.Disclosure, stored.Terms.DisclosureId, cancellationToken);
        if (key is null)
            return ("ERASED", null);
        var disclosure = StoredDisclosure.Open(key, stored.Sealed, stored.Terms);
        return compelled || disclosure.Fields.All(decisions.SelectMany(d => d.Fields).ToHashSet(StringComparer.Ordinal).Contains)
            ? (null, disclosure)
            : ("EXCLUDED", null);
    }

    /// <summary>
    /// Why this recipient may read no note of the referral: by what the referral stands on with it now, which is the newest
    /// of its offers and releases. Null where it may.
    /// </summary>
    /// <param name="reading">Of what was written; else something new is to be written to it.</param>
    public static async Task<string?> ShutNotes(
        UnitOfWork work, KeyRing keys, Guid caseId, Guid conversationId, Guid recipient, bool reading, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return "ERASED";
        var consents = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        if (await KnownRecipient.Find(work, recipient, cancellationToken) is not { Suspended: false } known)
            return "RECIPIENT_SUSPENDED";
        // Both ids are made by Referrals in the order of time.
        var standing = await work.ReadOne<Standing>(
            """
            select p.case_id, coalesce(p.receipt_id, p.permit_id) as receipt_id, p.purpose, p.part, p.categories, s.disclosure_id
            from (
                select offer_id as id, permit_id, null::uuid as disclosure_id from offers where conversation_id = @conversationId
                    and recipient = @recipient
                union all
                select request_id, permit_id, disclosure_id from releases where conversation_id = @conversationId and recipient = @recipient
            ) s join permits p using (permit_id)
            order by s.id desc limit 1
            """,
            new { conversationId, recipient }, cancellationToken);
        if (standing?.CaseId != caseId)
            return "RECIPIENT_ENDED";
        var decisions = Decide(
            consents, standing!.ReceiptId, standing.Purpose, standing.Part, recipient, known, standing.Categories, reading, work.Now);
        if (!decisions.Any(d => d.Permits))
            return decisions[0].Reason;
        return standing.DisclosureId is { } disclosure && await Find(work, disclosure, recipient, cancellationToken) is { } stored
            ? (await Open(stored, consents, known, keys, work.Now, cancellationToken)).Shut
            : null;
    }

    /// <summary>A disclosure of this recipient.</summary>
    public static Task<Stored?> Find(UnitOfWork work, Guid id, Guid recipient, CancellationToken cancellationToken) =>
        work.ReadOne<Stored>(
            """
            select d.disclosure_id, d.conversation, d.conversation_id, d.recipient, d.purpose, d.part,
                coalesce(d.receipt_id, d.order_id, d.permit_id) as receipt_id, k.owner, d.categories, d.own_key,
                d.sealed, d.released_at, d.shut_at, d.shut_reason, d.first_read_at, k.ledger_reference,
                d.exhibits, d.file_sha256, d.record_id
            from disclosures d join cases k using (case_id) where d.disclosure_id = @id and d.recipient = @recipient
            """,
            new { id, recipient }, cancellationToken);

    static Decision[] Decide(
        CaseConsents consents, Guid receiptId, string purpose, string? part, Guid recipient, KnownRecipient known, IReadOnlyList<string> categories,
        bool reading, DateTimeOffset now)
    {
        var (receipts, person) = consents;
        var receipt = consents.Basis(receiptId);
        return [.. categories.Select(c =>
            ConsentRules.DecideOn(receipt, receipts, person, new ConsentQuery(purpose, part, known.As(recipient), c, reading), now))];
    }
}
