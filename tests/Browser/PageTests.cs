namespace ReferralNetwork.Tests.Browser;

public sealed class PageTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_that_says_nothing_comes_back_with_a_summary_that_has_the_focus(bool scripts)
    {
        await using var rasa = await SignedIn("Žiburio namai", "rasa", scripts);
        await rasa.Go("/cases/new");
        await rasa.Press();
        await HasSummary(rasa);
        await rasa.Look("50-case-new-empty");
        rasa.Inspection.FoundNothing();
    }

    [Fact]
    public async Task A_day_that_no_calendar_has_is_told_with_a_link_to_its_boxes_and_stays_as_typed()
    {
        await using var rasa = await SignedIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type("f.x:Alias", "Kregždutė");
        await rasa.Type("f.prs_Birthdate.Day", "31");
        await rasa.Type("f.prs_Birthdate.Month", "2");
        await rasa.Type("f.prs_Birthdate.Year", "1996");
        await rasa.Press();
        await HasSummary(rasa);
        Assert.Equal("31", await rasa.Page.Locator("[name='f.prs_Birthdate.Day']").InputValueAsync());
        Assert.Equal("Kregždutė", await rasa.Page.Locator("[name='f.x:Alias']").InputValueAsync());
        await rasa.Page.Locator(".govuk-error-summary a").ClickAsync();
        Assert.Equal("f.prs_Birthdate.Day", await rasa.Page.EvaluateAsync<string>("() => document.activeElement.name"));
        await rasa.Look("51-case-new-invalid");
        rasa.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Every_step_of_a_new_referral_tells_what_is_missing()
    {
        await using var rasa = await SignedIn("Žiburio namai", "rasa");
        await rasa.Go("/new");
        await rasa.Send();
        var draft = rasa.Path;
        foreach (var (step, name) in new[] { ("need", "52-need-empty"), ("about", "53-about-empty") })
        {
            await rasa.Go($"{draft}/{step}");
            await rasa.Press();
            await HasSummary(rasa);
            await rasa.Look(name);
        }
        rasa.Inspection.FoundNothing();
    }

    [Fact]
    public async Task The_keyboard_alone_skips_to_the_page_and_signs_in()
    {
        await using var ieva = await Visitor.Arrive();
        await ieva.Go("/signin");
        var keyboard = ieva.Page.Keyboard;
        await keyboard.PressAsync("Tab");
        Assert.Equal("#main", await Focused(ieva, "getAttribute('href')"));
        Assert.True(
            await ieva.Page.EvaluateAsync<bool>("() => document.activeElement.getBoundingClientRect().width > 20"),
            "the skip link does not show");
        await keyboard.PressAsync("Enter");
        Assert.Equal("main", await Focused(ieva, "id"));

        await TabUntil(ieva, "id", "Code");
        await keyboard.TypeAsync(TestEnvironment.Codes["Ramunės prieglauda"].ToLowerInvariant());
        await keyboard.PressAsync("Enter");
        await ieva.Page.Locator("main a[href^='/signin/']").WaitForAsync();
        await TabUntil(ieva, "textContent.trim()", "Ramunės prieglauda");
        await keyboard.PressAsync("Enter");
        await ieva.Page.Locator("#username").WaitForAsync();
        await TabUntil(ieva, "id", "username");
        await keyboard.TypeAsync("ieva");
        await TabUntil(ieva, "id", "password");
        await keyboard.TypeAsync("demonstration");
        await keyboard.PressAsync("Enter");
        await ieva.Page.Locator("form[action='/signout']").WaitForAsync();
        Assert.Equal("/", ieva.Path);
    }

    [Theory]
    [InlineData("en", true)]
    [InlineData("lt", false)]
    public async Task A_code_of_nobody_is_told_beside_its_field_and_one_that_is_remembered_is_not_asked_again(string language, bool scripts)
    {
        await using var ieva = await Visitor.Arrive(language, scripts);
        await ieva.Go("/signin");
        await ieva.Type("Code", "AAAA-AAAA");
        await ieva.Press();
        Assert.Equal(1, await ieva.Page.Locator("#Code-error").CountAsync());
        await ieva.Look("54-sign-in-no-code");
        await ieva.Type("Code", TestEnvironment.Codes["Ramunės prieglauda"]);
        await ieva.Tick("Remember", "true");
        await ieva.Send();
        await ieva.Look("55-sign-in-found");
        await ieva.Go("/signin");
        await ieva.Follow(ieva.Page.Locator("main form button"));
        Assert.Equal(1, await ieva.Page.Locator("#Code").CountAsync());
        Assert.Equal(0, await ieva.Page.Locator("main a[href^='/signin/']").CountAsync());
        ieva.Inspection.FoundNothing();
    }

    [Fact]
    public async Task A_cold_worklist_weighs_at_most_60_kB()
    {
        await using var rasa = await SignedIn("Žiburio namai", "rasa");
        var chromium = await TestEnvironment.Chromium;
        await using var cold = await chromium.NewContextAsync(new()
        {
            BaseURL = TestEnvironment.Gateway.AbsoluteUri,
            StorageState = await rasa.Page.Context.StorageStateAsync()
        });
        var page = await cold.NewPageAsync();
        var requests = new List<IRequest>();
        page.RequestFinished += (_, request) => requests.Add(request);
        await page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });
        Assert.Equal("/", new Uri(page.Url).AbsolutePath);

        var weight = 0;
        foreach (var request in requests)
            weight += (await request.SizesAsync()).ResponseBodySize;
        Assert.True(requests.Count >= 3 && weight is > 1_000 and <= 60_000, $"{weight} bytes in {requests.Count} answers");
        Assert.All(requests, request => Assert.Equal(TestEnvironment.Gateway.Authority, new Uri(request.Url).Authority));
    }

    [Fact]
    public async Task The_button_for_the_other_language_shows_the_same_page_in_it()
    {
        await using var visitor = await Visitor.Arrive();
        await visitor.Go("/about-exit");
        await visitor.Follow(visitor.Page.Locator("button[name=language][value=lt]"));
        Assert.Equal("/about-exit", visitor.Path);
        Assert.Equal("lt", await visitor.Page.Locator("html").GetAttributeAsync("lang"));
    }

    static async Task<Visitor> SignedIn(string organisation, string userName, bool scripts = true)
    {
        var visitor = await Visitor.Arrive(scripts: scripts);
        await visitor.SignIn(organisation, userName);
        return visitor;
    }

    static async Task HasSummary(Visitor visitor)
    {
        Assert.StartsWith("Error: ", await visitor.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.True(await visitor.Page.Locator(".govuk-error-summary a").CountAsync() > 0, "no summary of errors with links");
        await Assertions.Expect(visitor.Page.Locator(".govuk-error-summary")).ToBeFocusedAsync();
    }

    static Task<string?> Focused(Visitor visitor, string what) => visitor.Page.EvaluateAsync<string?>($"() => document.activeElement.{what}");

    static async Task TabUntil(Visitor visitor, string what, string wanted)
    {
        for (var presses = 0; presses < 80; presses++)
        {
            if (await Focused(visitor, what) == wanted)
                return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"no Tab leads to {wanted}");
    }
}
