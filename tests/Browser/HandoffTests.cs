using System.Globalization;
using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>
/// What a person wants the police to have goes there item by item: a caseworker prepares it, a liaison officer takes it, confirms it and says what
/// became of it. Consent and evidence are recorded over the API: they have pages of their own.
/// </summary>
public sealed class HandoffTests
{
    const string Home = "Žiburio namai", Police = "Pakrantės policija";

    Visitor rasa = null!, darius = null!;

    [Fact]
    public async Task What_the_person_ticked_goes_to_the_police_who_confirm_it_ask_and_say_what_became_of_it()
    {
        await using var caseworker = rasa = await Visitor.Arrive();
        await rasa.SignIn(Home, "rasa");
        var name = $"Žemuogė {Guid.NewGuid():N}";
        var (file, exhibit, thing, left) = await KeepsCase(name);

        await rasa.Go($"/cases/{file}");
        await rasa.Link("href^='/handoffs/new'");
        await rasa.Press();
        Assert.Equal(3, await rasa.Page.Locator(".govuk-error-summary a").CountAsync());
        await rasa.Look("130-handoff-new-empty");
        await rasa.Page.GetByLabel(Police, new() { Exact = true }).CheckAsync();
        await rasa.Tick("HandlingCode", "H1");
        await rasa.Tick("Urgency", "Routine");
        await rasa.Send();
        var path = rasa.Path[..rasa.Path.LastIndexOf('/')];
        Assert.Equal(0, await rasa.Page.Locator("[name=Read]").CountAsync()); // nobody has consented
        await rasa.Link($"href$='&handoff={path[(path.LastIndexOf('/') + 1)..]}'");
        await rasa.Link($"href='{path}/verify'");
        await Consents(file, exhibit, thing);
        await rasa.Go($"{path}/verify");
        var goes = await rasa.Page.Locator("section[aria-labelledby=leaving]").InnerTextAsync();
        Assert.Contains(name, goes, StringComparison.Ordinal);
        Assert.Contains("Notebook", goes, StringComparison.Ordinal);
        Assert.DoesNotContain("+370", goes, StringComparison.Ordinal);
        var stays = await rasa.Page.Locator("section[aria-labelledby=staying]").InnerTextAsync();
        Assert.Contains(left, stays, StringComparison.Ordinal);
        await rasa.Press();
        Assert.Equal(4, await rasa.Page.Locator(".govuk-error-summary a").CountAsync());
        await rasa.Look("131-handoff-verify-empty");
        await rasa.Page.Locator("[name=Read]").CheckAsync();
        await rasa.Tick("LegalAdvice", "taken");
        await rasa.Tick("Told", "true");
        await Day(rasa, "Since", DateTime.UtcNow);
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Since-error").CountAsync()); // in the first hours
        await Day(rasa, "Since", DateTime.UtcNow.AddDays(-9));
        await rasa.Send();
        await rasa.Link("href$='/do/offer'");
        await rasa.Send();
        await rasa.Look("132-handoff-offered");

        await using var officer = darius = await Visitor.Arrive("lt");
        await darius.SignIn(Police, "darius");
        await darius.Await("/handoffs", $"main a[href='{path}']");
        Assert.DoesNotContain(Home, await darius.Page.Locator($"li:has(a[href='{path}'])").InnerTextAsync(), StringComparison.Ordinal);
        await darius.Look("133-handoffs-received");
        await darius.Link($"href='{path}'");
        Assert.DoesNotContain(Home, await darius.Text(), StringComparison.Ordinal);
        await darius.Link("href$='/do/ask'");
        await darius.Type("Note", "Kas paėmė telefoną?");
        await darius.Send();
        await darius.Link("href$='/accept'");
        await darius.Press();
        Assert.Equal(1, await darius.Page.Locator("#Officer-error").CountAsync());
        await darius.Type("Reference", "PP-2026/91");
        await darius.Type("Officer", "Nendrė Viksvaitė");
        await darius.Send();
        await darius.Await(path, $"main a[href='{path}/file']");
        await darius.Link($"href='{path}/file'");
        var read = await darius.Text();
        Assert.Contains(name, read, StringComparison.Ordinal);
        Assert.DoesNotContain("+370", read, StringComparison.Ordinal);
        await darius.Look("134-handoff-file");
        Assert.Equal("table auto,table-header-group avoid", await HeadInPrint(darius));
        var download = await darius.Page.RunAndWaitForDownloadAsync(() => darius.Page.Locator($"a[href='{path}/exhibits/{exhibit}']").ClickAsync());
        Assert.StartsWith("Notebook line", await File.ReadAllTextAsync(await download.PathAsync()), StringComparison.Ordinal);
        await darius.Link($"href='{path}/receipt'");
        await darius.Press();
        Assert.Equal(3, await darius.Page.Locator(".govuk-error-summary a").CountAsync());
        await darius.Look("135-handoff-receipt-empty");
        await darius.Tick("Answer.file", "same");
        await darius.Tick($"Answer.{exhibit}", "same");
        await darius.Tick($"Answer.{thing}", "broken");
        await darius.Send();

        await rasa.Go("/handoffs");
        Assert.Equal(1, await rasa.Page.Locator($"li.rn-row--late:has(a[href='{path}'])").CountAsync());
        await rasa.Look("136-handoffs-sent");
        await rasa.Link($"href='{path}'");
        await rasa.Link("href$='/do/acknowledge-mismatch'");
        await rasa.Send();
        await rasa.Link("href$='/do/answer'");
        Assert.Contains("Kas paėmė telefoną?", await rasa.Text(), StringComparison.Ordinal);
        await rasa.Press();
        Assert.Equal(1, await rasa.Page.Locator("#Note-error").CountAsync());
        await rasa.Type("Note", "She did, herself.");
        await rasa.Send();

        await darius.Go(path);
        await darius.Link("href*='?note='");
        await darius.Link("href$='/do/feedback'");
        await darius.Tick("Code", "NOT_PROSECUTED");
        await darius.Press();
        Assert.Equal(1, await darius.Page.Locator("#Note-error").CountAsync());
        await darius.Tick("Code", "USED");
        await darius.Send();
        await darius.Link("href$='/do/release-or-escape'");
        await Day(darius, "On", DateTime.UtcNow.AddDays(2));
        await darius.Send();
        await darius.Look("137-handoff-closed");

        await rasa.Go(path);
        await rasa.Look("138-handoff-danger");
        await rasa.Link("href$='/do/threat-alert-written'");
        await rasa.Send();
        await TakesBack(file, path);
        rasa.Inspection.FoundNothing();
        darius.Inspection.FoundNothing();
    }

