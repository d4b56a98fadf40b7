using System.Security.Cryptography;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Orders;

/// <summary>
/// Orders of courts and authorities that compel a disclosure: recorded with their document, narrowed, never widened. What they name leaves
/// only when the conversation that approves it asks (<see cref="Conversations.CompelledDisclosure"/>).
/// </summary>
static class OrderEndpoints
{
    sealed record NarrowOrder(IReadOnlyList<string> Fields);

    /// <param name="AnswerBy">Until when it wants its answer; null: it does not say.</param>
    sealed record CorrectDay(DateTimeOffset? AnswerBy = null);

    public static void MapOrders(this WebApplication app)
    {
        const string Prefix = "/cases/{caseId:guid}/orders";
        var orders = app.MapGroup(Prefix).AnswersWithToken<SignedOrder>(SignedOrder.Type, SignedOrder.Claims).MapCaseWork("");
        orders.MapPost("", Record);
        orders.MapPost("{id:guid}/narrow", Narrow);
        orders.MapPost("{id:guid}/answer-by", Correct);
        app.MapGroup(Prefix).AnswersWithToken<SignedTelling>(SignedTelling.Type, SignedTelling.Claims).MapCaseWork("")
            .MapPost("{id:guid}/told", OrderTelling.Record);
        var reading = app.MapCaseWork(Prefix);
        reading.MapGet("", List);
        reading.MapGet("{id:guid}/left", OrderReading.Left);
        app.MapOrderReading();
    }

    static async Task<IResult> Record(
        Guid caseId, RecordOrder body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var partners = await Nameable.Find(work, caller, [body.Recipient], cancellationToken);
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        body = OrderRules.Cleaned(body);
        var hash = body.Document is { } named ? await SealedAttachment.HashOf(named, caseId, work, keys, key, cancellationToken) : null;
        var exhibits = await Exhibit.Named(work, caseId, OrderRules.ExhibitsIn(body.Fields), cancellationToken);
        var kind = partners.GetValueOrDefault(body.Recipient)?.Kind;
        if (OrderRules.Check(body, caller.Partner.Value, kind, hash is not null, exhibits, work.Now) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        var order = new Order(
            body.Law, body.Fields, body.TherapyNotesNamed,
            hash is null ? null : new(body.Document!.Value, Convert.ToHexStringLower(hash)), body.AuthorityReference, body.Officer);
        var sealedOrder = order.Seal(key, caseId, id, version: 1, out var content);
        work.Write(
            """
            insert into orders (order_id, case_id, recipient, basis, categories, fields, exhibits, answer_by, version, sealed, document_id,
                recorded_at, recorded_by)
            values (@id, @caseId, @recipient, @basis, @categories, @fields, @exhibits, @answerBy, 1, @sealedOrder, @document, @now, @actorId)
            """,
            new
            {
                id, caseId, body.Recipient, body.Basis, categories = Categories(order), fields = FieldsOf(order), order.Exhibits,
                answerBy = body.AnswerBy?.ToUniversalTime(), sealedOrder,
                document = order.Document?.Attachment, work.Now, caller.ActorId,
            });
        work.Audit(caller, Verbs.OrderRecorded, found.LedgerReference, id, content);
        CryptographicOperations.ZeroMemory(content);
        return Answers.Created($"/cases/{caseId}/orders", id, new { id });
    }

    /// <summary>Under the same id; its token says how wide it is now.</summary>
    static async Task<IResult> Narrow(
        Guid caseId, Guid id, NarrowOrder body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        Narrowing.LockCase(work, caseId); // a release of it comes wholly before, or after
        if (await StoredOrder.Find(work, id, caller, cancellationToken) is not { } stored || stored.CaseId != caseId)
            return Problems.NotFound("order");
        if (WhyUnchangeable(stored) is { } over)
            return Problems.Refused(over);
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var order = stored.Open(key);
        if (OrderRules.CheckNarrowing(order.Fields, body.Fields) is { Count: > 0 } faults)
            return Problems.Invalid(faults);

        order = order with { Fields = body.Fields };
        var version = stored.Version + 1;
        var sealedOrder = order.Seal(key, caseId, id, version, out var content);
        work.Write(
            """
            update orders set sealed = @sealedOrder, categories = @categories, fields = @fields, exhibits = @exhibits, version = @version
            where order_id = @id
            """,
            new { id, sealedOrder, categories = Categories(order), fields = FieldsOf(order), order.Exhibits, version });
        work.Audit(caller, Verbs.OrderNarrowed, stored.LedgerReference, id, content);
        CryptographicOperations.ZeroMemory(content);
        return Answers.Created($"/cases/{caseId}/orders", id, new { id });
    }

    /// <summary>
    /// The day by which it is to be answered was mistaken, or whoever gave it has given more time. What the order says is sealed and stays as it is.
    /// </summary>
    static async Task<IResult> Correct(
        Guid caseId, Guid id, CorrectDay body, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        Narrowing.LockCase(work, caseId);
        if (await StoredOrder.Find(work, id, caller, cancellationToken) is not { } stored || stored.CaseId != caseId)
            return Problems.NotFound("order");
        if (WhyUnchangeable(stored) is { } over)
            return Problems.Refused(over);
        if (OrderRules.WhyNoAnswer(body.AnswerBy, stored.Basis, work.Now) is { } wrong)
            return Problems.Invalid(new Fault("/answerBy", wrong));
        work.Write("update orders set answer_by = @answerBy where order_id = @id", new { id, answerBy = body.AnswerBy?.ToUniversalTime() });
        work.Audit(caller, Verbs.OrderDayCorrected, stored.LedgerReference, id);
        return Answers.Created($"/cases/{caseId}/orders", id, new { id });
    }

    static Refusal? WhyUnchangeable(StoredOrder stored) =>
        stored.Disclosed ? new("ALREADY_DISCLOSED", "What the order names has left already: it is changed no more.")
        : stored.Closed ? new("ORDER_CLOSED", "Nothing leaves on this order any more: there is nothing to change.")
        : null;

    /// <summary>Without their words; each with its token, as wide as it is now.</summary>
    static async Task<IResult> List(Guid caseId, Caller caller, UnitOfWork work, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is null)
            return Problems.NotFound("case");
        var lines = new List<OrderLine>();
        foreach (var order in await StoredOrder.Of(work, caseId, cancellationToken))
        {
            var signed = (await work.ReadOne<SignedOrder>(SignedOrder.Claims, new { order.Id }, cancellationToken))!;
            lines.Add(new(
                order.Id, order.Recipient, order.Basis, order.Categories, signed.Fields, order.Version, order.RecordedAt, order.RecordedBy,
                order.Disclosed, network.Sign(SignedOrder.Type, signed), signed.Exhibits,
                order.Closed ? null : order.AnswerBy));
        }
        return Answers.Found(new { items = lines });
    }

    static string[] Categories(Order order) =>
        [.. order.Fields.Select(field => ExhibitField.CategoryOf(field)!).Distinct(StringComparer.Ordinal)];

    /// <summary>How many it names, without the exhibits.</summary>
    static int FieldsOf(Order order) => order.Fields.Count - order.Exhibits.Length;
}
