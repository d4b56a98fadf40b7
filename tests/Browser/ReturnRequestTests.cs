namespace ReferralNetwork.Tests.Browser;

/// <summary>Somebody asks to go home: by whom that is written down, who is asked to lead, and what each of them reads.</summary>
public sealed class ReturnRequestTests
{
    const string Embassy = "Consular Post Zilverhelm";
    const string Lead = "Tarptautinė Sankrantos organizacija";
    const string Other = "Weidensteg Beratung";
    const string Receiving = "Žarijų tiltas";
    const string Alias = "Strazdelis";
    const string Name = "Vaivorykštė";

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task An_embassy_asks_for_two_travellers_who_agreed_each_and_asks_others_when_nobody_leads(string language, bool scripts)
    {
        await using var maartje = await Visitor.Arrive(language, scripts);
        await maartje.SignIn(Embassy, "maartje");
        await maartje.Look("80-consular-home");
        var child = await OpensCase(maartje, ("f.x:Alias", "Zylutė"));
        await maartje.Go("/");
        await maartje.Link("href='/returns/new'");
        await maartje.Look("81-return-start");
        await maartje.Send();
        var draft = maartje.Path;
        await maartje.Look("82-return-tasks");
        await SaysJourney(maartje, draft, "Lietuva", "Netherlands", language);

        // A new case, then one that was there.
        await maartje.Go($"{draft}/travellers");
        await maartje.Link("href*='/cases/new?draft='");
        await maartje.Type("f.x:Alias", Alias);
        await maartje.Type("f.prs_FirstName", Name);
        await maartje.Type("f.prs_Birthdate.Year", "1996");
        await maartje.Type("f.prs_Citizenship", "NL");
        await maartje.Send();
        Assert.Equal($"{draft}/travellers", maartje.Path);
        await maartje.Link("href$='/add'");
        await maartje.Press();
        await maartje.Page.Locator("#CaseIds-error").WaitForAsync();
        await maartje.Look("83-return-add");
        await maartje.Tick("CaseIds", child[(child.LastIndexOf('/') + 1)..]);
        await maartje.Send();
        await maartje.Press();
        await maartje.Page.Locator(".govuk-error-summary").WaitForAsync(); // how old is the other?
        await maartje.Look("84-return-travellers");
        await maartje.Page.Locator("select[name^='age.']").SelectOptionAsync("0-11");
        await maartje.Send();
        Assert.Equal(draft, maartje.Path);

        // Nobody has agreed yet; then each has, to one organisation.
        await maartje.Link("href$='/leads'");
        await maartje.Look("85-return-no-leads");
        Assert.Equal(0, await maartje.Page.Locator("select[name^='order.']").CountAsync());
        for (var traveller = 0; traveller < 2; traveller++)
        {
            await maartje.Follow(maartje.Page.Locator("a[href*='/consents/new?draft=']").Nth(traveller));
            await maartje.Press();
            await maartje.Page.Locator("#InterpreterOf-error").WaitForAsync();
            if (traveller == 0)
                await maartje.Look("86-introduction-empty");
            await Introduces(maartje, Lead, traveller == 0 ? ["Name", "Citizenship", "Health"] : ["Name"]);
            Assert.Equal($"{draft}/leads", maartje.Path);
        }
        Assert.Equal(1, await maartje.Page.Locator("select[name^='order.']").CountAsync());
        Assert.Contains(Other, await maartje.Page.Locator("main .govuk-list").First.InnerTextAsync(), StringComparison.Ordinal); // with the reason
        await maartje.Look("87-return-leads");
        await maartje.Send();
        await maartje.Look("88-return-check");
        var facts = maartje.Page.Locator("main dl.govuk-summary-list");
        Assert.Equal(3, await facts.CountAsync()); // what is read now, and then of each
        var blind = await facts.First.InnerTextAsync();
        Assert.DoesNotContain(Alias, blind, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, blind, StringComparison.Ordinal);
        Assert.Contains(Name, await facts.Nth(1).InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Name, await facts.Nth(2).InnerTextAsync(), StringComparison.Ordinal);
        await maartje.Send();
        var path = maartje.Path;
        Assert.Matches("^/returns/[0-9a-f-]{36}$", path);
        await maartje.Look("89-return-requested");
        await maartje.Go($"{draft}/check");
        Assert.Equal(path, maartje.Path); // it was sent once

        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(Lead, "mirela");
        await mirela.Go(path);
        var offered = await mirela.Page.ContentAsync();
        Assert.DoesNotContain(Name, offered, StringComparison.Ordinal);
        Assert.DoesNotContain(Alias, offered, StringComparison.Ordinal);
        await mirela.Go($"{path}/do/decline");
        await mirela.Tick("Code", "NO_CAPACITY");
        await mirela.Send();

        await maartje.Await(path, "a[href$='/ask-again']");
        await maartje.Link("href$='/ask-again'");
        foreach (var traveller in new[] { 0, 1 })
        {
            await maartje.Go($"{path}/ask-again");
            await maartje.Follow(maartje.Page.Locator("a[href*='/consents/new?purpose=']").Nth(traveller));
            await Introduces(maartje, Other, ["Name"]);
        }
        await maartje.Go($"{path}/ask-again");
        // Each agreed to both, and to none of both in one consent.
        await maartje.Press();
        await maartje.Page.Locator(".govuk-error-summary").WaitForAsync();
        await maartje.Look("90-return-ask-again");
        await maartje.Page.Locator(".rn-candidate").Filter(new() { HasText = Lead }).Locator("select").SelectOptionAsync("");
        await maartje.Send();
        Assert.Equal(path, maartje.Path);
        Assert.Contains(Other, await maartje.Text(), StringComparison.Ordinal);

        await using var heike = await Visitor.Arrive(language, scripts);
        await heike.SignIn(Other, "heike");
        await heike.Go($"{path}/do/accept");
        await heike.Send();
        await heike.Follow(heike.Page.Locator("a[href*='/travellers/']").First);
        var introduced = heike.Path;
        await heike.Await(introduced, "a[href*='/disclosures/']");
        await heike.Link("href*='/disclosures/'");
        Assert.Contains(Name, await heike.Text(), StringComparison.Ordinal);
        maartje.Inspection.FoundNothing();
    }

