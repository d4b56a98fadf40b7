using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Browser;

/// <summary>Somebody at a browser of their own: what they press and type, by the names of fields and addresses, in whatever language.</summary>
sealed class Visitor(IBrowserContext context, IPage page, Inspection inspection) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    static readonly ConcurrentDictionary<(string, string), Task<IReadOnlyList<BrowserContextCookiesResult>>> Sessions = new();

    public IPage Page => page;
    public Inspection Inspection => inspection;
    public string Path => new Uri(page.Url).AbsolutePath;

    public static async Task<Visitor> Arrive(string language = "en", bool scripts = true, Inspection? inspection = null, Uri? at = null)
    {
        var chromium = await TestEnvironment.Chromium;
        var context = await chromium.NewContextAsync(new()
        {
            BaseURL = (at ?? TestEnvironment.Gateway).AbsoluteUri,
            Locale = language == "en" ? "en-GB" : language,
            JavaScriptEnabled = scripts,
            ViewportSize = new() { Width = 1280, Height = 800 },
        });
        context.SetDefaultTimeout(20_000);
        return new(context, await context.NewPageAsync(), inspection ?? new(language, scripts));
    }

    /// <summary>Another tab of the same browser.</summary>
    public async Task<Visitor> SecondTab() => new(context, await context.NewPageAsync(), inspection);

    /// <summary>As somebody who is signed in: the first time over <see cref="SignInAnew"/>, then in the session of that time.</summary>
    public async Task SignIn(string organisation, string userName)
    {
        var mine = new TaskCompletionSource<IReadOnlyList<BrowserContextCookiesResult>>(TaskCreationOptions.RunContinuationsAsynchronously);
        var session = Sessions.GetOrAdd((organisation, userName), mine.Task);
        if (session != mine.Task)
        {
            await context.AddCookiesAsync((await session).Select(cookie => new Cookie
            {
                Name = cookie.Name, Value = cookie.Value, Domain = cookie.Domain, Path = cookie.Path, Secure = cookie.Secure,
                HttpOnly = cookie.HttpOnly, SameSite = cookie.SameSite,
            }));
            await Go("/");
            Assert.NotEqual("/signin", Path);
            return;
        }
        try
        {
            await SignInAnew(organisation, userName);
            mine.SetResult([.. (await context.CookiesAsync()).Where(cookie => cookie.Name == "__Host-session")]);
        }
        catch (Exception e)
        {
            mine.SetException(e);
            throw;
        }
    }

    /// <summary>With the code of the organisation, over its own page and back.</summary>
    public async Task SignInAnew(string organisation, string userName)
    {
        await Go("/signin");
        await Type("Code", TestEnvironment.Codes[organisation]);
        await Send();
        await Follow(page.Locator("main a[href^='/signin/']"));
        await page.Locator("#username").FillAsync(userName);
        await page.Locator("#password").FillAsync("demonstration");
        await Follow(page.Locator("form:has(#username) button"));
        Assert.False(Path.StartsWith("/signin", StringComparison.Ordinal), Path);
    }

    public async Task<int> Go(string path) => (await page.GotoAsync(path))!.Status;

    /// <summary>Presses what leads to another page, and is there.</summary>
    public async Task Follow(ILocator what)
    {
        await Before();
        await what.ClickAsync();
        await After();
    }

    /// <summary>Follows a link within the page, by its address (CSS: href=, href^=, href$=, href*=).</summary>
    public Task Link(string href) => Follow(page.Locator($"main a[{href}], .govuk-back-link[{href}]").First);

    /// <summary>The button that the form is for; others stand below it.</summary>
    public Task Press() => Follow(page.Locator("main form[method=post] button[type=submit]").First);

    /// <summary>Presses the form's button and is not told that anything is wrong.</summary>
    public async Task Send()
    {
        await Press();
        var wrong = page.Locator(".govuk-error-summary");
        Assert.True(await wrong.CountAsync() == 0, $"{Path} says: {string.Join(' ', await wrong.AllInnerTextsAsync())}");
    }

    public Task Type(string name, string text) => page.Locator($"[name='{name}']").FillAsync(text);

    public Task Tick(string name, string value) => page.Locator($"input[name='{name}'][value='{value}']").CheckAsync();

    public Task Select(string name, string value) => page.Locator($"select[name='{name}']").SelectOptionAsync(value);

    /// <summary>What others do takes a moment to arrive: looks again until it is there.</summary>
    public async Task Await(string path, string selector)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            await Go(path);
            if (await page.Locator(selector).CountAsync() > 0)
                return;
            Assert.True(TimeProvider.System.GetElapsedTime(began) < Patience, $"{path} does not come to show {selector}");
            await Task.Delay(Pause);
        }
    }

    /// <summary>The same person in another tab of the same browser.</summary>
    public async Task<Visitor> OtherTab() => new(context, await context.NewPageAsync(), inspection);

    /// <summary>As if the browser had lost what keeps the person signed in.</summary>
    public Task SignedOutUnnoticed() => context.ClearCookiesAsync(new() { Name = "__Host-session" });

    public Task Look(string name) => inspection.Look(page, name);

    public async Task<string> Text() =>
        Regex.Replace(await page.Locator("main").InnerTextAsync(), @"\s+", " ", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Closes the browser, with all its tabs.</summary>
    public ValueTask DisposeAsync() => context.DisposeAsync();

    // The page that is left carries a mark; the one that has come does not.
    async Task Before() => await page.EvaluateAsync("() => { document.documentElement.dataset.left = '1' }");

    async Task After()
    {
        await page.Locator("html:not([data-left])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await page.WaitForLoadStateAsync();
    }
}
