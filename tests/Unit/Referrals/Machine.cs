using System.Text.Json;
using MassTransit;
using MassTransit.Saga;
using MassTransit.Serialization;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>The real state machine behind the same in-process door, on memory instead of a database.</summary>
public sealed class Machine
{
    static readonly Dictionary<string, object> Headers = new() { ["Content-Type"] = "application/vnd.masstransit+json" };

    readonly ServiceProvider services;
    readonly List<Effect> effects = [];

    public Machine()
    {
        var machine = new ReferralStateMachine(_ => Now, (_, effect) => effects.Add(effect), (_, _) => Task.FromResult<IReadOnlySet<PartnerId>>(Suspended));
        services = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(x =>
            {
                x.AddSagaStateMachine<ReferralStateMachine, ReferralState>().InMemoryRepository();
                x.UsingInMemory();
            })
            .AddSingleton(machine) // in place of the one that has a database
            .BuildServiceProvider();
    }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero); // a Monday

    /// <summary>Organisations that are suspended.</summary>
    public HashSet<PartnerId> Suspended { get; } = [];

    /// <summary>What has left since the last <see cref="Forget"/>.</summary>
    public IReadOnlyList<Effect> Effects => effects;

    public void Forget() => effects.Clear();

    /// <returns>The reason if it was refused.</returns>
    public async Task<Refusal?> Raise<T>(T message) where T : class
    {
        var envelope = JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<T>() }, message }, SystemTextJsonMessageSerializer.Options);
        try
        {
            await services.GetRequiredService<IReceiveEndpointDispatcher<ReferralState>>().Dispatch(envelope, Headers, default);
            return null;
        }
        catch (Exception e) when (Refused(e) is { } refusal)
        {
            return refusal;
        }
    }

    public ReferralState? Find(Guid id) => services.GetRequiredService<IndexedSagaDictionary<ReferralState>>()[id]?.Instance;

    /// <summary>Everything that the state holds, to compare.</summary>
    public string Snapshot(Guid id) => JsonSerializer.Serialize(Find(id), NetworkJson.Options);

    static Refusal? Refused(Exception? e) => e is null ? null : e is RefusedException refused ? refused.Refusal : Refused(e.InnerException);
}
