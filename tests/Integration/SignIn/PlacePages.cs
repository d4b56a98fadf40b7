using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The place that is needed, asked for in steps of a new referral and shown to who is asked.</summary>
[Collection(nameof(Network))]
public sealed class PlacePages(Network network)
{
    readonly Guid id = Guid.CreateVersion7();
    readonly List<JsonNode> saved = [];

    [Fact]
    public async Task What_is_missing_or_contradicts_itself_stands_beside_its_question_and_what_was_typed_is_kept()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Draft(["x:ShelterAccommodation"], "Soon");
        var form = await browser.Open($"/new/{id}/place");
        Assert.Equal(2, form.Body.Split("<details class=\"govuk-details\">").Length - 1); // nothing is said yet: both are folded

        form = await Send(browser, form, ("Place.OldestBoy", "7-9"), ("Place.On.Day", "3"), ("Place.Access", "LIFT"));
        Wrong(form, "Place-Women", "Place-OldestBoy", "Place-When");
        Assert.Matches("<option[^>]*selected=\"selected\"[^>]*value=\"7-9\"|<option[^>]*value=\"7-9\"[^>]*selected=\"selected\"", form.Body);
        Assert.Equal(2, form.Body.Split("<details class=\"govuk-details\" open=\"open\">").Length - 1); // what is wrong or said is seen

        form = await Send(browser, form, ("Place.Women", "two"), ("Place.Boys[3-11]", "21"), ("Place.When", "DATE"), ("Place.On.Day", "31"),
            ("Place.On.Month", "2"), ("Place.On.Year", "2027"));
        Wrong(form, "Place-Women", "Place-Boys-3-11-", "Place-On");
        Assert.Contains("value=\"two\"", form.Body, StringComparison.Ordinal);

