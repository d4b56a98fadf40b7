using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Chassis.Http;

/// <summary>
/// What in a JSON text does not fit a type, all of it and each with its pointer: the deserializer stops at the first, and names
/// a missing member nowhere but in its prose.
/// </summary>
static class JsonFaults
{
    /// <summary>Who sends more at once reads these first.</summary>
    const int Most = 50;

    const string NoText = "holds a character that no text has.";

    public static IReadOnlyList<Fault> For(Type type, ReadOnlyMemory<byte> json, JsonSerializerOptions options)
    {
        if (json.Span.IndexOfAnyExcept(" \t\r\n"u8) < 0)
            return [new("", "is missing: a JSON text is expected.")];
        try
        {
            using var document = JsonDocument.Parse(json);
            // All of it within the try: reading a text may fail late.
            return [.. Look(options.GetTypeInfo(type), document.RootElement, "", nullable: false, options).Take(Most)];
        }
        catch (JsonException e)
        {
            return [new("", $"is not JSON: look at line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.")];
        }
        catch (InvalidOperationException) // half of a character in a member's name
        {
            return [new("", NoText)];
        }
    }

    static IEnumerable<Fault> Look(
        JsonTypeInfo type, JsonElement value, string pointer, bool nullable, JsonSerializerOptions options) => (type.Kind, value.ValueKind) switch
        {
            (_, JsonValueKind.Null) when nullable || Nullable.GetUnderlyingType(type.Type) is not null || IsAnyJson(type.Type) => [],
            (_, JsonValueKind.Null) => [new(pointer, "is null; a value is expected.")],
            (JsonTypeInfoKind.Object, JsonValueKind.Object) => Members(type, value, pointer, options),
            (JsonTypeInfoKind.Object, _) => [new(pointer, "An object is expected.")],
            (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) =>
                value.EnumerateArray().Index().SelectMany(item =>
                    Look(options.GetTypeInfo(type.ElementType!), item.Item, $"{pointer}/{item.Index}", nullable: false, options)),
            (JsonTypeInfoKind.Enumerable, _) => [new(pointer, "A list is expected.")],
            (JsonTypeInfoKind.Dictionary, JsonValueKind.Object) =>
                value.EnumerateObject().SelectMany(entry =>
                    Look(options.GetTypeInfo(type.ElementType!), entry.Value, Down(pointer, entry), nullable: false, options)),
            (JsonTypeInfoKind.Dictionary, _) => [new(pointer, "An object is expected.")],
            _ => Unfit(type, value) is { } detail ? [new(pointer, detail)] : [],
        };

    static IEnumerable<Fault> Members(JsonTypeInfo type, JsonElement value, string pointer, JsonSerializerOptions options)
    {
        var comparison = options.PropertyNameCaseInsensitive ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var missing = type.Properties.Where(IsRequired).ToList();
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var member in value.EnumerateObject())
        {
            var down = Down(pointer, member);
            if (type.Properties.FirstOrDefault(property => member.Name.Equals(property.Name, comparison)) is not { } property)
            {
                yield return new(down, "is not known here.");
                continue;
            }
            missing.Remove(property);
            if (!seen.Add(property.Name))
                yield return new(down, "is named twice.");
            foreach (var fault in Look(
                options.GetTypeInfo(property.PropertyType), member.Value, down,
                property.AssociatedParameter?.IsNullable ?? property.IsSetNullable, options))
                yield return fault;
        }
        foreach (var property in missing)
            yield return new($"{pointer}/{property.Name}", "is missing.");
    }

    static bool IsRequired(JsonPropertyInfo property) => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false };

    static bool IsAnyJson(Type type) => type == typeof(JsonElement) || type == typeof(object);

    /// <returns>What is wrong with it; null if nothing is.</returns>
    static string? Unfit(JsonTypeInfo type, JsonElement value)
    {
        try
        {
            value.Deserialize(type);
            return Texts(value) ? null : NoText;
        }
        catch (MemberException e)
        {
            return e.Message;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Expected(type.Type, value);
        }
    }

    /// <summary>Whether each text in it is one: no NUL, which the database cannot keep, and no half of a character.</summary>
    static bool Texts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => !value.GetString()!.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().All(Texts),
        JsonValueKind.Object => value.EnumerateObject().All(member => !member.Name.Contains('\0', StringComparison.Ordinal) && Texts(member.Value)),
        _ => true,
    };

    /// <summary>RFC 6901.</summary>
    static string Down(string pointer, JsonProperty member) =>
        $"{pointer}/{member.Name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    static string Expected(Type type, JsonElement value)
    {
        var one = Nullable.GetUnderlyingType(type) ?? type;
        if (value.ValueKind == JsonValueKind.String && (one == typeof(string) || IsAnyJson(one)))
            return NoText;
        if (one.IsEnum)
            return $"Unknown; known are {string.Join(", ", Enum.GetNames(one).Order())}.";
        return Type.GetTypeCode(one) switch
        {
            TypeCode.Boolean => "true or false is expected.",
            TypeCode.Int32 or TypeCode.Int64 => "A whole number is expected.",
            TypeCode.Decimal or TypeCode.Double => "A number is expected.",
            TypeCode.String => "A text is expected.",
            _ when one == typeof(TimeOnly) => "A time of day is expected, such as 09:00:00.",
            _ when one == typeof(Guid) || one.GetConstructor([typeof(Guid)]) is not null => "A UUID is expected.",
            _ => "is not what is expected here.",
        };
    }
}
