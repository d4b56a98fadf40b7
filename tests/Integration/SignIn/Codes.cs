using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The sign-in page names nobody to strangers.</summary>
[Collection(nameof(Network))]
public sealed class Codes(Network network)
{
    const string Cookie = "__Host-code";

    static readonly Uri Page = new("/signin", UriKind.Relative);

    async Task<Landed> Type(Browser browser, string code, params (string, string)[] more)
    {
        var page = await browser.Open("/signin");
        return await browser.Submit(new Uri(network.Gateway.Address, Page), [("Code", code), ("form", page.Field("form")), .. more]);
    }

    string? Remembered(Browser browser) =>
        browser.Cookies.GetCookies(network.Gateway.Address)[Cookie] is { Value.Length: > 0 } cookie ? cookie.Value : null;

    [Fact]
    public async Task Code_leads_to_the_sign_in_of_its_organisation_and_nothing_is_kept_that_nobody_asked_for()
    {
        var provider = network.Add("with-code", new());
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        var code = network.Services.CodeOf(provider.PartnerId);

        Assert.DoesNotContain(provider.DisplayName, (await browser.Open("/signin")).Body, StringComparison.Ordinal);
        var found = await Type(browser, $" {code[..4].ToLowerInvariant()}-{code[4..]} ");
        Assert.Contains($"/signin/{provider.Id}/start", found.Body, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(found.Body, "/signin/[0-9a-f-]{36}/start", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Null(Remembered(browser));
        Assert.Equal("", found.At.Query);
    }

    [Fact]
    public async Task Code_of_a_suspended_organisation_is_answered_like_one_of_nobody()
    {
        var suspended = network.Add("suspended-with-code", new());
        network.Services.Suspend(suspended.PartnerId);
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        async Task<(int, string)> Answer(string code)
        {
            var landed = await Type(browser, code);
            var text = code.Length == 0 ? landed.Body : landed.Body.Replace(code, "CODE", StringComparison.Ordinal);
            return ((int)landed.Status, Regex.Replace(text, "name=\"form\"[^>]*value=\"[^\"]*\"", "", RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        Assert.Equal(await Answer("QQQQ2222"), await Answer(network.Services.CodeOf(suspended.PartnerId)));
        Assert.Contains("Code-error", (await Answer("")).Item2, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remembered_code_stays_through_signing_out_and_goes_when_it_is_asked_to()
    {
        var provider = network.Add("remembered", new());
        await network.Services.GatewayKnows();
        using var browser = network.Browser();
        var code = network.Services.CodeOf(provider.PartnerId);
        await Type(browser, code, ("Remember", "true"));
        Assert.Equal(code, Remembered(browser));
        var again = await browser.Open("/signin?returnUrl=%2Fcases");
        Assert.Contains($"/signin/{provider.Id}/start?returnUrl=%2Fcases", again.Body, StringComparison.Ordinal);

        Assert.True((await Network.SignIn(browser, provider)).IsAt(Network.Echo));
        using (var ended = await browser.Send(new(HttpMethod.Post, "/signout") { Headers = { { "Sec-Fetch-Site", "same-origin" } } }))
            Assert.Equal(302, (int)ended.StatusCode);
        Assert.Equal((false, code), (browser.HasSession, Remembered(browser)));

        var next = await browser.Open("/signin");
        await browser.Submit(new Uri(network.Gateway.Address, "/signin?handler=Forget"), ("form", next.Field("form")));
        Assert.Null(Remembered(browser));
    }
}
