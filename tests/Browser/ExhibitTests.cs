using System.Globalization;

namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// A caseworker keeps a document and a telephone as evidence, hands the telephone over, and the person lets the police have one of the two.
/// </summary>
public sealed class ExhibitTests
{
    const string Letter = "Laiškas iš Žuvėdros g.", Telephone = "Juodas telefonas";

    [Fact]
    public async Task What_could_be_evidence_is_kept_handed_over_printed_and_consented_to_one_by_one()
    {
        await using var rasa = await Visitor.Arrive();
        await rasa.SignIn("Žiburio namai", "rasa");
        await rasa.Go("/cases/new");
        await rasa.Type("f.x:Alias", "Kregždutė");
        await rasa.Send();
        var caseId = rasa.Path;
        await rasa.Link("href$='/exhibits'");
        await rasa.Link("href$='/exhibits/new'");
        await rasa.Look("190-exhibit-kind");
        await rasa.Link("href$='/new/document'");
        await WarnsBeforeTheChooser(rasa);
        await rasa.Press();
        Assert.Equal(7, await rasa.Page.Locator(".govuk-error-summary a").CountAsync());
        await rasa.Look("191-exhibit-document-empty");
        await Fill(rasa, Letter);
        await Choose(rasa, "laiskas.pdf", [0x4D, 0x5A, 0x90, 0, 3, 0, .. new byte[300]]);
        await rasa.Press();
        await SaysBeside(rasa, "Chosen", "by its content it is a program");
        Assert.Equal(Letter, await rasa.Page.Locator("[name=Label]").InputValueAsync());
        await Choose(rasa, "laiskas.ogg", [0x4F, 0x67, 0x67, 0x53, 0, .. new byte[300]]);
        await rasa.Press();
        await SaysBeside(rasa, "Chosen", "By its content this is no document");
        await rasa.Go($"{caseId}/attachments");
        Assert.Contains("Nothing is attached", await rasa.Text(), StringComparison.Ordinal);

        await rasa.Go($"{caseId}/exhibits/new/document");
        await Fill(rasa, Letter);
        await Choose(rasa, "laiskas.txt", [.. "Atvažiuok vienas."u8]);
        await rasa.Send();
        await rasa.Go($"{caseId}/exhibits/new/thing");
        await WarnsBeforeTheChooser(rasa);
        Assert.Contains("Nobody in the network unlocks", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Look("192-exhibit-thing");
        await Fill(rasa, Telephone);
        await rasa.Type("BagNumber", "K 0417");
        await rasa.Send();
        Assert.Equal($"{caseId}/exhibits", rasa.Path);
        await rasa.Look("193-exhibits");

        await rasa.Follow(rasa.Page.Locator("main .rn-row__link", new() { HasText = Telephone }));
        var telephone = rasa.Path;
        await rasa.Link("href$='/hand-over'");
        Assert.Equal("Rasa, spinta 3", await rasa.Page.Locator("[name=From]").InputValueAsync());
        await Moment(rasa, "At", DateTimeOffset.UtcNow.AddDays(-30));
        await rasa.Type("To", "Mantas, seifas");
        await rasa.Type("Purpose", "Į seifą");
        await rasa.Press();
        await SaysBeside(rasa, "At-Day", "not before the last hand-over");
        await Moment(rasa, "At", DateTimeOffset.UtcNow.AddMinutes(-1));
        await rasa.Send();
        Assert.Equal(telephone, rasa.Path);
        Assert.Equal(2, await rasa.Page.Locator("main tbody tr").CountAsync());
        Assert.Contains("Mantas, seifas", await rasa.Page.Locator("dl").First.InnerTextAsync(), StringComparison.Ordinal); // holds it now
        await rasa.Look("194-exhibit");
        await rasa.Link("href$='/continuity'");
        await rasa.Look("195-exhibit-continuity");
        await Prints(rasa);

        await ConsentsToOne(rasa, caseId);
        await rasa.Go(telephone);
        await rasa.Link("href$='/remove'");
        await rasa.Press();
        Assert.Contains("cannot be removed", await rasa.Page.Locator(".govuk-error-summary").InnerTextAsync(), StringComparison.Ordinal);
        await IsolatesTheLetter(rasa, caseId);

        await using var mantas = await Visitor.Arrive("lt", scripts: false);
        await mantas.SignIn("Žiburio namai", "mantas");
        await mantas.Go($"{caseId}/exhibits");
        await mantas.Look("198-exhibits-without-scripts");
        await mantas.Link($"href='{telephone}'");
        Assert.Contains("Iš rankų į rankas", await mantas.Text(), StringComparison.Ordinal);
        await mantas.Look("199-exhibit-without-scripts");
        rasa.Inspection.FoundNothing();
        mantas.Inspection.FoundNothing();
    }

    /// <summary>On paper of A4 all of the chain is there, and nothing of the site around it.</summary>
    static async Task Prints(Visitor rasa)
    {
        await rasa.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await rasa.Page.SetViewportSizeAsync(700, 990);
        Assert.False(await rasa.Page.Locator(".govuk-back-link").IsVisibleAsync());
        Assert.True(await rasa.Page.Locator("tbody tr", new() { HasText = "Mantas, seifas" }).IsVisibleAsync());
        Assert.True(await rasa.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        if (TestEnvironment.Whole)
            await rasa.Page.ScreenshotAsync(new() { Path = Path.Combine(TestEnvironment.Pictures, "195-exhibit-continuity-printed.png") });
        await rasa.Page.EmulateMediaAsync(new() { Media = Media.Null });
        await rasa.Page.SetViewportSizeAsync(1280, 800);
    }

    static async Task ConsentsToOne(Visitor rasa, string caseId)
    {
        await rasa.Go($"{caseId}/consents/new?purpose=Handoff");
        var shown = await rasa.Text();
        Assert.Contains("may have to be shown to the defence", shown, StringComparison.Ordinal);
        Assert.Contains("on their own form", shown, StringComparison.Ordinal);
        Assert.Equal(2, await rasa.Page.Locator("[name=Exhibits]").CountAsync());
        Assert.Equal(0, await rasa.Page.Locator("main input:checked").CountAsync());
        await rasa.Look("196-consent-police");
        await rasa.Tick("Answer", "yes");
        await rasa.Page.GetByLabel("Pakrantės policija", new() { Exact = true }).First.CheckAsync();
        await rasa.Tick("Categories", "Name");
        await rasa.Page.GetByLabel($"Thing: {Telephone}").First.CheckAsync();
        if (await rasa.Page.Locator("[name=TransfersTold]").CountAsync() is > 0 and var many)
            for (var at = 0; at < many; at++)
                await rasa.Page.Locator("[name=TransfersTold]").Nth(at).CheckAsync();
        if (await rasa.Page.Locator("[name=Adult]").CountAsync() > 0)
            await rasa.Tick("Adult", "yes");
        await rasa.Tick("GivenBy", "self");
        await rasa.Tick("Method", "spoken");
        await rasa.Select("Language", "lt");
        await Day(rasa, "Until", DateTimeOffset.UtcNow.AddDays(60));
        await rasa.Send();
        var consents = await rasa.Text();
        Assert.Contains($"Thing: {Telephone}", consents, StringComparison.Ordinal);
        Assert.DoesNotContain(Letter, consents, StringComparison.Ordinal);
        await rasa.Look("197-consents");
    }

    static async Task IsolatesTheLetter(Visitor rasa, string caseId)
    {
        await rasa.Go($"{caseId}/exhibits");
        await rasa.Follow(rasa.Page.Locator("main .rn-row__link", new() { HasText = Letter }));
        var exhibit = rasa.Path[(rasa.Path.LastIndexOf('/') + 1)..];
        await rasa.Link("href$='/isolate'");
        await rasa.Press();
        await SaysBeside(rasa, "ToldWhom", "Tell the police first");
        await rasa.Type("ToldWhom", "Pakrantės policija, budėtojas");
        await Moment(rasa, "ToldPolice", DateTimeOffset.UtcNow.AddMinutes(-1));
        await rasa.Send();
        Assert.Contains("Closed for everybody", await rasa.Text(), StringComparison.Ordinal);
        Assert.Equal(0, await rasa.Page.Locator("main a[href*='/attachments/']").CountAsync());
        await rasa.Look("200-exhibit-isolated");
        await rasa.Go($"{caseId}/consents/new?purpose=Handoff");
        Assert.Equal(1, await rasa.Page.Locator("[name=Exhibits]").CountAsync());

        await using var audra = await Visitor.Arrive("lt");
        await audra.SignIn("Žiburio namai", "audra");
        Assert.Contains(exhibit, await audra.Page.Locator("#isolated ~ ul").InnerTextAsync(), StringComparison.Ordinal);
        await audra.Look("201-officer-home");
        audra.Inspection.FoundNothing();
    }

    static async Task Fill(Visitor visitor, string label)
    {
        await visitor.Type("Label", label);
        await visitor.Type("TakenBy", "Rasa");
        await Moment(visitor, "Taken", DateTimeOffset.UtcNow.AddMinutes(-2));
        await visitor.Type("Place", "Biuras");
        await visitor.Type("Holder", "Rasa, spinta 3");
    }

    static async Task Moment(Visitor visitor, string name, DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTimeBySystemTimeZoneId(at, "Europe/Vilnius");
        await Day(visitor, $"{name}.Day", local);
        await visitor.Type($"{name}.Time", local.ToString("HH:mm", CultureInfo.InvariantCulture));
    }

    static async Task Day(Visitor visitor, string name, DateTimeOffset day)
    {
        await visitor.Type($"{name}.Year", day.Year.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Month", day.Month.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{name}.Day", day.Day.ToString(CultureInfo.InvariantCulture));
    }

    static async Task WarnsBeforeTheChooser(Visitor visitor) => Assert.True(await visitor.Page.EvaluateAsync<bool>(
        """
        () => {
            const [warning, chooser] = ['.govuk-notification-banner', 'input[type=file]'].map(one => document.querySelector(one));
            return warning.innerText.includes('under 18') && (warning.compareDocumentPosition(chooser) & 4) > 0;
        }
        """));

    static Task Choose(Visitor visitor, string name, byte[] content) =>
        visitor.Page.Locator("input[name=Chosen]").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "", Buffer = content });

    static async Task SaysBeside(Visitor visitor, string question, string say) =>
        Assert.Contains(say, await visitor.Page.Locator($"#{question}-error").InnerTextAsync(), StringComparison.Ordinal);
}
