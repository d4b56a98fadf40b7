using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Where a message goes that cannot be consumed: a row with its reason, from which a person replays it once. While the
/// database is away, the message waits for it.
/// </summary>
sealed class Quarantine(NpgsqlDataSource database, DatabaseOutage outage, TimeProvider clock, RouteTable routes, ILogger<Quarantine> log)
    : IFilter<ExceptionReceiveContext>, IFilter<ReceiveContext>
{
    public void Probe(ProbeContext context) => context.CreateFilterScope("quarantine");

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var (reason, detail) = Explain(context.Exception);
        await Keep(context, reason, detail);
        // Else a body that does not parse counts as skipped too, and is kept once more.
        if (!context.IsFaulted)
            await context.NotifyFaulted(context.Exception);
    }

    /// <summary>MassTransit skips what no consumer of the queue can read: another type, or one of its own that does not parse.</summary>
    public Task Send(ReceiveContext context, IPipe<ReceiveContext> next) =>
        IsContracted(context)
            ? Keep(context, "malformed", "The body is not a message of the network.")
            : Keep(context, "unknown-type", "Nothing on this queue consumes a message of this type.");

    bool IsContracted(ReceiveContext context)
    {
        var (_, type) = Peek(context.Body.GetBytes());
        return type is null
            || routes.All.Any(r => r.Queues.Contains(Queue(context), StringComparer.Ordinal) && MessageUrn.ForTypeString(r.Message) == type);
    }

    /// <summary>Our own exceptions explain themselves; of others only the type is kept, since their text may carry content.</summary>
    static (string Reason, string Detail) Explain(Exception? e) => e switch
    {
        null => ("failed", "No exception."),
        RefusedException refused => ("refused", $"{refused.Refusal.Code}: {refused.Refusal.Detail}"),
        MissingInstanceException missing => ("missing-instance", missing.Message),
        JsonException or System.Runtime.Serialization.SerializationException => ("malformed", "The body is not a message of the network."),
        _ when e.InnerException is { } inner => Explain(inner),
        _ => ("failed", e.GetType().FullName ?? "unknown"),
    };

    async Task Keep(ReceiveContext context, string reason, string detail)
    {
        var queue = Queue(context);
        var body = context.Body.GetBytes();
        var (messageId, type) = Peek(body);
        messageId ??= context.GetMessageId();
        await outage.Outlast(async () =>
        {
            // A replayed message travels under the id of its row here.
            await database.Run(
                """
                insert into quarantine (id, message_id, queue, message_type, reason, detail, body, received_at, replay_of)
                values (@id, @messageId, @queue, @type, @reason, @detail, @body, @now, (select id from quarantine where id = @row))
                """,
                new
                {
                    id = Guid.CreateVersion7(), messageId, queue, type, reason, detail, body, now = clock.GetUtcNow(), row = context.GetMessageId(),
                },
                context.CancellationToken);
        }, context.CancellationToken);
        ConsumeLog.Quarantined(log, messageId, queue, reason);
    }

    static string Queue(ReceiveContext context) => context.InputAddress.AbsolutePath.Split('/')[^1];

    /// <summary>What an envelope says of itself; nothing of it is certain.</summary>
    internal static (Guid? MessageId, string? Type) Peek(byte[] body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            Guid? id = root.TryGetProperty("messageId", out var m) && m.TryGetGuid(out var guid) ? guid : null;
            var type = root.TryGetProperty("messageType", out var t) && t.ValueKind == JsonValueKind.Array && t.GetArrayLength() > 0
                ? t[0].GetString()
                : null;
            return (id, type);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return (null, null); // the row says "malformed"; there is nothing more to read from it
        }
    }
}
