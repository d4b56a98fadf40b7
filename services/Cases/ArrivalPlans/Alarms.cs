using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.ArrivalPlans;

/// <summary>An alarm opens the plans that it names to their desks, on the record of each case. Of several the latest counts.</summary>
sealed class LegOverdueConsumer(UnitOfWork work) : IConsumer<LegOverdue>
{
    sealed record Opened(Guid LedgerReference, Guid PlanId);

    public async Task Consume(ConsumeContext<LegOverdue> context)
    {
        var alarm = context.Message;
        var opened = await work.Read<Opened>(
            """
            update arrival_plans p set alarmed_at = @at from cases k
            where k.case_id = p.case_id and p.return_id = @returnId and (p.plan_id = any(@plans) or p.former && @plans)
                and (p.alarmed_at is null or p.alarmed_at < @at) and (p.arrived_at is null or p.arrived_at < @at)
            returning k.ledger_reference, p.plan_id
            """,
            new { alarm.ReturnId, plans = alarm.Plans.ToArray(), alarm.At }, context.CancellationToken);
        foreach (var (reference, planId) in opened)
            work.Audit(caller: null, Verbs.ArrivalPlanOpened, reference, planId);
    }
}

/// <summary>The alarm is over: they shut again. Remembered, since an alarm of before may come after it.</summary>
sealed class ReturnArrivedConsumer(UnitOfWork work) : IConsumer<ReturnArrived>
{
    sealed record Arrived(Guid LedgerReference, Guid PlanId, bool WasOpen);

    public async Task Consume(ConsumeContext<ReturnArrived> context)
    {
        var arrived = await work.Read<Arrived>(
            """
            update arrival_plans p set arrived_at = @at
            from cases k, (
                select plan_id, alarmed_at is not null and (arrived_at is null or arrived_at < alarmed_at) and alarmed_at <= @at as was_open
                from arrival_plans where return_id = @returnId for update) before
            where k.case_id = p.case_id and before.plan_id = p.plan_id and (p.arrived_at is null or p.arrived_at < @at)
            returning k.ledger_reference, p.plan_id, before.was_open
            """,
            new { context.Message.ReturnId, context.Message.At }, context.CancellationToken);
        foreach (var plan in arrived.Where(plan => plan.WasOpen))
            work.Audit(caller: null, Verbs.ArrivalPlanShut, plan.LedgerReference, plan.PlanId);
    }
}
