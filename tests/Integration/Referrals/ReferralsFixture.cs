using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using RabbitMQ.Client;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>The Referrals service as a process, on a database, a virtual host and keys of its own; the other services are played here.</summary>
public sealed class ReferralsFixture : IAsyncLifetime
{
    public const string Need = "x:ShelterAccommodation";

    /// <summary>Fictional: an urgent answer is due in a second and a half, stop receipts in two.</summary>
    public const string Hasty = "XS";

    /// <summary>Fictional: nobody's time runs out while a test looks.</summary>
    public const string Patient = "XT";

    readonly ECDsa cases = ECDsa.Create();
    readonly List<(string Type, JsonElement Message)> received = [];
    TestInstallation installation = null!;
    ServiceProcess process = null!;
    IConnection broker = null!;
    IChannel channel = null!;

    public NpgsqlDataSource Database { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        installation = await TestInstallation.Create();
        var settings = await installation.SettingsOf("referrals");
        Database = NpgsqlDataSource.Create(settings["ConnectionStrings__Database"]);
        cases.ImportFromPem(await File.ReadAllTextAsync(installation.Key("network.pem")));
        process = await ServiceProcess.OfService("referrals", settings);
        broker = await new ConnectionFactory { Uri = new Uri(installation.Broker) }.CreateConnectionAsync();
        channel = await broker.CreateChannelAsync();
        foreach (var (jurisdiction, answer, stop) in new[] { (Hasty, 1.5m, 2m), (Patient, 7200m, 86400m) })
        {
            foreach (var rule in new[] { "answer-due.urgent", "answer-due.soon", "answer-due.routine" })
                await Send(Routes.KnownToReferrals, new RuleSet(jurisdiction, rule, answer, "seconds", new(2020, 1, 1), null, "Fictional"));
            await Send(Routes.KnownToReferrals, new RuleSet(jurisdiction, "stop-receipt-due", stop, "seconds", new(2020, 1, 1), null, "Fictional"));
            await Send(
                Routes.KnownToReferrals, new RuleSet(jurisdiction, "cancellation-unanswered", answer, "seconds", new(2020, 1, 1), null, "Fictional"));
        }
        await Eventually.Get(() => Query<long>("select count(*) from known_rules"), seen => seen == 10, "rules");
    }

    public string Output => process.Output;

    /// <summary>A person of an organisation.</summary>
    public sealed record Person(Guid Partner, Guid Actor, string Role = Roles.Caseworker)
    {
        public PartnerId Id => new(Partner);
    }

    public sealed record Reply(HttpStatusCode Status, JsonElement Body, string Text, string? ETag, Uri? Location)
    {
        public Guid Id => Body.GetProperty("id").GetGuid();
        public string Problem => Body.GetProperty("type").GetString()!.Split(':')[^1];
        public string this[string member] => Body.GetProperty(member).ToString();
        public IReadOnlyList<string> Errors =>
            [.. Body.GetProperty("errors").EnumerateArray().Select(e =>
                $"{e.GetProperty("pointer").GetString()}: {e.GetProperty("detail").GetString()}")];
        public IReadOnlyList<string> Strings(string member) => [.. Body.GetProperty(member).EnumerateArray().Select(e => e.GetString()!)];
    }

