using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Tests.Unit.Chassis;

public sealed class SigningKeyTests : IDisposable
{
    const string Type = "checkpoint+jwt";
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void What_a_former_key_signed_still_counts_and_what_no_known_key_signed_does_not()
    {
        var (oldest, older, present) = (Pair("oldest"), Pair("older"), Pair("present"));
        File.WriteAllText(Path("former.pem"), File.ReadAllText(Path("oldest.pub.pem")) + File.ReadAllText(Path("older.pub.pem")));
        var key = new SigningKey(Path("present.pem"), Path("former.pem"));

        Assert.Equal([present.Id, oldest.Id, older.Id], key.PublicKeys.Select(known => known.Kid));
        Assert.All([oldest, older, present], by => Assert.Equal(
            """{"size":7}""", Encoding.UTF8.GetString(key.Verify(Type, by.Sign(Type, new { Size = 7 })))));
        Assert.Throws<CryptographicException>(() => key.Verify(Type, Pair("stranger").Sign(Type, new { Size = 7 })));
        Assert.Throws<CryptographicException>(() => key.Verify(Type, present.Sign("disclosure+jwt", new { Size = 7 })));
        Assert.Throws<CryptographicException>(() => present.Verify(Type, older.Sign(Type, new { Size = 7 })));
    }

    [Fact]
    public void The_present_key_is_listed_once_though_its_public_part_stands_among_the_former_ones()
    {
        var present = Pair("present");
        Assert.Equal([present.Id], new SigningKey(Path("present.pem"), Path("present.pub.pem")).PublicKeys.Select(known => known.Kid));
    }

    SigningKey Pair(string name)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(Path($"{name}.pem"), pair.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Path($"{name}.pub.pem"), pair.ExportSubjectPublicKeyInfoPem() + "\n");
        return new SigningKey(Path($"{name}.pem"));
    }

    string Path(string name) => System.IO.Path.Combine(folder.FullName, name);
}
