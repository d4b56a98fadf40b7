using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Proofs;

/// <summary>
/// What lets anybody signed in check the ledger, and lets an auditor have it recomputed. Hashes only, but for records whose
/// commitments the caller presents.
/// </summary>
public static class ProofEndpoints
{
    public static void MapProofs(this IEndpointRouteBuilder app)
    {
        var proofs = app.MapActions("").RequireRateLimiting(Brakes.Costly);
        proofs.MapGet("/keys", Keys);
        proofs.MapGet("/head", NewestHead);
        proofs.MapGet("/proof", Inclusion);
        proofs.MapGet("/consistency", Consistency);
        proofs.MapPost("/verify", Verify);
        app.MapPost("/proofs", Records).RequireAuthorization().RequireRateLimiting(Brakes.Costly);
    }

    /// <summary>What checkpoints are checked with, as an export lists it.</summary>
    static Answer Keys(SigningKey key) => Answers.Found(new LedgerKeys([.. key.PublicKeys.Select(jwk => new ExportedKey("ledger", jwk))]));

    static async Task<IResult> NewestHead(UnitOfWork work, SigningKey key, CancellationToken cancellationToken)
    {
        var head = await Head.Newest(work, cancellationToken);
        return Answers.Found(new { size = head?.Size ?? 0, root = Hex(head?.Root ?? MerkleTree.Root([])), head?.At, checkpoint = head?.Sign(key) });
    }

    /// <summary>Shows that the audit record at an index is in the tree of the newest head.</summary>
    static async Task<IResult> Inclusion(long index, UnitOfWork work, SigningKey key, CancellationToken cancellationToken)
    {
        var head = await Head.Newest(work, cancellationToken);
        if (head is null || index < 0 || index >= head.Size)
            return Problems.NotFound("entry");
        var leaves = await Leaves(work, head.Size, cancellationToken);
        var path = head.Prove([(int)index], leaves)[0];
        return Answers.Found(new { index, head.Size, leaf = Hex(leaves[index]), root = Hex(head.Root), path, checkpoint = head.Sign(key) });
    }

    /// <summary>
    /// Many records with their proofs against one checkpoint, for an export. Open to whoever presents the records' commitments: those
    /// have had what the records are about. Changes nothing, so it takes no Idempotency-Key.
    /// </summary>
    static async Task<IResult> Records(ProveRecords asked, UnitOfWork work, SigningKey key, CancellationToken cancellationToken)
    {
        if (asked.Faults() is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (await Head.Newest(work, cancellationToken) is not { } head)
            return Problems.NotFound("record");
        var found = await work.Read<PlacedRecord>(
            $"""
            select {AuditRecord.Columns}, l.index
            from unnest(@ids, @commitments) with ordinality as asked (record_id, commitment, place)
            join audit_records a using (record_id, commitment)
            join leaves l using (record_id)
            where l.index < @size
            order by asked.place
            """,
            new { asked.Ids, asked.Commitments, head.Size }, cancellationToken);
        // All or nothing. A record that came this moment has no place yet: asked again, it is found.
        if (found.Count < asked.Records.Count)
            return Problems.NotFound("record");
        var paths = head.Prove(found.ConvertAll(one => (int)one.Index), await Leaves(work, head.Size, cancellationToken));
        return Answers.Found(new RecordProofs([.. found.Zip(paths, (one, path) => one.Proved(path))], head.Sign(key)));
    }

    /// <summary>Shows that the tree a reader knows (<paramref name="from"/> entries) was only added to.</summary>
    static async Task<IResult> Consistency(long from, long? to, UnitOfWork work, CancellationToken cancellationToken)
    {
        var leaves = await Leaves(work, to, cancellationToken);
        if (from < 1 || from > leaves.Length || to > leaves.Length)
            return Problems.Invalid(new Fault("", $"from and to are sizes of the tree: 1 <= from <= to <= {leaves.Length}."));
        return Answers.Found(new
        {
            from,
            to = leaves.Length,
            fromRoot = Hex(MerkleTree.Root(leaves.AsSpan(0, (int)from))),
            toRoot = Hex(MerkleTree.Root(leaves)),
            path = MerkleTree.ConsistencyProof((int)from, leaves).ConvertAll(Hex),
        });
    }

    /// <param name="known">A head that was kept elsewhere: what was rewritten whole, heads and all, only it can show.</param>
    static async Task<IResult> Verify(
        KnownHead? known, Caller caller, UnitOfWork work, NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (!caller.Has(Roles.Administrator) && !caller.Has(Roles.DataProtectionOfficer))
            return Problems.Forbidden("Verifying is for data-protection officers and network administrators.");
        if (known is { Size: < 1 } or { Root: not { Length: 2 * MerkleTree.HashSize } })
            return Problems.Invalid(new Fault("/size", "A known head has a size of at least 1 and a root of 64 hex digits."));

        var verdict = await Verification.Run(database, known, cancellationToken);
        var id = Guid.CreateVersion7();
        work.Audit(caller, verdict.Sound ? Verbs.LedgerVerified : Verbs.LedgerFoundBroken, id);
        return new Answer(StatusCodes.Status200OK, id, Location: null, ETag: null,
            new { id, verdict.Sound, verdict.Size, root = verdict.Root, verdict.FirstWrongIndex, verdict.Finding });
    }

    /// <summary>All leaf hashes, 32 bytes each: a proof of a million acts reads 32 MB. Keep inner nodes when that hurts.</summary>
    static async Task<byte[][]> Leaves(UnitOfWork work, long? size, CancellationToken cancellationToken) =>
        [.. await work.Read<byte[]>(
            "select hash from leaves where index < coalesce(@size, (select max(size) from heads), 0) order by index",
            new { size }, cancellationToken)];

    static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
