using System.Text.Json.Nodes;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>A flood of sign-ins or of requests slows whoever makes it, and keeps nobody else out. No IP address is looked at.</summary>
[Collection(nameof(Network))]
public sealed class BrakeTests(Network network)
{
    [Fact]
    public async Task A_flood_of_sign_ins_at_one_organisation_keeps_out_neither_browsers_that_are_known_nor_another_organisation()
    {
        var (flooded, other) = (network.Add("flooded", new Behaviour()), network.Add("beside", new Behaviour()));
        await using var gateway = await Braked();
        using var known = await SignedIn(gateway, flooded);
        using var stranger = new Browser(gateway.Address);
        var refused = await Until429(stranger, $"/signin/{flooded.Id}/start?returnUrl=%2Fcases");

        // The page says so and asks again by itself; its address still says where to.
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(refused.Headers.RetryAfter?.Delta?.TotalSeconds.ToString(), Assert.Single(refused.Headers.GetValues("Refresh")));
        Assert.Contains("This page tries again by itself", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var again = await known.Get($"/signin/{flooded.Id}/start");
        Assert.Equal(302, (int)again.StatusCode);
        using var elsewhere = await stranger.Get($"/signin/{other.Id}/start");
        Assert.Equal(302, (int)elsewhere.StatusCode);
    }

    [Fact]
    public async Task A_person_who_asks_without_end_is_slowed_and_nobody_else_is()
    {
        var (one, another) = (network.Add("asking", new Behaviour()), network.Add("calm", new Behaviour()));
        await using var gateway = await Braked();
        using var hasty = await SignedIn(gateway, one);
        using var calm = await SignedIn(gateway, another);
        var refused = await Until429(hasty, Network.Echo);
        Assert.True(refused.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Equal(
            "urn:referral-network:problem:too-many-requests",
            JsonNode.Parse(await refused.Content.ReadAsStringAsync())!["type"]!.GetValue<string>());
        using var answer = await calm.Get(Network.Echo);
        Assert.Equal(200, (int)answer.StatusCode);
    }

    /// <summary>A gateway with a tenth of the budgets: a slow machine must be faster than its brakes. It starts with whom it knows by now.</summary>
    async Task<HttpsProcess> Braked()
    {
        var gateway = network.StartGateway(ServiceProcess.FreePort(), settings => settings["Brakes__Factor"] = "0.1");
        await gateway.Ready;
        return gateway;
    }

    static async Task<Browser> SignedIn(HttpsProcess gateway, KnownProvider provider)
    {
        var browser = new Browser(gateway.Address);
        Assert.True((await Network.SignIn(browser, provider)).IsAt(Network.Echo), gateway.Output);
        return browser;
    }

    static async Task<HttpResponseMessage> Until429(Browser browser, string address)
    {
        for (var i = 0; i < 1000; i++)
        {
            var answer = await browser.Get(address);
            if ((int)answer.StatusCode == 429)
                return answer;
            answer.Dispose();
        }
        throw new InvalidOperationException($"A thousand requests to {address}, and no brake.");
    }
}
