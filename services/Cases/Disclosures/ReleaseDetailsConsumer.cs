using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Orders;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// An offer was accepted: what consent covers now goes, sealed, to the organisation that accepted and to no other. The
/// release stands on the receipt of its permit. A request that comes again gets the answer it got.
/// </summary>
sealed class ReleaseDetailsConsumer(UnitOfWork work, KeyRing keys, SigningKey network) : IConsumer<ReleaseDetails>
{
    sealed record Permitted(
        Guid Id, Guid CaseId, Guid Owner, Guid ReceiptId, string Purpose, string? Part, string[] Categories, Guid[] Recipients,
        Guid LedgerReference, Guid[]? Audience, long AudienceVersion);

    sealed record Answered(string? Refused, DateTimeOffset DecidedAt, Guid? DisclosureId, string[]? Categories, Guid[]? Exhibits, byte[]? FileSha256);

    public async Task Consume(ConsumeContext<ReleaseDetails> context)
    {
        var request = context.Message;
        await RecipientEnds.LockConversation(work, request.ConversationId, context.CancellationToken);
        foreach (var permitId in request.Permits)
        {
            if (!await AnsweredBefore(request, permitId, context.CancellationToken))
                await Answer(request, permitId, context.CancellationToken);
        }
    }

    async Task Answer(ReleaseDetails request, Guid permitId, CancellationToken cancellationToken)
    {
        Narrowing.LockCaseOf(work, permitId); // whoever changes the case's audience now sees this release, or is seen here
        var permit = await work.ReadOne<Permitted>(
            """
            select p.permit_id as id, p.case_id, p.owner, coalesce(p.receipt_id, p.permit_id) as receipt_id, p.purpose, p.part, p.categories,
                p.recipients, k.ledger_reference, k.audience, k.audience_version
            from permits p join cases k using (case_id) where p.permit_id = @permitId
            union all
            select o.order_id, o.case_id, k.owner, o.order_id, @compelled, null, o.categories, array[o.recipient], k.ledger_reference,
                k.audience, k.audience_version
            from orders o join cases k using (case_id) where o.order_id = @permitId
            """,
            new { permitId, compelled = Codes.CompelledDisclosure }, cancellationToken)
            ?? throw new InvalidOperationException($"Release {request.RequestId} stands on permit {permitId}, which Cases never gave.");
        var recipient = await KnownRecipient.Find(work, request.To.Value, cancellationToken)
            ?? throw new InvalidOperationException($"Release {request.RequestId} is for partner {request.To}, whose listing has not come yet.");
        if (permit.AudienceVersion > 0) // the permit may have been signed before, and no offer made on it
            Tell(request, new AudienceChanged(
                request.Conversation, request.ConversationId, permitId, TieId: null, permit.Audience, permit.AudienceVersion));
        using var caseKey = await keys.Open(KeyKind.Case, permit.CaseId, cancellationToken);
        if (caseKey is null)
        {
            Refuse(request, permit, "ERASED");
            return;
        }
        if (permit.Purpose == Codes.CompelledDisclosure)
        {
            if (await ReleaseOrdered(request, permit, recipient, caseKey, cancellationToken) is { } stands)
                Refuse(request, permit, stands);
            return;
        }
        var consents = await CaseConsents.Hold(work, caseKey, permit.CaseId, cancellationToken);
        var ((receipts, person), receipt) = (consents, consents.Basis(permit.ReceiptId));

        if (receipt.WithdrawnAt is { } withdrawnAt)
            Tell(request, new ConsentWithdrawn(
                request.Conversation, request.ConversationId, permitId, receipt.Id, withdrawnAt)); // it could not know of this permit's use
        var decisions = permit.Categories
            .Select(c => ConsentRules.DecideOn(
                receipt, receipts, person, new ConsentQuery(permit.Purpose, permit.Part, recipient.As(request.To.Value), c), work.Now))
            .ToArray();
        (Guid, string, string?)[] to = [(request.To.Value, recipient.Kind, recipient.Jurisdiction)];
        var refusal = !permit.Recipients.Contains(request.To.Value) ? "RECIPIENT_NOT_NAMED"
            : recipient.Suspended ? "RECIPIENT_SUSPENDED"
            // A status that has changed since the permit. The answer leaves Cases, so it says no more than of any kind that sees nothing.
            : await Firewall.ShutsAny(work, caseKey, permit.CaseId, permit.Purpose, to, cancellationToken) is not null ? "NOT_FOR_THIS_KIND"
            : await RecipientEnds.Find(work, request.ConversationId, request.To.Value, permitId, cancellationToken) is var ends
                && ends.Select(end => end.Forbids(receipt.GivenAt, work.Now)).FirstOrDefault(code => code is not null) is { } ended ? ended
            : decisions.Any(d => d.Permits)
                ? await Release(
                    request, permit, recipient, caseKey, [.. decisions.Where(d => d.Permits)],
                    ends.Where(end => end.BindsWhatComes).Min(end => (DateTimeOffset?)end.ReadsUntil), cancellationToken)
            : decisions[0].Reason;
        if (refusal is not null)
            Refuse(request, permit, refusal);
    }

