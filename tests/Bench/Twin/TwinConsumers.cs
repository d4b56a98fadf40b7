using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench.Twin;

/// <summary>What Cases does with an offer and Ledger with an act: inbox, row, commit, acknowledgement.</summary>
static class TwinConsumers
{
    const ushort Concurrency = 32;
    const ushort Prefetch = 128;

    public static async Task Start(IConnection connection, NpgsqlDataSource cases, NpgsqlDataSource ledger)
    {
        var outbox = await TwinOutbox.Open(connection, cases);
        await Consume(connection, Routes.Offers, async body => outbox.Forward([await TakeOffer(body, cases)]));
        await Consume(connection, Routes.AuditRecords, body => RecordAct(body, ledger));
    }

    static async Task Consume(IConnection connection, string queue, Func<ReadOnlyMemory<byte>, Task> take)
    {
        var channel = await connection.CreateChannelAsync(new(false, false, consumerDispatchConcurrency: Concurrency));
        await channel.BasicQosAsync(0, Prefetch, global: false);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                await take(delivery.Body);
            }
            catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "inbox_pkey" })
            {
                // A repeat: nothing of it is kept.
            }
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }

    /// <returns>The act that it recorded, on its way out.</returns>
    public static async Task<TwinRow> TakeOffer(ReadOnlyMemory<byte> body, NpgsqlDataSource database)
    {
        var envelope = Read<OfferMade>(body);
        var offer = envelope.Message;
        var now = DateTimeOffset.UtcNow;
        await using var connection = await database.OpenConnectionAsync();
        await using var first = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("begin"),
                Receive(envelope.MessageId, Routes.Offers, now),
                new("""
                    select p.case_id, p.owner, p.recipients, p.receipt_id, c.withdrawn_at, k.ledger_reference
                    from permits p join consents c using (receipt_id) join cases k on k.case_id = p.case_id
                    where p.permit_id = $1 for share of c
                    """)
                {
                    Parameters = { new NpgsqlParameter<Guid> { TypedValue = offer.Permits[0] } },
                },
            },
        };
        Guid caseId, reference;
        await using (var reader = await first.ExecuteReaderAsync())
        {
            if (!await reader.ReadAsync() || reader.GetGuid(1) != offer.From.Value
                || !reader.GetFieldValue<Guid[]>(2).Contains(offer.To.Value) || !reader.IsDBNull(4))
                throw new InvalidOperationException($"Offer {offer.OfferId} is not permitted; none of that kind is sent to the twin.");
            (caseId, reference) = (reader.GetGuid(0), reader.GetGuid(5));
        }

        var act = TwinRow.Of(Routes.AuditRecords, new AuditRecorded(
            Guid.CreateVersion7(), Guid.Empty, null, "cases", "referral-offered", reference, offer.ConversationId, now, null), now);
        await using var second = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("""
                    insert into offers (offer_id, conversation, conversation_id, permit_id, case_id, recipient, made_at)
                        values ($1, $7, $2, $3, $4, $5, $6)
                    on conflict do nothing
                    """)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<Guid> { TypedValue = offer.OfferId },
                        new NpgsqlParameter<Guid> { TypedValue = offer.ConversationId },
                        new NpgsqlParameter<Guid> { TypedValue = offer.Permits[0] },
                        new NpgsqlParameter<Guid> { TypedValue = caseId },
                        new NpgsqlParameter<Guid> { TypedValue = offer.To.Value },
                        new NpgsqlParameter<DateTimeOffset> { TypedValue = offer.MadeAt },
                        new NpgsqlParameter<string> { TypedValue = offer.Conversation },
                    },
                },
                TwinOutbox.Insert([act]),
                new("commit"),
            },
        };
        await second.ExecuteNonQueryAsync();
        return act;
    }

    /// <summary>One round trip: the inbox row, the act and its place in the line are a transaction of their own.</summary>
    public static async Task RecordAct(ReadOnlyMemory<byte> body, NpgsqlDataSource database)
    {
        var envelope = Read<AuditRecorded>(body);
        var act = Proofs.AuditRecord.From(envelope.Message);
        if (act.Refuse() is { } fault)
            throw new InvalidOperationException($"Act {act.Id}: {fault}.");
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Receive(envelope.MessageId, Routes.AuditRecords, DateTimeOffset.UtcNow));
        batch.BatchCommands.Add(new("""
            with kept as (
                insert into audit_records (record_id, actor, partner, service, verb, reference, related, at, commitment)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (record_id) do nothing returning record_id)
            insert into pending (record_id) select record_id from kept
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = act.Id },
                new NpgsqlParameter<Guid> { TypedValue = act.Actor },
                new NpgsqlParameter<Guid?> { TypedValue = act.Partner },
                new NpgsqlParameter<string> { TypedValue = act.Service },
                new NpgsqlParameter<string> { TypedValue = act.Verb },
                new NpgsqlParameter<Guid> { TypedValue = act.Reference },
                new NpgsqlParameter<Guid?> { TypedValue = act.Related },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = act.At },
                new NpgsqlParameter<string?> { TypedValue = act.Commitment },
            },
        });
        await batch.ExecuteNonQueryAsync();
    }

    static NpgsqlBatchCommand Receive(Guid messageId, string consumer, DateTimeOffset now) =>
        new("insert into inbox (message_id, consumer, received_at) values ($1, $2, $3)")
        {
            Parameters =
            {
                new NpgsqlParameter<Guid> { TypedValue = messageId },
                new NpgsqlParameter<string> { TypedValue = consumer },
                new NpgsqlParameter<DateTimeOffset> { TypedValue = now },
            },
        };

    static TwinEnvelope<T> Read<T>(ReadOnlyMemory<byte> body) => JsonSerializer.Deserialize<TwinEnvelope<T>>(body.Span, NetworkJson.Options)!;
}
