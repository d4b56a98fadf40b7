using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using MassTransit;
using RabbitMQ.Client;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>Cases and Referrals as they run side by side: what one signs the other checks, what one asks the other answers.</summary>
public sealed class WithCasesTests : IAsyncLifetime
{
    readonly (Guid Partner, Guid Actor) rasa = (Guid.NewGuid(), Guid.NewGuid()), ieva = (Guid.NewGuid(), Guid.NewGuid());
    TestInstallation installation = null!;
    ServiceProcess cases = null!, referrals = null!;

    public async Task InitializeAsync()
    {
        installation = await TestInstallation.Create();
        cases = await ServiceProcess.OfService("cases", await installation.SettingsOf("cases"));
        referrals = await ServiceProcess.OfService("referrals", await installation.SettingsOf("referrals"));
        await Tell(installation.Broker);
    }

    /// <summary>What Partners would have said.</summary>
    async Task Tell(string broker)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var (id, kind) in new[] { (rasa.Partner, "NGO"), (ieva.Partner, "x:Shelter") })
        {
            var listed = new PartnerListed(
                new(id), 1, "Ramunės prieglauda", kind, "XS", ["x:ShelterAccommodation"], ["lt"], ["LT"],
                new("Europe/Vilnius", true, []), null, false, DateTimeOffset.UtcNow);
            foreach (var queue in new[] { Routes.KnownToCases, Routes.KnownToReferrals })
                await Publish(channel, queue, listed);
        }
        foreach (var rule in new[] { "answer-due.soon", "stop-receipt-due" })
            await Publish(channel, Routes.KnownToReferrals, new RuleSet("*", rule, 1, "hours", new(2020, 1, 1), null, "Fictional"));
    }

    static async Task Publish<T>(IChannel channel, string queue, T message) where T : class => await channel.BasicPublishAsync(
        queue, "", mandatory: true, new BasicProperties { ContentType = "application/vnd.masstransit+json", Persistent = true },
        JsonSerializer.SerializeToUtf8Bytes(
            new { messageId = Guid.NewGuid(), messageType = new[] { MessageUrn.ForTypeString<T>() }, message }, NetworkJson.Options));

    [Fact]
    public async Task An_accepted_offer_releases_the_details_and_a_withdrawal_shuts_and_stops()
    {
        var caseId = Id(await Post(
            cases, rasa, "/cases",
            new { fields = new Dictionary<string, object> { ["x:Alias"] = "Gražina", ["x:NeedsSummary"] = "A room of her own." } }));
        var recipients = new[] { ieva.Partner };
        string[] categories = ["Name", "Contact", "Health"];
        // Until both services have heard of the organisations.
        var consent = Id(await Eventually.Get(
            () => Post(cases, rasa, $"/cases/{caseId}/consents", new
            {
                purposes = new[] { "Referral" }, recipients, categories, exclusions = Array.Empty<object>(),
                givenBy = "self", language = "lt", method = "spoken",
                wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(30),
            }), r => r.Status == HttpStatusCode.Created, "consent"));
        var permit = await Post(cases, rasa, $"/cases/{caseId}/permits", new { purpose = "Referral", recipients, categories });
        var stay = Guid.NewGuid();
        var tie = await Post(cases, rasa, $"/cases/{caseId}/ties", new { conversation = "referral", id = stay });
        var offer = new
        {
            tie = tie.Body.GetProperty("tie").GetString(),
            permit = permit.Body.GetProperty("permit").GetString(), needs = new[] { "x:ShelterAccommodation" },
            ageBand = "25-39", language = "lt", region = "LT",
            urgency = "Soon", mode = "Sequential", candidates = recipients,
        };
        var referral =
            $"/referrals/{Id(await Eventually.Get(() => Post(referrals, rasa, "/referrals", offer), r => r.Status == HttpStatusCode.Created, "offer"))}";

        var offered = await Get(referrals, ieva, referral);
        Assert.Equal(JsonValueKind.Null, offered.Body.GetProperty("tiedTo").ValueKind);
        Assert.Equal(stay, (await Get(referrals, rasa, referral)).Body.GetProperty("tiedTo").GetProperty("conversationId").GetGuid());
        var offerId = offered.Body.GetProperty("offers")[0].GetProperty("id").GetString();
        Assert.Equal(HttpStatusCode.OK, (await Post(referrals, ieva, $"{referral}/offers/{offerId}/accept", null, offered.ETag)).Status);
        var released = await Eventually.Get(
            () => Get(referrals, ieva, referral), r => r.Body.GetProperty("disclosureId").ValueKind == JsonValueKind.String,
            "disclosure", TimeSpan.FromSeconds(20));
        var disclosure = $"/disclosures/{released.Body.GetProperty("disclosureId").GetString()}";
        Assert.Equal("Gražina", (await Get(cases, ieva, disclosure)).Body.GetProperty("fields").GetProperty("x:Alias").GetString());

        Assert.Equal(HttpStatusCode.OK, (await Post(cases, rasa, $"/consents/{consent}/withdraw", null)).Status);
        Assert.Equal(HttpStatusCode.Gone, (await Get(cases, ieva, disclosure)).Status);
        var stopping = await Eventually.Get(() => Get(referrals, ieva, referral), r => r.Body.GetProperty("state").GetString() == "Stopping", "stop");
        Assert.Equal(
            HttpStatusCode.OK, (await Post(referrals, ieva, $"{referral}/stop-receipts", new { kind = "PurgeAcknowledged" }, stopping.ETag)).Status);
        Assert.Equal("Stopped", (await Get(referrals, rasa, referral)).Body.GetProperty("state").GetString());
    }

    sealed record Reply(HttpStatusCode Status, JsonElement Body, string? ETag);

    static Guid Id(Reply reply)
    {
        Assert.True(reply.Status == HttpStatusCode.Created, reply.ToString());
        return reply.Body.GetProperty("id").GetGuid();
    }

    Task<Reply> Get(ServiceProcess service, (Guid, Guid) who, string path) =>
        Call(service, who, new(HttpMethod.Get, new Uri(path, UriKind.Relative)));

    Task<Reply> Post(ServiceProcess service, (Guid, Guid) who, string path, object? body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative))
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType())
        };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
        if (ifMatch is not null)
            request.Headers.Add("If-Match", ifMatch);
        return Call(service, who, request);
    }

    async Task<Reply> Call(ServiceProcess service, (Guid Partner, Guid Actor) who, HttpRequestMessage request)
    {
        using var client = installation.Gateway.Client(
            service.Address, service == cases ? "cases" : "referrals", who.Actor, who.Partner, Roles.Caseworker);
        using var answer = await client.SendAsync(request);
        request.Dispose();
        return new(answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(), answer.Headers.ETag?.Tag);
    }

    public async Task DisposeAsync()
    {
        await referrals.DisposeAsync();
        await cases.DisposeAsync();
        await installation.DisposeAsync();
    }
}
