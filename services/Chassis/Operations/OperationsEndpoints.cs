using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Chassis.Operations;

/// <summary>How a service's messages fare, and what its administrators do about those that are stuck. Nothing here shows content.</summary>
static class OperationsEndpoints
{
    const int PageSize = 50;

    const string Quarantined =
        "select id, message_id, queue, message_type, reason, detail, received_at, replayed_at, replay_of, length(body), case when length(body) <= $1 then body end from quarantine";

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
        NpgsqlDataSource database, OutboxForwarder forwarder, DatabaseOutage outage, TopologyWatch topology, ServiceIdentity service, TimeProvider clock,
        CancellationToken cancellationToken)
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
        return Answers.Found(new Overview(service.Name, forwarder.Connected, outage.Paused, topology.Seen, backlog, timers));
    }

    /// <param name="after">The last row of the page before.</param>
    static async Task<IResult> Parked(Guid? after, UnitOfWork work, CancellationToken cancellationToken)
    {
        var rows = await work.Read(
            $"""
            select message_id, exchange, body, parked_at, attempts from outbox
            where parked_at is not null and ($1::uuid is null or message_id > $1)
            order by message_id limit {PageSize + 1}
            """,
            row => new ParkedMessage(
                row.GetGuid(0), row.GetString(1), Messaging.Quarantine.Peek(row.GetFieldValue<byte[]>(2)).Type, row.GetFieldValue<DateTimeOffset>(3),
                row.GetInt32(4)),
            cancellationToken, after);
        return Answers.Found(new { items = rows.Take(PageSize), next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null });
    }

    /// <summary>The newest first: those that wait, or those that were replayed.</summary>
    /// <param name="after">The last row of the page before.</param>
    static async Task<IResult> Quarantine(Guid? after, UnitOfWork work, Redaction redaction, CancellationToken cancellationToken, bool replayed = false)
    {
        var rows = await work.Read(
            $"{Quarantined} where (replayed_at is not null) = $2 and ($3::uuid is null or id < $3) order by id desc limit {PageSize + 1}",
            row => QuarantinedMessage.Read(row, redaction), cancellationToken, Redaction.MaxBody, replayed, after);
        return Answers.Found(new { items = rows.Take(PageSize), next = rows.Count > PageSize ? rows[PageSize - 1].Id : (Guid?)null });
    }

    static async Task<IResult> One(Guid id, UnitOfWork work, Redaction redaction, CancellationToken cancellationToken) =>
        await work.ReadOne($"{Quarantined} where id = $2", row => QuarantinedMessage.Read(row, redaction), cancellationToken, Redaction.MaxBody, id) is { } message
            ? Answers.Found(message)
            : Problems.NotFound("message");

    /// <summary>Once, to the queue that it came from. What failed left nothing in the inbox, so it comes under the message id it had.</summary>
    static async Task<IResult> Replay(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var taken = await work.ReadOne(
            "update quarantine set replayed_at = $2, replayed_by = $3 where id = $1 and replayed_at is null returning queue, body",
            row => new { Queue = row.GetString(0), Body = row.GetFieldValue<byte[]>(1) }, cancellationToken, id, work.Now, caller.ActorId);
        if (taken is null)
        {
            return await work.ReadOne("select true from quarantine where id = $1", row => row.GetBoolean(0), cancellationToken, id)
                ? Problems.Refused(new Refusal("REPLAYED_BEFORE", "This message was replayed before. If it failed again, it is here as a new one, which names this one."))
                : Problems.NotFound("message");
        }
        // The row's id beside the message's own: by it the quarantine knows what comes back.
        work.Enqueue(new OutboxRow(id, TimerKey: null, taken.Queue, Mandatory: true, System.Diagnostics.Activity.Current?.Id, taken.Body, work.Now + UnitOfWork.Grace));
        work.Act(caller, "message-replayed", id);
        return Answers.Done(id);
    }
}
