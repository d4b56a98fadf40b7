using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Referring;

/// <summary>What Cases permits: to offer to these recipients, on this receipt. It names no case.</summary>
/// <param name="Needs">The only ones that it is for; null: any.</param>
public sealed record OfferPermit(
    Guid Id, PartnerId Owner, IReadOnlyList<PartnerId> Recipients, string Purpose, Guid ReceiptId, DateTimeOffset ExpiresAt,
    IReadOnlyList<string>? Needs);

/// <summary>The keys that Cases signs with. A permit is checked here, offline: Referrals asks nobody and waits for nobody.</summary>
public sealed class PermitKeys(IEnumerable<SecurityKey> keys)
{
    const string Type = "permit+jwt";
    const string Purpose = "Referral";
    const string Pointer = "/permit";

    static readonly JsonWebTokenHandler Handler = new() { MaximumTokenSizeInBytes = 16 * 1024 };

    readonly TokenValidationParameters demanded = new()
    {
        IssuerSigningKeys = keys,
        RequireSignedTokens = true,
        ValidTypes = [Type],
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidateIssuer = false, // the key says whose it is
        ValidateAudience = false,
        ValidateLifetime = false, // by the one clock, below
    };

    /// <summary>The permit, if it is genuine, this organisation's, in force and for a referral; else what is wrong with it.</summary>
    public async Task<(OfferPermit? Permit, Fault? Fault)> Check(string jws, PartnerId owner, DateTimeOffset now)
    {
        var result = await Handler.ValidateTokenAsync(jws, demanded);
        if (!result.IsValid)
            return (null, new(Pointer, "This permit is not one that the network has signed: it is forged, altered or damaged. Take one from the case."));
        var permit = Read((JsonWebToken)result.SecurityToken);
        return permit switch
        {
            null => (null, new(Pointer, "This permit lacks something that a permit says. Take one from the case.")),
            _ when permit.Owner != owner => (null, new(Pointer, "This permit was given to another organisation.")),
            _ when permit.ExpiresAt <= now => (null, new(Pointer, "This permit has expired. Take a new one from the case.")),
            _ when permit.Purpose != Purpose => (null, new(Pointer, $"This permit is for another purpose than {Purpose}.")),
            _ => (permit, null),
        };
    }

    static OfferPermit? Read(JsonWebToken token)
    {
        try
        {
            var says = JsonSerializer.Deserialize<Claims>(Base64UrlEncoder.DecodeBytes(token.EncodedPayload), JsonSerializerOptions.Web);
            return says is { Jti: { } id, Owner: { } owner, Recipients: { } recipients, Purpose: { } purpose, Receipt: { } receipt, Exp: { } exp }
                ? new(id, owner, recipients, purpose, receipt, DateTimeOffset.FromUnixTimeSeconds(exp), says.Needs)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    sealed record Claims(Guid? Jti, PartnerId? Owner, IReadOnlyList<PartnerId>? Recipients, string? Purpose, Guid? Receipt, long? Exp,
        IReadOnlyList<string>? Needs);
}
