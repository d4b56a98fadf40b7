using System.Collections.Frozen;
using System.Numerics;
using System.Reflection;
using System.Text;
using ReferralNetwork.Chassis.TextInput;

namespace ReferralNetwork.Inquiries.Phrases;

/// <summary>
/// Words that open again what one has begun. No word of a list begins another one, so that a phrase typed without spaces
/// is still one phrase only. docs/word-lists.md says where the lists come from.
/// </summary>
public sealed class WordList
{
    /// <summary>The first is for those whose language has no list.</summary>
    public static readonly IReadOnlyList<string> Languages = ["en", "lt", "ru"];

    const double AtLeastBits = 80;

    static readonly FrozenDictionary<string, WordList> lists = Languages.ToFrozenDictionary(language => language, language => new WordList(language));

    readonly string[] words;

    WordList(string language)
    {
        using var file = Assembly.GetExecutingAssembly().GetManifestResourceStream($"ReferralNetwork.Inquiries.Phrases.Words.{language}.txt")!;
        words = new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    public IReadOnlyList<string> All => words;

    /// <summary>As many as 80 bits need.</summary>
    public int WordsInPhrase => (int)Math.Ceiling(AtLeastBits / Math.Log2(words.Length));

    /// <summary>What guessing a phrase takes, as a power of two.</summary>
    public double Bits => WordsInPhrase * Math.Log2(words.Length);

    public static WordList For(string language) => lists.GetValueOrDefault(language) ?? lists[Languages[0]];

    /// <param name="seed">256 random bits: so many more than the phrase has that no word is likelier than another.</param>
    public string Phrase(ReadOnlySpan<byte> seed)
    {
        var left = new BigInteger(seed, isUnsigned: true);
        var phrase = new string[WordsInPhrase];
        for (var i = 0; i < phrase.Length; i++)
        {
            (left, var index) = BigInteger.DivRem(left, words.Length);
            phrase[i] = words[(int)index];
        }
        return string.Join(' ', phrase);
    }

    // What looks the same: Cyrillic and Greek letters that nobody can tell from Latin ones, small or capital (Unicode TR39).
    const string Alike = "авекмнорстухіјѕԁһԛԝӏοαινρυχκ";
    const string Plain = "abekmhopctyxijsdhqwloaivpuxk";

    /// <summary>
    /// What is left of a phrase however it was typed: letters, without case, spaces, punctuation and diacritics, and each that
    /// is taken for another as that one.
    /// </summary>
    public static string Fold(string typed) =>
        string.Concat(FoldedText.For(typed).EnumerateRunes().Where(Rune.IsLetter).Select(rune => rune.ToString())
            .Select(letter => Alike.IndexOf(letter, StringComparison.Ordinal) is var at and >= 0 ? Plain[at].ToString() : letter));
}
