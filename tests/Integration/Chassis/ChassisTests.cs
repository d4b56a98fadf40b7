using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using RabbitMQ.Client;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

public sealed class ChassisTests : IAsyncLifetime
{
    ChassisFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await ChassisFixture.Started();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    async Task<Guid> Parcel(int remindAfter = 0) =>
        await fixture.Post(new { remindAfterMilliseconds = remindAfter }, Guid.NewGuid().ToString())
            ?? throw new InvalidOperationException(fixture.Process.Output);

    [Fact]
    public async Task The_same_key_twice_acts_once_and_gives_the_same_answer()
    {
        var first = await fixture.Post(new { remindAfterMilliseconds = 0 }, "once");
        var second = await fixture.Post(new { remindAfterMilliseconds = 0 }, "once");

        Assert.NotNull(first);
        Assert.Equal(first, second);
        Assert.Equal(1, await fixture.Count("parcels"));
    }

    [Fact]
    public async Task Twenty_at_once_with_one_key_act_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => fixture.Post(new { remindAfterMilliseconds = 0 }, "crowd")));

        Assert.Single(answers.Distinct());
        Assert.NotNull(answers[0]);
        Assert.Equal(1, await fixture.Count("parcels"));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused_and_changes_nothing()
    {
        await fixture.Post(new { remindAfterMilliseconds = 0 }, "key");
        using var client = fixture.Client();
        using var answer = await client.SendAsync(ChassisFixture.Json(HttpMethod.Post, "/parcels", new { remindAfterMilliseconds = 5 }, "key"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("urn:referral-network:problem:idempotency-key-reused", await Type(answer));
        Assert.Equal(1, await fixture.Count("parcels"));
    }

    [Theory]
    [InlineData(null, "{\"remindAfterMilliseconds\":0}", HttpStatusCode.BadRequest, "idempotency-key-required")]
    [InlineData("a", "{\"remindAfterMilliseconds\":", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("b", "{\"remindAfterMilliseconds\":\"soon\"}", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("c", "{\"remindAfterMilliseconds\":0,\"more\":1}", HttpStatusCode.BadRequest, "invalid")]
    [InlineData("d", "{}", HttpStatusCode.BadRequest, "invalid")]
    public async Task A_malformed_request_gets_a_clear_answer_and_changes_nothing(string? key, string body, HttpStatusCode status, string problem)
    {
        using var client = fixture.Client();
        using var answer = await client.SendAsync(ChassisFixture.Json(HttpMethod.Post, "/parcels", body, key));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal($"urn:referral-network:problem:{problem}", await Type(answer));
        Assert.Equal(0, await fixture.Count("parcels"));
        Assert.Equal(0, await fixture.Count("idempotency"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused()
    {
        using var client = fixture.Client();
        using var answer = await client.SendAsync(
            ChassisFixture.Json(HttpMethod.Post, "/parcels", $"{{\"remindAfterMilliseconds\":0,\"x\":\"{new string('x', 300_000)}\"}}", "big"));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task A_command_needs_the_version_it_was_decided_on()
    {
        var parcel = await Parcel(remindAfter: 600_000);
        using var client = fixture.Client();

        Assert.Equal(HttpStatusCode.PreconditionRequired, await Hold(client, parcel, ifMatch: null));
        Assert.Equal(HttpStatusCode.PreconditionFailed, await Hold(client, parcel, "\"7\""));
        Assert.Equal("Moving", await fixture.State(parcel));
        Assert.Equal(1, await fixture.Query<long>("select count(*) from outbox where timer_key is not null"));

        Assert.Equal(HttpStatusCode.OK, await Hold(client, parcel, "\"1\""));
        Assert.Equal("Held", await fixture.State(parcel));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from outbox where timer_key is not null"));
    }

    [Fact]
    public async Task A_refused_command_says_why_and_changes_nothing()
    {
        var parcel = await Parcel();
        await Eventually.Get(() => fixture.State(parcel), s => s == "Done", "parcel");
        using var client = fixture.Client();
        using var answer = await client.SendAsync(
            ChassisFixture.Json(
                HttpMethod.Post, $"/parcels/{parcel}/hold", body: null, Guid.NewGuid().ToString(), $"\"{await fixture.Version(parcel)}\""));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
        Assert.Equal("urn:referral-network:problem:parcel-done", await Type(answer));
        Assert.Equal("Done", await fixture.State(parcel));
    }

    [Fact]
    public async Task A_command_for_nothing_is_not_found()
    {
        using var client = fixture.Client();
        Assert.Equal(HttpStatusCode.NotFound, await Hold(client, Guid.NewGuid(), "\"1\""));
    }

    [Fact]
    public async Task Without_a_good_token_nothing_is_answered()
    {
        using var answer = await fixture.Process.Client.SendAsync(
            ChassisFixture.Json(HttpMethod.Post, "/parcels", new { remindAfterMilliseconds = 0 }, "k"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Fact]
    public async Task An_unroutable_message_is_noticed_kept_and_delivered_once_its_queue_is_back()
    {
        var parcel = await Parcel(remindAfter: 600_000);
        await using var connection = await fixture.Connect();
        await using var channel = await connection.CreateChannelAsync();
        using var client = fixture.Client();
        // The queue is declared anew within seconds, so now and then a message gets through.
        var parked = await Eventually.Get(async () =>
        {
            await channel.QueueDeleteAsync("parcels.nowhere");
            using var answer = await client.SendAsync(
                ChassisFixture.Json(HttpMethod.Post, $"/parcels/{parcel}/nowhere", body: null, Guid.NewGuid().ToString()));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Eventually.Get(
                () => fixture.Query<long>("select count(*) from outbox where timer_key is null and parked_at is null"),
                n => n == 0, "rows on their way");
            return await fixture.Query<long>("select count(*) from outbox where parked_at is not null");
        }, n => n > 0, "parked rows");
        await Eventually.Get(fixture.Health, health => health.Contains("parked", StringComparison.Ordinal), "health");

        // The forwarder declares the contract's queues again by itself, and the row goes out on its next try.
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from outbox where parked_at is not null"),
            n => n == 0, "parked rows", TimeSpan.FromSeconds(40));
        Assert.Equal((uint)parked, await channel.MessageCountAsync("parcels.nowhere"));
    }

    [Fact]
    public async Task An_event_for_an_instance_that_is_not_there_is_quarantined_not_dropped()
    {
        var missing = Guid.NewGuid();
        await fixture.Send(ParcelRoutes.Parcels, ChassisFixture.Envelope("TakeStep", new { parcelId = missing, step = 1 }));

        Assert.Equal("missing-instance", await Quarantined());
    }

    [Fact]
    public async Task An_event_that_the_state_does_not_allow_is_quarantined_with_its_reason()
    {
        var parcel = await Parcel();
        await Eventually.Get(() => fixture.State(parcel), s => s == "Done", "parcel");
        var version = await fixture.Version(parcel);
        await fixture.Send(ParcelRoutes.Parcels, ChassisFixture.Envelope("TakeStep", new { parcelId = parcel, step = 2 }));

        Assert.Equal("refused", await Quarantined());
        Assert.Equal(version, await fixture.Version(parcel));
    }

    [Theory]
    [InlineData("{\"messageType\":[\"urn:message:ReferralNetwork.Tests.ChassisHost:Unheard\"],\"message\":{}}", "unknown-type")]
    [InlineData("{ not json", "malformed")]
    [InlineData(
        "{\"messageId\":\"0199c0de-0000-7000-8000-000000000000\",\"messageType\":[\"urn:message:ReferralNetwork.Tests.ChassisHost:TakeStep\"],\"message\":{\"parcelId\":\"nobody\"}}",
        "malformed")]
    public async Task Poison_is_quarantined_with_its_reason_and_its_neighbours_are_unharmed(string poison, string reason)
    {
        await fixture.Send(ParcelRoutes.Parcels, poison);
        var parcel = await Parcel();

        Assert.Equal(reason, await Quarantined());
        await Eventually.Get(() => fixture.State(parcel), s => s == "Done", "neighbour");
        await fixture.Deliveries(ParcelRoutes.Parcels, 1 + ParcelRoutes.LastStep); // the poison too is acknowledged by now
        Assert.Equal(1, await fixture.Count("quarantine"));
    }

    [Fact]
    public async Task A_message_that_comes_again_is_consumed_once()
    {
        var parcel = Guid.NewGuid();
        var bytes = ChassisFixture.Envelope("StepTaken", new { parcelId = parcel, step = 9 });
        for (var i = 0; i < 30; i++)
            await fixture.Send(ParcelRoutes.Arrivals, bytes);
        await fixture.Send(ParcelRoutes.Arrivals, ChassisFixture.Envelope("StepTaken", new { parcelId = parcel, step = 10 }));

        await Eventually.Get(() => fixture.Query<long>("select count(*) from arrivals where step = 10"), n => n == 1, "the last");
        await Eventually.Get(async () => await fixture.Depth(ParcelRoutes.Arrivals), n => n == 0, "queue");
        Assert.Equal(1, await fixture.Query<long>("select count(*) from arrivals where step = 9"));
        Assert.Equal(0, await fixture.Count("quarantine"));
    }

    Task<string> Quarantined() =>
        Eventually.Get(
            () => fixture.Query<string>("select coalesce(max(reason), 'none') from quarantine"),
            r => r != "none", "quarantine", TimeSpan.FromSeconds(40));

    static async Task<HttpStatusCode> Hold(HttpClient client, Guid parcel, string? ifMatch)
    {
        using var answer = await client.SendAsync(
            ChassisFixture.Json(HttpMethod.Post, $"/parcels/{parcel}/hold", body: null, Guid.NewGuid().ToString(), ifMatch));
        return answer.StatusCode;
    }

    static async Task<string?> Type(HttpResponseMessage answer) =>
        (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString();
}
