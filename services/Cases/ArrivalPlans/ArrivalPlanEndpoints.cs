using System.Security.Cryptography;
using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Cases.Consents;
using ReferralNetwork.Cases.Disclosures;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.ArrivalPlans;

/// <summary>
/// *If I do not arrive*: sealed under the key of the traveller's case, read by its organisation, and by the duty desks that it names while an
/// alarm of the return goes on. For everybody else, and for the desks before an alarm, it does not exist.
/// </summary>
static class ArrivalPlanEndpoints
{
    const string Type = "arrival-plan+jwt";
    const string AccessRule = "arrival-plan-access";

    sealed record MakePlan(Guid Return, IReadOnlyList<Guid> Desks, string RingFirst, int AfterHours, string MayHear, string? RingNever = null)
    {
        public ArrivalPlan Plan => new(Desks, RingFirst, RingNever, AfterHours, MayHear);
    }

    /// <summary>What its token says: with it a return is told, and asks nobody.</summary>
    sealed record Signed(Guid Jti, Guid Sub, Guid Tie, Guid Owner, Guid[] Desks, Guid[]? Only, long OnlyVersion);

    sealed record Tied(
        Guid ReturnId, Guid? Id, Guid[]? Desks, DateTimeOffset? MadeAt, Guid? MadeBy, DateTimeOffset? AlarmedAt, Guid Tie);

    sealed record Stored(
        Guid Id, Guid CaseId, Guid ReturnId, byte[] Sealed, DateTimeOffset MadeAt, Guid MadeBy, DateTimeOffset? AlarmedAt, DateTimeOffset? ArrivedAt,
        Guid Owner, Guid LedgerReference, bool Own);

    public static void MapArrivalPlans(this WebApplication app)
    {
        app.MapGroup("/cases/{caseId:guid}/arrival-plans").AnswersWithToken<Signed>(
            Type,
            $"""
            select p.plan_id as jti, p.return_id as sub, t.tie_id as tie, k.owner, p.desks, k.audience as only, k.audience_version as only_version
            from arrival_plans p join cases k using (case_id)
                join ties t on t.case_id = p.case_id and t.conversation = '{Conversations.Return}' and t.conversation_id = p.return_id
            where p.plan_id = @id
            """).MapCaseWork("").MapPost("", Make);
        app.MapCaseWork("/cases/{caseId:guid}/arrival-plans").MapGet("", List);
        app.MapCaseWork("/arrival-plans").MapGet("{id:guid}", Read);
    }

    /// <summary>Of a case there is one for each return: a newer one takes the place of the older, also where an alarm has opened that.</summary>
    static async Task<IResult> Make(Guid caseId, MakePlan body, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var partners = await Nameable.Find(work, caller, body.Desks, cancellationToken);
        var tied = await work.ReadOne<bool>(
            "select true from ties where case_id = @caseId and conversation = @kind and conversation_id = @return",
            new { caseId, kind = Conversations.Return, body.Return }, cancellationToken);
        using var key = await keys.Open(KeyKind.Case, caseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var consents = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        var plan = ArrivalPlan.Cleaned(body.Plan);
        var faults = ArrivalPlan.Check(
            plan, partners.ToDictionary(p => p.Key, p => p.Value.Kind), ArrivalPlan.ExcludedBy(consents, reading: false, work.Now));
        if (!tied)
            faults.Add(new("/return", "is no return that this case is tied to"));
        if (faults.Count > 0)
            return Problems.Invalid(faults);

        var id = Guid.CreateVersion7();
        var content = plan.Seal(key, caseId, id, body.Return, out var plain);
        work.Write(
            """
            insert into arrival_plans as p (plan_id, case_id, return_id, desks, sealed, made_at, made_by)
            values (@id, @caseId, @return, @desks, @content, @now, @actorId)
            on conflict (case_id, return_id) do update set plan_id = excluded.plan_id, former = p.former || p.plan_id, desks = excluded.desks,
                sealed = excluded.sealed, made_at = excluded.made_at, made_by = excluded.made_by
            """,
            new { id, caseId, body.Return, desks = plan.Desks.ToArray(), content, work.Now, caller.ActorId });
        work.Audit(caller, Verbs.ArrivalPlanMade, found.LedgerReference, id, plain);
        CryptographicOperations.ZeroMemory(plain);
        return Answers.Created($"/arrival-plans/{id}", id, new { id });
    }

    /// <summary>Every return that the case is tied to, with what is to be done there, without its words.</summary>
    static async Task<IResult> List(
        Guid caseId, Caller caller, UnitOfWork work, SigningKey network, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is not { } found)
            return Problems.NotFound("case");
        var rows = await work.Read<Tied>(
            """
            select t.conversation_id as return_id, p.plan_id as id, p.desks, p.made_at, p.made_by, p.alarmed_at, t.tie_id as tie
            from ties t left join arrival_plans p on p.case_id = t.case_id and p.return_id = t.conversation_id
            where t.case_id = @caseId and t.conversation = @kind order by t.tie_id desc
            """,
            new { caseId, kind = Conversations.Return }, cancellationToken);
        return Answers.Found(new
        {
            items = rows.Select(row => new ArrivalPlanLine(
                row.ReturnId, row.Id, row.Desks, row.MadeAt, row.MadeBy, row.AlarmedAt,
                row.Id is not { } id ? null : network.Sign(Type, new Signed(
                    id, row.ReturnId, row.Tie, caller.Partner.Value, row.Desks!, found.Audience.Only?.ToArray(), found.Audience.Version))))
                .ToArray(),
        });
    }

