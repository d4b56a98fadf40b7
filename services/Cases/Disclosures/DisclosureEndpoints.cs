using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

static class DisclosureEndpoints
{
    const string DocumentAccess = "document-access";

    public static void MapDisclosures(this WebApplication app)
    {
        app.MapActions("/cases").MapGet("{caseId:guid}/disclosures", List);
        app.MapCaseWork("/disclosures").MapGet("{id:guid}", Read);
    }

    static async Task<IResult> List(Guid caseId, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (!caller.Oversees())
            return Problems.Forbidden("Only those who work with cases and the data-protection officer may see what went to whom.");
        if (await OwnCase.FindOverseen(work, caseId, caller, cancellationToken) is null)
            return Problems.NotFound("case");
        var rows = await work.Read<DisclosureLine>(
            """
            select disclosure_id as id, conversation, conversation_id, recipient, purpose,
                coalesce(receipt_id, order_id, permit_id) as receipt_id, categories, released_at, shut_at, shut_reason, reads, first_read_at,
                last_read_at, part, exhibits, file_sha256 is not null as has_custody
            from disclosures where case_id = @caseId order by released_at
            """,
            new { caseId }, cancellationToken);
        return Answers.Found(new { items = rows });
    }

    /// <summary>Consent is decided again at every reading, and no reading goes unrecorded.</summary>
    static async Task<IResult> Read(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, CustodialKeys custody, SigningKey network, CancellationToken cancellationToken)
    {
        var (reading, refused) = await DisclosureReading.Open(id, caller, work, keys, cancellationToken);
        if (reading is null)
            return refused!;
        using var _ = reading;
        var (stored, disclosure) = (reading.Stored, reading.Disclosure);
        var now = work.Now;
        work.Write(
            "update disclosures set reads = reads + 1, first_read_at = coalesce(first_read_at, @now), last_read_at = @now where disclosure_id = @id",
            new { id, now });
        if (stored is { Terms.Part: Codes.Document, FirstReadAt: null })
            stored = stored with { ShutAt = await ShutLater(work, stored, openedAt: now, cancellationToken) };
        work.Audit(caller, Verbs.DisclosureRead, stored.LedgerReference, id);
        var shown = Shown(stored, disclosure, network);
        if (stored.OwnKey)
            return Answers.Found(shown with { Jwe = disclosure.Jwe });
        using var pair = await custody.Open(caller.Partner.Value, cancellationToken);
        return pair is null
            ? Withholding.Shut("ERASED")
            : Answers.Found(shown with { Fields = SealedDisclosure.Open(disclosure.Jwe, stored.Terms, network, pair).Fields });
    }

    /// <summary>
    /// Whoever issues a document opens what it was given for a time (*rule*) that runs from the first opening, in every return alike: so that
    /// a copy shuts says nothing of the return.
    /// </summary>
    /// <returns>When it shuts now. As long as the rule has not come: at once.</returns>
    static async Task<DateTimeOffset> ShutLater(
        UnitOfWork work, RecipientAccess.Stored stored, DateTimeOffset openedAt, CancellationToken cancellationToken)
    {
        var (_, jurisdiction) = await KnownRecipient.Place(work, stored.Owner, cancellationToken);
        var (zone, _) = await KnownRecipient.Place(work, stored.Recipient, cancellationToken);
        var period = (await KnownRules.Find(work, [DocumentAccess], jurisdiction ?? "", cancellationToken)).PeriodOf(DocumentAccess);
        var until = period is null ? openedAt : Deadlines.After(openedAt, period, new((zone ?? TimeZoneInfo.Utc).Id));
        work.Write(
            """
            update disclosures set shut_at = @until, shut_reason = 'ACCESS_EXPIRED'
            where disclosure_id = @disclosureId and (shut_at is null or shut_at > @until)
            """,
            new { stored.Terms.DisclosureId, until });
        return stored.ShutAt < until ? stored.ShutAt.Value : until;
    }

    static DisclosureOpened Shown(RecipientAccess.Stored stored, StoredDisclosure disclosure, SigningKey network) => new(
        stored.Terms.DisclosureId, stored.Terms.Conversation, stored.Terms.ConversationId, stored.Owner, stored.Terms.Purpose, stored.Terms.ReceiptId,
        stored.ReleasedAt, stored.Categories, Fields: null, Jwe: null, stored.ShutAt, stored.Part,
        disclosure.File is { } file ? SealedDisclosure.ExhibitsOf(file, stored.Terms, network) : null,
        disclosure.File is { } signed ? CustodyHop.HashOf(signed) : null);
}
