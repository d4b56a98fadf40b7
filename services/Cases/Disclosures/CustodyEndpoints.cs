using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// What proves a handoff, or what an order took: receipts of its recipient, and all that Cases has signed of it with what the ledger's
/// commitments to it need, so that somebody who trusts neither side can check it offline.
/// </summary>
static class CustodyEndpoints
{
    static readonly Refusal Given = new(
        "RECEIPT_GIVEN",
        "One of these was confirmed before, and what was confirmed stands. Nothing was recorded: leave out what you have confirmed.");

    sealed record GiveReceipts(IReadOnlyList<ConfirmedItem> Items);

    sealed record Kept(Guid CaseId, Guid Recipient);

    public static void MapCustody(this WebApplication app)
    {
        app.MapCaseWork("/disclosures/{id:guid}/receipts").MapPost("", Confirm);
        app.MapActions("/disclosures/{id:guid}/custody").MapGet("", Read);
    }

    /// <summary>What differs is recorded like what is the same: to refuse it would keep the alarm from the sender.</summary>
    static async Task<IResult> Confirm(
        Guid id, GiveReceipts body, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        var (reading, refused) = await DisclosureReading.Open(id, caller, work, keys, cancellationToken);
        if (reading is null)
            return refused!;
        using var _ = reading;
        if (reading.Disclosure.File is not { } file)
            return Problems.Invalid(new Fault("/items", "must be of a handoff, or of what an order took: nothing else is confirmed"));
        var released = SealedDisclosure.ExhibitsOf(file, reading.Stored.Terms, network);
        if (CustodyReceipts.Check(body.Items, released) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        work.Ask<bool>("select true from disclosures where disclosure_id = @id for no key update", new { id }); // one confirms at a time
        var before = await CustodyReceipts.Read(work, reading.CaseKey, id, cancellationToken);
        if (before.Any(receipt => body.Items.Any(item => item.Exhibit == receipt.Exhibit)))
            return Problems.Refused(Given);
        ReceiptGiven[] receipts =
        [
            .. body.Items.Select(item => CustodyReceipts.Keep(
                reading, item, CustodyReceipts.Matches(item, released, CustodyHop.HashOf(file)), caller, work, network)),
        ];
        return Answers.Created($"/disclosures/{id}/custody", id, new { id, receipts });
    }

    static async Task<IResult> Read(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        if (!caller.Oversees())
            return Problems.Forbidden("Only those who work with cases and the data-protection officer may see what proves a handoff.");
        var (own, erased) = await Own(id, caller, work, keys, cancellationToken);
        if (erased)
            return CaseEndpoints.Erased();
        var (reading, refused) = own is not null ? (own, null)
            : caller.WorksWithCases ? await DisclosureReading.Open(id, caller, work, keys, cancellationToken)
            : (null, Problems.NotFound("disclosure"));
        if (reading is null)
            return refused!;
        using var _ = reading;
        if (reading.Disclosure.File is not { } file)
            return Problems.NotFound("handoff");

        var stored = reading.Stored;
        // Who had a thing before, and where, names people of the owner's and of shelters: an order takes what it names and no more.
        if (own is null && stored.Conversation == Conversations.CompelledDisclosure)
            return Problems.NotFound("handoff");
        var hops = await new Custody(work, network, reading.CaseKey, reading.CaseId, stored.LedgerReference).Read(stored.Exhibits, cancellationToken);
        var receipts = await CustodyReceipts.Read(work, reading.CaseKey, id, cancellationToken);
        (Guid Record, string Of)[] committed =
        [
            (stored.RecordId!.Value, file), .. hops.SelectMany(chain => chain).Select(hop => (hop.Hop.Record, hop.Jws)),
            .. receipts.Select(receipt => (receipt.Record, receipt.Signed)),
        ];
        var salts = await work.CommitmentSalts([.. committed.Select(one => one.Record)], cancellationToken);
        work.Audit(caller, Verbs.CustodyRead, stored.LedgerReference, id);
        return Answers.Found(new DisclosureCustody(
            stored.Conversation, stored.ConversationId, id, [.. network.PublicKeys.Select(key => new ExportedKey("network", key))], file,
            Of(exhibit: null),
            [.. stored.Exhibits.Select(exhibit => new ExhibitCustody(exhibit, [.. hops[exhibit].Select(hop => hop.Jws)], Of(exhibit)))],
            [.. committed.Where(one => salts.ContainsKey(one.Record)).Select(one => new CommitmentOpened(one.Record, salts[one.Record], one.Of))]));

        string[] Of(Guid? exhibit) => [.. receipts.Where(receipt => receipt.Exhibit == exhibit).Select(receipt => receipt.Signed)];
    }

    /// <summary>A disclosure of the caller's own organisation, whether it is shut or not: its owner answers for it.</summary>
    static async Task<(DisclosureReading? Reading, bool Erased)> Own(
        Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var kept = await work.ReadOne<Kept>(
            """
            select d.case_id, d.recipient from disclosures d join cases k using (case_id)
            where d.disclosure_id = @id and visible_to(k, @partner, @actor)
            """,
            new { id, caller.Partner, actor = caller.ActorUnless(Roles.DataProtectionOfficer) }, cancellationToken);
        if (kept is null)
            return (null, false);
        var stored = (await RecipientAccess.Find(work, id, kept.Recipient, cancellationToken))!;
        using var key = await keys.Open(KeyKind.Disclosure, id, cancellationToken);
        var caseKey = key is null ? null : await keys.Open(KeyKind.Case, kept.CaseId, cancellationToken);
        return caseKey is null
            ? (null, true)
            : (new(kept.CaseId, caseKey, stored, StoredDisclosure.Open(key!, stored.Sealed, stored.Terms)), false);
    }
}
