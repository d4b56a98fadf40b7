using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>
/// A disclosure as it lies in the database: wrapped once more under a key of its own in the key database, since a JWE
/// carries its content key with it. Destroying that key erases it, whoever has the recipient's.
/// </summary>
/// <param name="Fields">Names only, exhibits too: what an exclusion made later is held against, also where the network cannot open the JWE.</param>
/// <param name="File">Of a handoff: what the network signed, for the chain of custody. Else null, for the recipient alone.</param>
sealed record StoredDisclosure(IReadOnlyList<string> Fields, string Jwe, string? File = null)
{
    public static Binding BoundTo(DisclosureTerms terms) =>
        Binding.Disclosure(terms.DisclosureId, terms.Conversation, terms.ConversationId, terms.Recipient, terms.ReceiptId);

    /// <exception cref="CryptographicException">It was stored for other terms.</exception>
    public static StoredDisclosure Open(DataKey key, ReadOnlySpan<byte> ciphertext, DisclosureTerms terms)
    {
        var plain = key.Open(ciphertext, BoundTo(terms));
        try
        {
            return JsonSerializer.Deserialize<StoredDisclosure>(plain, NetworkJson.Options)!;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(plain);
        }
    }
}
