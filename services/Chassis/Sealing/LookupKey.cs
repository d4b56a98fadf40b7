using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Chassis.Sealing;

/// <summary>
/// What secrets, and content that could be guessed, are looked up and compared by: an HMAC under a key of this service that
/// stands in no database, so that a copy of the tables tells nothing of any token, phrase, Idempotency-Key or request. At the
/// strength of those secrets (80 bits and more) a slow hash would only invite overload.
/// </summary>
/// <param name="path">A file with 32 random bytes as base64.</param>
/// <exception cref="InvalidOperationException">The file holds something else.</exception>
public sealed class LookupKey(string path)
{
    readonly byte[] key = KeyFile.Read(path);

    /// <param name="purpose">So that what is good for one lookup is good for no other.</param>
    public byte[] Hash(string purpose, params ReadOnlySpan<string> parts) =>
        // No part holds a NUL: ids, header values, letters.
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\0{string.Join('\0', parts)}"));

    /// <inheritdoc cref="Hash(string, ReadOnlySpan{string})"/>
    /// <param name="content">Of any length, and any bytes.</param>
    public byte[] Hash(string purpose, ReadOnlySpan<string> parts, ReadOnlySpan<byte> content)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(Encoding.UTF8.GetBytes($"{purpose}\0{string.Join('\0', parts)}\0"));
        hash.AppendData(content);
        return hash.GetHashAndReset();
    }
}
