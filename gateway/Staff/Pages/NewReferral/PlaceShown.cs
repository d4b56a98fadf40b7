using System.Globalization;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>The place that is needed in plain words, line by line: the same to whoever asks for it and whoever is asked.</summary>
public static class PlaceShown
{
    public static IEnumerable<(string Name, string Value)> Lines(PlaceNeeded place, Words words)
    {
        yield return (words["placeNeeded.who"], Who(place.Household, words));
        yield return (words["placeNeeded.whenShort"], From(place, words));
        if (place.Nights is { } nights)
            yield return (words["placeNeeded.nightsShort"], words.Code("placeNights", nights));
        if (place.Access is { Count: > 0 } access)
            yield return (words["placeNeeded.accessShort"], words.Codes("placeAccess", access));
        if (place.Interpreter is { } language)
            yield return (words["placeNeeded.interpreterShort"], words.SpokenLanguage(language));
        if (place.Security is { } security)
            yield return (words["placeNeeded.securityShort"], words.Code("placeSecurity", security));
        if (place.Pets is { Count: > 0 } pets)
            yield return (words["placeNeeded.petsShort"], words.Codes("placePets", pets));
    }

    static string From(PlaceNeeded place, Words words) =>
        place.When == PlaceCodes.OnDate ? words.Day(place.On!.Value)
        : place.On is { } said ? $"{words.Code("placeWhen", place.When)} ({words.Day(said)})"
        : words.Code("placeWhen", place.When);

    static string Who(Household who, Words words)
    {
        var parts = new[] { (words["placeNeeded.women"], who.Women), (words["placeNeeded.men"], who.Men) }
            .Concat(Children("placeNeeded.girls", who.Girls)).Concat(Children("placeNeeded.boys", who.Boys))
            .Where(part => part.Item2 > 0)
            .Select(part => $"{part.Item1}: {part.Item2.ToString(CultureInfo.InvariantCulture)}");
        if (who.OldestBoy is { } age)
            parts = parts.Append($"{words["placeNeeded.oldestBoyShort"]}: {words.Code("boyAge", age)}");
        return string.Join("; ", parts);

        IEnumerable<(string, int)> Children(string key, IReadOnlyDictionary<string, int>? counts) => PlaceCodes.ChildAgesInOrder
            .Select(age => (words.With(key, ("age", words.Code("childAge", age))), counts?.GetValueOrDefault(age) ?? 0));
    }
}
