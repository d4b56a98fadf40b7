using System.Text.Json;

namespace ReferralNetwork.Tests.Demo.Network;

/// <summary>What the people of each fictional organisation type to find their sign-in, as its administrator was told.</summary>
public static class SignInCodes
{
    /// <summary>By the organisation's name.</summary>
    public static IReadOnlyDictionary<string, string> Read(Settings settings) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(settings.Codes))!;

    public static void Write(Settings settings, IReadOnlyDictionary<string, string> codes) =>
        File.WriteAllText(settings.Codes, JsonSerializer.Serialize(codes));

    /// <summary>As people read it out.</summary>
    public static string Shown(string code) => $"{code[..4]}-{code[4..]}";
}