    [Fact]
    public async Task Whoever_needs_help_now_gets_a_new_case_and_an_urgent_referral()
    {
        await using var maartje = await Visitor.Arrive();
        await maartje.SignIn(Embassy, "maartje");
        await maartje.Send();
        Assert.Equal("/cases/new", maartje.Path);
        await maartje.Type("f.x:Alias", Alias);
        await maartje.Send();
        Assert.StartsWith("/new/", maartje.Path, StringComparison.Ordinal);
        await maartje.Link("href$='/need'");
        Assert.True(await maartje.Page.Locator("input[name=Urgency][value=Urgent]").IsCheckedAsync());
    }

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task Consent_to_a_return_names_who_does_what_and_is_taken_and_interpreted_by_no_authority(string language, bool scripts)
    {
        await using var maartje = await Visitor.Arrive(language, scripts);
        await maartje.SignIn(Embassy, "maartje");
        var theirs = await OpensCase(maartje, ("f.x:Alias", Alias));
        await maartje.Go($"{theirs}/consents");
        await maartje.Link("href$='purpose=ReturnAssistance'");
        await Agrees(maartje, ["Name"]);
        await maartje.Tick("InterpreterOf", "nobody");
        await TakesPart(maartje, 0, Lead, "lead");
        await maartje.Press();
        await maartje.Page.Locator("#Answer-error").WaitForAsync();
        await maartje.Look("91-consent-never-taken");
        Assert.True(await maartje.Page.Locator("input[name=Categories][value=Name]").IsCheckedAsync());

        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(Lead, "mirela");
        var own = await OpensCase(mirela, ("f.x:Alias", Alias));
        await mirela.Go($"{own}/consents");
        await mirela.Look("92-consents-none");
        await mirela.Link("href$='purpose=ReturnAssistance'");
        Assert.Equal(0, await mirela.Page.Locator("main input:checked").CountAsync()); // nothing is preselected
        await mirela.Press();
        await mirela.Page.Locator("#Participants_0__Partner-error, #Participants-0--Partner-error").WaitForAsync();
        await mirela.Look("93-consent-return-empty");

        await Agrees(mirela, ["Name"]);
        await mirela.Tick("InterpreterOf", "embassy-or-authority");
        await mirela.Type("Interpreter", "Vertėja Ąžuolė");
        await TakesPart(mirela, 0, Receiving, "document");
        await mirela.Press();
        // Cases refuses both: each stands beside its question, and what was typed is kept.
        await mirela.Page.Locator("#InterpreterOf-error").WaitForAsync();
        Assert.Equal(2, await mirela.Page.Locator(".govuk-error-summary li").CountAsync());
        Assert.Equal("Vertėja Ąžuolė", await mirela.Page.Locator("[name=Interpreter]").InputValueAsync());
        await mirela.Look("94-consent-return-refused");
        await mirela.Tick("InterpreterOf", "sworn-interpreter");
        await TakesPart(mirela, 0, Receiving, "receiving");
        await TakesPart(mirela, 1, Embassy, "document");
        await mirela.Send();
        Assert.Equal($"{own}/consents", mirela.Path);
        await mirela.Look("95-consent-return");
        var text = await mirela.Text();
        Assert.All([Receiving, Embassy, "Vertėja Ąžuolė"], said => Assert.Contains(said, text, StringComparison.Ordinal));
        mirela.Inspection.FoundNothing();
        maartje.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("lt", true)]
    [AllData("en", false)]
    public async Task People_who_are_home_already_are_recorded_by_whoever_receives_them_and_their_case_is_tied(string language, bool scripts)
    {
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        var own = await OpensCase(alina, ("f.x:Alias", Alias));
        await alina.Link("href*='back=true'");
        await alina.Look("96-back-start");
        await alina.Send();
        var draft = alina.Path;
        await alina.Link("href$='/journey'");
        await alina.Press();
        Assert.Equal(3, await alina.Page.Locator(".govuk-error-summary li").CountAsync());
        await SaysJourney(alina, draft, "Deutschland", "Lietuva", language, urgency: null);
        await alina.Link("href$='/travellers'");
        await alina.Page.Locator("select[name^='age.']").SelectOptionAsync("25-39");
        await alina.Send();
        await alina.Link("href$='/check'");
        await alina.Look("97-back-check");
        Assert.Contains(Alias, await alina.Text(), StringComparison.Ordinal);
        await alina.Send();
        var path = alina.Path;
        await alina.Look("98-back-received");
        await alina.Link("href*='/travellers/'");
        Assert.Equal(0, await alina.Page.Locator("form[action$='/tie']").CountAsync()); // it has its case
        await alina.Go($"{draft}/check");
        Assert.Equal(path, alina.Path);
        await alina.Go(own);
        alina.Inspection.FoundNothing();

        // Who is not listed for it is told so, and sends nothing.
        await using var rasa = await Visitor.Arrive(language, scripts);
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/returns/new?back=true");
        Assert.Equal(0, await rasa.Page.Locator("main form").CountAsync());
    }

