using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Tests.Bench;

/// <summary>What this machine's database and broker can do at best, with messages and rows of 1 KB.</summary>
sealed class Limits : IAsyncDisposable
{
    const string Queue = "limit";

    static readonly byte[] Kilobyte = new byte[1024];

    readonly Database database;
    readonly IConnection connection;
    readonly TimeSpan time;

    Limits(Database database, IConnection connection, TimeSpan time) => (this.database, this.connection, this.time) = (database, connection, time);

    /// <param name="on">In whose database and virtual host.</param>
    /// <param name="time">For each measurement.</param>
    public static async Task<Limits> Prepare(Installation on, TimeSpan time)
    {
        await on.Referrals.Execute("create table limit_rows (id uuid primary key, body bytea not null)");
        var opened = await new ConnectionFactory { Uri = new(on.Broker) }.CreateConnectionAsync();
        await using var channel = await opened.CreateChannelAsync();
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, Topology.QueueArguments.ToDictionary());
        return new(on.Referrals, opened, time);
    }

    /// <summary>C: commits a second of one row of a kilobyte, prepared, on so many connections at a time.</summary>
    public async Task<double> Commits(int connections)
    {
        var clock = Stopwatch.StartNew();
        var committed = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            await using var own = await database.Source.OpenConnectionAsync();
            var id = new NpgsqlParameter<Guid>();
            await using var insert = new NpgsqlCommand("insert into limit_rows (id, body) values ($1, $2)", own)
            {
                Parameters = { id, new NpgsqlParameter<byte[]> { TypedValue = Kilobyte } },
            };
            await insert.PrepareAsync();
            var commits = 0;
            for (; clock.Elapsed < time; commits++)
            {
                id.TypedValue = Guid.CreateVersion7();
                await insert.ExecuteNonQueryAsync();
            }
            return commits;
        })));
        return committed.Sum() / clock.Elapsed.TotalSeconds;
    }

    /// <summary>Q: confirmed persistent publishes a second on a quorum queue, so many unconfirmed at a time.</summary>
    public async Task<double> Publishes(int window)
    {
        await using var publisher = await Publisher.Open(connection, window, _ => { });
        var clock = Stopwatch.StartNew();
        var published = 0;
        for (; clock.Elapsed < time; published++)
            await publisher.Publish("", Queue, Guid.NewGuid(), Kilobyte);
        await publisher.AllConfirmed();
        return published / clock.Elapsed.TotalSeconds;
    }

    /// <summary>R: messages a second consumed and acknowledged, of those that <see cref="Publishes"/> has left; all of them.</summary>
    public async Task<double> Consumes()
    {
        await using var channel = await connection.CreateChannelAsync();
        var waiting = (int)await channel.MessageCountAsync(Queue);
        await channel.BasicQosAsync(0, 256, global: false);
        var (seen, all) = (0, new TaskCompletionSource());
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            if (++seen == waiting)
                all.SetResult();
        };
        var clock = Stopwatch.StartNew();
        await channel.BasicConsumeAsync(Queue, autoAck: false, consumer);
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1));
        return waiting / clock.Elapsed.TotalSeconds;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
