namespace ReferralNetwork.Tests.Browser;

/// <summary>A caseworker writes down with a person what is to be done if they do not arrive; a duty desk reads it while an alarm goes on.</summary>
public sealed class ArrivalPlanTests
{
    const string Sister = "Sesuo Žydrė Ąžuolaitė, +370 612 00001", Uncle = "Dėdė Tadas";

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task What_is_to_be_done_is_written_read_and_written_anew_and_a_desk_reads_it_while_an_alarm_goes_on(string language, bool scripts)
    {
        await using var rasa = await Visitor.Arrive(language, scripts);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type("f.x:Alias", "Kregždutė");
        await rasa.Send();
        var file = rasa.Path;
        await rasa.Link("href$='/arrival-plans'");
        await rasa.Look($"90-arrival-plans-none-{language}");
        Assert.Equal(404, await rasa.Go($"{file}/arrival-plans/{Guid.NewGuid()}"));

        // A return of one's own would take a request, an answer and a case of the lead's.
        var journey = Guid.NewGuid();
        await using var scripted = await Visitor.Arrive(language);
        await scripted.SignIn("Žiburio namai", "rasa");
        await ReturnTests.Call(scripted, "POST", $"/api/cases{file}/ties", new { conversation = "return", id = journey });

        await rasa.Go($"{file}/arrival-plans");
        await rasa.Link($"href='{file}/arrival-plans/{journey}'");
        await rasa.Press();
        await rasa.Page.Locator(".govuk-error-summary").WaitForAsync();
        Assert.Equal(4, await rasa.Page.Locator(".govuk-error-summary li").CountAsync()); // whom, when, what, which desk
        await rasa.Look($"91-arrival-plan-empty-{language}");
        await rasa.Type("RingFirst", Sister);
        await rasa.Type("RingNever", Uncle);
        await rasa.Type("MayHear", "Kad dar neatvykau.");
        await rasa.Type("AfterHours", "73");
        await rasa.Page.Locator("input[name=Desks]").First.CheckAsync();
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator(".govuk-error-summary li").CountAsync());
        Assert.Equal(Sister, await rasa.Page.Locator("[name=RingFirst]").InputValueAsync());
        Assert.True(await rasa.Page.Locator("input[name=Desks]").First.IsCheckedAsync());
        await rasa.Type("AfterHours", "3");
        await rasa.Send();
        Assert.Equal($"{file}/arrival-plans", rasa.Path);
        await rasa.Look($"92-arrival-plans-{language}");

        await rasa.Link("href^='/arrival-plans/'");
        var plan = rasa.Path;
        foreach (var words in new[] { Sister, Uncle, "Kad dar neatvykau." })
            Assert.Contains(words, await rasa.Text(), StringComparison.Ordinal);
        await rasa.Look($"93-arrival-plan-{language}");

        await rasa.Go($"{file}/arrival-plans/{journey}");
        Assert.Equal(Sister, await rasa.Page.Locator("[name=RingFirst]").InputValueAsync());
        Assert.Equal("3", await rasa.Page.Locator("[name=AfterHours]").InputValueAsync());
        Assert.True(await rasa.Page.Locator("input[name=Desks]").First.IsCheckedAsync());
        await rasa.Type("RingFirst", "Draugė Rugilė");
        await rasa.Send();
        await rasa.Go(plan); // also where only the older one is known
        Assert.Contains("Draugė Rugilė", await rasa.Text(), StringComparison.Ordinal);

        await using var egle = await Visitor.Arrive(language, scripts);
        await egle.SignIn("Aido linija", "egle");
        Assert.Equal(404, await egle.Go(plan));
        await Broker.Send("cases.travel", "LegOverdue", new
        {
            returnId = journey, legId = Guid.NewGuid(), plans = new[] { plan.Split('/')[^1] }, at = DateTimeOffset.UtcNow,
        });
        await egle.Await(plan, "strong:has-text('Tadas')");
        Assert.Contains("Draugė Rugilė", await egle.Text(), StringComparison.Ordinal);
        await egle.Look($"94-arrival-plan-at-an-alarm-{language}");
        await Broker.Send("cases.travel", "ReturnArrived", new { returnId = journey, at = DateTimeOffset.UtcNow });
        await egle.Await(plan, "h1:not(:has(~ h2))");
        Assert.DoesNotContain("Rugilė", await egle.Text(), StringComparison.Ordinal);
        await egle.Look($"95-arrival-plan-shut-{language}");
        rasa.Inspection.FoundNothing();
        egle.Inspection.FoundNothing();
    }
}
