using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Placements;

/// <summary>The Placements service on a database of its own; whoever it talks to is played here.</summary>
public sealed class PlacementsFixture() : ServiceFixture("placements")
{
    /// <summary>Fictional: a count is old after a second.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: no count grows old while a test looks.</summary>
    public const string Patient = "XT";

    /// <summary>Region codes of the user's own countries, so that no two tests share one.</summary>
    int regions;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var (jurisdiction, seconds) in new[] { (Hasty, 1m), (Patient, 7200m) })
            await Send(
                Routes.KnownToPlacements,
                new RuleSet(jurisdiction, "place-count-fresh", seconds, "seconds", new(2020, 1, 1), null, "Fictional"));
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 2, "rules");
    }

    /// <summary>A country of its own, of which nothing has been said yet.</summary>
    public string Country() => $"X{(char)('A' + regions++)}";

    /// <summary>A manager of a shelter that Placements knows.</summary>
    public async Task<Person> Manager(string jurisdiction = Patient, Guid? partner = null, bool suspended = false, long version = 1)
    {
        var person = Somebody(Roles.ShelterManager, partner);
        await Send(Routes.KnownToPlacements, new PartnerListed(
            person.Id, version, "Rasos prieglauda", Codes.Shelter, jurisdiction, ["x:ShelterAccommodation"], ["lt"], ["XS"],
            new("Europe/Vilnius", true, []), null, suspended, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => Query<long>("select count(*) from known_partners where partner_id = $1 and version = $2", person.Partner, version),
            seen => seen == 1, $"listed; log: {Output}");
        return person;
    }

    public static UnitGroupDescription Described(string region) => new(region, "PROTECTED", "STAFF_NIGHT", ["WOMEN", "FAMILIES"]);

    public async Task<Guid> Group(Person manager, UnitGroupDescription said) =>
        (await Post(manager, "/unit-groups", said)).Is(System.Net.HttpStatusCode.Created).Id;

    /// <summary>A unit group with so many places, counted now.</summary>
    public async Task<Guid> Counted(Person manager, UnitGroupDescription said, int total)
    {
        var id = await Group(manager, said);
        (await Act(manager, id, "count", Count(total))).Is(System.Net.HttpStatusCode.OK);
        return id;
    }

    public static object Count(int total, int outOfService = 0, int turnaround = 0, int others = 0) =>
        new { total, outOfService, turnaround, others };

    /// <summary>Something that takes what was read last.</summary>
    public async Task<Reply> Act(Person who, Guid group, string action, object? body = null) =>
        await Post(who, $"/unit-groups/{group}/{action}", body, ifMatch: (await Get(who, $"/unit-groups/{group}")).ETag);
}
