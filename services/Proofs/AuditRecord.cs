using System.Globalization;
using System.Text;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Proofs;

/// <summary>
/// An audit record as the tree commits to it. <see cref="Entry"/> is UTF-8, ten lines, each ended by a line feed, nothing else:
/// <code>
/// audit-record/1
/// {record id}
/// {actor}
/// {partner, or -}
/// {service}
/// {verb}
/// {reference}
/// {related, or -}
/// {at, UTC, microseconds: 2026-11-24T00:00:00.000000Z}
/// {commitment, or -}
/// </code>
/// Ids in lower-case hex with hyphens. No value may hold a line feed (<see cref="Refuse"/>), so no two acts share an
/// entry. Changing this form changes every root: a new form needs a new first line.
/// </summary>
public sealed record AuditRecord(
    Guid Id, Guid Actor, Guid? Partner, string Service, string Verb, Guid Reference, Guid? Related, DateTimeOffset At, string? Commitment)
{
    /// <summary>Of the row <c>a</c> of Ledger's table audit_records.</summary>
    public const string Columns = "a.record_id as id, a.actor, a.partner, a.service, a.verb, a.reference, a.related, a.at, a.commitment";

    public static AuditRecord From(AuditRecorded told) => new(
        told.RecordId, told.Actor, told.Partner?.Value, told.Service, told.Verb, told.Reference, told.Related, Stored(told.At), told.Commitment);

    public byte[] Entry() => Encoding.UTF8.GetBytes(
        $"audit-record/1\n{Id}\n{Actor}\n{Text(Partner)}\n{Service}\n{Verb}\n{Reference}\n{Text(Related)}\n{Text(At)}\n{Commitment ?? "-"}\n");

    /// <summary>What is wrong with an audit record, or null. Services are ours: a fault here is a defect of the sender, or a forgery.</summary>
    public string? Refuse() =>
        Id == Guid.Empty ? "a record needs an id" :
        Reference == Guid.Empty ? "a record needs a reference" :
        !IsCode(Service) ? "service must be 1 to 64 of a-z 0-9 -" :
        !IsCode(Verb) ? "verb must be 1 to 64 of a-z 0-9 -" :
        Commitment is not null && !IsDigest(Commitment) ? "a commitment is a SHA-256 in base64" :
        null;

    /// <summary>The database keeps microseconds; what is hashed must be what is read back.</summary>
    static DateTimeOffset Stored(DateTimeOffset at) =>
        new(at.UtcTicks - at.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    static bool IsCode(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    static bool IsDigest(string text)
    {
        Span<byte> bytes = stackalloc byte[64];
        return text.Length == 44 && !text.Any(char.IsWhiteSpace) && Convert.TryFromBase64String(text, bytes, out var length) && length == 32;
    }

    static string Text(Guid? id) => id?.ToString() ?? "-";

    static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
