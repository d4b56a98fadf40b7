using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Exhibits;

/// <summary>
/// What could be evidence. Of a document, picture or recording the case holds the content; of a thing nothing is kept but where it is and who
/// has it: nobody of the network unlocks, charges, searches or copies a telephone.
/// </summary>
static class ExhibitEndpoints
{
    static readonly Refusal Taken = new("ATTACHMENT_IS_EXHIBIT", "This attachment is an exhibit already. Nothing was added.");

    static readonly Refusal InUse = new(
        "EXHIBIT_IN_USE",
        "Somebody ticked it in a consent, an order names it, or it was marked as one that nobody opens: it stays, and so does its chain of custody.");

    sealed record Confirmed(Guid ExhibitId, Guid DisclosureId, Guid By, DateTimeOffset GivenAt, bool Matches);

    public static void MapExhibits(this WebApplication app)
    {
        var exhibits = app.MapCaseWork("/cases/{caseId:guid}/exhibits");
        exhibits.MapPost("", Add);
        exhibits.MapGet("", List);
        exhibits.MapDelete("{id:guid}", Remove);
        exhibits.MapPost("{id:guid}/hand-overs", HandOver);
        app.MapIsolation();
    }

    static async Task<IResult> Add(
        Guid caseId, TakeExhibit body, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();
        body = ExhibitForm.Cleaned(body);
        var attachment = body.Attachment is { } named ? await SealedAttachment.Hold(named, caseId, work, cancellationToken) : null;
        if (ExhibitForm.Check(body, attachment is null ? null : (attachment.Category, attachment.Kind), work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (attachment is not null && await work.ReadOne<bool>(
            "select true from exhibits where attachment_id = @id", new { attachment.Id }, cancellationToken))
            return Problems.Refused(Taken);
        using var contentKey = attachment is null ? null : await attachment.OpenKey(keys, caseKey, cancellationToken);
        if (attachment is not null && contentKey is null)
            return CaseEndpoints.Erased();

        var id = Guid.CreateVersion7();
        var sha256 = body.Kind == Codes.Thing ? null : Convert.ToHexStringLower(attachment!.Open(contentKey!).Sha256);
        var head = new ExhibitHead(
            body.Label, body.BagNumber, body.TakenBy, body.TakenAt.ToUniversalTime(), body.Place, body.Holder, sha256);
        work.Write(
            """
            insert into exhibits (exhibit_id, case_id, kind, attachment_id, sealed, added_at, added_by)
            values (@id, @caseId, @kind, @attachment, @content, @now, @actorId)
            """,
            new
            {
                id, caseId, body.Kind, body.Attachment, content = Exhibit.Seal(caseKey, id, caseId, body.Kind, body.Attachment, head), work.Now,
                caller.ActorId,
            });
        new Custody(work, network, caseKey, caseId, found.LedgerReference)
            .Keep(CustodyHop.First(id, sha256, body.TakenBy, body.Holder, body.TakenAt), Verbs.ExhibitAdded, caller);
        return Answers.Created($"/cases/{caseId}/exhibits", id, new { id });
    }

    static async Task<IResult> List(
        Guid caseId, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();
        var exhibits = await Exhibit.All(work, caseId, cancellationToken);
        var hops = await new Custody(work, network, caseKey, caseId, found.LedgerReference)
            .Read([.. exhibits.Select(exhibit => exhibit.Id)], cancellationToken);
        var receipts = (await work.Read<Confirmed>(
            """
            select r.exhibit_id, r.disclosure_id, d.recipient as by, r.given_at, r.matches
            from custody_receipts r join disclosures d using (disclosure_id) where d.case_id = @caseId and r.exhibit_id is not null
            order by r.receipt_id
            """,
            new { caseId }, cancellationToken)).ToLookup(receipt => receipt.ExhibitId);
        work.Audit(caller, Verbs.ExhibitsRead, found.LedgerReference);
        return Answers.Found(new { items = exhibits.Select(exhibit => Line(exhibit, exhibit.Open(caseKey))).ToArray() });

        ExhibitLine Line(Exhibit exhibit, ExhibitHead head) => new(
            exhibit.Id, exhibit.Kind, head.Label, head.BagNumber, exhibit.Attachment, head.TakenBy, head.TakenAt, head.Place, head.Holder,
            exhibit.Length, head.Sha256, exhibit.Media, exhibit.IsolatedAt,
            [.. hops[exhibit.Id].Select(signed => signed.Hop).Select(hop => new ExhibitHop(
                hop.Number, hop.From, hop.To, DateTimeOffset.FromUnixTimeSeconds(hop.At), hop.Purpose, hop.Seal))],
            [.. receipts[exhibit.Id].Select(receipt => new ExhibitReceipt(
                receipt.DisclosureId, new(receipt.By), receipt.GivenAt, receipt.Matches))],
            hops[exhibit.Id].LastHandOver().Number);
    }

    /// <summary>
    /// An exhibit that was ticked once, or that an order names, stays: whoever released it can be asked for its chain of custody. What an order was
    /// narrowed by may go; once something has left on it, it becomes narrower no more.
    /// </summary>
    static async Task<IResult> Remove(Guid caseId, Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        if (await Exhibit.Hold(work, caseId, [id], cancellationToken) is not [var exhibit])
            return Problems.NotFound("exhibit");
        var ticked = await work.ReadOne<bool>(
            """
            select exists (select from consents where case_id = @caseId and @id = any(exhibits))
                or exists (select from orders where case_id = @caseId and @id = any(exhibits))
            """,
            new { caseId, id }, cancellationToken);
        if (ticked || exhibit.IsolatedAt is not null)
            return Problems.Refused(InUse);
        work.Write("delete from exhibits where exhibit_id = @id", new { id });
        work.Audit(caller, Verbs.ExhibitRemoved, found.LedgerReference, id);
        return Results.NoContent();
    }

    static async Task<IResult> HandOver(
        Guid caseId, Guid id, HandOver body, IfMatch seen, Caller caller, UnitOfWork work, KeyRing keys, SigningKey network,
        CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        if (await Exhibit.Hold(work, caseId, [id], cancellationToken) is [])
            return Problems.NotFound("exhibit");
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();
        var custody = new Custody(work, network, caseKey, caseId, found.LedgerReference);
        SignedHop[] hops = [.. (await custody.Read([id], cancellationToken))[id]];
        body = ExhibitForm.Cleaned(body);
        var before = hops.LastHandOver();
        if (!seen.Is(before.Number))
            return Problems.Stale();
        if (ExhibitForm.Check(body, before, work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        custody.Keep(hops[^1].Next(body.From, body.To, body.At, body.Purpose, body.Seal), Verbs.ExhibitHandedOver, caller);
        return Answers.Done(id);
    }
}
