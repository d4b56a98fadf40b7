using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Attachments;

/// <summary>What is sealed beside the content: the name that a person gave it, and the SHA-256 of what is kept.</summary>
sealed record AttachmentHead(string Name, byte[] Sha256);

/// <summary>An attachment that a record stands on: its hash stays when the file is removed.</summary>
/// <param name="Sha256">Of the attachment as it was; hex.</param>
public sealed record HashedAttachment(Guid Attachment, string Sha256);

/// <summary>
/// An attachment as it lies in the database. Its content key is wrapped twice, by the key of its case and by one of its own in the key
/// database: destroying either erases it, in backups of this database too.
/// </summary>
sealed record SealedAttachment(
    Guid Id, Guid CaseId, string Category, string Kind, long Length, byte[] WrappedKey, byte[] Sealed, DateTimeOffset AddedAt, Guid AddedBy)
{
    public const string Columns = "attachment_id as id, case_id, category, kind, length, wrapped_key, sealed, added_at, added_by";

    Binding Binding => Binding.Attachment(Id, CaseId, Category, Kind, Length);

    public static SealedAttachment Seal(
        Guid id, Guid caseId, string category, string kind, long length, AttachmentHead head, DataKey key, DataKey caseKey, DataKey ownKey,
        DateTimeOffset now, Guid actor)
    {
        var wrapped = ownKey.Seal(caseKey.Wrap(key, Binding.AttachmentKey(id, caseId)), Binding.AttachmentKey(id, caseId));
        var plain = JsonSerializer.SerializeToUtf8Bytes(head, NetworkJson.Options);
        var content = key.Seal(plain, Binding.Attachment(id, caseId, category, kind, length));
        CryptographicOperations.ZeroMemory(plain);
        return new(id, caseId, category, kind, length, wrapped, content, now, actor);
    }

    /// <summary>The key of its content; null where its own was destroyed. The caller disposes of it.</summary>
    /// <exception cref="CryptographicException">The row was tampered with.</exception>
    public async Task<DataKey?> OpenKey(KeyRing keys, DataKey caseKey, CancellationToken cancellationToken)
    {
        using var own = await keys.Open(KeyKind.Attachment, Id, cancellationToken);
        return own is null ? null : caseKey.Unwrap(own.Open(WrappedKey, Binding.AttachmentKey(Id, CaseId)), Binding.AttachmentKey(Id, CaseId));
    }

    /// <exception cref="CryptographicException">The row was tampered with.</exception>
    public AttachmentHead Open(DataKey key)
    {
        var plain = key.Open(Sealed, Binding);
        var head = JsonSerializer.Deserialize<AttachmentHead>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return head;
    }

    /// <summary>
    /// An attachment of this case, held until the commit: it is not removed, and nothing else is made of it, at this very moment. A row is
    /// there only once its whole content is.
    /// </summary>
    public static Task<SealedAttachment?> Hold(Guid id, Guid caseId, UnitOfWork work, CancellationToken cancellationToken) =>
        work.ReadOne<SealedAttachment>(
            $"select {Columns} from attachments where attachment_id = @id and case_id = @caseId for no key update", new { id, caseId },
            cancellationToken);

    /// <summary>The SHA-256 of an attachment of this case; null where it has none of this id, or not all of it has come.</summary>
    public static async Task<byte[]?> HashOf(
        Guid id, Guid caseId, UnitOfWork work, KeyRing keys, DataKey caseKey, CancellationToken cancellationToken)
    {
        var found = await Hold(id, caseId, work, cancellationToken);
        using var key = found is null ? null : await found.OpenKey(keys, caseKey, cancellationToken);
        return key is null ? null : found!.Open(key).Sha256;
    }

    public AttachmentLine Line(AttachmentHead head) =>
        new(Id, head.Name, Category, Kind, Length, Convert.ToHexStringLower(head.Sha256), AddedAt, AddedBy);
}
