using System.Security.Cryptography;
using Npgsql;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>
/// The services as they are built for production, and a partner's system that listens: two processes of each, on databases
/// and a virtual host of their own.
/// </summary>
sealed class Network : IAsyncDisposable
{
    public const string Cases = "cases";
    public const string Referrals = "referrals";
    public const string Ledger = "ledger";
    public const string Partner = "partner-system";

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chaos");
    readonly List<string> made = [];
    readonly Dictionary<string, NpgsqlDataSource> databases = new(StringComparer.Ordinal);

    Network(string broker) => Broker = broker;

    public TestGateway Gateway { get; } = new();

    public string Broker { get; }

    public IReadOnlyList<Instance> Instances { get; private set; } = [];

    /// <summary>Each with a unit of work: inbox, outbox, quarantine.</summary>
    public static IReadOnlyList<string> Services { get; } = [Cases, Referrals, Ledger, Partner];

    public static async Task<Network> Start()
    {
        var network = new Network(await Servers.Broker());
        try
        {
            await network.StartAll();
            return network;
        }
        catch
        {
            await network.DisposeAsync();
            throw;
        }
    }

    public IReadOnlyList<Instance> Both(string service) => [.. Instances.Where(i => i.Service == service)];

    /// <summary>For the oracle, which looks with its own eyes.</summary>
    public NpgsqlDataSource Database(string service) => databases[service];

    public async Task<T> Query<T>(string service, string sql)
    {
        await using var command = Database(service).CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string service, string sql)
    {
        await using var command = Database(service).CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<List<T>> Read<T>(string service, string sql, Func<NpgsqlDataReader, T> map)
    {
        var rows = new List<T>();
        await using var command = Database(service).CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(map(reader));
        return rows;
    }

    async Task StartAll()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var keys = await Make("case_keys");
        var settings = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal)
        {
            [Cases] = new(StringComparer.Ordinal)
            {
                ["ConnectionStrings__Keys"] = keys,
                ["Signing__Key"] = Write("network.pem", signer.ExportPkcs8PrivateKeyPem()),
                ["Keys__Master"] = Write("master", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))),
            },
            [Referrals] = new(StringComparer.Ordinal) { ["Trust__NetworkKeys"] = Write("network.pub.pem", signer.ExportSubjectPublicKeyInfoPem()) },
            [Ledger] = [],
            [Partner] = [],
        };
        foreach (var (service, own) in settings)
        {
            own["ConnectionStrings__Database"] = await Make(service.Replace('-', '_'));
            own["ConnectionStrings__Broker"] = Broker;
            own["Trust__GatewayKeys"] = Gateway.PublicKeyFile;
            own["Brakes__Factor"] = "1000000"; // a few people do everything
            own["Keys__Lookup"] = Gateway.LookupKeyFile;
            databases[service] = NpgsqlDataSource.Create(own["ConnectionStrings__Database"]);
        }
        Instances = [.. Projects.SelectMany(p => Enumerable.Range(0, 2).Select(_ =>
            new Instance(p.Service, p.Folder, settings[p.Service], toldToPartner: p.Service == Referrals)))];
        await Task.WhenAll(Instances.Select(i => i.Start()));
    }

    static readonly (string Service, string Folder)[] Projects =
        [(Ledger, "services/Ledger"), (Cases, "services/Cases"), (Referrals, "services/Referrals"), (Partner, "tests/PartnerSystem")];

    async Task<string> Make(string name)
    {
        made.Add(await Servers.Database(name));
        return made[^1];
    }

    string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
            await instance.DisposeAsync();
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        foreach (var name in made)
            await Servers.Drop(name);
        await Servers.DropBroker(Broker);
        Gateway.Dispose();
        folder.Delete(recursive: true);
    }
}
