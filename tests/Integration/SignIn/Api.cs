using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>/api: the cookie outside, a minted token inside.</summary>
[Collection(nameof(Network))]
public sealed class Api(Network network)
{
    [Theory]
    [InlineData("partners")]
    [InlineData("cases")]
    [InlineData("referrals")]
    [InlineData("ledger")]
    public async Task Token_is_minted_for_the_service_that_is_called_and_nothing_of_the_browser_goes_in(string service)
    {
        var (browser, person) = await network.SignedIn(network["plain"]);
        using var answer = await browser.Send(
            new(HttpMethod.Get, $"/api/{service}/deep/er?x=1") { Headers = { { "Authorization", "Bearer forged" } } });
        var seen = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;

        Assert.Equal(service, (string?)seen["audience"]);
        Assert.Equal("/deep/er", (string?)seen["path"]);
        Assert.Equal((string?)person["sub"], (string?)seen["sub"]);
        Assert.Equal("", (string?)seen["cookie"]);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        browser.Dispose();
    }

    [Theory]
    [InlineData("cases")]
    [InlineData("referrals")]
    public async Task What_was_made_is_found_where_the_answer_says(string service)
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/{service}/made") { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        using var made = await browser.Send(request);
        using var found = await browser.Get(made.Headers.Location!.ToString());

        Assert.Equal($"/api/{service}/made/1", made.Headers.Location!.ToString());
        Assert.Equal("/made/1", (string?)JsonNode.Parse(await found.Content.ReadAsStringAsync())!["path"]);
        browser.Dispose();
    }

    [Fact]
    public async Task Without_a_session_the_answer_is_a_problem_and_not_a_page()
    {
        using var browser = network.Browser();
        using var answer = await browser.Send(new(HttpMethod.Get, Network.Echo) { Headers = { { "Authorization", "Bearer forged" } } });

        Assert.Equal(401, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site", 403)]
    [InlineData("Sec-Fetch-Site", "same-site", 403)]
    [InlineData("Sec-Fetch-Site", "none", 403)]
    [InlineData("Sec-Fetch-Site", "same-origin", 200)]
    [InlineData("Origin", "https://login.example", 403)]
    [InlineData("Origin", "null", 403)]
    [InlineData("Origin", "ours", 200)]
    [InlineData("X-Nothing", "at all", 403)]
    public async Task Only_a_page_of_ours_changes_anything(string header, string value, int expected)
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        foreach (var method in (HttpMethod[])[HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch])
        {
            using var request = new HttpRequestMessage(method, "/api/cases/cases")
            {
                Content = new StringContent("{}", Encoding.UTF8, "application/json")
            };
            request.Headers.Add(header, value == "ours" ? network.Gateway.Address.GetLeftPart(UriPartial.Authority) : value);
            using var answer = await browser.Send(request);
            Assert.Equal(expected, (int)answer.StatusCode);
        }
        browser.Dispose();
    }

    [Theory]
    [InlineData("/api/partners/gateway/directory")]
    [InlineData("/api/partners/GATEWAY/directory")]
    [InlineData("/api/partners/%67ateway/directory")]
    [InlineData("/api/partners//gateway/directory")]
    [InlineData("/api/partners/x/../gateway/directory")]
    [InlineData("/api/cases/../partners/gateway/directory")]
    public async Task What_services_keep_for_the_gateway_cannot_be_reached(string path)
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        using var answer = await browser.Get(path);

        Assert.Equal(404, (int)answer.StatusCode);
        Assert.DoesNotContain("clientId", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        browser.Dispose();
    }

    [Fact]
    public async Task Large_body_is_refused()
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        async Task<HttpStatusCode> Send(int size)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases/cases")
            {
                Content = new StringContent(new string('x', size), Encoding.UTF8, "text/plain")
            };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            using var answer = await browser.Send(request);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await Send(200 * 1024));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await Send(300 * 1024));
        browser.Dispose();
    }

    [Theory]
    [InlineData("referral")]
    [InlineData("return")]
    [InlineData("handoff")]
    [InlineData("status-referral")]
    public async Task A_note_about_an_offer_that_Cases_has_not_heard_of_yet_is_sent_until_it_has(string conversation)
    {
        var offered = Guid.NewGuid();
        network.Services.UnheardOf[offered] = 3;
        var answer = await Note(offered, conversation);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal(("Žinutė, išsiųsta vieną kartą", "one key"), ((string?)answer.Body!["text"], (string?)answer.Body["key"]));
        Assert.Equal(4, network.Services.Notes.Count(about => about == offered));
    }

    [Fact]
    public async Task A_note_about_what_is_not_the_callers_is_not_found_at_once()
    {
        var referral = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.NotFound, (await Note(referral)).Status);
        Assert.Single(network.Services.Notes, about => about == referral);
    }

    async Task<(HttpStatusCode Status, JsonNode? Body)> Note(Guid about, string conversation = "referral")
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/cases/notes")
        {
            Content = new StringContent(
                new JsonObject
                {
                    ["conversation"] = conversation, ["conversationId"] = about, ["text"] = "Žinutė, išsiųsta vieną kartą"
                }.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        request.Headers.Add("Idempotency-Key", "one key");
        using var answer = await browser.Send(request);
        var text = await answer.Content.ReadAsStringAsync();
        browser.Dispose();
        return (answer.StatusCode, text.Length == 0 || !answer.IsSuccessStatusCode ? null : JsonNode.Parse(text));
    }

    [Fact]
    public async Task Unknown_service_is_not_found()
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        using var answer = await browser.Get("/api/keys/x");
        Assert.Equal(404, (int)answer.StatusCode);
        browser.Dispose();
    }

    [Fact]
    public async Task Every_answer_is_strict_about_content_and_kept_nowhere()
    {
        using var browser = network.Browser();
        foreach (var path in (string[])["/signin", Network.Echo, "/health/live", "/nothing-here"])
        {
            using var answer = await browser.Get(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Contains("form-action 'self'", policy, StringComparison.Ordinal);
            Assert.True(answer.Headers.CacheControl?.NoStore, path);
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
            Assert.False(answer.Headers.Contains("Server"));
        }
    }
}
