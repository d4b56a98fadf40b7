using System.Text.Json;

namespace ReferralNetwork.Tests.Demo.Listings;

/// <summary>A file of Partners/: an organisation as its listing says, and how its people sign in. Partners judges the codes in it.</summary>
public sealed record FictionalPartner(
    string Slug,
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    JsonElement Hours,
    FictionalProvider Provider,
    string? Telephone = null,
    string? DutyTelephone = null,
    IReadOnlyList<string>? DutyDeskFor = null,
    JsonElement? Authority = null)
{
    public static IReadOnlyList<FictionalPartner> ReadAll() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Partners"), "*.json")
            .Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<FictionalPartner>(File.ReadAllText(file), JsonSerializerOptions.Web)!),
    ];
}

/// <param name="Path">Below the address of tests/PartnerIdp.</param>
public sealed record FictionalProvider(
    string Path, string ClientId, string ClientAuthentication, string? ClientSecret, string RoleClaim, IReadOnlyList<RoleRule> RoleRules);

public sealed record RoleRule(string Value, string Role);
