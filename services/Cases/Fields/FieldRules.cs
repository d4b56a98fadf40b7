using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Fields;

/// <summary>What may stand in a case file. Every fault is reported, each with a JSON pointer to its place.</summary>
public static partial class FieldRules
{
    /// <summary>Nobody alive is older.</summary>
    const int OldestAge = 125;

    /// <param name="fields">Field name to value; a null stands for "not answered" and is allowed.</param>
    /// <param name="today">Where the case's organisation is.</param>
    public static IReadOnlyList<Fault> Check(IReadOnlyDictionary<string, JsonElement> fields, DateOnly today)
    {
        var faults = new List<Fault>();
        foreach (var (name, value) in fields)
        {
            var pointer = $"/fields/{Escape(name)}";
            if (Catalogue.Find(name) is not { } field)
                faults.Add(new(pointer, "is not a field of a case; GET /fields lists them all"));
            else if (value.ValueKind is not JsonValueKind.Null)
                faults.AddRange(Check(field, value, today).Select(f => f with { Pointer = pointer + f.Pointer }));
        }
        return faults;
    }

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
                faults.Add(new($"/{index}", field.Type is FieldType.Countries ? "is not an ISO 3166-1 country code or x:Stateless" : NotOneOf(field)));
            else if (!seen.Add(code))
                faults.Add(new($"/{index}", "is there twice"));
        }
        return faults;
    }

    static IEnumerable<Fault> CheckString(Field field, JsonElement value, DateOnly today)
    {
        var fault = Text(value) is not { } text ? "is not valid Unicode"
            : string.IsNullOrWhiteSpace(text) ? "is empty; leave it out instead"
            : text.Length > field.Most ? $"is longer than {field.Most} characters"
            : text.Any(c => char.IsControl(c) && !(field.Type is FieldType.LongText && c is '\n' or '\r' or '\t')) ? "holds a control character"
            : CheckText(field, text, today);
        return fault is null ? [] : [new("", fault)];
    }

    static string? CheckText(Field field, string text, DateOnly today) => field.Type switch
    {
        FieldType.Date => CheckDate(text, today),
        FieldType.Picklist => field.KnownCodes.Contains(text) ? null : NotOneOf(field),
        FieldType.Telephone => Telephone().IsMatch(text) ? null : "is not a telephone number in E.164 form, such as +37061234567",
        FieldType.Email => text.Length <= 254 && Email().IsMatch(text) ? null : "is not an e-mail address",
        FieldType.Country => IsoCodes.Countries.Contains(text) ? null : "is not an ISO 3166-1 country code",
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

    static bool IsCountryOrNone(string code) => IsoCodes.Countries.Contains(code) || code == IsoCodes.Stateless;

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

    // HTCDS: ITU-T E.164. The plus is demanded here: without it nobody knows which country is meant.
    [GeneratedRegex(@"^\+[1-9][0-9]{6,14}\z", RegexOptions.None, 100)]
    private static partial Regex Telephone();

    [GeneratedRegex(@"^[^\s@""<>(),:;\\\[\]]+@[A-Za-z0-9\p{L}-]+(?:\.[A-Za-z0-9\p{L}-]+)+\z", RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Email();
}
