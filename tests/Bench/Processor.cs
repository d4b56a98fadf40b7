using System.Globalization;
using System.Text.Json;

namespace ReferralNetwork.Tests.Bench;

/// <summary>Processor time, in microseconds since the processes began, by part of the path.</summary>
sealed record Processor(double Application, double Postgres, double Broker, double Client)
{
    const double Tick = 1e6 / 100; // USER_HZ is 100 on Linux

    public static Processor Used(Installation installation, (int Postmaster, int Broker) servers) => new(
        installation.Processes.Sum(p => Of(p.Id)), Of(servers.Postmaster) + ChildrenOf(servers.Postmaster), Of(servers.Broker),
        Of(Environment.ProcessId));

    public Processor Since(Processor before, int flows) => new(
        (Application - before.Application) / flows, (Postgres - before.Postgres) / flows, (Broker - before.Broker) / flows,
        (Client - before.Client) / flows);

    /// <summary>The process that all sessions of the database are children of, and the broker's.</summary>
    public static async Task<(int Postmaster, int Broker)> Servers(Database database)
    {
        var session = await database.Scalar<int>("select pg_backend_pid()");
        using var management = Harness.Servers.Management();
        using var nodes = JsonDocument.Parse(await management.GetStringAsync(new Uri("/api/nodes", UriKind.Relative)));
        return (Number(Fields(session)[1]), Number(nodes.RootElement[0].GetProperty("os_pid").GetString()!));
    }

    static double ChildrenOf(int parent) =>
        Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0)
            .Where(id => id > 0 && Fields(id) is { Length: > 1 } fields && Number(fields[1]) == parent)
            .Sum(Of);

    /// <summary>Its own time, and that of its children that have ended.</summary>
    static double Of(int id) => Fields(id) is { Length: > 14 } fields ? Enumerable.Range(11, 4).Sum(i => Number(fields[i])) * Tick : 0;

    /// <summary>From the state on: what comes before may hold spaces. Empty for a process that has gone.</summary>
    static string[] Fields(int id)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{id}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return [];
        }
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>What the flows of an installation cost in processor time, repetition by repetition.</summary>
sealed class Costs(Installation installation, (int Postmaster, int Broker) servers)
{
    readonly List<Processor> seen = [];

    public async Task<double> Of(int flows, Func<Task<double>> run)
    {
        var before = Processor.Used(installation, servers);
        var rate = await run();
        seen.Add(Processor.Used(installation, servers).Since(before, flows));
        return rate;
    }

    public override string ToString() =>
        $"; µs of processor a flow: application {Median(p => p.Application):0}, PostgreSQL {Median(p => p.Postgres):0}, broker {Median(p => p.Broker):0}, client {Median(p => p.Client):0}";

    double Median(Func<Processor, double> part) => new Sample([.. seen.Select(part)]).Median;
}
