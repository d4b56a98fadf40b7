using System.Data;
using Npgsql;
using ReferralNetwork.Ledger.Recording;

namespace ReferralNetwork.Ledger.Proving;

/// <summary>A head of the tree as somebody kept it.</summary>
/// <param name="Root">Hex.</param>
public sealed record KnownHead(long Size, string Root);

/// <param name="FirstWrongIndex">The first place at which the rows are not what the tree says; null if all is well.</param>
/// <param name="Finding">What is wrong there.</param>
public sealed record Verdict(long Size, string Root, long? FirstWrongIndex, string? Finding)
{
    public bool Sound => Finding is null;
}

/// <summary>
/// Recomputes the whole tree from the acts as they now stand, and compares it with every leaf and every head that was
/// written: trusts no row, no trigger and no earlier verification.
/// </summary>
public static class Verification
{
    public static async Task<Verdict> Run(NpgsqlDataSource database, KnownHead? known, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        // One snapshot, so that what is being added meanwhile does not look like damage.
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

        var heads = await Heads(connection, cancellationToken);
        if (known is not null && heads.Count == 0 || known?.Size > heads.LastOrDefault().Key)
            return new Verdict(0, Hex(MerkleTree.Root([])), heads.LastOrDefault().Key, "The tree is shorter than the head that you know.");

        var tree = new Frontier();
        var compared = 0;
        await foreach (var (index, leaf, act) in Rows(connection, cancellationToken))
        {
            Verdict Wrong(string finding) => new(tree.Size, Hex(tree.Root()), tree.Size, finding);

            if (index != tree.Size)
                return Wrong("An entry is missing.");
            if (act is null)
                return Wrong("The act of this entry is missing.");
            if (!MerkleTree.LeafHash(act.Entry()).AsSpan().SequenceEqual(leaf))
                return Wrong("The act is not the one that was recorded.");

            tree.Append(leaf);
            if (compared < heads.Count && heads[compared].Key == tree.Size)
            {
                if (!heads[compared].Value.AsSpan().SequenceEqual(tree.Root()))
                    return new Verdict(tree.Size, Hex(tree.Root()), compared == 0 ? 0 : heads[compared - 1].Key,
                        "The entries from here do not give the root that was written over them.");
                compared++;
            }
            if (known?.Size == tree.Size && !string.Equals(known.Root, Hex(tree.Root()), StringComparison.OrdinalIgnoreCase))
                return new Verdict(tree.Size, Hex(tree.Root()), 0, "The tree is not the one whose head you know: it was rewritten at or before that head.");
        }

        var finding =
            compared < heads.Count ? "Entries at the end are missing: a head says there were more." :
            tree.Size > (heads.Count == 0 ? 0 : heads[^1].Key) ? "The entries at the end have no head." :
            await Unplaced(connection, cancellationToken) ? "An act has neither a place in the tree nor waits for one." :
            null;
        return new Verdict(tree.Size, Hex(tree.Root()), finding is null ? null : tree.Size, finding);
    }

    static async Task<List<KeyValuePair<long, byte[]>>> Heads(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand("select size, root from heads order by size", connection);
        await using var row = await query.ExecuteReaderAsync(cancellationToken);
        var heads = new List<KeyValuePair<long, byte[]>>();
        while (await row.ReadAsync(cancellationToken))
            heads.Add(new(row.GetInt64(0), row.GetFieldValue<byte[]>(1)));
        return heads;
    }

    static async IAsyncEnumerable<(long Index, byte[] Leaf, Act? Act)> Rows(
        NpgsqlConnection connection, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand(
            $"select l.index, l.hash, {ActRow.Columns} from leaves l left join acts a using (act_id) order by l.index", connection);
        await using var row = await query.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            yield return (row.GetInt64(0), row.GetFieldValue<byte[]>(1), await row.IsDBNullAsync(3, cancellationToken) ? null : ActRow.Read(row, first: 2));
    }

    static async Task<bool> Unplaced(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var query = new NpgsqlCommand(
            """
            select exists (
                select from acts a
                where not exists (select from leaves l where l.act_id = a.act_id)
                  and not exists (select from pending p where p.act_id = a.act_id))
            """, connection);
        return (bool)(await query.ExecuteScalarAsync(cancellationToken))!;
    }

    static string Hex(byte[] hash) => Convert.ToHexStringLower(hash);
}
