using System.Collections.Frozen;
using System.Text.Json;

namespace ReferralNetwork.Staff.Texts;

/// <summary>
/// The words of one language, read from the JSON file embedded under its tag. A text is a string, or an object of CLDR
/// plural categories; groups nest and become dotted keys.
/// </summary>
public sealed class Catalogue
{
    static readonly FrozenSet<string> Categories = new[] { "zero", "one", "two", "few", "many", "other" }.ToFrozenSet(StringComparer.Ordinal);

    readonly FrozenDictionary<string, string> _texts;

    Catalogue(string language, IDictionary<string, string> texts)
    {
        Language = language;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public static readonly IReadOnlyList<Catalogue> All = [Read("en"), Read("lt")];

    public static Catalogue Of(string language) => All.FirstOrDefault(catalogue => catalogue.Language == language) ?? All[0];

    public string Language { get; }

    /// <summary>Plural forms stand under <c>key#category</c>.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    public string? Find(string key) => _texts.GetValueOrDefault(key);

    static Catalogue Read(string language)
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream($"ReferralNetwork.Staff.Texts.{language}.json")
            ?? throw new InvalidOperationException($"No texts for {language}: embed Texts/{language}.json.");
        using var document = JsonDocument.Parse(stream);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(document.RootElement, "", texts);
        return new(language, texts);
    }

    static void Flatten(JsonElement group, string prefix, Dictionary<string, string> texts)
    {
        foreach (var entry in group.EnumerateObject())
        {
            var key = prefix + entry.Name;
            if (entry.Value.ValueKind == JsonValueKind.String)
                texts.Add(key, entry.Value.GetString()!);
            else if (entry.Value.EnumerateObject().All(form => Categories.Contains(form.Name)))
                foreach (var form in entry.Value.EnumerateObject())
                    texts.Add($"{key}#{form.Name}", form.Value.GetString()!);
            else
                Flatten(entry.Value, key + ".", texts);
        }
    }
}
