namespace ReferralNetwork.Tests.Browser;

public sealed class DeskTests
{
    const string Question = "Man siūlo darbą <b>Vokietijoje</b>, bet prašo paso.";
    const string Reply = "Paso niekam neatiduokite.\nKas jo prašo?";
    const string Words = "Skambina Ona dėl knygų";

    [Fact]
    public async Task A_call_is_logged_with_the_keyboard_alone_in_the_order_in_which_it_goes()
    {
        await using var egle = await Counsellor();
        await egle.Go("/desk/call");
        var keyboard = egle.Page.Keyboard;
        Assert.Equal("CallType", await Focused(egle));
        foreach (var (field, typed) in new[] { ("CallType", "Work"), ("Language", "Lith"), ("Topic", "Job"), ("Country", "Germ") })
        {
            Assert.Equal(field, await Focused(egle));
            await keyboard.TypeAsync(typed);
            await keyboard.PressAsync("Tab");
        }
        await TabUntil(egle, "Note");
        await keyboard.TypeAsync("Klausė apie sutartį");
        await TabUntil(egle, "Next");
        await TabUntil(egle, "");
        await keyboard.PressAsync("Enter");
        await egle.Page.WaitForURLAsync("**/desk");
        Assert.Contains("The call is saved", await egle.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_typed_into_the_call_form_stays_when_an_answer_is_missing(bool scripts)
    {
        await using var egle = await Counsellor(scripts);
        await egle.Go("/desk/call");
        await egle.Select("CallType", "about-self");
        await egle.Type("Safe.Words", Words);
        await egle.Type("Note", Question);
        await egle.Follow(MainButton(egle));
        Assert.StartsWith("Error: ", await egle.Page.TitleAsync(), StringComparison.Ordinal);
        Assert.Equal(Question, await egle.Page.Locator("[name=Note]").InputValueAsync());
        Assert.Equal(Words, await egle.Page.Locator("[name='Safe.Words']").InputValueAsync());
        await egle.Look("60-call-incomplete");
        egle.Inspection.FoundNothing();
    }

    [Fact]
    public async Task An_emergency_stands_above_what_else_waits_on_the_first_page_too()
    {
        await using var egle = await Counsellor();
        await egle.Go("/desk/call");
        await egle.Select("CallType", "emergency");
        await egle.Select("Language", "lt");
        await egle.Select("Topic", "job-offer");
        await egle.Follow(MainButton(egle));
        Assert.StartsWith("/desk", egle.Path, StringComparison.Ordinal);
        foreach (var page in new[] { "/desk", "/" })
        {
            await egle.Go(page);
            // Somebody whom another walk has lost on the way stands before all.
            Assert.Equal(
                "emergencies", await egle.Page.Locator("main h2:not(#alarms, #handoff-alarms)").First.GetAttributeAsync("id"));
            Assert.NotEqual(0, await egle.Page.Locator("#emergencies + ul li").CountAsync());
            await egle.Look(page == "/" ? "61b-first-page-emergency" : "61a-desk-emergency");
        }
        egle.Inspection.FoundNothing();
    }

    [Fact]
    public async Task What_is_looked_up_in_the_directory_stands_beside_what_is_typed()
    {
        await using var egle = await Counsellor();
        await egle.Go("/desk/call");
        await egle.Type("Note", Question);
        await egle.Type("q", "prieglauda");
        await egle.Page.Locator("[name=q]").PressAsync("Enter");
        await egle.Page.Locator("#found", new() { HasText = "Ramunės prieglauda" }).WaitForAsync();
        Assert.Equal("/desk/call", egle.Path);
        Assert.Equal(Question, await egle.Page.Locator("[name=Note]").InputValueAsync());
        await egle.Look("61-call-directory");
        egle.Inspection.FoundNothing();
    }

    [Fact]
    public async Task A_message_is_not_sent_into_the_void_when_the_connection_is_gone()
    {
        await using var egle = await Counsellor();
        await egle.Go("/desk/call");
        await egle.Type("Note", Question);
        await egle.Page.Context.SetOfflineAsync(true);
        await MainButton(egle).ClickAsync();
        await egle.Page.Locator("#lost").WaitForAsync();
        Assert.Equal(Question, await egle.Page.Locator("[name=Note]").InputValueAsync());
        await egle.Page.Context.SetOfflineAsync(false);
        await egle.Follow(MainButton(egle));
        Assert.Equal(Question, await egle.Page.Locator("[name=Note]").InputValueAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_situation_goes_from_a_call_over_safe_contact_and_a_callback_to_a_case_of_chosen_facts(bool scripts)
    {
        await using var egle = await Counsellor(scripts);
        await egle.Go("/desk/call");
        await egle.Look("62-call");
        await egle.Select("CallType", "about-self");
        await egle.Select("Topic", "documents-taken");
        await egle.Type("Note", Question);
        await egle.Tick("Next", "keep");
        await egle.Follow(MainButton(egle));
        var situation = egle.Path;
        await egle.Look("63-situation");

        await egle.Go($"{situation}/callback");
        await egle.Look("64-callback");
        await Plans(egle);
        Assert.Contains("No safe way", await egle.Page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);

        await egle.Go($"{situation}/safe-contact");
        await egle.Look("65-safe-contact");
        await egle.Tick("Safe.MayCall", "yes");
        await egle.Type("Safe.Contact", "+37061900456");
        await egle.Type("Safe.Words", Words);
        await egle.Send();
        await egle.Go($"{situation}/callback");
        await Plans(egle);
        Assert.Equal(situation, egle.Path);

        await egle.Link("href*='/callbacks/'");
        Assert.Contains(Words, await egle.Text(), StringComparison.Ordinal);
        await egle.Look("66-call-back");
        await egle.Tick("Outcome", "reached");
        await egle.Send();

        await egle.Link("href$='/case'");
        await egle.Look("67-become-case");
        await egle.Press();
        Assert.Contains("Ask the person first", await egle.Page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await egle.Tick("Agreed", "yes");
        await egle.Type("Alias", "Kregždutė");
        await egle.Tick("Copied", "telephone");
        await egle.Send();
        Assert.StartsWith("/new/", egle.Path, StringComparison.Ordinal);

        await egle.Go(situation);
        await egle.Look("68-became-case");
        await egle.Link("href^='/cases/'");
        var file = await egle.Text();
        Assert.Contains("Kregždutė", file, StringComparison.Ordinal);
        Assert.Contains("+37061900456", file, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, file, StringComparison.Ordinal); // not chosen
        Assert.DoesNotContain("Vokietijoje", file, StringComparison.Ordinal);
        egle.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_room_is_taken_answered_and_closed_and_news_leave_what_is_being_typed(bool scripts)
    {
        await using var visitor = await Visitor.Arrive(at: TestEnvironment.Visitors);
        await visitor.Go("/lt/write");
        await visitor.Tick("Topic", "job-offer");
        await visitor.Type("Text", Question);
        await visitor.Follow(visitor.Page.Locator("main form button"));

        var (egle, room) = await Hotlines.Waiting("job-offer", "lt", scripts);
        await using var _ = egle;
        await egle.Look("70-desk");
        await egle.Go(room);
        Assert.DoesNotContain("Vokietijoje", await egle.Text(), StringComparison.Ordinal); // who is not in it reads no word
        await egle.Look("71-room-waiting");
        await egle.Follow(egle.Page.Locator("form[action$='/take'] button"));
        Assert.Contains(Question, await egle.Text(), StringComparison.Ordinal);
        await egle.Look("72-room");

        await egle.Type("Text", Reply);
        await visitor.Type("Text", "Pasą jau atidaviau");
        await visitor.Follow(visitor.Page.Locator("main form button").First);
        if (scripts)
        {
            await egle.Page.Locator("#talk", new() { HasText = "Pasą jau atidaviau" }).WaitForAsync();
            Assert.Equal(Reply, await egle.Page.Locator("#Text").InputValueAsync());
        }
        await egle.Follow(egle.Page.Locator("form[action$='/reply'] button"));
        Assert.Equal(3, await egle.Page.Locator("#talk > div").CountAsync());
        await visitor.Await("/lt/room", $"text={Reply.Split('\n')[0]}");

        await egle.Page.Locator("summary", new() { HasText = "Close the room" }).ClickAsync();
        await egle.Follow(egle.Page.Locator("form[action$='/close'] button"));
        Assert.Equal("/desk", egle.Path);
        egle.Inspection.FoundNothing();
    }

    [Fact]
    public async Task The_pages_beside_the_path_are_clean()
    {
        await using var egle = await Counsellor();
        foreach (var (path, name) in new[]
        {
            ("/desk/find", "73-find"), ("/desk/directory?q=LT", "74-directory"), ("/desk/paper", "75-paper"),
            ("/desk/statistics", "76-statistics"), ("/desk?show=closed", "77-desk-over")
        })
        {
            Assert.Equal(200, await egle.Go(path));
            await egle.Look(name);
        }
        egle.Inspection.FoundNothing();
    }

    static async Task<Visitor> Counsellor(bool scripts = true)
    {
        var egle = await Visitor.Arrive(scripts: scripts);
        await egle.SignIn("Aido linija", "egle");
        return egle;
    }

    static async Task Plans(Visitor visitor)
    {
        await visitor.Page.Locator("select[name='Due.Day']").SelectOptionAsync(new SelectOptionValue { Index = 2 });
        await visitor.Type("Due.Time", "14.30");
        await visitor.Press();
    }

    /// <summary>The button of the form that the page is for; a search stands beside it.</summary>
    static ILocator MainButton(Visitor visitor) => visitor.Page.Locator("main form[method=post] button");

    static Task<string?> Focused(Visitor visitor) => visitor.Page.EvaluateAsync<string?>("() => document.activeElement.name");

    static async Task TabUntil(Visitor visitor, string name)
    {
        for (var presses = 0; presses < 20; presses++)
        {
            if (await Focused(visitor) == name)
                return;
            await visitor.Page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"no Tab leads to {name}");
    }
}
