using System.Text.RegularExpressions;
using ReferralNetwork.Contracts;
using ReferralNetwork.Visitors.Information;

namespace ReferralNetwork.Tests.Unit.Visitors;

public sealed partial class ArticleTests
{
    static readonly Library Library = Library.Read();

    [Fact]
    public void Front_matter_says_what_a_text_is_and_how_far_it_can_be_trusted()
    {
        var article = Parse("## Above\n\nAsk **first**.");
        Assert.Equal(("en", "spain", "Spain: rights", "rights"), (article.Language, article.Name, article.Title, article.Topic));
        Assert.Equal(["ES"], article.Countries);
        Assert.Equal(["A law, Article 1", "Another: 2"], article.Sources);
        Assert.Equal((new DateOnly(2026, 11, 24), null, false), (article.Written, article.LastReview, article.ReviewedBySpeaker));
        Assert.Equal("<h2>Above</h2>\n<p>Ask <strong>first</strong>.</p>\n", Html(article));
    }

    [Theory]
    [InlineData("title: Spain: rights", "", "title")]
    [InlineData("language: en", "language: lt", "language is lt")]
    [InlineData("topic: rights", "topic: weather", "topic must be one of")]
    [InlineData("written: 2026-11-24", "written: 24 November", "24 November is not a day")]
    [InlineData("last-review: never", "last-review: soon", "soon is not a day")]
    [InlineData("reviewed-by-speaker: no", "reviewed-by-speaker: perhaps", "yes or no")]
    [InlineData("source: A law, Article 1\nsource: Another: 2\n", "", "source is missing")]
    [InlineData("---\ntitle", "title", "between two lines of dashes")]
    public void A_text_whose_front_matter_is_not_whole_does_not_get_in(string right, string wrong, string said) =>
        Assert.Contains(
            said,
            Assert.Throws<FormatException>(() => Article.Parse("en", "spain", Text("Text.").Replace(right, wrong, StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("Before <img src=x onerror=alert(1)> after")]
    [InlineData("<a href=\"javascript:alert(1)\">here</a>")]
    [InlineData("<!-- --><iframe src=//evil.example></iframe>")]
    [InlineData("`<b onclick=alert(1)>`")]
    public void Markup_in_a_text_shows_as_the_text_it_is(string hostile) =>
        Assert.All(
            Tag().Matches(Html(Parse(hostile))).Select(match => match.Value),
            tag => Assert.Contains(tag, new[] { "<p", "</p", "<code", "</code" }));

    [Theory]
    [InlineData("[here](javascript:alert(1))")]
    [InlineData("[here](JaVaScRiPt:alert(1))")]
    [InlineData("[here](data:text/html,<script>alert(1)</script>)")]
    [InlineData("[here](//evil.example)")]
    [InlineData("[here](/\\evil.example)")]
    [InlineData("[here](http://evil.example)")]
    [InlineData("[here](vbscript:x)")]
    [InlineData("[here][1]\n\n[1]: javascript:alert(1)")]
    [InlineData("<javascript:alert(1)>")]
    [InlineData("![picture](https://evil.example/pixel.png)")]
    [InlineData("# A second title")]
    public void A_text_with_a_link_that_acts_or_a_picture_does_not_get_in(string hostile) => Assert.Throws<FormatException>(() => Parse(hostile));

    [Fact]
    public void Whom_a_link_leads_to_is_not_told_where_from() =>
        Assert.Contains("rel=\"noreferrer\"", Html(Parse("[EURES](https://eures.example/)")), StringComparison.Ordinal);

    [Fact]
    public void A_review_is_due_half_a_year_after_the_last_one_or_after_writing()
    {
        Assert.Equal(new DateOnly(2026, 11, 24).AddDays(180), Parse("Text.").ReviewDue);
        Assert.Equal(new DateOnly(2027, 3, 1).AddDays(180), (Parse("Text.") with { LastReview = new DateOnly(2027, 3, 1) }).ReviewDue);
    }

    [Fact]
    public void Every_text_is_there_in_English_Lithuanian_and_Russian()
    {
        var names = Library.Articles.ToLookup(article => article.Language, article => article.Name, StringComparer.Ordinal);
        Assert.True(names["en"].Count() >= 11, "Texts are missing.");
        Assert.Equal(names["en"], names["lt"]);
        Assert.Equal(names["en"], names["ru"]);
    }

    [Fact]
    public void Every_destination_has_its_text_and_every_country_of_a_text_its_telephone_numbers()
    {
        var about = Library.Articles.SelectMany(article => article.Countries).ToHashSet(StringComparer.Ordinal);
        Assert.Superset(new HashSet<string>(Codes.Destinations.Where(code => code != Codes.OtherDestination), StringComparer.Ordinal), about);
        Assert.All(about.Append(Library.Home), country => Assert.Single(Library.TelephonesOf(country)));
        Assert.All(Library.Telephones, telephone => Assert.True(IsoCountries.All.Contains(telephone.Country), telephone.Country));
    }

    [Fact]
    public void Links_within_texts_lead_to_pages_in_the_same_language()
    {
        var links = Library.Articles
            .SelectMany(article => Link().Matches(Html(article)).Select(match => (Article: article, Path: match.Groups["path"].Value)))
            .ToList();
        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.True(
            link.Path == $"/{link.Article.Language}/safety"
                || Library.Articles.Any(
                    article => link.Path == $"/{link.Article.Language}/info/{article.Name}" && article.Language == link.Article.Language),
            $"{link.Article.Language}/{link.Article.Name} links to {link.Path}"));
    }

    [Fact]
    public void A_text_that_is_not_there_in_a_language_is_shown_in_English() => Assert.Equal("en", Library.Find("ar", "spain")?.Language);

    static Article Parse(string body) => Article.Parse("en", "spain", Text(body));

    static string Text(string body) =>
        $"""
        ---
        title: Spain: rights
        language: en
        topic: rights
        country: ES
        written: 2026-11-24
        last-review: never
        reviewed-by-speaker: no
        source: A law, Article 1
        source: Another: 2
        ---
        {body}
        """;

    static string Html(Article article) => article.Html.ToString()!;

    [GeneratedRegex("</?[a-z]+", RegexOptions.None, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex("href=\"(?<path>/[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
