using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Handoffs.AnonymousIntelligence;

/// <summary>What has a key of its own here, and what each ciphertext is bound to.</summary>
public static class IntelligenceKeys
{
    public static readonly KeyKind Report = new("Intelligence", "anonymous_intelligence", "correlation_id");

    public static Binding OfReport(Guid id) => Binding.To("intelligence-report", id);

    public static Binding OfReference(Guid id) => Binding.To("intelligence-reference", id);
}

/// <summary>The words of a report, and under which reference its recipient has it: sealed under the report's own key.</summary>
static class IntelligenceReports
{
    sealed record Row(byte[] Sealed, byte[]? Reference);

    public static void Write(UnitOfWork work, DataKey key, Guid id, IntelligenceReport report)
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(report, NetworkJson.Options);
        work.Write(
            """
            insert into intelligence_reports (intelligence_id, sealed) values (@id, @content)
            on conflict (intelligence_id) do update set sealed = excluded.sealed
            """,
            new { id, content = key.Seal(plain, IntelligenceKeys.OfReport(id)) });
        CryptographicOperations.ZeroMemory(plain);
    }

    public static void WriteReference(UnitOfWork work, DataKey key, Guid id, string reference) => work.Write(
        "update intelligence_reports set reference = @content where intelligence_id = @id",
        new { id, content = key.Seal(reference, IntelligenceKeys.OfReference(id)) });

    /// <returns>Nothing where the key is destroyed.</returns>
    public static async Task<(IntelligenceReport? Report, string? Reference)> Read(
        UnitOfWork work, KeyRing keys, Guid id, CancellationToken cancellationToken)
    {
        using var key = await keys.Open(IntelligenceKeys.Report, id, cancellationToken);
        if (key is null || await work.ReadOne<Row>(
            "select sealed, reference from intelligence_reports where intelligence_id = @id", new { id }, cancellationToken) is not { } row)
            return (null, null);
        var plain = key.Open(row.Sealed, IntelligenceKeys.OfReport(id));
        var report = JsonSerializer.Deserialize<IntelligenceReport>(plain, NetworkJson.Options);
        CryptographicOperations.ZeroMemory(plain);
        return (report, row.Reference is null ? null : key.OpenText(row.Reference, IntelligenceKeys.OfReference(id)));
    }
}
