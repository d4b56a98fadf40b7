using System.Globalization;
using System.Text;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Chassis.TextInput;

/// <summary>
/// What people type, before it is sealed. Markup stays what it is, text: pages encode it. What only deceives the eye is
/// dropped; what no keyboard makes is refused, since it says that something else than a person is writing.
/// </summary>
public static class TypedText
{
    /// <summary>UTF-16 units, after cleaning.</summary>
    public const int Longest = 4000;

    /// <summary>Drops what deceives the eye, and makes one line break of all kinds of them.</summary>
    /// <param name="longest">UTF-16 units, after cleaning.</param>
    /// <param name="oneLine">Neither line breaks nor tabs.</param>
    /// <returns>The text as it may be kept, or what is wrong with it.</returns>
    public static (string? Text, Fault? Fault) Clean(string typed, string pointer = "/text", int longest = Longest, bool oneLine = false)
    {
        var kept = new StringBuilder(typed.Length);
        for (var i = 0; i < typed.Length;)
        {
            if (!Rune.TryGetRuneAt(typed, i, out var rune))
                return (null, new(pointer, "Half a character stands in it (an unpaired surrogate)."));
            i += rune.Utf16SequenceLength;
            if (Refused(rune))
                return (null, new(pointer, "A control character stands in it; only line breaks and tabs are taken."));
            if (IsLineBreak(rune))
                kept.Append(rune.Value == '\r' && i < typed.Length && typed[i] == '\n' ? "" : "\n");
            else if (!Dropped(rune))
                kept.Append(rune.ToString());
        }
        var text = kept.ToString().Normalize().Trim();
        return !text.EnumerateRunes().Any(IsSeen) ? (null, new(pointer, "Nothing that can be read stands in it."))
            : text.Length > longest ? (null, new(pointer, $"It is longer than {longest} characters."))
            : oneLine && text.AsSpan().ContainsAny('\n', '\t') ? (null, new(pointer, "A line break or tab stands in it; one line is expected."))
            : (text, null);
    }

    /// <summary>Cleaned on one line; what cannot be kept is empty, for rules that say what a name needs.</summary>
    public static string Line(string typed) => Clean(typed, oneLine: true).Text ?? "";

    /// <summary>Cleaned; what is wrong with it becomes a fault of the form.</summary>
    public static string Text(this Form form, string pointer, string typed)
    {
        var (text, fault) = Clean(typed, pointer);
        if (fault is not null)
            form.Wrong(fault.Pointer, fault.Detail);
        return text ?? "";
    }

    /// <summary>Joiners and marks are kept among letters; alone they are nothing, like the letters and symbols that are blank.</summary>
    static bool IsSeen(Rune rune) => !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
        && rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0);

    static bool IsLineBreak(Rune rune) => rune.Value is '\n' or '\r' or 0x85 or 0x2028 or 0x2029;

    /// <summary>NUL and the other controls, and code points that are no characters (Unicode 23.7).</summary>
    static bool Refused(Rune rune) =>
        (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control && rune.Value != '\t' && !IsLineBreak(rune))
        || (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>
    /// Embeddings, overrides and isolates of direction, which turn around what is read; spaces of no width; tags. The
    /// marks and joiners that Arabic, Persian and emoji are written with stay.
    /// </summary>
    static bool Dropped(Rune rune) => rune.Value
        is >= 0x202A and <= 0x202E or >= 0x2066 and <= 0x206F
        or 0x200B or 0x2060 or 0xFEFF or 0xAD or 0x180E
        or >= 0xFFF9 and <= 0xFFFB or >= 0xE0000 and <= 0xE007F;
}
