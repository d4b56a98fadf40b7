using System.Numerics;
using System.Security.Cryptography;

namespace ReferralNetwork.Proofs;

/// <summary>
/// The Merkle tree of RFC 9162 (Certificate Transparency, section 2.1; the same as RFC 6962): one root stands for every
/// entry and its place. Leaves and inner nodes are hashed with different prefixes, so that neither passes for the other.
/// </summary>
public static class MerkleTree
{
    public const int HashSize = SHA256.HashSizeInBytes;

    public static byte[] LeafHash(ReadOnlySpan<byte> entry)
    {
        var input = new byte[1 + entry.Length];
        entry.CopyTo(input.AsSpan(1));
        return SHA256.HashData(input);
    }

    public static byte[] NodeHash(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + 2 * HashSize];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + HashSize)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The root over all leaves; of an empty tree the hash of nothing.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> leaves) => leaves.Length switch
    {
        0 => SHA256.HashData([]),
        1 => leaves[0],
        var size => NodeHash(Root(leaves[..Split(size)]), Root(leaves[Split(size)..])),
    };

    /// <summary>
    /// What leads from each of these leaves to the root, from the bottom up (RFC 9162, section 2.1.3.1), and the root. Goes through
    /// the tree once, whatever the number of leaves that are asked for.
    /// </summary>
    public static (byte[] Root, IReadOnlyList<List<byte[]>> Paths) InclusionProofs(IReadOnlyList<int> indexes, byte[][] leaves)
    {
        foreach (var index in indexes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indexes));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, leaves.Length, nameof(indexes));
        }
        var (level, depth) = (leaves, 0);
        var paths = indexes.Select(_ => new List<byte[]>()).ToList();
        for (; level.Length > 1; (level, depth) = (Above(level), depth + 1))
        {
            foreach (var (path, index) in paths.Zip(indexes))
            {
                // The last of an odd number has nobody beside it and goes up as it is.
                if (((index >> depth) ^ 1) is var sibling && sibling < level.Length)
                    path.Add(level[sibling]);
            }
        }
        return (level is [var root] ? root : Root([]), paths);
    }

    static byte[][] Above(byte[][] level) => [.. level.Chunk(2).Select(pair => pair is [var left, var right] ? NodeHash(left, right) : pair[0])];

    /// <summary>RFC 9162, section 2.1.3.2.</summary>
    public static bool VerifyInclusion(byte[] leaf, long index, long size, IReadOnlyList<byte[]> proof, byte[] root)
    {
        if (index < 0 || index >= size)
            return false;
        var (node, last, hash) = (index, size - 1, leaf);
        foreach (var sibling in proof)
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                hash = NodeHash(sibling, hash);
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                hash = NodeHash(hash, sibling);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && hash.AsSpan().SequenceEqual(root);
    }

    /// <summary>What shows that the tree of the first <paramref name="earlier"/> leaves was only added to.</summary>
    public static List<byte[]> ConsistencyProof(int earlier, ReadOnlySpan<byte[]> leaves)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(earlier, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(earlier, leaves.Length);
        return Subproof(earlier, leaves, whole: true);
    }

    static List<byte[]> Subproof(int earlier, ReadOnlySpan<byte[]> leaves, bool whole)
    {
        if (earlier == leaves.Length)
            return whole ? [] : [Root(leaves)];
        var split = Split(leaves.Length);
        return earlier <= split
            ? [.. Subproof(earlier, leaves[..split], whole), Root(leaves[split..])]
            : [.. Subproof(earlier - split, leaves[split..], whole: false), Root(leaves[..split])];
    }

    /// <summary>RFC 9162, section 2.1.4.2.</summary>
    public static bool VerifyConsistency(
        long earlier, long size, byte[] earlierRoot, byte[] root, IReadOnlyList<byte[]> proof)
    {
        if (earlier < 1 || earlier > size)
            return false;
        if (earlier == size)
            return proof.Count == 0 && earlierRoot.AsSpan().SequenceEqual(root);
        IReadOnlyList<byte[]> path = BitOperations.IsPow2(earlier) ? [earlierRoot, .. proof] : proof;
        if (path.Count == 0)
            return false;

        var (node, last) = (earlier - 1, size - 1);
        while ((node & 1) == 1)
            (node, last) = (node >> 1, last >> 1);
        var (before, now) = (path[0], path[0]);
        foreach (var hash in path.Skip(1))
        {
            if (last == 0)
                return false;
            if ((node & 1) == 1 || node == last)
            {
                (before, now) = (NodeHash(hash, before), NodeHash(hash, now));
                while ((node & 1) == 0 && node != 0)
                    (node, last) = (node >> 1, last >> 1);
            }
            else
            {
                now = NodeHash(now, hash);
            }
            (node, last) = (node >> 1, last >> 1);
        }
        return last == 0 && before.AsSpan().SequenceEqual(earlierRoot) && now.AsSpan().SequenceEqual(root);
    }

    /// <summary>The largest power of two below <paramref name="size"/>: the left side is always a full tree.</summary>
    static int Split(int size) => (int)BitOperations.RoundUpToPowerOf2((uint)size) / 2;
}
