using MassTransit;
using MassTransit.Context;
using MassTransit.Middleware;
using MassTransit.Middleware.Outbox;
using Microsoft.Extensions.Logging;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Runs a consumer or a state machine within the scope's unit of work. From the bus: the inbox knows what was consumed
/// before, and the commit comes when the consumer is done. In an in-process dispatch both belong to the request.
/// </summary>
sealed class UnitOfWorkFilter<T>(UnitOfWork work, IServiceProvider provider, ILogger<UnitOfWork> log) : IFilter<ConsumeContext<T>> where T : class
{
    static readonly OutboxConsumeOptions NoOptions = new();

    public void Probe(ProbeContext context) => context.CreateFilterScope("unitOfWork");

    public async Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
    {
        var captured = new Captured(context, work, provider);
        captured.GetOrAddPayload(() => work);
        if (InProcessDispatch.Of(context) is not null)
        {
            await next.Send(captured);
            return;
        }

        var messageId = context.MessageId
            ?? throw new MessageException(typeof(T), "A message without an id cannot be recognised when it comes again.");
        var consumer = context.ReceiveContext.InputAddress.AbsolutePath.Split('/')[^1];
        work.Receive(messageId, consumer);
        try
        {
            await next.Send(captured);
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("inbox_pkey") || e is RepeatedException)
        {
            ConsumeLog.Repeated(log, messageId, consumer);
            // Else MassTransit takes it for a message that nobody consumes.
            await context.NotifyConsumed(context, TimeSpan.Zero, consumer);
        }
    }

    /// <summary>What the consumer publishes or sends through MassTransit becomes rows of the unit of work too.</summary>
    sealed class Captured(ConsumeContext<T> context, UnitOfWork work, IServiceProvider provider)
        : OutboxConsumeContextProxy<T>(context, NoOptions, provider)
    {
        public override bool ContinueProcessing { get; set; }
        public override bool IsMessageConsumed => false;
        public override bool IsOutboxDelivered => false;
        public override int ReceiveCount => 0;
        public override long? LastSequenceNumber => null;
        public override Task SetConsumed() => Task.CompletedTask;
        public override Task SetDelivered() => Task.CompletedTask;
        public override Task<List<OutboxMessageContext>> LoadOutboxMessages() => Task.FromResult(new List<OutboxMessageContext>());
        public override Task NotifyOutboxMessageDelivered(OutboxMessageContext message) => Task.CompletedTask;
        public override Task RemoveOutboxMessages() => Task.CompletedTask;

        public override Task AddSend<TMessage>(SendContext<TMessage> context)
        {
            var destination = context.DestinationAddress
                ?? throw new MessageException(typeof(TMessage), "A message without a destination cannot be sent.");
            work.Enqueue(new OutboxRow(
                context.MessageId ?? Guid.CreateVersion7(), TimerKey: null, Uri.UnescapeDataString(destination.AbsolutePath.Split('/')[^1]),
                Mandatory: false, System.Diagnostics.Activity.Current?.Id,
                context.Serializer.GetMessageBody(context).GetBytes(), work.Now + (context.Delay ?? UnitOfWork.Grace)));
            return Task.CompletedTask;
        }
    }
}

/// <summary>
/// A consumer found by a key of its own that this was done before, under another message id: nothing of the unit of work is
/// kept, and the message is consumed.
/// </summary>
public sealed class RepeatedException : Exception;

/// <summary>The unit of work, from inside a state machine or consumer.</summary>
public static class WorkPayload
{
    /// <exception cref="InvalidOperationException">The pipeline has no unit of work: the endpoint was not made by AddBus.</exception>
    public static UnitOfWork Work(this PipeContext context) =>
        context.TryGetPayload(out UnitOfWork? work)
            ? work
            : throw new InvalidOperationException("No unit of work here: register the consumer through AddBus.");
}

static partial class ConsumeLog
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Message {MessageId} was consumed by {Consumer} before; nothing done")]
    public static partial void Repeated(ILogger logger, Guid messageId, string consumer);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} on {Queue} went to quarantine: {Reason}")]
    public static partial void Quarantined(ILogger logger, Guid? messageId, string queue, string reason);
}
