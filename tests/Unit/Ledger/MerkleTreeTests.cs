using System.Text;
using FsCheck.Xunit;
using ReferralNetwork.Ledger.Proofs;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Unit.Ledger;

public sealed class MerkleTreeTests
{
    /// <summary>The leaves and roots that Certificate Transparency's own implementations test themselves against.</summary>
    static readonly string[] KnownEntries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    [Theory]
    [InlineData(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d")]
    [InlineData(2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    [InlineData(3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77")]
    [InlineData(4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7")]
    [InlineData(5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4")]
    [InlineData(6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef")]
    [InlineData(7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c")]
    [InlineData(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")]
    public void Roots_are_those_of_the_RFC(int size, string root)
    {
        var leaves = KnownEntries.Take(size).Select(hex => MerkleTree.LeafHash(Convert.FromHexString(hex))).ToArray();

        Assert.Equal(root, Convert.ToHexStringLower(MerkleTree.Root(leaves)));
    }

    [Fact]
    public void Appending_gives_the_same_root_as_building_whatever_the_size_and_wherever_it_was_stored()
    {
        var frontier = new Frontier();
        for (var size = 0; size <= 70; size++)
        {
            Assert.Equal(MerkleTree.Root(Leaves(size)), frontier.Root());
            frontier = Frontier.From(frontier.Size, frontier.Peaks());
            frontier.Append(Leaf(size));
        }
    }

    [Property(MaxTest = 60)]
    public void Every_leaf_proves_its_place_and_no_other(byte number, byte place)
    {
        var size = number % 40 + 1;
        var index = place % size;
        var leaves = Leaves(size);
        var root = MerkleTree.Root(leaves);

        var (computed, paths) = MerkleTree.InclusionProofs([index], leaves);
        var proof = paths[0];

        Assert.Equal(root, computed);
        Assert.True(MerkleTree.VerifyInclusion(leaves[index], index, size, proof, root));
        Assert.False(MerkleTree.VerifyInclusion(Leaf(999), index, size, proof, root));
        for (var other = 0; other < size; other++)
            Assert.Equal(other == index, MerkleTree.VerifyInclusion(leaves[index], other, size, proof, root));
        Assert.False(MerkleTree.VerifyInclusion(leaves[index], index, size, [.. proof, Leaf(0)], root));
        if (proof.Count > 0)
            Assert.False(MerkleTree.VerifyInclusion(leaves[index], index, size, proof[..^1], root));
    }

    [Fact]
    public void Many_leaves_prove_their_places_at_once_whatever_their_order()
    {
        for (var size = 1; size <= 34; size++)
        {
            var leaves = Leaves(size);
            var indexes = Enumerable.Range(0, size).Reverse().ToList();
            var (root, paths) = MerkleTree.InclusionProofs(indexes, leaves);
            Assert.Equal(MerkleTree.Root(leaves), root);
            Assert.All(indexes.Zip(paths), one => Assert.True(MerkleTree.VerifyInclusion(leaves[one.First], one.First, size, one.Second, root)));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => MerkleTree.InclusionProofs([1], Leaves(1)));
        Assert.Equal(MerkleTree.Root([]), MerkleTree.InclusionProofs([], []).Root);
    }

    [Fact]
    public void Every_earlier_tree_is_shown_to_have_only_been_added_to()
    {
        for (var size = 1; size <= 34; size++)
        {
            var leaves = Leaves(size);
            var root = MerkleTree.Root(leaves);
            for (var earlier = 1; earlier <= size; earlier++)
            {
                var before = MerkleTree.Root(leaves.AsSpan(0, earlier));
                var proof = MerkleTree.ConsistencyProof(earlier, leaves);

                Assert.True(MerkleTree.VerifyConsistency(earlier, size, before, root, proof), $"{earlier} of {size}");
                Assert.False(MerkleTree.VerifyConsistency(earlier, size, Leaf(999), root, proof), $"{earlier} of {size}, another past");
                Assert.False(MerkleTree.VerifyConsistency(earlier, size, before, Leaf(999), proof), $"{earlier} of {size}, another present");
            }
        }
    }

    [Property(MaxTest = 100)]
    public void Any_changed_removed_swapped_inserted_or_appended_entry_is_noticed(byte number, byte place)
    {
        var size = number % 40 + 2;
        var index = place % size;
        var leaves = Leaves(size);
        var root = Convert.ToHexString(MerkleTree.Root(leaves));

        void Differs(IEnumerable<byte[]> tampered) =>
            Assert.NotEqual(root, Convert.ToHexString(MerkleTree.Root([.. tampered])), StringComparer.Ordinal);

        Differs(leaves.Select((leaf, i) => i == index ? Leaf(999) : leaf));
        Differs(leaves.Where((_, i) => i != index));
        Differs([.. leaves[..index], Leaf(999), .. leaves[index..]]);
        Differs([.. leaves, leaves[index]]);
        var other = (index + 1) % size;
        Differs(leaves.Select((_, i) => leaves[i == index ? other : i == other ? index : i]));
    }

    [Fact]
    public void A_node_does_not_pass_for_a_leaf()
    {
        var pair = MerkleTree.LeafHash([.. Leaf(0), .. Leaf(1)]);

        Assert.NotEqual(MerkleTree.Root(Leaves(2)), pair);
    }

    static byte[][] Leaves(int size) => [.. Enumerable.Range(0, size).Select(Leaf)];

    static byte[] Leaf(int number) => MerkleTree.LeafHash(Encoding.UTF8.GetBytes($"entry {number}"));
}
