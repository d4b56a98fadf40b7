using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Listing;

/// <summary>What an administrator says of a partner: the body of POST and PUT.</summary>
/// <param name="PublicKey">JWK, EC P-256, of an organisation that brings its own key. Once listed it changes by two persons only.</param>
public sealed record PartnerDetails(
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    OpeningHours Hours,
    JsonElement? PublicKey = null);

/// <summary>A partner as it is kept and shown.</summary>
public sealed record Partner(
    PartnerId Id,
    long Version,
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    OpeningHours Hours,
    string? PublicKey,
    bool Suspended,
    DateTimeOffset ConfirmedAt)
{
    public PartnerListed Listed() => new(
        Id, Version, Name, Kind, Jurisdiction, Services, Languages, Regions, Hours, PublicKey, Suspended, ConfirmedAt);
}
