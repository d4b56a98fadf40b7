using System.Diagnostics;
using MassTransit;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;

namespace ReferralNetwork.Tests.ChassisHost;

/// <summary>Kills this process at a named point, the n-th time that it is passed: <c>CRASH=before-commit:7</c>.</summary>
public sealed class CrashPoints
{
    readonly string? point;
    int left;

    public CrashPoints(IConfiguration configuration)
    {
        if (configuration["CRASH"]?.Split(':') is [var name, var count])
            (point, left) = (name, int.Parse(count));
    }

    public void Pass(string name)
    {
        if (name == point && Interlocked.Decrement(ref left) == 0)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finally, no flush
    }
}

public sealed class CrashingUnitOfWork(
    CrashPoints crash, NpgsqlDataSource database, TimeProvider clock, OutboxForwarder forwarder, ServiceIdentity service, RouteTable routes)
    : UnitOfWork(database, clock, forwarder, service, routes)
{
    public override Task Commit(CancellationToken cancellationToken)
    {
        crash.Pass("before-commit");
        return base.Commit(cancellationToken);
    }

    protected override void Committed()
    {
        crash.Pass("commit-to-publish");
        base.Committed();
    }
}

public sealed class CrashingForwarder(
    CrashPoints crash, NpgsqlDataSource database, TimeProvider clock, BrokerAddress broker, RouteTable routes, ILogger<OutboxForwarder> log)
    : OutboxForwarder(database, clock, broker, routes, log)
{
    protected override Task<Outcome[]> Publish(IChannel channel, IReadOnlyList<OutboxRow> batch, CancellationToken cancellationToken)
    {
        var confirms = base.Publish(channel, batch, cancellationToken);
        crash.Pass("publish-to-confirm");
        return confirms;
    }

    protected override Task Settle(IReadOnlyList<OutboxRow> batch, Outcome[] outcomes, CancellationToken cancellationToken)
    {
        crash.Pass("confirm-to-delete");
        return base.Settle(batch, outcomes, cancellationToken);
    }
}

/// <summary>Everything is done but the acknowledgement: the outermost filter of every endpoint.</summary>
public sealed class CrashBeforeAcknowledgement(CrashPoints crash) : IConfigureReceiveEndpoint, IFilter<ConsumeContext>
{
    public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.UseFilter(this);

    public void Probe(ProbeContext context) => context.CreateFilterScope("crash");

    public async Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        await next.Send(context);
        crash.Pass("before-ack");
    }
}
