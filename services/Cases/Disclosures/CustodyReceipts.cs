using System.Security.Cryptography;
using System.Text;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Disclosures;

/// <summary>What a recipient confirms to have: of a file its hash, of a thing how it found the seal.</summary>
/// <param name="Exhibit">Null: the signed file of the disclosure.</param>
/// <param name="Seal">Of <see cref="Codes.Seals"/>.</param>
public sealed record ConfirmedItem(Guid? Exhibit = null, string? Sha256 = null, string? Seal = null);

/// <summary>Receipts of evidence: given once for each item, compared, and signed whether it is the same or not.</summary>
public static class CustodyReceipts
{
    const string Type = "custody-receipt+jwt";

    /// <param name="Sub">The conversation.</param>
    /// <param name="By">The recipient.</param>
    /// <param name="At">Unix seconds.</param>
    /// <param name="Record">On the ledger, which commits to the signed receipt.</param>
    sealed record Claims(
        Guid Jti, string Conversation, Guid Sub, Guid Disclosure, Guid By, Guid Actor, Guid? Exhibit, string? Sha256, bool Matches, string? Seal,
        long At, Guid Record);

    /// <param name="released">What went with the disclosure.</param>
    public static List<Fault> Check(IReadOnlyList<ConfirmedItem> items, IReadOnlyList<ExhibitReleased> released)
    {
        var faults = new List<Fault>();
        if (items.Count == 0 || items.Count > released.Count + 1)
            faults.Add(new("/items", $"must be 1 to {released.Count + 1}: the file, and each exhibit that was released"));
        foreach (var (index, item) in items.Index().Take(released.Count + 1))
        {
            var at = $"/items/{index}";
            var exhibit = released.FirstOrDefault(one => one.Id == item.Exhibit);
            if (item.Exhibit is not null && exhibit is null)
                faults.Add(new($"{at}/exhibit", "was not released with this disclosure"));
            else if (items.Take(index).Any(before => before.Exhibit == item.Exhibit))
                faults.Add(new(at, "is there twice"));
            else
                faults.AddRange(CheckItem(item, at, isThing: exhibit?.Kind == Codes.Thing));
        }
        return faults;
    }

    static IEnumerable<Fault> CheckItem(ConfirmedItem item, string at, bool isThing)
    {
        if (isThing && item.Sha256 is not null)
            yield return new($"{at}/sha256", "must be left out: a thing has none");
        if (isThing && (item.Seal is null || !Codes.Seals.Contains(item.Seal)))
            yield return new($"{at}/seal", $"must be one of {string.Join(", ", Codes.Seals.Order(StringComparer.Ordinal))}");
        if (!isThing && item.Seal is not null)
            yield return new($"{at}/seal", "must be left out: only a thing is sealed in a bag");
        if (!isThing && (item.Sha256 is not { Length: 2 * SHA256.HashSizeInBytes } hash || !hash.All(char.IsAsciiHexDigit)))
            yield return new($"{at}/sha256", "must be the SHA-256 of what you have, in hex");
    }

    /// <summary>A file whose hash differs and a broken seal do not match.</summary>
    public static bool Matches(ConfirmedItem item, IReadOnlyList<ExhibitReleased> released, string fileSha256) =>
        item.Exhibit is not { } id ? Same(item.Sha256, fileSha256)
        : released.Single(one => one.Id == id) is { Kind: not Codes.Thing } exhibit ? Same(item.Sha256, exhibit.Sha256)
        : item.Seal == Codes.IntactSeal;

    static bool Same(string? confirmed, string? sent) => string.Equals(confirmed, sent, StringComparison.OrdinalIgnoreCase);

    internal static ReceiptGiven Keep(
        DisclosureReading reading, ConfirmedItem item, bool matches, Caller caller, UnitOfWork work, SigningKey network)
    {
        var stored = reading.Stored;
        var receipt = new Claims(
            Guid.CreateVersion7(), stored.Conversation, stored.ConversationId, stored.DisclosureId, stored.Recipient, caller.ActorId, item.Exhibit,
            item.Sha256?.ToLowerInvariant(), matches, item.Seal, work.Now.ToUnixTimeSeconds(), Guid.CreateVersion7());
        var signed = network.Sign(Type, receipt);
        work.Write(
            """
            insert into custody_receipts (receipt_id, disclosure_id, exhibit_id, matches, record_id, sealed, given_at)
            values (@jti, @disclosure, @exhibit, @matches, @record, @content, @now)
            """,
            new
            {
                receipt.Jti, receipt.Disclosure, receipt.Exhibit, receipt.Matches, receipt.Record, work.Now,
                content = reading.CaseKey.Seal(signed, Binding.CustodyReceipt(receipt.Jti, receipt.Disclosure)),
            });
        work.Audit(
            caller, Verbs.CustodyReceiptGiven, stored.LedgerReference, item.Exhibit ?? stored.DisclosureId, Encoding.ASCII.GetBytes(signed),
            receipt.Record);
        return new(item.Exhibit, matches, signed);
    }

    /// <summary>Of a disclosure, in their order.</summary>
    internal static async Task<IReadOnlyList<Given>> Read(UnitOfWork work, DataKey caseKey, Guid disclosureId, CancellationToken cancellationToken) =>
    [
        .. (await work.Read<Row>(
            "select receipt_id, exhibit_id, record_id, sealed from custody_receipts where disclosure_id = @disclosureId order by receipt_id",
            new { disclosureId }, cancellationToken))
            .Select(row => new Given(
                row.ExhibitId, row.RecordId, caseKey.OpenText(row.Sealed, Binding.CustodyReceipt(row.ReceiptId, disclosureId)))),
    ];

    internal sealed record Given(Guid? Exhibit, Guid Record, string Signed);

    sealed record Row(Guid ReceiptId, Guid? ExhibitId, Guid RecordId, byte[] Sealed);
}
