using System.Diagnostics;
using System.Globalization;
using MassTransit;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;

namespace ReferralNetwork.Tests.Faults;

/// <summary>Kills this process at a named point, the n-th time that it is passed.</summary>
public sealed class CrashPoints
{
    public const string BeforeCommit = "before-commit";
    public const string CommitToPublish = "commit-to-publish";
    public const string MidBatch = "mid-batch";
    public const string PublishToConfirm = "publish-to-confirm";
    public const string ConfirmToDelete = "confirm-to-delete";
    public const string BeforeAcknowledgement = "before-ack";

    readonly string? point;
    int left;

    public CrashPoints(Defects defects)
    {
        if (defects.Crash?.Split(':') is [var name, var count])
            (point, left) = (name, int.Parse(count, CultureInfo.InvariantCulture));
    }

    public bool At(string name) => name == point;

    public void Pass(string name)
    {
        if (At(name) && Interlocked.Decrement(ref left) == 0)
            Process.GetCurrentProcess().Kill(); // SIGKILL: no finally, no flush
    }
}

public sealed class CrashingUnitOfWork(
    CrashPoints crash, NpgsqlDataSource database, TimeProvider clock, OutboxForwarder forwarder, ServiceIdentity service, RouteTable routes,
    LookupKey key)
    : UnitOfWork(database, clock, forwarder, service, routes, key)
{
    public override Task Commit(CancellationToken cancellationToken)
    {
        crash.Pass(CrashPoints.BeforeCommit);
        return base.Commit(cancellationToken);
    }

    protected override void Committed()
    {
        crash.Pass(CrashPoints.CommitToPublish);
        base.Committed();
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
        crash.Pass(CrashPoints.BeforeAcknowledgement);
    }
}
