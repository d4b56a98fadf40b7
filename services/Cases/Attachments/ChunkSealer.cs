using System.Security.Cryptography;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>
/// Seals content in chunks, each bound to its attachment, its number and whether it is the last: none can be put elsewhere, changed,
/// left out or cut off. One chunk is in memory, and is wiped.
/// </summary>
/// <param name="keep">Is given each chunk, numbered from 0.</param>
public sealed class ChunkSealer(DataKey key, Guid attachmentId, Func<int, byte[], ValueTask> keep) : IDisposable
{
    /// <summary>Bytes of content in each chunk but the last, which has at least one.</summary>
    public const int Chunk = 64 * 1024;

    readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Chunk, pinned: true);
    readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    int filled;
    int number;

    /// <summary>Bytes so far.</summary>
    public long Length { get; private set; }

    public async ValueTask Write(ReadOnlyMemory<byte> content)
    {
        hash.AppendData(content.Span);
        Length += content.Length;
        while (!content.IsEmpty)
        {
            if (filled == Chunk) // only now is it known that it is not the last
                await Seal(last: false);
            var taken = Math.Min(content.Length, Chunk - filled);
            content.Span[..taken].CopyTo(buffer.AsSpan(filled));
            filled += taken;
            content = content[taken..];
        }
    }

    /// <summary>Seals the last chunk.</summary>
    /// <returns>SHA-256 of the content.</returns>
    public async ValueTask<byte[]> Finish()
    {
        await Seal(last: true);
        return hash.GetHashAndReset();
    }

    async ValueTask Seal(bool last)
    {
        await keep(number, key.Seal(buffer.AsSpan(0, filled), Binding.AttachmentChunk(attachmentId, number, last)));
        number++;
        filled = 0;
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(buffer);
        hash.Dispose();
    }
}
