using System.Globalization;
using System.Text.Json;

namespace ReferralNetwork.Tests.Browser;

/// <summary>A return where rules are seconds. Its lead works over the API, so that a test comes quickly to the page that it is about.</summary>
public abstract class LedReturn
{
    private protected const string Asker = "Sekundės krantas", Embassy = "Consular Post Zilverhelm";
    private protected const string Receiving = "Žarijų tiltas", Desk = "Aido linija";
    private protected const string Word = "Žuvėdra", NotFree = "Akmuo";

    static readonly string[] Topics =
        ["right-to-stay", "protection", "recovery-period", "legal-aid", "compensation", "help-at-home", "free-to-change"];

    static readonly string[] Categories = ["Name", "Citizenship", "Location", "Contact"];

    private protected Visitor lead = null!;
    private protected string id = "", path = "";

    /// <summary>By traveller the lead's own case, in their order.</summary>
    private protected readonly List<(string Traveller, string Case)> travellers = [];

    private protected string Traveller => travellers[0].Traveller;
    private protected string Own => travellers[0].Case;

    /// <summary>Asked for, led, tied, every adult counselled.</summary>
    private protected async Task<Visitor> Counselled(params string[] ages)
    {
        await using var asker = await Visitor.Arrive();
        await asker.SignIn(Asker, "rasa");
        lead = await Visitor.Arrive();
        await lead.SignIn(ReturnTests.Lead, "mirela");
        var to = await Partner(ReturnTests.Lead);
        if (ages.Length == 0)
            ages = ["25-39"];
        var asked = new List<object>();
        foreach (var ageBand in ages)
        {
            var theirs = await Opens(asker);
            await Consent(asker, theirs, "Introduction", [to], parts: null);
            var permit = await ReturnTests.Call(
                asker, "POST", $"/api/cases/cases/{theirs}/permits",
                new { purpose = "Introduction", recipients = new[] { to }, categories = Categories });
            asked.Add(new { ageBand, permit = Text(permit, "permit") });
        }
        id = Text(await ReturnTests.Call(asker, "POST", "/api/returns/returns", new
        {
            leavesFrom = "LT", goesTo = "NL", languages = new[] { "lt" }, needs = new[] { "x:ReturnTransport" }, urgency = "Soon",
            mode = "Sequential", travellers = asked, candidates = new[] { to },
        }), "id");
        path = $"/api/returns/returns/{id}";
        var seen = await Read();
        await Tells($"offers/{Text(seen.GetProperty("offers")[0], "id")}/accept");
        foreach (var one in seen.GetProperty("travellers").EnumerateArray())
        {
            var (who, file) = (Text(one, "id"), await Opens(lead));
            travellers.Add((who, file));
            var tie = await ReturnTests.Call(lead, "POST", $"/api/cases/cases/{file}/ties", new { conversation = "return", id });
            await Tells($"travellers/{who}/tie", new { tie = Text(tie, "tie") });
            await ReturnTests.Call(
                lead, "POST", $"/api/cases/cases/{file}/travel-facts", new { kind = "protection-status", on = Day(0), state = "none" });
            if (!one.GetProperty("isChild").GetBoolean())
                await Decides($"travellers/{who}/counsel", new { interpreter = "own-staff", topics = Topics });
        }
        return lead;
    }

    private protected async Task Consents(string organisation, string part)
    {
        var to = await Partner(organisation);
        foreach (var (who, file) in travellers)
        {
            await Consent(lead, file, "ReturnAssistance", [to], [new { partner = to, part }]);
            await Decides($"travellers/{who}/consent", new { permit = await Permit(organisation, part, file), askedSooner = true });
        }
    }

    private protected async Task AsksReception() => await Decides($"travellers/{Traveller}/strands", new
    {
        kind = "reception", with = await Partner(Receiving), neededBy = Day(3), permit = await Permit(Receiving, "receiving"),
    });

    /// <summary>Whoever receives them has taken its part and says who meets them.</summary>
    private protected async Task TakesReception(Visitor receiving)
    {
        await AsksReception();
        await receiving.Go($"/returns/{id}");
        await receiving.Link("href*='/report/strand-accept/'");
        await receiving.Send();
        await receiving.Link("href*='/report/strand-ready/'");
        await receiving.Press();
        await receiving.Page.Locator("#a-note-error").WaitForAsync();
        await receiving.Type("a.note", "Ąžuolė, prie laikrodžio");
        await receiving.Send();
    }

    /// <summary>Nothing but the booking is missing.</summary>
    private protected async Task Prepares(Visitor receiving)
    {
        await TakesReception(receiving);
        await Records(("document", "not-needed"), ("health", "ready"), ("transport", "ready"));
        await Decides($"travellers/{Traveller}/words", new { answer = Word, notFree = NotFree });
        await Decides($"travellers/{Traveller}/arrival-plan", new { arrivalPlan = await WritesPlan() });
        await Decides("plan-light");
    }

