using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Proofs;

/// <summary>Stands for all leaves below its size.</summary>
sealed record Head(long Size, byte[] Root, DateTimeOffset At)
{
    const string Type = "checkpoint+jwt";

    /// <summary>Null as long as nothing is recorded.</summary>
    public static Task<Head?> Newest(UnitOfWork work, CancellationToken cancellationToken) =>
        work.ReadOne<Head>("select size, root, at from heads order by size desc limit 1", values: null, cancellationToken);

    /// <summary>The checkpoint: the head as the ledger answers for it, also to those who cannot ask it.</summary>
    public string Sign(SigningKey key) => key.Sign(Type, new { Size, Root = Convert.ToHexStringLower(Root), At = At.ToUnixTimeSeconds() });

    /// <returns>For each index the path to this head's root, in hex.</returns>
    /// <exception cref="InvalidDataException">The leaves do not give this root: what cannot be proved is not signed.</exception>
    public IReadOnlyList<IReadOnlyList<string>> Prove(IReadOnlyList<int> indexes, byte[][] leaves)
    {
        var (root, paths) = MerkleTree.InclusionProofs(indexes, leaves);
        return root.AsSpan().SequenceEqual(Root)
            ? [.. paths.Select(path => path.ConvertAll(Convert.ToHexStringLower))]
            : throw new InvalidDataException($"The leaves do not give the root of the head of size {Size}: verify the ledger.");
    }
}
