using System.Security.Cryptography;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Tests.Unit.Chassis;

/// <summary>What is looked up by its hash could be guessed; without the service's key no guess can be checked.</summary>
public sealed class LookupKeyTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("keys").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_same_value_has_another_hash_under_another_key()
    {
        var (one, other) = (Key("one"), Key("other"));
        Assert.NotEqual(one.Hash("phrase", "words"), other.Hash("phrase", "words"));
        Assert.NotEqual(one.Hash("request", ["key"], "body"u8), other.Hash("request", ["key"], "body"u8));
        Assert.Equal(one.Hash("request", ["key"], "body"u8), one.Hash("request", ["key"], "body"u8));
        Assert.NotEqual(one.Hash("request", ["key"], "body"u8), one.Hash("another", ["key"], "body"u8));
    }

    LookupKey Key(string name)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        return new LookupKey(path);
    }
}
