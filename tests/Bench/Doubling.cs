using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// Hears every message of the path on a queue of its own, and says every second one again, with the same id and bytes. It
/// listens also while it says nothing, so that both rates bear the cost.
/// </summary>
sealed class Doubling : IAsyncDisposable
{
    readonly IConnection connection;
    readonly IChannel channel;
    readonly Publisher publisher;
    bool doubles;
    int heard;

    Doubling(IConnection connection, IChannel channel, Publisher publisher) =>
        (this.connection, this.channel, this.publisher) = (connection, channel, publisher);

    public static async Task<Doubling> Open(string broker)
    {
        var opened = await new ConnectionFactory { Uri = new(broker) }.CreateConnectionAsync();
        var listening = await opened.CreateChannelAsync();
        var doubling = new Doubling(opened, listening, await Publisher.Open(opened, window: 1000, _ => { }));
        var queue = (await listening.QueueDeclareAsync()).QueueName;
        foreach (var exchange in new[] { Routes.Offers, Routes.AuditRecords })
            await listening.QueueBindAsync(queue, exchange, "");
        var consumer = new AsyncEventingBasicConsumer(listening);
        consumer.ReceivedAsync += (_, delivery) => doubling.Hear(delivery);
        await listening.BasicConsumeAsync(queue, autoAck: true, consumer);
        return doubling;
    }

    /// <summary>Runs flows, and waits until their repeats are consumed too.</summary>
    public async Task<double> Run(bool twice, Func<Task<double>> flows)
    {
        doubles = twice;
        var rate = await flows();
        doubles = false;
        foreach (var queue in new[] { Routes.Offers, Routes.AuditRecords })
        {
            while (await channel.MessageCountAsync(queue) > 0)
                await Task.Delay(10);
        }
        return rate;
    }

    async Task Hear(BasicDeliverEventArgs delivery)
    {
        // Bound to the queues' exchanges, not to the queues: what is said to a queue itself is not heard again.
        if (doubles && ++heard % 2 == 0)
            await publisher.Publish(
                "", delivery.Exchange == Routes.AuditRecords ? Routes.AuditRecords : Routes.Offers, Guid.Parse(delivery.BasicProperties.MessageId!),
                delivery.Body);
    }

    public async ValueTask DisposeAsync()
    {
        await publisher.DisposeAsync();
        await channel.DisposeAsync();
        await connection.DisposeAsync();
    }
}
