using MassTransit;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Consuming waits while the database is away. A message that meets its absence stays where it is, unacknowledged, and is
/// tried again until it meets something else; since every endpoint holds a few messages at most, no more are taken then.
/// So an outage, however long, uses up neither tries nor deliveries, and sends no good message to quarantine.
/// </summary>
sealed class DatabaseOutage(TimeProvider clock, ILogger<DatabaseOutage> log) : IFilter<ConsumeContext>
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    int waiting;

    /// <summary>Whether messages wait for the database now.</summary>
    public bool Paused => Volatile.Read(ref waiting) > 0;

    public void Probe(ProbeContext context) => context.CreateFilterScope("databaseOutage");

    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next) => Outlast(() => next.Send(context), context.CancellationToken);

    /// <summary>Does the step, and does it again as long as all that is wrong with it is that the database does not answer.</summary>
    public async Task Outlast(Func<Task> step, CancellationToken cancellationToken)
    {
        var counted = false;
        try
        {
            while (true)
            {
                try
                {
                    await step();
                    return;
                }
                catch (Exception e) when (IsAway(e))
                {
                    if (!counted && Interlocked.Increment(ref waiting) == 1)
                        OutageLog.Waiting(log);
                    counted = true;
                    await Task.Delay(Pause, clock, cancellationToken);
                }
            }
        }
        finally
        {
            if (counted)
                Interlocked.Decrement(ref waiting);
        }
    }

    /// <summary>Whether the session could not be had or was lost: not a statement that failed.</summary>
    public static bool IsAway(Exception? e) => e switch
    {
        null => false,
        PostgresException statement => statement.InvariantSeverity is "FATAL" or "PANIC",
        NpgsqlException { IsTransient: true } => true,
        _ => IsAway(e.InnerException),
    };
}

static partial class OutageLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The database does not answer; consuming waits for it")]
    public static partial void Waiting(ILogger logger);
}
