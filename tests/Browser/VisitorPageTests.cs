namespace ReferralNetwork.Tests.Browser;

public sealed class VisitorPageTests
{
    const int Heaviest = 20_000;
    const int MostRequests = 3;

    public static TheoryData<string> Languages => ["en", "lt", "ru", "ar"];

    [Theory]
    [Trait("gate", "all")]
    [MemberData(nameof(Languages))]
    public async Task Every_text_about_work_abroad_can_be_read_by_everybody(string language)
    {
        await using var visitor = await Visitor.Arrive(language, inspection: new(language, scripts: true, 320, 1280), at: TestEnvironment.Visitors);
        await visitor.Go($"/{language}");
        var texts = await visitor.Page.Locator("main .rows a").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)");
        Assert.Equal(11, texts.Length);
        foreach (var text in texts)
        {
            await visitor.Go(text);
            await visitor.Look($"v30-{text.Split('/')[^1]}");
        }
        visitor.Inspection.FoundNothing();
    }

    [Theory]
    [Trait("gate", "all")]
    [MemberData(nameof(Languages))]
    public async Task A_cold_page_weighs_at_most_20_kB_in_3_requests_and_asks_nobody_else(string language)
    {
        await using var visitor = await Visitor.Arrive(language, at: TestEnvironment.Visitors);
        await visitor.Go($"/{language}");
        var texts = await visitor.Page.Locator("main .rows a").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)");
        foreach (var path in (string[])
        [
            "/", $"/{language}", $"/{language}/safety", $"/{language}/write", $"/{language}/return",
            $"/{language}/leaving", "/today", "/nowhere", .. texts
        ])
            await IsLight(path, state: null);

        await visitor.Go($"/{language}/write");
        await visitor.Tick("Topic", "other");
        await visitor.Type("Text", new string('ž', 1000));
        await visitor.Follow(visitor.Page.Locator("main form button"));
        var state = await visitor.Page.Context.StorageStateAsync();
        foreach (var path in (string[])["", "/write", "/phrase", "/phrase/kept", "/keep", "/delete"])
            await IsLight($"/{language}/room{path}", state);
    }

    [Fact]
    public async Task The_keyboard_comes_first_to_the_skip_link_and_then_to_the_way_out()
    {
        await using var visitor = await Visitor.Arrive(at: TestEnvironment.Visitors);
        await visitor.Go("/en/info/germany");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("#main", await Focused("getAttribute('href')"));
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.Equal("/exit", await Focused("getAttribute('href')"));
        await visitor.Page.EvaluateAsync("() => scrollTo(0, document.body.scrollHeight)");
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => Math.round(document.querySelector('.exit').getBoundingClientRect().top)"));

        Task<string?> Focused(string what) => visitor.Page.EvaluateAsync<string?>($"() => document.activeElement.{what}");
    }

    [Fact]
    public async Task Arabic_reads_from_right_to_left_and_a_text_that_is_only_there_in_English_from_left_to_right()
    {
        await using var visitor = await Visitor.Arrive("ar", at: TestEnvironment.Visitors);
        await visitor.Go("/ar/info/germany");
        Assert.Equal("rtl", await Direction("main"));
        Assert.Equal("ltr", await Direction("article"));
        Assert.Equal("en", await visitor.Page.Locator("article").GetAttributeAsync("lang"));

        Task<string> Direction(string what) => visitor.Page.Locator(what).EvaluateAsync<string>("part => getComputedStyle(part).direction");
    }

    [Fact]
    public async Task A_button_pressed_twice_writes_once()
    {
        await using var visitor = await Visitor.Arrive(scripts: false, at: TestEnvironment.Visitors);
        await visitor.Go("/en/write");
        await visitor.Tick("Topic", "other");
        await visitor.Type("Text", "Once");
        var key = await visitor.Page.Locator("main [name=Key]").InputValueAsync();
        await visitor.Follow(visitor.Page.Locator("main form button"));
        var room = Assert.Single(await visitor.Page.Context.CookiesAsync()).Value;

        // Back, and the same form again: the same key.
        var again = await visitor.Page.Context.APIRequest.PostAsync("/en/write", new()
        {
            Headers = [new("Sec-Fetch-Site", "same-origin")],
            Form = visitor.Page.Context.APIRequest.CreateFormData().Set("Key", key).Set("Topic", "other").Set("Country", "").Set("Text", "Once"),
        });
        Assert.Contains("/en/room?", again.Url, StringComparison.Ordinal);
        Assert.Equal(room, Assert.Single(await visitor.Page.Context.CookiesAsync()).Value);
        await visitor.Go("/en/room");
        Assert.Equal(1, await visitor.Page.Locator("#messages li").CountAsync());
    }

    /// <summary>In a browser that has seen nothing of ours; a stream that stays open counts as a request.</summary>
    static async Task IsLight(string path, string? state)
    {
        var chromium = await TestEnvironment.Chromium;
        await using var cold = await chromium.NewContextAsync(new() { BaseURL = TestEnvironment.Visitors.AbsoluteUri, StorageState = state });
        var page = await cold.NewPageAsync();
        var requests = new List<IRequest>();
        page.Request += (_, request) => requests.Add(request);
        if (path.EndsWith("/room", StringComparison.Ordinal))
            await page.RunAndWaitForRequestAsync(() => page.GotoAsync(path), "**/room/live?*");
        else
            await page.GotoAsync(path);

        var weight = 0;
        foreach (var request in requests.Where(request => request.ResourceType != "eventsource"))
        {
            await request.ResponseAsync();
            var sizes = await request.SizesAsync();
            weight += sizes.ResponseHeadersSize + sizes.ResponseBodySize;
        }
        Assert.True(weight is > 1_000 and <= Heaviest && requests.Count <= MostRequests, $"{path}: {weight} bytes in {requests.Count} requests");
        Assert.All(
            requests,
            request => Assert.StartsWith(TestEnvironment.Visitors.GetLeftPart(UriPartial.Authority), request.Url, StringComparison.Ordinal));
    }
}
