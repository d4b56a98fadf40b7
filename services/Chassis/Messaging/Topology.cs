using RabbitMQ.Client;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>
/// Declares every queue and binding of the contract, whoever owns them: what is published before its receiver has ever
/// started waits for it. Names and arguments are MassTransit's own, so that both may declare the same things.
/// </summary>
public static class Topology
{
    public const string DeadLetters = "dead-letters";

    /// <summary>
    /// A process that crashes gives back its whole prefetch, so the limit stands far above what restarts use up;
    /// poison is recognised by handled failures, not by this count.
    /// </summary>
    public const int DeliveryLimit = 200;

    public static IReadOnlyDictionary<string, object?> QueueArguments { get; } = new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = DeliveryLimit,
        ["x-dead-letter-exchange"] = DeadLetters,
        ["x-dead-letter-strategy"] = "at-least-once",
        ["x-overflow"] = "reject-publish",
    };

    /// <exception cref="RabbitMQ.Client.Exceptions.OperationInterruptedException">A queue stands there with other arguments.</exception>
    public static async Task Declare(IChannel channel, RouteTable routes, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(DeadLetters, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(
            DeadLetters, durable: true, exclusive: false, autoDelete: false,
            arguments: new Dictionary<string, object?>(StringComparer.Ordinal) { ["x-queue-type"] = "quorum" },
            cancellationToken: cancellationToken);
        await channel.QueueBindAsync(DeadLetters, DeadLetters, "", cancellationToken: cancellationToken);

        foreach (var queue in routes.Queues)
        {
            await channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            await channel.QueueDeclareAsync(
                queue, durable: true, exclusive: false, autoDelete: false,
                arguments: QueueArguments.ToDictionary(StringComparer.Ordinal), cancellationToken: cancellationToken);
            await channel.QueueBindAsync(queue, queue, "", cancellationToken: cancellationToken);
        }

        foreach (var route in routes.All.Where(r => !r.ToOne))
        {
            var exchange = RouteTable.ExchangeOf(route.Message);
            await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellationToken);
            foreach (var queue in route.Queues)
                await channel.ExchangeBindAsync(queue, exchange, "", cancellationToken: cancellationToken);
        }
    }

    /// <summary>What <see cref="Declare"/> binds: a message's exchange to those of its queues, and those to their queues.</summary>
    public static IEnumerable<Binding> Bindings(RouteTable routes) =>
    [
        new(DeadLetters, DeadLetters, "queue"),
        .. routes.Queues.Select(queue => new Binding(queue, queue, "queue")),
        .. from route in routes.All where !route.ToOne
           from queue in route.Queues
           select new Binding(RouteTable.ExchangeOf(route.Message), queue, "exchange"),
    ];
}

/// <summary>From an exchange to a queue or to a queue's exchange, in the words of the broker's management API.</summary>
public sealed record Binding(
    string Source, string Destination, [property: System.Text.Json.Serialization.JsonPropertyName("destination_type")] string DestinationType);
