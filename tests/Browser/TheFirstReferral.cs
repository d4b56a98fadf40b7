using System.Globalization;

namespace ReferralNetwork.Tests.Browser;

/// <summary>One referral from both sides, each at a browser of their own, from signing in to the outcome.</summary>
sealed class TheFirstReferral(Visitor rasa, Visitor ieva)
{
    const string Shelter = "Ramunės prieglauda";
    const string FirstName = "Žydrė";
    const string SecondName = "Ąžuolynaitė-Šviesienė";
    const string Alias = "Kregždutė";
    const string Telephone = "+37061900455";
    const string Need = "Miega tik prie šviesos";
    const string Risk = "Jos ieško kaimynas iš Dulkupio";
    const string Outcome = "Apsigyveno, jaučiasi saugiai";

    static readonly string[] OfThePerson = [FirstName, SecondName, Alias, Telephone, Need, Risk];

    string _case = "";
    string _referral = "";

    public static async Task Walk(string language, bool scripts)
    {
        var inspection = new Inspection(language, scripts);
        await using var rasa = await Visitor.Arrive(language, scripts, inspection);
        await using var ieva = await Visitor.Arrive(language, scripts, inspection);
        var walk = new TheFirstReferral(rasa, ieva);
        await rasa.Go("/signin");
        await rasa.Look("01-sign-in");
        await rasa.SignInAnew("Žiburio namai", "rasa");
        await ieva.SignInAnew(Shelter, "ieva");
        await walk.OpensCase();
        await walk.OffersReferral();
        await walk.Accepts();
        await walk.ReadsDetails();
        await walk.ReportsArrivalAndOutcome();
        await walk.SeesEveryStep();
        await walk.LooksAround();
        inspection.FoundNothing();
    }

    async Task OpensCase()
    {
        await rasa.Go("/cases");
        await rasa.Look("02-cases");
        await rasa.Link("href='/cases/new'");
        await rasa.Look("03-case-new");
        await rasa.Type("f.x:Alias", Alias);
        await rasa.Type("f.prs_FirstName", FirstName);
        await rasa.Type("f.prs_SecondName", SecondName);
        await rasa.Type("f.prs_Birthdate.Day", "29");
        await rasa.Type("f.prs_Birthdate.Month", "2");
        await rasa.Type("f.prs_Birthdate.Year", "1996");
        await rasa.Select("f.prs_PrimaryLanguage", "lt");
        await rasa.Type("f.prs_Citizenship", "LT");
        await rasa.Type("f.prs_MobilePhone", Telephone);
        await rasa.Send();
        _case = rasa.Path;
        await rasa.Look("04-case");
        Assert.Contains(SecondName, await rasa.Text(), StringComparison.Ordinal);

        await Adds("Health", "f.x:NeedsSummary", Need, "05-case-health");
        await Adds("Exploitation", "f.x:RiskSummary", Risk, "06-case-exploitation");
    }

    async Task Adds(string category, string field, string text, string name)
    {
        await rasa.Link($"href$='/edit/{category}'");
        await rasa.Look(name);
        await rasa.Type(field, text);
        await rasa.Send();
        Assert.Equal(_case, rasa.Path);
        Assert.Contains(text, await rasa.Text(), StringComparison.Ordinal);
    }

