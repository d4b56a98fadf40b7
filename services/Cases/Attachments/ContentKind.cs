using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Text;
using System.Text.Unicode;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>What a file is, by how its content begins; its name and what its sender says of it only have to agree.</summary>
/// <param name="Code">Of <see cref="Contracts.Attachments.Kinds"/>.</param>
/// <param name="MediaType">With which it is given back.</param>
/// <param name="Claims">Media types under which it may be sent, and endings of names, the usual one first.</param>
public sealed record ContentKind(string Code, string MediaType, FrozenSet<string> Claims, IReadOnlyList<string> Endings)
{
    /// <summary>How much of a file must be looked at, where it has so much.</summary>
    public const int Needed = 4096;

    /// <summary>
    /// Recordings of telephones are often MP4 with sound alone, under the name of M4A: what is inside tells only at the end of the file.
    /// </summary>
    public static readonly IReadOnlyDictionary<string, ContentKind> Taken = new[]
    {
        Of("PDF", ["application/pdf"], [".pdf"]),
        Of("JPEG", ["image/jpeg", "image/jpg", "image/pjpeg"], [".jpg", ".jpeg", ".jpe", ".jfif"]),
        Of("PNG", ["image/png", "image/x-png", "image/apng"], [".png", ".apng"]),
        Of("HEIC", ["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"], [".heic", ".heif"]),
        Of("TEXT", ["text/plain"], [".txt"]),
        Of("MP3", ["audio/mpeg", "audio/mp3", "audio/x-mp3", "audio/x-mpeg"], [".mp3"]),
        Of("M4A", ["audio/mp4", "audio/m4a", "audio/x-m4a", "video/mp4"], [".m4a", ".m4b", ".mp4"]),
        Of("OGG", ["audio/ogg", "application/ogg", "video/ogg", "audio/opus"], [".ogg", ".oga", ".opus", ".ogv"]),
        Of("MP4", ["video/mp4", "video/x-m4v", "audio/mp4", "audio/m4a", "audio/x-m4a"], [".mp4", ".m4v", ".m4a"]),
    }.ToFrozenDictionary(kind => kind.Code, StringComparer.Ordinal);

    static ContentKind Of(string code, string[] claims, string[] endings) =>
        new(code, claims[0], claims.ToFrozenSet(StringComparer.OrdinalIgnoreCase), endings);