    /// <summary>What an order compels: no consent is asked. Who it is for, and that its part goes on, holds all the same.</summary>
    /// <returns>Why nothing goes, or null.</returns>
    async Task<string?> ReleaseOrdered(
        ReleaseDetails request, Permitted order, KnownRecipient recipient, DataKey caseKey, CancellationToken cancellationToken)
    {
        var ends = await RecipientEnds.Find(work, request.ConversationId, request.To.Value, order.Id, cancellationToken);
        var stored = (await StoredOrder.Of(work, order.CaseId, cancellationToken)).Single(o => o.Id == order.Id);
        return !order.Recipients.Contains(request.To.Value) ? "RECIPIENT_NOT_NAMED"
            : recipient.Suspended ? "RECIPIENT_SUSPENDED"
            : ends.Count > 0 ? "RECIPIENT_ENDED"
            : request.OrderDigest is { } approved && approved != stored.Digest ? Codes.OrderChanged
            : await Release(
                request, order, recipient, caseKey, stored.Open(caseKey).Decide(order.Id), readsUntil: null, cancellationToken);
    }

    async Task<bool> AnsweredBefore(ReleaseDetails request, Guid permitId, CancellationToken cancellationToken)
    {
        var before = await work.ReadOne<Answered>(
            """
            select r.refused, r.decided_at, d.disclosure_id, d.categories, d.exhibits, d.file_sha256
            from releases r left join disclosures d using (disclosure_id)
            where r.request_id = @requestId and r.permit_id = @permitId
            """,
            new { request.RequestId, permitId }, cancellationToken);
        if (before is null)
            return false;
        if (before.Refused is { } reason)
            Tell(request, new ReleaseRefused(request.RequestId, request.Conversation, request.ConversationId, permitId, request.To, reason,
                before.DecidedAt));
        else
            Tell(request, new DetailsReleased(
                request.RequestId, request.Conversation, request.ConversationId, permitId, before.DisclosureId!.Value, request.To, before.Categories!,
                before.DecidedAt, before.FileSha256 is null ? null : before.Exhibits,
                before.FileSha256 is { } hash ? Convert.ToHexStringLower(hash) : null));
        return true;
    }

