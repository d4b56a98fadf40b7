using System.Collections.Frozen;

namespace ReferralNetwork.Contracts;

/// <summary>What may be attached to a case: Cases judges it, and gateways let through what can be meant by it.</summary>
public static class Attachments
{
    /// <summary>Bytes of one attachment, as it is sent.</summary>
    public const int Largest = 20 * 1024 * 1024;

    /// <summary>UTF-16 units of the name of one, after cleaning.</summary>
    public const int LongestName = 200;

    /// <summary>What is taken, by its content.</summary>
    public static readonly FrozenSet<string> Kinds = Set("PDF", "JPEG", "PNG", "HEIC", "TEXT", "MP3", "M4A", "OGG", "MP4");

    /// <summary>What is recognised to say why it is not taken.</summary>
    public static readonly FrozenSet<string> OtherKinds = Set("PROGRAM", "ARCHIVE", "OTHER_PICTURE", "OTHER_SOUND", "OTHER_VIDEO", "UNKNOWN");

    static FrozenSet<string> Set(params string[] codes) => codes.ToFrozenSet(StringComparer.Ordinal);
}
