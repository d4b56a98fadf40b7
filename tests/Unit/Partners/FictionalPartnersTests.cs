using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Partners.IdentityProviders;
using ReferralNetwork.Partners.Listings;

namespace ReferralNetwork.Tests.Unit.Partners;

/// <summary>The partners of the demonstration are valid, and of every kind that the mission names.</summary>
public sealed class FictionalPartnersTests
{
    const string Operator = "giju-mazgas";

    sealed record Fictional(
        string Slug, string Name, string Kind, string Jurisdiction, IReadOnlyList<string> Services, IReadOnlyList<string> Languages,
        IReadOnlyList<string> Regions, OpeningHours Hours, FictionalProvider Provider, string? Telephone = null, string? DutyTelephone = null,
        IReadOnlyList<string>? DutyDeskFor = null, AuthorityDetails? Authority = null);

    sealed record FictionalProvider(string Path, string ClientId, string ClientAuthentication, string RoleClaim, IReadOnlyList<RoleRule> RoleRules);

    static readonly IReadOnlyList<Fictional> All =
    [
        .. Directory.GetFiles(Path.Combine(Repository.Root, "tests/Demo/Partners"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonSerializer.Deserialize<Fictional>(File.ReadAllText(file), NetworkJson.Options)!),
    ];

    [Fact]
    public void Each_is_a_valid_listing_with_a_valid_provider()
    {
        foreach (var partner in All)
        {
            Assert.Empty(ListingRules.Faults(new PartnerDetails(
                partner.Name, partner.Kind, partner.Jurisdiction, partner.Services, partner.Languages, partner.Regions, partner.Hours,
                Telephone: partner.Telephone, DutyTelephone: partner.DutyTelephone, DutyDeskFor: partner.DutyDeskFor, Authority: partner.Authority)));
            Assert.Empty(ProviderRules.Faults(
                new ProviderDetails(
                    default, partner.Name, $"https://localhost:7500/{partner.Provider.Path}", partner.Provider.ClientId,
                    partner.Provider.ClientAuthentication, ["localhost:7500"], partner.Provider.RoleClaim, partner.Provider.RoleRules),
                ofOperator: partner.Slug == Operator, canKeepSecrets: true));
        }
    }

    [Fact]
    public void All_kinds_that_the_mission_names_are_there()
    {
        Assert.Equal(All.Count, All.Select(partner => partner.Slug).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(2, All.Count(partner => partner.Kind == "x:Hotline"));
        foreach (var kind in new[]
            {
                "NGO", "x:Shelter", "LawEnforcement",
                "HealthServiceOrganisation", "LegalService", "x:LabourExchange", "SchoolOrCollege",
                "x:EmploymentAgency", "x:IntergovernmentalOrganisation"
            })
            Assert.Contains(All, partner => partner.Kind == kind);
        Assert.Contains(All, partner => partner.Services.Contains("x:PsychologicalSupport"));
        Assert.Equal(
            ["BE", "DE", "DK", "ES", "FI", "GB", "IT", "NL", "NO", "SE", "TR", "XS"], // one whose rules are seconds
            All.Where(partner => partner.Kind == "x:Embassy").Select(partner => partner.Jurisdiction).Order(StringComparer.Ordinal));
    }
}
