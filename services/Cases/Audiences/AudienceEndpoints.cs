using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Audiences;

/// <summary>
/// A restricted case is for named colleagues: for everybody else of its organisation it does not exist. Who is on the list
/// changes it; a coordinator who is not may widen it, and finds the case in no list.
/// </summary>
static class AudienceEndpoints
{
    /// <summary>One of them is there when the other is not.</summary>
    const int Least = 2;

    const int Most = 50;

    sealed record SetAudience(IReadOnlyList<Guid>? Only);

    sealed record Restricted(long Version, Guid LedgerReference, Guid[]? Only, long AudienceVersion)
    {
        public Audience Audience => new(Only, AudienceVersion);
    }

    sealed record InConversation(string Conversation, Guid ConversationId, Guid? PermitId, Guid? TieId);

    public static void MapAudiences(this WebApplication app)
    {
        var audience = app.MapCaseWork("/cases/{caseId:guid}/audience");
        audience.MapGet("", Read);
        audience.MapPut("", Set);
    }

    static async Task<IResult> Read(Guid caseId, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await Find(work, caseId, caller, "", cancellationToken) is { } found
            ? Answers.Found(new { found.Audience.Only }, found.Version)
            : Problems.NotFound("case");

    static async Task<IResult> Set(
        Guid caseId, SetAudience body, IfMatch ifMatch, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        Narrowing.LockCase(work, caseId); // an offer that comes now sees the audience, or is seen here
        if (await Find(work, caseId, caller, "for no key update", cancellationToken) is not { } found)
            return Problems.NotFound("case");
        if (Check(body.Only, found.Audience, caller) is { Count: > 0 } faults)
            return Problems.Invalid(faults);
        if (!ifMatch.Is(found.Version))
            return Problems.Stale();

        var audience = new Audience(body.Only, found.Audience.Version + 1);
        work.Write(
            """
            update cases set audience = @only, audience_version = @audienceVersion, version = version + 1, changed_at = @now
            where case_id = @caseId
            """,
            new { caseId, only = body.Only?.ToArray(), audienceVersion = audience.Version, work.Now });
        work.Audit(caller, Verbs.AudienceChanged, found.LedgerReference);
        await Tell(work, caseId, audience, cancellationToken);
        return Answers.Done(caseId, found.Version + 1);
    }

    /// <summary>Every conversation that Cases has heard of and that the case is in, once for each permit and tie by which it is.</summary>
    static async Task Tell(UnitOfWork work, Guid caseId, Audience audience, CancellationToken cancellationToken)
    {
        var told = await work.Read<InConversation>(
            """
            select o.conversation, o.conversation_id, p.permit_id, null::uuid as tie_id
            from permits p join offers o using (permit_id) where p.case_id = @caseId
            union
            select r.conversation, r.conversation_id, p.permit_id, null from permits p join releases r using (permit_id) where p.case_id = @caseId
            union
            select r.conversation, r.conversation_id, o.order_id, null from orders o join releases r on r.permit_id = o.order_id
            where o.case_id = @caseId
            union
            select t.conversation, t.conversation_id, null, t.tie_id from ties t
            where t.case_id = @caseId
                and (t.confirmed
                    or exists (select from offers o where o.conversation_id = t.conversation_id and o.conversation = t.conversation))
            """,
            new { caseId }, cancellationToken);
        foreach (var one in told)
            work.Send(
                new AudienceChanged(one.Conversation, one.ConversationId, one.PermitId, one.TieId, audience.Only, audience.Version),
                Conversations.Queues[one.Conversation]);
    }

    /// <param name="held">The lock; empty: none.</param>
    static Task<Restricted?> Find(UnitOfWork work, Guid caseId, Caller caller, string held, CancellationToken cancellationToken) =>
        work.ReadOne<Restricted>(
            $"""
            select version, ledger_reference, audience as only, audience_version
            from cases where case_id = @caseId and visible_to(cases, @partner, @actor) {held}
            """,
            new { caseId, caller.Partner, actor = caller.ActorUnless(Roles.Coordinator) }, cancellationToken);

    static List<Fault> Check(IReadOnlyList<Guid>? only, Audience before, Caller caller)
    {
        var faults = new List<Fault>();
        if (only is null)
            return faults; // everybody: nobody is shut out
        if (only.Distinct().Count() is < Least or > Most)
            faults.Add(new("/only", $"must name {Least} to {Most} colleagues: one of them is there when another is not"));
        foreach (var (index, actor) in only.Index())
        {
            if (actor == Guid.Empty)
                faults.Add(new($"/only/{index}", "is nobody's id"));
            else if (only.Take(index).Contains(actor))
                faults.Add(new($"/only/{index}", "is there twice"));
        }
        if (!caller.Has(Roles.Coordinator) && !only.Contains(caller.ActorId))
            faults.Add(new("/only", "must name you too: only a coordinator gives a case into other hands"));
        if (!before.Has(caller.ActorId) && before.Only!.Except(only).Any())
            faults.Add(new("/only", "must keep those who are on it: who is not on the list can only add to it"));
        return faults;
    }
}
