using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>A shelter says yes with places of its own, and both sides see the promised place: before services that answer as a test wants.</summary>
[Collection(nameof(Network))]
public sealed class AcceptPages(Network network)
{
    readonly Guid id = Guid.CreateVersion7(), offer = Guid.CreateVersion7(), stay = Guid.CreateVersion7();
    readonly Guid first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
    readonly DateTimeOffset now = DateTimeOffset.UtcNow, then = DateTimeOffset.UtcNow.AddDays(300);
    readonly List<JsonNode> sent = [];

    string Here => $"/referrals/{id}";
    string Form => $"{Here}/accept";

    (string, string)[] Moment =>
        [("At.Day.Day", $"{then.Day}"), ("At.Day.Month", $"{then.Month}"), ("At.Day.Year", $"{then.Year}"), ("At.Time", "9.05")];

    [Fact]
    public async Task The_form_proposes_where_they_fit_says_what_is_free_and_how_old_that_is_and_sends_what_was_typed()
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        Groups();
        Referral("Offered");
        var referral = await ieva.Open(Here);
        Assert.Contains($"href=\"{Form}\"", referral.Body, StringComparison.Ordinal);
        var form = await ieva.Open(Form);
        var page = WebUtility.HtmlDecode(form.Body);
        foreach (var said in new[] { "Women: 1", "Boys, 3 to 11 years: 1", "Free now: 3.", "up to 1", "Not counted lately", "Without a place" })
            Assert.Contains(said, page, StringComparison.Ordinal);
        Assert.Equal(("2", ""), (form.Field(Persons(first)), form.Field(Persons(second)))); // not in what nobody has counted
        Assert.Matches("\\d\\d:(00|15|30|45)", form.Field("At.Time")); // two hours on the way

        Accepted();
        Referral("AcceptPending");
        var taken = await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", "1"), ($"Persons[{second}]", "1"), .. Moment]);
        Assert.True(taken.IsAt(Here));
        Same($$"""
            {"places":[{"unitGroup":"{{first}}","places":1},{"unitGroup":"{{second}}","places":1}],
            "expectedAt":"{{then:yyyy-MM-dd}}T09:05:00+00:00"}
            """);

