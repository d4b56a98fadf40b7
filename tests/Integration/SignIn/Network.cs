using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>A real gateway with a real database between stand-in services and providers of every conduct.</summary>
public sealed class Network : IAsyncLifetime
{
    public const string Echo = "/api/partners/echo";

    readonly Dictionary<string, KnownProvider> providers = new(StringComparer.Ordinal);

    public Services Services { get; private set; } = null!;
    public Provider Provider { get; private set; } = null!;
    public HttpsProcess Gateway { get; private set; } = null!;
    public string Database { get; private set; } = null!;

    public KnownProvider this[string mode] => providers[mode];

    public async Task InitializeAsync()
    {
        Database = await Servers.Database("staff");
        Services = await Services.Start();
        Provider = await Provider.Start();
        foreach (var (mode, behaviour) in Modes.Hostile.Concat(Modes.Honest))
            Add(mode, behaviour);
        foreach (var role in Roles.All) // a hotline's person with that role
            Add(role, new(), provider => provider with { RoleRules = [new("caseworkers", role)] }, "x:Hotline");
        Gateway = StartGateway(ServiceProcess.FreePort());
        await Gateway.Ready;
    }

    /// <summary>A provider of that conduct, listed; the gateway knows it after <see cref="Services.GatewayKnows"/>.</summary>
    public KnownProvider Add(string mode, Behaviour behaviour, Func<KnownProvider, KnownProvider>? otherwise = null, string kind = "NGO")
    {
        Provider.Play(mode, behaviour);
        return providers[mode] = Services.List(Provider.Issuer(mode), otherwise, kind: kind);
    }

    public HttpsProcess StartGateway(int port, Action<Dictionary<string, string>>? otherwise = null)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) // as configuration reads them
        {
            ["ConnectionStrings__Database"] = Database,
            ["Signing__Key"] = Certificates.Path("gateway.pem"),
            ["Sessions__Key"] = Certificates.Path("session.key"),
            ["Keys__Lookup"] = Certificates.Path("session.key"),
            ["Federation__AllowedHosts__0"] = $"localhost:{Provider.Ports.Own}",
            ["Federation__AllowedHosts__1"] = $"localhost:{Provider.Ports.Other}",
        };
        foreach (var name in StaffSettings.ServiceNames)
            settings[$"Services__{name}"] = Services.Address.ToString();
        otherwise?.Invoke(settings);
        return HttpsProcess.OfProject("gateway/Staff", "/health/ready", port, settings);
    }

    public Browser Browser() => new(Gateway.Address);

    public static Task<Landed> SignIn(Browser browser, KnownProvider provider, string returnUrl = Echo) =>
        browser.Open($"/signin/{provider.Id}/start?returnUrl={Uri.EscapeDataString(returnUrl)}");

    /// <summary>A browser in which somebody has signed in, and what the services see of them.</summary>
    public async Task<(Browser Browser, JsonNode Person)> SignedIn(KnownProvider provider)
    {
        await Services.GatewayKnows();
        var browser = Browser();
        var landed = await SignIn(browser, provider);
        Assert.True(landed.IsAt(Echo), $"{landed.At}\n{Gateway.Output}");
        return (browser, JsonNode.Parse(landed.Body)!);
    }

    public async Task DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Provider.DisposeAsync();
        await Services.DisposeAsync();
    }
}

[CollectionDefinition(nameof(Network))]
public sealed class NetworkTests : ICollectionFixture<Network>;
