using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>The places of several unit groups in one commit.</summary>
static class UnitGroupPlaces
{
    /// <summary>Nobody else takes any of them until the commit. Always in the order of their ids, so that two never wait for each other.</summary>
    /// <returns>Those that are this organisation's.</returns>
    public static async Task<IReadOnlyDictionary<Guid, Places>> Hold(
        UnitOfWork work, IReadOnlyList<Guid> groups, PartnerId partner, CancellationToken cancellationToken)
    {
        var found = new Dictionary<Guid, Places>();
        foreach (var id in groups.Distinct().Order())
        {
            if (await StoredUnitGroup.Find(work, id, partner, held: true, cancellationToken) is { } group)
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
/// Places that were taken or left. Who arrives where no place is free gets an extra one, so that an arrival is never refused and no more is taken
/// than there is; what was left is made ready until the shelter counts it free.
/// </summary>
/// <param name="Stay">Whose they are.</param>
/// <param name="Places">By unit group: taken above zero, left below.</param>
sealed record OccupyPlaces(Guid Stay, IReadOnlyList<TakenPlaces> Places) : Effect
{
    /// <summary>Empty where nothing was taken or left.</summary>
    public static IEnumerable<Effect> Changes(Guid stay, IReadOnlyList<TakenPlaces> before, IReadOnlyList<TakenPlaces> after)
    {
        var changes = after.Concat(before.Select(left => left with { Places = -left.Places }))
            .GroupBy(taken => taken.UnitGroup)
            .Select(group => new TakenPlaces(group.Key, group.Sum(taken => taken.Places)))
            .Where(taken => taken.Places != 0).OrderBy(taken => taken.UnitGroup).ToList();
        return changes.Count > 0 ? [new OccupyPlaces(stay, changes)] : [];
    }

    public override void ApplyTo(UnitOfWork work)
    {
        foreach (var (id, places) in Places)
        {
            work.Write("update unit_groups set version = version + 1 where unit_group_id = @id", new { id }); // nobody else changes it meanwhile
            if (places > 0)
                Take(work, id, places);
            else
                Leave(work, id, -places);
        }
    }

    void Take(UnitOfWork work, Guid id, int places)
    {
        const string Short = "held + occupied + others + out_of_service + turnaround - total - extra";
        var values = new { id, places, Stay, extraId = Guid.CreateVersion7(), now = work.Now };
        work.Write(
            $"""
            update unit_groups g set extra = least(extra, greatest({Short} + extra, (
                select coalesce(sum(e.places), 0) from extra_places e
                where e.unit_group_id = g.unit_group_id and (e.until is null or e.until > @now))))
            where unit_group_id = @id
            """,
            values);
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
