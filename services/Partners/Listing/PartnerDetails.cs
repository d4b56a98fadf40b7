using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Partners.Listing;

/// <summary>What an administrator says of a partner: the body of POST and PUT.</summary>
/// <param name="PublicKey">JWK, EC P-256, of an organisation that brings its own key: proposed, and in use when a second person has agreed.</param>
/// <param name="DutyTelephone">E.164: whom its own people ring in an emergency. Shown to them alone, and told to no other service.</param>
public sealed record PartnerDetails(
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    OpeningHours Hours,
    JsonElement? PublicKey = null,
    string? DutyTelephone = null);

/// <summary>A partner as it is kept.</summary>
/// <param name="SignInCode">See <see cref="SignInCodes"/>; for its own people and for administrators.</param>
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
    DateTimeOffset ConfirmedAt,
    string SignInCode,
    string? DutyTelephone = null)
{
    /// <summary>For who may see all of it.</summary>
    public ListingShown Whole() => new(
        Id, Version, Name, Kind, Jurisdiction, Services, Languages, Regions, Hours.TimeZone, Hours, PublicKey, Suspended, ConfirmedAt, SignInCode,
        DutyTelephone);

    public PartnerListed Listed() => new(
        Id, Version, Name, Kind, Jurisdiction, Services, Languages, Regions, Hours, PublicKey, Suspended, ConfirmedAt);
}
