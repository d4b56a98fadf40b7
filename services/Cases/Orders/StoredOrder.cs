using System.Security.Cryptography;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Orders;

/// <summary>An order as it lies in the database.</summary>
/// <param name="Disclosed">A disclosure was made on it: it changes no more.</param>
/// <param name="Closed">Nothing leaves on it any more.</param>
sealed record StoredOrder(
    Guid Id, Guid CaseId, Guid Recipient, string Basis, string[] Categories, long Version, byte[] Sealed, DateTimeOffset RecordedAt, Guid RecordedBy,
    Guid LedgerReference, bool Disclosed, bool Closed, DateTimeOffset? AnswerBy)
{
    /// <summary>One of a case that this person of its organisation may see.</summary>
    public static Task<StoredOrder?> Find(UnitOfWork work, Guid id, Caller caller, CancellationToken cancellationToken) =>
        work.ReadOne<StoredOrder>($"{Query} where o.order_id = @id and visible_to(k, @partner, @actorId)",
            new { id, caller.Partner, caller.ActorId }, cancellationToken);

    /// <summary>
    /// One that this person may read: of a case that they may see; or, as long as something may leave on it, one that is theirs to approve,
    /// whatever the case's audience. The data-protection officer approves nothing (GDPR Art. 38(6)).
    /// </summary>
    public static Task<StoredOrder?> FindReadable(UnitOfWork work, Guid id, Caller caller, CancellationToken cancellationToken) =>
        work.ReadOne<StoredOrder>(
            $"""
            {Query} where o.order_id = @id and visible_to(k, @partner, null) and (
                (@worksWithCases and visible_to(k, @partner, @actorId))
                or (not @advises and o.closed_at is null and not exists (select from disclosures d where d.order_id = o.order_id) and (@approves
                    or exists (select from order_deputies named, unnest(named.deputies, named.named_at) deputy(actor, since)
                        where named.partner_id = @partner and deputy.actor = @actorId and deputy.since < o.recorded_at))))
            """,
            new
            {
                id, caller.Partner, caller.ActorId, caller.WorksWithCases, advises = caller.Has(Roles.DataProtectionOfficer),
                approves = caller.Has(Roles.Coordinator) || caller.Has(Roles.Director),
            },
            cancellationToken);

    public static Task<List<StoredOrder>> Of(UnitOfWork work, Guid caseId, CancellationToken cancellationToken) =>
        work.Read<StoredOrder>($"{Query} where o.case_id = @caseId order by o.order_id", new { caseId }, cancellationToken);

    /// <summary>As its token says it.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Sealed));

    public Order Open(DataKey caseKey) => Order.Open(caseKey, Sealed, CaseId, Id, Version);

    const string Query =
        """
        select o.order_id as id, o.case_id, o.recipient, o.basis, o.categories, o.version, o.sealed, o.recorded_at, o.recorded_by,
            k.ledger_reference, exists (select from disclosures d where d.order_id = o.order_id) as disclosed,
            o.closed_at is not null as closed, o.answer_by
        from orders o join cases k using (case_id)
        """;
}

/// <summary>
/// What the token of an order says: that it is there, from whom and how wide, and neither the case nor what it names. With it a demand is
/// recorded, and its service asks nobody.
/// </summary>
/// <param name="Exhibits">How many it names.</param>
/// <param name="Digest">Of all that it says, as it is sealed: what is narrower has another. Nobody can tell from it what the order names.</param>
/// <param name="AnswerBy">Unix seconds.</param>
sealed record SignedOrder(
    Guid Jti, Guid Owner, Guid Recipient, string Basis, string[] Categories, int Fields, int Exhibits, long Version, string Digest, long? AnswerBy,
    long Exp, Guid[]? Only, long OnlyVersion)
{
    public const string Type = "order+jwt";

    /// <summary>SQL that reads it of <c>@id</c>. A demand is recorded soon after its order.</summary>
    public const string Claims =
        """
        select o.order_id as jti, k.owner, o.recipient, o.basis, o.categories, o.fields, cardinality(o.exhibits) as exhibits,
            o.version, encode(sha256(o.sealed), 'hex') as digest, ceil(extract(epoch from o.answer_by))::bigint as answer_by,
            extract(epoch from now() + interval '30 days')::bigint as exp, k.audience as only, k.audience_version as only_version
        from orders o join cases k using (case_id) where o.order_id = @id
        """;
}

/// <summary>What the token of a telling says: when, and neither by whom nor in which words.</summary>
sealed record SignedTelling(Guid Jti, Guid Owner, Guid Sub, long? ToldAt, long? ToBeHeardUntil, long? BanUntil)
{
    public const string Type = "told+jwt";

    public const string Claims =
        """
        select t.telling_id as jti, k.owner, t.order_id as sub, floor(extract(epoch from t.told_at))::bigint as told_at,
            ceil(extract(epoch from t.to_be_heard_until))::bigint as to_be_heard_until, ceil(extract(epoch from t.ban_until))::bigint as ban_until
        from order_tellings t join orders o using (order_id) join cases k using (case_id) where t.telling_id = @id
        """;
}
