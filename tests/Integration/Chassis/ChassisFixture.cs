using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Faults;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>The tests' own host on a database and a virtual host of its own, and what can be seen of it from outside.</summary>
public sealed class ChassisFixture : IAsyncDisposable
{
    readonly TestGateway gateway = new();
    readonly string broker;
    readonly NpgsqlDataSource database;
    readonly string connectionString;

    ChassisFixture(string connectionString, string broker)
    {
        (this.connectionString, this.broker) = (connectionString, broker);
        database = NpgsqlDataSource.Create(connectionString);
    }

    public Guid Actor { get; } = Guid.NewGuid();

    public ServiceProcess Process { get; private set; } = null!;

    public static async Task<ChassisFixture> Create() => new(await Servers.Database("parcels"), await Servers.Broker());

    public static async Task<ChassisFixture> Started()
    {
        var fixture = await Create();
        await fixture.Start();
        return fixture;
    }

    /// <param name="crash">A crash point and the passage at which the process dies there.</param>
    public async Task Start(string? crash = null, bool untilReady = true, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>(new Defects(crash).Environment())
        {
            ["ConnectionStrings__Database"] = connectionString,
            ["ConnectionStrings__Broker"] = broker,
            ["Trust__GatewayKeys"] = gateway.PublicKeyFile,
            ["Brakes__Factor"] = "1000", // most tests are more hurried than people
            ["Keys__Lookup"] = gateway.LookupKeyFile,
        };
        foreach (var (key, value) in more)
            settings[key] = value;
        Process = await ServiceProcess.Start("tests/ChassisHost", settings, untilReady && crash is null);
        if (untilReady && crash is not null)
            await Process.ReadyOrEnded();
    }

    public HttpClient Client(params string[] roles) => gateway.Client(Process.Address, "parcels", Actor, Guid.NewGuid(), roles);

    public HttpClient ClientOf(Guid partner) => gateway.Client(Process.Address, "parcels", Actor, partner, []);

    /// <summary>What an administrator is answered.</summary>
    public async Task<JsonElement> Operations(string path = "")
    {
        using var client = Client(Roles.Administrator);
        return await client.GetFromJsonAsync<JsonElement>(new Uri($"/operations{path}", UriKind.Relative));
    }

    /// <summary>Status and words of the readiness check.</summary>
    public async Task<string> Health()
    {
        using var answer = await Process.Client.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}";
    }

    public Task TakeDatabaseAway() => Servers.TakeAway(connectionString);

    public Task GiveDatabaseBack() => Servers.GiveBack(connectionString);

    public Task TakeBrokerAway() => Servers.ShutOut(broker);

    public Task GiveBrokerBack() => Servers.LetIn(broker);

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

    /// <summary>A message of the parcels' conversation as it travels.</summary>
    public static string Envelope(string type, object message) => JsonSerializer.Serialize(new
    {
        messageId = Guid.CreateVersion7(),
        messageType = new[] { $"urn:message:ReferralNetwork.Tests.ChassisHost:{type}" },
        message,
    });

    /// <summary>Puts a body on a queue as a sender outside would.</summary>
    public async Task Send(string queue, params IEnumerable<string> bodies)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        foreach (var body in bodies)
        {
            await channel.BasicPublishAsync(
                queue, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json" }, Encoding.UTF8.GetBytes(body));
        }
    }

    public async Task<uint> Depth(string queue)
    {
        await using var connection = await Connect();
        await using var channel = await connection.CreateChannelAsync();
        return await channel.MessageCountAsync(queue);
    }

    /// <summary>How often the broker delivered from a queue, and how often again, once it has counted as many acknowledgements.</summary>
    public async Task<(int Delivered, int Again)> Deliveries(string queue, int acknowledged)
    {
        using var management = Servers.Management();
        var stats = await Eventually.Get(
            async () => (await management.GetFromJsonAsync<JsonElement>(
                new Uri($"/api/queues{new Uri(broker).AbsolutePath}/{queue}", UriKind.Relative)))
                .TryGetProperty("message_stats", out var counted) ? counted : default,
            counted => Counted(counted, "ack") >= acknowledged, $"acknowledgements of {queue}");
        return (Counted(stats, "deliver"), Counted(stats, "redeliver"));

        static int Counted(JsonElement stats, string what) =>
            stats.ValueKind == JsonValueKind.Object && stats.TryGetProperty(what, out var count) ? count.GetInt32() : 0;
    }

    /// <summary>The broker, as anybody with its address can reach it.</summary>
    public async Task<IConnection> Connect() => await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();

    public async ValueTask DisposeAsync()
    {
        if (Process is not null)
            await Process.DisposeAsync();
        await database.DisposeAsync();
        await Servers.Drop(connectionString);
        await Servers.DropBroker(broker);
        gateway.Dispose();
    }
}
