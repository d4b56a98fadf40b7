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

    public NpgsqlDataSource Database { get; private set; } = null!;

    public Uri Address => process.Address;

    public string Output => process.Output;

    protected Dictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    public virtual async Task InitializeAsync()
    {
        installation = await TestInstallation.Create();
        foreach (var (setting, value) in await installation.SettingsOf(service))
            Settings.TryAdd(setting, value);
        Settings.TryAdd("Brakes__Factor", "1000"); // most tests are more hurried than people
        Database = NpgsqlDataSource.Create(Settings["ConnectionStrings__Database"]);
        process = await ServiceProcess.OfService(service, Settings);
        broker = await new ConnectionFactory { Uri = new Uri(Settings["ConnectionStrings__Broker"]) }.CreateConnectionAsync();
        channel = await broker.CreateChannelAsync();
    }

    public async Task Restart()
    {
        await process.DisposeAsync();
        process = await ServiceProcess.OfService(service, Settings);
    }

    public sealed record Person(Guid Partner, Guid Actor, string Role)
    {
        public Person As(string role) => this with { Role = role };
    }

    /// <summary>Somebody of an organisation that nobody has heard of, or of this one.</summary>
    public static Person Somebody(string role = Roles.Caseworker, Guid? partner = null) => new(partner ?? Guid.NewGuid(), Guid.NewGuid(), role);

    /// <param name="RetryAfter">As the header says it.</param>
    public sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, string? ETag, TimeSpan? RetryAfter = null)
    {
        public Guid Id => Body.GetProperty("id").GetGuid();
        public string Problem => Body.GetProperty("type").GetString()!.Split(':')[^1];
        public string this[string member] => Body.GetProperty(member).ToString();
        public IReadOnlyList<JsonElement> Items => [.. Body.GetProperty("items").EnumerateArray()];
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

    public Task<Reply> Post(Person who, string path, object? body = null) => Call(who, HttpMethod.Post, path, body);

    public Task<Reply> Put(Person who, string path, object body, string? ifMatch) => Call(who, HttpMethod.Put, path, body, ifMatch);

    /// <param name="token">Instead of a good one.</param>
    public async Task<Reply> Call(
        Person who, HttpMethod method, string path, object? body = null, string? ifMatch = null, string? ifNoneMatch = null, string? token = null,
        (string Name, string Value)? header = null)
    {
        using var client = new HttpClient { BaseAddress = process.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", token ?? Token(who));
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, NetworkJson.Options), Encoding.UTF8, "application/json");
        if (method == HttpMethod.Post)
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
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
            answer.Headers.ETag?.Tag, answer.Headers.RetryAfter?.Delta);
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
            Token(who, TimeSpan.FromMinutes(-1)), Token(who, signedWith: stranger), Token(who, forService: "referrals"), "not-a-token"
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

    /// <summary>What has come to a queue, whose receiver the test plays.</summary>
    public async Task<List<T>> Received<T>(string queue, Func<T, bool> about) where T : class
    {
        while (await channel.BasicGetAsync(queue, autoAck: true) is { } delivery)
        {
            var envelope = JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span);
            received.Add((queue, envelope.GetProperty("messageType")[0].GetString()!, envelope.GetProperty("message").Clone()));
        }
        return [.. received.Where(m => m.Queue == queue && m.Type == MessageUrn.ForTypeString<T>())
            .Select(m => m.Message.Deserialize<T>(SystemTextJsonMessageSerializer.Options)!).Where(about)];
    }

    public Task<List<T>> Received<T>(string queue, Func<T, bool> about, int count) where T : class =>
        Eventually.Get(() => Received(queue, about), seen => seen.Count >= count, $"{count} {typeof(T).Name} on {queue}; log: {Output}");

    public async Task<T> Query<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task Execute(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await channel.DisposeAsync();
        await broker.DisposeAsync();
        await Database.DisposeAsync();
        await installation.DisposeAsync();
    }
}
