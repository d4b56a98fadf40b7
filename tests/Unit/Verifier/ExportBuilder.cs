using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>An export as the network writes it, with real keys and a real tree.</summary>
sealed class ExportBuilder
{
    public static readonly SigningKey NetworkKey = NewKey(), LedgerKey = NewKey();

    /// <summary>Of the picture and the recording.</summary>
    public static readonly IReadOnlyList<byte[]> Contents = [RandomNumberGenerator.GetBytes(3000), RandomNumberGenerator.GetBytes(700)];

    static readonly DateTimeOffset start = new(2026, 11, 24, 8, 30, 0, TimeSpan.Zero);
    readonly List<(string Jws, byte[] Salt, AuditRecord Record)> recorded = [];

    public SigningKey Network { get; init; } = NetworkKey;
    public SigningKey Ledger { get; init; } = LedgerKey;

    /// <summary>What is done to claims before they are signed; gets their type too.</summary>
    public Action<string, JsonObject> Change { get; init; } = (_, _) => { };

    public bool WithExhibits { get; init; } = true;

    /// <summary>That the records say they come from.</summary>
    public string Service { get; init; } = "cases";

    public Guid Conversation { get; } = Guid.CreateVersion7();
    public Guid Disclosure { get; } = Guid.CreateVersion7();
    public Guid Recipient { get; } = Guid.CreateVersion7();
    public IReadOnlyList<Guid> Exhibits { get; } = [Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7()];

    public JsonObject Build()
    {
        var file = Sign("disclosure+jwt", new
        {
            Jti = Disclosure, Conversation = "handoff", Sub = Conversation, Aud = Recipient, Purpose = "Handoff", Part = (string?)null,
            Receipt = Guid.CreateVersion7(), Iat = Seconds(300), Fields = new Dictionary<string, string> { ["x:Alias"] = "Žydrė" },
            Exhibits = !WithExhibits ? null : new[]
            {
                new { Id = Exhibits[0], Kind = "picture", Label = "Photograph of the van", TakenAt = start, Length = (long?)3000,
                    Sha256 = Hash(0), MediaKind = (string?)"image/jpeg" },
                new { Id = Exhibits[1], Kind = "recording", Label = "Voice message", TakenAt = start, Length = (long?)700,
                    Sha256 = Hash(1), MediaKind = (string?)"audio/ogg" },
                new { Id = Exhibits[2], Kind = "thing", Label = "Telephone, bag 0417", TakenAt = start, Length = (long?)null,
                    Sha256 = (string?)null, MediaKind = (string?)null },
            },
        });
        Keep(file, Guid.CreateVersion7(), "details-released");
        JsonNode[] exhibits = !WithExhibits ? [] :
        [
            Exhibit(0, ["taken-in", "to the safe", "to the courier", "released"], receipt: true),
            Exhibit(1, ["taken-in", "released"], receipt: false),
            Exhibit(2, ["taken-in", "to the safe", "released"], receipt: true),
        ];
        var receipt = Receipt(null, Sha(file), null);

        var leaves = recorded.SelectMany(one => new[] { RandomNumberGenerator.GetBytes(32), MerkleTree.LeafHash(one.Record.Entry()) }).ToArray();
        var (root, paths) = MerkleTree.InclusionProofs([.. recorded.Select((_, place) => 2 * place + 1)], leaves);
        return Json(new
        {
            Version = 1, Conversation = "handoff", ConversationId = Conversation, DisclosureId = Disclosure,
            Keys = new[] { new { Use = "network", Jwk = Network.PublicKeys[0] }, new { Use = "ledger", Jwk = Ledger.PublicKeys[0] } },
            File = file, Receipts = new[] { receipt }, Exhibits = exhibits,
            Commitments = recorded.Select(one => new { RecordId = one.Record.Id, one.Salt, Of = one.Jws }),
            Records = recorded.Select(one => one.Record).Select((record, place) => new
            {
                record.Id, record.Actor, record.Partner, record.Service, record.Verb, record.Reference, record.Related, record.At,
                record.Commitment, Index = 2 * place + 1, Path = paths[place].ConvertAll(Convert.ToHexStringLower),
            }),
            Checkpoint = Sign("checkpoint+jwt", new { Size = leaves.Length, Root = Convert.ToHexStringLower(root), At = Seconds(900) }, Ledger),
        });
    }

