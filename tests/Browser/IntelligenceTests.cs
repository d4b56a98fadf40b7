namespace ReferralNetwork.Tests.Browser;

/// <summary>A caseworker writes what is known of a place, a colleague gives it the second look, the police acknowledge it.</summary>
public sealed class IntelligenceTests
{
    [Fact]
    public async Task A_report_goes_from_a_draft_over_a_second_look_to_the_police_who_acknowledge_it()
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/intelligence");
        await rasa.Link("href='/intelligence/new'");
        await rasa.Press();
        await rasa.Look("120-intelligence-empty");
        Assert.Equal(3, await rasa.Page.Locator(".govuk-error-summary a").CountAsync());
        await rasa.Page.Locator("select[name=To]").SelectOptionAsync(new SelectOptionValue { Label = "Pakrantės policija" });
        var place = $"The cellar of the mill {Guid.NewGuid():N}";
        await rasa.Type("Words.place", $"{place}\nThe yard behind it");
        await rasa.Type("Words.plate", "MALŪN 0417");
        await rasa.Tick("Handling", "H1");
        await rasa.Send();
        var report = rasa.Path;
        await rasa.Look("121-intelligence-draft");
        await rasa.Link("href$='/change'");
        Assert.Equal($"{place}\nThe yard behind it", await rasa.Page.Locator("[name='Words.place']").InputValueAsync());
        await rasa.Send();
        await rasa.Link("href$='/do/submit'");
        await rasa.Press();
        await rasa.Look("122-intelligence-submit-empty");
        await rasa.Tick("From", "agrees");
        await rasa.Send();
        Assert.Equal(0, await rasa.Page.Locator("a[href$='/do/look']").CountAsync()); // not by whoever wrote it
        await rasa.Look("123-intelligence-waits-for-another");

        await using var mantas = await Visitor.Arrive("lt", scripts: false);
        await mantas.SignIn("Žiburio namai", "mantas");
        await mantas.Go("/intelligence");
        await mantas.Look("124-intelligence-list");
        await mantas.Link($"href='{report}'");
        await mantas.Link("href$='/do/look'");
        await mantas.Look("125-intelligence-second-look");
        await mantas.Tick("CouldTell", "no");
        await mantas.Send();

        await using var darius = await Visitor.Arrive("ru");
        await darius.SignIn("Pakrantės policija", "darius");
        await darius.Go("/intelligence");
        await darius.Look("126-intelligence-received");
        await darius.Link($"href='{report}'");
        Assert.Contains(place, await darius.Text(), StringComparison.Ordinal);
        await darius.Look("127-intelligence-report");
        await darius.Link("href$='/acknowledge'");
        await darius.Press();
        Assert.Equal(1, await darius.Page.Locator("#Reference-error").CountAsync());
        await darius.Type("Reference", "PP-2026/77");
        await darius.Send();
        Assert.Equal(403, await darius.Go("/intelligence/new"));

        await rasa.Go(report);
        Assert.Contains("PP-2026/77", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Look("128-intelligence-acknowledged");
        rasa.Inspection.FoundNothing();
        mantas.Inspection.FoundNothing();
        darius.Inspection.FoundNothing();
    }
}
