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
            return JsonSerializer.Deserialize<T>(json, options) is { } value ? (value, null) : (null, "it is empty");
        }
        catch (JsonException e)
        {
            return (null, $"at {e.Path ?? "$"} a member is unknown, missing, given twice or not of its kind");
        }
    }
}
