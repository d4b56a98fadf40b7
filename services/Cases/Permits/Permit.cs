using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Permits;

/// <summary>That its owner may offer to these recipients, as far as a receipt goes.</summary>
/// <param name="Part">In which part, of <see cref="Codes.Parts"/>; null: the purpose knows none.</param>
/// <param name="ReceiptId">Of a child's permit to the competent authority, which stands on none, its own id.</param>
/// <param name="OfTonight">It stands on a child's need of tonight: for a bed, health and an interpreter alone.</param>
/// <param name="Exhibits">How many of each kind would go, so that an offer can say so and not which; null: it is for no handoff.</param>
sealed record Permit(
    Guid Id, Guid Owner, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Categories, string Purpose, string? Part, Guid ReceiptId,
    long ReceiptVersion, DateTimeOffset ExpiresAt, bool OfTonight, Audience Audience,
    IReadOnlyDictionary<string, int>? Exhibits)
{
    public const string Type = "permit+jwt";

    /// <summary>As a compact JWS, for Referrals to check without asking.</summary>
    public string Sign(SigningKey network) => network.Sign(Type, new
    {
        jti = Id,
        owner = Owner,
        recipients = Recipients,
        categories = Categories,
        purpose = Purpose,
        part = Part,
        receipt = ReceiptId,
        receiptVersion = ReceiptVersion,
        exp = ExpiresAt.ToUnixTimeSeconds(),
        needs = OfTonight ? Codes.NeedsOfTonight : null,
        only = Audience.Only,
        onlyVersion = Audience.Version,
        exhibits = Exhibits,
    });
}
