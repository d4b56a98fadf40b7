using System.Globalization;
using System.Text;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A court orders something of a case: it is checked, narrowed, told, approved by two, disclosed, read by the court and reviewed.</summary>
public sealed class CompelledDisclosureTests
{
    const string FirstName = "Žydrė";
    const string SecondName = "Rūkaitė";
    const string Telephone = "+37061900477";
    const string Law = "Ūkanų kodeksas, 417 straipsnis";
    const string Lawyer = "Advokatė Gintarė Skaidrytė";
    const string Letter = "Laiškas nuo šeimininko";
    const string LetterText = "Come to the station tomorrow.";
    const string Order = "The court orders the name of the person.";

    [Theory]
    [InlineData(false)]
    [AllData(true)]
    public async Task An_order_of_a_court_goes_its_way_over_two_approvals_to_the_court_and_its_review(bool challenged)
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn("Žiburio namai", "rasa");
        var (file, demand) = await Records(rasa);
        await ChecksNarrowsAndTells(rasa, demand);
        await rasa.Go($"{demand}/approve");
        Assert.Contains("You recorded this order.", await rasa.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await rasa.Page.Locator("main form[method=post]").CountAsync());

        await using var audra = await Visitor.Arrive();
        await audra.SignIn("Žiburio namai", "audra");
        await audra.Go("/compelled-disclosures");
        await audra.Look("181-register");
        await audra.Link($"href='{demand}'");
        await audra.Link("href$='/do/advise'");
        await audra.Tick("Code", "in-order");
        await audra.Send();

        await using var mantas = await Visitor.Arrive("lt", scripts: false);
        await mantas.SignIn("Žiburio namai", "mantas");
        await Approves(mantas, demand, "174-compelled-approve-lt");
        if (challenged)
        {
            await IsChallengedByThePerson(rasa, demand);
            await Approves(mantas, demand, "174-compelled-approve-again-lt"); // the first no longer counts
        }
        await using var ona = await Visitor.Arrive("ru");
        await ona.SignIn("Žiburio namai", "ona");
        await Approves(ona, demand, "175-compelled-approve");
        await ona.Go($"{demand}/approve");
        Assert.Equal(0, await ona.Page.Locator("main form[method=post]").CountAsync()); // one person approves once
        var saved = await ona.Page.RunAndWaitForDownloadAsync(() => ona.Page.Locator("main a[href$='/document']").ClickAsync());
        Assert.Equal(Order, await File.ReadAllTextAsync(await saved.PathAsync()));
        await NamesADeputy(ona);

        await rasa.Go(demand);
        await rasa.Link("href$='/do/disclose'");
        Assert.Contains(SecondName, await rasa.Text(), StringComparison.Ordinal);
        await rasa.Send();
        await using var kastytis = await Visitor.Arrive();
        await kastytis.SignIn("Ūkanų teismas", "kastytis");
        await kastytis.Await("/compelled-disclosures", $"a[href='{demand}']");
        await kastytis.Link($"href='{demand}'");
        await kastytis.Look("177-compelled-received");
        Assert.DoesNotContain(SecondName, await kastytis.Text(), StringComparison.Ordinal);
        await kastytis.Link("href*='/disclosures/'");
        await kastytis.Look("178-compelled-disclosure");
        var read = await kastytis.Text();
        Assert.Contains(SecondName, read, StringComparison.Ordinal);
        Assert.DoesNotContain(Telephone, read, StringComparison.Ordinal);
        var letter = await kastytis.Page.RunAndWaitForDownloadAsync(
            () => kastytis.Page.Locator("main a[href*='/exhibits/']").ClickAsync());
        Assert.Equal(LetterText, await File.ReadAllTextAsync(await letter.PathAsync()));
        await kastytis.Link("href$='/receipt'");
        foreach (var same in await kastytis.Page.Locator("input[value=same]").AllAsync())
            await same.CheckAsync();
        await kastytis.Look("178-compelled-receipt");
        await kastytis.Send();
        Assert.Equal(404, await kastytis.Go($"{demand}/narrow"));

