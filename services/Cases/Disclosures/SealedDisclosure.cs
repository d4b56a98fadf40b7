using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>What a disclosure is bound to: it stands in its protected header and in what the network signed, and is checked on opening.</summary>
/// <param name="Part">Null: the purpose knows none.</param>
/// <param name="ReceiptId">What it stands on: the receipt of a consent, or the order that compelled it.</param>
public sealed record DisclosureTerms(
    Guid DisclosureId, string Conversation, Guid ConversationId, Guid Recipient, string Purpose, string? Part, Guid ReceiptId);

/// <summary>
/// The copy that leaves: signed by the network (JWS, ES256), then encrypted to the recipient's public key (JWE,
/// ECDH-ES+A256KW with A256GCM). Only who has the private key opens it, and only as what it was released for.
/// </summary>
public static class SealedDisclosure
{
    public const string Type = "disclosure+jwt";

    /// <summary>The claims inside. <c>aud</c> is the recipient, <c>sub</c> the conversation.</summary>
    sealed record Claims(
        Guid Jti, string Conversation, Guid Sub, Guid Aud, string Purpose, string? Part, Guid Receipt, long Iat,
        IReadOnlyDictionary<string, JsonElement> Fields);

    /// <returns>A compact JWE.</returns>
    public static string Seal(
        DisclosureTerms terms, IReadOnlyDictionary<string, JsonElement> fields, DateTimeOffset releasedAt, SigningKey network, RecipientKey recipient)
    {
        var signed = network.Sign(Type, new Claims(
            terms.DisclosureId, terms.Conversation, terms.ConversationId, terms.Recipient, terms.Purpose, terms.Part, terms.ReceiptId,
            releasedAt.ToUnixTimeSeconds(), fields));
        using var key = recipient.ToPublicKey();
        return JWT.Encode(signed, key, JweAlgorithm.ECDH_ES_A256KW, JweEncryption.A256GCM, extraHeaders: Header(terms, recipient.Id));
    }

    /// <exception cref="CryptographicException">For another key or bound to other terms, changed, or not signed by the network.</exception>
    public static IReadOnlyDictionary<string, JsonElement> Open(string jwe, DisclosureTerms terms, SigningKey network, ECDiffieHellman key)
    {
        try
        {
            var header = JWT.Headers(jwe);
            foreach (var (name, expected) in Header(terms, RecipientKey.From(key).Id))
            {
                if (!header.TryGetValue(name, out var found) || !expected.Equals(found))
                    throw new CryptographicException($"The disclosure is bound to another {name}.");
            }
            var claims = JsonSerializer.Deserialize<Claims>(
                network.Verify(Type, JWT.Decode(jwe, key, JweAlgorithm.ECDH_ES_A256KW, JweEncryption.A256GCM)), NetworkJson.Options)!;
            return new DisclosureTerms(
                claims.Jti, claims.Conversation, claims.Sub, claims.Aud, claims.Purpose, claims.Part, claims.Receipt) == terms
                ? claims.Fields
                : throw new CryptographicException("What the network signed is bound to other terms than its envelope.");
        }
        catch (JoseException e)
        {
            throw new CryptographicException("The disclosure does not open with this key.", e);
        }
    }

    static Dictionary<string, object> Header(DisclosureTerms terms, string keyId)
    {
        var header = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["cty"] = Type,
            ["kid"] = keyId,
            ["jti"] = terms.DisclosureId.ToString(),
            ["conversation"] = terms.Conversation,
            ["conversationId"] = terms.ConversationId.ToString(),
            ["recipient"] = terms.Recipient.ToString(),
            ["purpose"] = terms.Purpose,
            ["receipt"] = terms.ReceiptId.ToString(),
        };
        if (terms.Part is { } part)
            header["part"] = part;
        return header;
    }
}
