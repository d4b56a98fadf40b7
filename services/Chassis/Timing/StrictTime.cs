using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ReferralNetwork.Chassis.Timing;

/// <summary>A member's value that JSON can spell and this network does not take. The message says what would be right, never the value.</summary>
public sealed class MemberException(string message) : JsonException(message);

/// <summary>
/// Moments in JSON (RFC 3339): always with an offset, since nobody knows which zone was meant where it is left out; of the years 1900 to 2199.
/// </summary>
sealed class StrictMoment : JsonConverter<DateTimeOffset>
{
    const string Expected = "Expected a date and time with its offset from UTC, such as 2026-12-01T09:00:00+02:00, in the years 1900 to 2199.";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadMoment(ref reader);

    /// <exception cref="MemberException">It is none.</exception>
    public static DateTimeOffset ReadMoment(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && HasOffset(reader.GetString()!) && reader.TryGetDateTimeOffset(out var moment)
        && StrictDay.InRange(moment.Year)
            ? moment
            : throw new MemberException(Expected);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    static bool HasOffset(string text) =>
        text.Contains('T', StringComparison.Ordinal) && (text[^1] == 'Z' || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':'));
}

/// <summary>Days in JSON: YYYY-MM-DD, of the years 1900 to 2199.</summary>
sealed class StrictDay : JsonConverter<DateOnly>
{
    const string Expected = "Expected a day that exists, such as 2026-12-01, in the years 1900 to 2199.";

    public override DateOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => ReadDay(ref reader);

    /// <exception cref="MemberException">It is none.</exception>
    public static DateOnly ReadDay(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String
        && DateOnly.TryParseExact(reader.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && InRange(day.Year)
            ? day
            : throw new MemberException(Expected);

    public static bool InRange(int year) => year is >= 1900 and <= 2199;

    public override void Write(Utf8JsonWriter writer, DateOnly value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
}
