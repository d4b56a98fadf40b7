using System.Net;
using System.Text;
using System.Text.Json;
using MassTransit;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>The Cases service as a process, on databases, a virtual host and keys of its own; the other services are played here.</summary>
public sealed class CasesFixture : IAsyncLifetime
{
    readonly List<(string Type, JsonElement Message)> received = [];
    TestInstallation installation = null!;
    ServiceProcess process = null!;
    IConnection broker = null!;
    IChannel channel = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;
    public NpgsqlDataSource Keys { get; private set; } = null!;
    public string KeyDatabase { get; private set; } = null!;
    public string SigningKeyFile => installation.Key("network.pem");

    public async Task InitializeAsync()
    {
        installation = await TestInstallation.Create();
        var settings = await installation.SettingsOf("cases");
        KeyDatabase = settings["ConnectionStrings__Keys"];
        (Database, Keys) = (NpgsqlDataSource.Create(settings["ConnectionStrings__Database"]), NpgsqlDataSource.Create(KeyDatabase));
        process = await ServiceProcess.OfService("cases", settings);
        broker = await new ConnectionFactory { Uri = new Uri(installation.Broker) }.CreateConnectionAsync();
        channel = await broker.CreateChannelAsync();
    }

    public string Output => process.Output;
    public Uri Address => process.Address;

    /// <summary>A person of an organisation.</summary>
    public sealed record Person(Guid Partner, Guid Actor, string Role = Roles.Caseworker);

    public static Person Somebody(Guid? partner = null, string role = Roles.Caseworker) => new(partner ?? Guid.NewGuid(), Guid.NewGuid(), role);

    public sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, string? ETag)
    {
        public Guid Id => Body.GetProperty("id").GetGuid();
        public string Problem => Body.GetProperty("type").GetString()!.Split(':')[^1];
        public IEnumerable<string> Pointers => Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!);
    }

    public Task<Reply> Get(Person who, string path) => Call(who, HttpMethod.Get, path);
    public Task<Reply> Post(Person who, string path, object? body = null, string? key = null) =>
        Call(who, HttpMethod.Post, path, body, key ?? Guid.NewGuid().ToString());
    public Task<Reply> Put(Person who, string path, object body, string? ifMatch = null) => Call(who, HttpMethod.Put, path, body, ifMatch: ifMatch);

    public async Task<Reply> Call(Person who, HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null)
    {
        using var client = installation.Gateway.Client(process.Address, "cases", who.Actor, who.Partner, who.Role);
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null)
            request.Content = new StringContent(
                body as string ?? JsonSerializer.Serialize(body, NetworkJson.Options), Encoding.UTF8, "application/json");
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        using var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return new Reply(
            answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text, answer.Headers.ETag?.Tag);
    }

    /// <summary>Puts a message on a queue, as another service's outbox would.</summary>
    public async Task Send<T>(string queue, T message, Guid? messageId = null) where T : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = messageId ?? Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<T>() }, message }, NetworkJson.Options);
        await channel.BasicPublishAsync(
            queue, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body);
    }

    /// <summary>What Cases has said so far to Referrals and to Ledger that matches, waiting until there is one.</summary>
    public async Task<T> Published<T>(Func<T, bool> about) where T : class =>
        (await Eventually.Get(() => Received(about), seen => seen.Count > 0, $"{typeof(T).Name}; log: {Output}"))[0];

    /// <summary>All that matches, now.</summary>
    public async Task<List<T>> Received<T>(Func<T, bool> about) where T : class
    {
        foreach (var queue in new[] { Routes.Referral, Routes.AuditRecords })
        {
            while (await channel.BasicGetAsync(queue, autoAck: true) is { } delivery)
            {
                var envelope = JsonSerializer.Deserialize<JsonElement>(delivery.Body.Span);
                received.Add((envelope.GetProperty("messageType")[0].GetString()!, envelope.GetProperty("message").Clone()));
            }
        }
        return [.. received.Where(m => m.Type == MessageUrn.ForTypeString<T>())
            .Select(m => m.Message.Deserialize<T>(NetworkJson.Options)!).Where(about)];
    }

    /// <summary>Lets Cases know a partner, and waits until it does.</summary>
    public async Task<Guid> Listed(string kind, string? publicKey = null, bool suspended = false, Guid? partner = null, long version = 1)
    {
        var id = partner ?? Guid.NewGuid();
        await Send(Routes.KnownToCases, new PartnerListed(
            new PartnerId(id), version, "Tylos uostas", kind, "XS", [], ["lt"], ["XS"],
            new OpeningHours("Europe/Vilnius", true, []), publicKey, suspended, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => Query<long>("select count(*) from known_partners where partner_id = $1 and version = $2", id, version),
            seen => seen == 1, $"partner; log: {Output}");
        return id;
    }

    public Task<T> Query<T>(string sql, params object[] values) => Query<T>(Database, sql, values);

    public static async Task<T> Query<T>(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public Task Execute(string sql, params object[] values) => Execute(Database, sql, values);

    public static async Task Execute(NpgsqlDataSource source, string sql, params object[] values)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync();
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await channel.DisposeAsync();
        await broker.DisposeAsync();
        await Database.DisposeAsync();
        await Keys.DisposeAsync();
        await installation.DisposeAsync();
    }
}
