namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// Somebody who nobody asks for a name writes, gets an answer, leaves, comes back with their phrase and deletes all; a
/// counsellor answers on the staff site.
/// </summary>
sealed class VisitorWalk(string language, bool scripts, string topic, params int[] widths) : IAsyncDisposable
{
    const string Question = "Ar šis pasiūlymas sąžiningas? <b>900</b> eurų per savaitę.";
    const string Answer = "Pirmiausia patikrinkime įmonę. Ar žinote jos pavadinimą?";

    readonly Inspection inspection = new(language, scripts, widths);
    Visitor visitor = null!;
    Visitor counsellor = null!;

    IPage Page => visitor.Page;

    public async Task FromLanguageToDeletion()
    {
        visitor = await Visitor.Arrive(language, scripts, inspection, TestEnvironment.Visitors);
        await Page.SetViewportSizeAsync(widths[^1], 800);
        await Write();
        var phrase = await GetPhrase();
        await HearAnAnswer();
        await AskToKeep();
        await Leave();
        await ComeBack(phrase);
        await DeleteAll(phrase);
        inspection.FoundNothing();
        Assert.Equal(scripts ? 20 : 21, inspection.Looked);
    }

    async Task Write()
    {
        await visitor.Go("/");
        await visitor.Look("v01-languages");
        await visitor.Link($"href='/{language}'");
        await visitor.Look("v02-home");
        await visitor.Link($"href='/{language}/safety'");
        await visitor.Look("v03-safety");
        await visitor.Link($"href='/{language}/write'");
        await visitor.Look("v04-write");
        await Press();
        await HasSummary();
        await visitor.Look("v05-write-empty");
        await visitor.Tick("Topic", topic);
        await visitor.Select("Country", "DE");
        await visitor.Type("Text", Question);
        await Press();
        Assert.Equal($"/{language}/room", visitor.Path);
        Assert.Equal([Question], await Page.Locator("#messages .said").AllInnerTextsAsync());
        await visitor.Look("v06-room-waiting");

        var cookie = Assert.Single(await Page.Context.CookiesAsync());
        Assert.Equal(
            ("__Host-room", true, true, SameSiteAttribute.Strict, -1),
            (cookie.Name, cookie.Secure, cookie.HttpOnly, cookie.SameSite, cookie.Expires));
    }

    async Task<string> GetPhrase()
    {
        await Link("room/phrase");
        await visitor.Look("v07-phrase");
        await Press();
        var phrase = await Page.Locator(".phrase").InnerTextAsync();
        Assert.True(phrase.Split(' ').Length >= 8, phrase);
        await visitor.Look("v08-phrase-shown");
        await Link("room/phrase/kept");
        await visitor.Look("v09-type-back");
        await visitor.Type("Phrase", "not these words");
        await Press();
        await HasSummary();
        await visitor.Look("v10-type-back-wrong");
        await visitor.Type("Phrase", $"  {phrase.ToUpperInvariant()} ");
        await Press();
        Assert.Equal(0, await Page.Locator("main form").CountAsync());
        await visitor.Look("v11-phrase-kept");
        await Link("room");
        return phrase;
    }

    async Task HearAnAnswer()
    {
        if (scripts)
            await visitor.Type("Text", "Dar rašau");
        (counsellor, var room) = await Hotlines.Waiting(topic, language);
        await counsellor.Go(room);
        await counsellor.Follow(counsellor.Page.Locator("form[action$='/take'] button"));
        await counsellor.Type("Text", Answer);
        await counsellor.Follow(counsellor.Page.Locator("form[action$='/reply'] button"));

        var said = Page.Locator("#messages .said", new() { HasText = Answer });
        if (!scripts)
            await visitor.Await($"/{language}/room", "#messages li:not(.mine)");
        await said.WaitForAsync();
        if (scripts)
            Assert.Equal("Dar rašau", await Page.Locator("#Text").InputValueAsync()); // what is being typed stays
        await visitor.Look("v12-room-answered");
        if (!scripts)
        {
            await Link("room/write"); // a page of its own, since the conversation's asks for itself anew
            await visitor.Look("v12-room-write");
        }
        await visitor.Type("Text", "Taip.\nJos pavadinimas parašytas skelbime.");
        await Press();
        Assert.Equal(3, await Page.Locator("#messages li").CountAsync());
    }

    async Task AskToKeep()
    {
        await Link("room/keep");
        await visitor.Look("v13-keep");
        await Press();
        Assert.Equal("false", await Page.Locator("[name=Keep]").GetAttributeAsync("value"));
        await Link("room");
    }

    async Task Leave()
    {
        await visitor.Follow(Page.Locator("[data-exit]"));
        Assert.Equal("/today", visitor.Path);
        await visitor.Look("v14-today");
        Assert.Empty(await Page.Context.CookiesAsync());
        for (var times = 0; times < 3; times++)
        {
            await Page.GoBackAsync();
            // With scripts nothing of ours is shown any more; without them nothing of the conversation.
            if (scripts)
                await Page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/today");
            var shown = await Page.Locator("body").InnerTextAsync();
            Assert.DoesNotContain(Answer, shown, StringComparison.Ordinal);
            Assert.DoesNotContain("eurų per savaitę", shown, StringComparison.Ordinal);
        }
    }

    async Task ComeBack(string phrase)
    {
        await visitor.Go($"/{language}/return");
        await visitor.Look("v15-return");
        await visitor.Type("Phrase", "these are not the words that were shown");
        await Press();
        await HasSummary();
        await visitor.Look("v16-return-wrong");
        await visitor.Type("Phrase", phrase);
        await Press();
        Assert.Equal($"/{language}/room", visitor.Path);
        Assert.Equal(3, await Page.Locator("#messages li").CountAsync());
    }

    async Task DeleteAll(string phrase)
    {
        await Link("room/delete");
        await visitor.Look("v17-delete");
        await Press();
        Assert.Equal(scripts ? $"/{language}/room" : $"/{language}/deleted", visitor.Path); // with scripts one entry is all that a history has
        await visitor.Look("v18-deleted");
        Assert.Empty(await Page.Context.CookiesAsync());
        await visitor.Go($"/{language}/return");
        await visitor.Type("Phrase", phrase);
        await Press();
        await HasSummary();
        await visitor.Go($"/{language}/ended");
        await visitor.Look("v19-ended");
        await visitor.Go($"/{language}/leaving");
        await visitor.Look("v20-leaving");
    }

    /// <summary>To another page of the conversation: its links say of which one.</summary>
    Task Link(string path) => visitor.Link($"href^='/{language}/{path}?'");

    Task Press() => visitor.Follow(Page.Locator("main form button"));

    async Task HasSummary()
    {
        await Assertions.Expect(Page.Locator(".errors:not(#lost)")).ToBeFocusedAsync();
        Assert.DoesNotContain(": ", await Page.TitleAsync(), StringComparison.Ordinal); // the browser's history keeps it
    }

    public async ValueTask DisposeAsync()
    {
        if (counsellor is not null)
            await counsellor.DisposeAsync();
        if (visitor is not null)
            await visitor.DisposeAsync();
    }
}
