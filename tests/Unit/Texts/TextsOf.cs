using System.Text.RegularExpressions;
using ReferralNetwork.Common.Texts;

namespace ReferralNetwork.Tests.Unit.Texts;

/// <summary>Whatever the pages of one gateway may have to say has words, in every language.</summary>
/// <param name="least">Fewer named texts than this mean that the patterns have grown blind.</param>
/// <param name="folders">Where pages and what they are made of stand.</param>
public abstract partial class TextsOf(Languages languages, int least, params string[] folders)
{
    /// <summary>Forms for one number alone, which may say it in a word of its own.</summary>
    static readonly HashSet<string> Exact = new(StringComparer.Ordinal) { "zero", "one", "two" };

    protected HashSet<string> Known { get; } = Keys(languages.All[0]);

    [Fact]
    public void All_languages_hold_the_same_texts() =>
        Assert.All(languages.All, catalogue => Assert.Empty(
            Known.Except(Keys(catalogue), StringComparer.Ordinal)
                .Union(Keys(catalogue).Except(Known, StringComparer.Ordinal), StringComparer.Ordinal)));

    [Fact]
    public void A_text_has_the_same_placeholders_in_every_language() =>
        Assert.All(Known, key => Assert.Single(languages.All.SelectMany(catalogue => Placeholders(catalogue, key)).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void A_text_that_counts_has_the_plural_forms_of_its_language_and_no_others()
    {
        var counting = languages.All.SelectMany(catalogue => catalogue.Keys.Where(key => key.Contains('#', StringComparison.Ordinal))
            .GroupBy(key => key.Split('#')[0], key => key.Split('#')[1]).Select(forms => (catalogue.Language, Forms: forms))).ToList();
        Assert.NotEmpty(counting);
        Assert.All(counting, text => Assert.Equal(
            Plurals.CategoriesOf(text.Language).Order(StringComparer.Ordinal), text.Forms.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_text_is_empty() =>
        Assert.All(
            languages.All.SelectMany(catalogue => catalogue.Keys.Select(catalogue.Find)),
            text => Assert.False(string.IsNullOrWhiteSpace(text)));

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var named = Sources([.. folders, "gateway/Common/Texts"])
            .SelectMany(source => Naming().Matches(source)).SelectMany(match => Quoted().Matches(match.Value))
            .Select(match => match.Groups["text"].Value)
            .Where(text => Key().IsMatch(text)).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count >= least, $"Only {named.Count} keys were found: the patterns have grown blind.");
        Assert.Empty(named.Except(Known, StringComparer.Ordinal));
    }

    protected static IEnumerable<string> In(string list, IEnumerable<string> codes) => codes.Select(code => $"{list}.{code}");

    protected static IEnumerable<string> Sources(params IEnumerable<string> folders) => folders
        .SelectMany(folder => Repository.Files(folder, "*.cs*"))
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    static HashSet<string> Keys(Catalogue catalogue) => catalogue.Keys.Select(key => key.Split('#')[0]).ToHashSet(StringComparer.Ordinal);

    static IEnumerable<string> Placeholders(Catalogue catalogue, string key) =>
        from one in catalogue.Keys
        where one == key || one.StartsWith($"{key}#", StringComparison.Ordinal)
        let said = Placeholder().Matches(catalogue.Find(one)!).Select(match => match.Value)
        select string.Join(' ', (Exact.Contains(one.Split('#')[^1]) ? said.Append("{count}") : said)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    // How pages and tag helpers ask for a text: T["…"], T[x ? "…" : "…"], T.With("…", Fault(…, "…"), fault = "…".
    [GeneratedRegex(
        @"\b(?:T|[Ww]ords)\[[^\]]*\]|\.(?:With|Count|Find)\(""[^""]*""|\bFault\([^;]*;|\bfault = ""[^""]*""|\bthis\[""[^\]]*\]",
        RegexOptions.None, 1000)]
    private static partial Regex Naming();

    [GeneratedRegex(@"""(?<text>[^""\n]*)""", RegexOptions.ExplicitCapture, 1000)]
    protected static partial Regex Quoted();

    [GeneratedRegex(@"^[a-z][A-Za-z]*(?:\.[A-Za-z-]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
