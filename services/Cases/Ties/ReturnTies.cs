using MassTransit;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.Ties;

/// <summary>A return stands on consent from now on: a withdrawal could not tell it so before.</summary>
sealed class ReturnConsentedConsumer(UnitOfWork work) : IConsumer<ReturnConsented>
{
    public Task Consume(ConsumeContext<ReturnConsented> context) =>
        Withdrawals.Tell(work, context.Message.ReturnId, [context.Message.PermitId], context.CancellationToken);
}

sealed class TravellersLeftConsumer(UnitOfWork work, KeyRing keys) : IConsumer<TravellersLeft>
{
    public async Task Consume(ConsumeContext<TravellersLeft> context)
    {
        var left = context.Message;
        await TravelQuestions.Part(work, keys, left.ReturnId, left.OwnReturnId, [.. left.Ties], context.CancellationToken);
        await Withdrawals.Tell(work, left.OwnReturnId, [.. left.Permits], context.CancellationToken);
    }
}

/// <summary>Consent that was taken back before a return was known to stand on it.</summary>
static class Withdrawals
{
    sealed record Consented(Guid PermitId, Guid ReceiptId, DateTimeOffset? WithdrawnAt);

    /// <summary>Held until the commit: a withdrawal at this very moment comes before, and is told here, or after, and finds the tie.</summary>
    public static async Task Tell(UnitOfWork work, Guid returnId, Guid[] permits, CancellationToken cancellationToken)
    {
        var consents = await work.Read<Consented>(
            """
            select p.permit_id, c.receipt_id, c.withdrawn_at from permits p join consents c using (receipt_id)
            where p.permit_id = any(@permits) for share of c
            """,
            new { permits }, cancellationToken);
        foreach (var (permitId, receiptId, withdrawnAt) in consents)
        {
            if (withdrawnAt is { } at)
                work.Send(
                    new ConsentWithdrawn(Conversations.Return, returnId, permitId, receiptId, at), Conversations.Queues[Conversations.Return]);
        }
    }
}
