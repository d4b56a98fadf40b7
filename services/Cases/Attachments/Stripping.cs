using System.Buffers.Binary;
using System.Text;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>
/// Copies a file without what tells where and with what a picture was taken. Of JPEG and PNG goes on only what draws the picture, and
/// nothing that stands after its end: a list of what is dropped would miss what the next telephone writes. Other kinds go on as they are.
/// </summary>
public static class Stripping
{
    /// <param name="asItIs">It is to be evidence: nothing is left out, and a broken picture is kept too.</param>
    /// <exception cref="InvalidDataException">It is not, to its end, what it began as.</exception>
    public static ValueTask Copy(
        string kind, bool asItIs, ContentReader content, Func<ReadOnlyMemory<byte>, ValueTask> to, CancellationToken cancellationToken) => kind switch
        {
            "TEXT" => Text(content, to, cancellationToken),
            _ when asItIs => content.CopyRest(to, cancellationToken),
            "JPEG" => Jpeg(content, to, cancellationToken),
            "PNG" => Png(content, to, cancellationToken),
            _ => content.CopyRest(to, cancellationToken),
        };

    /// <summary>
    /// ITU-T T.81, annex B. Of the application segments JFIF, colour profile and Adobe's colour transform go on; of EXIF only which way
    /// is up.
    /// </summary>
    static async ValueTask Jpeg(ContentReader content, Func<ReadOnlyMemory<byte>, ValueTask> to, CancellationToken cancellationToken)
    {
        await content.Copy(2, to, cancellationToken); // start of image
        var turned = false;
        while (true)
        {
            await content.Require(2, cancellationToken);
            var (begins, marker) = (content.Ahead.Span[0], content.Ahead.Span[1]);
            if (begins != 0xFF)
                throw new InvalidDataException("A segment was expected.");
            if (marker == 0xFF)
            {
                content.Pass(1); // padding
                continue;
            }
            if (marker is 0x01 or (>= 0xD0 and <= 0xD7))
            {
                await content.Copy(2, to, cancellationToken);
                continue;
            }
            if (marker == 0xD9) // end of image
            {
                await content.Copy(2, to, cancellationToken);
                await content.CopyRest(to: null, cancellationToken);
                return;
            }
            await content.Require(4, cancellationToken);
            var length = 2 + BinaryPrimitives.ReadUInt16BigEndian(content.Ahead.Span[2..]);
            if (length < 4 || marker is 0xD8 or < 0xC0)
                throw new InvalidDataException("A segment was expected.");
            await content.Require(length, cancellationToken);
            var segment = content.Ahead[..length];
            if (Draws(marker, segment.Span[4..]))
                await to(segment);
            else if (!turned && marker == 0xE1 && Orientation(segment.Span[4..]) is > 1 and <= 8 and var way)
            {
                await to(ExifOf(way));
                turned = true;
            }
            content.Pass(length);
            if (marker == 0xDA)
                await Scan(content, to, cancellationToken);
        }
    }

    static bool Draws(byte marker, ReadOnlySpan<byte> data) => marker switch
    {
        0xE0 => data.StartsWith("JFIF\0"u8),
        0xE2 => data.StartsWith("ICC_PROFILE\0"u8),
        0xEE => data.StartsWith("Adobe"u8),
        >= 0xE0 and <= 0xEF => false,
        >= 0xF0 => false, // extensions and comments
        _ => true,
    };

    /// <summary>What a start of scan is followed by, up to the next marker.</summary>
    static async ValueTask Scan(ContentReader content, Func<ReadOnlyMemory<byte>, ValueTask> to, CancellationToken cancellationToken)
    {
        while (true)
        {
            await content.Require(1, cancellationToken);
            var at = content.Ahead.Span.IndexOf((byte)0xFF);
            await content.Copy(at < 0 ? content.Ahead.Length : at, to, cancellationToken);
            if (at < 0)
                continue;
            await content.Require(2, cancellationToken);
            if (content.Ahead.Span[1] is not (0 or (>= 0xD0 and <= 0xD7)))
                return;
            await content.Copy(2, to, cancellationToken); // a stuffed byte, or a restart
        }
    }

    /// <summary>EXIF 2.3, 4.6.4: tag 0x0112 of the first directory.</summary>
    /// <returns>1 to 8; 0 where it does not say.</returns>
    static int Orientation(ReadOnlySpan<byte> data)
    {
        if (!data.StartsWith("Exif\0\0"u8) || data.Length < 14)
            return 0;
        var tiff = data[6..];
        var little = tiff[0] == 'I';
        var at = Number(tiff, 4, 4, little);
        var entries = Number(tiff, at, 2, little);
        for (var entry = 0; entry < entries; entry++)
        {
            var place = at + 2 + 12 * entry;
            if (Number(tiff, place, 2, little) == 0x0112)
                return (int)Number(tiff, place + 8, 2, little);
        }
        return 0;
    }

    /// <returns>0 beyond the end.</returns>
    static long Number(ReadOnlySpan<byte> bytes, long at, int size, bool little)
    {
        if (at + size > bytes.Length)
            return 0;
        var number = bytes.Slice((int)at, size);
        return size == 2
            ? little ? BinaryPrimitives.ReadUInt16LittleEndian(number) : BinaryPrimitives.ReadUInt16BigEndian(number)
            : little ? BinaryPrimitives.ReadUInt32LittleEndian(number) : BinaryPrimitives.ReadUInt32BigEndian(number);
    }

    static byte[] ExifOf(int orientation) =>
    [
        0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)orientation, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Chunks of PNG (3rd edition, 11) that draw, and APNG's.</summary>
    static readonly HashSet<string> Drawing = new(StringComparer.Ordinal)
    {
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP", "mDCV", "cLLI", "bKGD", "hIST", "pHYs", "sPLT",
        "acTL", "fcTL", "fdAT",
    };

    static async ValueTask Png(ContentReader content, Func<ReadOnlyMemory<byte>, ValueTask> to, CancellationToken cancellationToken)
    {
        await content.Copy(8, to, cancellationToken); // signature
        for (var first = true; ; first = false)
        {
            await content.Require(8, cancellationToken);
            var length = BinaryPrimitives.ReadUInt32BigEndian(content.Ahead.Span);
            var type = Encoding.Latin1.GetString(content.Ahead.Span[4..8]);
            if (first && type != "IHDR")
                throw new InvalidDataException("A header was expected.");
            await content.Copy(8 + length + 4L, Drawing.Contains(type) ? to : null, cancellationToken);
            if (type == "IEND")
                break;
        }
        await content.CopyRest(to: null, cancellationToken);
    }

    static async ValueTask Text(ContentReader content, Func<ReadOnlyMemory<byte>, ValueTask> to, CancellationToken cancellationToken)
    {
        while (await content.LookAhead(4, cancellationToken) || content.Ahead.Length > 0)
        {
            var piece = content.Ended ? content.Ahead : content.Ahead[..ContentKind.Complete(content.Ahead.Span)];
            if (!ContentKind.IsText(piece.Span, whole: true))
                throw new InvalidDataException("Something stands in it that is no text.");
            await content.Copy(piece.Length, to, cancellationToken);
        }
    }
}
