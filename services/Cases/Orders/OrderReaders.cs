using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Orders;

/// <summary>What is no longer to leave is no longer for those who would have approved it.</summary>
sealed class OrderClosedConsumer(UnitOfWork work) : IConsumer<OrderClosed>
{
    public Task Consume(ConsumeContext<OrderClosed> context)
    {
        work.Write(
            """
            update orders o set closed_at = @now from cases k
            where o.order_id = @orderId and o.closed_at is null and k.case_id = o.case_id and visible_to(k, @owner, null)
            """,
            new { context.Message.OrderId, context.Message.Owner, work.Now });
        return Task.CompletedTask;
    }
}

/// <summary>Who approves in somebody's stead may read what they approve, whatever their own roles.</summary>
sealed class DeputiesNamedConsumer(UnitOfWork work) : IConsumer<DeputiesNamed>
{
    public Task Consume(ConsumeContext<DeputiesNamed> context)
    {
        var named = context.Message;
        work.Write(
            """
            insert into order_deputies as d (partner_id, of_actor, of_role, deputies, named_at, told_at)
            values (@partner, @of, @role, @deputies, @namedAt, @at)
            on conflict (partner_id, of_actor, of_role) do update set
                deputies = excluded.deputies, named_at = excluded.named_at, told_at = excluded.told_at
            where d.told_at < excluded.told_at
            """,
            new
            {
                named.Partner, named.Of, named.Role, named.At, deputies = named.Deputies.Select(deputy => deputy.Actor).ToArray(),
                namedAt = named.Deputies.Select(deputy => deputy.NamedAt.ToUniversalTime()).ToArray(),
            });
        return Task.CompletedTask;
    }
}
