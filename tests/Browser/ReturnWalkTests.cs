namespace ReferralNetwork.Tests.Browser;

/// <summary>What a lead does before anybody leaves: the page at hand in the browser, the way to it over the API.</summary>
public sealed class ReturnPreparationTests : LedReturn
{
    [Theory]
    [InlineData("lt", false)]
    [AllData("en", true)]
    public async Task An_embassy_is_asked_for_a_document_gets_the_details_and_does_not_hear_that_its_part_ends(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Embassy, "document");
        await using var mirela = await Mirela(language, scripts);
        var about = $"/returns/{id}/travellers/{Traveller}";
        await mirela.Go(about);
        await mirela.Look("150-traveller-of-a-lead");
        Assert.Equal(1, await mirela.Page.Locator($".rn-whose a[href='/cases/{Own}']").CountAsync());
        await mirela.Select("DocumentHolder", "stolen");
        await ReturnLeadTests.Sends(mirela, "holder");
        await mirela.Go($"{about}/strands/document");
        await mirela.Page.Locator("input[name=With]").First.CheckAsync();
        await ReturnLeadTests.Day(mirela, "NeededBy", DateTime.UtcNow.AddDays(20));
        await ReturnLeadTests.Sends(mirela, "ask");
        await mirela.Go($"{about}/strands/document");
        Assert.Equal(0, await mirela.Page.Locator("form[action$='/complete']").CountAsync()); // it has not taken its part

        await using var maartje = await Visitor.Arrive(language, scripts);
        await maartje.SignIn(Embassy, "maartje");
        await maartje.Go($"/returns/{id}");
        await maartje.Link("href*='/report/strand-accept/'");
        await maartje.Send();

