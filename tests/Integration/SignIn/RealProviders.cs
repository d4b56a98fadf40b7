using System.Text.Json.Nodes;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>Providers that know their protocol and ask for a password: the one of the demonstration, and one that is not ours.</summary>
[Collection(nameof(Network))]
public sealed class RealProviders(Network network)
{
    [Fact]
    public async Task Two_of_the_same_subject_and_address_sign_in_with_their_passwords_and_stay_two()
    {
        await using var world = await World.Start(network);
        var one = await world.SignIn("ramunes-prieglauda", "ieva");
        var two = await world.SignIn("tylos-uostas", "ieva");

        Assert.NotEqual((string?)one["sub"], (string?)two["sub"]);
        Assert.NotEqual((string?)one["partner"], (string?)two["partner"]);
        Assert.Equal("shelter-manager", (string?)one["roles"]![0]);
        Assert.Equal((string?)one["sub"], (string?)(await world.SignIn("ramunes-prieglauda", "ieva"))["sub"]);
    }

    [Fact]
    public async Task Demonstration_provider_refuses_what_a_provider_must()
    {
        await using var world = await World.Start(network);
        using var browser = world.Browser();
        var page = await browser.Open(world.Begin("ramunes-prieglauda"));

        var wrong = await browser.Submit(page.At, ("request", page.Field("request")), ("username", "ieva"), ("password", "guessed"));
        Assert.Contains("password is wrong", wrong.Body, StringComparison.Ordinal);

        // A pushed request is good once, a form is good once, a request made up in the address bar is none.
        Assert.Equal(400, (int)(await browser.Open(page.At.ToString())).Status);
        Assert.True(
            (await browser.Submit(page.At, ("request", page.Field("request")), ("username", "ieva"), ("password", "demonstration")))
                .IsAt(Network.Echo));
        Assert.Equal(
            400,
            (int)(await browser.Submit(page.At, ("request", page.Field("request")), ("username", "ieva"), ("password", "demonstration"))).Status);
        var made =
            $"{page.At.GetLeftPart(UriPartial.Path)}?client_id=referral-network&response_type=code&scope=openid&state=s&code_challenge_method=S256"
            + $"&code_challenge={new string('x', 43)}&redirect_uri=https%3A%2F%2Flogin.example%2Fsignin%2F{Guid.NewGuid()}";
        Assert.Equal(400, (int)(await browser.Open(made)).Status);

        using var client = new HttpClient(Certificates.Trusting());
        using var forged = await client.PostAsync(
            new Uri(world.Idp.Address, "/ramunes-prieglauda/token"),
            new FormUrlEncodedContent([new("grant_type", "authorization_code"), new("code", "x"), new("client_assertion", "a.b.c")]));
        Assert.Equal(401, (int)forged.StatusCode);
    }

