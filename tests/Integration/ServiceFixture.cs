using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration;

/// <summary>One service as a process, on a database and a virtual host of its own; whoever it talks to is played by the test.</summary>
public abstract class ServiceFixture(string service) : IAsyncLifetime
{
    readonly List<(string Queue, string Type, JsonElement Message)> received = [];
    TestInstallation installation = null!;
    ServiceProcess process = null!;
    IConnection broker = null!;
    IChannel channel = null!;

    /// <summary>On whose virtual host it is, with the same keys.</summary>
    public ServiceFixture? Beside { get; init; }

    public NpgsqlDataSource Database { get; private set; } = null!;

    /// <summary>Of a service that seals.</summary>
    public NpgsqlDataSource Keys { get; private set; } = null!;

    /// <summary>Cases signs with it.</summary>
    public string SigningKeyFile => installation.Key("network.pem");

    public Uri Address => process.Address;

    public int ProcessId => process.Id;

    public string Output => process.Output;

    protected Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public virtual async Task InitializeAsync()
    {
        installation = Beside?.installation ?? await TestInstallation.Create();
        foreach (var (setting, value) in await installation.SettingsOf(service))
            Settings.TryAdd(setting, value);
        Settings.TryAdd("Brakes__Factor", "1000"); // most tests are more hurried than people
        Database = NpgsqlDataSource.Create(Settings["ConnectionStrings__Database"]);
        if (Settings.TryGetValue("ConnectionStrings__Keys", out var keys))
            Keys = NpgsqlDataSource.Create(keys);
        process = await ServiceProcess.OfService(service, Settings);
        broker = await new ConnectionFactory { Uri = new Uri(Settings["ConnectionStrings__Broker"]) }.CreateConnectionAsync();
        channel = await broker.CreateChannelAsync();
    }

    /// <summary>Until <see cref="Restart"/>.</summary>
    public async Task Stop() => await process.DisposeAsync();

    public async Task Restart()
    {
        await process.DisposeAsync();
        process = await ServiceProcess.OfService(service, Settings);
    }

    /// <summary>One more process of the service, on the same database and queues.</summary>
    public Task<ServiceProcess> Another() => ServiceProcess.OfService(service, Settings);

    public sealed record Person(Guid Partner, Guid Actor, string Role)
    {
        public PartnerId Id => new(Partner);

        public Person As(string role) => this with { Role = role };
    }

    /// <summary>Somebody of an organisation that nobody has heard of, or of this one.</summary>
    public static Person Somebody(string role = Roles.Caseworker, Guid? partner = null) => new(partner ?? Guid.NewGuid(), Guid.NewGuid(), role);

