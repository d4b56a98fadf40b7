using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Orders;

/// <summary>What exactly would leave, for whoever approves it; and the register, without content, for the data-protection officer.</summary>
static class OrderReading
{
    static readonly FrozenSet<string> Officers = new[] { Roles.DataProtectionOfficer }.ToFrozenSet(StringComparer.Ordinal);

    sealed record Telling(Guid Id, DateTimeOffset? ToldAt, DateTimeOffset? ToBeHeardUntil, DateTimeOffset? BanUntil, byte[]? Sealed);

    sealed record Copy(Guid Id, Guid Recipient);

    /// <param name="Exhibits">How many of which kind; null: none.</param>
    sealed record Registered(
        Guid Id, string Basis, Guid Recipient, string[] Categories, int Fields, DateTimeOffset RecordedAt, DateTimeOffset? ReleasedAt,
        DateTimeOffset? ShutAt, string? Refused, string? Exhibits, DateTimeOffset? AnswerBy);

    public static void MapOrderReading(this WebApplication app)
    {
        // Who may read which is looked at in each: a deputy may have any role.
        var orders = app.MapActions("/orders");
        orders.MapGet("{id:guid}/preview", Preview);
        orders.MapGet("{id:guid}/document", Document);
        app.MapActions("/orders").ForRoles(Officers, "Only the data-protection officer sees the register of orders.").MapGet("", Register);
    }

    /// <summary>By the order's id alone, since a director is told no case.</summary>
    static async Task<IResult> Preview(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredOrder.FindReadable(work, id, caller, cancellationToken) is not { } stored)
            return Problems.NotFound("order");
        using var key = await keys.Open(KeyKind.Case, stored.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var order = stored.Open(key);
        var decided = order.Decide(id);
        var content = await CaseContents.Read(work, key, stored.CaseId, [.. decided.Select(d => d.Category)], cancellationToken);
        var named = order.Exhibits.Length == 0 ? [] : await Exhibit.All(work, stored.CaseId, cancellationToken);
        var exhibits = named.Where(exhibit => order.Exhibits.Contains(exhibit.Id)).Reverse()
            .ToLookup(exhibit => exhibit.IsolatedAt is null);
        var tellings = await work.Read<Telling>(
            """
            select telling_id as id, told_at, to_be_heard_until, ban_until, sealed from order_tellings where order_id = @id order by telling_id
            """,
            new { id }, cancellationToken);
        work.Audit(caller, Verbs.OrderRead, stored.LedgerReference, id);
        return Answers.Found(new OrderPreview(
            id, stored.Recipient, stored.Basis, order.Law, order.Document?.Attachment, order.Document?.Sha256, order.AuthorityReference,
            order.Officer, order.TherapyNotesNamed, stored.Version,
            decided.SelectMany(d => d.Fields).Where(content.ContainsKey).ToDictionary(f => f, f => content[f], StringComparer.Ordinal),
            [.. order.Fields.Where(f => !content.ContainsKey(f) && ExhibitField.Find(f) is null)],
            [.. tellings.Select(t => new OrderTold(
                t.ToldAt, t.Sealed is null ? null : Encoding.UTF8.GetString(key.Open(t.Sealed, Binding.OrderTelling(id, t.Id))), t.ToBeHeardUntil,
                t.BanUntil, t.Id))],
            [.. exhibits[true].Select(exhibit => exhibit.Shown(exhibit.Open(key)))],
            // Closed for everybody: who approves needs not even its label.
            [.. exhibits[false].Select(exhibit => new ExhibitThatStays(exhibit.Id, exhibit.Kind))], stored.Digest, stored.AnswerBy));
    }

    /// <summary>What has left on it, by name, whatever the case holds now: for whoever tells the person.</summary>
    public static async Task<IResult> Left(
        Guid caseId, Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await StoredOrder.Find(work, id, caller, cancellationToken) is not { } stored || stored.CaseId != caseId)
            return Problems.NotFound("order");
        if (await work.ReadOne<Copy>(
            "select disclosure_id as id, recipient from disclosures where order_id = @id", new { id }, cancellationToken) is not { } copy)
            return Problems.NotFound("disclosure");
        using var key = await keys.Open(KeyKind.Disclosure, copy.Id, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var kept = (await RecipientAccess.Find(work, copy.Id, copy.Recipient, cancellationToken))!;
        work.Audit(caller, Verbs.OrderRead, stored.LedgerReference, id);
        return Answers.Found(new { items = StoredDisclosure.Open(key, kept.Sealed, kept.Terms).Fields });
    }

    /// <summary>The order itself, for whoever approves what it takes.</summary>
    static async Task<IResult> Document(
        Guid id, HttpContext context, Caller caller, UnitOfWork work, KeyRing keys, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (await StoredOrder.FindReadable(work, id, caller, cancellationToken) is not { } stored)
            return Problems.NotFound("order");
        using var key = await keys.Open(KeyKind.Case, stored.CaseId, cancellationToken);
        return key is null ? CaseEndpoints.Erased()
            : stored.Open(key).Document is { } document
                ? await AttachmentEndpoints.Content(
                    stored.CaseId, document.Attachment, stored.LedgerReference, context, caller, work, keys, database, cancellationToken)
            : Problems.NotFound("document");
    }

    static async Task<IResult> Register(Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var rows = await work.Read<Registered>(
            """
            select o.order_id as id, o.basis, o.recipient, o.categories, o.fields, o.recorded_at, d.released_at, d.shut_at,
                case when d.disclosure_id is null then
                    (select r.refused from releases r where r.permit_id = o.order_id order by r.decided_at desc limit 1) end as refused,
                (select jsonb_object_agg(kind, count) from (
                    select e.kind, count(*) from exhibits e where e.exhibit_id = any(o.exhibits) group by e.kind) kinds) as exhibits,
                case when o.closed_at is null then o.answer_by end as answer_by
            from orders o join cases k using (case_id) left join disclosures d using (order_id)
            where visible_to(k, @partner, @actor) order by o.order_id desc
            """,
            new { caller.Partner, actor = caller.ActorUnless(Roles.DataProtectionOfficer) }, cancellationToken);
        return Answers.Found(new
        {
            items = rows.ConvertAll(o => new OrderRegistered(
                o.Id, o.Basis, o.Recipient, o.Categories, o.Fields, o.RecordedAt, o.ReleasedAt, o.ShutAt, o.Refused,
                o.Exhibits is { } kinds ? JsonSerializer.Deserialize<Dictionary<string, int>>(kinds, NetworkJson.Options) : null, o.AnswerBy)),
        });
    }
}