    JsonObject Exhibit(int which, string[] purposes, bool receipt)
    {
        var hops = new List<string>();
        foreach (var (number, purpose) in purposes.Index())
        {
            var record = Guid.CreateVersion7();
            hops.Add(Sign("custody+jwt", new
            {
                Jti = Guid.CreateVersion7(), Sub = Exhibits[which], Number = number, From = number == 0 ? "Rasa Kazlauskienė" : $"holder {number}",
                To = purpose == "released" ? Recipient.ToString() : $"holder {number + 1}", At = Seconds(10 * number), Purpose = purpose,
                Seal = number == 1 ? "K 0417" : null, Sha256 = Hash(which), Previous = number == 0 ? null : Sha(hops[^1]), Record = record,
            }));
            Keep(hops[^1], record, number == 0 ? "exhibit-added" : "exhibit-handed-over", Exhibits[which]);
        }
        string[] receipts = receipt ? [Receipt(Exhibits[which], Hash(which), which == 2 ? "intact" : null)] : [];
        return Json(new { Id = Exhibits[which], Hops = hops, Receipts = receipts });
    }

    string Receipt(Guid? exhibit, string? sha256, string? seal)
    {
        var record = Guid.CreateVersion7();
        var receipt = Sign("custody-receipt+jwt", new
        {
            Jti = Guid.CreateVersion7(), Conversation = "handoff", Sub = Conversation, Disclosure, By = Recipient, Actor = Guid.CreateVersion7(),
            Exhibit = exhibit, Sha256 = sha256, Matches = true, Seal = seal, At = Seconds(600), Record = record,
        });
        Keep(receipt, record, "custody-receipt-given", exhibit);
        return receipt;
    }

    string Sign(string type, object claims, SigningKey? by = null)
    {
        var changed = Json(claims);
        Change(type, changed);
        return (by ?? Network).Sign(type, changed);
    }

    void Keep(string jws, Guid record, string verb, Guid? related = null)
    {
        var salt = RandomNumberGenerator.GetBytes(32);
        recorded.Add((jws, salt, new AuditRecord(
            record, Guid.CreateVersion7(), Guid.CreateVersion7(), Service, verb, Guid.CreateVersion7(), related,
            start.AddMicroseconds(1234567 * recorded.Count + 1),
            Convert.ToBase64String(SHA256.HashData([.. salt, .. Encoding.ASCII.GetBytes(jws)])))));
    }

    /// <summary>As the network publishes its keys.</summary>
    public static string Pem(params IEnumerable<SigningKey> keys) => string.Concat(keys.Select(key =>
    {
        using var pair = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new() { X = Base64Url.DecodeFromChars(key.PublicKeys[0].X), Y = Base64Url.DecodeFromChars(key.PublicKeys[0].Y) },
        });
        return pair.ExportSubjectPublicKeyInfoPem() + "\n";
    }));

    public static SigningKey NewKey()
    {
        var path = Path.GetTempFileName();
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        File.WriteAllText(path, pair.ExportPkcs8PrivateKeyPem());
        var key = new SigningKey(path);
        File.Delete(path);
        return key;
    }

    public static string Sha(string jws) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(jws)));

    static string? Hash(int exhibit) => exhibit < Contents.Count ? Convert.ToHexStringLower(SHA256.HashData(Contents[exhibit])) : null;

    static long Seconds(int after) => start.ToUnixTimeSeconds() + after;

    static JsonObject Json(object value) => JsonSerializer.SerializeToNode(value, NetworkJson.Options)!.AsObject();
}
