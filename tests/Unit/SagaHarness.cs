using System.Text.Json;
using MassTransit;
using MassTransit.Saga;
using MassTransit.Serialization;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;

namespace ReferralNetwork.Tests.Unit;

/// <summary>A state machine as services run it, with memory instead of a database.</summary>
public class SagaHarness<TMachine, TState>
    where TMachine : class, SagaStateMachine<TState>
    where TState : class, SagaStateMachineInstance
{
    static readonly Dictionary<string, object> Headers = new() { ["Content-Type"] = "application/vnd.masstransit+json" };

    readonly ServiceProvider services;
    readonly List<Effect> effects = [];
    readonly List<Guid> destroyed = [];

    public SagaHarness(Func<SagaEnvironment, TMachine> create)
    {
        Machine = create(new SagaEnvironment(_ => Now, (_, effect) => effects.Add(effect), (id, _) =>
        {
            destroyed.Add(id);
            return Task.CompletedTask;
        }));
        services = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(x =>
            {
                x.AddSagaStateMachine<TMachine, TState>().InMemoryRepository();
                x.UsingInMemory();
            })
            .AddSingleton(Machine) // in place of the one that has a database
            .BuildServiceProvider();
    }

    public TMachine Machine { get; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero); // a Monday

    /// <summary>What has left since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<Effect> Effects => effects;

    /// <summary>Whose key was destroyed since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<Guid> Destroyed => destroyed;

    public void Forget()
    {
        effects.Clear();
        destroyed.Clear();
    }

    /// <returns>The reason if it was refused.</returns>
    public async Task<Refusal?> Raise(object message)
    {
        var envelope = JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString(message.GetType()) }, message },
            SystemTextJsonMessageSerializer.Options);
        try
        {
            await services.GetRequiredService<IReceiveEndpointDispatcher<TState>>().Dispatch(envelope, Headers, default);
            return null;
        }
        catch (Exception e) when (Refused(e) is { } refusal)
        {
            return refusal;
        }
    }

    /// <summary>Steps that have to work.</summary>
    public async Task Do(params IEnumerable<object> messages)
    {
        foreach (var message in messages)
        {
            var refusal = await Raise(message);
            Assert.True(refusal is null, $"{message.GetType().Name}: {refusal}");
        }
    }

    /// <summary>Null if there is none.</summary>
    public TState Find(Guid id) => services.GetRequiredService<IndexedSagaDictionary<TState>>()[id]?.Instance!;

    /// <summary>Another that stands where this one does.</summary>
    public Guid Copy(Guid id)
    {
        var copy = Guid.NewGuid();
        var state = JsonSerializer.Deserialize<TState>(Snapshot(id).Replace(id.ToString(), copy.ToString()), NetworkJson.Options)!;
        services.GetRequiredService<IndexedSagaDictionary<TState>>().Add(new SagaInstance<TState>(state));
        return copy;
    }

    /// <summary>It stands where it stood when this was taken; null: it is not there.</summary>
    public void Restore(Guid id, string? snapshot)
    {
        var instances = services.GetRequiredService<IndexedSagaDictionary<TState>>();
        if (instances[id] is { } there)
            instances.Remove(there);
        if (snapshot is not null)
            instances.Add(new SagaInstance<TState>(JsonSerializer.Deserialize<TState>(snapshot, NetworkJson.Options)!));
    }

    /// <summary>Everything that the state holds, to compare.</summary>
    public string Snapshot(Guid id) => JsonSerializer.Serialize(Find(id), NetworkJson.Options);

    static Refusal? Refused(Exception? e) => e is null ? null : e is RefusedException refused ? refused.Refusal : Refused(e.InnerException);
}
