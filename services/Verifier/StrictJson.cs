using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Verifier;

/// <summary>Every member as it is written down, none more, none less, none twice.</summary>
static class StrictJson
{
    static readonly JsonSerializerOptions options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <returns>The value, or what is wrong with its form.</returns>
    public static (T? Value, string? Fault) Read<T>(ReadOnlySpan<byte> json) where T : class
    {
        try
        {
            using var document = JsonDocument.Parse(json.ToArray());
            return
                JsonSerializer.Deserialize<T>(json, options) is not { } value ? (null, "it is empty") :
                HoldsNull(document.RootElement) ? (null, "a list holds nothing where something is due") :
                (value, null);
        }
        catch (JsonException e)
        {
            return (null, $"at {e.Path ?? "$"} a member is unknown, missing, given twice or not of its kind");
        }
    }

    /// <summary>As an item of a list: the deserializer would let it through.</summary>
    static bool HoldsNull(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(item => item.ValueKind == JsonValueKind.Null || HoldsNull(item)),
        JsonValueKind.Object => element.EnumerateObject().Any(member => HoldsNull(member.Value)),
        _ => false,
    };
}
