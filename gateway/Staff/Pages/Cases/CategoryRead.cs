using System.Text.Json;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases;

/// <summary>What of a case file is read, by category, in the order of the file; what it knows no more stands last.</summary>
public sealed record CategoryRead(string Key, IReadOnlyList<(string Name, string Said)> Fields)
{
    public static IReadOnlyList<CategoryRead> From(IReadOnlyDictionary<string, JsonElement> values, IReadOnlyList<CaseField> fields, Words words)
    {
        var known = fields.Index().ToDictionary(field => field.Item.Name, StringComparer.Ordinal);
        return
        [
            .. values.OrderBy(field => known.TryGetValue(field.Key, out var at) ? at.Index : fields.Count)
                .GroupBy(field => known.GetValueOrDefault(field.Key).Item?.Category ?? "", StringComparer.Ordinal)
                .Select(group => new CategoryRead(group.Key,
                    [.. group.Select(field => (
                        field.Key, FieldAnswers.Said(field.Key, known.GetValueOrDefault(field.Key).Item?.Type, field.Value, words)))])),
        ];
    }
}
