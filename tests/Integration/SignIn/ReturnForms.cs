using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The forms of a return, before services that answer as the test wants it.</summary>
[Collection(nameof(Network))]
public sealed class ReturnForms(Network network)
{
    readonly Guid id = Guid.CreateVersion7();

    [Fact]
    public async Task Consent_to_a_return_sends_who_does_what_and_what_is_refused_stands_beside_its_row()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (saved, refusing) = (new List<string>(), "/parts/0/part");
        Answer("/wordings", new { items = new[] { new { id = "one", language = "en", text = "Words" } } });
        Answer("/fields", new { items = Array.Empty<object>() });
        Answer($"/cases/{id}/attachments", new { items = Array.Empty<object>() });
        Answer($"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false, unknown = false },
            named = Array.Empty<object>(),
        });
        network.Services.Answers[$"POST /cases/{id}/consents"] = (_, body) =>
        {
            saved.Add(body);
            return refusing.Length == 0 ? Results.Json(new { id }) : Results.Problem(
                statusCode: 400, type: "urn:referral-network:problem:invalid",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["errors"] = new[] { new { pointer = refusing, detail = "no" } },
                });
        };
        var (one, two) = (network.Services.List("Pasitinka", "NGO").Id.ToString(), network.Services.List("Veža", "CorporateBusiness").Id.ToString());
        await network.Services.GatewayKnows();
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/cases/{id}/consents/new?purpose=Elsewhere")).Status);
        var address = $"/cases/{id}/consents/new?purpose=ReturnAssistance";
        var form = await browser.Open(address);

        // The first row is left empty: what is refused of the first one that is sent stands beside the second.
        List<(string, string)> typed =
        [
            ("Answer", "yes"), ("Categories", "Contact"), ("GivenBy", "self"), ("Method", "spoken"), ("Language", "lt"), ("WordingRead", "one"),
            ("InterpreterOf", "nobody"), ("Participants[0].Partner", ""), ("Participants[0].What", ""),
            ("Participants[1].Partner", one), ("Participants[1].What", "receiving"),
            ("Participants[2].Partner", two), ("Participants[2].What", "transport"), ("Participants[3].Partner", one),
            ("Participants[3].What", "helper"),
            ("Until.Day", "1"), ("Until.Month", "1"), ("Until.Year", $"{DateTime.UtcNow.AddYears(1).Year}"),
        ];
        foreach (var (pointer, question) in new[]
        {
            ("/parts/0/part", "Participants.1..What"), ("/parts/1/partner", "Participants.2..Partner"), ("/purposes/0", "Answer"),
            ("/interpreterOf", "InterpreterOf"),
        })
        {
            refusing = pointer;
            form = await Send(browser, address, form, typed);
            Assert.True(Regex.IsMatch(form.Body, $"<li><a href=\"#{question}", RegexOptions.None, TimeSpan.FromSeconds(1)), question);
            Assert.Matches("<input[^>]*checked=\"checked\"[^>]*value=\"Contact\"", form.Body); // what was typed is kept
        }
        refusing = "";
        await Send(browser, address, form, typed);
        var sent = JsonNode.Parse(saved[^1])!;
        Assert.Equal(["ReturnAssistance"], sent["purposes"]!.AsArray().Select(purpose => purpose!.GetValue<string>()));
        Assert.Equal([one, two], sent["recipients"]!.AsArray().Select(recipient => recipient!.GetValue<string>()));
        Assert.Equal(
            [(one, "receiving"), (two, "transport"), (one, "helper")],
            sent["parts"]!.AsArray().Select(part => (part!["partner"]!.GetValue<string>(), part["part"]!.GetValue<string>())));
        Assert.Null(sent["interpreterOf"]);

        // Whoever interpreted has a name, and who is named interpreted.
        var before = saved.Count;
        var unnamed = typed.Select(field => field.Item1 == "InterpreterOf" ? (field.Item1, "own-organisation") : field).ToList();
        Assert.Contains("href=\"#Interpreter\"", (await Send(browser, address, await browser.Open(address), unnamed)).Body, StringComparison.Ordinal);
        Assert.Contains(
            "href=\"#Interpreter\"", (await Send(browser, address, await browser.Open(address), [.. typed, ("Interpreter", "Vertėja")])).Body,
            StringComparison.Ordinal);
        Assert.Equal(before, saved.Count);
        network.Services.Answers.TryRemove("GET /fields", out var _);
    }

    [Theory]
    [InlineData(true, HttpStatusCode.NotFound, HttpStatusCode.OK)]
    [InlineData(false, HttpStatusCode.OK, HttpStatusCode.NotFound)]
    public async Task A_draft_of_a_return_has_no_pages_of_a_referral_and_the_other_way_round(
        bool ofReturn, HttpStatusCode referral, HttpStatusCode journey)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Answer($"/drafts/{id}", new { id, content = ofReturn ? (object)new { @return = new { } } : new { }, updatedAt = DateTimeOffset.UtcNow });
        Assert.Equal(referral, (await browser.Open($"/new/{id}/need")).Status);
        Assert.Equal(journey, (await browser.Open($"/returns/new/{id}/need")).Status);
    }

    [Fact]
    public async Task Others_are_asked_to_lead_by_whoever_asked_and_only_as_long_as_nobody_leads()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Return("requested", []);
        var away = await browser.Open($"/returns/{id}/ask-again");
        Assert.True(
            away.IsAt($"/returns/{id}") && away.Body.Contains("cannot be done as things stand", StringComparison.Ordinal), $"{away.At} {away.Body}");
        Assert.DoesNotContain("ask-again", away.Body, StringComparison.Ordinal);
        Return("led", []);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.Open($"/returns/{id}/ask-again")).Status);
        Return("requested", ["offers"]);
        Assert.Contains($"/returns/{id}/ask-again", (await browser.Open($"/returns/{id}")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.Open($"/returns/{id}/ask-again")).Status);

        void Return(string side, string[] actions) => Answer($"/returns/{id}", new
        {
            line = new
            {
                id, reference = "R", side, state = "Unplaced", leavesFrom = "LT", goesTo = "NL", languages = new[] { "en" },
                needs = Array.Empty<string>(), urgency = "Soon", ageBands = Array.Empty<string>(), from = Guid.NewGuid(),
                updatedAt = DateTimeOffset.UtcNow, toDo = "offer-again",
            },
            travellers = Array.Empty<object>(), offers = Array.Empty<object>(), timeline = Array.Empty<object>(), actions,
        });
    }

    static Task<Landed> Send(Browser browser, string address, Landed page, IEnumerable<(string, string)> typed) => browser.Submit(
        new Uri(page.At, address), [.. new[] { "form", "Key" }.Select(name => (name, page.Field(name))), .. typed]);

    void Answer(string path, object body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body);
}
