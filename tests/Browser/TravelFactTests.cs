using System.Globalization;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A caseworker records what may bar a journey, and reads what bars it.</summary>
public sealed class TravelFactTests
{
    const string Court = "Kaštonyno teismas, teisėja Žemyna Ąžuolaitė";

    [Theory]
    [InlineData(true)]
    [AllData(false)]
    public async Task What_may_bar_a_journey_is_recorded_and_read_and_a_form_comes_back_with_what_was_typed(bool scripts)
    {
        await using var rasa = await Visitor.Arrive(scripts: scripts);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type("f.x:Alias", "Kregždutė");
        await rasa.Send();
        var facts = $"{rasa.Path}/travel-facts";
        await rasa.Link("href$='/travel-facts'");
        Assert.Equal(facts, rasa.Path);
        await rasa.Look("60-travel-nothing");

        // Each of the forms, empty.
        foreach (var kind in new[] { "protection-status", "return-decision", "recovery-period", "order", "proceedings", "decider" })
        {
            await rasa.Go($"{facts}/{kind}");
            await rasa.Press();
            Assert.Equal($"{facts}/{kind}", rasa.Path);
            await rasa.Page.Locator(".govuk-error-summary").WaitForAsync();
            await rasa.Look($"61-travel-{kind}-empty");
        }
        Assert.Equal(404, await rasa.Go($"{facts}/visa"));

        await rasa.Go($"{facts}/order");
        await rasa.Tick("State", "bars");
        await rasa.Type("By", Court);
        await rasa.Type("Until.Year", "1999");
        await rasa.Type("Until.Month", "1");
        await rasa.Type("Until.Day", "31");
        await rasa.Press();
        Assert.Equal(2, await rasa.Page.Locator(".govuk-error-summary li").CountAsync()); // no document, over before it began
        Assert.Equal(Court, await rasa.Page.Locator("[name=By]").InputValueAsync());
        Assert.Equal("31", await rasa.Page.Locator("[name='Until.Day']").InputValueAsync());
        Assert.True(await rasa.Page.Locator("[name=State][value=bars]").IsCheckedAsync());
        await rasa.Type("Until.Year", "");
        await rasa.Type("Until.Month", "");
        await rasa.Type("Until.Day", "");
        await rasa.Type("Document", "e2-17-1234/2026");
        await rasa.Send();
        Assert.Equal(facts, rasa.Path);
        Assert.Contains(Court, await rasa.Text(), StringComparison.Ordinal);

        await rasa.Go($"{facts}/protection-status");
        await rasa.Tick("State", "none");
        await rasa.Send();
        await rasa.Look("62-travel-barred");
        var bullets = rasa.Page.Locator(".govuk-list--bullet li");
        Assert.Equal(1, await bullets.CountAsync()); // the order

        await rasa.Go($"{facts}/order");
        await rasa.Tick("State", "lifted");
        await rasa.Page.Locator("input[name=Lifts]").CheckAsync();
        await rasa.Type("Document", "e2-18-1234/2026");
        await rasa.Send();
        Assert.Equal(0, await bullets.CountAsync());
        await rasa.Page.Locator("details summary").Last.ClickAsync();
        await rasa.Look("63-travel-free");
        Assert.Contains(DateTime.UtcNow.Year.ToString(CultureInfo.InvariantCulture), await rasa.Text(), StringComparison.Ordinal);
        rasa.Inspection.FoundNothing();
    }
}
