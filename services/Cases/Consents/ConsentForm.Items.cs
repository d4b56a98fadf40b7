using ReferralNetwork.Cases.Fields;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Consents;

/// <summary>What a person says of single fields and exhibits: left out, taken back, opened, ticked.</summary>
public static partial class ConsentForm
{
    const int MostExclusions = 100;
    const int MostExhibits = 100;

    static void CheckExclusions(List<Fault> faults, IReadOnlyList<Exclusion> exclusions, IReadOnlyList<Guid> recipients, Known known)
    {
        if (exclusions.Count > MostExclusions)
            faults.Add(new("/exclusions", $"are more than {MostExclusions}"));
        foreach (var (index, exclusion) in exclusions.Index())
        {
            var at = $"/exclusions/{index}";
            if (exclusion is { Partner: null, Category: null, Field: null })
                faults.Add(new(at, "must name an organisation, a category or a field"));
            if (exclusion.Partner is { } partner && !known.Partners.ContainsKey(partner))
                faults.Add(new($"{at}/partner", "is no organisation of the network"));
            else if (exclusion is { Partner: { } shut, Category: null, Field: null } && recipients.Contains(shut))
                faults.Add(new($"{at}/partner", "is named as a recipient too: it cannot be both"));
            if (exclusion.Category is { } category)
                CheckCode(faults, $"{at}/category", category, Codes.Categories);
            if (exclusion.Field is { } field)
            {
                if (ExhibitField.CategoryOf(field) is not { } its)
                    faults.Add(new($"{at}/field", "is not a field of a case; GET /fields lists them all"));
                else if (ExhibitField.Find(field) is { } exhibit && !known.Exhibits.ContainsKey(exhibit))
                    faults.Add(new($"{at}/field", NoExhibit));
                else if (exclusion.Category is not null && exclusion.Category != its)
                    faults.Add(new($"{at}/field", $"belongs to the category {its}, so this would exclude nothing"));
            }
        }
    }

    const string NoExhibit = "is no exhibit of this case";

    /// <summary>A person who says yes to evidence says to which: exhibits may have to be shown to the accused's defence.</summary>
    static void CheckExhibits(List<Fault> faults, GiveConsent form, IReadOnlyDictionary<Guid, bool> known)
    {
        var exhibits = form.Exhibits ?? [];
        var asked = form.Purposes.Contains(Codes.Handoff, StringComparer.Ordinal)
            && form.Categories?.Contains(Codes.Evidence, StringComparer.Ordinal) is true;
        if (asked && exhibits.Count is 0 or > MostExhibits)
            faults.Add(new("/exhibits", $"must name 1 to {MostExhibits}: evidence goes item by item"));
        else if (!asked && exhibits.Count > 0)
            faults.Add(new("/exhibits", $"must be left out: exhibits go with the category {Codes.Evidence} for the purpose {Codes.Handoff} alone"));
        foreach (var (index, exhibit) in exhibits.Index())
        {
            if (!known.TryGetValue(exhibit, out var isolated))
                faults.Add(new($"/exhibits/{index}", NoExhibit));
            else if (isolated)
                faults.Add(new($"/exhibits/{index}", "is opened by nobody: it was marked as a sexual picture of somebody who may be under 18"));
            else if (exhibits.Take(index).Contains(exhibit))
                faults.Add(new($"/exhibits/{index}", "is there twice"));
        }
    }

    static void CheckOpenings(List<Fault> faults, GiveConsent form, IReadOnlyDictionary<Guid, string> partners)
    {
        var openings = form.Openings ?? [];
        if (openings.Count > MostExclusions)
            faults.Add(new("/openings", $"are more than {MostExclusions}"));
        foreach (var (index, opening) in openings.Index())
        {
            var at = $"/openings/{index}";
            if (form.Recipients?.Contains(opening.Partner) is not true)
                faults.Add(new($"{at}/partner", "is not named as a recipient"));
            else if (Catalogue.Find(opening.Field) is not { } field)
                faults.Add(new($"{at}/field", "is not a field of a case; GET /fields lists them all"));
            else if (form.Categories?.Contains(field.Category, StringComparer.Ordinal) is not true)
                faults.Add(new($"{at}/field", $"belongs to the category {field.Category}, which is not agreed to"));
            else if (!partners.TryGetValue(opening.Partner, out var kind)
                || !form.Purposes.Any(purpose => VisibilityMatrix.PartsFor(purpose).Any(part =>
                    VisibilityMatrix.Openable(purpose, part, kind, field.Category).Contains(field.Name))))
                faults.Add(new($"{at}/field", "is nothing that the person can open to organisations of this kind: they see it anyway, or never"));
            else if (openings.Take(index).Contains(opening))
                faults.Add(new(at, "is there twice"));
        }
    }

    static void CheckLifts(List<Fault> faults, GiveConsent form, IReadOnlyList<Receipt> receipts)
    {
        foreach (var (index, lift) in (form.Lifts ?? []).Index())
        {
            if (receipts.FirstOrDefault(r => r.Id == lift.Receipt) is not { } receipt)
                faults.Add(new($"/lifts/{index}/receipt", "is not a receipt of this case"));
            else if (!receipt.Exclusions.Any(exclusion => lift.Takes(receipt, exclusion)))
                faults.Add(new($"/lifts/{index}", "is no exclusion of that receipt"));
            else if (form.GivenAt <= receipt.GivenAt)
                faults.Add(new($"/lifts/{index}", "is of a later receipt: what was excluded since stays excluded"));
        }
    }
}
