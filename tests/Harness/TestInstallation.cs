using System.Security.Cryptography;
using ReferralNetwork.Chassis.Hosting;

namespace ReferralNetwork.Tests.Harness;

/// <summary>What services.conf has a process find in its environment, made for tests: databases,
/// a virtual host and keys that nothing else has.</summary>
public sealed class TestInstallation : IAsyncDisposable
{
    /// <summary>What the operator's people type to find their sign-in.</summary>
    public const string SignInCode = "K7MP2QXW";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("keys");
    readonly List<string> databases = [];

    public TestGateway Gateway { get; } = new();

    /// <summary>Address of the virtual host, which all services of the installation share.</summary>
    public string Broker { get; private init; } = "";

    public static async Task<TestInstallation> Create() => new() { Broker = await Servers.Broker() };

    /// <summary>On empty databases. Other processes are at addresses where nobody is; nobody looks which bindings stand.</summary>
    public async Task<Dictionary<string, string>> SettingsOf(string service)
    {
        var settings = await ServiceDeclaration.For(service).Fill(async (kind, name) => kind switch
        {
            "database" => await Database(name),
            "key" => Key(name),
            "broker" => Broker,
            "address" => $"https://{name}.invalid",
            "host" => $"{name}.invalid",
            "secret" => SignInCode,
            _ => "",
        });
        settings.Remove("Broker__Management");
        return settings;
    }

    /// <summary>A new, empty database that goes with the installation; its connection string.</summary>
    public async Task<string> Database(string name)
    {
        databases.Add(await Servers.Database(name));
        return databases[^1];
    }

    /// <summary>Path of a key by the name that it has in services.conf; made when it is first asked for.</summary>
    public string Key(string name)
    {
        if (name == "gateway.pub.pem")
            return Gateway.PublicKeyFile;
        var path = Path.Combine(folder.FullName, name);
        if (File.Exists(path))
            return path;
        if (name.EndsWith(".key", StringComparison.Ordinal))
        {
            File.WriteAllText(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
            return path;
        }
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var stem = Path.Combine(folder.FullName, name.Split('.')[0]);
        File.WriteAllText($"{stem}.pem", pair.ExportPkcs8PrivateKeyPem());
        File.WriteAllText($"{stem}.pub.pem", pair.ExportSubjectPublicKeyInfoPem());
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in databases)
            await Servers.Drop(database);
        await Servers.DropBroker(Broker);
        Gateway.Dispose();
        folder.Delete(recursive: true);
    }
}
