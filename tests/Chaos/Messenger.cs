using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using ReferralNetwork.Chassis;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>Whatever else writes on the network's queues: Partners, and whoever means harm. Remembers what must end in quarantine.</summary>
sealed class Messenger(string broker)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    readonly ConcurrentDictionary<(string Queue, string Hash), string> poison = [];

    readonly ConcurrentDictionary<(string Queue, string Hash), string> refusable = [];

    /// <summary>By queue and hash of the body: what it was.</summary>
    public IReadOnlyDictionary<(string Queue, string Hash), string> Poison => poison;

    /// <summary>What may be refused, and is in quarantine then.</summary>
    public IReadOnlyDictionary<(string Queue, string Hash), string> Refusable => refusable;

    public static string Hash(byte[] body) => Convert.ToHexString(SHA256.HashData(body));

    public static byte[] Envelope<T>(T message) where T : class => Envelope<T>((object)message);

    /// <param name="message">Not all that a T has.</param>
    public static byte[] Envelope<T>(object message) where T : class => Envelope(MessageUrn.ForTypeString<T>(), message);

    /// <param name="type">Of a message that the contract does not have.</param>
    public static byte[] Envelope(string type, object message) =>
        JsonSerializer.SerializeToUtf8Bytes(new { messageId = Guid.NewGuid(), messageType = new[] { type }, message }, NetworkJson.Options);

    public Task Send<T>(string queue, T message, CancellationToken cancellationToken) where T : class =>
        Send(queue, [Envelope(message)], cancellationToken);

    public async Task SendPoison(string queue, string what, byte[] body, CancellationToken cancellationToken)
    {
        poison[(queue, Hash(body))] = what;
        await Send(queue, [body], cancellationToken);
    }

    public async Task SendToBeRefused(string queue, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        foreach (var body in bodies)
            refusable[(queue, Hash(body))] = "one of many acceptances";
        await Send(queue, bodies, cancellationToken);
    }

    /// <summary>All of them at once; again where the broker did not confirm.</summary>
    async Task Send(string queue, IReadOnlyList<byte[]> bodies, CancellationToken cancellationToken)
    {
        for (var end = DateTime.UtcNow + Patience; ;)
        {
            try
            {
                await using var connection = await Connect(cancellationToken);
                await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true), cancellationToken);
                var properties = new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true };
                await Task.WhenAll(
                    bodies.Select(body => channel.BasicPublishAsync(queue, "", mandatory: true, properties, body, cancellationToken).AsTask()));
                return;
            }
            catch (Exception e) when (IsAway(e) && DateTime.UtcNow < end)
            {
                await Task.Delay(500, cancellationToken);
            }
        }
    }

    /// <summary>The broker's fault, or that of a queue that is not there now: not done, or nobody knows.</summary>
    public static bool IsAway(Exception e) =>
        e is BrokerUnreachableException or AlreadyClosedException or OperationInterruptedException or IOException
            or RabbitMQ.Client.Exceptions.PublishException;

    public async Task<IConnection> Connect(CancellationToken cancellationToken) =>
        await new ConnectionFactory { Uri = new Uri(broker), AutomaticRecoveryEnabled = false }.CreateConnectionAsync(cancellationToken);
}
