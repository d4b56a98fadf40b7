using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Contracts;
using ReferralNetwork.Ledger.Records;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// The product, its twin, or another host that plays it: processes on databases and a virtual host of their own, with the
/// prepared offers stored.
/// </summary>
sealed class Installation : IAsyncDisposable
{
    static readonly string[] All = ["Cases", "Ledger", "Referrals"];

    readonly PreparedOffers offers;
    readonly HttpClient client = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 });

    /// <summary>What counts something that is still to be done.</summary>
    readonly List<(Database Database, string Sql)> unrest = [];

    Installation(PreparedOffers offers) => this.offers = offers;

    public required string Broker { get; init; }
    public required Database Referrals { get; init; }
    public required Database Cases { get; init; }
    public required Database Keys { get; init; }
    public required Database Ledger { get; init; }
    public required Database Returns { get; init; }
    public required Database Placements { get; init; }

    /// <summary>The last is the one that referrals are posted to.</summary>
    public IReadOnlyList<ServiceProcess> Processes { get; private set; } = [];

    /// <summary>The services as they are shipped: all that a referral meets, or those that are named.</summary>
    public static async Task<Installation> Product(PreparedOffers offers, params string[] services)
    {
        services = services is [] ? All : services;
        var product = await Empty(offers);
        await product.Start([.. services.Select(product.Service)]);
        await product.Tell(services);
        product.Settles(services);
        if (services.Contains("Cases"))
            await offers.Store(product.Cases);
        return product;
    }

    /// <summary>The same tables, made by the same scripts, and <see cref="Twin.TwinHost"/> on them.</summary>
    public static async Task<Installation> ByHand(PreparedOffers offers)
    {
        var twin = await Empty(offers);
        foreach (var (database, assembly) in new[]
        {
            (twin.Referrals, typeof(ReferralState).Assembly), (twin.Cases, typeof(CaseKeys).Assembly), (twin.Ledger, typeof(Sequencer).Assembly)
        })
        {
            Migrator.Migrate(database.ConnectionString, typeof(ServiceHost).Assembly);
            Migrator.Migrate(database.ConnectionString, assembly);
        }
        await twin.Referrals.Execute("create table bare (id uuid primary key, body bytea not null)");
        foreach (var listed in offers.Listings)
        {
            await twin.Referrals.Execute(
                """
                insert into known_partners (partner_id, version, kind, jurisdiction, services, time_zone, suspended, holidays_of)
                values ($1, 1, $2, $3, $4, $5, false, $3)
                """,
                listed.PartnerId.Value, listed.Kind, listed.Jurisdiction, listed.Services.ToArray(), listed.Hours.TimeZone);
        }
        foreach (var rule in PreparedOffers.Rules)
        {
            await twin.Referrals.Execute(
                "insert into known_rules (jurisdiction, rule, valid_from, value, unit, citation) values ($1, $2, $3, $4, $5, $6)",
                rule.Jurisdiction, rule.Rule, rule.ValidFrom, rule.Value, rule.Unit, rule.Citation);
        }
        await offers.Store(twin.Cases);
        await twin.Start(twin.Process("tests/Bench", twin.Referrals, new()
        {
            ["Cases"] = twin.Cases.ConnectionString,
            ["Ledger"] = twin.Ledger.ConnectionString,
            ["Trust__NetworkKeys"] = offers.PublicKeyFile,
        }, "twin"));
        twin.Settles(All);
        return twin;
    }

    /// <summary><see cref="Bench.InMemory"/>.</summary>
    public static async Task<Installation> InMemory(PreparedOffers offers)
    {
        var memory = await Empty(offers);
        await memory.Start(memory.Process("tests/Bench", memory.Referrals, new() { ["Trust__NetworkKeys"] = offers.PublicKeyFile }, "in-memory"));
        return memory;
    }

    /// <summary>A time-ordered id before all that are made from now on.</summary>
    public static Guid Before => Guid.CreateVersion7(DateTimeOffset.UtcNow.AddMilliseconds(-1));

    /// <summary>Offers a referral; throws unless it was answered durably.</summary>
    public async Task<Guid> Post(int flow, string path = "/referrals")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(offers[flow]) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != HttpStatusCode.Created)
            throw new InvalidOperationException(
                $"POST {path} was answered {answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}\n{Processes[^1].Output}");
        return answer.Headers.Location is { } location ? Guid.Parse(location.OriginalString.AsSpan(^36)) : Guid.Empty;
    }

    /// <summary>Milliseconds until the whole answer was there, and how long it is.</summary>
    public async Task<(double Took, int Bytes)> Read(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        var clock = Stopwatch.StartNew();
        using var answer = await client.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadAsByteArrayAsync();
        return (clock.Elapsed.TotalMilliseconds, body.Length);
    }

    /// <summary>Milliseconds for the first page of a list, the median of so many.</summary>
    public async Task<double> Page(string path, string token, int times)
    {
        var seen = new List<double>();
        for (var i = 0; i < times; i++)
            seen.Add((await Read(path, token)).Took);
        return new Sample(seen).Median;
    }

    /// <summary>Until the recipient's side has all offers and the ledger both acts of each.</summary>
    /// <param name="since"><see cref="Before"/> the first of them.</param>
    public async Task Arrived(Guid since, int count)
    {
        if (unrest.Count == 0) // nothing is stored anywhere: the process counts
        {
            await client.GetStringAsync(new Uri($"/arrived/{count}", UriKind.Relative));
            return;
        }
        await Cases.Until(count, "select count(*) from offers where offer_id > $1", since);
        await Ledger.Until(2 * count, "select count(*) from audit_records where record_id > $1", since);
    }

    /// <summary>Until nothing is left to be done, so that it is not done while something else is measured.</summary>
    public async Task AtRest()
    {
        foreach (var (database, sql) in unrest)
            await database.Until(0, sql);
    }

    /// <summary>As another service's outbox would.</summary>
    public static Task Say<T>(Publisher publisher, string queue, T message) where T : class
    {
        var id = Guid.CreateVersion7();
        return publisher.Publish("", queue, id, JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = id, messageType = new[] { MessageUrn.ForTypeString<T>() }, message }, Chassis.NetworkJson.Options));
    }

    /// <summary>Its processes stand still: even with nothing to do they look for it.</summary>
    public Task Pause() => Task.WhenAll(Processes.Select(process => process.Pause()));

    public Task Resume() => Task.WhenAll(Processes.Select(process => process.Resume()));

    static async Task<Installation> Empty(PreparedOffers offers) => new(offers)
    {
        Broker = await Servers.Broker(),
        Referrals = await Database.Create("referrals"),
        Cases = await Database.Create("cases"),
        Keys = await Database.Create("keys"),
        Ledger = await Database.Create("ledger"),
        Returns = await Database.Create("returns"),
        Placements = await Database.Create("placements"),
    };

    async Task<ServiceProcess> Service(string name)
    {
        var declared = ServiceDeclaration.For(name.ToLowerInvariant());
        var settings = await declared.Fill((kind, of) => Task.FromResult(kind switch
        {
            "database" when of == "case_keys" => Keys.ConnectionString,
            "key" when of is "network.pem" or "ledger.pem" => offers.SigningKeyFile,
            "key" when of == "network.pub.pem" => offers.PublicKeyFile,
            "key" => offers.MasterKeyFile,
            _ => "",
        }));
        var database = name switch
        {
            "Cases" => Cases,
            "Ledger" => Ledger,
            "Returns" => Returns,
            "Placements" => Placements,
            _ => Referrals,
        };
        return await Process(declared.Project, database, settings);
    }

    Task<ServiceProcess> Process(string project, Database database, Dictionary<string, string> settings, params string[] arguments)
    {
        settings["ConnectionStrings__Database"] = database.ConnectionString;
        settings["ConnectionStrings__Broker"] = Broker;
        settings["Trust__GatewayKeys"] = offers.Gateway.PublicKeyFile;
        settings["Keys__Lookup"] = offers.Gateway.LookupKeyFile;
        settings["DOTNET_TieredPGO"] = "1"; // as in production
        settings["Brakes__Factor"] = "1000000"; // two people ask for everything
        return ServiceProcess.Start(project, settings, arguments: arguments);
    }

    async Task Start(params Task<ServiceProcess>[] processes)
    {
        Processes = await Task.WhenAll(processes);
        client.BaseAddress = Processes[^1].Address;
        client.DefaultRequestHeaders.Authorization = new("Bearer", offers.Token);
    }

    /// <summary>What Partners would have said, and waiting until it was heard.</summary>
    async Task Tell(string[] services)
    {
        await using var connection = await new ConnectionFactory { Uri = new(Broker) }.CreateConnectionAsync();
        await using var publisher = await Publisher.Open(connection, window: 1, _ => { });
        foreach (var listed in offers.Listings)
        {
            await Say(publisher, Routes.KnownToReferrals, listed);
            await Say(publisher, Routes.KnownToCases, listed);
            await Say(publisher, Routes.KnownToReturns, listed);
            await Say(publisher, Routes.KnownToPlacements, listed);
        }
        foreach (var rule in PreparedOffers.Rules)
            await Say(publisher, Routes.KnownToReferrals, rule);
        if (services.Contains("Cases"))
            await Cases.Until(2, "select count(*) from known_partners");
        if (services.Contains("Returns"))
            await Returns.Until(2, "select count(*) from known_partners");
        if (services.Contains("Placements"))
            await Placements.Until(2, "select count(*) from known_partners");
        if (!services.Contains("Referrals"))
            return;
        await Referrals.Until(2, "select count(*) from known_partners");
        await Referrals.Until(2, "select count(*) from known_rules");
    }

    void Settles(string[] services)
    {
        const string Outgoing = "select count(*) from outbox where timer_key is null";
        foreach (var service in services)
            unrest.Add(
                service switch
                {
                    "Cases" => (Cases, Outgoing),
                    "Ledger" => (Ledger, "select count(*) from pending"),
                    "Returns" => (Returns, Outgoing),
                    "Placements" => (Placements, Outgoing),
                    _ => (Referrals, Outgoing),
                });
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        foreach (var process in Processes)
            await process.DisposeAsync();
        foreach (var database in new[] { Referrals, Cases, Keys, Ledger, Returns, Placements })
            await database.DisposeAsync();
        await Servers.DropBroker(Broker);
    }
}
