namespace ReferralNetwork.Tests.Browser;

/// <summary>Who has a part in a return: an embassy's document, the arrival at home, an alarm at a duty desk. The lead works over the API.</summary>
public sealed class ReturnPartTests : LedReturn
{
    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task An_embassy_takes_a_document_says_what_is_needed_and_when_it_is_ready(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Embassy, "document");
        await Decides($"travellers/{Traveller}/strands", new
        {
            kind = "document", with = await Partner(Embassy), neededBy = Day(20), permit = await Permit(Embassy, "document"),
        });

        await using var maartje = await Visitor.Arrive(language, scripts);
        await maartje.SignIn(Embassy, "maartje");
        await maartje.Go("/returns");
        await maartje.Look("100-returns-part");
        Assert.Equal(0, await maartje.Page.Locator("#led, #duty").CountAsync()); // never has any
        await maartje.Go($"/returns/{id}");
        await maartje.Look("101-embassy-asked");
        // Nothing of the journey, and no word of where it ends.
        Assert.Equal(0, await maartje.Page.Locator("#journey, #reports, #home, #alarm").CountAsync());
        await maartje.Link("href*='/report/strand-accept/'");
        await maartje.Send();
        Assert.Equal($"/returns/{id}", maartje.Path);

        await maartje.Link("href*='/report/strand-needs/'");
        await maartje.Press();
        await maartje.Page.Locator(".govuk-error-summary a[href='#a-needs']").WaitForAsync();
        await maartje.Tick("a.needs", "photo");
        await maartje.Tick("a.needs", "fee");
        await maartje.Send();
        Assert.Equal(1, await maartje.Page.Locator("a[href*='/report/strand-ready/']").CountAsync());
        await maartje.Link("href*='/report/strand-nationality/'");
        await maartje.Tick("a.confirmed", "yes");
        await maartje.Send();

