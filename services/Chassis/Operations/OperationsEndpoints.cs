using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Operations;

/// <summary>How a service's messages fare, and what its administrators do about those that are stuck. Nothing here shows content.</summary>
static class OperationsEndpoints
{
    const int PageSize = 50;

    static readonly string Quarantined =
        $"""
        select id, message_id, queue, message_type, reason, detail, received_at, replayed_at, replay_of, length(body) as bytes,
            case when length(body) <= {Redaction.MaxBody} then body end as body
        from quarantine
        """;

    public static void MapOperations(this IEndpointRouteBuilder app)
    {
        var operations = app.MapActions("/operations").ForAdministrators();
        operations.MapGet("", Overview);
        operations.MapGet("/parked", Parked);
        operations.MapGet("/quarantine", Quarantine);
        operations.MapGet("/quarantine/{id:guid}", One);
        operations.MapPost("/quarantine/{id:guid}/replay", Replay);
    }

    /// <summary>Answers also while the database is away: then there are no figures, and it is seen that consuming waits.</summary>
    static async Task<IResult> Overview(
        NpgsqlDataSource database, OutboxForwarder forwarder, DatabaseOutage outage, TopologyWatch topology, ServiceIdentity service,
        HealthCheckService health, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        Backlog? backlog = null;
        Timers? timers = null;
        try
        {
            backlog = await Backlog.Read(database, now, cancellationToken);
            timers = await Timers.Read(database, now, cancellationToken);
        }
        catch (NpgsqlException e) when (DatabaseOutage.IsAway(e))
        {
            // As said: no figures.
        }
        var report = await health.CheckHealthAsync(cancellationToken);
        var warnings = report.Entries.Values.Where(check => check.Status == HealthStatus.Degraded).Select(check => check.Description!).ToList();
        return Answers.Found(new Overview(service.Name, forwarder.Connected, outage.Paused, topology.Seen, warnings, backlog, timers));
    }

    /// <param name="after">The last row of the page before.</param>
    static async Task<IResult> Parked(Guid? after, UnitOfWork work, CancellationToken cancellationToken)
    {
        var rows = await work.Read<ParkedRow>(
            $"""
            select message_id as id, exchange, body, parked_at as since, attempts from outbox
            where parked_at is not null and (@after is null or message_id > @after)
            order by message_id limit {PageSize + 1}
            """,
            new { after }, cancellationToken);
        return Answers.Found(new
        {
            items = rows.Take(PageSize).Select(row =>
                new ParkedMessage(row.Id, row.Exchange, Messaging.Quarantine.Peek(row.Body).Type, row.Since, row.Attempts)),
            next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null,
        });
    }

    /// <summary>The newest first: those that wait, or those that were replayed.</summary>
    /// <param name="after">The last row of the page before.</param>
    static async Task<IResult> Quarantine(
        Guid? after, UnitOfWork work, Redaction redaction, CancellationToken cancellationToken, bool replayed = false)
    {
        var rows = await work.Read<QuarantinedRow>(
            $"{Quarantined} where (replayed_at is not null) = @replayed and (@after is null or id < @after) order by id desc limit {PageSize + 1}",
            new { replayed, after }, cancellationToken);
        return Answers.Found(new
        {
            items = rows.Take(PageSize).Select(row => row.Show(redaction)),
            next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null,
        });
    }

    static async Task<IResult> One(Guid id, UnitOfWork work, Redaction redaction, CancellationToken cancellationToken) =>
        await work.ReadOne<QuarantinedRow>($"{Quarantined} where id = @id", new { id }, cancellationToken) is { } row
            ? Answers.Found(row.Show(redaction))
            : Problems.NotFound("message");

    /// <summary>Once, to the queue that it came from. What failed left nothing in the inbox, so it comes under the message id it had.</summary>
    static async Task<IResult> Replay(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var taken = await work.ReadOne<TakenMessage>(
            "update quarantine set replayed_at = @now, replayed_by = @actorId where id = @id and replayed_at is null returning queue, body",
            new { id, work.Now, caller.ActorId }, cancellationToken);
        if (taken is null)
        {
            return await work.ReadOne<bool>("select true from quarantine where id = @id", new { id }, cancellationToken)
                ? Problems.Refused(new Refusal("REPLAYED_BEFORE",
                    "This message was replayed before. If it failed again, it is here as a new one, which names this one."))
                : Problems.NotFound("message");
        }
        // The row's id beside the message's own: by it the quarantine knows what comes back.
        work.Enqueue(new OutboxRow(
            id, TimerKey: null, taken.Queue, Mandatory: true, System.Diagnostics.Activity.Current?.Id, taken.Body, work.Now + UnitOfWork.Grace));
        work.Audit(caller, Verbs.MessageReplayed, id);
        return Answers.Done(id);
    }

    sealed record ParkedRow(Guid Id, string Exchange, byte[] Body, DateTimeOffset Since, int Attempts);

    sealed record TakenMessage(string Queue, byte[] Body);

    /// <param name="Bytes">The body's length.</param>
    /// <param name="Body">Null where it is too long to look at.</param>
    sealed record QuarantinedRow(
        Guid Id, Guid? MessageId, string Queue, string? MessageType, string Reason, string Detail, DateTimeOffset ReceivedAt,
        DateTimeOffset? ReplayedAt, Guid? ReplayOf, int Bytes, byte[]? Body)
    {
        public QuarantinedMessage Show(Redaction redaction) => new(
            Id, MessageId, Queue, MessageType is null ? null : redaction.Text(MessageType), Reason, Detail, ReceivedAt, ReplayedAt, ReplayOf, Bytes,
            Body is null ? null : redaction.Shape(Body));
    }
}
