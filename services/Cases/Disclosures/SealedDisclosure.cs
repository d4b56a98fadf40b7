using System.Security.Cryptography;
using System.Text.Json;
using Jose;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>What a disclosure is bound to: it stands in its protected header and in what the network signed, and is checked on opening.</summary>
/// <param name="Part">Null: the purpose knows none.</param>
/// <param name="ReceiptId">What it stands on: the receipt of a consent, or the order that compelled it.</param>
public sealed record DisclosureTerms(
    Guid DisclosureId, string Conversation, Guid ConversationId, Guid Recipient, string Purpose, string? Part, Guid ReceiptId);

/// <summary>What opens the content of an exhibit, which is sealed once and for whoever gets it.</summary>
/// <param name="Attachment">What its chunks are bound to.</param>
/// <param name="Key">AES-256, base64url.</param>
public sealed record ExhibitKey(Guid Exhibit, Guid Attachment, string Key);

/// <summary>A disclosure that was opened.</summary>
/// <param name="Keys">Of the exhibits that have a content.</param>
/// <param name="File">What the network signed, as a compact JWS.</param>
public sealed record OpenedDisclosure(IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<ExhibitKey> Keys, string File);

/// <summary>
/// The copy that leaves: signed by the network (JWS, ES256), then encrypted to the recipient's public key (JWE,
/// ECDH-ES+A256KW with A256GCM). Only who has the private key opens it, and only as what it was released for. Where exhibits go with it, what
/// opens them stands in the JWE beside the JWS and not in it: whoever is shown the signed file can open none.
/// </summary>
public static class SealedDisclosure
{
    public const string Type = "disclosure+jwt";

    /// <summary>Content type of a JWE with exhibits: <see cref="WithKeys"/> as JSON.</summary>
    public const string TypeWithKeys = "disclosure-with-keys+json";

    /// <summary>The claims inside. <c>aud</c> is the recipient, <c>sub</c> the conversation.</summary>
    sealed record Claims(
        Guid Jti, string Conversation, Guid Sub, Guid Aud, string Purpose, string? Part, Guid Receipt, long Iat,
        IReadOnlyDictionary<string, JsonElement> Fields, IReadOnlyList<ExhibitReleased>? Exhibits = null);

    sealed record WithKeys(string Disclosure, IReadOnlyList<ExhibitKey> Keys);

    /// <returns>The file, as a compact JWS.</returns>
    public static string Sign(
        DisclosureTerms terms, IReadOnlyDictionary<string, JsonElement> fields, IReadOnlyList<ExhibitReleased> exhibits, DateTimeOffset releasedAt,
        SigningKey network) =>
        network.Sign(Type, new Claims(
            terms.DisclosureId, terms.Conversation, terms.ConversationId, terms.Recipient, terms.Purpose, terms.Part, terms.ReceiptId,
            releasedAt.ToUnixTimeSeconds(), fields, exhibits.Count == 0 ? null : exhibits));

    /// <param name="file">As <see cref="Sign"/> made it on these terms.</param>
    /// <returns>A compact JWE.</returns>
    public static string Seal(string file, IReadOnlyList<ExhibitKey> keys, DisclosureTerms terms, RecipientKey recipient)
    {
        using var key = recipient.ToPublicKey();
        var header = Header(terms, recipient.Id);
        header["cty"] = keys.Count == 0 ? Type : TypeWithKeys;
        return JWT.Encode(
            keys.Count == 0 ? file : JsonSerializer.Serialize(new WithKeys(file, keys), NetworkJson.Options), key, JweAlgorithm.ECDH_ES_A256KW,
            JweEncryption.A256GCM, extraHeaders: header);
    }

    /// <exception cref="CryptographicException">For another key or bound to other terms, changed, or not signed by the network.</exception>
    public static OpenedDisclosure Open(string jwe, DisclosureTerms terms, SigningKey network, ECDiffieHellman key)
    {
        try
        {
            var header = JWT.Headers(jwe);
            foreach (var (name, expected) in Header(terms, RecipientKey.From(key).Id))
            {
                if (!header.TryGetValue(name, out var found) || !expected.Equals(found))
                    throw new CryptographicException($"The disclosure is bound to another {name}.");
            }
            var content = JWT.Decode(jwe, key, JweAlgorithm.ECDH_ES_A256KW, JweEncryption.A256GCM);
            var (file, keys) = (header["cty"] as string) switch
            {
                Type => new(content, []),
                TypeWithKeys => JsonSerializer.Deserialize<WithKeys>(content, NetworkJson.Options)!,
                _ => throw new CryptographicException("The disclosure is of an unknown type."),
            };
            return new(Read(file, terms, network).Fields, keys, file);
        }
        catch (JoseException e)
        {
            throw new CryptographicException("The disclosure does not open with this key.", e);
        }
    }

    /// <summary>The exhibits that a file names.</summary>
    /// <exception cref="CryptographicException">It is bound to other terms, or not signed by the network.</exception>
    public static IReadOnlyList<ExhibitReleased> ExhibitsOf(string file, DisclosureTerms terms, SigningKey network) =>
        Read(file, terms, network).Exhibits ?? [];

    static Claims Read(string file, DisclosureTerms terms, SigningKey network)
    {
        var claims = JsonSerializer.Deserialize<Claims>(network.Verify(Type, file), NetworkJson.Options)!;
        return new DisclosureTerms(
            claims.Jti, claims.Conversation, claims.Sub, claims.Aud, claims.Purpose, claims.Part, claims.Receipt) == terms
            ? claims
            : throw new CryptographicException("What the network signed is bound to other terms than its envelope.");
    }

    static Dictionary<string, object> Header(DisclosureTerms terms, string keyId)
    {
        var header = new Dictionary<string, object>(StringComparer.Ordinal)
        {
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
