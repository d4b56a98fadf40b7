using System.Globalization;
using PhoneNumbers;

namespace ReferralNetwork.Chassis.TextInput;

/// <summary>Telephone numbers as people write them, kept as ITU-T E.164 writes them.</summary>
public static class TelephoneNumber
{
    /// <summary>What to do where a number cannot be read.</summary>
    public const string Expected = "A telephone number is expected, with its country code, such as +370 612 34567";

    static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();

    /// <summary>Reads <c>+370 612 34567</c>, <c>00370 612 34567</c> and, where the region is known, <c>861234567</c>.</summary>
    /// <param name="region">ISO 3166-1 code of the country whose national numbers are meant; null, or a code of no country: none are.</param>
    /// <returns>In the form of E.164; null for what can be no number, or has no country code where none is known.</returns>
    public static string? Read(string typed, string? region)
    {
        // A letter would be read as the key that it stands on, a word behind the number as an extension.
        if (TypedText.Clean(typed).Text is not { } text || text.Any(char.IsLetter))
            return null;
        if (text.StartsWith("00", StringComparison.Ordinal))
            text = $"+{text[2..]}";
        try
        {
            var number = Numbers.Parse(text, region);
            // Possible and not valid: numbering plans change more often than they are read here.
            return Numbers.IsPossibleNumberWithReason(number) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE && !number.HasExtension
                ? Numbers.Format(number, PhoneNumberFormat.E164)
                : null;
        }
        catch (NumberParseException)
        {
            return null;
        }
    }

    /// <summary>Whether somebody meant a number and no address in words: digits, and what is written between them.</summary>
    public static bool IsMeant(string typed) =>
        typed.Any(char.IsDigit) && typed.All(c => char.IsDigit(c) || char.IsWhiteSpace(c) || c is '+' or '(' or ')' or '.' or '/'
            || char.GetUnicodeCategory(c) is UnicodeCategory.DashPunctuation);
}
