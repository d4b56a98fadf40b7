using System.Globalization;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A lead prepares a return on its pages, from consent to the booking; what others owe is answered over the API.</summary>
public sealed class ReturnLeadTests
{
    const string Receiving = "Žarijų tiltas";

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task A_lead_prepares_a_return_from_consent_to_the_booking(string language, bool scripts)
    {
        await using var maartje = await Visitor.Arrive(language);
        await maartje.SignIn("Consular Post Zilverhelm", "maartje");
        var id = await ReturnTests.Requested(maartje);
        var path = $"/returns/{id}";
        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(ReturnTests.Lead, "mirela");
        var (traveller, own) = await Counselled(mirela, path);
        await using var alina = await Visitor.Arrive(language);
        await alina.SignIn(Receiving, "alina");

        await mirela.Look("130-lead-counselled");
        await Consents(mirela, traveller, own);
        Assert.Equal(path, mirela.Path);
        await mirela.Look("132-lead-consented");
        Assert.Equal(8, await mirela.Page.Locator("a[href*='/strands/']").CountAsync()); // to be prepared, and missing

        await Strands(mirela, alina, id, traveller);
        await Support(mirela, traveller);
        await Assessed(mirela, alina, path);
        await Planned(mirela, path);
        await Booked(mirela, path, own);
        mirela.Inspection.FoundNothing();
    }

    /// <summary>Led, with a case of the lead's own, and everything explained.</summary>
    static async Task<(string Traveller, string Case)> Counselled(Visitor lead, string path)
    {
        await lead.Go($"{path}/do/accept");
        await lead.Send();
        await lead.Link("href*='/travellers/'");
        var traveller = lead.Path;
        await lead.Await(traveller, "a[href*='/disclosures/']");
        await lead.Follow(lead.Page.Locator("form[action$='/tie'] button"));
        var own = (await lead.Page.Locator("a[href^='/cases/']").First.GetAttributeAsync("href"))!;
        Assert.Matches("^/cases/[0-9a-f-]{36}$", own);
        await lead.Tick("Interpreter", "not-needed");
        foreach (var topic in await lead.Page.Locator("input[name=Topics]").AllAsync())
            await topic.CheckAsync();
        await lead.Follow(lead.Page.Locator("form[action$='/counsel'] button"));
        Assert.Equal(path, lead.Path);
        return (traveller, own);
    }

    static async Task Consents(Visitor lead, string traveller, string own)
    {
        // Nothing to stand on yet.
        await lead.Go(traveller);
        await Sends(lead, "consent");
        await lead.Page.Locator("#AskedSooner-error").WaitForAsync();
        await lead.Go($"{own}/consents/new?purpose=ReturnAssistance");
        await ReturnRequestTests.Agrees(lead, ["Name", "Citizenship"]);
        await lead.Tick("InterpreterOf", "nobody");
        await ReturnRequestTests.TakesPart(lead, 0, Receiving, "receiving");
        await lead.Send();
        // Not within a day, unless they ask for it.
        await lead.Go(traveller);
        await Sends(lead, "consent");
        await lead.Page.Locator("#AskedSooner-error").WaitForAsync();
        await lead.Look("131-lead-too-soon");
        await lead.Tick("AskedSooner", "true");
        await Sends(lead, "consent");
    }