        // Two seconds later nobody knows yet: it says how to go on, without scripts.
        Assert.Contains("It counts once the places are kept", taken.Body, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Here}\">Look again", taken.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("You have accepted", taken.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_number_or_no_hour_stands_beside_its_question_with_what_was_typed_and_nothing_is_sent()
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        Groups();
        Referral("Offered");
        Accepted();
        var form = await ieva.Open(Form);
        foreach (var typed in new[] { "-1", "1.5", "two", "51", "99999999999" })
        {
            var wrong = await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", typed), .. Moment]);
            Faulty(wrong, $"Persons[{first}]");
            Assert.Contains($"value=\"{typed}\"", wrong.Body, StringComparison.Ordinal);
        }
        foreach (var nobody in new[] { "", "0" })
            Faulty(await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", nobody), .. Moment]), $"Persons[{first}]");
        // A group that was closed meanwhile, or is another shelter's: nothing that was typed is dropped unsaid.
        var foreign = await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", "1"), ($"Persons[{Guid.NewGuid()}]", "1"), .. Moment]);
        Assert.Contains("changed meanwhile", foreign.Body, StringComparison.Ordinal);
        Faulty(foreign, $"Persons[{first}]");
        Faulty(await Send(ieva, form, ("Way", "with"), ($"Persons[{first}]", "2")), "At.Day");
        Faulty(await Send(ieva, form, [($"Persons[{first}]", "2"), .. Moment]), "Way");
        Assert.Empty(sent);

        Refuse("invalid", 400, "/expectedAt");
        Faulty(await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", "2"), .. Moment]), "At.Day");
        Refuse("offer-ended", 409);
        Referral("AcceptPending");
        var colleague = await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", "2"), .. Moment]);
        Assert.Contains("no longer open", colleague.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_place_nothing_of_places_is_sent_and_whoever_keeps_none_accepts_as_before()
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        Groups();
        Referral("Offered");
        Accepted();
        var form = await ieva.Open(Form);
        Referral("Accepted");
        Assert.True((await Send(ieva, form, ("Way", "without"), ($"Persons[{first}]", "not read"))).IsAt(Here));
        Same("{}");

        Referral("Offered");
        network.Services.Answers["GET /unit-groups"] = (_, _) => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        Assert.Contains($"href=\"{Here}/do/accept\"", (await ieva.Open(Form)).Body, StringComparison.Ordinal);
        var before = sent.Count;
        var kept = await Send(ieva, form, [("Way", "with"), ($"Persons[{first}]", "2"), .. Moment]);
        Assert.Contains($"name=\"Persons[{first}]\" value=\"2\"", kept.Body, StringComparison.Ordinal); // sent again as it is
        Assert.Contains("name=\"At.Time\" value=\"9.05\"", kept.Body, StringComparison.Ordinal);
        Assert.Equal(before, sent.Count);
        network.Services.Answers["GET /unit-groups"] = (_, _) => Results.Json(new { items = Array.Empty<object>() });
        Assert.True((await ieva.Open(Form)).IsAt($"{Here}/do/accept"));

        using var rasa = await SignedIn(Roles.Counsellor);
        Referral("Offered");
        Assert.Contains($"href=\"{Here}/do/accept\"", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        Assert.True((await rasa.Open(Form)).IsAt($"{Here}/do/accept"));
    }

    [Theory]
    [InlineData("en", "no place was free for all of them")]
    [InlineData("lt", "laisvos vietos visiems nebuvo")]
    [InlineData("ru", "свободного места для всех не было")]
    public async Task A_place_that_was_refused_is_said_with_its_reason_and_the_offer_can_be_answered_again(string language, string reason)
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        Groups();
        Referral("Offered", refused: "NONE_FREE");
        await ieva.Submit(new(network.Gateway.Address, "/language"), ("language", language), ("back", Here));
        var page = WebUtility.HtmlDecode((await ieva.Open(Here)).Body);
        Assert.Contains(reason, page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Form}\"", page, StringComparison.Ordinal);
        Referral("Offered", refused: "NONE_FREE", side: "sent");
        Assert.Contains(reason, WebUtility.HtmlDecode((await ieva.Open(Here)).Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_sides_see_the_promised_place_and_only_the_shelters_own_people_find_its_stay()
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        using var rasa = await SignedIn(Roles.Counsellor);
        Groups();
        foreach (var (standing, said) in new[]
            {
                ("Kept", "Kept for them"), ("UnderWay", "They are under way"), ("Overdue", "Not there at the agreed hour"),
                ("Arrived", "They have arrived"), ("GivenBack", "Given back"),
            })
        {
            Referral("Accepted", standing);
            var shelter = (await ieva.Open(Here)).Body;
            Assert.Contains(said, shelter, StringComparison.Ordinal);
            Assert.Contains($"href=\"/stays/{stay}\"", shelter, StringComparison.Ordinal);
            Assert.DoesNotContain($"/stays/{stay}", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
            Referral("Accepted", standing, side: "sent");
            var sender = (await ieva.Open(Here)).Body; // even if the sender is a shelter itself
            Assert.Contains(said, sender, StringComparison.Ordinal);
            Assert.DoesNotContain($"/stays/{stay}", sender, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_the_referral_ended_while_they_were_under_way_the_sender_is_asked_and_can_give_the_place_back()
    {
        using var rasa = await SignedIn(Roles.Counsellor);
        Referral("Cancelled", "UnderWay", side: "sent", left: true, actions: ["give-back"]);
        var page = (await rasa.Open(Here)).Body;
        Assert.Contains("Do they still come?", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{Here}/do/give-back\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"bed\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await rasa.Open($"{Here}/do/give-back")).Status);
    }

    [Fact]
    public async Task Tonight_one_tap_says_yes_with_the_places_where_they_fit_and_where_they_fit_nowhere_the_form_asks()
    {
        using var ieva = await SignedIn(Roles.ShelterManager);
        Groups();
        Referral("Offered", actions: ["accept", "decline"]);
        Assert.DoesNotContain("one tap", (await ieva.Open(Here)).Body, StringComparison.Ordinal);
        Referral("Offered", actions: ["accept", "decline", "unsure"]);
        var page = await ieva.Open(Here);
        Assert.Contains($"action=\"{Form}?handler=Tonight\"", page.Body, StringComparison.Ordinal);
        Accepted();
        var yes = await Send(ieva, page, $"{Form}?handler=Tonight");
        Assert.True(yes.IsAt(Here), yes.Body);
        Assert.Equal($$"""[{"unitGroup":"{{first}}","places":2}]""", sent[^1]["places"]!.ToJsonString());
        Assert.InRange(sent[^1]["expectedAt"]!.GetValue<DateTimeOffset>(), now.AddHours(1), now.AddHours(3));

        foreach (var action in new[] { "unsure", "decline" })
        {
            network.Services.Answers[$"POST {Here}/offers/{offer}/{action}"] = (_, body) =>
            {
                sent.Add(JsonNode.Parse(body)!);
                return Results.Json(new { id });
            };
            Assert.True((await Send(ieva, page, $"{Here}/do/{action}", ("Code", "NO_CAPACITY"))).IsAt(Here));
        }
        Same("""{"code":"NO_CAPACITY"}""");

        network.Services.Answers["GET /unit-groups"] = (_, _) => Results.Json(new
        {
            items = new[]
            {
                new
                {
                    id = first, number = 1, version = 1, free = 1, availability = "FEW", countedAt = now,
                    description = new { region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "FAMILIES" } },
                },
            },
        });
        var before = sent.Count;
        var form = await Send(ieva, page, $"{Form}?handler=Tonight");
        Assert.Contains($"name=\"Persons[{first}]\"", form.Body, StringComparison.Ordinal);
        Assert.Equal(before, sent.Count);
    }

    [Fact]
    public async Task Whoever_needs_a_place_tonight_is_told_whom_to_ring()
    {
        using var rasa = await SignedIn(Roles.Counsellor);
        var silent = network.Services.List(
            "Tyli prieglauda", Contracts.Codes.Shelter, dutyTelephone: "+37060000777", service: "x:ShelterAccommodation");
        await network.Services.GatewayKnows();
        network.Services.Answers["GET /places"] = (_, _) => Results.StatusCode(503);
        Referral("Unplaced", side: "sent", asked: (silent.Id.Value, "Expired", null), actions: ["offers", "search-later", "give-up"]);
        var page = WebUtility.HtmlDecode((await rasa.Open(Here)).Body);
        foreach (var said in new[]
            { "Nobody has said yes", "Tyli prieglauda", "tel:+37060000777", "your own organisation", $"{Here}/do/search-later" })
            Assert.Contains(said, page, StringComparison.Ordinal);

        Referral("Offered", side: "sent", asked: (silent.Id.Value, "Offered", now), actions: ["cancel"]);
        page = WebUtility.HtmlDecode((await rasa.Open(Here)).Body);
        Assert.Contains("Ring for a place tonight", page, StringComparison.Ordinal);
        Assert.Contains("Cannot say now", page, StringComparison.Ordinal);
        Referral("Offered", side: "sent", asked: (silent.Id.Value, "Offered", null), actions: ["cancel"]);
        Assert.DoesNotContain("Ring for a place", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_search_for_a_place_goes_on_another_day_or_ends_with_why_none_was_found()
    {
        using var rasa = await SignedIn(Roles.Counsellor);
        Referral("Unplaced", side: "sent", actions: ["search-later", "give-up"]);
        foreach (var action in new[] { "search-later", "give-up" })
            network.Services.Answers[$"POST {Here}/{action}"] = (_, body) =>
            {
                sent.Add(JsonNode.Parse(body)!);
                return Results.Json(new { id });
            };
        var later = await rasa.Open($"{Here}/do/search-later");
        var wrong = await Send(rasa, later, $"{Here}/do/search-later", ("On.Day", "32"));
        Faulty(wrong, "On");
        Faulty(wrong, "Unmet");
        Assert.Contains("value=\"32\"", wrong.Body, StringComparison.Ordinal);
        var end = await rasa.Open($"{Here}/do/give-up");
        Assert.Contains("HOTEL_NIGHT", end.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("NO_PARTNER_LEFT", end.Body, StringComparison.Ordinal);
        Faulty(await Send(rasa, end, $"{Here}/do/give-up", ("Code", "HOTEL_NIGHT")), "Unmet");
        Assert.Empty(sent);

        await Send(
            rasa, later, $"{Here}/do/search-later", ("On.Day", $"{then.Day}"), ("On.Month", $"{then.Month}"), ("On.Year", $"{then.Year}"),
            ("Unmet", "TOO_FAR"));
        Same($$"""{"on":"{{then:yyyy-MM-dd}}","unmet":"TOO_FAR"}""");
        await Send(rasa, end, $"{Here}/do/give-up", ("Code", "HOTEL_NIGHT"), ("Unmet", "NO_BED"));
        Same("""{"unmet":"NO_BED","code":"HOTEL_NIGHT"}""");
    }

    async Task<Browser> SignedIn(string role)
    {
        var (browser, _) = await network.SignedIn(network[role]);
        return browser;
    }

    /// <summary>In the first 3 places are free, one of them extra; the second was counted long ago, and much was free then.</summary>
    void Groups() => network.Services.Answers["GET /unit-groups"] = (_, _) => Results.Json(new
    {
        items = new[] { (first, 1, 3, 1, "FREE", now.AddHours(-2)), (second, 2, 9, 0, "UNKNOWN", now.AddDays(-3)) }.Select(group => new
        {
            id = group.Item1, number = group.Item2, version = 1, total = 9, free = group.Item3, extra = group.Item4, availability = group.Item5,
            description = new { region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "FAMILIES" } }, countedAt = group.Item6,
        }),
    });

    void Referral(
        string state, string? standing = null, string? refused = null, string side = "received", bool left = false, string[]? actions = null,
        (Guid To, string State, DateTimeOffset? UnsureAt)? asked = null) =>
        network.Services.Answers[$"GET {Here}"] = (request, _) => Results.Json(new
        {
            id, reference = "R", side, state, needs = new[] { "x:ShelterAccommodation" }, ageBand = "25-39", language = "lt", region = "LT",
            urgency = actions?.Contains("unsure") is true || asked is not null ? "Tonight" : "Soon", mode = "Sequential", from = Guid.NewGuid(),
            offers = new[]
            {
                new
                {
                    id = offer, to = asked?.To ?? (side == "sent" ? Guid.NewGuid() : Services.CallerOf(request)),
                    state = asked?.State ?? (left ? "Declined" : state), madeAt = now, answerBy = now.AddHours(9), placeRefused = refused,
                    unsureAt = asked?.UnsureAt,
                    place = standing is null && state != "AcceptPending" ? null : new
                    {
                        stayId = stay, places = 2, expectedAt = now.AddHours(3), standing = standing ?? "Asked", leftUnderWay = left,
                    },
                },
            },
            place = new { household = new { women = 1, boys = new Dictionary<string, int> { ["3-11"] = 1 } }, when = "TODAY" },
            timeline = Array.Empty<object>(), actions = actions ?? (state == "Offered" ? ["accept", "decline"] : []),
            stops = Array.Empty<object>(), stopWishes = Array.Empty<object>(),
        });

    void Accepted() => network.Services.Answers[$"POST {Here}/offers/{offer}/accept"] = (_, body) =>
    {
        sent.Add(JsonNode.Parse(body)!);
        return Results.Json(new { id });
    };

    void Refuse(string type, int status, string? pointer = null) => network.Services.Answers[$"POST {Here}/offers/{offer}/accept"] = (_, _) =>
        Results.Problem(
            statusCode: status, type: $"urn:referral-network:problem:{type}",
            extensions: pointer is null ? null : new Dictionary<string, object?> { ["errors"] = new[] { new { pointer, detail = "Prose." } } });

    void Same(string json) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), sent[^1]), sent[^1].ToJsonString());

    static void Faulty(Landed page, string question) =>
        Assert.Contains($"id=\"{Field.IdOf(question)}-error\"", page.Body, StringComparison.Ordinal);

    static string Persons(Guid group) => Regex.Escape($"Persons[{group}]");

    Task<Landed> Send(Browser browser, Landed page, params (string Name, string Value)[] typed) => Send(browser, page, Form, typed);

    Task<Landed> Send(Browser browser, Landed page, string to, params (string Name, string Value)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, to),
        [.. new[] { "form", "Key" }.Select(name => (name, page.Field(name))).Where(field => field.Item2.Length > 0), .. typed]);
}
