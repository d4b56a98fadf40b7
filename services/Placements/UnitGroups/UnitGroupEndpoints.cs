using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>What a shelter says of its places: what they are, and how many there are of them today.</summary>
static class UnitGroupEndpoints
{
    const int MostGroups = 100, MostNights = 14;

    /// <summary>Until when an extra place is open, on the day after its last night.</summary>
    static readonly TimeOnly ExtraUntil = new(12, 0);

    static readonly Refusal TooMany = new("TOO_MANY_GROUPS", $"An organisation has at most {MostGroups} unit groups: put together what is alike.");
    static readonly Refusal Closed = new("GROUP_CLOSED", "This unit group is closed: its places are nobody's any more.");

    sealed record OpenExtra(int Places, int Nights);

    public static void MapUnitGroups(this WebApplication app)
    {
        var groups = app.MapActions("/unit-groups").ForRoles(Roles.ShelterRoles, "Shelter managers and coordinators count the places of their organisation.");
        groups.MapGet("", List);
        groups.MapPost("", Open);
        var one = groups.MapGroup("{id:guid}");
        one.MapGet("", Read);
        one.MapPut("", Describe);
        one.MapPost("count", Count);
        one.MapPost("still-right", StillRight);
        one.MapPost("extra", Extra);
        one.MapPost("close", Close);
    }

    static async Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => Answers.Found(new
    {
        items = (await StoredUnitGroup.Of(work, caller.Partner, cancellationToken)).ConvertAll(group => group.Line(work.Now)),
    });

    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await StoredUnitGroup.Find(work, id, caller.Partner, held: false, cancellationToken) is { } group
            ? Answers.Found(group.Line(work.Now), group.Version)
            : Problems.NotFound("unit group");

    static async Task<IResult> Open(UnitGroupDescription body, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (UnitGroupRules.Check(body) is { Faults: { Count: > 0 } faults })
            return Problems.Invalid(faults);
        // Of one organisation one after the other: its groups are numbered.
        work.Ask<bool>("select pg_advisory_xact_lock(hashtextextended(@partner::text, 0)) is null", new { caller.Partner });
        var last = await work.ReadOne<int>(
            "select coalesce(max(number), 0) from unit_groups where partner_id = @partner", new { caller.Partner }, cancellationToken);
        if (last >= MostGroups)
            return Problems.Refused(TooMany);
        var id = Guid.CreateVersion7();
        work.Write(
            """
            insert into unit_groups (unit_group_id, partner_id, number, version, region, description)
            values (@id, @partner, @number, 1, @region, @description)
            """,
            new { id, caller.Partner, number = last + 1, body.Region, description = UnitOfWork.Json(body) });
        work.Audit(caller, Verbs.PlacesDescribed, id);
        return Answers.Created($"/unit-groups/{id}", id, new { id }, version: 1);
    }

    static Task<IResult> Describe(
        Guid id, UnitGroupDescription body, Caller caller, UnitOfWork work, IfMatch seen, CancellationToken cancellationToken) =>
        Change(id, caller, work, seen, Verbs.PlacesDescribed, UnitGroupRules.Check(body), _ =>
        {
            work.Write("update unit_groups set region = @region, description = @description where unit_group_id = @id",
                new { id, body.Region, description = UnitOfWork.Json(body) });
            return null;
        }, cancellationToken);

    static Task<IResult> Count(Guid id, PlaceCount body, Caller caller, UnitOfWork work, IfMatch seen, CancellationToken cancellationToken) =>
        Change(id, caller, work, seen, Verbs.PlacesCounted, UnitGroupRules.Check(body), group =>
            group.Places.Contradicts(body) ?? Counted(id, body, caller, work), cancellationToken);