    static async Task Strands(Visitor lead, Visitor receiving, string id, string traveller)
    {
        var day = DateTime.UtcNow.AddDays(3);
        await lead.Go($"{traveller}/strands/reception");
        await Sends(lead, "ask");
        await lead.Page.Locator("#With-error").WaitForAsync();
        await lead.Look("133-strand-empty");
        await lead.Page.Locator("input[name=With]").First.CheckAsync();
        await Day(lead, "NeededBy", day.AddDays(-9));
        await Sends(lead, "ask");
        await lead.Page.Locator("#NeededBy-error").WaitForAsync();
        Assert.True(await lead.Page.Locator("input[name=With]").First.IsCheckedAsync());
        await Day(lead, "NeededBy", day);
        await Sends(lead, "ask");
        Assert.Equal(traveller, lead.Path);

        var part = $"/api/returns/returns/{id}/strands/{await StrandOf(receiving, id)}";
        await ReturnTests.Call(receiving, "POST", $"{part}/accept", new { });
        var note = await ReturnTests.Call(
            receiving, "POST", "/api/cases/notes", new { conversation = "return", conversationId = id, text = "Ąžuolė, stotyje" });
        await ReturnTests.Call(receiving, "POST", $"{part}/ready", new { note = note.GetProperty("token").GetString() });

        // The release changes what the lead decides on.
        await lead.Await($"{traveller}/strands/reception", "main:not(:has(form[action$='/complete']))");

        // Nobody who issues documents is named; the person sees to it themselves.
        await lead.Go($"{traveller}/strands/document");
        Assert.Equal(0, await lead.Page.Locator("input[name=With]").CountAsync());
        await lead.Look("134-strand-document");
        await lead.Tick("Status", "ready");
        await Sends(lead, "outside");
        await lead.Page.Locator("#Until-error").WaitForAsync();
        await Day(lead, "Until", day.AddDays(60));
        await lead.Select("DocumentKind", "return-certificate");
        await Sends(lead, "outside");
        foreach (var (kind, status) in new[] { ("health", "under-way"), ("health", "not-needed"), ("transport", "ready") })
        {
            await lead.Go($"{traveller}/strands/{kind}");
            await lead.Tick("Status", status);
            await Sends(lead, "outside");
        }
        Assert.Equal(404, await lead.Go($"{traveller}/strands/singing"));
        await lead.Go(traveller);
        await lead.Look("135-traveller-strands");
        Assert.Equal(4, await lead.Page.Locator(".rn-rows .govuk-tag--green").CountAsync());
    }

