using System.Security.Cryptography;
using System.Text;

namespace ReferralNetwork.Verifier;

static class Hex
{
    public static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>In the one way that it can be written: lower case.</summary>
    public static bool IsSha256(string text) => text.Length == 64 && text.All(c => char.IsAsciiHexDigitLower(c));
}
