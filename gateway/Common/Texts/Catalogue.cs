using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace ReferralNetwork.Common.Texts;

/// <summary>
/// The words of one language, read from the JSON file embedded under its tag. A text is a string, or an object of CLDR
/// plural categories; groups nest and become dotted keys.
/// </summary>
public sealed class Catalogue
{
    static readonly FrozenSet<string> Categories = new[] { "zero", "one", "two", "few", "many", "other" }.ToFrozenSet(StringComparer.Ordinal);

    readonly FrozenDictionary<string, string> _texts;

    Catalogue(CultureInfo culture, IDictionary<string, string> texts)
    {
        Culture = culture;
        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public string Language => Culture.TwoLetterISOLanguageName;

    /// <summary>How days and numbers are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Plural forms stand under <c>key#category</c>.</summary>
    public IEnumerable<string> Keys => _texts.Keys;

    public string? Find(string key) => _texts.GetValueOrDefault(key);

    /// <summary>Texts/{language}.json of that assembly.</summary>
    public static Catalogue Read(Assembly assembly, CultureInfo culture)
    {
        var file = $"Texts.{culture.TwoLetterISOLanguageName}.json";
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.{file}")
            ?? throw new InvalidOperationException($"{assembly.GetName().Name} has no texts for {culture.Name}: embed {file}.");
        using var document = JsonDocument.Parse(stream);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(document.RootElement, "", texts);
        return new(culture, texts);
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
