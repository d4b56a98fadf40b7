using System.Globalization;
using System.Text;

namespace ReferralNetwork.Chassis.TextInput;

/// <summary>
/// Texts as they are compared where somebody looks for one: without case, diacritics and marks that cannot be seen, by no
/// language's own rules. <c>Ziburio</c> finds <c>Žiburio</c>, and <c>GÜMÜŞÇINAR</c> finds <c>Gümüşçınar</c>: a Turkish I is an i.
/// </summary>
public static class FoldedText
{
    // Letters that have no decomposition into a letter and its mark.
    const string Whole = "ıȷłđðøħŧς";
    const string Plain = "ijlddohtσ";

    /// <summary>The same for all texts that differ in nothing else. Spaces and punctuation stay.</summary>
    public static string For(string text)
    {
        var folded = new StringBuilder(text.Length);
        // Half a surrogate pair cannot be normalised: it becomes a character that is no letter.
        foreach (var rune in string.Concat(text.EnumerateRunes()).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
                continue;
            var lower = Rune.ToLowerInvariant(rune).ToString();
            var at = Whole.IndexOf(lower, StringComparison.Ordinal);
            folded.Append(at >= 0 ? Plain[at] : lower switch { "ß" => "ss", "æ" => "ae", "œ" => "oe", "þ" => "th", _ => lower });
        }
        return folded.ToString();
    }

    /// <summary>Its letters and digits alone, in words.</summary>
    public static IReadOnlyList<string> Words(string text) =>
        string.Concat(For(text).EnumerateRunes().Select(rune => Rune.IsLetterOrDigit(rune) || IsSpacingMark(rune) ? rune.ToString() : " "))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether each word that was typed stands in the text, whole or in part.</summary>
    public static bool HoldsEveryWord(string text, string typed)
    {
        var folded = For(text);
        return Words(typed).All(word => folded.Contains(word, StringComparison.Ordinal));
    }

    /// <summary>A vowel of a script of India, which ends no word.</summary>
    static bool IsSpacingMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.SpacingCombiningMark;
}
