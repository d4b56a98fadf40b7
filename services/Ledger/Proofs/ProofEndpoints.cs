using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Ledger.Proofs;

/// <summary>What lets anybody signed in check the ledger, and lets an auditor have it recomputed. Hashes only.</summary>
public static class ProofEndpoints
{
    public static void MapProofs(this IEndpointRouteBuilder app)
    {
        var proofs = app.MapActions("").RequireRateLimiting(Brakes.Costly);
        proofs.MapGet("/head", Head);
        proofs.MapGet("/proof", Inclusion);
        proofs.MapGet("/consistency", Consistency);
        proofs.MapPost("/verify", Verify);
    }

    static async Task<IResult> Head(UnitOfWork work, CancellationToken cancellationToken)
    {
        var head = await work.ReadOne<Newest>("select size, root, at from heads order by size desc limit 1", values: null, cancellationToken);
        return Answers.Found(new { size = head?.Size ?? 0, root = Hex(head?.Root ?? MerkleTree.Root([])), head?.At });
    }

    sealed record Newest(long Size, byte[] Root, DateTimeOffset At);

    /// <summary>Shows that the audit record at an index is in the tree of the newest head.</summary>
    static async Task<IResult> Inclusion(long index, UnitOfWork work, CancellationToken cancellationToken)
    {
        var leaves = await Leaves(work, size: null, cancellationToken);
        if (index < 0 || index >= leaves.Length)
            return Problems.NotFound("entry");
        return Answers.Found(new
        {
            index,
            size = leaves.Length,
            leaf = Hex(leaves[index]),
            root = Hex(MerkleTree.Root(leaves)),
            path = MerkleTree.InclusionProof((int)index, leaves).ConvertAll(Hex),
        });
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