        form = await Send(browser, form, ("Place.Women", "1"), ("Place.When", "NOW"), ("Place.On.Day", "3"), ("Place.On.Month", "3"));
        Wrong(form, "Place-On");
        Assert.Empty(saved);
    }

    [Fact]
    public async Task What_was_answered_is_kept_in_codes_and_is_there_again()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Draft(["x:ShelterAccommodation"], "Soon");
        var form = await browser.Open($"/new/{id}/place");
        var next = await Send(browser, form, ("Place.Women", "1"), ("Place.Girls[0-2]", "1"), ("Place.Boys[3-11]", "2"), ("Place.OldestBoy", "10-11"),
            ("Place.When", "TODAY"), ("Place.Nights", "8-30"), ("Place.Access", "LIFT"), ("Place.Access", "HEARING"), ("Place.Interpreter", "am"),
            ("Place.Security", "GUARDED"), ("Place.Pets", "ASSISTANCE"));
        Assert.True(next.IsAt($"/new/{id}"), next.Body);
        Assert.Equal(
            """{"household":{"women":1,"men":0,"girls":{"0-2":1},"boys":{"3-11":2},"oldestBoy":"10-11"},"when":"TODAY","on":null,"nights":"8-30","access":["LIFT","HEARING"],"interpreter":"am","security":"GUARDED","pets":["ASSISTANCE"]}""",
            Assert.Single(saved)["content"]!["place"]!.ToJsonString());

        Draft(["x:ShelterAccommodation"], "Soon", saved[0]["content"]!["place"]);
        var again = await browser.Open($"/new/{id}/place");
        Assert.Matches("name=\"Place.Boys\\[3-11\\]\"[^>]*value=\"2\"|value=\"2\"[^>]*name=\"Place.Boys\\[3-11\\]\"", again.Body);
        Assert.Contains("Completed", (await browser.Open($"/new/{id}")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_place_is_asked_for_where_one_is_needed_and_tonight_only_then()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Draft(["x:LegalAid"], "Soon");
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/new/{id}/place")).Status);
        Assert.DoesNotContain($"/new/{id}/place", (await browser.Open($"/new/{id}")).Body, StringComparison.Ordinal);
        var need = $"/new/{id}/need";
        var form = await browser.Open(need);
        form = await Send(browser, form, need, ("Needs", "x:LegalAid"), ("Urgency", "Tonight"), ("RemovalAt.Day", "32"));
        Wrong(form, "Urgency", "RemovalAt");
        Assert.Contains("value=\"32\"", form.Body, StringComparison.Ordinal);
        Assert.Empty(saved);

        var leaves = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(9);
        await Send(browser, form, need, ("Needs", "x:ShelterAccommodation"), ("Urgency", "Tonight"), ("RemovalAt.Day", $"{leaves.Day}"),
            ("RemovalAt.Month", $"{leaves.Month}"), ("RemovalAt.Year", $"{leaves.Year}"));
        Assert.Equal($"{leaves:O}", Assert.Single(saved)["content"]!["removalAt"]!.GetValue<string>());

        // A place that is no longer needed is no longer said.
        Draft(["x:ShelterAccommodation"], "Soon", JsonNode.Parse("""{"household":{"women":1},"when":"NOW"}"""));
        await Send(browser, await browser.Open(need), need, ("Needs", "x:LegalAid"), ("Urgency", "Soon"));
        Assert.Null(saved[^1]["content"]!["place"]);

        Draft(["x:ShelterAccommodation"], "Tonight");
        Wrong(await Send(browser, await browser.Open($"/new/{id}/place"), ("Place.Women", "1"), ("Place.When", "DATE"),
            ("Place.On.Day", $"{leaves.Day}"), ("Place.On.Month", $"{leaves.Month}"), ("Place.On.Year", $"{leaves.Year}")), "Place-When");
    }

    [Theory]
    [InlineData("sent")]
    [InlineData("received")]
    public async Task Both_sides_read_it_in_plain_words(string side)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        network.Services.Answers[$"GET /referrals/{id}"] = (_, _) => Results.Json(new
        {
            id, reference = "R", side, state = "Offered", needs = new[] { "x:ShelterAccommodation" }, ageBand = "25-39", language = "lt",
            region = "LT", urgency = "Tonight", mode = "Parallel", from = id, offers = Array.Empty<object>(), timeline = Array.Empty<object>(),
            actions = Array.Empty<string>(), stops = Array.Empty<object>(), stopWishes = Array.Empty<object>(), removalAt = "2026-12-05",
            place = JsonNode.Parse(
                """{"household":{"women":1,"boys":{"3-11":2},"oldestBoy":"10-11"},"when":"NOW","on":"2026-11-28","access":["LIFT"],"interpreter":"am"}"""),
        });
        var page = await browser.Open($"/referrals/{id}");
        foreach (var words in new[]
        {
            "Tonight", "5 December 2026", "Women: 1; Boys, 3 to 11 years: 2; Oldest boy: 10 or 11 years", "Now (28 November 2026)", "There is a lift",
            "Amharic",
        })
            Assert.Contains(words, WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        Assert.DoesNotContain("Guarded at least", page.Body, StringComparison.Ordinal); // what is not asked for has no line
    }

    /// <summary>Days later somebody else is asked: what was said is there again, and what is no longer right is said beside it.</summary>
    [Fact]
    public async Task Who_is_asked_next_is_told_which_place_is_needed_by_then()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var shelter = network.Services.List("Kita prieglauda", "x:Shelter", service: "x:ShelterAccommodation").Id.Value;
        await network.Services.GatewayKnows();
        Answer("GET", $"/permits/{id}", new { id, caseId = id });
        Answer("GET", $"/cases/{id}/label", new { id, label = "A", ledgerReference = id, openedAt = DateTimeOffset.UtcNow });
        Answer("GET", $"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false, unknown = false },
            named = new object[] { new { partner = shelter } },
        });
        Answer("GET", $"/referrals/{id}", new
        {
            id, reference = "R", side = "sent", state = "Unplaced", needs = new[] { "x:ShelterAccommodation" }, ageBand = "25-39", language = "lt",
            region = "LT", urgency = "Soon", mode = "Sequential", from = id, offers = Array.Empty<object>(), timeline = Array.Empty<object>(),
            actions = new[] { "offers" }, permitId = id, stops = Array.Empty<object>(), stopWishes = Array.Empty<object>(),
            place = new { household = new { women = 1 }, when = "DATE", on = "2026-01-05" },
        });
        Answer("POST", $"/cases/{id}/permits", new { id, permit = "signed" });
        network.Services.Answers[$"POST /referrals/{id}/offers"] = (_, body) =>
        {
            saved.Add(JsonNode.Parse(body)!);
            return Results.Json(new { id });
        };
        var to = $"/referrals/{id}/offer-again";
        var form = await browser.Open(to);
        Assert.Matches("name=\"Place.Women\"[^>]*value=\"1\"|value=\"1\"[^>]*name=\"Place.Women\"", form.Body);

        (string, string)[] typed =
            [($"order.{shelter}", "1"), ("Place.Women", "1"), ("Place.When", "DATE"), ("Place.On.Day", "5"), ("Place.On.Month", "1")];
        form = await Send(browser, form, to, [.. typed, ("Place.On.Year", "2026")]);
        Wrong(form, "Place-On");
        Assert.Empty(saved);
        await Send(browser, form, to, ($"order.{shelter}", "1"), ("Place.Women", "2"), ("Place.When", "NOW"));
        var place = Assert.Single(saved)["place"]!;
        Assert.Equal((2, "NOW"), (place["household"]!["women"]!.GetValue<int>(), place["when"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Beside_each_shelter_stands_how_likely_a_yes_is_and_the_likeliest_comes_first()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (full, silent, other, free) = (Shelter("A pilna"), Shelter("B tyli"), Shelter("C kitiems"), Shelter("D laisva"));
        await network.Services.GatewayKnows();
        Draft(["x:ShelterAccommodation"], "Soon", new JsonObject
        {
            ["household"] = JsonNode.Parse("""{"women":1,"boys":{"12-17":1},"oldestBoy":"14-15"}"""), ["when"] = "NOW",
            ["access"] = new JsonArray("LIFT"), ["interpreter"] = "vi",
        });
        Answer("GET", $"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false, unknown = false },
            named = new[] { full, silent, other, free }.Select(partner => new { partner }),
        });
        var asked = "";
        var met = new { who = "MET", oldestBoy = "MET", access = "UNKNOWN" };
        network.Services.Answers["GET /places"] = (request, _) =>
        {
            asked = request.QueryString.ToString();
            return Results.Json(new
            {
                area = "LT", widened = false, tooFew = false,
                items = new[]
                {
                    Line(free, "FEW", met), Line(full, "NONE", met), Line(other, "FREE", new { who = "MET", oldestBoy = "NOT_MET", access = "MET" }),
                    Line(free, "NONE", met),
                },
            });
        };
        var page = await browser.Open($"/new/{id}/partners");
        Assert.Equal("?region=LT&who=FAMILIES&oldestBoy=14-15&access=LIFT", asked);
        var places = new[] { free, silent, full, other }
            .Select(partner => page.Body.IndexOf($"order.{partner}", StringComparison.Ordinal)).ToList();
        Assert.Equal(places.Order(), places);
        Assert.DoesNotContain(-1, places);
        foreach (var words in new[]
            { "One or two places", "Fits: Families with children; Oldest boy: 14 or 15 years.", "Not known: There is a lift.", "ring" })
            Assert.Contains(words, page.Body, StringComparison.Ordinal);
        Assert.Matches(@"Does not fit:\s+Oldest boy: 14 or 15 years", page.Body[places[3]..]);

        network.Services.Answers["GET /places"] = (_, _) => Results.StatusCode(503);
        Assert.Contains("cannot be shown now", (await browser.Open($"/new/{id}/partners")).Body, StringComparison.Ordinal);

        Guid Shelter(string name) => network.Services.List(name, Contracts.Codes.Shelter, service: "x:ShelterAccommodation").Id.Value;

        static object Line(Guid partner, string availability, object classes) => new
        {
            unitGroup = Guid.NewGuid(), partner, region = "LT", kind = "OPEN", security = "STAFF_DAY", population = new[] { "FAMILIES" },
            sameDay = true, availability, countedAt = DateTimeOffset.UtcNow, classes,
        };
    }

    void Answer(string method, string path, object body) => network.Services.Answers[$"{method} {path}"] = (_, _) => Results.Json(body);

    void Draft(string[] needs, string urgency, JsonNode? place = null)
    {
        network.Services.Answers[$"GET /drafts/{id}"] = (_, _) => Results.Json(
            new
            {
                id, updatedAt = DateTimeOffset.UtcNow,
                content = new
                {
                    needs, urgency, place, caseId = id, ageBand = "25-39", language = "lt", region = "LT", categories = new[] { "Name" },
                },
            });
        network.Services.Answers[$"PUT /drafts/{id}"] = (_, body) =>
        {
            saved.Add(JsonNode.Parse(body)!);
            return Results.Json(new { id });
        };
    }

    static void Wrong(Landed page, params string[] questions)
    {
        foreach (var question in questions)
            Assert.Contains($"<li><a href=\"#{question}\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(questions.Length, page.Body.Split("<li><a href=\"#").Length - 1);
    }

    Task<Landed> Send(Browser browser, Landed page, params (string, string)[] typed) => Send(browser, page, $"/new/{id}/place", typed);

    Task<Landed> Send(Browser browser, Landed page, string to, params (string, string)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, to), [("form", page.Field("form")), .. typed]);
}
