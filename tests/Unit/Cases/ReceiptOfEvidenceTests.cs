using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>A receipt says what was found: a hash of what has a content, the seal of what has none.</summary>
public sealed class ReceiptOfEvidenceTests
{
    const string Hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    static readonly string Other = new('0', 64);

    static readonly ExhibitReleased Document = new(Guid.CreateVersion7(), "document", "Žinutė", DateTimeOffset.UnixEpoch, 3, Hash, "TEXT");
    static readonly ExhibitReleased Telephone = new(Guid.CreateVersion7(), Codes.Thing, "Telefonas", DateTimeOffset.UnixEpoch, null, null, null);

    [Fact]
    public void Each_item_is_compared_with_what_was_released()
    {
        Assert.Equal(
            [true, true, false, true, false, true, false],
            new ConfirmedItem[]
            {
                new(Document.Id, Hash), new(Document.Id, Hash.ToUpperInvariant()), new(Document.Id, Other), new(null, Other), new(null, Hash),
                new(Telephone.Id, Seal: "intact"), new(Telephone.Id, Seal: "broken"),
            }.Select(item => CustodyReceipts.Matches(item, [Document, Telephone], fileSha256: Other)));
    }

    [Fact]
    public void Things_have_a_seal_and_no_hash_files_a_hash_and_no_seal()
    {
        Assert.Empty(Pointers(new(null, Hash), new(Document.Id, Other), new(Telephone.Id, Seal: "broken")));
        Assert.Equal(["/items/0/seal"], Pointers(new ConfirmedItem(Telephone.Id)));
        Assert.Equal(["/items/0/sha256", "/items/0/seal"], Pointers(new ConfirmedItem(Telephone.Id, Hash)));
        Assert.Equal(["/items/0/seal", "/items/0/sha256"], Pointers(new ConfirmedItem(Document.Id, Seal: "intact")));
        Assert.Equal(["/items/0/sha256"], Pointers(new ConfirmedItem(Document.Id, Hash[1..] + "g")));
        Assert.Equal(["/items/0/exhibit"], Pointers(new ConfirmedItem(Guid.NewGuid(), Hash)));
        Assert.Equal(["/items/1"], Pointers(new(null, Hash), new(null, Other)));
        Assert.Equal(["/items"], Pointers());
    }

    static IEnumerable<string> Pointers(params ConfirmedItem[] items) =>
        CustodyReceipts.Check(items, [Document, Telephone]).Select(fault => fault.Pointer);
}