        await maartje.Link("href*='/report/strand-ready/'");
        await maartje.Tick("a.documentKind", "return-certificate");
        await maartje.Type("a.until.Year", "2031");
        await maartje.Type("a.until.Month", "13");
        await maartje.Type("a.until.Day", "1");
        await maartje.Press();
        await maartje.Page.Locator(".govuk-error-summary a[href='#a-until']").WaitForAsync();
        await maartje.Look("102-embassy-ready-wrong");
        Assert.True(await maartje.Page.Locator("input[value=return-certificate]").IsCheckedAsync());
        Assert.Equal("2031", await maartje.Page.Locator("[name='a.until.Year']").InputValueAsync());
        await maartje.Type("a.until.Month", "12");
        await maartje.Send();
        await maartje.Look("103-embassy-ready");
        await maartje.Link("href$='/paper'");
        await maartje.Look("104-embassy-paper");
        Assert.Equal("Ready", (await Read()).GetProperty("strands")[0].GetProperty("state").GetString());
        // A strand of somebody else, a report that there is none of.
        Assert.Equal(404, await maartje.Go($"/returns/{id}/report/strand-accept/{Guid.NewGuid()}"));
        Assert.Equal(404, await maartje.Go($"/returns/{id}/report/strand-accept"));
        Assert.Equal(404, await maartje.Go($"/returns/{id}/report/vanished"));
        maartje.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("lt", true)]
    [AllData("en", false)]
    public async Task Somebody_who_is_late_is_looked_for_found_met_and_at_home(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        await Books(alina);

        await alina.Go("/returns");
        await alina.Look("110-returns-expected");
        await alina.Go($"/returns/{id}");
        await alina.Look("111-expected");
        await alina.Link("href$='/report/departed'");
        await alina.Press();
        await alina.Page.Locator(".govuk-error-summary").WaitForAsync(); // when?
        await alina.Type("At.Day.Year", "2199");
        await alina.Type("At.Day.Month", "1");
        await alina.Type("At.Day.Day", "31");
        await alina.Type("At.Time", "14:30");
        await alina.Press();
        await alina.Page.Locator(".govuk-error-summary a[href='#At-Day']").WaitForAsync(); // not yet
        await alina.Look("112-departed-later");
        Assert.Equal("31", await alina.Page.Locator("[name='At.Day.Day']").InputValueAsync());
        await alina.Tick("Now", "now");
        await alina.Press();
        await alina.Page.Locator(".govuk-error-summary a[href='#Now']").WaitForAsync(); // one of both
        await alina.Go($"/returns/{id}/report/departed");
        await alina.Tick("Now", "now");
        await alina.Send();

        await using var egle = await Visitor.Arrive(language, scripts);
        await egle.SignIn(Desk, "egle");
        await egle.Await("/", $"#alarms ~ ul a[href='/returns/{id}']");
        await egle.Look("113-alarm-today");
        Assert.True(await egle.Page.Locator("nav .govuk-tag--red").CountAsync() > 0); // in the menu
        await egle.Go("/returns");
        await egle.Look("114-alarms");
        await egle.Go($"/returns/{id}");
        await egle.Look("115-alarm");
        Assert.Equal(1, await egle.Page.Locator("section:has(#alarm) a[href^='tel:']").CountAsync()); // the lead's; the desk has no other beside it
        await egle.Link("href$='/report/acknowledge'");
        await egle.Send();
        await egle.Look("116-alarm-acknowledged");
        await egle.Link("href*='/report/leg-delay/'");
        await egle.Type("a.minutes", "999");
        await egle.Tick("a.sources", "person");
        await egle.Press();
        await egle.Page.Locator("#a-sources-error").WaitForAsync(); // one source
        await egle.Look("117-delay-wrong");
        await egle.Tick("a.sources", "carrier");
        await egle.Press();
        await egle.Page.Locator("#a-minutes-error").WaitForAsync(); // too long

        await egle.Go($"/returns/{id}/report/found");
        await egle.Tick("a.code", "DIED");
        await egle.Tick("a.then", "GOES_ON");
        await egle.Tick("a.freeToSpeak", "yes");
        await egle.Tick("Now", "now");
        await egle.Press();
        await egle.Page.Locator("#a-spokeWith-error").WaitForAsync();
        await egle.Look("118-found-wrong");
        await egle.Tick("a.spokeWith", "duty-desk");
        await egle.Press();
        await egle.Page.Locator("#a-then-error").WaitForAsync();
        await egle.Tick("a.code", "SAFE");
        await egle.Tick("a.then", "STOPS");
        await egle.Send();
        await egle.Look("119-found");
        Assert.Equal(0, await egle.Page.Locator("#alarm").CountAsync());

        await alina.Go($"/returns/{id}");
        await alina.Look("120-stopped");
        await alina.Link("href$='/report/goes-on'");
        await alina.Tick("Now", "now");
        await alina.Send();
        await alina.Link("href$='/report/arrived'");
        await alina.Look("121-arrived");
        Assert.DoesNotContain(Word, await alina.Page.ContentAsync(), StringComparison.Ordinal);
        await alina.Type("a.word", Word);
        await alina.Tick("Now", "now");
        await alina.Send();
        Assert.DoesNotContain(Word, await alina.Page.ContentAsync(), StringComparison.Ordinal);
        await alina.Look("122-there");
        await alina.Link("href$='/report/received'");
        await alina.Tick("a.firstHours", "safe-place");
        await alina.Tick("a.firstHours", "food");
        await alina.Look("123-first-hours");
        await alina.Send();
        await alina.Look("124-at-home");
        Assert.Equal(1, await alina.Page.Locator("#home").CountAsync());
        alina.Inspection.FoundNothing();
        egle.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task Whoever_had_details_of_a_journey_that_is_off_says_what_it_did_with_them_and_others_see_that_it_is_late(
        string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await AsksReception();
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        await alina.Go($"/returns/{id}");
        await alina.Link("href*='/report/strand-accept/'");
        await alina.Send();
        await alina.Await($"/returns/{id}", "a[href*='/disclosures/']");
        await Decides("withdraw", new { code = "WILL_NOT_GO" });

        await using var ona = await Visitor.Arrive(language, scripts);
        await ona.SignIn(ReturnTests.Lead, "ona");
        await ona.Await("/", "#overdue ~ ul .rn-row--late");
        await ona.Look("125-overdue-of-returns");
        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(ReturnTests.Lead, "mirela");
        await mirela.Go("/returns");
        await mirela.Look("126-returns-receipts-overdue");
        Assert.Equal(1, await mirela.Page.Locator($"li:has(a[href='/returns/{id}']) .govuk-tag--red").CountAsync());
        await mirela.Go($"/returns/{id}");
        await mirela.Look("127-receipt-overdue");
        Assert.Equal(1, await mirela.Page.Locator("#receipts + dl .govuk-tag--red").CountAsync());

        await alina.Go($"/returns/{id}");
        await alina.Look("128-receipt-owed");
        await alina.Link("href$='/report/receipt'");
        await alina.Tick("a.kind", "PurgeAcknowledged");
        await alina.Send();
        await alina.Look("129-receipt-given");
        Assert.Equal(0, await alina.Page.Locator("#receipts + dl .govuk-tag--red").CountAsync());
        await ona.Go("/");
        Assert.Equal(0, await ona.Page.Locator("#overdue ~ ul .rn-row--late").CountAsync());
        foreach (var visitor in new[] { alina, ona, mirela })
            visitor.Inspection.FoundNothing();
    }
}