    async Task OffersReferral()
    {
        await rasa.Go("/new");
        await rasa.Look("07-new");
        await rasa.Send();
        var draft = rasa.Path;
        await rasa.Look("08-tasks-first");

        await rasa.Link("href$='/need'");
        await rasa.Tick("Needs", "x:ShelterAccommodation");
        await rasa.Tick("Urgency", "Soon");
        await rasa.Look("09-need");
        await rasa.Send();
        await SaysPlace();

        await rasa.Link("href$='/person'");
        await rasa.Tick("CaseId", _case[(_case.LastIndexOf('/') + 1)..]);
        await rasa.Look("10-person");
        await rasa.Send();
        await rasa.Tick("AgeBand", "25-39");
        await rasa.Select("Language", "lt");
        await rasa.Select("Region", "LT");
        await rasa.Look("11-about");
        await rasa.Send();

        await rasa.Link("href$='/consent'");
        await rasa.Look("12-consent-none");
        await rasa.Link("href*='/consents/new'");
        await rasa.Look("13-consent-give");
        await rasa.Tick("Answer", "yes");
        await rasa.Page.Locator(".govuk-checkboxes__item:has(input[name=Recipients])")
            .Filter(new() { HasText = Shelter }).Locator("input").CheckAsync();
        await rasa.Tick("Categories", "Name");
        await rasa.Tick("Categories", "Contact");
        await rasa.Tick("Categories", "Health");
        await rasa.Tick("GivenBy", "self");
        await rasa.Tick("Method", "spoken");
        await rasa.Select("Language", "lt");
        await rasa.Send();
        await rasa.Look("14-consent");
        await rasa.Send();

        Assert.EndsWith("/partners", rasa.Path, StringComparison.Ordinal);
        await rasa.Look("15-partners");
        await rasa.Send();
        await rasa.Look("16-check");
        var check = rasa.Path;
        await rasa.Go(draft);
        await rasa.Look("17-tasks-last");
        await rasa.Go(check);
        await rasa.Send();
        await rasa.Look("18-sent");
        Assert.EndsWith("/sent", rasa.Path, StringComparison.Ordinal);
        _referral = rasa.Path[..^"/sent".Length];

        await rasa.Go("/");
        await rasa.Look("19-worklist-sender");
        await KnowsNothingOfThePerson(rasa);
        await rasa.Link($"href='{_referral}'");
        await rasa.Look("20-referral-offered-sender");
        await ReadsPlace(rasa);
    }

    /// <summary>A mother with a son, in figures and choices. What was wrong comes back beside its question, with everything that was typed.</summary>
    async Task SaysPlace()
    {
        Assert.EndsWith("/place", rasa.Path, StringComparison.Ordinal);
        await rasa.Tick("Place.When", "DATE");
        foreach (var part in await rasa.Page.Locator("form .govuk-details__summary").AllAsync())
            await part.ClickAsync();
        await rasa.Type("Place.Boys[3-11]", "1");
        await rasa.Select("Place.OldestBoy", "7-9");
        await rasa.Tick("Place.Access", "WHEELCHAIR");
        await rasa.Type("Place.Women", "one");
        await rasa.Press();
        await rasa.Look("09-place");
        Assert.Equal(2, await rasa.Page.Locator(".govuk-error-message").CountAsync()); // no number, and no day
        Assert.Equal("1", await rasa.Page.Locator("[name='Place.Boys[3-11]']").InputValueAsync());
        await rasa.Type("Place.Women", "1");
        await rasa.Tick("Place.When", "TODAY");
        await rasa.Send();
    }

    /// <summary>Whoever is asked reads what it needs to know, and from it nobody learns who comes.</summary>
    static async Task ReadsPlace(Visitor visitor)
    {
        var facts = await visitor.Page.Locator(".govuk-summary-list__value").AllInnerTextsAsync();
        Assert.Single(facts, fact => fact.Contains(": 1; ", StringComparison.Ordinal));
    }

    async Task Accepts()
    {
        await ieva.Await("/", $"a[href='{_referral}']");
        await ieva.Look("21-worklist-recipient");
        await KnowsNothingOfThePerson(ieva);
        await ieva.Link($"href='{_referral}'");
        await ieva.Look("22-referral-offered-recipient");
        await ReadsPlace(ieva);
        await KnowsNothingOfThePerson(ieva);
        foreach (var deed in new[] { "decline", "question", "accept" })
        {
            await ieva.Go($"{_referral}/do/{deed}");
            await ieva.Look($"23-do-{deed}");
        }
        await KnowsNothingOfThePerson(ieva);
        await ieva.Send();
        Assert.Equal(_referral, ieva.Path);
    }