        await mirela.Go($"{about}/strands/document");
        await mirela.Look("151-strand-to-complete");
        await ReturnLeadTests.Sends(mirela, "complete");
        await mirela.Await($"{about}/strands/document", "main:not(:has(form[action$='/complete']))");
        await mirela.Look("152-strand-completed");
        await maartje.Go($"/returns/{id}");
        var before = await maartje.Page.Locator(".rn-part").InnerTextAsync();
        Assert.Equal(0, await maartje.Page.Locator("a[href*='/disclosures/']").CountAsync()); // at noon, with who holds the document
        await ReturnLeadTests.Sends(mirela, "withdraw");
        Assert.Equal(about, mirela.Path);
        await mirela.Go($"{about}/strands/document");
        await mirela.Look("153-strand-ended");
        await maartje.Go($"/returns/{id}");
        Assert.Equal(before, await maartje.Page.Locator(".rn-part").InnerTextAsync());
        mirela.Inspection.FoundNothing();
        maartje.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task A_light_return_is_planned_looked_at_anew_and_booked_anew_and_the_person_stays_where_they_stop(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await Decides($"travellers/{Traveller}/declined", new { declined = new[] { "reception", "check", "monitoring" } });
        await Records(("document", "not-needed"), ("health", "not-needed"), ("transport", "ready"), ("reception", "not-needed"));
        await using var mirela = await Mirela(language, scripts);
        var here = $"/returns/{id}";
        await mirela.Go(here);
        await mirela.Look("154-lead-to-decide");
        await Does(mirela, "plan-light", "155-plan-light");
        Assert.Equal("PlanAgreed", await State());
        await BooksLate();

        await mirela.Go($"{here}/do/reassess");
        await mirela.Press();
        await mirela.Page.Locator("#Code-error").WaitForAsync();
        await mirela.Look("156-reassess-empty");
        await mirela.Tick("Code", "NEW_FACTS");
        await mirela.Send();
        await mirela.Look("157-reassessed");
        Assert.Equal("ConsentGiven", await State());
        await Decides("plan-light");
        await BooksLate();
        await mirela.Go(here);
        await mirela.Look("158-lead-booked");
        await Does(mirela, "rebook", "159-rebook");
        Assert.Equal("PlanAgreed", await State());
        await BooksLate();

        await Reports(mirela, "departed");
        await mirela.Look("160-lead-departed");
        await mirela.Go($"{here}/report/stopped-en-route");
        await mirela.Type("a.in", "Atlantida");
        await mirela.Tick("Now", "now");
        await mirela.Press();
        await mirela.Page.Locator("#a-in-error").WaitForAsync();
        Assert.Equal("Atlantida", await mirela.Page.Locator("[name='a.in']").InputValueAsync());
        await mirela.Look("161-stopped-where");
        await mirela.Type("a.in", "Lietuva");
        await mirela.Send();
        await mirela.Look("162-lead-stopped");
        await mirela.Link("href$='/report/stays'");
        await mirela.Tick("a.code", "STAYS_THERE");
        await mirela.Tick("Now", "now");
        await mirela.Look("163-stays");
        await mirela.Send();
        await mirela.Look("164-lead-stays");
        Assert.Equal("Withdrawn", await State());
        mirela.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("lt", false)]
    [AllData("en", true)]
    public async Task Whoever_receives_them_assesses_its_half_and_assesses_again_and_what_is_written_is_opened_by_both(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        await TakesReception(alina);
        var here = $"/returns/{id}";
        await alina.Look("165-receiving-to-assess");
        await Opens(alina, "#parts ~ .rn-part a[href*='?note=']", "Ąžuolė, prie laikrodžio");
        await alina.Look("166-own-note-open");
        await alina.Link($"href='{here}/do/assess'");
        Assert.Equal(0, await alina.Page.Locator("input[value='best-interests']").CountAsync());
        await alina.Press();
        await alina.Page.Locator("#Code-error").WaitForAsync();
        await alina.Look("167-receiving-assesses");
        await alina.Tick("Code", "with-measures");
        await alina.Type("Note", "Palydėti nuo stoties");
        await alina.Send();
        Assert.Equal(here, alina.Path);
        await Opens(alina, ".rn-timeline a[href*='?note=']", "Palydėti nuo stoties");

        await using var mirela = await Mirela(language, scripts);
        await mirela.Go($"{here}/travellers/{Traveller}/strands/reception");
        await Opens(mirela, "a[href*='?note=']", "Ąžuolė, prie laikrodžio");
        await mirela.Look("168-who-meets-them");
        await mirela.Go(here);
        await Opens(mirela, ".rn-timeline a[href*='?note=']", "Palydėti nuo stoties");
        await mirela.Look("169-lead-note-open");
        await Decides("assess", new { result = "no-obstacle" });
        Assert.Equal("WithMeasures", await State());

        await alina.Go(here);
        await alina.Link($"href='{here}/do/reassess'");
        await alina.Tick("Code", "NEW_RISK");
        await alina.Send();
        Assert.Equal("ConsentGiven", await State());
        Assert.Equal(1, await alina.Page.Locator($"a.govuk-button[href='{here}/do/assess']").CountAsync());
        // Nobody else's: of the lead's way nothing stands here.
        Assert.Equal(0, await alina.Page.Locator(".rn-whose, #guards, a[href$='/do/hold'], a[href*='/travellers/']").CountAsync());
        alina.Inspection.FoundNothing();
        mirela.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task A_parent_and_a_child_are_two_travellers_each_with_a_case_and_a_body_decides_for_the_child(string language, bool scripts)
    {
        await using var scripted = await Counselled("40-59", "12-17");
        await using var mirela = await Mirela(language, scripts);
        var here = $"/returns/{id}";
        var child = $"{here}/travellers/{travellers[1].Traveller}";
        await mirela.Go(here);
        await mirela.Look("170-group");
        Assert.Equal(2, await mirela.Page.Locator(".rn-whose a[href^='/cases/']").CountAsync());
        await mirela.Go(child);
        await mirela.Look("171-child");
        Assert.Equal(0, await mirela.Page.Locator("form[action$='/counsel'], form[action$='/declined']").CountAsync());
        Assert.Equal(1, await mirela.Page.Locator("form[action$='/consent']").CountAsync());
        Assert.Equal([$"/cases/{travellers[1].Case}"],
            await mirela.Page.Locator(".rn-whose a").EvaluateAllAsync<string[]>("all => all.map(one => one.getAttribute('href'))"));
        Assert.Equal(1, await mirela.Page.Locator("#words, #consent").CountAsync()); // nothing is prepared before they want to go
        await WritesPlan(); // the parent's, before anybody has decided
        await Consents(Receiving, "receiving");
        await mirela.Go(here);
        await mirela.Look("172-group-wants-to-go");
        await mirela.Go($"{here}/travellers/{Traveller}");
        await ReturnLeadTests.Sends(mirela, "arrivalplan");
        await mirela.Page.Locator("#arrival-plan + p strong").WaitForAsync();
        await mirela.Go(child);
        await mirela.Link($"href='/cases/{travellers[1].Case}/arrival-plans/{id}'");
        await mirela.Type("RingFirst", "Teta");
        await mirela.Type("AfterHours", "0");
        await mirela.Type("MayHear", "Kad neatvyko");
        await mirela.Page.Locator("input[name=Desks]").First.CheckAsync();
        await mirela.Send();
        Assert.Equal(child, mirela.Path);
        await mirela.Page.Locator("#arrival-plan + p strong").WaitForAsync(); // the return knows it already
        await mirela.Look("172-child-to-prepare");
        await mirela.Go(here);
        Assert.Equal(4, await mirela.Page.Locator($"a[href^='{child}/strands/']").CountAsync());
        Assert.Equal(0, await mirela.Page.Locator("a[href$='/do/plan-light']").CountAsync());
        await mirela.Link("href$='/do/assess'");
        await mirela.Tick("Code", "best-interests");
        await mirela.Send();
        await mirela.Look("173-best-interests-pending");
        await mirela.Link("href$='/best-interests'");
        await mirela.Press();
        Assert.Equal(3, await mirela.Page.Locator(".govuk-error-summary li").CountAsync());
        await mirela.Look("174-best-interests-empty");
        await mirela.Tick("DecidedBy", "court");
        await ReturnLeadTests.Day(mirela, "On", DateTime.UtcNow.AddDays(9));
        await mirela.Tick("Result", "no-obstacle");
        await mirela.Press();
        await mirela.Page.Locator("#On-error").WaitForAsync(); // decided before it is recorded
        await ReturnLeadTests.Day(mirela, "On", DateTime.UtcNow.AddDays(-9));
        await mirela.Send();
        Assert.Equal("NoObstacleFound", await State());
        await mirela.Look("175-best-interests-decided");
        mirela.Inspection.FoundNothing();
    }

    /// <summary>Far enough for nobody to be late; the check is declined.</summary>
    Task BooksLate() => Books(DateTimeOffset.UtcNow.AddHours(2), TimeSpan.FromHours(2), legs: 1);
}

/// <summary>On the way, at home, and where it stops before: told by whoever receives them and by the lead.</summary>
public sealed class ReturnJourneyTests : LedReturn
{
    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task They_leave_after_all_stop_go_on_arrive_without_the_word_say_the_third_and_are_home(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        await Prepares(alina);
        await BooksLate();
        var here = $"/returns/{id}";
        await alina.Go($"{here}/report/not-departed");
        await alina.Tick("Now", "now");
        await alina.Press();
        await alina.Page.Locator("#a-code-error").WaitForAsync();
        await alina.Look("180-not-departed-why");
        await alina.Tick("a.code", "MISSED");
        await alina.Send();
        Assert.Equal("PlanAgreed", await State());
        await BooksLate();

        await alina.Go(here);
        await OfLeg(alina, "leg-begun");
        Assert.Equal("InTransit", await State());
        await OfLeg(alina, "leg-arrived");
        await alina.Look("181-second-leg");
        await OfLeg(alina, "leg-begun");
        await alina.Link("href$='/report/stopped-en-route'");
        await alina.Type("a.in", "Lietuva");
        await alina.Tick("Now", "now");
        await alina.Send();
        await alina.Look("182-stopped");
        await Reports(alina, "goes-on");
        Assert.Equal("InTransit", await State());

        await using var mirela = await Mirela(language, scripts);
        await mirela.Go(here);
        await mirela.Look("183-lead-on-the-way");
        await Does(mirela, "stop-check", "184-stop-check");
        Assert.Equal(0, await mirela.Page.Locator("a[href$='/do/stop-check']").CountAsync());

        await alina.Go(here);
        await alina.Link("href$='/report/arrived'");
        await alina.Tick("Now", "now");
        await alina.Send(); // forgotten: nobody is turned away
        await alina.Look("185-arrived-unconfirmed");
        var unconfirmed = await alina.Page.Locator("h1").InnerTextAsync();
        await alina.Go($"{here}/report/arrived");
        await alina.Type("a.word", NotFree);
        await alina.Tick("Now", "now");
        await alina.Send();
        await alina.Look("186-arrived");
        Assert.Equal(unconfirmed, await alina.Page.Locator("h1").InnerTextAsync());
        Assert.Equal(0, await alina.Page.Locator("#not-free, #alarm").CountAsync());

        await mirela.Go("/");
        await mirela.Look("187-lead-today-not-free");
        await mirela.Go(here);
        await mirela.Look("188-lead-not-free");
        await mirela.Follow(mirela.Page.Locator("section:has(#not-free) a[href$='/report/acknowledge']"));
        await mirela.Send();
        Assert.Equal(0, await mirela.Page.Locator("#not-free").CountAsync());

        await alina.Go(here);
        Assert.Equal(1, await alina.Page.Locator("a[href$='/report/received']").CountAsync());
        await alina.Link("href$='/report/received'");
        await alina.Tick("a.firstHours", "food");
        await alina.Send();
        await Broker.Send("returns.return", "ReturnReferralEnded", new
        {
            returnId = id, referralId = Guid.NewGuid(), by = await Partner(Receiving), code = "ASSISTED", at = DateTimeOffset.UtcNow,
        });
        await alina.Await(here, "a.govuk-button[href$='/report/talk']");
        await alina.Look("189-to-be-asked");
        await alina.Link("href$='/report/talk'");
        await alina.Tick("a.psychosocial", "better");
        await alina.Tick("a.economic", "same");
        await alina.Press();
        await alina.Page.Locator("#a-social-error").WaitForAsync();
        Assert.True(await alina.Page.Locator("input[name='a.economic'][value=same]").IsCheckedAsync());
        await alina.Look("190-talk-missing");
        await alina.Tick("a.social", "not-said");
        await alina.Send();
        await alina.Link("href$='/do/close'");
        await alina.Press();
        await alina.Page.Locator("#Code-error").WaitForAsync();
        await alina.Look("191-close-empty");
        await alina.Tick("Code", "NOTHING_MORE_WANTED");
        await alina.Send();
        await alina.Look("192-closed");
        Assert.Equal("Closed", await State());
        await mirela.Go(here);
        await mirela.Look("193-lead-closed");
        alina.Inspection.FoundNothing();
        mirela.Inspection.FoundNothing();
    }

