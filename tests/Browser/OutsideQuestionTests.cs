namespace ReferralNetwork.Tests.Browser;

/// <summary>"Do you know …?": asked on one form that names whom to ring, read by a coordinator, answered by one sentence.</summary>
public sealed class OutsideQuestionTests
{
    const string Asked = "Žiburio namai";

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task A_question_is_asked_looked_at_by_the_coordinator_and_answered_by_the_one_sentence(string language, bool scripts)
    {
        // Where the next working day is in three seconds.
        await using var asker = await Visitor.Arrive(language, scripts);
        await asker.SignIn("Sekundės krantas", "rasa");
        await asker.Go("/outside-questions");
        await asker.Look($"80-questions-{language}");
        await asker.Link("href='/outside-questions/ask'");
        await asker.Look($"81-whom-to-ask-{language}");
        await asker.Follow(asker.Page.Locator("main a", new() { HasText = Asked }));
        Assert.Equal("tel:+37060000031", await asker.Page.Locator("#duty a").GetAttributeAsync("href"));
        await asker.Page.Locator("main form button").ClickAsync();
        await asker.Page.Locator(".govuk-error-summary").WaitForAsync();
        Assert.Equal(4, await asker.Page.Locator(".govuk-error-summary a").CountAsync());
        await asker.Look($"82-ask-empty-{language}");
        await asker.Tick("OnBehalfOf", "relative");
        var about = $"Smilga Vėjavaikė {Guid.NewGuid():N}";
        await asker.Type("About", about);
        await asker.Type("Reason", new string('a', 4001)); // too long: what was typed stays
        await asker.Type("Contact", "+370 600 00077");
        await asker.Press();
        Assert.Equal(1, await asker.Page.Locator("#Reason-error").CountAsync());
        Assert.Equal(about, await asker.Page.Locator("[name=About]").InputValueAsync());
        await asker.Type("Reason", "Teta jos neranda nuo pavasario");
        await asker.Send();
        Assert.Equal("/outside-questions", asker.Path);
        Assert.DoesNotContain(about, await asker.Text(), StringComparison.Ordinal);
        await asker.Look($"83-asked-{language}");

        await using var mantas = await Visitor.Arrive(language, scripts: !scripts);
        await mantas.SignIn(Asked, "mantas");
        Assert.True(await mantas.Page.Locator("#questions").CountAsync() == 1);
        await mantas.Look($"84-home-with-questions-{language}");
        await mantas.Link("href*='/outside-questions/received/'");
        Assert.Contains(about, await mantas.Text(), StringComparison.Ordinal);
        await mantas.Look($"85-question-{language}");
        var question = mantas.Path;
        await mantas.Send();
        Assert.Equal("/outside-questions/received", mantas.Path);
        Assert.Equal(0, await mantas.Page.Locator($"a[href='{question}']").CountAsync());
        await mantas.Go("/outside-questions/received?show=closed");
        await mantas.Look($"86-questions-looked-at-{language}");
        await mantas.Link($"href='{question}'");
        Assert.Equal(0, await mantas.Page.Locator("main form[method=post]").CountAsync());
        await mantas.Look($"87-question-looked-at-{language}");

        await asker.Await("/outside-questions", "li:first-child .govuk-tag >> text=/Answered|Atsakyta/");
        await asker.Look($"88-answered-{language}");
        asker.Inspection.FoundNothing();
        mantas.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Whoever_is_no_coordinator_finds_no_question_and_whoever_has_no_duty_telephone_is_told_of_the_police()
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn(Asked, "rasa");
        Assert.Equal(403, await rasa.Go("/outside-questions/received"));
        await rasa.Go("/outside-questions/ask");
        foreach (var nobody in new[] { Asked, "Consular Post Zilverhelm" }) // their own; without a coordinator
            Assert.Equal(0, await rasa.Page.Locator("main a", new() { HasText = nobody }).CountAsync());
        await rasa.Follow(rasa.Page.Locator("main a", new() { HasText = "Tarptautinė Sankrantos organizacija" }));
        Assert.Contains("112", await rasa.Page.Locator("#duty").InnerTextAsync(), StringComparison.Ordinal);
        await rasa.Look("89-ask-without-duty-telephone");
        rasa.Inspection.FoundNothing();
    }
}
