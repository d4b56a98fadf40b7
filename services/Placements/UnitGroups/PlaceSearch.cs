using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>
/// What is asked for: a region and at most three more classes. They are coarse, and no more of them are taken together: else the question
/// would say who is to be placed, and its answer who lives there.
/// </summary>
/// <param name="Region">ISO 3166 code.</param>
/// <param name="Who">Of <see cref="PlaceCodes.Populations"/>.</param>
/// <param name="OldestBoy">Of <see cref="PlaceCodes.BoyAges"/>.</param>
/// <param name="People">Of <see cref="PlaceCodes.HouseholdBands"/>.</param>
/// <param name="Access">Of <see cref="PlaceCodes.Accesses"/>.</param>
/// <param name="Security">Of <see cref="PlaceCodes.Securities"/>: at least that.</param>
/// <param name="Pets">Of <see cref="PlaceCodes.PetSizes"/>.</param>
/// <param name="Language">ISO 639 code.</param>
public sealed record PlaceQuery(
    string Region, string? Who = null, string? OldestBoy = null, string? People = null, string? Access = null, string? Security = null,
    string? Pets = null, string? Language = null)
{
    public const int MostClasses = 4;

    IEnumerable<(string Class, string? Code, IReadOnlySet<string> Known)> Asked =>
    [
        ("who", Who, PlaceCodes.Populations), ("oldestBoy", OldestBoy, PlaceCodes.BoyAges), ("people", People, PlaceCodes.HouseholdBands),
        ("access", Access, PlaceCodes.Accesses), ("security", Security, PlaceCodes.Securities), ("pets", Pets, PlaceCodes.PetSizes),
        ("language", Language, IsoLanguages.All),
    ];

    public Form Check()
    {
        var form = new Form().Region("/region", Region);
        foreach (var (name, code, known) in Asked)
        {
            if (code is not null)
                form.Known($"/{name}", code, known);
        }
        if (1 + Asked.Count(asked => asked.Code is not null) > MostClasses)
            form.Wrong("", $"At most {MostClasses} classes are taken together, the region among them: more would point at somebody.");
        return form;
    }

    /// <summary>What was asked for besides the region, each met, not met or unknown.</summary>
    public IReadOnlyDictionary<string, string> Explain(UnitGroupDescription said)
    {
        var classes = new Dictionary<string, string>(StringComparer.Ordinal);
        Add("who", Who, who => said.Population.Contains(who, StringComparer.Ordinal));
        Add("oldestBoy", OldestBoy, age => said.OldestBoy is { } oldest ? oldest >= PlaceCodes.Years(age).Last : null);
        Add("people", People, band => said.LargestHousehold is { } largest ? largest >= LeastOf(band) : null);
        Add("access", Access, need => said.Access?.Contains(need, StringComparer.Ordinal));
        Add("security", Security, level => Rank(said.Security) >= Rank(level));
        Add("pets", Pets, size => said.Pets?.Contains(size, StringComparer.Ordinal));
        Add("language", Language, language => said.Languages?.Contains(language, StringComparer.Ordinal));
        return classes;

        void Add(string name, string? code, Func<string, bool?> met)
        {
            if (code is not null)
                classes.Add(name, met(code) switch { true => PlaceCodes.Met, false => PlaceCodes.NotMet, null => PlaceCodes.Unknown });
        }
    }

    static int Rank(string level) => PlaceCodes.SecuritiesInOrder.Index().First(one => one.Item == level).Index;

    /// <summary>The fewest people of a band: a group that takes them can say yes to some of it.</summary>
    static int LeastOf(string band) => band switch { "1" => 1, "2-3" => 2, _ => 4 };
}

/// <summary>Where somebody might be taken. The question names nobody, and nobody who is no helper learns that there is a shelter.</summary>
static class PlaceSearch
{
    /// <summary>Of fewer an answer would tell of each.</summary>
    const int FewestGroups = 3;

    const int MostLines = 500;

    public static void MapPlaceSearch(this WebApplication app) => app.MapActions("/places")
        .ForRoles(Roles.HelperRoles, "Places are shown to those who help people find one.").MapGet("", Find);

    static async Task<IResult> Find([AsParameters] PlaceQuery query, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (query.Check() is { Faults: { Count: > 0 } faults })
            return Problems.Invalid(faults);
        var country = query.Region[..2];
        var all = await StoredUnitGroup.In(work, country, cancellationToken);
        // No line says a region of which a question would not be answered.
        var named = all.GroupBy(group => group.Said.Region, StringComparer.Ordinal).Where(region => region.Count() >= FewestGroups)
            .Select(region => region.Key).ToHashSet(StringComparer.Ordinal);
        var (area, groups) = named.Contains(query.Region) && query.Region != country
            ? (query.Region, all.FindAll(group => group.Said.Region == query.Region)) : (country, all);
        var widened = area != query.Region;
        return Answers.Found(groups.Count < FewestGroups
            ? new PlacesFound(area, widened, TooFew: true, [])
            : new PlacesFound(area, widened, TooFew: false, Ranked(query, groups, region => named.Contains(region) ? region : country, work.Now)));
    }

    /// <summary>A likely yes first.</summary>
    /// <param name="regionOf">As it may be said of a region.</param>
    static IReadOnlyList<PlaceLine> Ranked(
        PlaceQuery query, IEnumerable<StoredUnitGroup> groups, Func<string, string> regionOf, DateTimeOffset now) =>
    [
        .. groups.Select(group => Line(query, group, regionOf(group.Said.Region), now))
            .OrderBy(line => line.Classes.Values.Count(answer => answer == PlaceCodes.NotMet))
            .ThenBy(line => PlaceCodes.AvailabilitiesInOrder.Index().First(one => one.Item == line.Availability).Index)
            .ThenBy(line => line.Classes.Values.Count(answer => answer == PlaceCodes.Unknown))
            .ThenByDescending(line => line.CountedAt).ThenBy(line => line.UnitGroup)
            .Take(MostLines),
    ];

    static PlaceLine Line(PlaceQuery query, StoredUnitGroup group, string region, DateTimeOffset now)
    {
        var said = group.Said;
        return new(
            group.Id, group.Partner, region, said.Kind, said.Security, said.Population, said.SameDay,
            group.Places.AvailabilityAt(now, group.FreshUntil), group.CountedAt, query.Explain(said));
    }
}
