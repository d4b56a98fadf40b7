using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Cases.Exhibits;

/// <summary>Exhibits of a case in words: consents, exclusions and disclosures name them by their ids.</summary>
public sealed class ExhibitNames(IEnumerable<ExhibitLine> exhibits, Words words)
{
    readonly Dictionary<Guid, string> names = exhibits.ToDictionary(exhibit => exhibit.Id, exhibit => Name(exhibit, words));

    /// <summary>Of all that a page shows by name; that exhibits are read is recorded, so only where it shows any.</summary>
    public static async Task<ExhibitNames> Read(ExhibitsClient exhibits, Guid caseId, bool any, Words words) =>
        new(any ? (await exhibits.List(caseId).Require()).Items : [], words);

    public static string Name(ExhibitLine exhibit, Words words) => Name(exhibit.Kind, exhibit.Label, words);

    public static string Name(ExhibitReleased exhibit, Words words) => Name(exhibit.Kind, exhibit.Label, words);

    public string For(Guid exhibit) => names.GetValueOrDefault(exhibit) ?? words["exhibit.removed"];

    public static bool IsExhibit(string? field) => field?.StartsWith(Codes.ExhibitPrefix, StringComparison.Ordinal) is true;

    /// <summary>What an exclusion names.</summary>
    public string ForField(string field) =>
        IsExhibit(field) && Guid.TryParse(field.AsSpan(Codes.ExhibitPrefix.Length), out var exhibit) ? For(exhibit) : words.Code("field", field);

    static string Name(string kind, string label, Words words) =>
        words.With("exhibit.named", ("kind", words.Code("exhibitKind", kind)), ("label", label));
}
