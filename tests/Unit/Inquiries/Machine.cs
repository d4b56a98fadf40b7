using System.Text.Json;
using MassTransit;
using MassTransit.Saga;
using MassTransit.Serialization;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Inquiries.Deciding;

namespace ReferralNetwork.Tests.Unit.Inquiries;

/// <summary>The real state machine behind the same in-process door, on memory instead of a database.</summary>
public sealed class Machine<TMachine, TState>
    where TMachine : class, SagaStateMachine<TState>
    where TState : class, SagaStateMachineInstance
{
    static readonly Dictionary<string, object> Headers = new() { ["Content-Type"] = "application/vnd.masstransit+json" };

    readonly ServiceProvider services;
    readonly List<Effect> effects = [];
    readonly List<Guid> destroyed = [];

    public Machine(Func<Surroundings, TMachine> make)
    {
        Made = make(new Surroundings(_ => Now, (_, effect) => effects.Add(effect), (id, _) =>
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
            .AddSingleton(Made) // in place of the one that has a database
            .BuildServiceProvider();
    }

    public TMachine Made { get; }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);

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
            new { messageId = Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString(message.GetType()) }, message }, SystemTextJsonMessageSerializer.Options);
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

    public async Task Do(params IEnumerable<object> messages)
    {
        foreach (var message in messages)
            Assert.Null(await Raise(message));
    }

    public TState Find(Guid id) => services.GetRequiredService<IndexedSagaDictionary<TState>>()[id].Instance;

    /// <summary>Everything that the state holds, to compare.</summary>
    public string Snapshot(Guid id) => JsonSerializer.Serialize(Find(id), NetworkJson.Options);

    static Refusal? Refused(Exception? e) => e is null ? null : e is RefusedException refused ? refused.Refusal : Refused(e.InnerException);
}
