using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Partners.Providing;

/// <summary>
/// Keeps client secrets: AES-256-GCM under the service's master key, bound to the provider they belong to. Stored as
/// nonce (12), tag (16), ciphertext.
/// </summary>
public sealed class Secrets(byte[]? master)
{
    const int NonceSize = 12;
    const int TagSize = 16;

    public bool CanKeep => master is not null;

    /// <summary>Reads the file that Keys:Master names; without it no secret is taken.</summary>
    /// <exception cref="InvalidOperationException">The file does not hold 32 bytes in base64.</exception>
    public static Secrets From(IConfiguration configuration)
    {
        if (configuration["Keys:Master"] is not { Length: > 0 } path)
            return new Secrets(null);
        var bytes = new byte[64];
        return Convert.TryFromBase64String(File.ReadAllText(path).Trim(), bytes, out var length) && length == 32
            ? new Secrets(bytes[..32])
            : throw new InvalidOperationException("Keys:Master must name a file with 32 random bytes in base64, such as: openssl rand -base64 32 > master.key");
    }

    public byte[] Seal(string secret, Guid provider)
    {
        using var aes = new AesGcm(Key, TagSize);
        var plain = Encoding.UTF8.GetBytes(secret);
        var kept = new byte[NonceSize + TagSize + plain.Length];
        var nonce = kept.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        aes.Encrypt(nonce, plain, kept.AsSpan(NonceSize + TagSize), kept.AsSpan(NonceSize, TagSize), provider.ToByteArray());
        return kept;
    }

    /// <exception cref="CryptographicException">It was changed, or belongs to another provider or master key.</exception>
    public string Open(ReadOnlySpan<byte> kept, Guid provider)
    {
        using var aes = new AesGcm(Key, TagSize);
        var plain = new byte[kept.Length - NonceSize - TagSize];
        aes.Decrypt(kept[..NonceSize], kept[(NonceSize + TagSize)..], kept.Slice(NonceSize, TagSize), plain, provider.ToByteArray());
        return Encoding.UTF8.GetString(plain);
    }

    byte[] Key => master ?? throw new InvalidOperationException("A client secret is stored, but Keys:Master is not set: set it, or the providers with a secret cannot be used.");
}
