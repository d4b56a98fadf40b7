using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>What befalls a process.</summary>
static class ProcessFaults
{
    const int Window = 1000;
    const int Percent = 30;

    /// <summary>How long a process goes on being defective.</summary>
    static readonly TimeSpan Defective = TimeSpan.FromSeconds(8);

    static readonly string[] Publishing = [Network.Referrals, Network.Cases, Network.Placements];

    static readonly string[] Points =
    [
        CrashPoints.BeforeCommit, CrashPoints.CommitToPublish, CrashPoints.MidBatch, CrashPoints.PublishToConfirm, CrashPoints.ConfirmToDelete,
        CrashPoints.BeforeAcknowledgement,
    ];

    public static async Task Kill(Injection injection)
    {
        var victim = injection.Any([.. Network.Services]);
        using var turn = await victim.Take(injection.CancellationToken);
        await victim.Kill();
        await Task.Delay(injection.Random.Next(500), injection.CancellationToken);
        await victim.Start();
    }

    public static async Task CrashPoint(Injection injection)
    {
        var point = Points[injection.Number % Points.Length];
        var victim = point is CrashPoints.BeforeCommit or CrashPoints.BeforeAcknowledgement
            ? injection.Any([.. Network.Services])
            : injection.Any(Publishing);
        using var turn = await victim.Take(injection.CancellationToken);
        await victim.Kill();
        await victim.Launch(new Defects(Crash: $"{point}:{injection.Random.Next(1, 6)}"));
        var traffic = injection.Traffic();
        var died = await victim.Died(TimeSpan.FromSeconds(30), injection.CancellationToken);
        if (!died)
            await victim.Kill();
        await victim.Start();
        await traffic;
        if (!died)
            throw new NotInjectedException($"{victim.Service} did not come to {point}");
    }

    /// <summary>With connections and transactions open. Whoever went on without it must not be overwritten when it wakes.</summary>
    public static async Task Standstill(Injection injection)
    {
        var victim = injection.Any([.. Network.Services]);
        using var turn = await victim.Take(injection.CancellationToken);
        await victim.Pause();
        try
        {
            await Task.Delay(injection.Plan.Standstill, injection.CancellationToken);
        }
        finally
        {
            await victim.Resume();
        }
        await injection.Until(victim.Well, $"{victim.Service} well after its standstill");
    }

    /// <summary>What was consumed is forgotten every second, so that most repeats meet an inbox that does not know them. The partner's
    /// system has nothing but its inbox: it keeps it.</summary>
    public static async Task Duplicates(Injection injection)
    {
        var sender = injection.Any(Publishing);
        using var turn = await sender.Take(injection.CancellationToken);
        await sender.Kill();
        await sender.Start(new Defects(Duplicates: Percent, Seed: injection.Random.Next()));
        var traffic = injection.Traffic();
        for (var end = DateTime.UtcNow + Defective; DateTime.UtcNow < end;)
        {
            await Task.Delay(1000, injection.CancellationToken);
            foreach (var service in Network.Services.Except([Network.Partner]))
                await Forget(injection.Network, service);
        }
        await Mended(sender, traffic);
    }

    public static async Task Shuffled(Injection injection)
    {
        var sender = injection.Any(Publishing);
        using var turn = await sender.Take(injection.CancellationToken);
        await sender.Kill();
        await sender.Start(new Defects(ShuffledWindow: Window, Seed: injection.Random.Next()));
        var traffic = injection.Traffic();
        await Task.Delay(Defective, injection.CancellationToken);
        await Mended(sender, traffic);
    }

    static async Task Mended(Instance sender, Task traffic)
    {
        var before = sender.Output.Length;
        await sender.Kill();
        await sender.Start();
        await traffic;
        if (!sender.Output[before..].Contains("defect: ", StringComparison.Ordinal))
            throw new NotInjectedException($"nothing went through the defective {sender.Service}");
    }

    static async Task Forget(Network network, string service)
    {
        try
        {
            await network.Execute(service, "delete from inbox");
        }
        catch (Npgsql.NpgsqlException e) when (e.IsTransient)
        {
            // The database is away just now, by another fault; the next second does it.
        }
    }
}

/// <summary>The fault did not happen: it counts neither as injected nor as recovered.</summary>
sealed class NotInjectedException(string message) : Exception(message);