    /// <summary>What is to be done if they do not arrive, in the case alone.</summary>
    /// <returns>With it the return is told.</returns>
    private protected async Task<string> WritesPlan() => Text(
        await ReturnTests.Call(lead, "POST", $"/api/cases/cases/{Own}/arrival-plans", new
        {
            @return = id, desks = new[] { await Partner(Desk) }, ringFirst = "Sesuo", afterHours = 0, mayHear = "Kad neatvyko",
        }), "token");

    private protected async Task Records(params (string Kind, string Status)[] outside)
    {
        foreach (var (kind, status) in outside)
            await Decides($"travellers/{Traveller}/strands/outside", new { kind, status });
    }

    /// <summary>A ride of a second in its own country, since that has a duty desk: late as soon as it has begun.</summary>
    private protected async Task Books(Visitor receiving)
    {
        await Prepares(receiving);
        await Books(DateTimeOffset.UtcNow.AddSeconds(5), TimeSpan.FromSeconds(1), legs: 1, await Partner(Desk));
        await receiving.Await($"/returns/{id}", "#reports ~ ul a[href$='/report/departed']");
    }

    /// <summary>One leg after the other, each as long, and booked: they may travel.</summary>
    private protected async Task Books(DateTimeOffset departs, TimeSpan each, int legs, params string[] dutyDesks)
    {
        await Decides("book", new
        {
            legs = Enumerable.Range(0, legs).Select(leg => new
            {
                carrier = "coach", from = "LT", to = "LT", departsAt = departs + (each * leg), arrivesAt = departs + (each * (leg + 1)),
                escort = "none",
            }),
            dutyDesks,
        });
        await lead.Await($"/returns/{id}", "main a[href$='/do/rebook']");
    }

    private protected static string Day(int days) =>
        DateOnly.FromDateTime(DateTime.UtcNow.AddDays(days)).ToString("O", CultureInfo.InvariantCulture);

    private protected static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;

    private protected async Task<string> Partner(string name) => Text(
        (await ReturnTests.Call(lead, "GET", "/api/partners/partners")).GetProperty("items").EnumerateArray()
            .Single(partner => Text(partner, "name") == name), "id");

    static async Task<string> Opens(Visitor visitor) =>
        Text(await ReturnTests.Call(visitor, "POST", "/api/cases/cases", new { fields = new { prs_FirstName = "Skroblynė" } }), "id");

    static Task<JsonElement> Consent(Visitor visitor, string caseId, string purpose, string[] recipients, object[]? parts) => ReturnTests.Call(
        visitor, "POST", $"/api/cases/cases/{caseId}/consents", new
        {
            purposes = new[] { purpose }, recipients, transfersTold = recipients, categories = Categories, exclusions = Array.Empty<object>(), parts,
            givenBy = "self", language = "lt", method = "spoken", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow,
            validUntil = DateTimeOffset.UtcNow.AddDays(60),
        });

    private protected async Task<string> Permit(string organisation, string part, string? file = null) => Text(
        await ReturnTests.Call(lead, "POST", $"/api/cases/cases/{file ?? Own}/permits", new
        {
            purpose = "ReturnAssistance", recipients = new[] { await Partner(organisation) }, categories = Categories, part,
        }), "permit");

    private protected Task<JsonElement> Read() => ReturnTests.Call(lead, "GET", path);

    private protected Task<JsonElement> Tells(string action, object? body = null) =>
        ReturnTests.Call(lead, "POST", $"{path}/{action}", body ?? new { });

    /// <summary>On the version that was read just now.</summary>
    private protected Task<JsonElement> Decides(string action, object? body = null) =>
        ReturnTests.Call(lead, "POST", $"{path}/{action}", body ?? new { }, onVersionOf: path);

    private protected async Task<string> State() => Text((await Read()).GetProperty("line"), "state");

    /// <summary>The lead itself at a browser, in a language and perhaps without scripts.</summary>
    private protected static async Task<Visitor> Mirela(string language, bool scripts)
    {
        var mirela = await Visitor.Arrive(language, scripts);
        await mirela.SignIn(ReturnTests.Lead, "mirela");
        return mirela;
    }

    /// <summary>A decision that asks for nothing, from the page of the return.</summary>
    private protected async Task Does(Visitor visitor, string action, string look)
    {
        await visitor.Link($"href='/returns/{id}/do/{action}'");
        await visitor.Look(look);
        await visitor.Send();
    }

    /// <summary>Something that has just happened, from wherever it is offered.</summary>
    private protected async Task Reports(Visitor visitor, string what)
    {
        await visitor.Go($"/returns/{id}/report/{what}");
        await visitor.Tick("Now", "now");
        await visitor.Send();
    }

    /// <summary>A note, where it stands.</summary>
    private protected static async Task Opens(Visitor visitor, string link, string text)
    {
        Assert.DoesNotContain(text, await visitor.Text(), StringComparison.Ordinal); // none is opened unasked
        await visitor.Follow(visitor.Page.Locator(link).First);
        Assert.Equal(text, await visitor.Page.Locator("#note").InnerTextAsync());
    }
}