    [Fact]
    public async Task Signing_out_reaches_the_provider_and_comes_back()
    {
        await using var world = await World.Start(network);
        using var browser = world.Browser();
        await world.SignIn("tylos-uostas", "leyla", browser);
        using (var ended = await browser.Send(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" } } }))
            Assert.Equal(302, (int)ended.StatusCode);

        var there = await browser.Open($"/signout/{world.Provider("tylos-uostas")}/start");
        Assert.Equal("/tylos-uostas/end-session", there.At.AbsolutePath);
        Assert.Null(there.Query("id_token_hint"));
        var back = new Uri(System.Net.WebUtility.HtmlDecode(there.Body.Split("href=\"")[1].Split('"')[0]));
        Assert.Equal("/signin", (await browser.Open(back.ToString())).Way[1].AbsolutePath);
    }

    [Fact]
    public async Task Provider_that_is_not_ours_signs_in()
    {
        var folder = Path.Combine(HttpsProcess.Root, "tests", "PartnerIdp", "oidc-provider");
        Assert.True(Directory.Exists(Path.Combine(folder, "node_modules")), $"Run npm ci in {folder}, or ./dev test, which does.");
        var (gatewayPort, port) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        var issuer = $"https://localhost:{port}";
        var provider = network.Services.List(issuer);
        await using var gateway = network.StartGateway(gatewayPort, settings => settings["Federation__AllowedHosts__2"] = $"localhost:{port}");
        await using var node = HttpsProcess.Start(
            "node", ["server.mjs"], folder, "/.well-known/openid-configuration", port,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["ISSUER"] = issuer,
                ["CERTIFICATE"] = Certificates.Path("localhost.pem"),
                ["CERTIFICATE_KEY"] = Certificates.Path("localhost.key"),
                ["NODE_EXTRA_CA_CERTS"] = Certificates.Path("authority.pem"),
                ["CLIENT_ID"] = provider.ClientId,
                ["REDIRECT_URI"] = $"https://localhost:{gatewayPort}/signin/{provider.Id}",
                ["JWKS_URI"] = $"https://localhost:{gatewayPort}/.well-known/jwks.json",
            });
        await Task.WhenAll(gateway.Ready, node.Ready);

        using var browser = new Browser(gateway.Address);
        var login = await Network.SignIn(browser, provider);
        Assert.StartsWith("/interaction/", login.At.AbsolutePath, StringComparison.Ordinal);
        var consent = await browser.Submit(login.At, ("prompt", "login"), ("login", "vardene"), ("password", "any"));
        Assert.StartsWith("/interaction/", consent.At.AbsolutePath, StringComparison.Ordinal);
        var landed = await browser.Submit(consent.At, ("prompt", "consent"));

        Assert.True(landed.IsAt(Network.Echo), $"{landed.At}\n{gateway.Output}\n{node.Output}");
        Assert.Equal(provider.PartnerId.ToString(), (string?)JsonNode.Parse(landed.Body)!["partner"]);
    }

    /// <summary>The demonstration's providers and a gateway that knows two of them.</summary>
    sealed class World(HttpsProcess gateway, HttpsProcess idp, IReadOnlyDictionary<string, Guid> providers) : IAsyncDisposable
    {
        public HttpsProcess Idp => idp;

        public static async Task<World> Start(Network network)
        {
            var (gatewayPort, port) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
            var providers = ((string[])["ramunes-prieglauda", "tylos-uostas"]).ToDictionary(
                slug => slug,
                slug => network.Services.List(
                    $"https://localhost:{port}/{slug}",
                    p => p with { RoleRules = [new("shift-leads", Roles.ShelterManager), new("support-workers", Roles.Caseworker)] }).Id,
                StringComparer.Ordinal);
            var gateway = network.StartGateway(gatewayPort, settings => settings["Federation__AllowedHosts__2"] = $"localhost:{port}");
            var idp = HttpsProcess.OfProject("tests/PartnerIdp", "/health/live", port, new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Gateway__JwksUri"] = $"https://localhost:{gatewayPort}/.well-known/jwks.json",
            });
            await Task.WhenAll(gateway.Ready, idp.Ready);
            return new(gateway, idp, providers);
        }

        public Guid Provider(string slug) => providers[slug];
        public Browser Browser() => new(gateway.Address);
        public string Begin(string slug) => $"/signin/{providers[slug]}/start?returnUrl={Uri.EscapeDataString(Network.Echo)}";

        public async Task<JsonNode> SignIn(string slug, string user, Browser? browser = null)
        {
            using var own = browser is null ? Browser() : null;
            browser ??= own!;
            var page = await browser.Open(Begin(slug));
            var landed = await browser.Submit(page.At, ("request", page.Field("request")), ("username", user), ("password", "demonstration"));
            Assert.True(landed.IsAt(Network.Echo), $"{landed.At} {landed.Body}\n{gateway.Output}\n{idp.Output}");
            return JsonNode.Parse(landed.Body)!;
        }

        public async ValueTask DisposeAsync()
        {
            await gateway.DisposeAsync();
            await idp.DisposeAsync();
        }
    }
}