    /// <param name="readsUntil">When it shuts, where the recipient's part has ended meanwhile; null: as long as consent goes.</param>
    /// <returns>Why nothing goes after all, or null.</returns>
    async Task<string?> Release(
        ReleaseDetails request, Permitted permit, KnownRecipient recipient, DataKey caseKey, IReadOnlyList<Decision> permitting,
        DateTimeOffset? readsUntil, CancellationToken cancellationToken)
    {
        var content = await CaseContents.Read(work, caseKey, permit.CaseId, [.. permitting.Select(d => d.Category)], cancellationToken);
        var covered = permitting.SelectMany(d => d.Fields.Where(content.ContainsKey).Select(f => (d.Category, Field: f))).ToArray();
        var ordered = permit.Purpose == Codes.CompelledDisclosure;
        var evidence = ordered || permit.Purpose == Codes.Handoff;
        var exhibits = !evidence ? LeavingExhibits.None : await LeavingExhibits.Hold(
            work, keys, caseKey, permit.CaseId, [.. permitting.SelectMany(d => d.Fields).Select(ExhibitField.Find).OfType<Guid>()],
            cancellationToken);
        if (covered.Length == 0 && exhibits.Exhibits.Count == 0)
            return "NOTHING_TO_RELEASE";

        var terms = new DisclosureTerms(
            Guid.CreateVersion7(), request.Conversation, request.ConversationId, request.To.Value, permit.Purpose, permit.Part,
            permit.ReceiptId);
        var fields = covered.ToDictionary(c => c.Field, c => content[c.Field], StringComparer.Ordinal);
        var file = SealedDisclosure.Sign(terms, fields, exhibits.Exhibits, work.Now, network);
        var stored = JsonSerializer.SerializeToUtf8Bytes(
            new StoredDisclosure(
                [.. fields.Keys, .. exhibits.Ids.Select(ExhibitField.For)], SealedDisclosure.Seal(file, exhibits.Keys, terms, recipient.Key),
                evidence ? file : null),
            NetworkJson.Options);
        string[] categories =
        [
            .. covered.Select(c => c.Category).Distinct(StringComparer.Ordinal), .. exhibits.Exhibits.Count == 0 ? [] : new[] { Codes.Evidence },
        ];
        var (fileSha256, recordId) = (SHA256.HashData(Encoding.ASCII.GetBytes(file)), Guid.CreateVersion7());
        using var key = await keys.Make(KeyKind.Disclosure, terms.DisclosureId, permit.Owner, cancellationToken);
        work.Write(
            """
            insert into disclosures (disclosure_id, conversation_id, permit_id, case_id, recipient, purpose, part, receipt_id, categories,
                own_key, sealed, released_at, shut_at, shut_reason, conversation, exhibits, file_sha256, record_id, order_id)
            values (@disclosureId, @conversationId, @permitId, @caseId, @recipient, @purpose, @part, @receiptId, @categories, @ownKey, @content,
                @now, @readsUntil, case when @readsUntil is not null then 'RECIPIENT_ENDED' end, @conversation, @exhibits,
                case when @evidence then @fileSha256 end, @recordId, @orderId)
            """,
            new
            {
                terms.DisclosureId, terms.ConversationId, permitId = ordered ? null : (Guid?)permit.Id, permit.CaseId, terms.Recipient, terms.Purpose,
                terms.Part, receiptId = ordered || terms.ReceiptId == permit.Id ? null : (Guid?)terms.ReceiptId,
                orderId = ordered ? permit.Id : (Guid?)null, categories,
                recipient.OwnKey, content = key.Seal(stored, StoredDisclosure.BoundTo(terms)), work.Now, readsUntil, terms.Conversation,
                exhibits = exhibits.Ids, evidence, fileSha256, recordId,
            });
        Remember(request, permit, terms.DisclosureId, refused: null);
        Tell(request, new DetailsReleased(
            request.RequestId, request.Conversation, request.ConversationId, permit.Id, terms.DisclosureId, request.To, categories, work.Now,
            evidence ? exhibits.Ids : null, evidence ? Convert.ToHexStringLower(fileSha256) : null));
        work.Audit(caller: null, Verbs.DetailsReleased, permit.LedgerReference, terms.DisclosureId, Encoding.ASCII.GetBytes(file), recordId);
        await exhibits.Record(
            new(work, network, caseKey, permit.CaseId, permit.LedgerReference), permit.Owner, terms.Recipient, work.Now, cancellationToken);
        CryptographicOperations.ZeroMemory(stored);
        return null;
    }

    void Refuse(ReleaseDetails request, Permitted permit, string reason)
    {
        Remember(request, permit, disclosureId: null, reason);
        Tell(request, new ReleaseRefused(request.RequestId, request.Conversation, request.ConversationId, permit.Id, request.To, reason, work.Now));
        work.Audit(caller: null, Verbs.ReleaseRefused, permit.LedgerReference, request.ConversationId);
    }

    void Remember(ReleaseDetails request, Permitted permit, Guid? disclosureId, string? refused) =>
        work.Write(
            """
            insert into releases (request_id, conversation, conversation_id, permit_id, recipient, disclosure_id, refused, decided_at)
            values (@requestId, @conversation, @conversationId, @id, @to, @disclosureId, @refused, @now)
            """,
            new { request.RequestId, request.Conversation, request.ConversationId, permit.Id, request.To, disclosureId, refused, work.Now });

    /// <summary>To the service whose conversation it is.</summary>
    void Tell<T>(ReleaseDetails request, T message) where T : class => work.Send(message, Conversations.Queues[request.Conversation]);
}
