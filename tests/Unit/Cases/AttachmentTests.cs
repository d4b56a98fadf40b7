using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using Limits = ReferralNetwork.Contracts.Attachments;

namespace ReferralNetwork.Tests.Unit.Cases;

/// <summary>What a file is by its content, what of a picture goes on, and how it is cut into chunks.</summary>
public sealed class AttachmentTests
{
    const string Place = "54.6872N 25.2797E Žalgirio 7";

    static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    static byte[] Segment(byte marker, params ReadOnlySpan<byte> data)
    {
        var segment = new byte[4 + data.Length];
        (segment[0], segment[1]) = (0xFF, marker);
        BinaryPrimitives.WriteUInt16BigEndian(segment.AsSpan(2), (ushort)(2 + data.Length));
        data.CopyTo(segment.AsSpan(4));
        return segment;
    }

    /// <summary>EXIF with an orientation and a place beside it, in either order of bytes.</summary>
    static byte[] Exif(byte orientation, bool little = false) => Segment(0xE1,
    [
        .. "Exif\0\0"u8, .. little ? (ReadOnlySpan<byte>)[0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0] : [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 2],
        .. little ? (ReadOnlySpan<byte>)[0x0F, 0x01, 2, 0, 4, 0, 0, 0, 65, 66, 67, 0] : [0x01, 0x0F, 0, 2, 0, 0, 0, 4, 65, 66, 67, 0], // make
        .. little ? (ReadOnlySpan<byte>)[0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0] : [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
        0, 0, 0, 0, .. Encoding.UTF8.GetBytes(Place),
    ]);

    // Entropy-coded data with a stuffed byte and a restart in it, twice as in a progressive picture.
    static readonly byte[] Scans =
    [
        .. Segment(0xDA, 1, 1, 0, 0, 63, 0), 0x12, 0xFF, 0x00, 0x34, 0xFF, 0xD0, 0x56,
        .. Segment(0xC4, 0, 1), .. Segment(0xDA, 1, 1, 0, 1, 5, 0), .. Enumerable.Repeat((byte)0x77, 200_000), 0xFF, 0xFF, 0xD9,
    ];

    static readonly byte[] Frame = [.. Segment(0xDB, new byte[65]), .. Segment(0xC2, 8, 0, 1, 0, 1, 1, 1, 0x11, 0)];
    static readonly byte[] Jfif = Segment(0xE0, [.. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
    static readonly byte[] Profile = Segment(0xE2, [.. "ICC_PROFILE\0"u8, 1, 1, 9, 9]);

    static byte[] Jpeg(byte orientation, bool little = false) =>
    [
        0xFF, 0xD8, .. Jfif, .. Exif(orientation, little), .. Segment(0xE1, Ascii("http://ns.adobe.com/xap/1.0/\0<gps>54.6872N</gps>")),
        .. Profile, .. Segment(0xE2, Ascii("MPF\0 54.6872N")), .. Segment(0xED, Ascii("Photoshop 3.0\0 54.6872N")),
        .. Segment(0xFE, Ascii("54.6872N")), .. Frame, .. Scans, .. Ascii("ftypmp42 a film behind the picture, taken at 54.6872N"),
    ];

    static byte[] Chunk(string type, params ReadOnlySpan<byte> data)
    {
        var chunk = new byte[12 + data.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, data.Length);
        Ascii(type).CopyTo(chunk, 4);
        data.CopyTo(chunk.AsSpan(8));
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + data.Length), Crc(chunk.AsSpan(4, 4 + data.Length)));
        return chunk;
    }

    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : crc >> 1 ^ 0xEDB88320;
        }
        return ~crc;
    }

    static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];
    static readonly byte[] Header = Chunk("IHDR", 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0);

    static byte[] Pixels()
    {
        using var to = new MemoryStream();
        using (var packed = new ZLibStream(to, CompressionLevel.Optimal))
            packed.Write([0, 200]);
        return Chunk("IDAT", to.ToArray());
    }

    static byte[] Png() =>
    [
        .. Signature, .. Header, .. Chunk("eXIf", Encoding.UTF8.GetBytes(Place)), .. Chunk("tEXt", Ascii("GPS\054.6872N")),
        .. Chunk("iTXt", Ascii("XML:com.adobe.xmp\0\0\0\0\054.6872N")), .. Chunk("zTXt", Ascii("Comment\0\0x")), .. Chunk("tIME", new byte[7]),
        .. Chunk("sRGB", 0), .. Pixels(), .. Chunk("IEND"), .. Ascii("behind the end: 54.6872N"),
    ];

    static byte[] Ftyp(string major, params string[] compatible) =>
        [0, 0, 0, (byte)(16 + 4 * compatible.Length), .. Ascii("ftyp" + major + "\0\0\0\0" + string.Concat(compatible)), .. new byte[100]];

    static readonly byte[] Mp3Frames = [.. Enumerable.Repeat((byte[])[0xFF, 0xFB, 0x90, 0x00, .. new byte[413]], 3).SelectMany(frame => frame)];

    public static TheoryData<string, byte[]> Contents => new()
    {
        { "PDF", Ascii("%PDF-1.7\n%âãÏÓ") },
        { "JPEG", Jpeg(1) },
        { "PNG", Png() },
        { "HEIC", Ftyp("heic", "mif1", "heic") },
        { "HEIC", Ftyp("mif1", "mif1", "heix") },
        { "MP4", Ftyp("isom", "iso2", "avc1", "mp41") },
        { "MP4", Ftyp("mp42", "isom", "3gp4") },
        { "M4A", Ftyp("M4A ", "mp42", "isom") },
        { "OTHER_VIDEO", Ftyp("qt  ", "mp42") },
        { "OTHER_VIDEO", Ftyp("3gp5", "3gp4") },
        { "OTHER_PICTURE", Ftyp("avif", "mif1") },
        { "MP3", [.. Ascii("ID3"), 3, 0, 0, 0, 0, 1, 10, .. new byte[300]] },
        { "MP3", Mp3Frames },
        { "UNKNOWN", Mp3Frames[..417] },
        { "UNKNOWN", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("du baitai kiekvienai raidei")] },
        { "OGG", [.. Ascii("OggS"), 0, 2, .. new byte[30]] },
        { "TEXT", Encoding.UTF8.GetBytes("Laukia prie žalių durų.\r\n\tزهرة 日本") },
        { "TEXT", [0xEF, 0xBB, 0xBF, .. Ascii("with a mark of order")] },
        { "TEXT", Ascii("MZ begins this text, which is none the less one") },
        { "UNKNOWN", Ascii("a text\0with a NUL") },
        { "UNKNOWN", Ascii("an escape \u001b[31m") },
        { "UNKNOWN", [0xC3, 0x28] },
        { "PROGRAM", [0x4D, 0x5A, 0x90, 0, 3, 0, 0, 0] },
        { "PROGRAM", [0x7F, .. Ascii("ELF"), 2, 1, 1, 0] },
        { "ARCHIVE", [.. Ascii("PK"), 3, 4, 20, 0, 6, 0] },
        { "ARCHIVE", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] },
        { "OTHER_PICTURE", [.. Ascii("GIF89a"), 1, 0, 1, 0] },
        { "OTHER_PICTURE", [.. Ascii("RIFF"), 1, 0, 0, 0, .. Ascii("WEBPVP8 ")] },
        { "OTHER_SOUND", [.. Ascii("RIFF"), 1, 0, 0, 0, .. Ascii("WAVEfmt ")] },
        { "UNKNOWN", [] },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_file_is_what_its_content_is(string kind, byte[] content) =>
        Assert.Equal(kind, ContentKind.Find(content.AsSpan(0, Math.Min(content.Length, ContentKind.Needed)), content.Length <= ContentKind.Needed));

    [Fact]
    public void Every_kind_is_recognised_and_has_a_type()
    {
        Assert.Equal(Limits.Kinds.Order(StringComparer.Ordinal), ContentKind.Taken.Keys.Order(StringComparer.Ordinal));
        Assert.Superset(Limits.Kinds.Concat(Limits.OtherKinds).ToHashSet(StringComparer.Ordinal),
            Contents.Select(row => (string)row[0]).ToHashSet(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("PDF", "application/pdf", "pasas.pdf", true)]
    [InlineData("PDF", null, "pasas.PDF", true)]
    [InlineData("PDF", "application/octet-stream", "pasas", true)]
    [InlineData("PDF", "image/png", "pasas.pdf", false)]
    [InlineData("PDF", "application/pdf", "pasas.png", false)]
    [InlineData("JPEG", "image/jpeg", "IMG_0001.JPEG", true)]
    [InlineData("MP4", "audio/x-m4a", "voice.m4a", true)]
    [InlineData("TEXT", "text/csv", "a.csv", true)]
    [InlineData("TEXT", "application/pdf", "a.pdf", false)]
    [InlineData("TEXT", "application/zip", "a.zip", false)]
    public void What_it_is_called_has_to_agree(string kind, string? sentAs, string name, bool agrees) =>
        Assert.Equal(agrees, ContentKind.Taken[kind].Agrees(sentAs, name));

    [Theory]
    [InlineData("pasas.pdf", "pasas.pdf")]
    [InlineData("run.exe", "run.exe.pdf")]
    [InlineData("زهرة", "زهرة.pdf")]
    public void It_is_saved_under_an_ending_that_says_what_it_is(string name, string saved) =>
        Assert.Equal(saved, ContentKind.Taken["PDF"].NameFor(name));

    [Theory]
    [InlineData("Žydrūnės pasas.pdf", true)]
    [InlineData("زهرة ١.pdf", true)]
    [InlineData("旅券.jpg", true)]
    [InlineData("../pasas.pdf", false)]
    [InlineData(@"C:\pasas.pdf", false)]
    [InlineData("a/b", false)]
    [InlineData(".htaccess", false)]
    [InlineData("..", false)]
    [InlineData("pasas.pdf.", false)]
    [InlineData("a\u0000b", false)]
    [InlineData("a\u001bb", false)]
    [InlineData("a\nb", false)]
    [InlineData("   ", false)]
    public void A_name_is_of_any_script_and_leads_nowhere(string name, bool taken)
    {
        var (clean, fault) = AttachmentName.Clean(name);
        Assert.Equal((taken, taken), (clean == name, fault is null));
        Assert.DoesNotContain("pasas", fault?.Detail ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_has_an_end() => Assert.Equal(
        [true, false],
        new[] { 200, 201 }.Select(length => AttachmentName.Clean(new string('ž', length)).Fault is null));

    [Theory]
    [InlineData(1, false)]
    [InlineData(6, false)]
    [InlineData(8, true)]
    [InlineData(9, true)]
    public async Task Of_a_JPEG_goes_on_what_draws_it_and_which_way_is_up(byte orientation, bool little)
    {
        byte[] up = orientation is 6 or 8
            ?
            [
                0xFF, 0xE1, 0, 34, .. "Exif\0\0MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0
            ]
            : [];
        var kept = await Stripped("JPEG", Jpeg(orientation, little));
        // The fill byte before the end is no part of the picture.
        byte[] expected = [0xFF, 0xD8, .. Jfif, .. up, .. Profile, .. Frame, .. Scans[..^3], 0xFF, 0xD9];
        Assert.Equal(Convert.ToHexString(expected), Convert.ToHexString(kept));
        Assert.Equal(kept, await Stripped("JPEG", kept)); // so that it can be sent again
    }

    [Fact]
    public async Task Of_what_is_evidence_nothing_is_left_out_and_a_broken_picture_is_kept_too()
    {
        var picture = Jpeg(orientation: 6, little: false);
        Assert.Equal(picture, await Stripped("JPEG", picture, asItIs: true));
        Assert.Equal(picture[..40], await Stripped("JPEG", picture[..40], asItIs: true));
        await Assert.ThrowsAsync<InvalidDataException>(() => Stripped("TEXT", [.. "a text"u8, 0], asItIs: true));
    }

    [Fact]
    public async Task Of_a_PNG_goes_on_what_draws_it()
    {
        var kept = await Stripped("PNG", Png());
        Assert.Equal([.. Signature, .. Header, .. Chunk("sRGB", 0), .. Pixels(), .. Chunk("IEND")], kept);
        Assert.Equal(kept, await Stripped("PNG", kept));
    }

    [Fact]
    public async Task A_file_that_is_cut_or_turns_into_something_else_is_not_whole()
    {
        var (jpeg, png) = (await Stripped("JPEG", Jpeg(6)), await Stripped("PNG", Png()));
        foreach (var (kind, content) in new (string, byte[])[]
            {
                ("JPEG", jpeg[..^1]), ("JPEG", jpeg[..^2]), ("JPEG", jpeg[..30]), ("JPEG", [0xFF, 0xD8, 0xFF, 0xE0, 0, 1]),
                ("JPEG", [0xFF, 0xD8, 0xFF]), ("JPEG", [0xFF, 0xD8, .. Jfif, 0x41, 0x41]),
                ("PNG", png[..^1]), ("PNG", png[..^12]), ("PNG", [.. Signature, .. Pixels()]),
                ("PNG", [.. Signature, 0xFF, 0xFF, 0xFF, 0xFF, .. Ascii("IHDR")]),
                ("TEXT", [.. Enumerable.Repeat((byte)'a', 100_000), 0]), ("TEXT", [.. Enumerable.Repeat((byte)'a', 100_000), 0xC3]),
            })
            await Assert.ThrowsAsync<InvalidDataException>(() => Stripped(kind, content));
    }

    [Fact]
    public async Task A_text_goes_on_as_it_is_wherever_its_letters_are_cut()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("žب日😀", 30_000)));
        foreach (var piece in new[] { 1, 5, 80 * 1024, 1 << 20 })
            Assert.True((await Stripped("TEXT", text, piece)).AsSpan().SequenceEqual(text));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(64 * 1024, 1)]
    [InlineData(64 * 1024 + 1, 2)]
    [InlineData(3 * 64 * 1024, 3)]
    public async Task Each_chunk_opens_in_its_place_alone(int length, int count)
    {
        var content = new byte[length];
        Random.Shared.NextBytes(content);
        using var key = DataKey.New();
        var id = Guid.CreateVersion7();
        var chunks = new List<byte[]>();
        using var sealer = new ChunkSealer(key, id, (number, chunk) =>
        {
            Assert.Equal(chunks.Count, number);
            chunks.Add(chunk);
            return ValueTask.CompletedTask;
        });
        for (var at = 0; at < length; at += 50_000)
            await sealer.Write(content.AsMemory(at, Math.Min(50_000, length - at)));
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(content), await sealer.Finish());
        Assert.Equal((length, count), (sealer.Length, chunks.Count));

        bool Opens(int number, Guid of, int place, bool last)
        {
            try
            {
                key.Open(chunks[number], Binding.AttachmentChunk(of, place, last));
                return true;
            }
            catch (System.Security.Cryptography.CryptographicException)
            {
                return false;
            }
        }
        for (var number = 0; number < count; number++)
        {
            var last = number == count - 1;
            Assert.Equal(
                (true, false, false, false),
                (Opens(number, id, number, last), Opens(number, id, number, !last), Opens(number, id, number + 1, last),
                    Opens(number, Guid.CreateVersion7(), number, last)));
        }
    }

    static async Task<byte[]> Stripped(string kind, byte[] content, int piece = 7_000, bool asItIs = false)
    {
        using var from = new ContentReader(new Slow(content, piece), most: long.MaxValue);
        using var to = new MemoryStream();
        await from.LookAhead(ContentKind.Needed, CancellationToken.None);
        await Stripping.Copy(kind, asItIs, from, bytes =>
        {
            to.Write(bytes.Span);
            return ValueTask.CompletedTask;
        }, CancellationToken.None);
        return to.ToArray();
    }

    /// <summary>Gives a few bytes at a time, as a network does.</summary>
    sealed class Slow(byte[] content, int piece) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
