using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Cases.Exhibits;
using ReferralNetwork.Cases.Sealing;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>A chain of custody is whole, or it does not open.</summary>
public sealed class CustodyTests : IDisposable
{
    static readonly DateTimeOffset At = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    static readonly Guid Exhibit = Guid.CreateVersion7();

    readonly List<string> files = [];
    readonly SigningKey network;

    public CustodyTests() => network = Key();

    SigningKey Key(string? former = null)
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new(Written(signer.ExportPkcs8PrivateKeyPem()), former);
    }

    string Written(string pem)
    {
        files.Add(Path.GetTempFileName());
        File.WriteAllText(files[^1], pem);
        return files[^1];
    }

    public void Dispose() => files.ForEach(File.Delete);

    [Fact]
    public void What_a_former_key_signed_opens_as_long_as_its_public_part_is_kept()
    {
        using var old = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var signed = Chain(new SigningKey(Written(old.ExportPkcs8PrivateKeyPem())));
        var rotated = Key(former: Written(old.ExportSubjectPublicKeyInfoPem()));
        Assert.Equal(4, CustodyHop.Chain(Exhibit, signed, rotated).Count());
        Assert.Equal(4, CustodyHop.Chain(Exhibit, Chain(rotated), rotated).Count());
        Assert.Throws<CryptographicException>(() => CustodyHop.Chain(Exhibit, signed, network).Count());
    }

    List<string> Chain(SigningKey? signedBy = null)
    {
        var hop = CustodyHop.First(Exhibit, "ab", "Austėja", "Seifas", At);
        var signed = new List<string> { hop.Sign(signedBy ?? network) };
        foreach (var to in new[] { "Vėtra", "Rūta", "Vėtra" })
        {
            hop = hop.Next(signed[^1], "Seifas", to, At.AddHours(signed.Count), "tyrimas", seal: null);
            signed.Add(hop.Sign(signedBy ?? network));
        }
        return signed;
    }

    IReadOnlyList<SignedHop> Opened(IReadOnlyList<string> signed) => [.. CustodyHop.Chain(Exhibit, signed, network)];

    [Fact]
    public void Each_hop_names_the_one_before_by_the_hash_of_what_was_signed()
    {
        var signed = Chain();
        var hops = Opened(signed).Select(hop => hop.Hop).ToArray();
        Assert.Equal([0, 1, 2, 3], hops.Select(hop => hop.Number));
        Assert.Equal(
            [null, .. signed.SkipLast(1).Select(jws => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(jws))))],
            hops.Select(hop => hop.Previous));
        Assert.All(hops, hop => Assert.Equal((Exhibit, "ab"), (hop.Sub, hop.Sha256)));
        Assert.Equal((CustodyHop.TakenIn, At.ToUnixTimeSeconds()), (hops[0].Purpose, hops[0].At));
        Assert.Equal(4, hops.Select(hop => hop.Record).Distinct().Count());
    }

    [Fact]
    public void A_hop_that_was_left_out_moved_forged_or_is_of_another_exhibit_is_noticed()
    {
        var signed = Chain();
        var other = Chain();
        Broken([signed[0], signed[2], signed[3]]);
        Broken([signed[1], signed[2], signed[3]]);
        Broken([signed[0], signed[2], signed[1], signed[3]]);
        Broken([signed[0], other[1], signed[2], signed[3]]);
        Broken(Chain(Key()));
        Assert.Throws<CryptographicException>(() => CustodyHop.Chain(Guid.NewGuid(), signed, network).ToList());

        void Broken(IReadOnlyList<string> chain) => Assert.Throws<CryptographicException>(() => Opened(chain));
    }
}
