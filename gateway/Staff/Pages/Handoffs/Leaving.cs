using System.Security.Cryptography;
using System.Text.Json;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.Cases;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Handoffs;

/// <summary>What would leave the case for a force as consent stands now, item by item, and what stays.</summary>
public sealed record Leaving(CaseLine Case, HandoffPreviewed Preview, IReadOnlyList<FieldGroup> Going, IReadOnlyList<Leaving.Staying> Stays)
{
    /// <param name="Why">Of <see cref="Codes.Withholdings"/>; null: another part of this category goes.</param>
    public sealed record Staying(string Category, string? Why, IReadOnlyList<string> Fields);

    public bool Any => Preview.Fields.Count + Preview.Exhibits.Count > 0;

    /// <summary>Of what goes: who has read another list has not read this one.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        fields = new SortedDictionary<string, JsonElement>(Preview.Fields.ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal),
        exhibits = Preview.Exhibits.Select(exhibit => exhibit.Id).Order(),
    })));

    /// <returns>Null where nobody has said which case it is of, or the reader may not see it.</returns>
    public static async Task<Leaving?> Read(CasesClient cases, HandoffDetail seen, Words words)
    {
        if (seen.Line.To is not { } to || await CaseOf(cases, seen) is not { } own)
            return null;
        var preview = await cases.PreviewHandoff(own.Id, to, Codes.Police).Require();
        var known = (await cases.Fields().Require()).Items;
        var stays = known.Where(field => preview.FieldsThatStay.Contains(field.Name, StringComparer.Ordinal))
            .GroupBy(field => field.Category, StringComparer.Ordinal)
            .Select(group => new Staying(group.Key, preview.Withheld.GetValueOrDefault(group.Key), [.. group.Select(field => field.Name)]));
        return new(own, preview, FieldAnswers.ByCategory(known, preview.Fields, words), [.. stays]);
    }

    /// <summary>The sender's own case behind it: of its permit, and before there is one as it was tied.</summary>
    public static async Task<CaseLine?> CaseOf(CasesClient cases, HandoffDetail seen) => seen.Preparation switch
    {
        null => null,
        { PermitId: { } permit } => (await cases.Permit(permit)).Body?.CaseId is { } id ? (await cases.Label(id)).Body : null,
        _ => (await cases.TiedTo(Conversations.Handoff, seen.Line.Id)).Body?.Items is [var tied, ..] ? tied : null,
    };
}
