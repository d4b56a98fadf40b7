using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>Fictional organisations: who refers, and whom they ask. What Partners would say of them is said here.</summary>
sealed class World
{
    public const string Need = "x:ShelterAccommodation";

    /// <summary>Nobody's time runs out where this one refers.</summary>
    public Person Patient { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    /// <summary>Here an answer is due in three seconds.</summary>
    public Person Hasty { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    public IReadOnlyList<Person> Shelters { get; } =
        [.. Enumerable.Range(0, 20).Select(_ => new Person(Guid.NewGuid(), Guid.NewGuid(), Roles.ShelterManager))];

    public Person Auditor { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.DataProtectionOfficer);

    public static async Task<World> Told(Network network, Messenger messenger, CancellationToken cancellationToken)
    {
        var world = new World();
        foreach (var (jurisdiction, seconds) in new[] { ("XP", 36_000m), ("XS", 3m) })
        {
            await messenger.Send(Routes.KnownToReferrals, Rule(jurisdiction, "answer-due.urgent", seconds), cancellationToken);
            await messenger.Send(Routes.KnownToReferrals, Rule(jurisdiction, "stop-receipt-due", 36_000m), cancellationToken);
        }
        var listings = world.Shelters.Select(s => Listing(s, "x:Shelter", "XP"))
            .Append(Listing(world.Patient, "NGO", "XP")).Append(Listing(world.Hasty, "NGO", "XS")).ToList();
        foreach (var listing in listings)
        {
            await messenger.Send(Routes.KnownToReferrals, listing, cancellationToken);
            await messenger.Send(Routes.KnownToCases, listing, cancellationToken);
        }
        foreach (var service in new[] { Network.Referrals, Network.Cases })
            await Eventually.Get(
                () => network.Query<long>(service, "select count(*) from known_partners"), seen => seen == listings.Count,
                $"{service} knows the organisations");
        await Eventually.Get(() => network.Query<long>(Network.Referrals, "select count(*) from known_rules"), seen => seen == 4, "rules");
        return world;
    }

    static RuleSet Rule(string jurisdiction, string name, decimal seconds) =>
        new(jurisdiction, name, seconds, "seconds", new(2020, 1, 1), null, "Fictional");

    static PartnerListed Listing(Person of, string kind, string jurisdiction) => new(
        new(of.Partner), 1, "Gluosnių prieglauda", kind, jurisdiction, [Need], ["lt"], ["LT"], new("Europe/Vilnius", true, []), null, false,
        DateTimeOffset.UtcNow, TransferGround: "ADEQUACY");
}
