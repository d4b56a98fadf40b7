using System.Globalization;

namespace ReferralNetwork.Verifier;

/// <summary>Words that others wrote, and moments, as they are shown.</summary>
static class Plain
{
    /// <summary>Without what would steer a terminal or turn the direction of a line.</summary>
    public static string Text(string text) => string.Concat(text.Select(c =>
        char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format ? '\uFFFD' : c));

    public static string Moment(long unixSeconds) => unixSeconds is >= 0 and < 253402300800
        ? DateTimeOffset.FromUnixTimeSeconds(unixSeconds).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)
        : $"{unixSeconds} (no moment)";
}
