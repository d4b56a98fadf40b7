using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>What a case says about a person: in memory only here, at rest only sealed, a ciphertext a category.</summary>
static class CaseContents
{
    /// <summary>Replaces all of it, sealed as of this version.</summary>
    /// <returns>What the ledger's commitment is about: the content in the catalogue's order. The caller wipes it.</returns>
    public static byte[] Write(UnitOfWork work, DataKey key, Guid caseId, long version, IReadOnlyDictionary<string, JsonElement> fields)
    {
        work.Write("delete from case_contents where case_id = @caseId", new { caseId });
        var whole = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var category in Catalogue.All.GroupBy(f => f.Category, StringComparer.Ordinal))
        {
            var answered = category
                .Where(f => fields.TryGetValue(f.Name, out var value) && value.ValueKind is not JsonValueKind.Null)
                .ToDictionary(f => f.Name, f => fields[f.Name], StringComparer.Ordinal);
            if (answered.Count == 0)
                continue;
            var plain = JsonSerializer.SerializeToUtf8Bytes(answered, NetworkJson.Options);
            work.Write(
                "insert into case_contents (case_id, category, version, sealed) values (@caseId, @key, @version, @content)",
                new { caseId, category.Key, version, content = key.Seal(plain, Binding.Category(caseId, category.Key, version)) });
            CryptographicOperations.ZeroMemory(plain);
            foreach (var (name, value) in answered)
                whole.Add(name, value);
        }
        return JsonSerializer.SerializeToUtf8Bytes(whole, NetworkJson.Options);
    }

    /// <param name="categories">Only these; null: all.</param>
    /// <exception cref="CryptographicException">A row is not what was sealed for this case, category and version.</exception>
    public static async Task<Dictionary<string, JsonElement>> Read(
        UnitOfWork work, DataKey key, Guid caseId, IReadOnlyList<string>? categories, CancellationToken cancellationToken)
    {
        var rows = await work.Read<Row>("select category, version, sealed from case_contents where case_id = @caseId",
            new { caseId }, cancellationToken);
        var fields = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var row in rows.Where(row => categories?.Contains(row.Category, StringComparer.Ordinal) is not false))
        {
            var plain = key.Open(row.Sealed, Binding.Category(caseId, row.Category, row.Version));
            foreach (var (name, value) in JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(plain, NetworkJson.Options)!)
                fields.Add(name, value);
            CryptographicOperations.ZeroMemory(plain);
        }
        return fields;
    }

    sealed record Row(string Category, long Version, byte[] Sealed);
}
