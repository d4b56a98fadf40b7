using Npgsql;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

[Collection(nameof(Network))]
public sealed class Sessions(Network network)
{
    [Fact]
    public async Task Signing_in_gives_a_new_key_and_ends_the_session_that_the_browser_brought()
    {
        // Somebody else may have planted a session of their own in this browser, and would hold the key to the next.
        var (other, _) = await network.SignedIn(network["plain"]);
        var planted = Key(other);
        using var browser = network.Browser();
        browser.Cookies.SetCookies(network.Gateway.Address, $"{Browser.SessionCookie}={planted}; path=/; secure");

        var landed = await Network.SignIn(browser, network["pss"]);

        Assert.True(landed.IsAt(Network.Echo), $"{landed.At}\n{network.Gateway.Output}");
        Assert.NotEqual(planted, Key(browser));
        Assert.Equal(401, await Asked(other));
        Assert.Equal(200, await Asked(browser));
        other.Dispose();
    }

    [Fact]
    public async Task Cookie_is_bound_to_this_host_and_kept_from_scripts()
    {
        using var browser = network.Browser();
        using var leaving = await browser.Get($"/signin/{network["plain"].Id}/start");
        Assert.All(leaving.Headers.GetValues("Set-Cookie"), AssertHostCookie);
        using var client = new HttpClient(Certificates.Trusting());
        using var answer = await client.GetAsync(leaving.Headers.Location);
        using var arrived = await browser.Get(answer.Headers.Location!.ToString());

        var session = Assert.Single(
            arrived.Headers.GetValues("Set-Cookie"),
            c => c.StartsWith("__Host-session=", StringComparison.Ordinal) && !c.Contains("1970", StringComparison.Ordinal));
        AssertHostCookie(session);
        Assert.DoesNotContain("expires", session, StringComparison.OrdinalIgnoreCase);

        static void AssertHostCookie(string cookie)
        {
            Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
            Assert.Contains("path=/;", cookie + ";", StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
            foreach (var demand in (string[])["secure", "httponly", "samesite=lax"])
                Assert.Contains(demand, cookie, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task Database_alone_opens_no_session()
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        await using var database = NpgsqlDataSource.Create(network.Database);

        Assert.Equal(
            0L,
            await Scalar(
                database,
                "select count(*) from sessions where encode(ticket, 'escape') like '%Rasa%' or encode(ticket, 'escape') like '%caseworkers%'"));
        Assert.Equal(0L, await Scalar(database, "select count(*) from session_keys where xml like '%<masterKey%' or xml not like '%<sealed %'"));
        Assert.Equal(200, await Asked(browser));
        browser.Dispose();
    }

    [Fact]
    public async Task Tickets_cannot_be_exchanged_between_rows()
    {
        var (one, _) = await network.SignedIn(network.Add("exchange-one", new()));
        var (two, _) = await network.SignedIn(network.Add("exchange-two", new()));
        await using var database = NpgsqlDataSource.Create(network.Database);
        await using var exchange = database.CreateCommand("""
            update sessions set ticket = (select ticket from sessions where provider_id = $1) where provider_id = $2
            """);
        exchange.Parameters.Add(new() { Value = network["exchange-one"].Id });
        exchange.Parameters.Add(new() { Value = network["exchange-two"].Id });
        Assert.Equal(1, await exchange.ExecuteNonQueryAsync());

        Assert.Equal(200, await Asked(one));
        Assert.Equal(401, await Asked(two));
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Suspended_person_is_refused_at_the_next_request_and_cannot_come_back()
    {
        var provider = network.Add("suspended-person", new());
        var (browser, person) = await network.SignedIn(provider);
        await using var database = NpgsqlDataSource.Create(network.Database);
        await using (var suspend = database.CreateCommand("update people set suspended_at = now() where actor_id = $1"))
        {
            suspend.Parameters.Add(new() { Value = Guid.Parse((string)person["sub"]!) });
            await suspend.ExecuteNonQueryAsync();
        }

        Assert.Equal(401, await Asked(browser));
        using var again = network.Browser();
        Assert.Equal("Suspended", (await Network.SignIn(again, provider)).Query("reason"));
        browser.Dispose();
    }

    [Fact]
    public async Task Suspended_provider_and_organisation_are_refused_within_five_seconds()
    {
        var provider = network.Add("suspended-provider", new());
        var other = network.Add("suspended-organisation", new());
        var (one, _) = await network.SignedIn(provider);
        var (two, _) = await network.SignedIn(other);

        network.Services.Change(provider with { Suspended = true });
        network.Services.Suspend(other.PartnerId);
        var within = TimeSpan.FromSeconds(5);
        await Eventually.Get(() => Asked(one), status => status == 401, "the suspended provider's session", within);
        await Eventually.Get(() => Asked(two), status => status == 401, "the suspended organisation's session", within);

        foreach (var suspended in (KnownProvider[])[provider, other])
        {
            using var again = network.Browser();
            Assert.Equal("Suspended", (await Network.SignIn(again, suspended)).Query("reason"));
        }
        one.Dispose();
        two.Dispose();
    }

    [Fact]
    public async Task Provider_suspended_while_somebody_signs_in_lets_nobody_in()
    {
        var provider = network.Add("suspended-meanwhile", new());
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        using var leaving = await browser.Get($"/signin/{provider.Id}/start");
        using var client = new HttpClient(Certificates.Trusting());
        using var answer = await client.GetAsync(leaving.Headers.Location);

        network.Services.Change(provider with { Suspended = true });
        await network.Services.GatewayKnows();
        Assert.Equal("Suspended", (await browser.Open(answer.Headers.Location!.ToString())).Query("reason"));
        Assert.False(browser.HasSession);
    }

    [Fact]
    public async Task Roles_follow_the_listing_while_the_session_lasts()
    {
        var provider = network.Add("changing-roles", new());
        var (browser, _) = await network.SignedIn(provider);

        network.Services.Change(provider with { RoleRules = [new("caseworkers", "coordinator")] });
        await Eventually.Get(
            async () => (string?)System.Text.Json.Nodes.JsonNode.Parse((await browser.Open(Network.Echo)).Body)!["roles"]![0],
            role => role == "coordinator", "the new role");

        network.Services.Change(provider with { RoleRules = [new("others", "coordinator")] });
        await Eventually.Get(() => Asked(browser), status => status == 401, "no role, no session");
        browser.Dispose();
    }

    [Fact]
    public async Task Session_ends_when_its_provider_moves_to_another_issuer()
    {
        var provider = network.Add("moving", new());
        var (browser, _) = await network.SignedIn(provider);
        Assert.Equal(200, await Asked(browser));

        network.Services.Change(provider with { Issuer = network.Provider.Issuer("moved") });
        await Eventually.Get(() => Asked(browser), status => status == 401, "who vouched for the session no longer does");
        browser.Dispose();
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server_and_clears_the_browser()
    {
        var (browser, _) = await network.SignedIn(network["plain"]);
        var key = Key(browser);
        using (var elsewhere = await browser.Send(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "cross-site" } } }))
            Assert.Equal(403, (int)elsewhere.StatusCode);
        Assert.Equal(200, await Asked(browser));

        using var answer = await browser.Send(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" } } });
        Assert.True(answer.Headers.Location is not null, $"{answer}\n{await answer.Content.ReadAsStringAsync()}\n{network.Gateway.Output}");
        Assert.Contains("\"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single(), StringComparison.Ordinal);
        Assert.False(browser.HasSession);
        Assert.Equal($"/signed-out?provider={network["plain"].Id}", answer.Headers.Location!.ToString());

        using var withOldKey = network.Browser();
        withOldKey.Cookies.SetCookies(network.Gateway.Address, $"{Browser.SessionCookie}={key}; path=/; secure");
        Assert.Equal(401, await Asked(withOldKey));
        browser.Dispose();
    }

    [Fact]
    public async Task Idle_and_absolute_limits_end_a_session()
    {
        await using var gateway = network.StartGateway(ServiceProcess.FreePort(), settings =>
        {
            settings["Sessions__IdleTime"] = "00:00:03";
            settings["Sessions__WorkingTime"] = "00:00:09";
        });
        await gateway.Ready;
        using var idle = new Browser(gateway.Address);
        using var busy = new Browser(gateway.Address);
        using var left = new Browser(gateway.Address);
        await Network.SignIn(idle, network["plain"]);
        await Network.SignIn(busy, network["plain"]);
        await Network.SignIn(left, network["plain"]);
        var began = DateTime.UtcNow;

        // Busy past the idle limit several times over, and still in: it is use that counts.
        while (DateTime.UtcNow - began < TimeSpan.FromSeconds(6))
        {
            Assert.Equal(200, await Asked(busy));
            await Asked(left, unattended: true);
            await Task.Delay(500);
        }
        Assert.Equal(401, await Asked(idle));
        // A page that looks for news by itself keeps nobody signed in who has gone away.
        Assert.Equal(401, await Asked(left, unattended: true));
        await Eventually.Get(() => Asked(busy), status => status == 401, "the end of working time", TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Sessions_outlive_a_restart_of_the_gateway_and_serve_while_Partners_is_away()
    {
        var port = ServiceProcess.FreePort();
        using var browser = new Browser(new Uri($"https://localhost:{port}"));
        await using (var first = network.StartGateway(port))
        {
            await first.Ready;
            Assert.True((await Network.SignIn(browser, network["plain"])).IsAt(Network.Echo), first.Output);
        }
        await using var second = network.StartGateway(port);
        await second.Ready;
        Assert.Equal(200, await Asked(browser));

        network.Services.Silent = true;
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(4));
            Assert.Equal(200, await Asked(browser));
        }
        finally
        {
            network.Services.Silent = false;
        }
    }

    static string Key(Browser browser) => browser.Cookies.GetAllCookies().Single(c => c.Name == Browser.SessionCookie).Value;

    static async Task<int> Asked(Browser browser, bool unattended = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Network.Echo);
        if (unattended)
            request.Headers.Add("Unattended", "1");
        using var answer = await browser.Send(request);
        return (int)answer.StatusCode;
    }

    static async Task<object?> Scalar(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
