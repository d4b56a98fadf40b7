using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Tests.Harness;

/// <summary>A service as it runs in production: its own process, started from what was built.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    const string Over = "ended";

    readonly ConcurrentQueue<string> output = new();
    readonly Process process;
    bool disposed;

    ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Without a token.</summary>
    public HttpClient Client { get; }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public string Output => string.Join('\n', output);

    /// <summary>Starts a service of services.conf, such as cases, on a free loopback port and waits until it is ready.</summary>
    public static Task<ServiceProcess> OfService(string service, IReadOnlyDictionary<string, string> settings) =>
        Start(ServiceDeclaration.For(service).Project, settings);

    /// <summary>Starts the assembly of <paramref name="project"/>, such as tests/ChassisHost, on a free loopback port
    /// and waits until it is ready.</summary>
    public static async Task<ServiceProcess> Start(
        string project, IReadOnlyDictionary<string, string> settings, bool untilReady = true, params IEnumerable<string> arguments)
    {
        var name = Path.GetFileName(project);
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var folder = Path.Combine(Root, project, "bin", configuration, "net10.0");
        var assembly = Directory.GetFiles(folder, $"ReferralNetwork.*{name}.dll").Single();
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
            UseShellExecute = false, WorkingDirectory = folder
        };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        var service = new ServiceProcess(Process.Start(start)!, address);
        service.process.OutputDataReceived += (_, line) => service.output.Enqueue(line.Data ?? "");
        service.process.ErrorDataReceived += (_, line) => service.output.Enqueue(line.Data ?? "");
        service.process.BeginOutputReadLine();
        service.process.BeginErrorReadLine();
        if (untilReady)
            await service.Ready();
        return service;
    }

    public async Task Ready()
    {
        if (!await ReadyOrEnded())
            throw new InvalidOperationException($"The service ended with {process.ExitCode}:\n{Output}");
    }

    /// <summary>For a process that is to be killed at a point which it may pass before it is ready.</summary>
    /// <returns>Whether it is ready.</returns>
    public async Task<bool> ReadyOrEnded()
    {
        var seen = await Eventually.Get(
            async () =>
            {
                if (process.HasExited)
                    return Over;
                try
                {
                    using var answer = await Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
                    return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
                }
                catch (HttpRequestException e)
                {
                    return e.Message;
                }
            },
            seen => seen == Over || seen.StartsWith("200", StringComparison.Ordinal),
            "ready", TimeSpan.FromSeconds(60), every: TimeSpan.FromMilliseconds(250));
        return seen != Over;
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public void Kill() => process.Kill();

    /// <summary>SIGSTOP: it stands still, with its connections and transactions open, until it is resumed.</summary>
    public Task Pause() => Signal("STOP");

    /// <summary>SIGCONT: it goes on where it stood, as if no time had passed.</summary>
    public Task Resume() => Signal("CONT");

    /// <summary>SIGTERM: it finishes what it is at, and ends.</summary>
    public async Task Stop()
    {
        await Signal("TERM");
        await Ended();
    }

    async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    public async Task Ended() => await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
        if (disposed)
            return;
        disposed = true;
        Client.Dispose();
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    public static string Root { get; } = FindRoot();

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Referral.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Referral.sln is not above the tests.");
    }

    static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>
    /// On loopback, and given to nobody else of this run: a service that finds its port taken would leave its tests to another's answers.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, 0);
            listener.Start();
            var port = ((IPEndPoint)listener.LocalEndpoint).Port;
            if (Given.TryAdd(port, true))
                return port;
        }
    }
}
