using System.Globalization;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>Who may be asked, each with a place in the order: it works with a keyboard and without a script.</summary>
/// <param name="Chosen">So far; nobody chosen yet means all of them, in the order of the directory.</param>
public sealed record Candidates(IReadOnlyList<ListingShown> Listings, IReadOnlyList<PartnerId> Chosen, TimeZoneInfo Zone, DateTimeOffset Now)
{
    /// <summary>Whom safety speaks against, with the reason: never chosen unless a person does.</summary>
    public IReadOnlyDictionary<PartnerId, string> Doubtful { get; init; } = new Dictionary<PartnerId, string>();

    /// <summary>Named by the person, but not to be asked now, with the reason.</summary>
    public IReadOnlyDictionary<ListingShown, string> Shut { get; init; } = new Dictionary<ListingShown, string>();

    /// <summary>Where a place is needed: how likely it is that each has one. Null: none is needed.</summary>
    public PlacesBeside? Beside { get; init; }

    public static string Posted(ListingShown listing) => Posted(listing.Id);

    public static string Posted(PartnerId partner) => $"order.{partner}";

    /// <summary>The one at an index, as a pointer has it; null where there is none.</summary>
    public static PartnerId? At(IReadOnlyList<PartnerId> chosen, string place) =>
        int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < chosen.Count ? chosen[index] : null;

    public string? Place(PartnerId partner)
    {
        var order = Chosen.Count > 0 ? [.. Chosen] : Listings.Select(listing => listing.Id).Where(id => !Doubtful.ContainsKey(id)).ToList();
        var index = order.IndexOf(partner);
        return index < 0 ? null : Number(index + 1);
    }

    public IReadOnlyList<Choice> Places(Words words) =>
        [.. Enumerable.Range(1, Listings.Count).Select(place => new Choice(Number(place), words.With("partners.place", ("place", place))))];

    public string About(ListingShown listing, Words words) => words.With("partners.about",
        ("kind", words.Code("kind", listing.Kind)), ("languages", words.Codes("language", listing.Languages)),
        ("day", words.Day(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(listing.ConfirmedAt, Zone).DateTime))));

    /// <summary>The chosen ones in order. Two in the same place: the directory's order decides, since asking again would help nobody.</summary>
    public IReadOnlyList<PartnerId> Read(IFormCollection form, ModelStateDictionary errors)
    {
        var chosen = new List<(int Place, PartnerId Partner)>();
        foreach (var listing in Listings)
        {
            var typed = form[Posted(listing)].ToString();
            errors.SetModelValue(Posted(listing), typed, typed);
            errors.MarkFieldValid(Posted(listing)); // a value that nobody has judged counts as not valid
            if (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var place))
                chosen.Add((place, listing.Id));
        }
        return [.. chosen.OrderBy(one => one.Place).Select(one => one.Partner)];
    }

    static string Number(int place) => place.ToString(CultureInfo.InvariantCulture);
}
