using System.Text.Json;

namespace ReferralNetwork.Visitors.Information;

/// <summary>All texts about work abroad, and the telephone numbers that go with a country.</summary>
public sealed class Library(IReadOnlyList<Article> articles, IReadOnlyList<Telephones> telephones)
{
    /// <summary>The country whose visitors these pages are for.</summary>
    public const string Home = "LT";

    const string Folder = "Content/";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public IReadOnlyList<Article> Articles => articles;

    public IReadOnlyList<Telephones> Telephones => telephones;

    /// <summary>Whom to call in those countries. Content/telephones.json says where the numbers come from.</summary>
    public IEnumerable<Telephones> TelephonesOf(params IEnumerable<string> countries) =>
        telephones.Where(telephone => countries.Contains(telephone.Country));

    /// <summary>In the language, or in English where there is none: a text in another language is better than none.</summary>
    public Article? Find(string language, string name) =>
        articles.FirstOrDefault(article => article.Language == language && article.Name == name)
        ?? articles.FirstOrDefault(article => article.Language == "en" && article.Name == name);

    /// <summary>The texts of a topic, in that language where there is one, each once.</summary>
    public IEnumerable<Article> About(string topic, string language) =>
        articles.Where(article => article.Topic == topic).Select(article => article.Name).Distinct(StringComparer.Ordinal)
            .Select(name => Find(language, name)!);

    /// <summary>What stands in Content/, as it was built in.</summary>
    /// <exception cref="FormatException">A text is not as it should be; the process does not start with it.</exception>
    public static Library Read()
    {
        var articles = typeof(Library).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name.EndsWith(".md", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => name[Folder.Length..^".md".Length].Split('/') is [var language, var article]
                ? Article.Parse(language, article, Text(name))
                : throw new FormatException($"{name}: texts stand in Content/<language>/<name>.md."));
        return new([.. articles], JsonSerializer.Deserialize<Telephones[]>(Text($"{Folder}telephones.json"), Json)!);
    }

    static string Text(string name)
    {
        using var reader = new StreamReader(typeof(Library).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}

public sealed record Telephones(string Country, string Emergency, string Hotline)
{
    public string HotlineHref => "tel:" + Hotline.Replace(" ", "", StringComparison.Ordinal);
}
