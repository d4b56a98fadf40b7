using System.Net;
using System.Text.Json;
using RabbitMQ.Client;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>What those who run the network see of stuck messages, and what they can do about them.</summary>
public sealed class OperationsTests : IAsyncLifetime
{
    ChassisFixture fixture = null!;

    public async Task InitializeAsync()
    {
        fixture = await ChassisFixture.Create();
        await fixture.Start(more: ("Broker__Management", Servers.ManagementAddress));
    }

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Theory]
    [InlineData]
    [InlineData(Roles.DataProtectionOfficer)]
    [InlineData(Roles.Caseworker, Roles.Coordinator, Roles.DataProtectionOfficer)]
    public async Task Whoever_is_no_administrator_sees_and_replays_nothing(params string[] roles)
    {
        await fixture.Send(ParcelRoutes.Parcels, "{ not json");
        var id = (await Quarantined()).GetProperty("id").GetGuid();
        using var client = fixture.Client(roles);
        foreach (var path in new[] { "", "/parked", "/quarantine", $"/quarantine/{id}" })
        {
            using var answer = await client.GetAsync(new Uri($"/operations{path}", UriKind.Relative));
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
        Assert.Equal(HttpStatusCode.Forbidden, await Replay(id, roles));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from quarantine where replayed_at is not null"));
    }

    [Fact]
    public async Task The_overview_tells_what_waits_and_since_when()
    {
        await fixture.Post(new { remindAfterMilliseconds = 600_000 }, "timer");
        await fixture.Send(ParcelRoutes.Parcels, "{ not json");
        await Quarantined();

        var seen = await fixture.Operations();
        Assert.Equal(1, seen.GetProperty("timers").GetProperty("waiting").GetInt64());
        Assert.InRange(
            seen.GetProperty("timers").GetProperty("nextAt").GetDateTimeOffset(),
            DateTimeOffset.UtcNow.AddMinutes(8), DateTimeOffset.UtcNow.AddMinutes(10));
        Assert.Equal(1, seen.GetProperty("backlog").GetProperty("quarantined").GetInt64());
        Assert.Equal(0, seen.GetProperty("backlog").GetProperty("parked").GetInt64());
        Assert.True(seen.GetProperty("brokerConnected").GetBoolean());
        Assert.False(seen.GetProperty("consumingPaused").GetBoolean());
    }

    [Fact]
    public async Task A_parked_message_is_listed_with_its_exchange_type_and_time()
    {
        await Put(
            "insert into outbox (message_id, exchange, mandatory, body, due_at, attempts, parked_at) values ($1, 'parcels.nowhere', true, $2, $3, 4, $4)",
            Guid.CreateVersion7(), Bytes(ChassisFixture.Envelope("Nowhere", new { parcelId = Guid.NewGuid() })),
            DateTimeOffset.UtcNow.AddHours(1), DateTimeOffset.UtcNow);

        var parked = Assert.Single((await fixture.Operations("/parked")).GetProperty("items").EnumerateArray());
        Assert.Equal("parcels.nowhere", parked.GetProperty("exchange").GetString());
        Assert.EndsWith(":Nowhere", parked.GetProperty("type").GetString(), StringComparison.Ordinal);
        Assert.Equal(4, parked.GetProperty("attempts").GetInt32());
        Assert.InRange(parked.GetProperty("since").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Whatever_poison_carries_only_its_shape_is_shown()
    {
        const string poison =
            """{"messageType":["Vaidotė Petraitė"],"message":{"Vaidotė Petraitė":"+37061900455","step":7,"parcelId":"0199c0de-0000-7000-8000-000000000000"}}""";
        await fixture.Send(ParcelRoutes.Parcels, poison);
        var message = await Quarantined();

        Assert.DoesNotContain("ydr", message.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("61900455", message.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("(16 characters)", message.GetProperty("type").GetString());
        Assert.Equal(
            """{"messageType":["(16 characters)"],"message":{"(16 characters)":"(12 characters)","step":7,"parcelId":"0199c0de-0000-7000-8000-000000000000"}}""",
            message.GetProperty("payload").GetRawText());
        Assert.Equal(message.GetRawText(), (await fixture.Operations($"/quarantine/{message.GetProperty("id").GetGuid()}")).GetRawText());
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_stops()
    {
        for (var i = 0; i < 120; i++)
        {
            await Put("insert into quarantine (id, queue, reason, detail, body, received_at) values ($1, 'q', 'failed', 'd', $2, $3)",
                Guid.CreateVersion7(), Bytes("{}"), DateTimeOffset.UtcNow);
        }
        var seen = new List<Guid>();
        for (JsonElement? next = null; next is not { ValueKind: JsonValueKind.Null };)
        {
            var page = await fixture.Operations(next is null ? "/quarantine" : $"/quarantine?after={next}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
            next = page.GetProperty("next");
        }
        Assert.Equal(120, seen.Count);
        Assert.Equal(120, seen.Distinct().Count());
    }

    [Fact]
    public async Task A_replayed_message_is_consumed_once_and_the_ledger_hears_who_sent_it_again()
    {
        var (parcel, id) = await StuckStep();
        await Put(
            "update parcels set data = jsonb_set(data, '{currentState}', '\"Moving\"') where correlation_id = $1",
            parcel); // what was in its way is mended

        var answers = await Task.WhenAll(Replay(id, Roles.Administrator), Replay(id, Roles.Administrator));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], answers.Order());
        await Eventually.Get(() => fixture.State(parcel), state => state == "Done", "parcel");
        Assert.Equal(HttpStatusCode.Conflict, await Replay(id, Roles.Administrator));

        Assert.Equal(1, await fixture.Query<int>("select (data -> 'data' ->> 'steps')::int from parcels where correlation_id = $1", parcel));
        await Eventually.Get(() => fixture.Count("outbox"), rows => rows == 0, "outbox rows");
        Assert.Equal(1, await fixture.Count("quarantine"));
        var act = Assert.Single(await Acts("message-replayed"));
        Assert.Equal(fixture.Actor, act.GetProperty("actor").GetGuid());
        Assert.Equal(id, act.GetProperty("reference").GetGuid());
        Assert.Equal(
            id,
            Assert.Single((await fixture.Operations("/quarantine?replayed=true")).GetProperty("items").EnumerateArray()).GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_message_that_fails_again_is_a_new_one_that_names_the_one_it_was()
    {
        var (parcel, id) = await StuckStep();
        Assert.Equal(HttpStatusCode.OK, await Replay(id, Roles.Administrator));

        var again = await Quarantined();
        Assert.Equal(id, again.GetProperty("replayOf").GetGuid());
        Assert.NotEqual(id, again.GetProperty("id").GetGuid());
        var before = await fixture.Operations($"/quarantine/{id}");
        Assert.Equal(before.GetProperty("messageId").GetGuid(), again.GetProperty("messageId").GetGuid());
        Assert.NotEqual(JsonValueKind.Null, before.GetProperty("replayedAt").ValueKind);
        Assert.Equal("Held", await fixture.State(parcel));
    }

    [Fact]
    public async Task What_is_not_in_quarantine_cannot_be_replayed() =>
        Assert.Equal(HttpStatusCode.NotFound, await Replay(Guid.NewGuid(), Roles.Administrator));

    [Fact]
    public async Task A_message_that_does_not_leave_for_a_minute_makes_the_service_not_ready_however_often_it_is_tried()
    {
        await Put("insert into outbox (message_id, exchange, mandatory, body, due_at) values ($1, 'parcels.not-declared', false, $2, $3)",
            Guid.CreateVersion7(), Bytes("{}"), DateTimeOffset.UtcNow.AddSeconds(-70));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from outbox where attempts > 0 and due_at > now()"),
            rows => rows == 1, "tried rows");

        await Eventually.Get(fixture.Health, health => health.Contains("waited over a minute", StringComparison.Ordinal), "health");
        var backlog = (await fixture.Operations()).GetProperty("backlog");
        Assert.Equal(1, backlog.GetProperty("due").GetInt64());
        Assert.True(backlog.GetProperty("oldestDueAt").GetDateTimeOffset() < DateTimeOffset.UtcNow.AddMinutes(-1), backlog.GetRawText());

        await Put("delete from outbox where exchange = $1", "parcels.not-declared");
        await Eventually.Get(fixture.Health, Ready, "health");
    }

    [Fact]
    public async Task A_missing_queue_makes_the_service_not_ready_until_it_has_declared_it_anew()
    {
        await using var connection = await fixture.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync("parcels.nowhere");

        await Eventually.Get(
            fixture.Health,
            health => health.StartsWith("503", StringComparison.Ordinal) && health.Contains("parcels.nowhere", StringComparison.Ordinal),
            "health");
        await Eventually.Get(fixture.Health, Ready, "health");
        Assert.Equal(0u, await fixture.Depth("parcels.nowhere"));
    }

    [Fact]
    public async Task A_missing_binding_makes_the_service_not_ready_until_it_has_bound_it_anew()
    {
        const string exchange = "ReferralNetwork.Tests.ChassisHost:StepTaken";
        await using var connection = await fixture.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.ExchangeUnbindAsync(ParcelRoutes.Arrivals, exchange, "");

        await Eventually.Get(
            fixture.Health,
            health => health.StartsWith("503", StringComparison.Ordinal) && health.Contains(exchange, StringComparison.Ordinal),
            "health");
        await Eventually.Get(fixture.Health, Ready, "health");
        var parcel = (await fixture.Post(new { remindAfterMilliseconds = 0 }, "after"))!.Value;
        await Eventually.Get(() => fixture.State(parcel), state => state == "Done", "parcel");
        await Eventually.Get(() => fixture.Count("arrivals"), seen => seen == ParcelRoutes.LastStep, "arrivals");
    }

    [Fact]
    public async Task Without_the_management_API_queues_are_watched_still_and_health_says_that_bindings_are_not()
    {
        await using var without = await ChassisFixture.Started();
        Assert.Contains("Bindings are not watched", await without.Health(), StringComparison.Ordinal);
        await using var connection = await without.Connect();
        await using var channel = await connection.CreateChannelAsync();
        await channel.QueueDeleteAsync("parcels.nowhere");

        await Eventually.Get(without.Health, health => health.Contains("parcels.nowhere", StringComparison.Ordinal), "health");
        await Eventually.Get(without.Health, Ready, "health");
    }

    [Fact]
    public async Task The_figures_are_exported_beside_the_traces_and_name_nobody()
    {
        var folder = Directory.CreateTempSubdirectory("traces");
        await using var traced = await ChassisFixture.Create();
        await traced.Start(more: ("Telemetry__File", Path.Combine(folder.FullName, "parcels.jsonl")));
        await traced.Send(ParcelRoutes.Parcels, """{"messageType":["Vaidotė"],"message":{}}""");
        await traced.Post(new { remindAfterMilliseconds = 0 }, "counted");

        var lines = await Eventually.Get(
            async () => await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "parcels.metrics.jsonl")),
            all => Latest(all, "quarantine.waiting") is 1 && Latest(all, "outbox.forwarded") is > 0, "metrics", TimeSpan.FromSeconds(60));
        foreach (var figure in new[]
        {
            "outbox.due", "outbox.due_timers", "outbox.oldest_due", "outbox.parked",
            "messaging.masstransit.consume", "messaging.masstransit.consume.duration"
        })
            Assert.True(Latest(lines, figure) is not null, $"{figure} is not among:\n{string.Join('\n', lines)}");
        Assert.DoesNotContain(lines, line => line.Contains("ydr", StringComparison.Ordinal));
        folder.Delete(recursive: true);
    }

    static double? Latest(IEnumerable<string> lines, string figure) => lines.Select(line => JsonDocument.Parse(line).RootElement)
        .Where(line => line.GetProperty("Name").GetString() == figure).Select(line => (double?)line.GetProperty("value").GetDouble()).LastOrDefault();

    /// <summary>A step for a parcel that is held: it can be mended.</summary>
    async Task<(Guid Parcel, Guid Quarantined)> StuckStep()
    {
        var parcel = (await fixture.Post(new { remindAfterMilliseconds = 600_000 }, "held"))!.Value;
        using var client = fixture.Client();
        using var held = await client.SendAsync(ChassisFixture.Json(HttpMethod.Post, $"/parcels/{parcel}/hold", body: null, "hold", "\"1\""));
        Assert.Equal(HttpStatusCode.OK, held.StatusCode);
        await fixture.Send(ParcelRoutes.Parcels, ChassisFixture.Envelope("TakeStep", new { parcelId = parcel, step = ParcelRoutes.LastStep }));
        var stuck = await Quarantined();
        Assert.Equal("refused", stuck.GetProperty("reason").GetString());
        return (parcel, stuck.GetProperty("id").GetGuid());
    }

    /// <summary>The one that waits in quarantine.</summary>
    async Task<JsonElement> Quarantined() => (await Eventually.Get(
        async () => (await fixture.Operations("/quarantine")).GetProperty("items"), items => items.GetArrayLength() > 0, "quarantine"))[0];

    async Task<HttpStatusCode> Replay(Guid id, params string[] roles)
    {
        using var client = fixture.Client(roles);
        using var answer = await client.SendAsync(
            ChassisFixture.Json(HttpMethod.Post, $"/operations/quarantine/{id}/replay", body: null, Guid.NewGuid().ToString()));
        return answer.StatusCode;
    }

    /// <summary>What stands on the ledger's queue under this verb.</summary>
    async Task<List<JsonElement>> Acts(string verb)
    {
        await using var connection = await fixture.Connect();
        await using var channel = await connection.CreateChannelAsync();
        var acts = new List<JsonElement>();
        while (await channel.BasicGetAsync("parcels.audit-records", autoAck: true) is { } act)
            acts.Add(JsonDocument.Parse(act.Body).RootElement.GetProperty("message"));
        return acts.FindAll(act => act.GetProperty("verb").GetString() == verb);
    }

    /// <summary>What cannot be brought about through the door in a moment.</summary>
    Task<long> Put(string sql, params object[] values) => fixture.Query<long>($"with put as ({sql} returning 1) select count(*) from put", values);

    static bool Ready(string health) => health.StartsWith("200", StringComparison.Ordinal);

    static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