    /// <summary>Nothing has changed since what was seen: the count is as new as if every figure had been typed.</summary>
    static Task<IResult> StillRight(Guid id, Caller caller, UnitOfWork work, IfMatch seen, CancellationToken cancellationToken) =>
        Change(id, caller, work, seen, Verbs.PlacesCounted, new Form(), group =>
            group.CountedAt is null
                ? new("NEVER_COUNTED", "Nobody has counted these places yet: count them.")
                : Counted(id, group.Places.Count, caller, work), cancellationToken);

    static Refusal? Counted(Guid id, PlaceCount count, Caller caller, UnitOfWork work)
    {
        work.Write(
            """
            update unit_groups set total = @total, out_of_service = @outOfService, turnaround = @turnaround, others = @others,
                counted_at = @now, counted_by = @actorId
            where unit_group_id = @id
            """,
            new { id, count.Total, count.OutOfService, count.Turnaround, count.Others, work.Now, caller.ActorId });
        Occupancy.Keep(work, id);
        return null;
    }

    static Task<IResult> Extra(Guid id, OpenExtra body, Caller caller, UnitOfWork work, IfMatch seen, CancellationToken cancellationToken)
    {
        var form = new Form();
        if (body.Places is < 1 or > Places.Most)
            form.Wrong("/places", $"From 1 to {Places.Most} is expected.");
        if (body.Nights is < 1 or > MostNights)
            form.Wrong("/nights", $"From 1 to {MostNights} is expected.");
        return Change(id, caller, work, seen, Verbs.PlacesOpened, form, group =>
        {
            if (group.TimeZone is null)
                return KnownPartners.NotListedYet;
            if (group.Places.Extra + body.Places > Places.Most)
                return new("TOO_MANY_EXTRA", $"A unit group has at most {Places.Most} extra places.");
            work.Write(
                """
                insert into extra_places (extra_id, unit_group_id, places, until) values (@extraId, @id, @places, @until)
                """,
                new { extraId = Guid.CreateVersion7(), id, body.Places, until = NoonAfter(body.Nights, group.TimeZone, work.Now) });
            work.Write("update unit_groups set extra = extra + @places where unit_group_id = @id", new { id, body.Places });
            return null;
        }, cancellationToken);
    }

    static DateTimeOffset NoonAfter(int nights, string timeZone, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(timeZone);
        var today = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var noon = DateOnly.FromDateTime(today).AddDays(nights).ToDateTime(ExtraUntil);
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime();
    }

    static Task<IResult> Close(Guid id, Caller caller, UnitOfWork work, IfMatch seen, CancellationToken cancellationToken) =>
        Change(id, caller, work, seen, Verbs.PlacesClosed, new Form(), group =>
        {
            if (group.Held + group.Occupied > 0)
                return new(
                    "PLACES_TAKEN",
                    $"{group.Held} places are promised and {group.Occupied} occupied through the network: close it when they are free.");
            work.Write("update unit_groups set closed_at = @now where unit_group_id = @id", new { id, work.Now });
            return null;
        }, cancellationToken);

    /// <summary>One change of a group of the caller's organisation, on the version that was seen, with nobody else at it.</summary>
    /// <param name="change">Writes it; or says why not.</param>
    static async Task<IResult> Change(
        Guid id, Caller caller, UnitOfWork work, IfMatch seen, string verb, Form form, Func<StoredUnitGroup, Refusal?> change,
        CancellationToken cancellationToken)
    {
        if (await StoredUnitGroup.Find(work, id, caller.Partner, held: true, cancellationToken) is not { } group)
            return Problems.NotFound("unit group");
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);
        if (!seen.Is(group.Version))
            return Problems.Stale();
        if (group.ClosedAt is not null)
            return Problems.Refused(Closed);
        work.Write("update unit_groups set version = version + 1, extra = @extra where unit_group_id = @id", new { id, group.Places.Extra });
        if (change(group) is { } refusal)
            return Problems.Refused(refusal);
        work.Audit(caller, verb, id);
        return Answers.Done(id, group.Version + 1);
    }
}
