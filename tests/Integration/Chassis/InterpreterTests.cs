using System.Net;
using ReferralNetwork.Tests.ChassisHost;

namespace ReferralNetwork.Tests.Integration.Chassis;

/// <summary>The smallest conversation on the saga core and Casework, on the real store with real timers.</summary>
public sealed class InterpreterTests : IAsyncLifetime
{
    readonly Guid asking = Guid.NewGuid(), silent = Guid.NewGuid(), busy = Guid.NewGuid(), free = Guid.NewGuid();
    ChassisFixture fixture = null!;

    public async Task InitializeAsync() => fixture = await ChassisFixture.Started();

    public async Task DisposeAsync() => await fixture.DisposeAsync();

    [Fact]
    public async Task One_after_another_is_asked_until_one_accepts()
    {
        Assert.Equal(HttpStatusCode.Created, await Post(asking, "", new { language = "vi", candidates = new[] { silent, busy, free } }));
        Assert.Equal(HttpStatusCode.OK, await Post(busy, $"/{await Request()}/offers/{await OfferTo(busy)}/decline", new { code = "NOBODY_FREE" }));
        Assert.Equal(HttpStatusCode.OK, await Post(free, $"/{await Request()}/offers/{await OfferTo(free)}/accept"));
        Assert.Equal(HttpStatusCode.Conflict, await Post(silent, $"/{await Request()}/offers/{await OfferTo(silent)}/accept"));
        Assert.Equal(HttpStatusCode.NotFound, await Post(Guid.NewGuid(), $"/{await Request()}/offers/{await OfferTo(free)}/accept"));

        Assert.Equal("Accepted", await fixture.Query<string>("select state from interpreter_requests"));
        Assert.Equal(
            ["Expired", "Declined", "Accepted"],
            await fixture.Query<string[]>(
                "select array(select o ->> 'status' from interpreter_requests, jsonb_array_elements(data #> '{data,offers,made}') o)"));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from worklist where open"));
        Assert.Equal(4, await fixture.Count("worklist"));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from outbox where timer_key is not null"));
    }

    Task<Guid> Request() => fixture.Query<Guid>("select correlation_id from interpreter_requests");

    /// <summary>Once it has its turn.</summary>
    async Task<string> OfferTo(Guid partner) => await Eventually.Get(
        () => fixture.Query<string>(
            """
            select coalesce((
                select o ->> 'id' from interpreter_requests, jsonb_array_elements(data #> '{data,offers,made}') o where o ->> 'to' = $1), '')
            """, partner.ToString()),
        found => found.Length > 0, $"an offer; log: {fixture.Process.Output}");

    async Task<HttpStatusCode> Post(Guid partner, string path, object? body = null)
    {
        using var client = fixture.ClientOf(partner);
        using var answer = await client.SendAsync(
            ChassisFixture.Json(HttpMethod.Post, $"/interpreter-requests{path}", body, Guid.NewGuid().ToString()));
        return answer.StatusCode;
    }
}
