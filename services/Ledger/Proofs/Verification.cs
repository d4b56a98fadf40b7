using System.Data;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Ledger.Records;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Proofs;

/// <summary>A head of the tree as somebody kept it.</summary>
/// <param name="Root">Hex.</param>
public sealed record KnownHead(long Size, string Root);

/// <param name="FirstWrongIndex">The first place at which the rows are not what the tree says; null if all is well.</param>
/// <param name="Finding">What is wrong there.</param>
public sealed record VerificationResult(long Size, string Root, long? FirstWrongIndex, string? Finding)
{
    public bool Sound => Finding is null;
}

/// <summary>
/// Recomputes the whole tree from the acts as they now stand, and compares it with every leaf and every head that was
/// written: trusts no row, no trigger and no earlier verification.
/// </summary>
public static class Verification
{
    public static async Task<VerificationResult> Run(NpgsqlDataSource database, KnownHead? known, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot, so that what is being added meanwhile does not look like damage.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        var heads = await connection.Read<Head>("select size, root from heads order by size", values: null, cancellationToken);
        if (known is not null && heads.Count == 0 || known?.Size > (heads.LastOrDefault()?.Size ?? 0))
            return new VerificationResult(
                0, Hex(MerkleTree.Root([])), (heads.LastOrDefault()?.Size ?? 0), "The tree is shorter than the head that you know.");

        var tree = new Frontier();
        var compared = 0;
        await foreach (var leaf in Leaves(connection, cancellationToken))
        {
            VerificationResult Wrong(string finding) => new(tree.Size, Hex(tree.Root()), tree.Size, finding);

            if (leaf.Index != tree.Size)
                return Wrong("An entry is missing.");
            if (leaf.Act is not { } audit)
                return Wrong("The record of this entry is missing.");
            if (!MerkleTree.LeafHash(audit.Entry()).AsSpan().SequenceEqual(leaf.Hash))
                return Wrong("The record is not the one that was made.");

            tree.Append(leaf.Hash);
            if (compared < heads.Count && heads[compared].Size == tree.Size)
            {
                if (!heads[compared].Root.AsSpan().SequenceEqual(tree.Root()))
                    return new VerificationResult(tree.Size, Hex(tree.Root()), compared == 0 ? 0 : heads[compared - 1].Size,
                        "The entries from here do not give the root that was written over them.");
                compared++;
            }
            if (known?.Size == tree.Size && !string.Equals(known.Root, Hex(tree.Root()), StringComparison.OrdinalIgnoreCase))
                return new VerificationResult(
                    tree.Size, Hex(tree.Root()), 0, "The tree is not the one whose head you know: it was rewritten at or before that head.");
        }

        var finding =
            compared < heads.Count ? "Entries at the end are missing: a head says there were more." :
            tree.Size > (heads.LastOrDefault()?.Size ?? 0) ? "The entries at the end have no head." :
            await Unplaced(connection, cancellationToken) ? "A record has neither a place in the tree nor waits for one." :
            null;
        return new VerificationResult(tree.Size, Hex(tree.Root()), finding is null ? null : tree.Size, finding);
    }

    static IAsyncEnumerable<Leaf> Leaves(NpgsqlConnection connection, CancellationToken cancellationToken) => connection.Stream<Leaf>(
        $"select l.index, l.hash, {AuditRecord.Columns} from leaves l left join audit_records a using (record_id) order by l.index",
        values: null, cancellationToken);

    static async Task<bool> Unplaced(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        (await connection.Read<bool>(
            """
            select exists (
                select from audit_records a
                where not exists (select from leaves l where l.record_id = a.record_id)
                  and not exists (select from pending p where p.record_id = a.record_id))
            """,
            values: null, cancellationToken))[0];

    sealed record Head(long Size, byte[] Root);

    /// <summary>With its audit record, unless that is missing.</summary>
    sealed record Leaf(
        long Index, byte[] Hash, Guid? Id, Guid? Actor, Guid? Partner, string? Service, string? Verb, Guid? Reference, Guid? Related,
        DateTimeOffset? At, string? Commitment)
    {
        public AuditRecord? Act =>
            Id is { } id
                ? new(id, Actor!.Value, Partner, Service!, Verb!, Reference!.Value, Related, At!.Value, Commitment)
                : null;
    }

    static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
