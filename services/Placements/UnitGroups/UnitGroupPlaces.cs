using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>The places of several unit groups in one commit.</summary>
static class UnitGroupPlaces
{
    /// <summary>Nobody else takes any of them until the commit. Always in the order of their ids, so that two never wait for each other.</summary>
    /// <returns>Those that are this organisation's and open.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Places>> Hold(
        UnitOfWork work, IReadOnlyList<Guid> groups, PartnerId partner, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Places>();
        foreach (var id in groups.Distinct().Order())
        {
            if (await StoredUnitGroup.Find(work, id, partner, held: true, cancellationToken) is { ClosedAt: null } group)
                found.Add(id, group.Places);
        }
        return found;
    }

    /// <summary>Those of them that are this organisation's and open.</summary>
    public static Task<List<Guid>> OwnAmong(UnitOfWork work, IReadOnlyList<Guid> groups, PartnerId partner, CancellationToken cancellationToken) =>
        work.Read<Guid>("select unit_group_id from unit_groups where unit_group_id = any(@groups) and partner_id = @partner and closed_at is null",
            new { groups = groups.ToArray(), partner }, cancellationToken);
}

/// <summary>
/// Places that were promised, taken or left. Who arrives where no place is free gets an extra one, so that an arrival is never
/// refused and no more is taken than there is; what was left is made ready until the shelter counts it free.
/// </summary>
/// <param name="Stay">Whose they are.</param>
/// <param name="Places">By unit group.</param>
sealed record OccupyPlaces(Guid Stay, IReadOnlyList<PlaceChange> Places) : Effect
{
    const string Short = "held + occupied + others + out_of_service + turnaround - total - extra";

    /// <summary>Empty where nothing was promised, taken or left.</summary>
    public static IEnumerable<Effect> Changes(
        Guid stay, IReadOnlyList<TakenPlaces> heldBefore, IReadOnlyList<TakenPlaces> occupiedBefore, IReadOnlyList<TakenPlaces> held,
        IReadOnlyList<TakenPlaces> occupied)
    {
        var changes = new[] { heldBefore, occupiedBefore, held, occupied }.SelectMany(places => places.Select(taken => taken.UnitGroup))
            .Distinct().Order()
            .Select(group => new PlaceChange(group, In(held, group) - In(heldBefore, group), In(occupied, group) - In(occupiedBefore, group)))
            .Where(change => change is not { Held: 0, Occupied: 0 }).ToList();
        return changes.Count > 0 ? [new OccupyPlaces(stay, changes)] : [];

        static int In(IReadOnlyList<TakenPlaces> places, Guid group) => places.Where(taken => taken.UnitGroup == group).Sum(taken => taken.Places);
    }

    public override void ApplyTo(UnitOfWork work)
    {
        foreach (var (id, held, occupied) in Places)
        {
            work.Write("update unit_groups set version = version + 1 where unit_group_id = @id", new { id }); // nobody else changes it meanwhile
            DropWhatIsOver(work, id);
            if (held != 0)
                work.Write("update unit_groups set held = held + @held where unit_group_id = @id", new { id, held });
            if (occupied > 0)
                Take(work, id, occupied);
            else if (occupied < 0)
                Leave(work, id, -occupied);
        }
    }

    /// <summary>Extra places whose nights are over go, unless somebody needs them.</summary>
    static void DropWhatIsOver(UnitOfWork work, Guid id) => work.Write(
        $"""
        update unit_groups g set extra = least(extra, greatest({Short} + extra, (
            select coalesce(sum(e.places), 0) from extra_places e
            where e.unit_group_id = g.unit_group_id and (e.until is null or e.until > @now))))
        where unit_group_id = @id
        """,
        new { id, now = work.Now });

    void Take(UnitOfWork work, Guid id, int places)
    {
        var values = new { id, places, Stay, extraId = Guid.CreateVersion7() };
        work.Write(
            $"""
            insert into extra_places (extra_id, unit_group_id, places, stay_id)
            select @extraId, unit_group_id, {Short} + @places, @stay from unit_groups where unit_group_id = @id and {Short} + @places > 0
            """,
            values);
        work.Write(
            $"""
            update unit_groups set occupied = occupied + @places, extra = extra + greatest({Short} + @places, 0) where unit_group_id = @id
            """,
            values);
    }

    void Leave(UnitOfWork work, Guid id, int places)
    {
        var values = new { id, places, Stay };
        work.Write("delete from extra_places where unit_group_id = @id and stay_id = @stay", values);
        work.Write(
            "update unit_groups set occupied = occupied - @places, turnaround = turnaround + @places where unit_group_id = @id", values);
    }
}

/// <param name="Held">More above zero, fewer below; <paramref name="Occupied"/> likewise.</param>
sealed record PlaceChange(Guid UnitGroup, int Held, int Occupied);
