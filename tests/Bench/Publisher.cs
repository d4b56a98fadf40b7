using RabbitMQ.Client;

namespace ReferralNetwork.Tests.Bench;

/// <summary>Persistent, mandatory publishes with confirms, as many at a time as the window holds.</summary>
sealed class Publisher : IAsyncDisposable
{
    readonly IChannel channel;
    readonly SemaphoreSlim window;
    readonly int size;
    readonly Action<Guid> confirmed;
    readonly Dictionary<ulong, Guid> outstanding = [];
    ulong published;
    ulong oldest = 1;

    Publisher(IChannel channel, int window, Action<Guid> confirmed)
    {
        (this.channel, this.confirmed, size, this.window) = (channel, confirmed, window, new(window));
        channel.BasicAcksAsync += (_, ack) => Confirm(ack.DeliveryTag, ack.Multiple);
        channel.BasicNacksAsync += (_, nack) => Fail($"publish {nack.DeliveryTag} was refused");
        channel.BasicReturnAsync += (_, returned) => Fail($"no queue took a message for {returned.Exchange}");
    }

    public static async Task<Publisher> Open(IConnection connection, int window, Action<Guid> confirmed) =>
        new(
            await connection.CreateChannelAsync(new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: false)),
            window, confirmed);

    /// <summary>Not for two at a time.</summary>
    public async Task Publish(string exchange, string routingKey, Guid messageId, ReadOnlyMemory<byte> body)
    {
        await window.WaitAsync();
        lock (outstanding)
            outstanding.Add(++published, messageId);
        var properties = new BasicProperties
        {
            MessageId = messageId.ToString(), ContentType = "application/vnd.masstransit+json", DeliveryMode = DeliveryModes.Persistent,
        };
        await channel.BasicPublishAsync(exchange, routingKey, mandatory: true, properties, body);
    }

    /// <summary>Until everything that was published is confirmed.</summary>
    public async Task AllConfirmed()
    {
        for (var i = 0; i < size; i++)
            await window.WaitAsync();
        window.Release(size);
    }

    Task Confirm(ulong tag, bool multiple)
    {
        lock (outstanding)
        {
            for (var one = multiple ? oldest : tag; one <= tag; one++)
            {
                if (!outstanding.Remove(one, out var id))
                    continue;
                confirmed(id);
                window.Release();
            }
            if (multiple)
                oldest = tag + 1;
        }
        return Task.CompletedTask;
    }

    static Task Fail(string why)
    {
        Environment.FailFast(why); // a benchmark that lost a message has measured nothing
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        window.Dispose();
        return channel.DisposeAsync();
    }
}
