using System.Text;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <summary>How a text may look where somebody forgot to seal it.</summary>
public static class Disguises
{
    /// <summary>Name of the disguise and its bytes. Text stays text in a dump; what holds zero bytes shows there as hex.</summary>
    public static IEnumerable<(string Name, byte[] Bytes)> Of(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return ("raw", utf8);
        if (!Ascii.IsValid(text))
        {
            yield return ("JSON-escaped", Encoding.ASCII.GetBytes(JsonEscaped(text, "x4")));
            yield return ("JSON-escaped, capitals", Encoding.ASCII.GetBytes(JsonEscaped(text, "X4")));
            yield return ("percent-encoded", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)));
        }
        yield return ("UTF-16 little-endian", Encoding.Unicode.GetBytes(text));
        yield return ("UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text));
        foreach (var (name, bytes) in new[] { ("", utf8), (" of UTF-16", Encoding.Unicode.GetBytes(text)) })
        {
            for (var before = 0; before < 3; before++)
            {
                var base64 = Base64(bytes, before);
                yield return ($"base64{name}, shifted by {before}", Encoding.ASCII.GetBytes(base64));
                if (base64.Contains('+', StringComparison.Ordinal) || base64.Contains('/', StringComparison.Ordinal))
                    yield return ($"base64url{name}, shifted by {before}", Encoding.ASCII.GetBytes(base64.Replace('+', '-').Replace('/', '_')));
            }
            yield return ($"hex{name}", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)));
            yield return ($"hex{name}, capitals", Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)));
        }
    }

    static string JsonEscaped(string text, string format) => string.Concat(text.Select(c =>
        char.IsAscii(c) ? c.ToString() : "\\u" + ((int)c).ToString(format, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>What is certain of the base64 of a longer text that holds these bytes after so many others (modulo three).</summary>
    static string Base64(byte[] bytes, int before)
    {
        var padded = new byte[before + bytes.Length];
        bytes.CopyTo(padded, before);
        var unsure = before == 0 ? 0 : before + 1;
        var whole = padded.Length * 8 / 6;
        return Convert.ToBase64String(padded)[unsure..whole];
    }
}
