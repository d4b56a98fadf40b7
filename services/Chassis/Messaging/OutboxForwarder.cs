using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReferralNetwork.Chassis.Data;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Publishes what units of work have committed: at once what this process committed, by a sweep what is due otherwise
/// (timers, retries, what a crash left). A row is deleted when the broker has confirmed it, so a message leaves at least
/// once; the receivers' inbox makes it once.
/// </summary>
/// <remarks>Not sealed, so that tests can crash the process between publish, confirm and delete, and publish twice or out of order.</remarks>
public class OutboxForwarder(
    NpgsqlDataSource database, TimeProvider clock, BrokerAddress broker, RouteTable routes, ILogger<OutboxForwarder> log) : BackgroundService
{
    const int BatchSize = 500;

    /// <summary>How long a message that no queue took waits for its next try.</summary>
    public static readonly TimeSpan ParkedRetry = TimeSpan.FromSeconds(15);

    static readonly TimeSpan SweepEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Confirmed rows are deleted many at a time: a deletion costs a commit, however few they are.</summary>
    static readonly TimeSpan SettleEvery = TimeSpan.FromMilliseconds(50);

    static readonly TimeSpan ConfirmWithin = TimeSpan.FromSeconds(15);

    // What does not fit in waits in its table for the sweep.
    readonly Channel<OutboxRow> committed = Channel.CreateBounded<OutboxRow>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    volatile bool connected;

    /// <summary>Whether messages can leave now.</summary>
    public bool Connected => connected;

    /// <summary>Publishes committed rows without waiting.</summary>
    public virtual void Forward(IEnumerable<OutboxRow> rows)
    {
        foreach (var row in rows)
            committed.Writer.TryWrite(row);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var factory = new ConnectionFactory { Uri = broker.Uri, AutomaticRecoveryEnabled = false, ClientProvidedName = "outbox" };
                await using var connection = await factory.CreateConnectionAsync(stoppingToken);
                await using var channel = await connection.CreateChannelAsync(
                    new CreateChannelOptions(
                        publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true,
                        outstandingPublisherConfirmationsRateLimiter: null),
                    stoppingToken);
                await Topology.Declare(channel, routes, stoppingToken);
                connected = true;
                await ForwardUntilClosed(channel, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                OutboxLog.Interrupted(log, e.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(1), clock, stoppingToken);
            }
            finally
            {
                connected = false;
            }
        }
    }

    async Task ForwardUntilClosed(IChannel channel, CancellationToken stoppingToken)
    {
        using var sweepTimer = new PeriodicTimer(SweepEvery);
        var sweepDue = sweepTimer.WaitForNextTickAsync(stoppingToken).AsTask();
        var waiting = committed.Reader.WaitToReadAsync(stoppingToken).AsTask();
        var batch = new List<OutboxRow>(BatchSize);
        var (published, outcomes) = (new List<OutboxRow>(), new List<Outcome>());
        var settling = Task.CompletedTask; // what was published is settled while the next is published
        var settledAt = clock.GetTimestamp();
        while (channel.IsOpen)
        {
            if (settling.IsCompleted)
                await settling;
            await Task.WhenAny(waiting, sweepDue);
            while (batch.Count < BatchSize && committed.Reader.TryRead(out var row))
                batch.Add(row);
            if (waiting.IsCompleted)
                waiting = committed.Reader.WaitToReadAsync(stoppingToken).AsTask();
            if (sweepDue.IsCompleted)
            {
                batch.AddRange(await ClaimDue(stoppingToken));
                sweepDue = sweepTimer.WaitForNextTickAsync(stoppingToken).AsTask();
            }
            if (batch.Count > 0)
            {
                outcomes.AddRange(await Publish(channel, batch, stoppingToken));
                published.AddRange(batch);
                batch.Clear();
            }
            if (published.Count == 0 || !settling.IsCompleted || (published.Count < BatchSize && clock.GetElapsedTime(settledAt) < SettleEvery))
                continue;
            await settling;
            settling = Settle(published, outcomes, stoppingToken);
            (published, outcomes) = ([], []);
            settledAt = clock.GetTimestamp();
        }
        await settling;
        if (published.Count > 0)
            await Settle(published, outcomes, stoppingToken);
    }

    /// <summary>Publishes all of them in a pipeline and waits for every confirm.</summary>
    protected virtual async Task<Outcome[]> Publish(IChannel channel, IReadOnlyList<OutboxRow> batch, CancellationToken cancellationToken)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        within.CancelAfter(ConfirmWithin);
        var confirms = batch.Select(row => PublishOne(channel, row, within.Token)).ToArray();
        return await Task.WhenAll(confirms);
    }

    /// <summary>Deletes what was confirmed and parks what no queue took; what failed comes again when its row is due.</summary>
    protected virtual async Task Settle(IReadOnlyList<OutboxRow> batch, IReadOnlyList<Outcome> outcomes, CancellationToken cancellationToken)
    {
        var confirmed = batch.Where((_, i) => outcomes[i] == Outcome.Confirmed).Select(r => r.MessageId).ToArray();
        var returned = batch.Where((_, i) => outcomes[i] == Outcome.Returned).ToArray();
        await using var settle = database.CreateBatch();
        if (confirmed.Length > 0)
            settle.BatchCommands.Add(Sql.Statement("delete from outbox where message_id = any(@confirmed)", new { confirmed }));
        if (returned.Length > 0)
        {
            settle.BatchCommands.Add(Sql.Statement(
                "update outbox set parked_at = coalesce(parked_at, @now), due_at = @retryAt where message_id = any(@ids)",
                new { ids = returned.Select(r => r.MessageId).ToArray(), now = clock.GetUtcNow(), retryAt = clock.GetUtcNow() + ParkedRetry }));
            foreach (var row in returned)
                OutboxLog.Unroutable(log, row.MessageId, row.Exchange);
        }
        if (settle.BatchCommands.Count > 0)
            await settle.ExecuteNonQueryAsync(cancellationToken);
        BusMetrics.Forwarded.Add(confirmed.Length);
        if (returned.Length > 0)
            throw new UnroutableException(); // a new channel declares the topology again
    }

    static async Task<Outcome> PublishOne(IChannel channel, OutboxRow row, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties
        {
            MessageId = row.MessageId.ToString(),
            ContentType = Envelope.ContentType,
            DeliveryMode = DeliveryModes.Persistent,
        };
        if (row.TraceParent is { } trace)
            properties.Headers = new Dictionary<string, object?>(StringComparer.Ordinal) { ["MT-Activity-Id"] = trace };
        try
        {
            await channel.BasicPublishAsync(row.Exchange, "", row.Mandatory, properties, row.Body, cancellationToken);
            return Outcome.Confirmed;
        }
        catch (PublishException e)
        {
            return e.IsReturn ? Outcome.Returned : Outcome.Failed;
        }
        catch (Exception e) when (e is AlreadyClosedException or OperationInterruptedException or OperationCanceledException or IOException)
        {
            return Outcome.Failed;
        }
    }

    /// <summary>Pushes what is due forward and takes it, so that no lock is held while it is published and no second instance takes it too.</summary>
    Task<List<OutboxRow>> ClaimDue(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        return database.Read<OutboxRow>(
            $"""
            update outbox o set due_at = @again, attempts = attempts + 1, first_due_at = coalesce(o.first_due_at, o.due_at)
            from (select message_id from outbox where due_at <= @now order by due_at limit {BatchSize} for update skip locked) due
            where o.message_id = due.message_id
            returning o.message_id, o.timer_key, o.exchange, o.mandatory, o.trace_parent, o.body, o.due_at
            """,
            new { now, again = now + ConfirmWithin + UnitOfWork.Grace }, cancellationToken);
    }

    /// <summary>What became of one publish.</summary>
    protected enum Outcome { Confirmed, Returned, Failed }

    sealed class UnroutableException : Exception;
}

/// <summary>Where the broker is, with credentials; never logged.</summary>
public sealed record BrokerAddress(Uri Uri);

static partial class OutboxLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Forwarding was interrupted by {Exception}; what is committed waits in its table")]
    public static partial void Interrupted(ILogger logger, string exception);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "Message {MessageId} for {Exchange} was returned: no queue took it. It is parked and tried again")]
    public static partial void Unroutable(ILogger logger, Guid messageId, string exchange);
}
