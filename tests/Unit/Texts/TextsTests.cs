using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;
using ReferralNetwork.Staff.Pages.Anyone;
using ReferralNetwork.Staff.Pages.Referrals;
using ReferralNetwork.Staff.SignIn;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;
using CaseFields = ReferralNetwork.Cases.Fields.Catalogue;
using Spoken = ReferralNetwork.Staff.Texts.Catalogue;

namespace ReferralNetwork.Tests.Unit.Texts;

/// <summary>Whatever a page may have to say has words, in every language.</summary>
public sealed partial class TextsTests
{
    static readonly HashSet<string> Known = Keys(Spoken.All[0]);

    [Fact]
    public void All_languages_hold_the_same_texts() =>
        Assert.All(Spoken.All, catalogue => Assert.Empty(Known.Except(Keys(catalogue), StringComparer.Ordinal).Union(Keys(catalogue).Except(Known, StringComparer.Ordinal), StringComparer.Ordinal)));

    [Fact]
    public void A_text_has_the_same_placeholders_in_every_language() =>
        Assert.All(Known, key => Assert.Single(Spoken.All.SelectMany(catalogue => Texts(catalogue, key)).Select(Placeholders).Distinct(StringComparer.Ordinal)));

    [Fact]
    public void A_text_that_counts_has_the_plural_forms_of_its_language_and_no_others()
    {
        var counting = Spoken.All.SelectMany(catalogue => catalogue.Keys.Where(key => key.Contains('#', StringComparison.Ordinal))
            .GroupBy(key => key.Split('#')[0], key => key.Split('#')[1]).Select(forms => (catalogue.Language, Forms: forms))).ToList();
        Assert.NotEmpty(counting);
        Assert.All(counting, text => Assert.Equal(Plurals.CategoriesOf(text.Language).Order(StringComparer.Ordinal), text.Forms.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void No_text_is_empty() =>
        Assert.All(Spoken.All.SelectMany(catalogue => catalogue.Keys.Select(catalogue.Find)), text => Assert.False(string.IsNullOrWhiteSpace(text)));

    [Fact]
    public void Every_text_that_a_page_names_is_there()
    {
        var named = Sources("gateway/Staff/Pages", "gateway/Staff/TagHelpers", "gateway/Staff/Texts")
            .SelectMany(source => Naming().Matches(source)).SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups["text"].Value)
            .Where(text => Key().IsMatch(text)).ToHashSet(StringComparer.Ordinal);
        Assert.True(named.Count > 200, $"Only {named.Count} keys were found: the patterns have grown blind.");
        Assert.Empty(named.Except(Known, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_text_whose_key_is_made_of_a_code_is_there() => Assert.Empty(Coded().Except(Known, StringComparer.Ordinal));

    [Fact]
    public void Every_act_and_everything_on_a_timeline_has_words()
    {
        var steps = Sources("services/Referrals").SelectMany(source => Step().Matches(source)).ToLookup(match => match.Groups["how"].Value, match => match.Groups["text"].Value);
        var acts = Sources("services/Cases", "services/Partners", "services/Ledger", "services/Referrals").SelectMany(source => Acting().Matches(source))
            .SelectMany(match => Quoted().Matches(match.Value)).Select(match => match.Groups["text"].Value)
            .Concat(steps.Where(step => step.Key is "Did" or "Acted" or "Served").SelectMany(step => step)).ToList();
        var happened = steps.SelectMany(step => step).Append("seen").ToList();
        Assert.True(acts.Count > 40 && happened.Count > 30, "The patterns have grown blind.");
        Assert.Empty(In("code.verb", acts).Concat(In("what", happened)).Except(Known, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, "1 nukreipimas")]
    [InlineData(2, "2 nukreipimai")]
    [InlineData(10, "10 nukreipimų")]
    [InlineData(11, "11 nukreipimų")]
    [InlineData(21, "21 nukreipimas")]
    [InlineData(22, "22 nukreipimai")]
    public void Lithuanian_counts_as_Lithuanians_do(int count, string said) => Assert.Equal(said, new Words("lt").Count("worklist.count", count));

    [Fact]
    public void A_country_is_found_by_its_name_in_any_language_and_so_is_having_none()
    {
        Assert.Equal("LT", Countries.Find("lietuva"));
        Assert.Equal("LT", Countries.Find("Lithuania"));
        Assert.Equal("x:Stateless", Countries.Find("be pilietybės"));
        Assert.Equal("Stateless", new Words("en").Country("x:Stateless"));
    }

    static IEnumerable<string> Coded() =>
    [
        .. In("code.kind", Codes.PartnerKinds), .. In("code.need", Codes.AssistanceTypes), .. In("code.category", Codes.Categories),
        .. In("categoryHint", Codes.Categories), .. In("code.purpose", Codes.Purposes), .. In("code.giver", Codes.ConsentGivers),
        .. In("code.method", Codes.ConsentMethods), .. In("code.childView", Codes.ChildViews), .. In("code.withheld", Codes.Withholdings),
        .. In("code.urgency", Codes.Urgencies), .. In("urgencyHint", Codes.Urgencies), .. In("code.age", Codes.AgeBands),
        .. In("code.decline", Codes.DeclineCodes), .. In("code.outcome", Codes.OutcomeCodes), .. In("code.giveUp", Codes.GiveUpCodes),
        .. In("code.stop", Codes.StopReceiptKinds), .. In("code.basis", Codes.RetentionBases), .. In("code.error", Codes.ErrorCodes),
        .. In("code.language", Codes.Languages), .. In("code.role", Roles.All),
        // An organisation that only had an offer sees that offer's state for the referral's.
        .. In("code.state", States.All.Concat(Enum.GetNames<OfferStatus>())), .. In("code.offer", Enum.GetNames<OfferStatus>()),
        .. In("track", Enum.GetNames<Track>().Select(track => track.ToLowerInvariant())), .. In("task", Enum.GetNames<TaskState>()),
        .. In("signInProblem", Enum.GetNames<SignInProblem>()),
        .. In("code.field", CaseFields.All.Select(field => field.Name)),
        .. CaseFields.All.SelectMany(field => In($"code.field.{field.Name}", field.KnownCodes)),
        .. In("form", ["CountryHint", "CountriesHint"]),
        .. ActionForms.All.SelectMany(form => In($"act.{form.Name}", form.Codes is null && form.Note != Asks.Must ? ["title", "text", "button"] : ["title", "text", "button", "ask"])),
        .. In("just", ActionForms.All.Select(form => form.Name).Concat(Sources("gateway/Staff/Pages").SelectMany(source => Just().Matches(source)).Select(match => match.Groups["text"].Value))),
        .. new[] { 400, 401, 403, 404, 500 }.SelectMany(status => In($"problem.{new ProblemModel { Status = status }.Kind}", ["title", "text"])),
        .. In("worklist", [Worklist.Sent, Worklist.Received]),
        .. new[] { Worklist.Sent, Worklist.Received }.SelectMany(side => new[] { $"worklist.{side}None", $"worklist.{side}NoneClosed" }),
    ];

    static IEnumerable<string> In(string list, IEnumerable<string> codes) => codes.Select(code => $"{list}.{code}");

    static HashSet<string> Keys(Spoken catalogue) => catalogue.Keys.Select(key => key.Split('#')[0]).ToHashSet(StringComparer.Ordinal);

    static IEnumerable<string> Texts(Spoken catalogue, string key) =>
        catalogue.Keys.Where(one => one == key || one.StartsWith($"{key}#", StringComparison.Ordinal)).Select(one => catalogue.Find(one)!);

    static string Placeholders(string text) => string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Order(StringComparer.Ordinal));

    static IEnumerable<string> Sources(params IEnumerable<string> folders) => folders
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs*", SearchOption.AllDirectories))
        .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".cshtml", StringComparison.Ordinal))
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    // How pages and tag helpers ask for a text: T["…"], T[x ? "…" : "…"], T.With("…", Fault(…, "…"), fault = "…".
    [GeneratedRegex(@"\b(?:T|[Ww]ords)\[[^\]]*\]|\.(?:With|Count|Find)\(""[^""]*""|\bFault\([^;]*;|\bfault = ""[^""]*""", RegexOptions.None, 1000)]
    private static partial Regex Naming();

    [GeneratedRegex(@"""(?<text>[^""\n]*)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[a-z][A-Za-z]*(?:\.[A-Za-z-]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex(@"\bJust = ""(?<text>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Just();

    [GeneratedRegex(@"\b(?<how>Did|Acted|Happened|Served|EndOpen)\([^""\n]*""(?<text>[a-z-]+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Step();

    [GeneratedRegex(@"(?:\bwork\.Act|\bSetSuspended)\([^;\n]*""[a-z-]+""[^;\n]*;", RegexOptions.None, 1000)]
    private static partial Regex Acting();

    [GeneratedRegex(@"\{[a-z]+\}", RegexOptions.None, 1000)]
    private static partial Regex Placeholder();
}
