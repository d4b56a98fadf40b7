using ReferralNetwork.Tests.Faults;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>One of the two processes of a service, and whoever takes its place.</summary>
sealed class Instance(string service, string project, IReadOnlyDictionary<string, string> settings, bool toldToPartner) : IAsyncDisposable
{
    readonly SemaphoreSlim turn = new(1);
    ServiceProcess? process;

    public string Service => service;

    public Uri Address => Process.Address;

    /// <summary>What this instance and its predecessors have written.</summary>
    public string Output { get; private set; } = "";

    ServiceProcess Process => process ?? throw new InvalidOperationException($"{service} was never started.");

    /// <summary>A fault has it in its hands.</summary>
    public bool Taken => turn.CurrentCount == 0;

    /// <summary>Whoever breaks it has it alone, until it is well again.</summary>
    public async Task<IDisposable> Take(CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    /// <summary>A new process, and another one where it ends before it is ready: its servers may be away just then.</summary>
    public async Task Start(Defects? defects = null)
    {
        await Launch(defects);
        for (var end = DateTime.UtcNow + Injection.Recovery; ;)
        {
            try
            {
                await Process.Ready();
                return;
            }
            catch (TimeoutException) when (DateTime.UtcNow < end)
            {
                // Its servers may be away just now, or the machine is slow.
            }
            catch (InvalidOperationException) when (DateTime.UtcNow < end)
            {
                await Task.Delay(500);
                await Launch(defects); // as a supervisor would
            }
        }
    }

    /// <summary>A new process, ready or not.</summary>
    public async Task Launch(Defects? defects = null)
    {
        var wrong = (defects ?? new Defects()) with { ToldToPartner = toldToPartner };
        if (process is not null)
        {
            Output += process.Output;
            await process.DisposeAsync();
        }
        process = await ServiceProcess.Start(
            project, new Dictionary<string, string>(settings.Concat(wrong.Environment()), StringComparer.Ordinal), untilReady: false);
    }

    public async Task Kill()
    {
        Process.Kill();
        await Process.Ended();
    }

    public Task Pause() => Process.Pause();

    public Task Resume() => Process.Resume();

    public Task Stop() => Process.Stop();

    /// <summary>Whether it died by itself within this time.</summary>
    public async Task<bool> Died(TimeSpan within, CancellationToken cancellationToken)
    {
        for (var end = DateTime.UtcNow + within; DateTime.UtcNow < end && !Process.HasExited;)
            await Task.Delay(50, cancellationToken);
        return Process.HasExited;
    }

    public async Task<bool> Well() => (await Health()).StartsWith("{\"status\":\"Healthy\"", StringComparison.Ordinal);

    /// <summary>What it says of itself; empty where it does not answer.</summary>
    public async Task<string> Health()
    {
        try
        {
            using var within = new CancellationTokenSource(TimeSpan.FromSeconds(3));
            using var answer = await Process.Client.GetAsync(new Uri("/health/ready", UriKind.Relative), within.Token);
            return await answer.Content.ReadAsStringAsync(within.Token);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return "";
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
            await process.DisposeAsync();
        turn.Dispose();
    }

    sealed record Turn(SemaphoreSlim Semaphore) : IDisposable
    {
        public void Dispose() => Semaphore.Release();
    }
}

/// <summary>Several instances at once, always in the same order.</summary>
sealed class Turns : IDisposable
{
    readonly List<IDisposable> turns = [];

    public static async Task<Turns> Take(IEnumerable<Instance> instances, CancellationToken cancellationToken)
    {
        var taken = new Turns();
        foreach (var instance in instances)
            taken.turns.Add(await instance.Take(cancellationToken));
        return taken;
    }

    public void Dispose() => turns.ForEach(turn => turn.Dispose());
}
