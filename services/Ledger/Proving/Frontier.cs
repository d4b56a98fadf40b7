namespace ReferralNetwork.Ledger.Proving;

/// <summary>
/// All that is needed of a tree in order to add to it: the roots of its full subtrees, the largest first, one for each
/// bit of its size. Appending costs one hash on average, whatever the size.
/// </summary>
public sealed class Frontier
{
    readonly List<byte[]> _peaks = [];

    public long Size { get; private set; }

    public void Append(byte[] leaf)
    {
        var hash = leaf;
        for (var size = Size; (size & 1) == 1; size >>= 1)
        {
            hash = MerkleTree.NodeHash(_peaks[^1], hash);
            _peaks.RemoveAt(_peaks.Count - 1);
        }
        _peaks.Add(hash);
        Size++;
    }

    public byte[] Root()
    {
        if (Size == 0)
            return MerkleTree.Root([]);
        var root = _peaks[^1];
        for (var i = _peaks.Count - 2; i >= 0; i--)
            root = MerkleTree.NodeHash(_peaks[i], root);
        return root;
    }

    public byte[] Peaks() => [.. _peaks.SelectMany(peak => peak)];

    public static Frontier Of(long size, ReadOnlySpan<byte> peaks)
    {
        var expected = System.Numerics.BitOperations.PopCount((ulong)size) * MerkleTree.HashSize;
        if (peaks.Length != expected)
            throw new InvalidDataException($"A tree of {size} leaves has {expected} bytes of peaks, not {peaks.Length}: verify the ledger before adding to it.");
        var frontier = new Frontier { Size = size };
        for (var at = 0; at < peaks.Length; at += MerkleTree.HashSize)
            frontier._peaks.Add(peaks.Slice(at, MerkleTree.HashSize).ToArray());
        return frontier;
    }
}