    static async Task<string> OpensCase(Visitor visitor, params (string Field, string Text)[] said)
    {
        await visitor.Go("/cases/new");
        foreach (var (field, text) in said)
            await visitor.Type(field, text);
        await visitor.Send();
        return visitor.Path;
    }

    static async Task SaysJourney(Visitor visitor, string draft, string from, string to, string language, string? urgency = "Soon")
    {
        await visitor.Go($"{draft}/journey");
        await visitor.Type("LeavesFrom", from);
        await visitor.Type("GoesTo", from);
        await visitor.Tick("Languages", "en");
        await visitor.Press();
        await visitor.Page.Locator("#GoesTo-error").WaitForAsync();
        await visitor.Look($"{(urgency is null ? "97-back" : "82-return")}-journey");
        await visitor.Type("GoesTo", to);
        await visitor.Send();
        await visitor.Go($"{draft}/need");
        await visitor.Press();
        await visitor.Page.Locator("#Needs-error").WaitForAsync();
        await visitor.Tick("Needs", "x:ReturnTransport");
        if (urgency is not null)
            await visitor.Tick("Urgency", urgency);
        await visitor.Look($"{(urgency is null ? "97-back" : "82-return")}-need");
        await visitor.Send();
        Assert.Equal(draft, visitor.Path);
    }

    static async Task Introduces(Visitor visitor, string to, string[] categories)
    {
        var organisation = visitor.Page.Locator(".govuk-checkboxes__item:has(input[name=Recipients])").Filter(new() { HasText = to });
        await organisation.Locator("input").CheckAsync();
        await Agrees(visitor, categories);
        await visitor.Tick("InterpreterOf", "own-organisation");
        await visitor.Type("Interpreter", "Vertėja Ąžuolė");
        await visitor.Send();
    }

    /// <summary>Of age, by their own word, to these.</summary>
    internal static async Task Agrees(Visitor visitor, string[] categories)
    {
        await visitor.Tick("Answer", "yes");
        foreach (var category in categories)
            await visitor.Tick("Categories", category);
        foreach (var told in await visitor.Page.Locator("input[name=TransfersTold]").AllAsync())
            await told.CheckAsync();
        if (await visitor.Page.Locator("input[name=Adult]").CountAsync() > 0)
            await visitor.Tick("Adult", "yes");
        await visitor.Tick("GivenBy", "self");
        await visitor.Tick("Method", "spoken");
    }

    internal static async Task TakesPart(Visitor visitor, int row, string organisation, string part)
    {
        await visitor.Page.Locator($"select[name='Participants[{row}].Partner']").SelectOptionAsync(new SelectOptionValue { Label = organisation });
        await visitor.Select($"Participants[{row}].What", part);
    }
}
