using System.Security.Cryptography;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Staff.Sessions;

namespace ReferralNetwork.Tests.Unit.SignIn;

public sealed class KeyRingTests
{
    [Fact]
    public void The_key_ring_opens_with_its_key_only_and_never_lies_in_the_open()
    {
        using var seal = new KeyRingSeal(DataKey.New());
        var kept = seal.Seal("<masterKey>correct horse</masterKey>");

        Assert.Equal("<masterKey>correct horse</masterKey>", seal.Open(kept));
        Assert.DoesNotContain("horse", System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(kept)), StringComparison.Ordinal);
        using var other = new KeyRingSeal(DataKey.New());
        Assert.ThrowsAny<CryptographicException>(() => other.Open(kept));
    }

    [Fact]
    public void What_the_same_key_sealed_for_another_purpose_does_not_open_as_the_key_ring()
    {
        var key = DataKey.New();
        using var seal = new KeyRingSeal(key);
        Assert.ThrowsAny<CryptographicException>(() => seal.Open(Convert.ToBase64String(key.Seal("text", Binding.To("client-secret", Guid.Empty)))));
    }
}
