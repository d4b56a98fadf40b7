using System.Globalization;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Orders;

/// <summary>What the forms of an order ask alike: from whom it came, and what it names, field by field in a question for each category.</summary>
/// <param name="told">It was told already to save somebody: that may be anything, also where the person is.</param>
/// <param name="exhibits">Those of the case that can leave.</param>
public sealed class OrderForm(StaffPage page, IReadOnlyList<CaseField> fields, bool told = false, IReadOnlyList<Choice>? exhibits = null)
{
    readonly IReadOnlyList<CaseField> nameable = [.. fields.Where(field => told || field.LeavesOnOrder)];

    /// <summary>Courts and authorities that the reader finds.</summary>
    public IReadOnlyList<Choice> Recipients =>
    [
        .. page.Context.Directory
            .Where(listing => !listing.Suspended && listing.Id != page.Me.Partner && Codes.OrderRecipients.Contains(listing.Kind))
            .Select(listing => new Choice(listing.Id.ToString(), $"{listing.Name} ({page.T.Code("kind", listing.Kind)})")),
    ];

    /// <summary>Each is named as a field of <see cref="Codes.Evidence"/>.</summary>
    public IReadOnlyList<Choice> Exhibits { get; } = exhibits ?? [];

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
        .. Exhibits.Select(exhibit => exhibit.Value).Intersect(Ticked(Codes.Evidence), StringComparer.Ordinal),
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
}
