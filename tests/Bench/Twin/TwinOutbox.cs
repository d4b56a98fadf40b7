using System.Text.Json;
using System.Threading.Channels;
using MassTransit;
using Npgsql;
using NpgsqlTypes;
using RabbitMQ.Client;
using ReferralNetwork.Chassis;

namespace ReferralNetwork.Tests.Bench.Twin;

/// <summary>A message on its way out, in the same bytes as the product's.</summary>
sealed record TwinRow(Guid MessageId, string? TimerKey, string Exchange, byte[] Body, DateTimeOffset DueAt)
{
    public static TwinRow Of<T>(string exchange, T message, DateTimeOffset now) where T : class
    {
        var id = Guid.CreateVersion7();
        return new(
            id, null, exchange, JsonSerializer.SerializeToUtf8Bytes(
                new TwinEnvelope<T>(id, [MessageUrn.ForTypeString<T>()], message, now.UtcDateTime), NetworkJson.Options),
            now.AddSeconds(5));
    }
}

sealed record TwinEnvelope<T>(Guid MessageId, string[] MessageType, T Message, DateTime SentTime);

/// <summary>
/// Publishes what was committed, without waiting for one confirm before the next publish, and deletes what was confirmed,
/// many rows at a time. A sweep for what a crash left is no part of the path.
/// </summary>
sealed class TwinOutbox
{
    readonly Channel<TwinRow> committed = Channel.CreateUnbounded<TwinRow>(new() { SingleReader = true });
    readonly Channel<Guid> confirmed = Channel.CreateUnbounded<Guid>(new() { SingleReader = true });

    public static async Task<TwinOutbox> Open(IConnection connection, NpgsqlDataSource database)
    {
        var outbox = new TwinOutbox();
        var publisher = await Publisher.Open(connection, window: 1000, id => outbox.confirmed.Writer.TryWrite(id));
        _ = outbox.Publish(publisher);
        _ = outbox.Delete(database);
        return outbox;
    }

    public static NpgsqlBatchCommand Insert(TwinRow[] rows) =>
        new("""
            insert into outbox (message_id, timer_key, exchange, mandatory, body, due_at)
            select id, timer_key, exchange, true, body, due_at
            from unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5::timestamptz[]) r (id, timer_key, exchange, body, due_at)
            """)
        {
            Parameters =
            {
                new NpgsqlParameter<Guid[]> { TypedValue = [.. rows.Select(r => r.MessageId)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. rows.Select(r => r.TimerKey)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. rows.Select(r => r.Exchange)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. rows.Select(r => r.Body)], NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. rows.Select(r => r.DueAt)] },
            },
        };

    public void Forward(IEnumerable<TwinRow> rows)
    {
        foreach (var row in rows)
            committed.Writer.TryWrite(row);
    }

    async Task Publish(Publisher publisher)
    {
        await foreach (var row in committed.Reader.ReadAllAsync())
            await publisher.Publish(row.Exchange, "", row.MessageId, row.Body);
    }

    public static async Task Delete(NpgsqlDataSource database, IEnumerable<Guid> ids)
    {
        await using var delete = database.CreateCommand("delete from outbox where message_id = any($1)");
        delete.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. ids] });
        await delete.ExecuteNonQueryAsync();
    }

    async Task Delete(NpgsqlDataSource database)
    {
        var ids = new List<Guid>();
        while (await confirmed.Reader.WaitToReadAsync())
        {
            await Task.Delay(50); // one deletion for many
            while (ids.Count < 500 && confirmed.Reader.TryRead(out var id))
                ids.Add(id);
            await Delete(database, ids);
            ids.Clear();
        }
    }
}
