using Microsoft.Net.Http.Headers;
using Npgsql;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>
/// Files of a case: documents, pictures, recordings. Each belongs to one category. The content goes through a piece at a time, on its
/// way in and out, and is at rest only sealed.
/// </summary>
static class AttachmentEndpoints
{
    /// <summary>On one page of the list.</summary>
    const int Page = 50;

    static readonly Refusal IdTaken = new(
        "ATTACHMENT_ID_TAKEN", "This id stands for another attachment. Nothing was changed: send what is new under an id of its own.");

    static readonly Refusal IsExhibit = new(
        "ATTACHMENT_IS_EXHIBIT", "It is an exhibit: it stays as long as that does. Remove the exhibit first, which can be done until it was ticked.");

    static readonly Refusal IsOrder = new("ATTACHMENT_IS_ORDER", "It is the document of an order: it stays as long as that does.");

    public static void MapAttachments(this WebApplication app)
    {
        var attachments = app.MapCaseWork("/cases/{caseId:guid}/attachments");
        attachments.MapGet("", List);
        attachments.MapGet("{id:guid}", Read);
        attachments.MapDelete("{id:guid}", Remove);
        attachments.MapPut("{id:guid}", Add).WithMetadata(new StreamedBody(Limits.Largest)).RequireRateLimiting(Brakes.Streaming)
            .AddEndpointFilter(ReadToTheEnd);
    }

    /// <summary>A refusal waits for the rest of the body: a sender that is still sending would see a broken connection and no reason.</summary>
    static async ValueTask<object?> ReadToTheEnd(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var result = await next(invocation);
        await invocation.HttpContext.Request.Body.CopyToAsync(Stream.Null, invocation.HttpContext.RequestAborted);
        return result;
    }

    /// <summary>
    /// Takes the body as it is, with its media type as Content-Type and its name as Content-Disposition (RFC 6266). Sent again it is
    /// answered 200; what is not the same is 409.
    /// </summary>
    static async Task<IResult> Add(
        Guid caseId, Guid id, string? category, HttpRequest request, Caller caller, UnitOfWork work, KeyRing keys,
        CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var (name, fault) = AttachmentName.Read(request.Headers.ContentDisposition);
        var faults = new[]
        {
            fault,
            id.Version == 7 ? null : new Fault("/id", "is no version 7 UUID (RFC 9562); make one for each attachment"),
            category is not null && Codes.Categories.Contains(category) ? null
                : new Fault("/category", $"is none of {string.Join(", ", Codes.CategoriesInOrder)}"),
        }.OfType<Fault>().ToList();
        if (faults.Count > 0)
            return Problems.Invalid(faults);
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();

        using var content = new ContentReader(request.Body, Limits.Largest);
        await content.LookAhead(ContentKind.Needed, cancellationToken);
        if (content.Ahead.IsEmpty)
            return Unfit("attachment-empty", "There is nothing in it", "The file is empty. Choose it once more, or another one.");
        var code = ContentKind.Find(content.Ahead.Span, content.Ended);
        if (!ContentKind.Taken.TryGetValue(code, out var kind))
            return Unfit("attachment-kind", "Not taken",
                $"By its content it is {code}. Taken are {string.Join(", ", ContentKind.Taken.Keys.Order(StringComparer.Ordinal))}.", code);
        var sentAs = MediaTypeHeaderValue.TryParse(request.ContentType, out var type) ? type.MediaType.Value : request.ContentType;
        if (!kind.Agrees(sentAs, name!))
            return Unfit("attachment-differs", "Not what it is called",
                $"By its content it is {code}. Send it as {kind.MediaType}, under a name that ends in {kind.Endings[0]}.", code);

        work.Ask<bool>("select pg_advisory_xact_lock(hashtextextended(@id::text, 2)) is null", new { id }); // a repeat waits for the first
        var before = await Find(work, id, cancellationToken);
        using var key = DataKey.New();
        using var sealer = new ChunkSealer(key, id, Keep);
        try
        {
            // Where and with what an exhibit was made is part of what it proves.
            await Stripping.Copy(code, asItIs: category == Codes.Evidence, content, sealer.Write, cancellationToken);
        }
        catch (InvalidDataException)
        {
            return content.TooLarge ? TooLarge() : Unfit("attachment-broken", "Not whole",
                $"It begins as {code} and is none to its end. Save or copy the file again, and send that.", code);
        }
        if (content.TooLarge)
            return TooLarge();
        var head = new AttachmentHead(name!, await sealer.Finish());
        if (before is not null)
            return await IsSame(before, caseId, category!, head, caseKey, keys, cancellationToken) ? Answers.Done(id) : Problems.Refused(IdTaken);

        await keys.Destroy(KeyKind.Attachment, id, cancellationToken); // of an attempt that was not committed: the sweep may be at it
        using var ownKey = await keys.Make(KeyKind.Attachment, id, caller.Partner.Value, cancellationToken);
        work.Write(
            """
            insert into attachments (attachment_id, case_id, category, kind, length, wrapped_key, sealed, added_at, added_by)
            values (@id, @caseId, @category, @kind, @length, @wrappedKey, @sealed, @addedAt, @addedBy)
            """,
            SealedAttachment.Seal(id, caseId, category!, code, sealer.Length, head, key, caseKey, ownKey, work.Now, caller.ActorId));
        work.Audit(caller, Verbs.AttachmentAdded, found.LedgerReference, id, head.Sha256);
        return Answers.Created($"/cases/{caseId}/attachments/{id}", id, new { id });

        async ValueTask Keep(int number, byte[] chunk)
        {
            if (before is not null)
                return;
            work.Write("insert into attachment_chunks (attachment_id, number, sealed) values (@id, @number, @chunk)", new { id, number, chunk });
            await work.Flush(cancellationToken);
        }
    }

