using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Chassis.Timing;

/// <summary>An end as clients write it: a moment with its offset, or a day alone, which then counts to its end in the organisation's zone.</summary>
[JsonConverter(typeof(Json))]
public sealed record Until(DateOnly? Day, DateTimeOffset Moment)
{
    /// <returns>In UTC: the first moment after the end.</returns>
    public DateTimeOffset In(TimeZoneInfo zone) => Day is { } day ? Zones.EndOf(day, zone) : Moment.ToUniversalTime();

    sealed class Json : JsonConverter<Until>
    {
        const int LengthOfDay = 10;

        public override Until Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType is JsonTokenType.String && reader.GetString()!.Length <= LengthOfDay
                ? new(StrictDay.ReadDay(ref reader), default)
                : new(null, StrictMoment.ReadMoment(ref reader));

        public override void Write(Utf8JsonWriter writer, Until value, JsonSerializerOptions options)
        {
            if (value.Day is { } day)
                JsonSerializer.Serialize(writer, day, options);
            else
                JsonSerializer.Serialize(writer, value.Moment, options);
        }
    }
}
