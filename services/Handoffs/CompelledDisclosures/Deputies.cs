using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.CompelledDisclosures;

/// <summary>
/// Who approves where the coordinator or the director does not. Each names their own, beforehand: only who was named before a disclosure was
/// recorded approves it.
/// </summary>
static class Deputies
{
    const int Most = 10;

    /// <param name="Role">As what the caller names them; may be left out where they hold one of the two.</param>
    sealed record NameDeputies(IReadOnlyList<Guid> Deputies, string? Role = null);

    public static void MapDeputies(this WebApplication app)
    {
        var deputies = app.MapActions("/deputies").ForRoles(Parties.ApproverRoles, "Only the coordinator and the director name deputies.");
        deputies.MapGet("", List);
        deputies.MapPut("", Name);
    }

    /// <summary>In what capacity this person may approve in their organisation.</summary>
    public static async Task<Capacity> CapacityOf(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => new(
        [.. Parties.ApproverRoles.Where(caller.Has)], caller.Has(Roles.DataProtectionOfficer),
        await work.Read<Deputyship>(
            """
            select of_actor as of, of_role as role, named_at, ended_at from deputies where partner_id = @partner and deputy = @actorId
            order by named_at
            """,
            new { caller.Partner, caller.ActorId }, cancellationToken));

    static async Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new { items = await Of(caller, work, cancellationToken) });

    static Task<List<DeputyLine>> Of(Caller caller, UnitOfWork work, CancellationToken cancellationToken) => work.Read<DeputyLine>(
        """
        select of_actor as of, of_role as role, deputy, named_at from deputies where partner_id = @partner and ended_at is null
        order by of_role, of_actor, named_at
        """,
        new { caller.Partner }, cancellationToken);

    /// <summary>All of them: who is left out is none any more. Who stays keeps the moment at which they were named.</summary>
    static async Task<IResult> Name(NameDeputies body, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var held = Parties.ApproverRoles.Where(caller.Has).ToList();
        var role = body.Role ?? (held is [var only] ? only : null);
        var form = new Form();
        if (role is null || !held.Contains(role, StringComparer.Ordinal))
            form.Wrong("/role", "Name the role in which you name deputies; you must hold it.");
        if (body.Deputies.Count > Most)
            form.Wrong("/deputies", $"Name {Most} at most.");
        foreach (var (index, deputy) in body.Deputies.Index().Take(Most))
        {
            if (deputy == Guid.Empty || deputy == caller.ActorId)
                form.Wrong($"/deputies/{index}", "must be another person");
            else if (body.Deputies.Take(index).Contains(deputy))
                form.Wrong($"/deputies/{index}", "is there twice");
        }
        if (form.Faults.Count > 0)
            return Problems.Invalid(form.Faults);

        var values = new { caller.Partner, caller.ActorId, role, deputies = body.Deputies.ToArray(), work.Now };
        work.Write(
            """
            update deputies set ended_at = @now
            where partner_id = @partner and of_actor = @actorId and of_role = @role and ended_at is null and deputy <> all(@deputies)
            """,
            values);
        work.Write(
            """
            insert into deputies (partner_id, of_actor, of_role, deputy, named_at)
            select @partner, @actorId, @role, named, @now from unnest(@deputies) named
            where not exists (select from deputies d where d.partner_id = @partner and d.of_actor = @actorId and d.of_role = @role
                and d.deputy = named and d.ended_at is null)
            """,
            values);
        work.Audit(caller, Verbs.DeputiesNamed, caller.ActorId);
        var deputies = await Of(caller, work, cancellationToken);
        work.Publish(new DeputiesNamed(
            caller.Partner, caller.ActorId, role!,
            [.. deputies.Where(d => d.Of == caller.ActorId && d.Role == role).Select(d => new NamedDeputy(d.Deputy, d.NamedAt))], work.Now));
        return Answers.Found(new { items = deputies });
    }
}