    static async Task<IResult> List(Guid caseId, Guid? cursor, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null)
            return CaseEndpoints.Erased();
        // Those added last come first, and the last one shown is the cursor.
        var rows = await work.Read<SealedAttachment>(
            $"""
            select {SealedAttachment.Columns} from attachments where case_id = @caseId and (@cursor is null or attachment_id < @cursor)
            order by attachment_id desc limit {Page + 1}
            """,
            new { caseId, cursor }, cancellationToken);
        var items = new List<object>();
        foreach (var row in rows.Take(Page))
        {
            using var key = await row.OpenKey(keys, caseKey, cancellationToken);
            if (key is not null)
                items.Add(row.Line(row.Open(key)));
        }
        work.Audit(caller, Verbs.AttachmentsRead, found.LedgerReference);
        return Answers.Found(new { items, next = rows.Count > Page ? rows[Page - 1].Id : (Guid?)null });
    }

    static async Task<IResult> Read(
        Guid caseId, Guid id, HttpContext context, Caller caller, UnitOfWork work, KeyRing keys, NpgsqlDataSource database,
        CancellationToken cancellationToken)
    {
        return await OwnCase.Find(work, caseId, caller, cancellationToken) is { } found
            ? await Content(caseId, id, found.LedgerReference, context, caller, work, keys, database, cancellationToken)
            : Problems.NotFound("case");
    }

    /// <summary>The file of a case that the caller may see, or of which they may see this one file.</summary>
    internal static async Task<IResult> Content(
        Guid caseId, Guid id, Guid ledgerReference, HttpContext context, Caller caller, UnitOfWork work, KeyRing keys, NpgsqlDataSource database,
        CancellationToken cancellationToken)
    {
        if (await Find(work, id, cancellationToken) is not { } attachment || attachment.CaseId != caseId)
            return Problems.NotFound("attachment");
        if (await ExhibitOf(work, id, cancellationToken) is { Isolated: true })
            return Isolation.Shut();
        using var caseKey = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (caseKey is null || await attachment.OpenKey(keys, caseKey, cancellationToken) is not { } key)
            return CaseEndpoints.Erased();
        context.Response.RegisterForDispose(key);
        work.Audit(caller, Verbs.AttachmentRead, ledgerReference, id);
        return new AttachmentContent(database, attachment, attachment.Open(key).Name, key);
    }

    static async Task<IResult> Remove(Guid caseId, Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        // Held: it becomes neither exhibit nor an order's document at this very moment.
        work.Ask<bool>("select true from attachments where attachment_id = @id for update", new { id });
        if (await ExhibitOf(work, id, cancellationToken) is not null)
            return Problems.Refused(IsExhibit);
        if (await work.ReadOne<bool>("select exists (select from orders where document_id = @id)", new { id }, cancellationToken))
            return Problems.Refused(IsOrder);
        var removed = await work.ReadOne<bool>("delete from attachments where attachment_id = @id and case_id = @caseId returning true",
            new { id, caseId }, cancellationToken);
        if (!removed)
            return Problems.NotFound("attachment");
        work.Audit(caller, Verbs.AttachmentRemoved, found.LedgerReference, id);
        // The key first: should the commit fail, the content is gone all the same, as was asked.
        await keys.Destroy(KeyKind.Attachment, id, cancellationToken);
        return Results.NoContent();
    }

    static Task<Kept?> ExhibitOf(UnitOfWork work, Guid id, CancellationToken cancellationToken) => work.ReadOne<Kept>(
        "select exhibit_id, isolated_at is not null as isolated from exhibits where attachment_id = @id", new { id }, cancellationToken);

    sealed record Kept(Guid ExhibitId, bool Isolated);

    static Task<SealedAttachment?> Find(UnitOfWork work, Guid id, CancellationToken cancellationToken) =>
        work.ReadOne<SealedAttachment>(
            $"select {SealedAttachment.Columns} from attachments where attachment_id = @id", new { id }, cancellationToken);

    static async Task<bool> IsSame(
        SealedAttachment before, Guid caseId, string category, AttachmentHead head, DataKey caseKey, KeyRing keys,
        CancellationToken cancellationToken)
    {
        if (before.CaseId != caseId || before.Category != category)
            return false;
        using var key = await before.OpenKey(keys, caseKey, cancellationToken);
        return key is not null && before.Open(key) is var kept && kept.Name == head.Name && kept.Sha256.AsSpan().SequenceEqual(head.Sha256);
    }

    static IResult TooLarge() => Problems.Problem(StatusCodes.Status413PayloadTooLarge, "too-large", "Too large",
        $"An attachment may have at most {Limits.Largest / 1024 / 1024} MB.");

    /// <param name="found">What it is, as a code of <see cref="Limits"/>.</param>
    static IResult Unfit(string type, string title, string detail, string? found = null) =>
        Problems.Problem(StatusCodes.Status422UnprocessableEntity, type, title, detail,
            new Dictionary<string, object?>(StringComparer.Ordinal) { ["found"] = found });
}
