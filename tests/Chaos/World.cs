using System.Net;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>Fictional organisations: who refers, and whom they ask. What Partners would say of them is said here.</summary>
sealed class World
{
    public const string Need = "x:ShelterAccommodation";

    static readonly string[] ReturnRules =
    [
        "answer-due.urgent", "return-request-shown", "return-consent-wait", "return-assessment-age", "return-clearance-answer", "return-booking-kept",
        "return-final-confirmation", "return-tell-before", "return-departure-word", "return-missing", "return-ring-again", "stop-receipt-due",
        "stop-receipt-escalation", "return-check.flight", "return-check.train",
        "return-check.coach", "return-check.car", "return-monitoring.1", "return-monitoring.2", "return-monitoring.3",
    ];

    /// <summary>Nobody's time runs out where this one refers.</summary>
    public Person Patient { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    /// <summary>Here an answer is due in three seconds.</summary>
    public Person Hasty { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    /// <summary>Leads returns.</summary>
    public Person Lead { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    /// <summary>Receives whoever comes home, and is on duty when somebody does not.</summary>
    public Person Receiver { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.Caseworker);

    public IReadOnlyList<Person> Shelters { get; } =
        [.. Enumerable.Range(0, 20).Select(_ => new Person(Guid.NewGuid(), Guid.NewGuid(), Roles.ShelterManager))];

    /// <summary>The first of them: it has <see cref="Beds"/>, and many more say yes with one of them.</summary>
    public Person House => Shelters[0];

    public const int Beds = 20;

    /// <summary>The unit group of those beds.</summary>
    public Guid Room { get; private set; }

    public Person Auditor { get; } = new(Guid.NewGuid(), Guid.NewGuid(), Roles.DataProtectionOfficer);

    public static async Task<World> Told(Network network, Messenger messenger, ChaosClient client, CancellationToken cancellationToken)
    {
        var world = new World();
        foreach (var (jurisdiction, seconds) in new[] { ("XP", 36_000m), ("XS", 3m) })
        {
            await messenger.Send(Routes.KnownToReferrals, Rule(jurisdiction, "answer-due.urgent", seconds), cancellationToken);
            await messenger.Send(Routes.KnownToReferrals, Rule(jurisdiction, "stop-receipt-due", 36_000m), cancellationToken);
        }
        var listings = world.Shelters.Select(s => Listing(s, Codes.Shelter, "XP"))
            .Append(Listing(world.Patient, "NGO", "XP")).Append(Listing(world.Hasty, "NGO", "XS")).Append(Listing(world.Lead, "NGO", "XP",
                "x:ReturnLead"))
            .Append(Listing(world.Receiver, "NGO", "XP", "x:ReturnReception")).ToList();
        foreach (var queue in new[] { Routes.KnownToReferrals, Routes.KnownToCases, Routes.KnownToReturns, Routes.KnownToPlacements })
        {
            foreach (var listing in listings)
                await messenger.Send(queue, listing, cancellationToken);
        }
        // Whoever rides is looked for three seconds after they should have arrived; nothing else of a return presses.
        foreach (var rule in ReturnRules)
            await messenger.Send(
                Routes.KnownToReturns, Rule("XP", rule, rule.StartsWith("return-check", StringComparison.Ordinal) ? 3m : 36_000m), cancellationToken);
        await messenger.Send(
            Routes.KnownToCases, new RuleSet("XP", "protection-asked-valid", 14, "days", new(2020, 1, 1), null, "Fictional"), cancellationToken);
        await Eventually.Get(
            () => network.Query<long>(Network.Returns, "select count(*) from known_rules"), seen => seen == ReturnRules.Length, "rules of returns");
        foreach (var service in new[] { Network.Referrals, Network.Cases, Network.Returns, Network.Placements })
            await Eventually.Get(
                () => network.Query<long>(service, "select count(*) from known_partners"), seen => seen == listings.Count,
                $"{service} knows the organisations");
        await Eventually.Get(() => network.Query<long>(Network.Referrals, "select count(*) from known_rules"), seen => seen == 4, "rules");
        world.Room = (await client.Post(Network.Placements, world.House, "/unit-groups", new
        {
            region = "LT", kind = "OPEN", security = "STAFF_DAY", population = new[] { "WOMEN" },
        }, "room", cancellationToken)).Is(HttpStatusCode.Created, "unit group").Id;
        var room = (await client.Get(Network.Placements, world.House, $"/unit-groups/{world.Room}", cancellationToken)).Is(HttpStatusCode.OK, "room");
        (await client.Post(
            Network.Placements, world.House, $"/unit-groups/{world.Room}/count", new { total = Beds, outOfService = 0, turnaround = 0, others = 0 },
            "count", cancellationToken, room.ETag)).Is(HttpStatusCode.OK, "count");
        return world;
    }

    static RuleSet Rule(string jurisdiction, string name, decimal seconds) =>
        new(jurisdiction, name, seconds, "seconds", new(2020, 1, 1), null, "Fictional");

    static PartnerListed Listing(Person of, string kind, string jurisdiction, string service = Need) => new(
        new(of.Partner), 1, "Gluosnių prieglauda", kind, jurisdiction, [service], ["lt"], ["LT"], new("Europe/Vilnius", true, []), null, false,
        DateTimeOffset.UtcNow, DutyDeskFor: service == "x:ReturnReception" ? ["NL", "LT"] : null, TransferGround: "ADEQUACY");
}