        await audra.Go("/compelled-disclosures");
        await audra.Link($"href='{demand}'");
        await audra.Link("href$='/do/review'");
        await audra.Tick("Code", "in-order");
        await audra.Send();
        await rasa.Go(demand);
        await rasa.Look("179-compelled-reviewed");
        Assert.Contains("Evidence confirmed: 1 of 1", await rasa.Text(), StringComparison.Ordinal);
        Assert.Contains("Reviewed", await rasa.Text(), StringComparison.Ordinal);
        await Overturns(rasa, kastytis, demand);
        await RecordsDanger(rasa, file);
        await GoesOn(rasa, file);
        if (challenged)
            await Refuses(rasa, mantas, file);

        foreach (var visitor in new[] { rasa, audra, mantas, ona, kastytis })
            visitor.Inspection.FoundNothing();
    }

    static async Task<(string Case, string Demand)> Records(Visitor rasa)
    {
        await rasa.Go("/cases/new");
        await rasa.Type("f.prs_FirstName", FirstName);
        await rasa.Type("f.prs_SecondName", SecondName);
        await rasa.Type("f.prs_MobilePhone", Telephone);
        await rasa.Send();
        var file = rasa.Path;
        await KeepsALetter(rasa, file);
        await rasa.Go(file);
        await rasa.Link("href$='/orders'");
        await rasa.Link("href$='/orders/new'");
        await Types(rasa, ("Name", "prs_FirstName"), ("Name", "prs_SecondName"), ("Contact", "prs_MobilePhone"));
        await rasa.Page.GetByLabel(Letter).CheckAsync();
        await Day(rasa, "AnswerBy", -1);
        await rasa.Press();
        Assert.Equal(0, await rasa.Page.Locator("#AnswerBy-error").CountAsync()); // an order may come late
        Assert.Contains("Choose the file of the order", await rasa.Page.Locator("#Chosen-error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await rasa.Page.Locator("input[value=prs_SecondName]").IsCheckedAsync());
        Assert.True(await rasa.Page.GetByLabel(Letter).IsCheckedAsync());
        await rasa.Look("170-order-without-document");
        var demand = await RecordsOrder(rasa);
        Assert.Contains("The day to answer it is over", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Link("href$='/reread'");
        await Day(rasa, "AnswerBy", 12);
        await rasa.Look("171-compelled-day");
        await rasa.Send();
        return (file, demand);
    }

    static async Task Types(Visitor rasa, params (string Category, string Field)[] named)
    {
        await rasa.Page.Locator("select[name=Recipient]").SelectOptionAsync(new SelectOptionValue { Label = "Ūkanų teismas (Court)" });
        await rasa.Tick("Basis", "court-order");
        await rasa.Type("Law", Law);
        foreach (var (category, field) in named)
            await rasa.Tick($"Fields.{category}", field);
        await rasa.Tick("Handling", "H2");
    }

    /// <param name="named">Where nothing was typed yet.</param>
    static async Task<string> RecordsOrder(Visitor rasa, params (string Category, string Field)[] named)
    {
        if (named.Length > 0)
            await Types(rasa, named);
        await rasa.Page.Locator("input[name=Chosen]").SetInputFilesAsync(
            new FilePayload { Name = "order.txt", MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(Order) });
        await rasa.Send();
        return rasa.Path;
    }

    static async Task KeepsALetter(Visitor rasa, string file)
    {
        var attachment = Guid.CreateVersion7();
        var kept = await rasa.Page.Context.APIRequest.PutAsync($"/api/cases{file}/attachments/{attachment}?category=Evidence", new()
        {
            Headers =
            [
                new("Sec-Fetch-Site", "same-origin"), new("Content-Type", "text/plain"), new("Content-Disposition", "attachment; filename=a.txt"),
            ],
            DataByte = Encoding.UTF8.GetBytes(LetterText),
        });
        Assert.True(kept.Ok, await kept.TextAsync());
        await ReturnTests.Call(rasa, "POST", $"/api/cases{file}/exhibits", new
        {
            kind = "document", label = Letter, takenBy = "Rasa", takenAt = TimeProvider.System.GetUtcNow().AddDays(-2), place = "Stotis",
            holder = "Seifas", attachment,
        });
    }

    static async Task ChecksNarrowsAndTells(Visitor rasa, string demand)
    {
        await rasa.Link("href$='/do/check'");
        await rasa.Tick("Code", "too-wide");
        await rasa.Send();
        await rasa.Link("href$='/narrow'");
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Fields-error").CountAsync()); // nothing was left out
        await rasa.Page.Locator("input[value=prs_MobilePhone]").UncheckAsync();
        await rasa.Send();
        await rasa.Link("href$='/told'");
        Assert.Contains(Letter, await rasa.Text(), StringComparison.Ordinal); // the person is told of each
        await rasa.Tick("May", "told");
        await Day(rasa, "At.Day", -3);
        await rasa.Type("At.Time", "10:30");
        await Day(rasa, "Heard", -1);
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Lawyer-error").CountAsync());
        await rasa.Look("172-compelled-told");
        await rasa.Type("Lawyer", Lawyer);
        await rasa.Send();
        Assert.Equal(demand, rasa.Path);
    }

    static async Task Approves(Visitor approver, string demand, string name)
    {
        await approver.Go("/compelled-disclosures");
        await approver.Link($"href='{demand}'");
        await approver.Link("href$='/approve'");
        await approver.Look(name);
        var leaves = await approver.Text();
        foreach (var word in new[] { FirstName, SecondName, Law, Lawyer, Letter })
            Assert.Contains(word, leaves, StringComparison.Ordinal);
        Assert.DoesNotContain(Telephone, leaves, StringComparison.Ordinal);
        await approver.Send();
        Assert.Equal(demand, approver.Path);
    }

    static async Task IsChallengedByThePerson(Visitor rasa, string demand)
    {
        await rasa.Go($"{demand}/do/challenge");
        Assert.Equal(0, await rasa.Page.Locator("input[value=organisation]").CountAsync()); // what it found too wide it has narrowed
        await rasa.Tick("Code", "person");
        await rasa.Look("174-compelled-challenge");
        await rasa.Send();
        Assert.Contains("Challenged", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Look("174-compelled-challenged");
        await rasa.Link("href$='/do/decide-challenge'");
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Code-error").CountAsync());
        await rasa.Tick("Code", "in-order");
        await rasa.Send();
        Assert.Equal(demand, rasa.Path);
    }

    /// <summary>Another order comes, from whom may not give it: nothing leaves, and nobody approves.</summary>
    static async Task Refuses(Visitor rasa, Visitor mantas, string file)
    {
        await rasa.Go($"{file}/orders/new");
        var demand = await RecordsOrder(rasa, ("Name", "prs_FirstName"));
        await rasa.Link("href$='/do/check'");
        await rasa.Tick("Code", "not-competent");
        await rasa.Send();
        await rasa.Link("href$='/do/refuse'");
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Code-error").CountAsync());
        await rasa.Tick("Code", "NOT_COMPETENT");
        await rasa.Look("180-compelled-refuse");
        await rasa.Send();
        await rasa.Look("180-compelled-refused");
        Assert.Contains("Refused", await rasa.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await rasa.Page.Locator("main .govuk-button").CountAsync());
        await mantas.Go($"{demand}/approve");
        Assert.Equal(demand, mantas.Path);
    }

    static async Task NamesADeputy(Visitor ona)
    {
        await ona.Go("/organisation");
        await ona.Link("href='/deputies'");
        await ona.Page.GetByLabel("Mantas Kregždys").CheckAsync();
        await ona.Send();
        await ona.Look("176-deputies");
        Assert.Equal(1, await ona.Page.Locator("dd:has-text('Mantas Kregždys')").CountAsync());
        await ona.Page.GetByLabel("Mantas Kregždys").UncheckAsync();
        await ona.Send();
    }

    /// <summary>It should not have been: the person is told, and the court says what became of its copy.</summary>
    static async Task Overturns(Visitor rasa, Visitor kastytis, string demand)
    {
        await rasa.Link("href$='/overturn'");
        await rasa.Tick("By", "court");
        await Day(rasa, "On", -1);
        await rasa.Send();
        await rasa.Link("href$='/told-after'");
        await Day(rasa, "At.Day", -1);
        await rasa.Type("At.Time", "9:00");
        await rasa.Type("Lawyer", Lawyer);
        await Day(rasa, "Heard", 3);
        await rasa.Send();
        await kastytis.Go(demand);
        await kastytis.Link("href$='/do/stop-receipts'");
        await kastytis.Tick("Code", "PurgeAcknowledged");
        await kastytis.Send();
        await rasa.Go(demand);
        Assert.Contains("We have deleted the details", await rasa.Text(), StringComparison.Ordinal);
    }

    static async Task RecordsDanger(Visitor rasa, string file)
    {
        await rasa.Go($"{file}/orders/report-danger");
        await rasa.Page.Locator("select[name=Recipient]").SelectOptionAsync(
            new SelectOptionValue { Label = "Pakrantės policija (Law enforcement)" });
        await rasa.Tick("Basis", "danger-to-life");
        await Day(rasa, "At.Day", -1);
        await rasa.Type("At.Time", "3:00");
        await rasa.Tick("Fields.Name", "prs_FirstName");
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Handling-error").CountAsync());
        await rasa.Look("180-danger");
        await rasa.Tick("Handling", "H2");
        await rasa.Send();
        Assert.Contains("recorded late", await rasa.Text(), StringComparison.Ordinal);
    }

    /// <summary>The case has what was told, and the demand was never sent: the case's list goes on with it.</summary>
    static async Task GoesOn(Visitor rasa, string file)
    {
        await rasa.Go($"{file}/orders/report-danger");
        var police = await rasa.Page.Locator("select[name=Recipient] option", new() { HasText = "Pakrantės policija" }).GetAttributeAsync("value");
        var recorded = await rasa.Page.Context.APIRequest.PostAsync($"/api/cases{file}/orders", new()
        {
            Headers = [new("Sec-Fetch-Site", "same-origin"), new("Idempotency-Key", Guid.NewGuid().ToString())],
            DataObject = new
            {
                recipient = police, basis = "danger-to-life", law = "GDPR Art. 6(1)(d)", fields = new[] { "prs_FirstName" }, therapyNotesNamed = true,
            },
        });
        Assert.True(recorded.Ok, await recorded.TextAsync());
        await rasa.Go($"{file}/orders");
        await rasa.Look("180-order-undemanded");
        await rasa.Link("href$='/go-on'");
        await Day(rasa, "At.Day", -1);
        await rasa.Type("At.Time", "4:00");
        await rasa.Look("180-order-go-on");
        await rasa.Tick("Handling", "H2");
        await rasa.Send();
        Assert.Contains("recorded late", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Go($"{file}/orders");
        Assert.Equal(0, await rasa.Page.Locator("main a[href$='/go-on']").CountAsync());
        Assert.DoesNotContain("Nothing has left", await rasa.Text(), StringComparison.Ordinal);
    }

    static async Task Day(Visitor visitor, string name, int fromToday)
    {
        var day = TimeProvider.System.GetUtcNow().AddDays(fromToday);
        await visitor.Type($"{name}.Day", day.Day.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Month", day.Month.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Year", day.Year.ToString(CultureInfo.InvariantCulture));
    }
}
