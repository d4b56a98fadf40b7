using System.Security.Cryptography;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Partners.IdentityProviders;

/// <summary>Keeps client secrets, sealed under the service's master key and bound to the provider they belong to.</summary>
public sealed class Secrets(DataKey? master)
{
    public bool CanKeep => master is not null;

    /// <summary>Reads the file that Keys:Master names; without it no secret is taken.</summary>
    /// <exception cref="InvalidOperationException">The file does not hold 32 bytes in base64.</exception>
    public static Secrets From(IConfiguration configuration) =>
        new(configuration["Keys:Master"] is { Length: > 0 } path ? DataKey.FromFile(path) : null);

    public byte[] Seal(string secret, Guid provider) => Key.Seal(secret, BindingOf(provider));

    /// <exception cref="CryptographicException">It was changed, or belongs to another provider or master key.</exception>
    public string Open(ReadOnlySpan<byte> kept, Guid provider) => Key.OpenText(kept, BindingOf(provider));

    static Binding BindingOf(Guid provider) => Binding.To("client-secret", provider);

    DataKey Key =>
        master ?? throw new InvalidOperationException(
            "A client secret is stored, but Keys:Master is not set: set it, or the providers with a secret cannot be used.");
}