    static async Task Support(Visitor lead, string traveller)
    {
        await lead.Select("DocumentHolder", "person");
        await Sends(lead, "holder");
        await lead.Tick("Declined", "check");
        await Sends(lead, "declined");
        Assert.True(await lead.Page.Locator("input[name=Declined][value=check]").IsCheckedAsync());
        Assert.Equal("person", await lead.Page.Locator("select[name=DocumentHolder]").InputValueAsync());
        await lead.Type("Answer", "Žuvėdra");
        await lead.Type("NotFree", "zuvedra");
        await Sends(lead, "words");
        await lead.Page.Locator("#NotFree-error").WaitForAsync();
        await lead.Type("NotFree", "Akmuo");
        await Sends(lead, "words");
        Assert.Equal(traveller, lead.Path);
        var shown = await lead.Page.ContentAsync();
        Assert.DoesNotContain("Akmuo", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Žuvėdra", shown, StringComparison.Ordinal);
    }

    static async Task Assessed(Visitor lead, Visitor receiving, string path)
    {
        await lead.Await(path, ".govuk-button[href$='/do/assess']");
        await lead.Link("href$='/do/assess'");
        Assert.Equal(0, await lead.Page.Locator("input[value='best-interests']").CountAsync());
        await lead.Press();
        await lead.Page.Locator("#Code-error").WaitForAsync();
        await lead.Tick("Code", "no-obstacle");
        await lead.Send();
        await ReturnTests.Act(receiving, path, "assess", new { result = "with-measures" });
    }

    static async Task Planned(Visitor lead, string path)
    {
        await lead.Go(path);
        await lead.Look("136-lead-assessed");
        await lead.Link("href$='/agree-plan'");
        await lead.Press(); // more lines
        Assert.Equal(0, await lead.Page.Locator(".govuk-error-summary").CountAsync());
        await Send(lead);
        await lead.Page.Locator("#Lines_0__Type-error, #Lines-0--Type-error").WaitForAsync();
        await lead.Select("Lines[1].Type", "x:VocationalTraining");
        await lead.Type("Lines[1].Amount", "sto");
        await Send(lead);
        Assert.Equal(3, await lead.Page.Locator(".govuk-error-summary li").CountAsync());
        Assert.Equal("sto", await lead.Page.Locator("[name='Lines[1].Amount']").InputValueAsync());
        await lead.Look("137-plan-wrong");
        await lead.Type("Lines[1].Amount", "1 200,50");
        await lead.Select("Lines[1].Form", "kind");
        await Day(lead, "Lines[1].By", DateTime.UtcNow.AddDays(30));
        await Send(lead);
        Assert.Equal(path, lead.Path);
        Assert.Contains("200", await lead.Text(), StringComparison.Ordinal);
        await lead.Look("138-lead-planned");
    }

    static async Task Booked(Visitor lead, string path, string own)
    {
        var on = DateOnly.FromDateTime(DateTime.UtcNow).ToString("O", CultureInfo.InvariantCulture);
        await ReturnTests.Call(lead, "POST", $"/api/cases{own}/travel-facts", new { kind = "protection-status", on, state = "none" });
        await lead.Go(path);
        await lead.Link("href$='/book'");
        var leaves = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow.AddHours(20), TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius")).DateTime;
        var before = leaves.AddMinutes(-10);
        await Send(lead);
        Assert.True(await lead.Page.Locator(".govuk-error-summary li").CountAsync() > 4);
        await lead.Look("139-book-empty");
        await lead.Select("Legs[0].Carrier", "flight");
        await lead.Select("Legs[0].Escort", "none");
        await Day(lead, "Legs[0].Departs.Day", leaves);
        await lead.Type("Legs[0].Departs.Time", leaves.ToString("HH:mm", CultureInfo.InvariantCulture));
        await Day(lead, "Legs[0].Arrives.Day", before);
        await lead.Type("Legs[0].Arrives.Time", before.ToString("H.mm", CultureInfo.InvariantCulture));
        await lead.Type("Legs[0].Arrives.Zone", "Vilnius");
        await Send(lead);
        await lead.Page.Locator("#Legs_0__Arrives_Day-error, #Legs-0--Arrives-Day-error").WaitForAsync(); // before they leave, on the same clocks
        Assert.Equal(before.ToString("H.mm", CultureInfo.InvariantCulture),
            await lead.Page.Locator("[name='Legs[0].Arrives.Time']").InputValueAsync());
        await lead.Look("140-book-wrong");
        await lead.Type("Legs[0].Arrives.Zone", "Amsterdam"); // an hour behind
        await lead.Press(); // one more leg, which stays empty
        Assert.Equal(2, await lead.Page.Locator("select[name$='.Carrier']").CountAsync());
        await Send(lead);
        Assert.Equal(path, lead.Path);
        await lead.Await(path, "#journey");
        await lead.Await(path, "a[href$='/rebook']"); // booked
        await lead.Look("141-lead-booked");
        await lead.Go($"{path}/do/hold");
        await lead.Send();
        await lead.Look("142-lead-held");
        await lead.Link("href$='/release-hold'");
        await lead.Send();

        // Three times yes.
        await lead.Link("href$='/final-confirm'");
        await lead.Tick("NoBar", "true");
        await Send(lead);
        Assert.Equal(2, await lead.Page.Locator(".govuk-error-summary li").CountAsync());
        Assert.True(await lead.Page.Locator("input[name=NoBar]").IsCheckedAsync());
        await lead.Look("143-final-wrong");
        await lead.Tick("NoRisk", "true");
        await lead.Tick("FitToTravel", "true");
        await Send(lead);
        Assert.Equal(path, lead.Path);
        Assert.Equal(0, await lead.Page.Locator("a[href$='/final-confirm']").CountAsync());
    }

    static async Task<string> StrandOf(Visitor participant, string id) =>
        (await ReturnTests.Call(participant, "GET", $"/api/returns/returns/{id}")).GetProperty("strands")[0].GetProperty("id").GetString()!;

    /// <summary>One of several forms on a page.</summary>
    internal static Task Sends(Visitor visitor, string handler) => visitor.Follow(visitor.Page.Locator($"form[action$='/{handler}'] button"));

    /// <summary>The button that decides, below the one for more rows.</summary>
    static Task Send(Visitor visitor) => visitor.Follow(visitor.Page.Locator("main form .rn-actions button[type=submit]"));

    internal static async Task Day(Visitor visitor, string name, DateTime day)
    {
        foreach (var (part, number) in new[] { ("Day", day.Day), ("Month", day.Month), ("Year", day.Year) })
            await visitor.Type($"{name}.{part}", number.ToString(CultureInfo.InvariantCulture));
    }
}
