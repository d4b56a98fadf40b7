using ReferralNetwork.Cases.Sealing;

namespace ReferralNetwork.Cases.Permitting;

/// <summary>That its owner may offer to these recipients, as far as a receipt goes.</summary>
sealed record Permit(
    Guid Id, Guid Owner, IReadOnlyList<Guid> Recipients, IReadOnlyList<string> Categories, string Purpose, Guid ReceiptId, long ReceiptVersion,
    DateTimeOffset ExpiresAt)
{
    public const string Type = "permit+jwt";

    /// <summary>As a compact JWS, for Referrals to check without asking.</summary>
    public string Sign(NetworkKey network) => network.Sign(Type, new
    {
        jti = Id,
        owner = Owner,
        recipients = Recipients,
        categories = Categories,
        purpose = Purpose,
        receipt = ReceiptId,
        receiptVersion = ReceiptVersion,
        exp = ExpiresAt.ToUnixTimeSeconds(),
    });
}
