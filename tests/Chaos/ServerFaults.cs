using RabbitMQ.Client;
using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>What befalls the servers that everything stands on.</summary>
static class ServerFaults
{
    public static Task KillBroker(Injection injection) => Restarted(injection, OwnServers.Broker);

    public static Task KillDatabase(Injection injection) => Restarted(injection, OwnServers.Database);

    public static Task KillBoth(Injection injection) => Restarted(injection, OwnServers.Broker, OwnServers.Database);

    static async Task Restarted(Injection injection, params string[] servers)
    {
        foreach (var server in servers)
            await OwnServers.Kill(server);
        await Task.Delay(injection.Random.Next(2000), injection.CancellationToken);
        await OwnServers.Restart(injection.CancellationToken);
        await injection.Until(
            async () => (await Task.WhenAll(injection.Network.Instances.Select(Well))).All(well => well),
            "every service well after the servers came back");
    }

    /// <summary>Not one that another fault has in its hands.</summary>
    static async Task<bool> Well(Instance instance) => instance.Taken || await instance.Well();

    /// <summary>
    /// The queue goes while its owner is away. Senders stand still and the queue is empty when it is deleted (a quorum queue
    /// knows no deletion "if empty"), so that whatever is lost then was lost by the network.
    /// </summary>
    public static async Task DeleteQueue(Injection injection)
    {
        var (network, cancellationToken) = (injection.Network, injection.CancellationToken);
        var (senders, owners) = (network.Both(Network.Referrals), network.Both(Network.Partner));
        using var turns = await Turns.Take(senders.Concat(owners), cancellationToken);
        Task traffic;
        try
        {
            await WhileStanding(senders, async () =>
            {
                await injection.Until(async () => await Waiting(injection) == 0, "the partner's queue drained");
                await Task.WhenAll(owners.Select(o => o.Stop()));
                if (await Waiting(injection) > 0)
                    throw new NotInjectedException("something was still on its way to the partner's queue");
                await Delete(injection);
            });
            traffic = injection.Traffic();
            await injection.Until(async () => (await Task.WhenAll(senders.Select(s => s.Health()))).Any(Red), "health red for what is missing");
        }
        finally
        {
            await Task.WhenAll(owners.Select(o => o.Start()));
        }
        await injection.Until(
            async () => await network.Query<long>(Network.Referrals, "select count(*) from outbox where parked_at is not null") == 0,
            "nothing parked any more");
        await traffic;
    }

    /// <summary>A message came back first, or the service looked first: both say so.</summary>
    static bool Red(string health) =>
        health.Contains("are parked", StringComparison.Ordinal) || health.Contains("Missing at the broker", StringComparison.Ordinal);

    static async Task WhileStanding(IReadOnlyList<Instance> instances, Func<Task> act)
    {
        await Task.WhenAll(instances.Select(i => i.Pause()));
        try
        {
            await act();
        }
        finally
        {
            await Task.WhenAll(instances.Select(i => i.Resume()));
        }
    }

    static async Task<uint> Waiting(Injection injection)
    {
        await using var connection = await injection.Messenger.Connect(injection.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: injection.CancellationToken);
        return await channel.MessageCountAsync(PartnerInbox.Name, injection.CancellationToken);
    }

    static async Task Delete(Injection injection)
    {
        await using var connection = await injection.Messenger.Connect(injection.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: injection.CancellationToken);
        await channel.QueueDeleteAsync(PartnerInbox.Name, cancellationToken: injection.CancellationToken);
    }
}
