using ReferralNetwork.Cases.Consenting;
using ReferralNetwork.Cases.Opening;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosing;

static class DisclosureEndpoints
{
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
        var rows = await work.Read(
            """
            select disclosure_id, conversation, conversation_id, recipient, purpose, receipt_id, categories, released_at, shut_at, shut_reason, reads,
                first_read_at, last_read_at
            from disclosures where case_id = $1 order by released_at
            """,
            r => new DisclosureLine(
                r.GetGuid(0), r.GetString(1), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetGuid(5), r.GetFieldValue<string[]>(6),
                r.GetFieldValue<DateTimeOffset>(7), Time(r, 8), r.IsDBNull(9) ? null : r.GetString(9), r.GetInt32(10), Time(r, 11), Time(r, 12)),
            cancellationToken, caseId);
        return Answers.Found(new { items = rows });
    }

    /// <summary>Consent is decided again at every reading, and no reading goes unrecorded.</summary>
    static async Task<IResult> Read(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, Custody custody, NetworkKey network, CancellationToken cancellationToken)
    {
        var caseId = await work.ReadOne(
            "select case_id from disclosures where disclosure_id = $1 and recipient = $2", r => (Guid?)r.GetGuid(0), cancellationToken, id, caller.Partner.Value);
        if (caseId is null)
            return Problems.NotFound("disclosure");
        // In this order: who holds the receipts also sees what their withdrawal shut.
        using var caseKey = await keys.Open(KeyKind.Case, caseId.Value, cancellationToken);
        if (caseKey is null)
            return Withholding.Shut("ERASED");
        var consents = await CaseConsents.Hold(work, caseKey, caseId.Value, cancellationToken);
        var stored = (await RecipientAccess.Find(work, id, caller.Partner.Value, cancellationToken))!;
        var recipient = (await KnownPartner.Find(work, caller.Partner.Value, cancellationToken))!;
        var (shut, disclosure) = await RecipientAccess.Open(stored, consents, recipient, keys, work.Now, cancellationToken);
        if (disclosure is null)
            return Withholding.Shut(shut!);

        work.Write(
            "update disclosures set reads = reads + 1, first_read_at = coalesce(first_read_at, $2), last_read_at = $2 where disclosure_id = $1",
            id, work.Now);
        work.Act(caller, "disclosure-read", stored.LedgerReference, id);
        if (stored.OwnKey)
            return Answers.Found(Shown(stored) with { Jwe = disclosure.Jwe });
        using var pair = await custody.Open(caller.Partner.Value, cancellationToken);
        return pair is null
            ? Withholding.Shut("ERASED")
            : Answers.Found(Shown(stored) with { Fields = SealedDisclosure.Open(disclosure.Jwe, stored.Terms, network, pair) });
    }

    static DisclosureOpened Shown(RecipientAccess.Stored stored) => new(
        stored.Terms.DisclosureId, stored.Terms.Conversation, stored.Terms.ConversationId, stored.Owner, stored.Terms.Purpose, stored.Terms.ReceiptId,
        stored.ReleasedAt, stored.Categories, Fields: null, Jwe: null, stored.ShutAt);

    static DateTimeOffset? Time(Npgsql.NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
