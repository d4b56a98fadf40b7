using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Partners.Listings;

/// <summary>What an administrator says of a partner: the body of POST and PUT.</summary>
/// <param name="PublicKey">JWK, EC P-256, of an organisation that brings its own key: proposed, and in use when a second person has agreed.</param>
/// <param name="TransferGround">Null: EEA where its jurisdiction is inside, else none.</param>
/// <remarks>The other members as in <see cref="PartnerListed"/>.</remarks>
public sealed record PartnerDetails(
    string Name,
    string Kind,
    string Jurisdiction,
    IReadOnlyList<string> Services,
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Regions,
    OpeningHours Hours,
    JsonElement? PublicKey = null,
    string? Telephone = null,
    string? DutyTelephone = null,
    IReadOnlyList<string>? DutyDeskFor = null,
    string? HolidaysOf = null,
    string? TransferGround = null,
    AuthorityDetails? Authority = null);

/// <summary>A partner as it is kept.</summary>
/// <param name="PublicKey">The one in use; that of <paramref name="Details"/> says nothing here.</param>
/// <param name="SignInCode">See <see cref="SignInCodes"/>; for its own people and for administrators.</param>
public sealed record Partner(
    PartnerId Id,
    long Version,
    PartnerDetails Details,
    string? PublicKey,
    bool Suspended,
    DateTimeOffset ConfirmedAt,
    string SignInCode)
{
    /// <summary>For who may see all of it.</summary>
    public ListingShown Whole() => new(
        Id, Version, Details.Name, Details.Kind, Details.Jurisdiction, Details.Services, Details.Languages, Details.Regions, Details.Hours.TimeZone,
        Details.Hours, PublicKey, Suspended, ConfirmedAt, SignInCode, Details.DutyTelephone, Details.Telephone, Details.DutyDeskFor,
        Details.HolidaysOf, TransferGround, Details.Authority);

    public PartnerListed Listed() => new(
        Id, Version, Details.Name, Details.Kind, Details.Jurisdiction, Details.Services, Details.Languages, Details.Regions, Details.Hours, PublicKey,
        Suspended, ConfirmedAt, Details.Telephone, Details.DutyTelephone, Details.DutyDeskFor, Details.HolidaysOf,
        TransferGround, Details.Authority);

    string TransferGround => Details.TransferGround ?? (IsoCountries.Eea.Contains(Details.Jurisdiction) ? "EEA" : "NONE");
}
