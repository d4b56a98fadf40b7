using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Serialization;
using MassTransit.Transports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RabbitMQ.Client;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// What the path costs where nothing is kept: the real state machine behind the same requests on MassTransit's repository in
/// memory, neither inbox nor outbox, consumers that keep what they hear in memory; the same queues, and confirms on.
/// </summary>
static class InMemory
{
    static readonly Dictionary<string, object> Headers = new() { ["Content-Type"] = "application/vnd.masstransit+json" };
    static readonly Terms Terms = new(new(24, "hours"), new(24, "hours"), "Europe/Vilnius");

    public static async Task Run()
    {
        var builder = ServiceHost.Create([], "referrals");
        var broker = new Uri(builder.Configuration.GetConnectionString("Broker")!);
        await Declare(broker);
        builder.Services.AddSingleton(new NetworkTokens(PemKeys.ReadPublic(builder.Configuration["Trust:NetworkKeys"]!)));
        builder.Services.AddSingleton<Arrivals>();
        builder.Services.AddMassTransit(x =>
        {
            x.AddSagaStateMachine<ReferralStateMachine, ReferralState>().Endpoint(e => e.Name = Routes.Referral).InMemoryRepository();
            x.AddConsumer<OfferConsumer>().Endpoint(e => e.Name = Routes.Offers);
            x.AddConsumer<ActConsumer>().Endpoint(e => e.Name = Routes.AuditRecords);
            x.AddConfigureEndpointsCallback((_, _, endpoint) =>
            {
                endpoint.ConfigureConsumeTopology = false;
                if (endpoint is not IRabbitMqReceiveEndpointConfigurator rabbit)
                    return;
                rabbit.PrefetchCount = 64;
                rabbit.ConcurrentMessageLimit = 16;
                foreach (var (key, value) in Topology.QueueArguments)
                    rabbit.SetQueueArgument(key, value);
            });
            x.UsingRabbitMq((context, bus) =>
            {
                bus.Host(broker);
                bus.ConfigureEndpoints(context);
            });
        });
        // The last registration counts: instead of the machine that writes into a unit of work, one that hands its effects out.
        var machine = new ReferralStateMachine(
            SagaEnvironment.Live() with
            {
                Clock = _ => DateTimeOffset.UtcNow,
                Emit = (context, effect) => context.GetPayload<List<Effect>>().Add(effect)
            },
            (_, _) => Task.FromResult<IReadOnlySet<PartnerId>>(new HashSet<PartnerId>()));
        builder.Services.AddSingleton(machine).AddSingleton<SagaStateMachine<ReferralState>>(machine);
        var app = builder.Build(); // not as a service: it has nothing that could be operated
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapHealth();
        app.MapPost("/referrals", Offer).RequireAuthorization();
        app.MapGet("/arrived/{count:int}", (int count, Arrivals arrivals) => arrivals.Await(count)).RequireAuthorization();
        await app.RunAsync();
    }

    static async Task<IResult> Offer(
        OpenReferral body, Caller caller, NetworkTokens tokens, IReceiveEndpointDispatcher<ReferralState> saga, IBus bus,
        CancellationToken cancellationToken)
    {
        var (permit, _) = await tokens.CheckPermit(body.Permit, caller.Partner, "Referral", DateTimeOffset.UtcNow);
        if (permit is null || !body.Candidates.All(permit.Recipients.Contains))
            return Results.BadRequest();
        var command = new OfferReferral(
            Guid.CreateVersion7(), caller.Partner, caller.ActorId, permit.Id, permit.ReceiptId,
            body.Needs, body.AgeBand, body.Language, body.Region, body.Urgency, Enum.Parse<OfferMode>(body.Mode), body.Candidates, Terms,
            Place: body.Place, RemovalAt: body.RemovalAt);
        var effects = new List<Effect>();
        var envelope = System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<OfferReferral>() }, message = command },
            SystemTextJsonMessageSerializer.Options);
        await saga.Dispatch(envelope, Headers, cancellationToken, effects);
        await Task.WhenAll(effects.Select(effect => Leave(effect, bus, cancellationToken)));
        return Results.Created($"/referrals/{command.Id}", new { id = command.Id });
    }

    static Task Leave(Effect effect, IBus bus, CancellationToken cancellationToken) => effect switch
    {
        PublishEvent<OfferMade> made => bus.Publish(made.Message, cancellationToken),
        AuditRecord act => Send(bus, new AuditRecorded(
            Guid.CreateVersion7(), act.Actor ?? Guid.Empty, act.Partner, "referrals", act.Verb, act.Reference, null, DateTimeOffset.UtcNow, null)),
        _ => Task.CompletedTask, // the timer and the worklist: there is nothing to keep them in
    };

    static async Task Send(ISendEndpointProvider bus, AuditRecorded act) =>
        await (await bus.GetSendEndpoint(new Uri($"exchange:{Routes.AuditRecords}"))).Send(act);

    static async Task Declare(Uri broker)
    {
        await using var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        await Topology.Declare(channel, new RouteTable(Routes.All), CancellationToken.None);
    }

    /// <summary>What has come to the recipient's side and to the ledger.</summary>
    public sealed class Arrivals
    {
        public ConcurrentDictionary<Guid, OfferMade> Offers { get; } = [];
        public ConcurrentDictionary<Guid, AuditRecorded> Acts { get; } = [];

        /// <summary>Until so many referrals are whole; then they are forgotten.</summary>
        public async Task Await(int count)
        {
            while (Offers.Count < count || Acts.Count < 2 * count)
                await Task.Delay(5);
            Offers.Clear();
            Acts.Clear();
        }
    }

    public sealed class OfferConsumer(Arrivals arrivals) : IConsumer<OfferMade>
    {
        public async Task Consume(ConsumeContext<OfferMade> context)
        {
            arrivals.Offers[context.Message.OfferId] = context.Message;
            await Send(context, new AuditRecorded(
                Guid.CreateVersion7(), Guid.Empty, null, "cases", "referral-offered", Guid.NewGuid(), context.Message.ConversationId,
                DateTimeOffset.UtcNow, null));
        }
    }

    public sealed class ActConsumer(Arrivals arrivals) : IConsumer<AuditRecorded>
    {
        public Task Consume(ConsumeContext<AuditRecorded> context)
        {
            arrivals.Acts[context.Message.RecordId] = context.Message;
            return Task.CompletedTask;
        }
    }
}
