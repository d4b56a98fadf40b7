using System.Buffers;
using System.Text;

namespace ReferralNetwork.Tests.Demo.Leaks;

/// <param name="Text">What is looked for; <paramref name="Disguise"/> says in which form it was found.</param>
public sealed record Finding(string Text, string Disguise);

/// <summary>Everything that is looked for, all at once: bytes are read as Latin-1, so that a byte is a character.</summary>
public sealed class Needles
{
    const int Chunk = 1 << 20;

    readonly List<(string Pattern, Finding Finding)> patterns;
    readonly SearchValues<string> any;
    readonly int longest;

    public Needles(IEnumerable<string> texts)
    {
        patterns =
        [
            .. from text in texts
               from disguise in Disguises.Of(text)
               select (Encoding.Latin1.GetString(disguise.Bytes), new Finding(text, disguise.Name)),
        ];
        longest = patterns.Max(p => p.Pattern.Length);
        any = SearchValues.Create([.. patterns.Select(p => p.Pattern).Distinct(StringComparer.Ordinal)], StringComparison.Ordinal);
    }

    public async Task<IReadOnlySet<Finding>> In(Stream haystack)
    {
        var found = new HashSet<Finding>();
        var bytes = new byte[Chunk];
        var tail = "";
        for (int read; (read = await haystack.ReadAtLeastAsync(bytes, Chunk, throwOnEndOfStream: false)) > 0;)
        {
            var text = tail + Encoding.Latin1.GetString(bytes, 0, read);
            Collect(text, found);
            tail = text[^Math.Min(longest, text.Length)..];
        }
        return found;
    }

    void Collect(string text, HashSet<Finding> found)
    {
        for (var from = 0; text.AsSpan(from).IndexOfAny(any) is >= 0 and var at; from += at + 1)
        {
            var rest = text.AsSpan(from + at);
            foreach (var (pattern, finding) in patterns)
            {
                if (rest.StartsWith(pattern, StringComparison.Ordinal))
                    found.Add(finding);
            }
        }
    }
}
