using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using MassTransit;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Operations;

/// <summary>
/// What may be shown of a message that could carry anything: its shape. Ids, moments, booleans, short numbers and the
/// contract's own words stay; of every other text, also of a member's name, only its length is left.
/// </summary>
public sealed class Redaction(RouteTable routes)
{
    /// <summary>Bytes; of a longer body only the length is shown.</summary>
    public const int MaxBody = 64 * 1024;

    /// <summary>A longer number may be a telephone's or a person's.</summary>
    const int MaxDigits = 6;

    /// <summary>With time of day and offset: a bare date may be a birthday.</summary>
    static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"];

    static readonly string[] Envelope =
    [
        "messageId", "messageType", "message", "sentTime", "headers", "host", "conversationId", "correlationId", "requestId",
        "sourceAddress", "destinationAddress"
    ];

    readonly FrozenSet<string> words = routes.All.Select(route => MessageUrn.ForTypeString(route.Message))
        .Concat(Codes.All)
        .ToFrozenSet(StringComparer.Ordinal);

    readonly FrozenSet<string> names = routes.All.Select(route => route.Message.Assembly).Distinct()
        .SelectMany(assembly => assembly.GetExportedTypes()).SelectMany(type => type.GetProperties())
        .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Concat(Envelope).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The body's shape as JSON, or null if it is none.</summary>
    public JsonElement? Shape(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var shape = new MemoryStream();
            using (var writer = new Utf8JsonWriter(shape))
                Write(writer, json.RootElement);
            return JsonElement.Parse(shape.ToArray());
        }
        catch (JsonException)
        {
            return null; // what is no JSON has no shape
        }
    }

    /// <summary>A text as it may be shown.</summary>
    public string Text(string text) =>
        words.Contains(text) || Guid.TryParseExact(text, "D", out _) || IsMoment(text) ? text : $"({text.Length} characters)";

    void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject())
                {
                    writer.WritePropertyName(names.Contains(member.Name) ? member.Name : Text(member.Name));
                    Write(writer, member.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Text(value.GetString()!));
                break;
            case JsonValueKind.Number when value.GetRawText() is { Length: > MaxDigits } number:
                writer.WriteStringValue($"(number of {number.Length} characters)");
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    static bool IsMoment(string text) => DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
