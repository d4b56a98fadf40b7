using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Proofs;

/// <summary>
/// All that is needed of a tree in order to add to it: the roots of its full subtrees, the largest first, one for each
/// bit of its size. Appending costs one hash on average, whatever the size.
/// </summary>
public sealed class Frontier
{
    readonly List<byte[]> peaks = [];

    public long Size { get; private set; }

    public void Append(byte[] leaf)
    {
        var hash = leaf;
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleTree.NodeHash(peaks[^1], hash);
            peaks.RemoveAt(peaks.Count - 1);
        }
        peaks.Add(hash);
        Size++;
    }

    public byte[] Root()
    {
        if (Size == 0)
            return MerkleTree.Root([]);
        var root = peaks[^1];
        for (var i = peaks.Count - 2; i >= 0; i--)
            root = MerkleTree.NodeHash(peaks[i], root);
        return root;
    }

    public byte[] Peaks() => [.. peaks.SelectMany(peak => peak)];

    public static Frontier From(long size, ReadOnlySpan<byte> stored)
    {
        var expected = System.Numerics.BitOperations.PopCount((ulong)size) * MerkleTree.HashSize;
        if (stored.Length != expected)
            throw new InvalidDataException(
                $"A tree of {size} leaves has {expected} bytes of peaks, not {stored.Length}: verify the ledger before adding to it.");
        var frontier = new Frontier { Size = size };
        for (var at = 0; at < stored.Length; at += MerkleTree.HashSize)
            frontier.peaks.Add(stored.Slice(at, MerkleTree.HashSize).ToArray());
        return frontier;
    }
}