    /// <summary>Also by the id of one that it has replaced: whoever knows that one at an alarm needs what holds now.</summary>
    static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var stored = await work.ReadOne<Stored>(
            """
            select p.plan_id as id, p.case_id, p.return_id, p.sealed, p.made_at, p.made_by, p.alarmed_at, p.arrived_at, k.owner, k.ledger_reference,
                visible_to(k, @partner, @actorId) as own
            from arrival_plans p join cases k using (case_id)
            where (p.plan_id = @id or @id = any(p.former)) and (visible_to(k, @partner, @actorId)
                or k.owner <> @partner and @partner = any(p.desks) and p.alarmed_at is not null)
            """,
            new { id, caller.Partner, caller.ActorId }, cancellationToken);
        if (stored is null)
            return Problems.NotFound("plan");
        using var key = await keys.Open(KeyKind.Case, stored.CaseId, cancellationToken);
        if (key is null)
            return CaseEndpoints.Erased();
        var until = await OpenUntil(work, stored, cancellationToken);
        var plan = ArrivalPlan.Open(key, stored.Sealed, stored.CaseId, stored.Id, stored.ReturnId);
        if (!stored.Own)
        {
            if (!plan.Desks.Contains(caller.Partner.Value)) // as it was sealed, whatever the row says
                return Problems.NotFound("plan");
            if (await ShutTo(caller.Partner.Value, until, stored.CaseId, work, key, cancellationToken) is { } shut)
                return shut;
        }
        work.Audit(caller, Verbs.ArrivalPlanRead, stored.LedgerReference, stored.Id);
        return Answers.Found(new ArrivalPlanShown(
            stored.Id, stored.ReturnId, stored.Owner, plan.Desks, plan.RingFirst, plan.RingNever, plan.AfterHours, plan.MayHear, stored.MadeAt,
            stored.Own ? stored.MadeBy : null, stored.AlarmedAt, until));
    }

    /// <returns>Why a desk that it names reads it no more; null: it does.</returns>
    static async Task<IResult?> ShutTo(
        Guid desk, DateTimeOffset? until, Guid caseId, UnitOfWork work, DataKey key, CancellationToken cancellationToken)
    {
        if (until is null)
            return Problems.Gone("arrival-plan-shut", "The travellers have arrived, or the time after the alarm is over.");
        if (await KnownRecipient.Find(work, desk, cancellationToken) is not { Suspended: false })
            return Withholding.Shut("RECIPIENT_SUSPENDED");
        var consents = await CaseConsents.Hold(work, key, caseId, cancellationToken);
        return ArrivalPlan.ExcludedBy(consents, reading: true, work.Now).Contains(desk) ? Withholding.Shut("EXCLUDED") : null;
    }

    /// <summary>When it shuts for its desks; null: no alarm has it open. As long as the rule has not come: at once.</summary>
    static async Task<DateTimeOffset?> OpenUntil(UnitOfWork work, Stored stored, CancellationToken cancellationToken)
    {
        if (stored.AlarmedAt is not { } alarm || stored.ArrivedAt >= alarm)
            return null;
        var (zone, jurisdiction) = await KnownRecipient.Place(work, stored.Owner, cancellationToken);
        var period = (await KnownRules.Find(work, [AccessRule], jurisdiction ?? "", cancellationToken)).PeriodOf(AccessRule);
        var until = period is null ? alarm : Deadlines.After(alarm, period, new((zone ?? TimeZoneInfo.Utc).Id));
        return until > work.Now ? until : null;
    }
}
