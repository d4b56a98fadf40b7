using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The gateway or a provider as it runs in production: its own process, real HTTPS on a loopback port.</summary>
public sealed class HttpsProcess : IAsyncDisposable
{
    readonly Process process;
    readonly ConcurrentQueue<string> output = new();

    HttpsProcess(ProcessStartInfo start, Uri address, string ready)
    {
        Address = address;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Ready = WaitUntilReady(new Uri(address, ready));
    }

    public Uri Address { get; }
    public Task Ready { get; }

    /// <summary>Everything it has logged.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts what was built of a project, such as gateway/Staff.</summary>
    public static HttpsProcess OfProject(string project, string ready, int port, IReadOnlyDictionary<string, string> settings)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var folder = Path.Combine(Root, project, "bin", configuration, "net10.0");
        var assembly = Directory.GetFiles(folder, $"ReferralNetwork.*{Path.GetFileName(project)}.dll").Single();
        return Start("dotnet", [assembly], Path.Combine(Root, project), ready, port, new Dictionary<string, string>(settings, StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = $"https://localhost:{port}",
            ["Kestrel__Certificates__Default__Path"] = Certificates.Path("localhost.pem"),
            ["Kestrel__Certificates__Default__KeyPath"] = Certificates.Path("localhost.key"),
        });
    }

    public static HttpsProcess Start(
        string command, string[] arguments, string folder, string ready, int port, IReadOnlyDictionary<string, string> settings)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder
        };
        start.Environment["SSL_CERT_FILE"] = Certificates.Path("trusted.pem");
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        return new(start, new Uri($"https://localhost:{port}"), ready);
    }

    async Task WaitUntilReady(Uri address)
    {
        using var client = new HttpClient(Certificates.Trusting());
        await Eventually.Get(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"The process ended with {process.ExitCode}:\n{Output}");
                try
                {
                    using var answer = await client.GetAsync(address);
                    return (int)answer.StatusCode;
                }
                catch (HttpRequestException)
                {
                    return 0;
                }
            },
            status => status == 200, $"{address} ready", TimeSpan.FromSeconds(60));
    }

    /// <summary>As the system asks a process to end: it finishes what it has begun and writes what it holds.</summary>
    public async Task Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", process.Id.ToString()]))
            await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
    }

    public async ValueTask DisposeAsync()
    {
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
}

/// <summary>The keys and the private authority that ./dev makes.</summary>
public static class Certificates
{
    public static string Path(string name) => System.IO.Path.Combine(
        Environment.GetEnvironmentVariable("TEST_KEYS")
            ?? throw new InvalidOperationException("TEST_KEYS is not set. Run ./dev test, or eval \"$(./dev test-servers)\"."),
        name);

    public static X509Certificate2 ForLocalhost() => X509Certificate2.CreateFromPemFile(Path("localhost.pem"), Path("localhost.key"));

    /// <summary>Trusts that authority and no other, follows no redirect and keeps no cookie by itself.</summary>
    public static SocketsHttpHandler Trusting() => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { X509CertificateLoader.LoadCertificateFromFile(Path("authority.pem")) },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    };
}
