using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis.Http;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>The tests' own host on a database and a virtual host of its own, and what can be seen of it from outside.</summary>
public sealed class Probe : IAsyncDisposable
{
    readonly TestGateway gateway = new();
    readonly Guid actor = Guid.NewGuid();
    readonly string broker;
    readonly NpgsqlDataSource database;
    readonly string connectionString;

    Probe(string connectionString, string broker)
    {
        (this.connectionString, this.broker) = (connectionString, broker);
        database = NpgsqlDataSource.Create(connectionString);
    }

    public ServiceProcess Process { get; private set; } = null!;

    public static async Task<Probe> Create() => new(await Servers.Database("probe"), await Servers.Broker());

    public static async Task<Probe> Started()
    {
        var probe = await Create();
        await probe.Start();
        return probe;
    }

    public async Task Start(string crash = "none:0", bool untilReady = true)
    {
        Process = await ServiceProcess.Start("tests/ChassisHost", new Dictionary<string, string>
        {
            ["ConnectionStrings__Database"] = connectionString,
            ["ConnectionStrings__Broker"] = broker,
            ["Trust__GatewayKeys"] = gateway.PublicKeyFile,
            ["CRASH"] = crash,
        }, untilReady);
    }

    public HttpClient Client() => gateway.Client(Process.Address, "probe", actor, Guid.NewGuid());

    /// <summary>Posts until there is an answer, with one key: what a partner's system does.</summary>
    public async Task<Guid?> Post(object body, string key)
    {
        using var client = Client();
        client.Timeout = TimeSpan.FromSeconds(5);
        using var request = Json(HttpMethod.Post, "/parcels", body, key);
        try
        {
            using var answer = await client.SendAsync(request);
            return answer.StatusCode == HttpStatusCode.Created
                ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid()
                : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return null; // the outcome is unknown: the same key may be sent again
        }
    }

    public static HttpRequestMessage Json(HttpMethod method, string path, object? body, string? key, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(body as string ?? JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return request;
    }

    public async Task<T> Query<T>(string sql, params object[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task<long> Count(string table) => Query<long>($"select count(*) from {table}");

    public Task<string> State(Guid parcel) => Query<string>("select coalesce((select state from parcels where correlation_id = $1), 'none')", parcel);

    public async Task<long> Version(Guid parcel) => await Query<long>("select version from parcels where correlation_id = $1", parcel);

    /// <summary>The broker, as anybody with its address can reach it.</summary>
    public async Task<IConnection> Connect() => await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        await database.DisposeAsync();
        gateway.Dispose();
    }
}
