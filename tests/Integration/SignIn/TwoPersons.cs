using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>An administrator registers their own provider for another organisation: real gateway, real Partners, real providers.</summary>
[Collection(nameof(Network))]
public sealed class TwoPersons(Network network)
{
    [Fact]
    public async Task Provider_of_one_administrator_signs_nobody_in_and_does_when_the_partner_has_agreed()
    {
        await using var world = await World.Start(network);
        using var first = await world.Administrator("1001");
        using var second = await world.Administrator("1002");
        var partner = (await World.Post(first, "/api/partners/partners", Listing, 201))["id"]!.GetValue<Guid>();
        var proposal = (await World.Post(first, "/api/partners/providers", world.Provider(partner, "their-own"), 201))["id"]!.GetValue<Guid>();

        await World.Post(first, $"/api/partners/proposals/{proposal}/link", new { }, 409);
        await World.Post(first, $"/api/partners/proposals/{proposal}/agree", new { }, 404);
        await World.Post(second, $"/api/partners/proposals/{proposal}/agree", new { }, 404);
        var code = (await World.Get(first, $"/api/partners/partners/{partner}"))["signInCode"]!.GetValue<string>();
        await world.SignsNobodyIn(proposal, code);

        // Looking at the link agrees to nothing.
        var secret = (await World.Post(second, $"/api/partners/proposals/{proposal}/link", new { }, 201))["secret"]!.GetValue<string>();
        using var ieva = world.Browser();
        var shown = await ieva.Open($"/confirm/{secret}");
        Assert.Equal(HttpStatusCode.OK, shown.Status);
        foreach (var text in new[] { network.Provider.Issuer("their-own"), $"localhost:{network.Provider.Ports.Own}", "caseworkers" })
            Assert.Contains(text, WebUtility.HtmlDecode(shown.Body), StringComparison.Ordinal);
        await world.SignsNobodyIn(proposal, code);

        var agreed = await ieva.Submit(shown.At, ("form", shown.Field("form")));
        Assert.Equal(HttpStatusCode.OK, agreed.Status);
        Assert.Contains($"{code[..4]}-{code[4..]}", agreed.Body, StringComparison.Ordinal);
        var landed = await world.SignIn(proposal, code);
        Assert.True(landed.IsAt("/organisation"), $"{landed.At}\n{world.Output}");
        Assert.Contains(network.Provider.Issuer("their-own"), WebUtility.HtmlDecode(landed.Body), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ieva.Open($"/confirm/{secret}")).Status);
        Assert.DoesNotContain(secret, world.Output, StringComparison.Ordinal);
    }

    static object Listing => new
    {
        name = "Ramunės prieglauda",
        kind = Contracts.Codes.Shelter,
        jurisdiction = "LT",
        services = new[] { "x:ShelterAccommodation" },
        languages = new[] { "lt" },
        regions = new[] { "LT" },
        hours = new { timeZone = "Europe/Vilnius", alwaysOnDuty = true, week = Array.Empty<object>() },
    };

    sealed class World(Network network, TestInstallation installation, HttpsProcess gateway, ServiceProcess partners) : IAsyncDisposable
    {
        const string OperatorCode = TestInstallation.SignInCode;

        string subject = "";

        public string Output => gateway.Output + partners.Output;

        public static async Task<World> Start(Network network)
        {
            World? world = null;
            var operators = new Behaviour { Claims = claims => (claims["sub"], claims["groups"]) = (world!.subject, new JsonArray("operators")) };
            network.Provider.Play("operator", operators);
            network.Provider.Play("their-own", new());
            var installation = await TestInstallation.Create();
            var partners = await ServiceProcess.OfService("partners", new Dictionary<string, string>(await installation.SettingsOf("partners"))
            {
                ["Trust__GatewayKeys"] = Certificates.Path("gateway.pub.pem"),
                ["Bootstrap__Issuer"] = network.Provider.Issuer("operator"),
                ["Bootstrap__Host"] = $"localhost:{network.Provider.Ports.Own}",
                ["Bootstrap__AdministratorGroup"] = "operators",
            });
            var database = await installation.Database("staff");
            var gateway = network.StartGateway(ServiceProcess.FreePort(), settings =>
            {
                settings["ConnectionStrings__Database"] = database;
                settings["Services__Partners"] = partners.Address.ToString();
            });
            await gateway.Ready;
            return world = new World(network, installation, gateway, partners);
        }

        public Browser Browser() => new(gateway.Address);

        public async Task<Browser> Administrator(string who)
        {
            subject = who;
            var browser = Browser();
            var start = await Eventually.Get(() => Start(browser, OperatorCode), found => found is not null, "the operator's sign-in");
            var landed = await browser.Open(start + "?returnUrl=%2Forganisation");
            Assert.True(landed.IsAt("/organisation"), $"{landed.At}\n{Output}");
            return browser;
        }

        public object Provider(Guid partner, string mode) => new
        {
            partnerId = partner,
            displayName = "Ramunės prieglauda",
            issuer = network.Provider.Issuer(mode),
            clientId = "referral-network",
            clientAuthentication = "private_key_jwt",
            hosts = Array.Empty<string>(),
            roleClaim = "groups",
            roleRules = new[] { new { value = "caseworkers", role = "caseworker" } },
        };

        /// <summary>Neither by the code nor by the address, for as long as the gateway takes to hear of a new provider.</summary>
        public async Task SignsNobodyIn(Guid provider, string code)
        {
            // Two later changes of the directory have reached the gateway: so would this provider have.
            await GatewayHears();
            using var browser = Browser();
            Assert.Null(await Start(browser, code));
            Assert.True((await browser.Open($"/signin/{provider}/start")).IsAt("/signin/problem"));
            Assert.False(browser.HasSession);
        }

        /// <summary>An organisation whose provider was agreed to just now is known to the gateway, and with it all that came before.</summary>
        async Task GatewayHears()
        {
            var mode = $"later-{Guid.NewGuid():N}";
            network.Provider.Play(mode, new());
            using var first = await Administrator("1001");
            using var second = await Administrator("1002");
            var partner = (await Post(first, "/api/partners/partners", Listing, 201))["id"]!.GetValue<Guid>();
            var proposal = (await Post(first, "/api/partners/providers", Provider(partner, mode), 201))["id"]!.GetValue<Guid>();
            var secret = (await Post(second, $"/api/partners/proposals/{proposal}/link", new { }, 201))["secret"]!.GetValue<string>();
            using var somebody = Browser();
            var link = await somebody.Open($"/confirm/{secret}");
            await somebody.Submit(link.At, ("form", link.Field("form")));
            await SignIn(proposal, (await Get(first, $"/api/partners/partners/{partner}"))["signInCode"]!.GetValue<string>());
        }

        public async Task<Landed> SignIn(Guid provider, string code)
        {
            using var browser = Browser();
            var start = await Eventually.Get(() => Start(browser, code), found => found is not null, "the new sign-in");
            Assert.Equal($"/signin/{provider}/start", start);
            return await browser.Open(start + "?returnUrl=%2Forganisation");
        }

        async Task<string?> Start(Browser browser, string code)
        {
            var page = await browser.Open("/signin");
            var found = await browser.Submit(new Uri(gateway.Address, "/signin"), ("Code", code), ("form", page.Field("form")));
            return Regex.Match(found.Body, "/signin/[0-9a-f-]{36}/start", RegexOptions.None, TimeSpan.FromSeconds(1))
                is { Success: true } match
                ? match.Value : null;
        }

        public static async Task<JsonNode> Post(Browser browser, string path, object body, int status)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json")
            };
            request.Headers.Add("Sec-Fetch-Site", "same-origin");
            request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());
            using var answer = await browser.Send(request);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode == status, $"{path}: {(int)answer.StatusCode} {text}");
            return JsonNode.Parse(text)!;
        }

        public static async Task<JsonNode> Get(Browser browser, string path)
        {
            using var answer = await browser.Get(path);
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        }

        public async ValueTask DisposeAsync()
        {
            await gateway.DisposeAsync();
            await partners.DisposeAsync();
            await installation.DisposeAsync();
        }
    }
}
