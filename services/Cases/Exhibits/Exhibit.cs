using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Attachments;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Exhibits;

/// <summary>What is sealed of an exhibit.</summary>
/// <param name="Sha256">Of its content, hex; null of a thing.</param>
sealed record ExhibitHead(
    string Label, string? BagNumber, string TakenBy, DateTimeOffset TakenAt, string Place, string Holder, string? Sha256);

/// <summary>An exhibit as it lies in the database.</summary>
/// <param name="Length">Of its content; null of a thing, like <paramref name="Media"/>.</param>
sealed record Exhibit(
    Guid Id, Guid CaseId, string Kind, Guid? Attachment, byte[] Sealed, DateTimeOffset? IsolatedAt, long? Length, string? Media)
{
    const string Query =
        $"""
        select e.exhibit_id as id, e.case_id, e.kind, e.attachment_id as attachment, e.sealed, e.isolated_at, a.length, a.kind as media
        from exhibits e left join attachments a on a.attachment_id = e.attachment_id and e.kind <> '{Codes.Thing}'
        """;

    public bool IsThing => Kind == Codes.Thing;

    /// <summary>Those of the case, held until the commit: none is isolated, removed or handed over meanwhile.</summary>
    public static Task<List<Exhibit>> Hold(UnitOfWork work, Guid caseId, Guid[] ids, CancellationToken cancellationToken) =>
        work.Read<Exhibit>(
            $"{Query} where e.case_id = @caseId and e.exhibit_id = any(@ids) order by e.exhibit_id for no key update of e",
            new { caseId, ids }, cancellationToken);

    /// <summary>Those of the case, held until the commit, and whether each is isolated.</summary>
    public static async Task<IReadOnlyDictionary<Guid, bool>> Named(UnitOfWork work, Guid caseId, Guid[] ids, CancellationToken cancellationToken) =>
        ids.Length == 0 ? FrozenDictionary<Guid, bool>.Empty
        : (await Hold(work, caseId, ids, cancellationToken)).ToDictionary(exhibit => exhibit.Id, exhibit => exhibit.IsolatedAt is not null);

    /// <summary>All of a case, those taken in last first.</summary>
    public static Task<List<Exhibit>> All(UnitOfWork work, Guid caseId, CancellationToken cancellationToken) =>
        work.Read<Exhibit>($"{Query} where e.case_id = @caseId order by e.exhibit_id desc", new { caseId }, cancellationToken);

    public static byte[] Seal(DataKey caseKey, Guid id, Guid caseId, string kind, Guid? attachment, ExhibitHead head)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(head, NetworkJson.Options);
        var content = caseKey.Seal(plain, Binding.Exhibit(id, caseId, kind, attachment ?? Guid.Empty));
        CryptographicOperations.ZeroMemory(plain);
        return content;
    }

    /// <summary>As whoever gets it is shown it.</summary>
    public ExhibitReleased Shown(ExhibitHead head) => new(Id, Kind, head.Label, head.TakenAt, Length, head.Sha256, Media);

    /// <exception cref="CryptographicException">The row was tampered with.</exception>
    public ExhibitHead Open(DataKey caseKey)
    {
        var plain = caseKey.Open(Sealed, Binding.Exhibit(Id, CaseId, Kind, Attachment ?? Guid.Empty));
        var head = JsonSerializer.Deserialize<ExhibitHead>(plain, NetworkJson.Options)!;
        CryptographicOperations.ZeroMemory(plain);
        return head;
    }
}
