using System.Security.Cryptography;
using ReferralNetwork.Chassis.TextInput;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>What lists call a case: random, short enough to say on the telephone, without letters that are mistaken for others.</summary>
static class CaseLabel
{
    public static string New()
    {
        var random = RandomNumberGenerator.GetString("23456789BCDFGHJKLMNPQRSTVWXZ", 8);
        return $"{random[..4]}-{random[4..]}";
    }

    /// <summary>What was typed of a label, as it is searched for: letters and digits alone, in capitals.</summary>
    public static string Normalize(string? typed) => string.Concat(FoldedText.For(typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
