using System.Text.Json;
using System.Text.Json.Serialization;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Chassis;

/// <summary>
/// The network's JSON: camelCase, enums by name, times with their offset; unknown members and members given twice are refused.
/// </summary>
public static class NetworkJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    /// <summary>For what this service itself has stored: rows of an older shape still load.</summary>
    public static readonly JsonSerializerOptions Stored =
        new(Options) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, RespectRequiredConstructorParameters = false };

    /// <summary>Sets the same on options that somebody else owns.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.Converters.Add(new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false));
        options.Converters.Add(new StrictMoment());
        options.Converters.Add(new StrictDay());
        return options;
    }
}
