using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A lead accepts what an embassy asks for, opens a case of its own and counsels; the embassy reads that it is in hand.</summary>
public sealed class ReturnTests
{
    public const string Lead = "Tarptautinė Sankrantos organizacija";

    [Theory]
    [InlineData("en", true)]
    [AllData("lt", false)]
    public async Task A_return_is_led_and_counselled_and_whoever_asked_reads_that_it_is_in_hand(string language, bool scripts)
    {
        await using var maartje = await Visitor.Arrive(language);
        await maartje.SignIn("Consular Post Zilverhelm", "maartje");
        var id = await Requested(maartje);

        await using var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(Lead, "mirela");
        await mirela.Go("/returns");
        await mirela.Look($"70-returns-{language}");
        await mirela.Go($"/returns/{id}");
        await mirela.Look($"71-return-asked-{language}");
        await mirela.Go($"/returns/{id}/do/decline");
        await mirela.Press();
        await mirela.Page.Locator(".govuk-error-summary").WaitForAsync();
        await mirela.Look($"72-return-decline-empty-{language}");
        await mirela.Go($"/returns/{id}/do/accept");
        await mirela.Send();
        Assert.Equal($"/returns/{id}", mirela.Path);
        await mirela.Look($"73-return-led-{language}");

        await mirela.Link("href*='/travellers/'");
        var traveller = mirela.Path;
        await mirela.Await(traveller, "a[href*='/disclosures/']");
        await mirela.Link("href*='/disclosures/'");
        Assert.Contains("Skroblynė", await mirela.Text(), StringComparison.Ordinal);
        await mirela.Go(traveller);
        await mirela.Look($"74-traveller-{language}");
        await mirela.Page.Locator("form[action$='/tie'] button").ClickAsync();
        await mirela.Page.Locator(".govuk-notification-banner").WaitForAsync();
        await mirela.Page.Locator("form[action$='/counsel'] button").ClickAsync();
        await mirela.Page.Locator(".govuk-error-summary").WaitForAsync();
        await mirela.Look($"75-counsel-empty-{language}");
        await mirela.Page.Locator("input[name=Interpreter][value=not-needed]").CheckAsync();
        foreach (var topic in await mirela.Page.Locator("input[name=Topics]").AllAsync())
            await topic.CheckAsync();
        await mirela.Page.Locator("form[action$='/counsel'] button").ClickAsync();
        await mirela.Page.WaitForURLAsync($"**/returns/{id}");
        await mirela.Look($"76-return-counselled-{language}");
        await mirela.Go($"/returns/{id}/do/ask-clearance");
        await mirela.Send();

        await maartje.Go($"/returns/{id}");
        await maartje.Look($"77-return-in-hand-{language}");
        Assert.Equal(0, await maartje.Page.Locator("a[href*='/do/']").CountAsync());
        await maartje.Go("/returns");
        await maartje.Look($"78-returns-requested-{language}");
        mirela.Inspection.FoundNothing();
        maartje.Inspection.FoundNothing();
    }

    /// <summary>What has no page yet goes over the API, in the same session.</summary>
    internal static async Task<string> Requested(Visitor officer, int travellers = 1)
    {
        var lead = (await Call(officer, "GET", "/api/partners/partners")).GetProperty("items").EnumerateArray()
            .Single(partner => partner.GetProperty("name").GetString() == Lead).GetProperty("id").GetString()!;
        var group = new List<object>();
        for (var i = 0; i < travellers; i++)
            group.Add(new { ageBand = "25-39", permit = await Introducing(officer, lead) });
        var made = await Call(officer, "POST", "/api/returns/returns", new
        {
            leavesFrom = "LT", goesTo = "NL", languages = new[] { "en" }, needs = new[] { "x:ReturnTransport" }, urgency = "Soon",
            mode = "Sequential", travellers = group, candidates = new[] { lead },
        });
        return made.GetProperty("id").GetString()!;
    }

    /// <summary>A permit to introduce somebody, from a case of their own.</summary>
    static async Task<string?> Introducing(Visitor officer, string lead)
    {
        var fields = new { prs_FirstName = "Skroblynė", prs_Citizenship = new[] { "NL" } };
        var opened = await Call(officer, "POST", "/api/cases/cases", new { fields });
        var path = $"/api/cases/cases/{opened.GetProperty("id").GetString()}";
        string[] categories = ["Name", "Citizenship"];
        await Call(officer, "POST", $"{path}/consents", new
        {
            purposes = new[] { "Introduction" }, recipients = new[] { lead }, transfersTold = new[] { lead }, categories,
            exclusions = Array.Empty<object>(), givenBy = "self", language = "nl", method = "spoken", wordingVersion = "2026-11",
            givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(30),
        });
        var permit = await Call(officer, "POST", $"{path}/permits", new { purpose = "Introduction", recipients = new[] { lead }, categories });
        return permit.GetProperty("permit").GetString();
    }

    /// <summary>A decision on what was last read.</summary>
    internal static Task<JsonElement> Act(Visitor visitor, string path, string action, object body) =>
        Call(visitor, "POST", $"/api/returns{path}/{action}", body, $"/api/returns{path}");

    /// <param name="onVersionOf">What is decided on, as it stands: read again if it has changed meanwhile.</param>
    internal static async Task<JsonElement> Call(Visitor officer, string method, string path, object? body = null, string? onVersionOf = null)
    {
        var answer = await officer.Page.EvaluateAsync<string>(
            """
            async ([method, path, body, versionOf]) => {
              let answer, tries = 0;
              do {
                const version = versionOf === null ? {} : { 'If-Match': (await fetch(versionOf)).headers.get('ETag') };
                answer = await fetch(path, { method, body, headers: body === null ? {} : {
                  'Content-Type': 'application/json', 'Idempotency-Key': crypto.randomUUID(), ...version } });
              } while (answer.status === 412 && ++tries < 5);
              return answer.status + ' ' + await answer.text();
            }
            """,
            new[] { method, path, body is null ? null : JsonSerializer.Serialize(body), onVersionOf });
        Assert.True(answer.StartsWith("20", StringComparison.Ordinal), $"{path}: {answer}");
        return JsonSerializer.Deserialize<JsonElement>(answer[4..]);
    }
}
