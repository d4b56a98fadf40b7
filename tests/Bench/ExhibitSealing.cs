using System.Diagnostics;
using System.Security.Cryptography;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Chassis.Sealing;
using Files = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Tests.Bench;

/// <summary>What sealing a large exhibit costs beside the cipher: its hash, and a nonce and a binding for each chunk.</summary>
static class ExhibitSealing
{
    const int Times = 10;
    const int TagLength = 16;

    static readonly byte[] Exhibit = RandomNumberGenerator.GetBytes(Files.Largest);

    /// <summary>Megabytes a second with the product's own code; the chunks go nowhere.</summary>
    public static async Task<double> Sealed()
    {
        var clock = Stopwatch.StartNew();
        for (var time = 0; time < Times; time++)
        {
            using var key = DataKey.New();
            using var sealer = new ChunkSealer(key, Guid.CreateVersion7(), (_, _) => ValueTask.CompletedTask);
            await sealer.Write(Exhibit);
            await sealer.Finish();
        }
        return Rate(clock);
    }

    /// <summary>Megabytes a second of AES-256-GCM alone, chunk by chunk.</summary>
    public static Task<double> Enciphered()
    {
        using var aes = new AesGcm(RandomNumberGenerator.GetBytes(DataKey.Length), TagLength);
        var (nonce, tag, chunk) = (new byte[12], new byte[TagLength], new byte[ChunkSealer.Chunk]);
        var clock = Stopwatch.StartNew();
        for (var time = 0; time < Times; time++)
        {
            for (var at = 0; at < Exhibit.Length; at += chunk.Length)
                aes.Encrypt(nonce, Exhibit.AsSpan(at, Math.Min(chunk.Length, Exhibit.Length - at)), chunk, tag);
        }
        return Task.FromResult(Rate(clock));
    }

    static double Rate(Stopwatch clock) => Times * (Exhibit.Length / 1024.0 / 1024) / clock.Elapsed.TotalSeconds;
}
