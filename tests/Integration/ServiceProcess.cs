using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Tests.Integration;

/// <summary>A service as it runs in production: its own process, started from what was built.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    readonly ConcurrentQueue<string> output = new();
    readonly Process process;

    ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
        Client = new HttpClient { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Without a token.</summary>
    public HttpClient Client { get; }

    public bool HasExited => process.HasExited;

    public string Output => string.Join('\n', output);

    /// <summary>Starts the assembly of <paramref name="project"/>, such as services/Cases, on a free loopback port and waits until it is ready.</summary>
    public static async Task<ServiceProcess> Start(string project, IReadOnlyDictionary<string, string> settings, bool untilReady = true)
    {
        var name = Path.GetFileName(project);
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var folder = Path.Combine(Root, project, "bin", configuration, "net10.0");
        var assembly = Directory.GetFiles(folder, $"ReferralNetwork.*{name}.dll").Single();
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        start.Environment["DOTNET_TieredPGO"] = "0";
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
        await Eventually.Get(
            async () =>
            {
                if (process.HasExited)
                    throw new InvalidOperationException($"The service ended with {process.ExitCode}:\n{Output}");
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
            seen => seen.StartsWith("200", StringComparison.Ordinal), "ready", TimeSpan.FromSeconds(60));
    }

    /// <summary>SIGKILL: nothing of the process runs any more.</summary>
    public void Kill() => process.Kill();

    public async Task Ended() => await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async ValueTask DisposeAsync()
    {
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

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

/// <summary>The gateway's part in tests of services: a key of its own, and tokens minted with it.</summary>
public sealed class TestGateway : IDisposable
{
    readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("gateway");

    public TestGateway()
    {
        PublicKeyFile = Path.Combine(folder.FullName, "gateway.pub.pem");
        File.WriteAllText(PublicKeyFile, key.ExportSubjectPublicKeyInfoPem());
    }

    /// <summary>For Trust__GatewayKeys.</summary>
    public string PublicKeyFile { get; }

    /// <param name="expiresIn">Negative for a token that has expired.</param>
    public string Token(string audience, Guid actor, Guid partner, IEnumerable<string> roles, TimeSpan? expiresIn = null, ECDsa? signedWith = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = InwardToken.Issuer,
            Audience = audience,
            TokenType = InwardToken.Type,
            Expires = DateTime.UtcNow + (expiresIn ?? InwardToken.Lifetime),
            IssuedAt = DateTime.UtcNow - TimeSpan.FromMinutes(10),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                [InwardToken.Subject] = actor.ToString(),
                [InwardToken.Partner] = partner.ToString(),
                [InwardToken.Roles] = roles.ToArray(),
            },
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? key), SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>A client of a service as this person.</summary>
    public HttpClient Client(Uri address, string audience, Guid actor, Guid partner, params string[] roles)
    {
        var client = new HttpClient { BaseAddress = address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token(audience, actor, partner, roles));
        return client;
    }

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }
}