    /// <summary>Lets Referrals know an organisation, and gives one of its people.</summary>
    public async Task<Person> Somebody(
        string jurisdiction = Patient, string role = Roles.Caseworker, string service = Need, bool suspended = false,
        Guid? partner = null, long version = 1, string kind = "x:Shelter")
    {
        var id = partner ?? Guid.NewGuid();
        await Send(Routes.KnownToReferrals, new PartnerListed(
            new PartnerId(id), version, "Tylos uostas", kind, jurisdiction, [service], ["lt"], ["XS"],
            new OpeningHours("Europe/Vilnius", true, []), null, suspended, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => Query<long>("select count(*) from known_partners where partner_id = $1 and version >= $2", id, version),
            seen => seen == 1, $"partner; log: {Output}");
        return new(id, Guid.NewGuid(), role);
    }

    /// <summary>What Cases would sign.</summary>
    public string Permit(
        Person owner, IEnumerable<Person> recipients, Guid? id = null, Guid? receipt = null, TimeSpan? expiresIn = null,
        string type = "permit+jwt", string purpose = "Referral", ECDsa? signedWith = null, string[]? needs = null,
        Person[]? only = null, long onlyVersion = 0) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = type,
            Claims = new Dictionary<string, object>
            {
                ["jti"] = (id ?? Guid.NewGuid()).ToString(),
                ["owner"] = owner.Partner.ToString(),
                ["recipients"] = recipients.Select(r => r.Partner.ToString()).ToArray(),
                ["categories"] = new[] { "Name", "Contact" },
                ["purpose"] = purpose,
                ["receipt"] = (receipt ?? Guid.NewGuid()).ToString(),
                ["receiptVersion"] = 1,
                ["needs"] = needs!,
                ["only"] = only?.Select(o => o.Actor.ToString()).ToArray()!,
                ["onlyVersion"] = onlyVersion,
                ["exp"] = (DateTimeOffset.UtcNow + (expiresIn ?? TimeSpan.FromDays(1))).ToUnixTimeSeconds(),
            },
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? cases), SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>The tie to another referral, as Cases would sign it.</summary>
    public string Tie(Person owner, Guid to, ECDsa? signedWith = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "tie+jwt",
            Claims = new Dictionary<string, object>
            {
                ["jti"] = Guid.NewGuid().ToString(), ["owner"] = owner.Partner.ToString(), ["conversation"] = "referral", ["sub"] = to.ToString(),
            },
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? cases), SecurityAlgorithms.EcdsaSha256),
        });

    /// <summary>The token of a note, as Cases would sign it.</summary>
    public string Note(Guid referral, Person author, Person to, ECDsa? signedWith = null, string conversation = "referral") =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "note+jwt",
            Claims = new Dictionary<string, object>
            {
                ["jti"] = Guid.NewGuid().ToString(),
                ["conversation"] = conversation,
                ["sub"] = referral.ToString(),
                ["author"] = author.Partner.ToString(),
                ["to"] = to.Partner.ToString(),
            },
            SigningCredentials = new SigningCredentials(PemKeys.WithThumbprint(signedWith ?? cases), SecurityAlgorithms.EcdsaSha256),
        });

    public Task<Reply> Get(Person who, string path) => Call(who, HttpMethod.Get, path);

    public Task<Reply> Post(Person who, string path, object? body = null, string? ifMatch = null, string? key = null) =>
        Call(who, HttpMethod.Post, path, body, key ?? Guid.NewGuid().ToString(), ifMatch);

    public async Task<Reply> Call(
        Person who, HttpMethod method, string path, object? body = null, string? key = null, string? ifMatch = null, string? token = null)
    {
        using var client = installation.Gateway.Client(process.Address, "referrals", who.Actor, who.Partner, who.Role);
        if (token is not null)
            client.DefaultRequestHeaders.Authorization = new("Bearer", token);
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
            answer.StatusCode, text.Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(text), text,
            answer.Headers.ETag?.Tag, answer.Headers.Location);
    }

    public string Token(Person who, string audience = "referrals", TimeSpan? expiresIn = null, ECDsa? signedWith = null) =>
        installation.Gateway.Token(audience, who.Actor, who.Partner, [who.Role], expiresIn, signedWith);

    /// <summary>Puts a message on a queue, as another service's outbox would.</summary>
    public async Task Send<T>(string queue, T message, Guid? messageId = null) where T : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = messageId ?? Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<T>() }, message }, NetworkJson.Options);
        await channel.BasicPublishAsync(
            queue, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true }, body);
    }

    /// <summary>What Referrals has said to Cases and to Ledger that matches, waiting until there is one.</summary>
    public async Task<T> Published<T>(Func<T, bool> about) where T : class =>
        (await Eventually.Get(() => Received(about), seen => seen.Count > 0, $"{typeof(T).Name}; log: {Output}"))[0];

    /// <summary>All that matches, now.</summary>
    public async Task<List<T>> Received<T>(Func<T, bool> about) where T : class
    {
        foreach (var queue in new[] { Routes.Offers, Routes.Release, Routes.AuditRecords })
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

    public async Task<T> Query<T>(string sql, params object[] values)
    {
        await using var command = Database.CreateCommand(sql);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task DisposeAsync()
    {
        await process.DisposeAsync();
        await channel.DisposeAsync();
        await broker.DisposeAsync();
        await Database.DisposeAsync();
        await installation.DisposeAsync();
        cases.Dispose();
    }
}
