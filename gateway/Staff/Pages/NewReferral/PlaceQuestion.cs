using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.NewReferral;

/// <summary>
/// What all shelters of a country are asked before anybody is offered: no more than services/Placements takes, and coarser than the offer, so that
/// the question points at nobody.
/// </summary>
/// <param name="Country">ISO 3166 code: a shelter may take people from elsewhere in it.</param>
/// <param name="Classes">What decides most, by the name under which it is asked.</param>
public sealed record PlaceQuestion(string Country, IReadOnlyList<(string Name, string Code)> Classes)
{
    /// <summary>Beside the country.</summary>
    public const int MostClasses = 3;

    /// <summary>From this age on shelters draw their line at different years.</summary>
    const int GrowingBoy = 10;

    public static PlaceQuestion From(PlaceNeeded needed, string region)
    {
        var household = needed.Household;
        var classes = new (string Name, string? Code)[]
        {
            ("who", Populations(household) is [var who] ? who : null), ("oldestBoy", LineOf(household)), ("access", First(needed.Access)),
            ("security", needed.Security),
            ("people", household.People switch { 1 => null, <= 3 => "2-3", _ => "4+" }), ("pets", First(needed.Pets)),
            ("language", needed.Interpreter),
        };
        return new(region[..2], [.. classes.Where(one => one.Code is not null).Select(one => (one.Name, one.Code!)).Take(MostClasses)]);
    }

    /// <summary>Of <see cref="PlaceCodes.Populations"/>: whom a place must take to take all of them.</summary>
    public static IReadOnlyList<string> Populations(Household who) => (who.Women, who.Men, who.People - who.Grown) switch
    {
        (0, 0, _) => [.. Any(who.Girls) ? ["GIRLS"] : Array.Empty<string>(), .. Any(who.Boys) ? ["BOYS"] : Array.Empty<string>()],
        (_, _, > 0) => ["FAMILIES"],
        (_, 0, _) => ["WOMEN"],
        (0, _, _) => ["MEN"],
        (1, 1, _) => ["COUPLES"],
        _ => ["WOMEN", "MEN"],
    };

    static bool Any(IReadOnlyDictionary<string, int>? children) => children?.Values.Sum() > 0;

    static string? First(IReadOnlyList<string>? codes) => codes is [var first, ..] ? first : null;

    static string? LineOf(Household household) =>
        household.Grown > 0 && household.OldestBoy is { } band && PlaceCodes.Years(band).First >= GrowingBoy ? band : null;
}

/// <summary>How likely it is that who can be asked has a place, as shelters have described and counted theirs.</summary>
/// <param name="Asked">What was compared.</param>
/// <param name="Lines">By partner, that of the unit group which fits best.</param>
/// <param name="Unanswered">Nothing could be asked now.</param>
public sealed record PlacesBeside(PlaceQuestion Asked, IReadOnlyDictionary<PartnerId, PlaceLine> Lines, bool Unanswered, TimeZoneInfo Zone)
{
    /// <summary>Null: no place is needed.</summary>
    public static async Task<PlacesBeside?> Ask(PlacementsClient placements, PlaceNeeded? needed, string? region, TimeZoneInfo zone)
    {
        if (needed is null || region is null)
            return null;
        var question = PlaceQuestion.From(needed, region);
        var found = (await placements.Places(question.Country, question.Classes)).Body;
        // Each partner's best line comes first.
        return new(question, (found?.Items ?? []).DistinctBy(line => line.Partner).ToDictionary(line => line.Partner), found is null, zone);
    }

    /// <summary>What was compared and has this answer, in words; empty: nothing.</summary>
    public string Say(PlaceLine line, string answer, Words words) => string.Join(
        "; ", Asked.Classes.Where(one => line.Classes.GetValueOrDefault(one.Name) == answer).Select(one => Say(one, words)));

    /// <summary>All that was compared.</summary>
    public string Say(Words words) => string.Join("; ", Asked.Classes.Select(one => Say(one, words)));

    static string Say((string Name, string Code) asked, Words words) => asked.Name switch
    {
        "who" => words.Code("placePopulation", asked.Code),
        "oldestBoy" => $"{words["placeNeeded.oldestBoyShort"]}: {words.Code("boyAge", asked.Code)}",
        "access" => words.Code("placeAccess", asked.Code),
        "security" => words.Code("placeSecurity", asked.Code),
        "people" => words.Code("householdBand", asked.Code),
        "pets" => words.Code("placePets", asked.Code),
        _ => words.SpokenLanguage(asked.Code),
    };

    /// <summary>A likely yes first; whose places nobody has counted before what is full. Null: in the order they have.</summary>
    public static IReadOnlyList<ListingShown> Likeliest(PlacesBeside? beside, IReadOnlyList<ListingShown> listings) =>
        beside is null ? listings : [.. listings.OrderBy(listing => beside.Likelihood(listing.Id))];

    (int NotMet, int Rank) Likelihood(PartnerId partner)
    {
        var line = Lines.GetValueOrDefault(partner);
        return (line?.Classes.Values.Count(answer => answer == PlaceCodes.NotMet) ?? 0,
            PlaceCodes.AvailabilitiesInOrder.Index().First(one => one.Item == (line?.Availability ?? PlaceCodes.Unknown)).Index);
    }
}
