using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>Places that are asked for with a yes: each message holds one, of a shelter that has enough.</summary>
sealed class Holds(Database placements, Guid shelter)
{
    const int Groups = 200, PlacesOfEach = 500;

    readonly List<Guid> groups = [];

    /// <summary>In turn over many unit groups, as many shelters would be asked.</summary>
    public IEnumerable<HoldPlace> Wanted(int count) => Enumerable.Range(0, count).Select(number => Hold(groups[number % Groups]));

    /// <summary>Of one unit group alone: each waits for the row that the one before holds.</summary>
    public IEnumerable<HoldPlace> WantedOfOne(int count) => Enumerable.Range(0, count).Select(_ => Hold(groups[0]));

    HoldPlace Hold(Guid group) => new(
        Guid.CreateVersion7(), Conversations.Referral, Guid.NewGuid(), Guid.NewGuid(), new(shelter), [new(group, 1)], WithChild: false,
        DateTimeOffset.UtcNow.AddDays(1));

    /// <summary>Nobody has any of the places.</summary>
    public async Task Empty()
    {
        await placements.Execute("truncate unit_groups, extra_places, stays, worklist, counted_days");
        groups.Clear();
        groups.AddRange(Enumerable.Range(0, Groups).Select(_ => Guid.CreateVersion7()));
        await placements.Execute(
            """
            insert into unit_groups (unit_group_id, partner_id, number, version, region, description, total, counted_at, counted_by)
            select id, $2, n, 1, 'LT', $3::jsonb, $4, now(), $2 from unnest($1::uuid[]) with ordinality as groups (id, n)
            """,
            groups.ToArray(), shelter,
            JsonSerializer.Serialize(new UnitGroupDescription("LT", "OPEN", "STAFF_DAY", ["WOMEN"]), NetworkJson.Options), PlacesOfEach);
    }

    /// <exception cref="InvalidOperationException">Not each message has kept a place.</exception>
    public async Task Check(int count)
    {
        if (await placements.Scalar<long>("select count(*) from stays where state = 'Held'") is var held && held != count)
            throw new InvalidOperationException($"{held} places of {count} were held.");
    }
}
