using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// A key of AES-256-GCM, in memory that does not move and is wiped on disposal. The one place where this product calls the
/// cipher, so that format, nonces and what a ciphertext is bound to are the same everywhere.
/// </summary>
/// <remarks>
/// Nonces are random, 96 bits, so one key may seal 2^32 times (NIST SP 800-38D, section 8.3). Each thing that can be
/// erased alone has a key of its own and stays far below; an organisation's key seals once a thing, the master key once an
/// organisation. What GCM does not hide is the length of what was sealed. Plaintexts are wiped where we hold them as
/// bytes; strings that JSON makes of them live until they are collected.
/// </remarks>
public sealed class DataKey : IDisposable
{
    /// <summary>Bytes.</summary>
    public const int Length = 32;

    /// <summary>First byte of every ciphertext, so that a later algorithm can be told from this one.</summary>
    const byte Aes256Gcm = 1;

    const int NonceLength = 12;
    const int TagLength = 16;

    readonly byte[] key = GC.AllocateUninitializedArray<byte>(Length, pinned: true);

    DataKey()
    {
    }

    public static DataKey New()
    {
        var made = new DataKey();
        RandomNumberGenerator.Fill(made.key);
        return made;
    }

    /// <summary>Copies the bytes; wiping the source is the caller's part.</summary>
    public static DataKey From(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new CryptographicException($"A key has {Length} bytes, this one {bytes.Length}.");
        var made = new DataKey();
        bytes.CopyTo(made.key);
        return made;
    }

    /// <param name="path">A file with 32 random bytes as base64.</param>
    /// <exception cref="InvalidOperationException">The file holds something else.</exception>
    public static DataKey FromFile(string path)
    {
        var bytes = KeyFile.Read(path);
        try
        {
            return From(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <returns>Algorithm, nonce, ciphertext, tag.</returns>
    public byte[] Seal(ReadOnlySpan<byte> plain, Binding binding)
    {
        var result = new byte[1 + NonceLength + plain.Length + TagLength];
        result[0] = Aes256Gcm;
        var nonce = result.AsSpan(1, NonceLength);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagLength);
        aes.Encrypt(nonce, plain, result.AsSpan(1 + NonceLength, plain.Length), result.AsSpan(^TagLength..), binding.Bytes());
        return result;
    }

    /// <exception cref="CryptographicException">Changed, sealed with another key, or bound to something else.</exception>
    public byte[] Open(ReadOnlySpan<byte> ciphertext, Binding binding)
    {
        if (ciphertext.Length < 1 + NonceLength + TagLength || ciphertext[0] != Aes256Gcm)
            throw new CryptographicException("This is not something that was sealed here.");
        var plain = new byte[ciphertext.Length - 1 - NonceLength - TagLength];
        using var aes = new AesGcm(key, TagLength);
        aes.Decrypt(ciphertext.Slice(1, NonceLength), ciphertext[(1 + NonceLength)..^TagLength], ciphertext[^TagLength..], plain, binding.Bytes());
        return plain;
    }

    /// <inheritdoc cref="Seal(ReadOnlySpan{byte}, Binding)"/>
    public byte[] Seal(string text, Binding binding)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        try
        {
            return Seal(plain, binding);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <inheritdoc cref="Open"/>
    public string OpenText(ReadOnlySpan<byte> ciphertext, Binding binding)
    {
        var plain = Open(ciphertext, binding);
        try
        {
            return Encoding.UTF8.GetString(plain);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }

    /// <summary>A copy of its bytes, to be sealed to somebody who opens without us; wiping it is the caller's part.</summary>
    public byte[] Export() => [.. key];

    /// <summary>Seals another key under this one.</summary>
    public byte[] Wrap(DataKey inner, Binding binding) => Seal(inner.key, binding);

    /// <exception cref="CryptographicException">As <see cref="Open"/>.</exception>
    public DataKey Unwrap(ReadOnlySpan<byte> wrapped, Binding binding)
    {
        var bytes = Open(wrapped, binding);
        try
        {
            return From(bytes);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(key);
}