    /// <param name="RetryAfter">As the header says it.</param>
    public sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, string? ETag, TimeSpan? RetryAfter = null, Uri? Location = null)
    {
        public Guid Id => Body.GetProperty("id").GetGuid();
        public string Problem => Body.GetProperty("type").GetString()!.Split(':')[^1];
        public string this[string member] => Body.GetProperty(member).ToString();
        public IReadOnlyList<string> Strings(string member) => [.. Body.GetProperty(member).EnumerateArray().Select(e => e.GetString()!)];
        public int Total => Body.GetProperty("total").GetInt32();
        public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];
        public IEnumerable<string> Pointers => Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!);
        public IReadOnlyDictionary<string, string> Errors =>
            Body.GetProperty("errors").EnumerateArray()
                .ToDictionary(e => e.GetProperty("pointer").GetString()!, e => e.GetProperty("detail").GetString()!);

        public Reply Is(HttpStatusCode status)
        {
            Assert.True(Status == status, $"{status} expected, was {Status}: {Text}");
            return this;
        }
    }

    public Task<Reply> Get(Person who, string path, string? ifNoneMatch = null) => Call(who, HttpMethod.Get, path, ifNoneMatch: ifNoneMatch);

    public Task<Reply> Post(Person who, string path, object? body = null, string? ifMatch = null, string? key = null) =>
        Call(who, HttpMethod.Post, path, body, ifMatch, key: key);

    public Task<Reply> Put(Person who, string path, object body, string? ifMatch = null) => Call(who, HttpMethod.Put, path, body, ifMatch);

    /// <param name="token">Instead of a good one.</param>
    /// <param name="key">Instead of a new one; an empty one is left out.</param>
    public async Task<Reply> Call(
        Person who, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? ifNoneMatch = null, string? token = null,
        string? key = null, (string Name, string Value)? header = null)
    {
        using var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token ?? Token(who));
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, NetworkJson.Options), Encoding.UTF8, "application/json");
        if (method == HttpMethod.Post && key is not "")
            request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        if (ifNoneMatch is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch);
        if (header is { } more)
            request.Headers.Add(more.Name, more.Value);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Reply(
            answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text,
            answer.Headers.ETag?.Tag, answer.Headers.RetryAfter?.Delta, answer.Headers.Location);
    }

    public string Token(Person who, TimeSpan? expiresIn = null, ECDsa? signedWith = null, string? forService = null) =>
        installation.Gateway.Token(forService ?? service, who.Actor, who.Partner, [who.Role], expiresIn, signedWith);

    /// <summary>Nobody gets in with a token that has expired, was signed by somebody else, or is meant for another service.</summary>
    public async Task RefusesBadTokens(Person who, string path)
    {
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        (await Get(who, path)).Is(HttpStatusCode.OK);
        foreach (var token in new[]
        {
            Token(who, TimeSpan.FromMinutes(-1)), Token(who, signedWith: stranger), Token(who, forService: "another"), "not-a-token"
        })
            (await Call(who, HttpMethod.Get, path, token: token)).Is(HttpStatusCode.Unauthorized);
    }

    /// <summary>Puts a message on a queue, as another service's outbox would.</summary>
    public async Task Send<T>(string queue, T message, Guid? messageId = null) where T : class =>
        await channel.BasicPublishAsync(
            queue, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true },
            JsonSerializer.SerializeToUtf8Bytes(
                new { messageId = messageId ?? Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<T>() }, message },
                SystemTextJsonMessageSerializer.Options));

    /// <summary>Lets the service know an organisation, and waits until it does.</summary>
    protected async Task Know(string queue, PartnerListed listed)
    {
        await Send(queue, listed);
        await Eventually.Get(
            () => Query<long>("select count(*) from known_partners where partner_id = $1 and version >= $2", listed.PartnerId.Value, listed.Version),
            seen => seen == 1, $"partner; log: {Output}");
    }

    /// <summary>What has come to queues, whose receivers the test plays.</summary>
    /// <param name="queue">Of several that all get this message; null: the one that does, or whichever its sender named.</param>
    public async Task<List<T>> Received<T>(Func<T, bool> about, string? queue = null) where T : class
    {
        var route = Routes.All.Single(route => route.Message == typeof(T));
        IReadOnlyList<string> queues = queue is not null ? [queue] : route.ToOne ? route.Queues : [route.Queues.Single()];
        foreach (var one in queues)
        {
            while (await channel.BasicGetAsync(one, autoAck: true) is { } delivery)
            {
                var envelope = JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span);
                received.Add((one, envelope.GetProperty("messageType")[0].GetString()!, envelope.GetProperty("message").Clone()));
            }
        }
        return [.. received.Where(m => queues.Contains(m.Queue) && m.Type == MessageUrn.ForTypeString<T>())
            .Select(m => m.Message.Deserialize<T>(SystemTextJsonMessageSerializer.Options)!).Where(about)];
    }

    public Task<List<T>> Received<T>(Func<T, bool> about, int count, string? queue = null) where T : class =>
        Eventually.Get(() => Received(about, queue), seen => seen.Count >= count, $"{count} {typeof(T).Name}; log: {Output}");

    /// <summary>The first that is about this, once it has come.</summary>
    public async Task<T> Published<T>(Func<T, bool> about) where T : class => (await Received(about, 1))[0];

    public Task<T> Query<T>(string sql, params object[] values) => Query<T>(Database, sql, values);

    public static async Task<T> Query<T>(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Of a thing, or of an organisation.</summary>
    public Task<long> CountKeys(Guid of) => Query<long>(Keys, "select count(*) from keys where $1 in (id, owner)", of);

    public Task Execute(string sql, params object[] values) => Execute(Database, sql, values);

    public static async Task Execute(NpgsqlDataSource database, string sql, params object[] values)
    {
        await using var command = Command(database, sql, values);
        await command.ExecuteNonQueryAsync();
    }

    static NpgsqlCommand Command(NpgsqlDataSource database, string sql, object[] values)
    {
        var command = database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return command;
    }

    public virtual async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await channel.DisposeAsync();
        await broker.DisposeAsync();
        await Database.DisposeAsync();
        if (Keys is not null)
            await Keys.DisposeAsync();
        if (Beside is null)
            await installation.DisposeAsync();
    }
}
