using System.Collections.Frozen;
using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consenting;

/// <summary>Consent as a caseworker records it. Who took it is the caller.</summary>
/// <param name="Interpreter">Who interpreted; a name, so it is sealed.</param>
/// <param name="ChildView">The child's own view, demanded where a guardian gives consent.</param>
/// <param name="Lifts">Earlier receipts whose exclusions the person takes back.</param>
public sealed record GiveConsent(
    IReadOnlyList<string> Purposes,
    IReadOnlyList<Guid> Recipients,
    IReadOnlyList<string> Categories,
    string GivenBy,
    string Language,
    string Method,
    string WordingVersion,
    DateTimeOffset GivenAt,
    DateTimeOffset ValidUntil,
    IReadOnlyList<Exclusion>? Exclusions = null,
    string? Interpreter = null,
    string? ChildView = null,
    IReadOnlyList<Guid>? Lifts = null);

/// <summary>What a record of consent must say to be one.</summary>
public static class ConsentForm
{
    /// <summary>More than anybody can be told about at once.</summary>
    internal const int MostRecipients = 50;

    const int MostExclusions = 100;
    const int LongestName = 200;

    /// <summary>Clocks of the room and of the service may differ by this.</summary>
    static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(1);

    /// <param name="partners">Those that the network knows, of all that the form names.</param>
    /// <param name="receipts">The case's earlier receipts.</param>
    /// <param name="own">The organisation that takes the consent.</param>
    public static IReadOnlyList<Fault> Check(
        GiveConsent form, IReadOnlySet<Guid> partners, IReadOnlySet<Guid> receipts, Guid own, FrozenSet<string> wordings, DateTimeOffset now)
    {
        var faults = new List<Fault>();
        CheckCodes(faults, "/purposes", form.Purposes, Codes.Purposes);
        CheckCodes(faults, "/categories", form.Categories, Codes.Categories);
        CheckRecipients(faults, form.Recipients, partners, own);
        CheckExclusions(faults, form.Exclusions ?? [], partners);
        CheckCode(faults, "/givenBy", form.GivenBy, Codes.ConsentGivers);
        CheckCode(faults, "/method", form.Method, Codes.ConsentMethods);
        CheckCode(faults, "/wordingVersion", form.WordingVersion, wordings);
        if (!IsoLanguages.All.Contains(form.Language))
            faults.Add(new("/language", "is not an ISO 639-1 language code"));
        if (form.Interpreter is { } name && (string.IsNullOrWhiteSpace(name) || name.Length > LongestName || name.Any(char.IsControl)))
            faults.Add(new("/interpreter", $"must be a name of 1 to {LongestName} characters, or left out"));
        if (form.ChildView is { } view)
            CheckCode(faults, "/childView", view, Codes.ChildViews);
        else if (form.GivenBy == "guardian")
            faults.Add(new("/childView", "is missing: where a guardian consents, the child's own view is recorded"));
        foreach (var (index, receipt) in (form.Lifts ?? []).Index().Where(l => !receipts.Contains(l.Item)))
            faults.Add(new($"/lifts/{index}", "is not a receipt of this case"));
        if (form.GivenAt > now + Tolerance)
            faults.Add(new("/givenAt", "lies in the future"));
        if (form.ValidUntil <= form.GivenAt || form.ValidUntil <= now)
            faults.Add(new("/validUntil", "must be later than now and than givenAt"));
        return faults;
    }

    static void CheckRecipients(List<Fault> faults, IReadOnlyList<Guid> recipients, IReadOnlySet<Guid> partners, Guid own)
    {
        if (recipients.Count is 0 or > MostRecipients)
            faults.Add(new("/recipients", $"must name 1 to {MostRecipients} organisations"));
        foreach (var (index, recipient) in recipients.Index())
        {
            if (recipient == own)
                faults.Add(new($"/recipients/{index}", "is your own organisation, which needs no consent to pass anything to itself"));
            else if (!partners.Contains(recipient))
                faults.Add(new($"/recipients/{index}", "is no organisation of the network"));
            else if (recipients.Take(index).Contains(recipient))
                faults.Add(new($"/recipients/{index}", "is there twice"));
        }
    }

    static void CheckExclusions(List<Fault> faults, IReadOnlyList<Exclusion> exclusions, IReadOnlySet<Guid> partners)
    {
        if (exclusions.Count > MostExclusions)
            faults.Add(new("/exclusions", $"are more than {MostExclusions}"));
        foreach (var (index, exclusion) in exclusions.Index())
        {
            var at = $"/exclusions/{index}";
            if (exclusion is { Partner: null, Category: null, Field: null })
                faults.Add(new(at, "must name an organisation, a category or a field"));
            if (exclusion.Partner is { } partner && !partners.Contains(partner))
                faults.Add(new($"{at}/partner", "is no organisation of the network"));
            if (exclusion.Category is { } category)
                CheckCode(faults, $"{at}/category", category, Codes.Categories);
            if (exclusion.Field is { } field)
            {
                if (Catalogue.Find(field) is not { } known)
                    faults.Add(new($"{at}/field", "is not a field of a case; GET /fields lists them all"));
                else if (exclusion.Category is not null && exclusion.Category != known.Category)
                    faults.Add(new($"{at}/field", $"belongs to the category {known.Category}, so this would exclude nothing"));
            }
        }
    }

    internal static void CheckCodes(List<Fault> faults, string pointer, IReadOnlyList<string> codes, FrozenSet<string> known)
    {
        if (codes.Count == 0)
            faults.Add(new(pointer, "must name at least one"));
        foreach (var (index, code) in codes.Index())
        {
            CheckCode(faults, $"{pointer}/{index}", code, known);
            if (codes.Take(index).Contains(code, StringComparer.Ordinal))
                faults.Add(new($"{pointer}/{index}", "is there twice"));
        }
    }

    internal static void CheckCode(List<Fault> faults, string pointer, string code, FrozenSet<string> known)
    {
        if (!known.Contains(code))
            faults.Add(new(pointer, $"is not one of {string.Join(", ", known.Order(StringComparer.Ordinal))}"));
    }
}