    [Theory]
    [InlineData("lt", false)]
    [AllData("en", true)]
    public async Task They_are_missing_found_and_removed_take_consent_back_and_a_receipt_is_given(string language, bool scripts)
    {
        await using var scripted = await Counselled();
        await Consents(Receiving, "receiving");
        await using var alina = await Visitor.Arrive(language, scripts);
        await alina.SignIn(Receiving, "alina");
        await Books(alina);
        var here = $"/returns/{id}";
        await Reports(alina, "departed");
        await alina.Await(here, "#alarm");
        await Reports(alina, "missing");
        Assert.Equal("Missing", await State());
        await alina.Look("194-missing");
        await lead.Go("/"); // whoever leads it is alarmed on the first page, and finds it among those that they lead
        Assert.Equal(1, await lead.Page.Locator($"#alarms ~ ul a[href='{here}']").CountAsync());
        await lead.Go("/returns");
        Assert.Equal(1, await lead.Page.Locator($"#led + ul a[href='{here}']").CountAsync());
        await alina.Go($"{here}/report/found");
        await alina.Tick("a.code", "DETAINED");
        await alina.Tick("a.then", "STOPS");
        await alina.Tick("a.spokeWith", "authority");
        await alina.Tick("a.freeToSpeak", "no");
        await alina.Tick("Now", "now");
        await alina.Send();
        Assert.Equal("StoppedEnRoute", await State());
        await alina.Go($"{here}/report/removed");
        await alina.Tick("a.kind", "transfer");
        await alina.Tick("Now", "now");
        await alina.Press();
        await alina.Page.Locator("#a-to-error").WaitForAsync();
        await alina.Look("195-removed-where");
        await alina.Type("a.to", "Lietuva");
        await alina.Send();
        Assert.Equal("RemovedByState", await State());
        await alina.Look("196-removed");

        await using var mirela = await Mirela(language, scripts);
        await mirela.Go(here);
        await mirela.Look("197-lead-removed");
        await mirela.Go($"/cases/{Own}/consents");
        await mirela.Link("href$='/withdraw'");
        await mirela.Send();
        await alina.Await(here, "a.govuk-button[href$='/report/receipt']");
        await mirela.Go(here);
        await mirela.Look("198-lead-stopping");
        await alina.Look("199-receipt-owed");
        await alina.Link("href$='/report/receipt'");
        await alina.Tick("a.kind", "RetainedUnder");
        await alina.Press();
        await alina.Page.Locator("#a-basis-error").WaitForAsync();
        await alina.Look("200-receipt-basis");
        await alina.Tick("a.basis", "LEGAL_OBLIGATION");
        await alina.Send();
        await alina.Look("201-receipt-given");
        Assert.Equal("Stopped", await State());
        Assert.Equal(0, await alina.Page.Locator("a[href$='/report/receipt']").CountAsync());
        alina.Inspection.FoundNothing();
        mirela.Inspection.FoundNothing();
    }

    async Task BooksLate() => await Books(DateTimeOffset.UtcNow.AddHours(2), TimeSpan.FromHours(2), legs: 2, await Partner(Desk));

    /// <summary>Of the leg that is next.</summary>
    static async Task OfLeg(Visitor visitor, string report)
    {
        await visitor.Link($"href*='/report/{report}/'");
        await visitor.Tick("Now", "now");
        await visitor.Send();
    }
}