    async Task ReadsDetails()
    {
        await ieva.Await(_referral, $"a[href^='{_referral}/disclosures/']");
        await ieva.Look("24-referral-accepted-recipient");
        await ieva.Link($"href^='{_referral}/disclosures/'");
        await ieva.Look("25-disclosure");
        // Consent covers identity and health; of these a shelter needs what to call the person, how to reach them and what they need.
        var fields = await ieva.Page.Locator("main .govuk-summary-list__value").AllInnerTextsAsync();
        Assert.Equal(
            new[] { Alias, Need, Telephone }.Order(StringComparer.Ordinal),
            fields.Select(field => field.Trim()).Order(StringComparer.Ordinal));
        var whole = await ieva.Page.ContentAsync();
        foreach (var kept in new[] { FirstName, SecondName, Risk })
            Assert.DoesNotContain(kept, whole, StringComparison.Ordinal);
    }

    async Task ReportsArrivalAndOutcome()
    {
        await ieva.Link($"href='{_referral}'");
        await ieva.Link("href$='/do/arrival'");
        await ieva.Look("26-do-arrival");
        await ieva.Send();
        await ieva.Look("27-referral-active-recipient");

        await rasa.Await(_referral, $"a[href='{_referral}/do/request-cancellation'], a[href^='{_referral}/do/']");
        await rasa.Look("28-referral-active-sender");

        await ieva.Link("href$='/do/outcome'");
        await ieva.Tick("Code", "ASSISTED");
        await ieva.Type("Note", Outcome);
        await ieva.Look("29-do-outcome");
        await ieva.Send();
        await ieva.Look("30-referral-completed-recipient");
    }

    async Task SeesEveryStep()
    {
        var note = $"a[href^='{_referral}?note=']";
        await rasa.Await(_referral, note);
        await rasa.Look("31-referral-completed-sender");
        var timeline = rasa.Page.Locator(".rn-timeline__item");
        // Offered and released by the sender's own organisation; seen, accepted, arrived and ended by the shelter.
        var theirs = await timeline.Filter(new() { HasText = Shelter }).CountAsync();
        var all = await timeline.CountAsync();
        Assert.True(theirs >= 4 && all >= 6, $"{all} steps on the timeline, {theirs} of the shelter");
        await rasa.Follow(rasa.Page.Locator(note));
        Assert.Equal(Outcome, await rasa.Page.Locator("#note").InnerTextAsync());

        await rasa.Await($"{_case}/seen", $".rn-row:has-text('{Shelter}')");
        await rasa.Look("32-who-saw");
        var acts = await rasa.Page.Locator(".rn-row").CountAsync();
        Assert.True(acts >= 5, string.Create(CultureInfo.InvariantCulture, $"{acts} acts in the ledger"));
    }

    /// <summary>The pages beside the path.</summary>
    async Task LooksAround()
    {
        foreach (var (path, name) in new[] { ($"{_case}/consents", "33-consents"), ($"{_case}/disclosures", "34-disclosures"),
            ("/?show=closed", "35-worklist-closed"), ("/about-exit", "36-about-exit"), ("/problem/403", "37-denied"),
            ("/organisation", "43-organisation") })
        {
            Assert.Equal(200, await rasa.Go(path));
            await rasa.Look(name);
        }
        await rasa.Go($"{_case}/consents");
        await rasa.Link("href$='/withdraw'");
        await rasa.Look("38-withdraw");
        Assert.Equal(404, await rasa.Go($"/referrals/{Guid.NewGuid()}"));
        await rasa.Look("39-not-found");
        Assert.Equal(404, await rasa.Go("/confirm/not-a-link"));
        await rasa.Look("44-confirm-bad");
        await rasa.Go("/signin/problem?reason=NoRole");
        await rasa.Look("40-sign-in-problem");
        await rasa.Follow(rasa.Page.Locator("form[action='/signout'] button"));
        await rasa.Look("41-signed-out");
        await ieva.Follow(ieva.Page.Locator("#exit"));
        Assert.Equal("/exit", ieva.Path);
        await ieva.Look("42-exit");
        await ieva.Go(_referral);
        Assert.Equal("/signin", ieva.Path);
    }

    static async Task KnowsNothingOfThePerson(Visitor visitor)
    {
        var whole = await visitor.Page.ContentAsync();
        foreach (var word in OfThePerson)
            Assert.DoesNotContain(word, whole, StringComparison.Ordinal);
    }
}
