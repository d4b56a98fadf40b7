using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

public static class ExhibitWords
{
    /// <summary>How many of which kind: all that is said of exhibits before they are there.</summary>
    public static string InWords(this IReadOnlyDictionary<string, int> exhibits, Words words) =>
        string.Join(", ", exhibits.Select(kind => words.Count($"handoff.exhibits.{kind.Key}", kind.Value)));
}
