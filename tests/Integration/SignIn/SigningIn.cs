using System.Text.Json.Nodes;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

[Collection(nameof(Network))]
public sealed class SigningIn(Network network)
{
    public static TheoryData<string> Hostile => [.. Modes.Hostile.Keys];
    public static TheoryData<string> Honest => [.. Modes.Honest.Keys];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task Hostile_provider_signs_nobody_in(string mode)
    {
        using var browser = network.Browser();
        var landed = await Network.SignIn(browser, network[mode]);

        Assert.False(browser.HasSession, $"signed in, and landed at {landed.At}");
        Assert.True(landed.IsAt("/signin/problem"), $"{landed.At} {landed.Status}");
        Assert.DoesNotContain(Modes.ItsText, landed.Body + landed.At, StringComparison.Ordinal);
        Assert.DoesNotContain(Modes.ItsText, network.Gateway.Output, StringComparison.Ordinal);
        using var asked = await browser.Get(Network.Echo);
        Assert.Equal(401, (int)asked.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Honest))]
    public async Task Honest_provider_signs_in(string mode)
    {
        using var browser = network.Browser();
        var landed = await Network.SignIn(browser, network[mode]);

        Assert.True(landed.IsAt(Network.Echo), $"{landed.At}\n{network.Gateway.Output}");
        Assert.True(browser.HasSession);
    }

    [Fact]
    public async Task Withdrawn_key_is_refused_from_then_on()
    {
        var behaviour = new Behaviour();
        var provider = network.Add("withdrawing", behaviour);
        await network.Services.GatewayKnows();
        using (var browser = network.Browser())
            Assert.True((await Network.SignIn(browser, provider)).IsAt(Network.Echo));

        // The first sign-in that meets a new key succeeds, and brings the news that the old one is gone.
        (behaviour.SignsWith, behaviour.Publishes) = (ProviderKey.Next, [ProviderKey.Next]);
        await Task.Delay(TimeSpan.FromSeconds(1.2)); // the library's shortest interval between two look-ups
        using (var browser = network.Browser())
            Assert.True((await Network.SignIn(browser, provider)).IsAt(Network.Echo), network.Gateway.Output);

        behaviour.SignsWith = ProviderKey.Usual;
        using (var browser = network.Browser())
        {
            Assert.True((await Network.SignIn(browser, provider)).IsAt("/signin/problem"));
            Assert.False(browser.HasSession);
        }
    }

    [Fact]
    public async Task Provider_at_a_private_address_is_not_called_unless_named()
    {
        var port = network.Provider.Ports.Private;
        network.Provider.Play("private", new());
        var provider = network.Services.List($"https://localhost:{port}/private");
        await network.Services.GatewayKnows();
        using var browser = network.Browser();

        Assert.Equal("Unreachable", (await Network.SignIn(browser, provider)).Query("reason"));
        Assert.Empty(network.Provider.SeenBy("private"));
    }

    [Fact]
    public async Task Slow_provider_is_given_up_in_ten_seconds()
    {
        var provider = network.Add(
            "slow", new() { Instead = ("metadata", (context, _) => Task.Delay(TimeSpan.FromSeconds(40), context.RequestAborted)) });
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        var began = DateTime.UtcNow;

        Assert.Equal("Unreachable", (await Network.SignIn(browser, provider)).Query("reason"));
        Assert.InRange(DateTime.UtcNow - began, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Gateway_proves_who_it_is_by_a_key_that_it_publishes()
    {
        var provider = network["plain"];
        (await network.SignedIn(provider)).Browser.Dispose();
        var calls = network.Provider.SeenBy("plain").Where(s => s.Endpoint is "par" or "token").ToList();
        using var client = new HttpClient(Certificates.Trusting());
        var published = new Microsoft.IdentityModel.Tokens.JsonWebKeySet(
            await client.GetStringAsync(new Uri(network.Gateway.Address, "/.well-known/jwks.json")));

        Assert.Contains(calls, c => c.Endpoint == "par");
        Assert.Contains(calls, c => c.Endpoint == "token");
        Assert.All(calls, call =>
        {
            Assert.DoesNotContain("client_secret", call.Form.Keys);
            var result = new JsonWebTokenHandler().ValidateTokenAsync(call.Form["client_assertion"], new()
            {
                ValidIssuer = provider.ClientId,
                ValidAudience = provider.Issuer,
                IssuerSigningKeys = published.GetSigningKeys(),
            }).Result;
            Assert.True(result.IsValid, result.Exception?.Message);
            var token = (JsonWebToken)result.SecurityToken;
            Assert.Equal(provider.ClientId, token.Subject);
            Assert.Equal(provider.Issuer, token.GetPayloadValue<string>("aud"));
        });
        Assert.Equal(calls.Count, calls.Select(c => new JsonWebToken(c.Form["client_assertion"]).Id).Distinct().Count());
        Assert.All(published.Keys, key => Assert.Null(key.D));
    }

    [Fact]
    public async Task Client_assertion_is_no_token_for_a_service()
    {
        // A provider could be listed with the client id and issuer that make the assertion look like one of ours.
        var provider = network.Add("look-alike", new(), p => p with { ClientId = InwardToken.Issuer });
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        await Network.SignIn(browser, provider);
        var assertion = network.Provider.SeenBy("look-alike").First(s => s.Endpoint == "par").Form["client_assertion"];

        var validation = InwardToken.Validation(provider.Issuer, PemKeys.ReadPublic(Certificates.Path("gateway.pub.pem")));
        Assert.False((await new JsonWebTokenHandler().ValidateTokenAsync(assertion, validation)).IsValid);
    }

    [Fact]
    public async Task Secret_goes_into_the_header_where_a_provider_wants_one()
    {
        var provider = network.Add(
            "secret", new(), p => p with { ClientAuthentication = KnownProvider.ClientSecretBasic, ClientSecret = "se cret:ž" });
        await network.Services.GatewayKnows();
        (await network.SignedIn(provider)).Browser.Dispose();
        var calls = network.Provider.SeenBy("secret").Where(s => s.Endpoint is "par" or "token").ToList();

        Assert.Equal(2, calls.Count);
        Assert.All(calls, call =>
        {
            Assert.Equal("Basic " + Convert.ToBase64String("referral-network:se+cret%3A%C5%BE"u8), call.Authorization);
            Assert.DoesNotContain("client_secret", call.Form.Keys);
            Assert.DoesNotContain("client_assertion", call.Form.Keys);
        });
    }

    [Fact]
    public async Task Answer_begun_in_another_browser_is_refused()
    {
        using var first = network.Browser();
        using var other = network.Browser();
        using var leaving = await first.Get($"/signin/{network["plain"].Id}/start");
        using var client = new HttpClient(Certificates.Trusting());
        using var answer = await client.GetAsync(leaving.Headers.Location);

        Assert.Equal("Expired", (await other.Open(answer.Headers.Location!.ToString())).Query("reason"));
        Assert.False(other.HasSession);
    }

    [Fact]
    public async Task Answer_of_one_provider_is_no_answer_of_another()
    {
        using var browser = network.Browser();
        using var leaving = await browser.Get($"/signin/{network["plain"].Id}/start");
        using var client = new HttpClient(Certificates.Trusting());
        using var answer = await client.GetAsync(leaving.Headers.Location);
        var elsewhere = answer.Headers.Location!.ToString()
            .Replace(network["plain"].Id.ToString(), network["pss"].Id.ToString(), StringComparison.Ordinal);

        Assert.True((await browser.Open(elsewhere)).IsAt("/signin/problem"));
        Assert.False(browser.HasSession);
    }

    [Fact]
    public async Task Sign_in_goes_back_to_a_page_of_ours_only()
    {
        using var browser = network.Browser();
        foreach (var elsewhere in (string[])["https://login.example/", "//login.example/", "/\\login.example", "javascript:alert(1)"])
        {
            var landed = await Network.SignIn(browser, network["plain"], elsewhere);
            Assert.Equal(network.Gateway.Address.Authority, landed.At.Authority);
            Assert.Equal("/", landed.At.AbsolutePath);
        }
    }

    [Fact]
    public async Task Same_subject_and_address_at_two_providers_are_two_people_and_each_stays_the_same()
    {
        var one = (await network.SignedIn(network["plain"])).Person;
        var two = (await network.SignedIn(network["pss"])).Person;
        var oneAgain = (await network.SignedIn(network["plain"])).Person;

        Assert.NotEqual((string?)one["sub"], (string?)two["sub"]);
        Assert.Equal((string?)one["sub"], (string?)oneAgain["sub"]);
        Assert.Equal(network["plain"].PartnerId.ToString(), (string?)one["partner"]);
        Assert.Equal(network["pss"].PartnerId.ToString(), (string?)two["partner"]);
        Assert.Equal(["caseworker"], one["roles"]!.AsArray().Select(r => (string?)r));
    }
}
