using System.Collections.Frozen;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>Where the bytes of a message go.</summary>
/// <param name="Mandatory">Some queue must take it; if none does, the broker returns it and the row is parked.</param>
public readonly record struct Destination(string Exchange, bool Mandatory);

/// <summary>The contract's routes, looked up by message type.</summary>
public sealed class RouteTable(IReadOnlyList<Route> all)
{
    readonly FrozenDictionary<Type, Route> byType = all.ToFrozenDictionary(route => route.Message);

    public IReadOnlyList<Route> All => all;

    public IEnumerable<string> Queues => all.SelectMany(route => route.Queues).Distinct(StringComparer.Ordinal);

    /// <param name="queue">Which one, of a message that may go to several.</param>
    public Destination Sent<T>(string? queue = null) => Find<T>() switch
    {
        { ToOne: false } => throw new InvalidOperationException($"{typeof(T).Name} is published to all who listen; call Publish."),
        { Queues: [var only] } when queue is null => new Destination(only, Mandatory: true),
        var route when queue is not null && route.Queues.Contains(queue, StringComparer.Ordinal) => new Destination(queue, Mandatory: true),
        var route => throw new InvalidOperationException($"{typeof(T).Name} goes to one of {string.Join(", ", route.Queues)}: name it."),
    };

    public Destination Published<T>() =>
        Find<T>() is { ToOne: false } route
            ? new Destination(ExchangeOf(typeof(T)), Mandatory: route.Queues.Count > 0)
            : throw new InvalidOperationException($"{typeof(T).Name} is meant for one queue; call Send.");

    /// <summary>MassTransit's own name for the exchange of a message type.</summary>
    public static string ExchangeOf(Type message) => $"{message.Namespace}:{message.Name}";

    Route Find<T>() => byType.TryGetValue(typeof(T), out var route)
        ? route
        : throw new InvalidOperationException($"{typeof(T).Name} is not in the contract: add it to Routes in contracts/Routes.cs.");
}
