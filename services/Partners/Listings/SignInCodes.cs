using System.Security.Cryptography;

namespace ReferralNetwork.Partners.Listings;

/// <summary>
/// What the people of a partner type to find their sign-in, so that the sign-in page names no organisation to strangers.
/// It comes with the invitation. Not a password: it opens a way to the partner's own identity provider and nothing else.
/// </summary>
public static class SignInCodes
{
    /// <summary>Without 0 and O, 1 and I.</summary>
    const string Alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    const int Length = 8;

    public static string Expected { get; } = $"{Length} characters of {Alphabet} are expected.";

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary>As it is stored, from however it was written.</summary>
    public static string Normal(string typed) => new([.. typed.Where(char.IsLetterOrDigit).Select(char.ToUpperInvariant)]);

    public static bool IsCode(string text) => text.Length == Length && text.All(Alphabet.Contains);
}
