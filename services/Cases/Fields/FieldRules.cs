using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.TextInput;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Fields;

/// <summary>What may stand in a case file. Every fault is reported, each with a JSON pointer to its place.</summary>
public static partial class FieldRules
{
    /// <summary>Of no country, which people can be.</summary>
    public const string Stateless = "x:Stateless";

    /// <summary>Nobody alive is older.</summary>
    const int OldestAge = 125;

    /// <summary>What the case's organisation makes of a date or a number that leaves something open.</summary>
    /// <param name="Today">Where it is.</param>
    /// <param name="Region">ISO 3166-1 code of the country whose national telephone numbers it writes; null as long as it is not known here.</param>
    public sealed record Place(DateOnly Today, string? Region);

    /// <summary>Cleans texts and telephone numbers in place.</summary>
    /// <param name="fields">Field name to value; a null stands for "not answered" and is allowed.</param>
    /// <returns>What cannot be kept.</returns>
    public static IReadOnlyList<Fault> Clean(Dictionary<string, JsonElement> fields, Place place)
    {
        var faults = new List<Fault>();
        foreach (var (name, typed) in fields.ToList())
        {
            var value = Cleaned(Catalogue.Find(name), typed, place.Region);
            fields[name] = value;
            var pointer = $"/fields/{Escape(name)}";
            if (Catalogue.Find(name) is not { } field)
                faults.Add(new(pointer, "is not a field of a case; GET /fields lists them all"));
            else if (value.ValueKind is not JsonValueKind.Null)
                faults.AddRange(Check(field, value, place.Today).Select(f => f with { Pointer = pointer + f.Pointer }));
        }
        return faults;
    }

    /// <summary>As it is kept, where it is a text that can be; else as it was sent, and judged so.</summary>
    static JsonElement Cleaned(Field? field, JsonElement value, string? region) =>
        field is null || value.ValueKind is not JsonValueKind.String || Text(value) is not { } typed ? value
        : (field.Type is FieldType.Telephone ? TelephoneNumber.Read(typed, region) : TypedText.Clean(typed, longest: int.MaxValue).Text) is { } clean
            && clean != typed ? JsonSerializer.SerializeToElement(clean)
        : value;

    static IEnumerable<Fault> Check(Field field, JsonElement value, DateOnly today) => field.Type switch
    {
        FieldType.Checkbox => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? [] : [new("", "must be true or false")],
        FieldType.Number => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var n) && n >= 0 && n <= field.Most
            ? []
            : [new("", $"must be a whole number from 0 to {field.Most}")],
        FieldType.MultiselectPicklist or FieldType.Countries => CheckList(field, value),
        _ => value.ValueKind is JsonValueKind.String ? CheckString(field, value, today) : [new("", "must be a text")],
    };

    static List<Fault> CheckList(Field field, JsonElement value)
    {
        if (value.ValueKind is not JsonValueKind.Array)
            return [new("", "must be a list of codes")];
        var faults = new List<Fault>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind is not JsonValueKind.String || Text(item) is not { } code)
                faults.Add(new($"/{index}", "must be a code"));
            else if (field.Type is FieldType.Countries ? !IsCountryOrNone(code) : !field.KnownCodes.Contains(code))
                faults.Add(new($"/{index}",
                    field.Type is FieldType.Countries ? "is not an ISO 3166-1 country code or x:Stateless" : NotOneOf(field)));
            else if (!seen.Add(code))
                faults.Add(new($"/{index}", "is there twice"));
        }
        return faults;
    }

    static IEnumerable<Fault> CheckString(Field field, JsonElement value, DateOnly today)
    {
        var (text, unfit) = Text(value) is { } typed
            ? TypedText.Clean(typed, "", field.Most, oneLine: field.Type is not FieldType.LongText)
            : (null, new Fault("", "is not valid Unicode"));
        var fault = text is null ? unfit : CheckText(field, text, today) is { } wrong ? new("", wrong) : null;
        return fault is null ? [] : [fault];
    }

    static string? CheckText(Field field, string text, DateOnly today) => field.Type switch
    {
        FieldType.Date => CheckDate(text, today),
        FieldType.Picklist => field.KnownCodes.Contains(text) ? null : NotOneOf(field),
        FieldType.Telephone => TelephoneNumber.Read(text, region: null) == text ? null : TelephoneNumber.Expected,
        FieldType.Email => text.Length <= 254 && Email().IsMatch(text) ? null : "is not an e-mail address",
        FieldType.Country => IsoCountries.All.Contains(text) ? null : "is not an ISO 3166-1 country code",
        FieldType.Language => IsoLanguages.All.Contains(text) ? null : "is not an ISO 639 language code",
        _ => null,
    };

    /// <summary>Where only the year is known, or year and month, that is the date: whoever reads it sees that it is estimated.</summary>
    static string? CheckDate(string text, DateOnly today) =>
        !DateOnly.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM", "yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? "is not a date that exists, as YYYY-MM-DD, or YYYY-MM or YYYY where no more is known"
        : date > today ? "lies in the future"
        : date < today.AddYears(-OldestAge) ? $"lies more than {OldestAge} years back"
        : null;

    static bool IsCountryOrNone(string code) => IsoCountries.All.Contains(code) || code == Stateless;

    static string NotOneOf(Field field) => $"is not one of {string.Join(", ", field.KnownCodes.Order(StringComparer.Ordinal))}";

    /// <summary>Null for half of a surrogate pair, which JSON can spell and UTF-8 cannot hold.</summary>
    static string? Text(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>RFC 6901.</summary>
    static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    [GeneratedRegex(@"^[^\s@""<>(),:;\\\[\]]+@[A-Za-z0-9\p{L}-]+(?:\.[A-Za-z0-9\p{L}-]+)+\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Email();
}
