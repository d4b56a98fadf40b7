using System.Globalization;
using System.Text.Json;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What is answered of one category, in words.</summary>
public sealed record FieldGroup(string Category, IReadOnlyList<(string Name, string Said)> Fields);

/// <summary>Between a case's fields and what one types: dates as three boxes, countries by their names in any of our languages.</summary>
public static class FieldAnswers
{
    /// <summary>What the form shows for a stored value.</summary>
    public static object? Shown(CaseField field, JsonElement? value, Words words) => value is not { } stored ? null : field.Type switch
    {
        "Date" => DateParts.From(stored.GetString()),
        "Country" or "Countries" => string.Join(", ", Strings(stored).Select(words.Country)),
        "Checkbox" => stored.ValueKind == JsonValueKind.True ? "yes" : stored.ValueKind == JsonValueKind.False ? "no" : null,
        "MultiselectPicklist" => Strings(stored),
        _ => stored.ValueKind == JsonValueKind.String ? stored.GetString() : stored.ToString(),
    };

    /// <summary>What a page says for a stored value.</summary>
    public static string Said(string name, string? type, JsonElement value, Words words) => type switch
    {
        "Date" => Day(value.GetString()!, words),
        "Country" or "Countries" => string.Join(", ", Strings(value).Select(words.Country)),
        "Checkbox" => words[value.ValueKind == JsonValueKind.True ? "form.yes" : "form.no"],
        "Language" => words.SpokenLanguage(value.GetString()!),
        "Picklist" or "MultiselectPicklist" => string.Join(", ", Strings(value).Select(code => words.Code($"field.{name}", code))),
        _ => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.ToString(),
    };

    /// <summary>Answers by category, in the order of a case file; what it knows no more comes last.</summary>
    public static IReadOnlyList<FieldGroup> ByCategory(
        IReadOnlyList<CaseField> known, IReadOnlyDictionary<string, JsonElement> answers, Words words)
    {
        var places = known.Index().ToDictionary(field => field.Item.Name, field => field.Index, StringComparer.Ordinal);
        return
        [
            .. answers.Select(answer => (Place: places.GetValueOrDefault(answer.Key, known.Count), answer.Key, answer.Value))
                .OrderBy(answer => answer.Place)
                .GroupBy(answer => known.ElementAtOrDefault(answer.Place)?.Category ?? "", StringComparer.Ordinal)
                .Select(group => new FieldGroup(group.Key,
                    [.. group.Select(answer => (answer.Key, Said(answer.Key, known.ElementAtOrDefault(answer.Place)?.Type, answer.Value, words)))])),
        ];
    }

    /// <summary>What was typed, as Cases wants it; null where nothing was. False where it cannot be read: the key of what to say.</summary>
    /// <param name="today">Where the organisation is.</param>
    public static bool TryRead(CaseField field, IFormCollection form, DateOnly today, out object? value, out string fault)
    {
        var typed = form[$"f.{field.Name}"];
        var text = typed.FirstOrDefault()?.Trim() ?? "";
        (value, fault) = (null, "");
        switch (field.Type)
        {
            case "Date":
                var parts = new DateParts
                {
                    Day = form[$"f.{field.Name}.Day"], Month = form[$"f.{field.Name}.Month"], Year = form[$"f.{field.Name}.Year"]
                };
                if (parts.Empty)
                    return true;
                fault = "form.noDayOrYear";
                if (parts.TryReadPartly() is not { } day)
                    return false;
                fault = "form.inFuture";
                if (string.CompareOrdinal(day, today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) > 0)
                    return false;
                value = day;
                return true;
            case "Number":
                fault = "form.noNumber";
                if (text.Length > 0 && !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    return false;
                value = text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
                return true;
            case "Checkbox":
                value = text switch { "yes" => true, "no" => (object)false, _ => null };
                return true;
            case "MultiselectPicklist":
                value = typed.Count == 0 ? null : typed.ToArray();
                return true;
            case "Country" or "Countries":
                var codes = text.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                    .Select(Countries.Find)
                    .ToList();
                fault = "form.noCountry";
                if (codes.Contains(null) || (field.Type == "Country" && codes.Count > 1))
                    return false;
                value = codes.Count == 0 ? null : field.Type == "Country" ? codes[0] : codes;
                return true;
            default:
                value = text.Length == 0 ? null : text;
                return true;
        }
    }

    /// <summary>What is known in part only is estimated, and says so.</summary>
    static string Day(string stored, Words words) => stored.Split('-').Length switch
    {
        1 => words.With("form.yearOnly", ("year", stored)),
        2 when DateOnly.TryParseExact(stored, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) =>
            words.With("form.monthOnly", ("month", month.ToString("Y", words.Culture))),
        _ => DateOnly.TryParse(stored, CultureInfo.InvariantCulture, out var day) ? words.Day(day) : stored,
    };

    static IReadOnlyList<string> Strings(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? [.. value.EnumerateArray().Select(item => item.GetString()!)]
        : [value.GetString() ?? ""];
}
