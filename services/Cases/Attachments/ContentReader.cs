using System.Security.Cryptography;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>A stream read a piece at a time, of which one may look ahead. The piece is all of it that is in memory, and is wiped.</summary>
/// <param name="most">Bytes; where there are more, it ends as if there were none.</param>
public sealed class ContentReader(Stream from, long most) : IDisposable
{
    /// <summary>Bytes: more than a segment of a JPEG can have.</summary>
    const int Piece = 80 * 1024;

    readonly byte[] buffer = GC.AllocateUninitializedArray<byte>(Piece, pinned: true);
    int start;
    int end;
    long left = most;

    /// <summary>What was read and not yet passed.</summary>
    public ReadOnlyMemory<byte> Ahead => buffer.AsMemory(start, end - start);

    /// <summary>Nothing comes after what is ahead.</summary>
    public bool Ended { get; private set; }

    /// <summary>There was more than there may be.</summary>
    public bool TooLarge => left < 0;

    /// <summary>Looks ahead, so far at least, or to the end.</summary>
    /// <returns>Whether there is so much.</returns>
    public async ValueTask<bool> LookAhead(int count, CancellationToken cancellationToken)
    {
        if (end - start < count && start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        while (end - start < count && !Ended)
        {
            var read = await from.ReadAsync(buffer.AsMemory(end), cancellationToken);
            left -= read;
            end += TooLarge ? 0 : read;
            Ended = read == 0 || TooLarge;
        }
        return end - start >= count;
    }

    /// <exception cref="InvalidDataException">It ends before.</exception>
    public async ValueTask Require(int count, CancellationToken cancellationToken)
    {
        if (!await LookAhead(count, cancellationToken))
            throw new InvalidDataException("It ends in the middle.");
    }

    /// <summary>Of what is ahead.</summary>
    public void Pass(int count) => start += count;

    /// <param name="to">Null: it is dropped.</param>
    /// <exception cref="InvalidDataException">It ends before.</exception>
    public async ValueTask Copy(long count, Func<ReadOnlyMemory<byte>, ValueTask>? to, CancellationToken cancellationToken)
    {
        while (count > 0)
        {
            await Require(1, cancellationToken);
            var piece = Ahead[..(int)Math.Min(count, Ahead.Length)];
            if (to is not null)
                await to(piece);
            Pass(piece.Length);
            count -= piece.Length;
        }
    }

    /// <inheritdoc cref="Copy"/>
    public async ValueTask CopyRest(Func<ReadOnlyMemory<byte>, ValueTask>? to, CancellationToken cancellationToken)
    {
        while (await LookAhead(1, cancellationToken))
            await Copy(Ahead.Length, to, cancellationToken);
    }

    public void Dispose() => CryptographicOperations.ZeroMemory(buffer);
}