    /// <summary>Whether a sender calls it what it is. Who names no type claims nothing, and so does an ending that is none of ours.</summary>
    public bool Agrees(string? mediaType, string name)
    {
        var ending = Path.GetExtension(name);
        return (mediaType is null or "" or "application/octet-stream" || Claims.Contains(mediaType)
                || Code is "TEXT" && mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            && (Has(Endings, ending) || !Taken.Values.Any(kind => Has(kind.Endings, ending)));
    }

    /// <summary>The name, with an ending that says what it is: a program cannot be saved by it.</summary>
    public string NameFor(string name) => Has(Endings, Path.GetExtension(name)) ? name : name + Endings[0];

    static bool Has(IReadOnlyList<string> endings, string ending) => endings.Contains(ending, StringComparer.OrdinalIgnoreCase);

    /// <param name="head">The first <see cref="Needed"/> bytes, or all.</param>
    /// <param name="whole">It is all.</param>
    /// <returns>Of <see cref="Contracts.Attachments.Kinds"/> or <see cref="Contracts.Attachments.OtherKinds"/>.</returns>
    public static string Find(ReadOnlySpan<byte> head, bool whole) => head switch
    {
        [0x25, 0x50, 0x44, 0x46, 0x2D, ..] => "PDF",
        [0xFF, 0xD8, 0xFF, ..] => "JPEG",
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => "PNG",
        [0x4F, 0x67, 0x67, 0x53, 0, ..] => "OGG",
        [0x49, 0x44, 0x33, 2 or 3 or 4, not 0xFF, _, < 0x80, < 0x80, < 0x80, < 0x80, ..] => "MP3", // ID3v2
        [_, _, _, _, 0x66, 0x74, 0x79, 0x70, ..] => OfBrands(head),
        _ when IsText(head, whole) => "TEXT", // before what begins with letters: no program is all text
        [0x4D, 0x5A, ..] or [0x7F, 0x45, 0x4C, 0x46, ..] or [0xCA, 0xFE, 0xBA, 0xBE, ..] or [0xCF or 0xCE, 0xFA, 0xED, 0xFE, ..] => "PROGRAM",
        [0x50, 0x4B, 3 or 5, 4 or 6, ..] or [0x52, 0x61, 0x72, 0x21, ..] or [0x37, 0x7A, 0xBC, 0xAF, ..] or [0x1F, 0x8B, ..]
            or [0xD0, 0xCF, 0x11, 0xE0, ..] => "ARCHIVE",
        [0x47, 0x49, 0x46, 0x38, ..] or [0x49, 0x49, 0x2A, 0, ..] or [0x4D, 0x4D, 0, 0x2A, ..] => "OTHER_PICTURE",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, ..] => "OTHER_PICTURE", // RIFF, WEBP
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x41, ..] or [0x66, 0x4C, 0x61, 0x43, ..] => "OTHER_SOUND", // WAVE, FLAC
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x41, 0x56, ..] or [0x1A, 0x45, 0xDF, 0xA3, ..] => "OTHER_VIDEO", // AVI, Matroska
        _ when Mp3Frame(head) is { } length && length < head.Length && Mp3Frame(head[length..]) is not null => "MP3",
        _ => "UNKNOWN",
    };

    /// <summary>ISO/IEC 14496-12: the brand that a file is, then those that it can be read as.</summary>
    static string OfBrands(ReadOnlySpan<byte> head)
    {
        if (head.Length < 16)
            return "UNKNOWN";
        var size = BinaryPrimitives.ReadUInt32BigEndian(head);
        var brands = new List<string> { Encoding.Latin1.GetString(head[8..12]) };
        for (var at = 16; at + 4 <= Math.Min(size, head.Length); at += 4)
            brands.Add(Encoding.Latin1.GetString(head.Slice(at, 4)));
        return brands[0] switch
        {
            "qt  " => "OTHER_VIDEO",
            "avif" or "avis" => "OTHER_PICTURE",
            "M4A " or "M4B " => "M4A",
            _ when brands.Exists(Heic.Contains) => "HEIC",
            _ when brands.Exists(Mp4.Contains) => "MP4",
            ['3', 'g', ..] => "OTHER_VIDEO",
            _ => "UNKNOWN",
        };
    }

    static readonly FrozenSet<string> Heic =
        new[] { "heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs" }.ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> Mp4 =
        new[] { "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>MPEG audio, layer III (ISO/IEC 11172-3, 2.4.1.3).</summary>
    /// <returns>Bytes of the frame that begins here; null where none does.</returns>
    static int? Mp3Frame(ReadOnlySpan<byte> at)
    {
        if (at is not [0xFF, >= 0xE0, _, _, ..] || (at[1] >> 1 & 3) != 1)
            return null;
        var (version, rate, sampling) = (at[1] >> 3 & 3, at[2] >> 4, at[2] >> 2 & 3);
        if (version == 1 || rate is 0 or 15 || sampling == 3)
            return null;
        var first = version == 3; // MPEG-1; 2 and 2.5 have half and a quarter of its sampling rates
        ReadOnlySpan<int> rates = first
            ? [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
            : [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
        ReadOnlySpan<int> samplings = [44100, 48000, 32000];
        return (first ? 144 : 72) * 1000 * rates[rate - 1] / (samplings[sampling] >> (version switch { 3 => 0, 2 => 1, _ => 2 })) + (at[2] >> 1 & 1);
    }

    /// <summary>UTF-8 without control characters, line breaks, tabs and form feeds aside.</summary>
    /// <param name="whole">Else a letter may be cut at the end.</param>
    public static bool IsText(ReadOnlySpan<byte> bytes, bool whole) => !bytes.IsEmpty
        && Utf8.IsValid(whole ? bytes : bytes[..Complete(bytes)])
        && bytes.IndexOfAnyInRange((byte)0, (byte)8) < 0 && bytes.IndexOf((byte)11) < 0 && bytes.IndexOfAnyInRange((byte)14, (byte)31) < 0
        && bytes.IndexOf((byte)127) < 0;

    /// <summary>How many bytes are whole letters: of the last one up to three bytes may be there.</summary>
    public static int Complete(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var one = bytes[^back];
            if (one >= 0xC0)
                return (one >= 0xF0 ? 4 : one >= 0xE0 ? 3 : 2) > back ? bytes.Length - back : bytes.Length;
            if (one < 0x80)
                break;
        }
        return bytes.Length;
    }
}
