namespace ReferralNetwork.Tests.Browser;

/// <summary>What can be seen of a conversation after its visitor has left, and what cannot be lost before.</summary>
public sealed class LeavingTests
{
    const string Written = "Ar tai saugu, klausia Kregždutė";

    [Fact]
    public async Task Shift_three_times_leaves_and_with_another_key_or_a_click_between_it_does_not()
    {
        await using var visitor = await Visitor.Arrive(at: TestEnvironment.Visitors);
        await visitor.Go("/en/write");
        var (page, keyboard) = (visitor.Page, visitor.Page.Keyboard);
        await keyboard.PressAsync("Shift");
        await keyboard.PressAsync("Shift");
        await keyboard.PressAsync("a");
        await keyboard.PressAsync("Shift");
        foreach (var held in new[] { "Alt", "Control", "Meta" })
        {
            await keyboard.DownAsync(held);
            for (var times = 0; times < 4; times++)
                await keyboard.PressAsync("Shift");
            await keyboard.UpAsync(held);
            for (var times = 0; times < 4; times++) // how keyboards of other alphabets are switched
                await keyboard.PressAsync($"Shift+{held}");
        }
        for (var times = 0; times < 4; times++)
        {
            await keyboard.DownAsync("Shift");
            await page.Locator("h1").ClickAsync();
            await keyboard.UpAsync("Shift");
        }
        for (var times = 0; times < 4; times++)
            await keyboard.PressAsync("Shift+A");
        Assert.Equal("/en/write", visitor.Path);
        // Three count within a second and a half; a machine that is busy may take longer to press them.
        for (var tries = 0; tries < 10 && visitor.Path == "/en/write"; tries++)
        {
            for (var times = 0; times < 3; times++)
                await keyboard.PressAsync("Shift");
            await Task.Delay(1000);
        }
        await page.WaitForURLAsync("**/today");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_left_in_one_tab_is_gone_in_the_other(bool scripts)
    {
        await using var visitor = await InRoom(scripts);
        var other = await visitor.SecondTab();
        await other.Go("/en/room");
        Assert.Contains(Written, await other.Text(), StringComparison.Ordinal);
        await visitor.Follow(visitor.Page.Locator("[data-exit]"));
        // Without scripts the page asks for itself anew within half a minute.
        await other.Page.WaitForURLAsync("**/today", new() { Timeout = 45_000 });
        await other.Page.GoBackAsync();
        Assert.DoesNotContain(Written, await other.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_conversations_in_two_tabs_a_form_acts_on_the_one_that_it_shows()
    {
        await using var visitor = await Visitor.Arrive(at: TestEnvironment.Visitors);
        var other = await visitor.SecondTab();
        await visitor.Go("/en/write");
        await other.Go("/en/write");
        await Write(visitor, "A first one");
        await Write(other, "A second one");
        await visitor.Page.ReloadAsync();
        Assert.Contains("A first one", await visitor.Text(), StringComparison.Ordinal);
        await visitor.Link("href^='/en/room/delete?'");
        await visitor.Follow(visitor.Page.Locator("main form button"));
        Assert.Single(await visitor.Page.Context.CookiesAsync());
        await other.Page.ReloadAsync();
        Assert.Contains("A second one", await other.Text(), StringComparison.Ordinal);
        await visitor.Go("/en/room");
        Assert.DoesNotContain("A first one", await visitor.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_scripts_a_conversation_is_one_entry_of_the_history()
    {
        await using var visitor = await Visitor.Arrive(at: TestEnvironment.Visitors);
        await visitor.Go("/en/safety");
        await visitor.Link("href='/en/write'");
        var entries = await visitor.Page.EvaluateAsync<int>("() => history.length");
        await visitor.Follow(visitor.Page.Locator("main form button")); // refused: nothing was typed
        await Write(visitor, Written);
        foreach (var path in new[] { "room/phrase", "room", "room/keep", "room" })
            await visitor.Link($"href^='/en/{path}?'");
        Assert.Equal(entries, await visitor.Page.EvaluateAsync<int>("() => history.length"));
        await visitor.Page.ReloadAsync();
        Assert.Contains(Written, await visitor.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_lost_line_what_was_typed_stays_and_is_sent_once_when_it_is_back()
    {
        await using var visitor = await InRoom(scripts: true);
        await visitor.Type("Text", "Dar vienas klausimas");
        await visitor.Page.Context.SetOfflineAsync(true);
        await visitor.Page.Locator("main form button").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#lost")).ToBeFocusedAsync();
        Assert.Equal("Dar vienas klausimas", await visitor.Page.Locator("#Text").InputValueAsync());
        await visitor.Page.Context.SetOfflineAsync(false);
        await visitor.Follow(visitor.Page.Locator("main form button"));
        Assert.Equal(2, await visitor.Page.Locator("#messages li").CountAsync());
    }

    [Theory]
    [InlineData(true, "/en/write")]
    [InlineData(false, "/en/write")]
    [InlineData(true, "/en/room")]
    public async Task The_other_language_takes_along_what_was_typed(bool scripts, string path)
    {
        await using var visitor = path == "/en/room" ? await InRoom(scripts) : await Visitor.Arrive(scripts: scripts, at: TestEnvironment.Visitors);
        await visitor.Go(path);
        await visitor.Type("Text", "Dar nebaigta");
        await visitor.Follow(visitor.Page.Locator("nav button[value=ar]"));
        Assert.Equal("rtl", await visitor.Page.Locator("html").GetAttributeAsync("dir"));
        Assert.Equal("Dar nebaigta", await visitor.Page.Locator("#Text").InputValueAsync());
        Assert.StartsWith("/ar/", visitor.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("lt")]
    [InlineData("ru")]
    [InlineData("ar")]
    public async Task Text_at_twice_its_size_holds_on_a_telephone(string language)
    {
        await using var visitor = await Visitor.Arrive(language, at: TestEnvironment.Visitors);
        await visitor.Page.SetViewportSizeAsync(360, 740);
        foreach (var path in new[] { "", "/safety", "/write", "/return", "/info/germany", "/leaving" })
        {
            await visitor.Go($"/{language}{path}");
            // As the browser's own setting does it; a style in the page is what our policy refuses.
            await visitor.Page.EvaluateAsync("() => { document.documentElement.style.fontSize = '200%' }");
            var wide = await visitor.Page.EvaluateAsync<string[]>(
                """
                () => [...document.querySelectorAll('body *:not(option)')].filter(part => {
                    const box = part.getBoundingClientRect(), line = parseFloat(getComputedStyle(part).lineHeight) || 32;
                    const outside = box.width > 0 && box.bottom > 0 && (box.right > innerWidth + 1 || box.left < -1);
                    const narrow = part.children.length === 0 && part.textContent.trim().length > 3 && box.width < 2 * line && box.height > 3 * line;
                    return outside || narrow;
                }).map(part => part.outerHTML.slice(0, 120))
                """);
            Assert.Empty(wide);
        }
    }

    static async Task<Visitor> InRoom(bool scripts)
    {
        var visitor = await Visitor.Arrive(scripts: scripts, at: TestEnvironment.Visitors);
        await visitor.Go("/en/write");
        await Write(visitor, Written);
        return visitor;
    }

    static async Task Write(Visitor visitor, string text)
    {
        await visitor.Tick("Topic", "other");
        await visitor.Type("Text", text);
        await visitor.Follow(visitor.Page.Locator("main form button"));
        Assert.Equal("/en/room", visitor.Path);
    }
}
