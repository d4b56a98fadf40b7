using System.Globalization;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages.Cases.Exhibits;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>What the forms of an order ask alike: from whom it came, and what it names, field by field in a question for each category.</summary>
/// <param name="told">It was told already to save somebody: that may be anything, also where the person is.</param>
/// <param name="exhibits">Those of the case.</param>
public sealed class OrderForm(StaffPage page, IReadOnlyList<CaseField> fields, bool told = false, IReadOnlyList<ExhibitLine>? exhibits = null)
{
    readonly IReadOnlyList<CaseField> nameable = [.. fields.Where(field => told || field.LeavesOnOrder)];

    /// <summary>Courts and authorities that the reader finds.</summary>
    public IReadOnlyList<Choice> Recipients =>
    [
        .. page.Context.Directory
            .Where(listing => !listing.Suspended && listing.Id != page.Me.Partner && Codes.OrderRecipients.Contains(listing.Kind))
            .Select(listing => new Choice(listing.Id.ToString(), $"{listing.Name} ({page.T.Code("kind", listing.Kind)})")),
    ];

    /// <summary>
    /// Those that can leave, each named as a field of <see cref="Codes.Evidence"/>; and what was ticked and closed for everybody meanwhile, so that
    /// it is not the form that unticks it.
    /// </summary>
    public IReadOnlyList<Choice> Exhibits =>
    [
        .. (exhibits ?? []).Where(exhibit => exhibit.IsolatedAt is null || Ticked(Codes.Evidence).Contains(FieldOf(exhibit), StringComparer.Ordinal))
            .Select(exhibit => new Choice(
                FieldOf(exhibit), ExhibitNames.Name(exhibit, page.T), exhibit.IsolatedAt is null ? null : page.T["compelled.act.narrow.stays"])),
    ];

    /// <summary>What was removed meanwhile has no name to be shown by.</summary>
    public IEnumerable<string> TickedExhibits => Ticked(Codes.Evidence).Intersect(Exhibits.Select(exhibit => exhibit.Value), StringComparer.Ordinal);

    /// <summary>Something was ticked that was closed for everybody or removed since the form was shown.</summary>
    public bool NamesWhatStays =>
        Ticked(Codes.Evidence).Except((exhibits ?? []).Where(exhibit => exhibit.IsolatedAt is null).Select(FieldOf), StringComparer.Ordinal).Any();

    /// <summary>Where to say so: with no exhibit left there is no question of its own.</summary>
    public string AtExhibits => Exhibits.Count > 0 ? Posted(Codes.Evidence) : First;

    public IEnumerable<IGrouping<string, CaseField>> Categories => nameable.GroupBy(one => one.Category, StringComparer.Ordinal);

    public static string Posted(string category) => $"Fields.{category}";

    /// <summary>Where to say that nothing is named.</summary>
    public string First => Posted(nameable[0].Category);

    /// <summary>What was ticked of a category; nothing ever is beforehand.</summary>
    public IReadOnlyList<string> Ticked(string category) =>
        page.Request.HasFormContentType ? [.. page.Request.Form[Posted(category)].OfType<string>()] : [];

    /// <summary>What was ticked, in the order of the form.</summary>
    public IReadOnlyList<string> Named =>
    [
        .. Categories.SelectMany(group => group.Select(one => one.Name).Intersect(Ticked(group.Key), StringComparer.Ordinal)),
        .. TickedExhibits,
    ];

    /// <summary>The question that a service's pointer into <see cref="Named"/> means; null: another.</summary>
    public string? QuestionOf(string pointer) => pointer.TrimStart('#').Split('/') switch
    {
        ["", "fields"] => First,
        ["", "fields", var index] when int.TryParse(index, CultureInfo.InvariantCulture, out var at)
            && Named.ElementAtOrDefault(at) is { } name =>
            nameable.FirstOrDefault(field => field.Name == name) is { } field ? Posted(field.Category) : Posted(Codes.Evidence),
        _ => null,
    };

    static string FieldOf(ExhibitLine exhibit) => Codes.ExhibitPrefix + exhibit.Id;
}
