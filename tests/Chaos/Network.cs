using Npgsql;
using ReferralNetwork.Chassis.Hosting;
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
    public const string Returns = "returns";
    public const string Placements = "placements";
    public const string Ledger = "ledger";
    public const string Partner = "partner-system";

    readonly Dictionary<string, NpgsqlDataSource> databases = new(StringComparer.Ordinal);

    readonly TestInstallation installation;

    Network(TestInstallation installation) => this.installation = installation;

    public TestGateway Gateway => installation.Gateway;

    public string Broker => installation.Broker;

    public IReadOnlyList<Instance> Instances { get; private set; } = [];

    /// <summary>Each with a unit of work: inbox, outbox, quarantine.</summary>
    public static IReadOnlyList<string> Services { get; } = [Cases, Referrals, Returns, Placements, Ledger, Partner];

    public static async Task<Network> Start()
    {
        var network = new Network(await TestInstallation.Create());
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
        var instances = new List<Instance>();
        foreach (var service in (string[])[Ledger, Cases, Referrals, Returns, Placements, Partner])
        {
            // A partner's system has of a service what the ledger has.
            var settings = await installation.SettingsOf(service == Partner ? Ledger : service);
            settings["Brakes__Factor"] = "1000000"; // a few people do everything
            databases[service] = NpgsqlDataSource.Create(settings["ConnectionStrings__Database"]);
            var project = service == Partner ? "tests/PartnerSystem" : ServiceDeclaration.For(service).Project;
            instances.AddRange(Enumerable.Range(0, 2).Select(_ => new Instance(service, project, settings, toldToPartner: service == Referrals)));
        }
        Instances = instances;
        await Task.WhenAll(Instances.Select(i => i.Start()));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var instance in Instances)
            await instance.DisposeAsync();
        foreach (var database in databases.Values)
            await database.DisposeAsync();
        await installation.DisposeAsync();
    }
}
