using MassTransit;
using MassTransit.Saga;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Chassis.Messaging;

/// <summary>What a service listens to: its state machines and consumers, each on a queue of its own.</summary>
public sealed class BusBuilder(IBusRegistrationConfigurator bus)
{
    readonly HashSet<(string Queue, Type Message)> taken = [];

    internal HashSet<string> Queues { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// A state machine whose instances live in <paramref name="table"/> (correlation_id, version, data) and which takes commands by
    /// <see cref="SagaCommands{TState}"/>.
    /// </summary>
    public void Saga<TMachine, TState>(string queue, string table)
        where TMachine : class, SagaStateMachine<TState>
        where TState : SagaState
    {
        Queues.Add(queue);
        bus.AddSingleton<ISagaRepositoryContextFactory<TState>>(new SagaStore<TState>(table));
        bus.AddScoped<SagaCommands<TState>>();
        bus.AddSagaStateMachine<TMachine, TState>().Endpoint(e => e.Name = queue);
    }

    /// <exception cref="InvalidOperationException">
    /// Another consumer takes one of its messages from this queue: the inbox knows a message by its queue, so that only one of the two would do
    /// its part, and nobody could say which.
    /// </exception>
    public void Consumer<TConsumer>(string queue) where TConsumer : class, IConsumer
    {
        foreach (var consumed in typeof(TConsumer).GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IConsumer<>)))
        {
            if (!taken.Add((queue, consumed.GenericTypeArguments[0])))
                throw new InvalidOperationException(
                    $"{queue} has a consumer of {consumed.GenericTypeArguments[0].Name} already: do both in one, or take {typeof(TConsumer).Name} to another queue.");
        }
        Queues.Add(queue);
        bus.AddConsumer<TConsumer>().Endpoint(e => e.Name = queue);
    }
}

public static class BusRegistration
{
    /// <summary>
    /// Handled failures in a row before a message goes to quarantine: long enough for a killed session or an event that overtook another.
    /// </summary>
    static readonly TimeSpan[] Retries =
        [.. new[] { 50, 200, 800, 2000, 5000 }.Select(ms => TimeSpan.FromMilliseconds(ms))];

    /// <summary>Puts the service on the bus: inbox, outbox, timers, saga store and quarantine stand around whatever is registered.</summary>
    /// <param name="routes">The contract; a test's own may stand in for the network's.</param>
    public static void AddBus(this WebApplicationBuilder builder, Action<BusBuilder> register, IReadOnlyList<Route>? routes = null)
    {
        var services = builder.Services;
        var broker = new Uri(builder.Configuration.GetConnectionString("Broker")!);
        services.TryAddSingleton(new RouteTable(routes ?? Routes.All));
        services.AddSingleton(new BrokerAddress(broker));
        services.TryAddSingleton<OutboxForwarder>();
        services.AddHostedService(provider => provider.GetRequiredService<OutboxForwarder>());
        services.AddHostedService<Sweeper>();
        services.AddSingleton<DatabaseOutage>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<Operations.Redaction>();
        services.AddSingleton<TopologyWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<TopologyWatch>());
        services.AddHostedService<BusMetrics>();
        services.TryAddScoped<UnitOfWork>();
        services.AddHealthChecks()
            .AddCheck<OutboxHealth>("outbox", tags: ["ready"])
            .AddCheck<TopologyHealth>("topology", tags: ["ready"]);

        services.AddMassTransit(x =>
        {
            var listening = new BusBuilder(x);
            register(listening);
            x.AddConfigureEndpointsCallback((context, name, endpoint) =>
            {
                endpoint.ConfigureConsumeTopology = false; // Topology binds by the contract
                endpoint.PublishFaults = false;            // a fault would carry the whole message
                if (listening.Queues.Contains(name))
                    OnQueue(context, endpoint);
                endpoint.UseConsumeFilter(typeof(UnitOfWorkFilter<>), context);
            });
            x.UsingRabbitMq((context, bus) =>
            {
                bus.Host(broker);
                bus.AutoStart = true;
                bus.ConfigureEndpoints(context);
            });
        });
        services.Configure<MassTransitHostOptions>(o => o.StopTimeout = TimeSpan.FromSeconds(20));
    }

    static void OnQueue(IRegistrationContext context, IReceiveEndpointConfigurator endpoint)
    {
        // The first is the outermost: each try runs in a scope, and so in a unit of work, of its own.
        endpoint.UseFilter(context.GetRequiredService<DatabaseOutage>());
        endpoint.UseMessageRetry(r =>
        {
            r.Ignore<Exception>(DatabaseOutage.IsAway);
            r.Intervals(Retries);
            r.Ignore<RefusedException>();
        });
        var quarantine = context.GetRequiredService<Quarantine>();
        endpoint.ConfigureError(pipe => pipe.UseFilter(quarantine));
        endpoint.ConfigureDeadLetter(pipe => pipe.UseFilter(quarantine));
        if (endpoint is IRabbitMqReceiveEndpointConfigurator rabbit)
        {
            rabbit.PrefetchCount = 64; // the next ones are here when a consumer is free
            rabbit.ConcurrentMessageLimit = 16;
            foreach (var (key, value) in Topology.QueueArguments)
                rabbit.SetQueueArgument(key, value);
        }
    }
}