    /// <summary>The file shuts at once; what is evidence stays, and the page says so.</summary>
    async Task TakesBack(string file, string path)
    {
        var consent = Id((await ReturnTests.Call(rasa, "GET", $"/api/cases/cases/{file}/consents")).GetProperty("items")[0]);
        Assert.Equal(1, await rasa.Page.Locator($"main a[href='/cases/{file}/consents']").CountAsync());
        await ReturnTests.Call(rasa, "POST", $"/api/cases/consents/{consent}/withdraw", new { });
        await rasa.Await(path, "#stopped");
        await rasa.Link("href$='/released'");
        await rasa.Look("139-handoff-not-recallable");
        Assert.Equal(410, await darius.Go($"{path}/file"));
        await darius.Await(path, "main a[href$='/do/stop-receipts']");
        await darius.Link("href$='/do/stop-receipts'");
        await darius.Tick("Code", "StopAcknowledged");
        await darius.Send();
    }

    /// <summary>The handling code is on each page of what is printed: browsers repeat the head of a table that they do not break.</summary>
    static async Task<string> HeadInPrint(Visitor reader)
    {
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Print });
        var head = await reader.Page.Locator(".rn-handled__code:has(.rn-handling)").EvaluateAsync<string>(
            "code => [code.parentElement, code].map(part => getComputedStyle(part)).map(style => `${style.display} ${style.breakInside}`).join()");
        await reader.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        return head;
    }

    async Task<(string File, string Exhibit, string Thing, string Left)> KeepsCase(string name)
    {
        var file = Id(await ReturnTests.Call(rasa, "POST", "/api/cases/cases", new
        {
            fields = new Dictionary<string, object> { ["prs_FirstName"] = name, ["prs_MobilePhone"] = "+37061234567" },
        }));
        var attachment = Guid.CreateVersion7();
        await rasa.Page.EvaluateAsync(
            """
            async path => {
              const answer = await fetch(path, { method: 'PUT', body: 'Notebook line\n'.repeat(50), headers: {
                'Content-Type': 'text/plain', 'Content-Disposition': "attachment; filename*=UTF-8''notebook.txt" } });
              if (!answer.ok) throw new Error(await answer.text());
            }
            """, $"/api/cases/cases/{file}/attachments/{attachment}?category=Evidence");
        return (file, await Takes("document", "Notebook", attachment), await Takes("thing", "Telephone", null), await Left());

        async Task<string> Takes(string kind, string label, Guid? content) => Id(await ReturnTests.Call(
            rasa, "POST", $"/api/cases/cases/{file}/exhibits", new
            {
                kind, attachment = content, label, bagNumber = kind == "thing" ? "M-17" : null, takenBy = "Rasa",
                takenAt = DateTimeOffset.UtcNow.AddMinutes(-5), place = "Office", holder = "Rasa",
            }));

        async Task<string> Left()
        {
            await Takes("thing", "Passport left out", null);
            return "Passport left out";
        }
    }

    async Task Consents(string file, string exhibit, string thing)
    {
        var police = (await ReturnTests.Call(rasa, "GET", "/api/partners/partners")).GetProperty("items").EnumerateArray()
            .Single(partner => partner.GetProperty("name").GetString() == Police).GetProperty("id").GetString();
        await ReturnTests.Call(rasa, "POST", $"/api/cases/cases/{file}/consents", new
        {
            purposes = new[] { "Handoff" }, recipients = new[] { police }, transfersTold = new[] { police },
            categories = new[] { "Name", "Evidence" }, exhibits = new[] { exhibit, thing }, givenBy = "self", language = "lt", method = "spoken",
            wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(60),
        });
    }

    static async Task Day(Visitor visitor, string question, DateTime day)
    {
        await visitor.Type($"{question}.Day", day.Day.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{question}.Month", day.Month.ToString(CultureInfo.InvariantCulture));
        await visitor.Type($"{question}.Year", day.Year.ToString(CultureInfo.InvariantCulture));
    }

    static string Id(JsonElement made) => made.GetProperty("id").GetString()!;
}
