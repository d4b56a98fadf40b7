using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>What a form of the staff pages holds on to: the version that was seen, the key of one act, what was typed.</summary>
[Collection(nameof(Network))]
public sealed class Forms(Network network)
{
    static IResult Problem(int status, string type) => Results.Problem(statusCode: status, type: $"urn:referral-network:problem:{type}");

    static string Field(Landed page, string name) => WebUtility.HtmlDecode(
        Regex.Match(page.Body, $"<input[^>]* name=\"{Regex.Escape(name)}\"[^>]* value=\"([^\"]*)\"", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Groups[1].Value);

    static bool Shows(Landed page, string text) => WebUtility.HtmlDecode(page.Body).Contains(text, StringComparison.Ordinal);

    Task<Landed> Send(Browser browser, string to, Landed page, params (string Name, string Value)[] typed) =>
        browser.Submit(
            new Uri(network.Gateway.Address, to),
            [.. new[] { "form", "Key", "ETag" }.Select(name => (name, Field(page, name))).Where(field => field.Item2.Length > 0), .. typed]);

    /// <summary>A situation whose safe contact anybody may set, if they have seen it as it is.</summary>
    (Guid Id, List<string> Saved, Action<bool> ColleagueSays) Situation()
    {
        var (id, version, mayCall) = (Guid.CreateVersion7(), 1, true);
        var saved = new List<string>();
        network.Services.Answers[$"GET /situations/{id}"] = (request, _) =>
        {
            request.HttpContext.Response.Headers.ETag = $"\"{version}\"";
            return Results.Json(new
            {
                id, state = "Open", openedAt = DateTimeOffset.UtcNow, notesGone = false,
                notes = Array.Empty<object>(), callbacks = Array.Empty<object>(), actions = new[] { "safe-contact" },
                signals = new[]
                {
                    new
                    {
                        channel = "telephone", callType = "about-self", language = "lt", topic = "other",
                        by = Guid.NewGuid(), at = DateTimeOffset.UtcNow
                    }
                },
                safeContact = new { mayCall, mayLeaveMessage = false, timeZone = "Europe/Vilnius", contact = mayCall ? "first" : "colleague" },
            });
        };
        network.Services.Answers[$"POST /situations/{id}/safe-contact"] = (request, body) =>
        {
            if (request.Headers.IfMatch != $"\"{version}\"")
                return Problem(412, "stale");
            saved.Add(JsonNode.Parse(body)!["contact"]?.GetValue<string>() ?? "gone");
            version++;
            return Results.Json(new { id });
        };
        return (id, saved, says => (mayCall, version) = (says, version + 1));
    }

    [Fact]
    public async Task A_form_that_comes_back_keeps_the_version_it_was_shown_with_and_a_second_press_overwrites_nothing()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (id, saved, colleagueSays) = Situation();
        var address = $"/desk/situations/{id}/safe-contact";
        var first = await browser.Open(address);
        colleagueSays(false);

        (string, string)[] typed = [("Safe.MayCall", "yes"), ("Safe.From", "25:00"), ("Safe.Until", "12:00"), ("Safe.Contact", "typed")];
        var wrong = await Send(browser, address, first, typed);
        Assert.Equal("\"1\"", Field(wrong, "ETag"));
        typed[1] = ("Safe.From", "9:00");
        var conflict = await Send(browser, address, wrong, typed);
        Assert.True(Shows(conflict, "colleague") && Shows(conflict, "typed"), conflict.Body);
        var again = await Send(browser, address, conflict, typed);
        Assert.True(Shows(again, "colleague") && Shows(again, "typed"), again.Body);
        Assert.Empty(saved);

        // Whoever has looked may replace it; but not what came later still.
        colleagueSays(false);
        var later = await Send(browser, address, again, [.. typed, ("Replaces", Field(again, "Replaces"))]);
        Assert.Empty(saved);
        await Send(browser, address, later, [.. typed, ("Replaces", Field(later, "Replaces"))]);
        Assert.Equal(["typed"], saved);
    }

    [Fact]
    public async Task A_form_whose_key_was_used_up_gets_a_new_one()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        string? used = null;
        network.Services.Answers["POST /situations"] = (request, _) =>
        {
            var key = request.Headers["Idempotency-Key"].ToString();
            if (used is not null && used != key)
                return Problem(409, "not-a-hotline");
            used = key;
            return Problem(422, "idempotency-key-reused");
        };
        (string, string)[] typed =
        [
            ("Channel", "telephone"), ("CallType", "about-self"), ("Language", "lt"), ("Topic", "other"),
            ("Next", "keep"), ("Note", "Klausia")
        ];
        var refused = await Send(browser, "/desk/call", await browser.Open("/desk/call"), typed);
        Assert.True(Shows(refused, "Klausia"));
        var again = await Send(browser, "/desk/call", refused, typed);
        Assert.True(Shows(again, "not listed as a hotline"), again.Body);
        network.Services.Answers.TryRemove("POST /situations", out var _);
    }

    [Theory]
    [InlineData("en", "First name: write at most 200 characters on one line", "Mobile phone: use digits and a country code, like +370 612 34567")]
    [InlineData("lt", "Vardas: rašykite ne daugiau kaip 200 ženklų vienoje eilutėje",
        "Mobilusis telefonas: rašykite skaitmenimis, su šalies kodu, pavyzdžiui, +370 612 34567")]
    public async Task What_a_service_finds_wrong_stands_beside_its_question_in_the_readers_language(string language, string name, string telephone)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        network.Services.Answers["GET /fields"] = (_, _) => Results.Json(new
        {
            items = new object[]
            {
                new { name = "prs_FirstName", category = "Name", type = "Text", core = true, most = 200 },
                new { name = "prs_MobilePhone", category = "Contact", type = "Telephone", core = true },
            },
        });
        network.Services.Answers["POST /cases"] = (_, _) => Results.Problem(
            statusCode: 400, type: "urn:referral-network:problem:invalid", detail: "Correct what is listed",
            extensions: new Dictionary<string, object?>
            {
                ["errors"] = new[] { "prs_MobilePhone", "prs_FirstName" }.Select(field => new { pointer = $"/fields/{field}", detail = "Prose." }),
            });
        var refused = await Send(browser, $"/cases/new?speak={language}", await browser.Open("/cases/new"), ("speak", language));
        refused = await Send(browser, "/cases/new", refused, ("f.prs_FirstName", new string('a', 201)), ("f.prs_MobilePhone", "123"));
        var body = WebUtility.HtmlDecode(refused.Body);
        // In page order, whatever the service's.
        var summary = $"<li><a href=\"#f-prs_FirstName\">{name}</a></li><li><a href=\"#f-prs_MobilePhone\">{telephone}</a></li>";
        Assert.Contains(summary, body, StringComparison.Ordinal);
        Assert.True(Regex.Count(body, Regex.Escape(telephone), RegexOptions.None, TimeSpan.FromSeconds(1)) == 2, body);
        Assert.DoesNotContain("Prose.", body, StringComparison.Ordinal);
        network.Services.Answers.TryRemove("POST /cases", out var _);
    }

    [Theory]
    [InlineData("/note", "Note", "Write at most 4000 characters that can be read")]
    [InlineData("/topic", "Topic", "Answer this again, with something that can be taken: ")]
    [InlineData("/safeContact/contact", "Safe-Contact", "Enter a number with its country code, like +370 612 34567, or an address in words")]
    public async Task What_the_desk_is_refused_stands_beside_its_question(string pointer, string question, string say)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        network.Services.Answers["POST /situations"] = (_, _) => Results.Problem(
            statusCode: 400, type: "urn:referral-network:problem:invalid", detail: "Prose.",
            extensions: new Dictionary<string, object?> { ["errors"] = new[] { new { pointer, detail = "Prose." } } });
        (string, string)[] typed =
        [
            ("Channel", "telephone"), ("CallType", "about-self"), ("Language", "lt"), ("Topic", "other"), ("Next", "keep"), ("Note", "Klausia"),
            ("Safe.MayCall", "no"),
        ];
        var refused = WebUtility.HtmlDecode((await Send(browser, "/desk/call", await browser.Open("/desk/call"), typed)).Body);
        Assert.Contains($"<li><a href=\"#{question}\">{say}", refused, StringComparison.Ordinal);
        Assert.Contains($"id=\"{question}-error\"", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("Prose.", refused, StringComparison.Ordinal);
        network.Services.Answers.TryRemove("POST /situations", out var _);
    }

    [Fact]
    public async Task A_callback_at_an_hour_that_is_not_safe_is_refused_beside_its_hour()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (id, _, _) = Situation();
        network.Services.Answers[$"POST /situations/{id}/callbacks"] = (_, _) => Problem(409, "outside-safe-hours");
        var address = $"/desk/situations/{id}/callback";
        var form = await browser.Open(address);
        var refused = await Send(browser, address, form, ("Due.Day", "2030-01-02"), ("Due.Time", "23:59"));
        Assert.Contains("<li><a href=\"#Due-Time\">At that time the person may not be called.", refused.Body, StringComparison.Ordinal);
        Assert.Contains("id=\"Due-Time-error\"", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Language_switched_on_the_call_form_keeps_what_was_typed_and_does_nothing()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var form = await browser.Open("/desk/call");
        Assert.Matches("<button[^>]*form=\"main-form\"[^>]*formaction=\"/desk/call\\?speak=lt\"", form.Body);
        var switched = await Send(
            browser, "/desk/call?speak=lt", form, ("speak", "lt"), ("CallType", "emergency"),
            ("Next", "keep"), ("Note", "Labai ilgas tekstas"), ("Safe.Words", "Knygos"));
        Assert.Equal(HttpStatusCode.OK, switched.Status);
        Assert.Contains("<html class=\"govuk-template\" lang=\"lt\"", switched.Body, StringComparison.Ordinal);
        Assert.True(Shows(switched, "Labai ilgas tekstas") && Shows(switched, "Knygos"), switched.Body);
        Assert.Equal(Field(form, "Key"), Field(switched, "Key"));
        Assert.DoesNotContain("govuk-error-summary", switched.Body, StringComparison.Ordinal);
        // From now on every page is in it.
        Assert.Contains("lang=\"lt\"", (await browser.Open("/desk/find")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_person_has_shut_out_since_is_shown_with_the_reason_and_cannot_be_chosen()
    {
        // Only who also runs the network finds an organisation that is suspended.
        var (browser, _) = await network.SignedIn(network.Add("counsellor-and-administrator", new(), provider => provider with
        {
            RoleRules = [new("caseworkers", Roles.Counsellor), new("caseworkers", Roles.Administrator)],
        }, "x:Hotline"));
        using var __ = browser;
        var (id, open, shut, away) = (Guid.CreateVersion7(), Shelter("Atvira"), Shelter("Uždaryta"), Shelter("Sustabdyta"));
        network.Services.Suspend(new(away));
        await network.Services.GatewayKnows();
        Answer($"/permits/{id}", new { id, caseId = id });
        Answer($"/cases/{id}/label", new { id, label = "A", ledgerReference = id, openedAt = DateTimeOffset.UtcNow });
        Answer($"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false, unknown = false },
            named = new object[] { new { partner = open }, new { partner = shut, withheld = "EXCLUDED" }, new { partner = away } },
        });
        Answer($"/referrals/{id}", new
        {
            id, reference = "R", side = "sent", state = "Unplaced", needs = Array.Empty<string>(), ageBand = "18-24", language = "lt", region = "LT",
            urgency = "Soon",
            mode = "Sequential", from = id, offers = Array.Empty<object>(), timeline = Array.Empty<object>(), actions = new[] { "offers" },
            permitId = id,
            stops = Array.Empty<object>(), stopWishes = Array.Empty<object>(),
        });
        Answer($"/drafts/{id}", new
        {
            id, updatedAt = DateTimeOffset.UtcNow,
            content = new
            {
                needs = new[] { "x:LegalAid" }, urgency = "Soon", caseId = id, ageBand = "18-24", language = "lt", region = "LT",
                categories = new[] { "Name", "Contact" },
                candidates = new[] { open, shut, away }, mode = "Sequential",
            },
        });

        foreach (var address in new[] { $"/referrals/{id}/offer-again", $"/new/{id}/partners" })
        {
            var page = await browser.Open(address);
            Assert.Contains($"name=\"order.{open}\"", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain($"order.{shut}", page.Body, StringComparison.Ordinal);
            Assert.DoesNotContain($"order.{away}", page.Body, StringComparison.Ordinal);
            Assert.True(Shows(page, "Uždaryta") && Shows(page, "Sustabdyta"), page.Body);
            Reasons(page);
        }
        var check = await browser.Open($"/new/{id}/check");
        Reasons(check);
        Assert.DoesNotContain("Send the referral", check.Body, StringComparison.Ordinal);

        Guid Shelter(string name) => network.Services.List(name, Contracts.Codes.Shelter).Id.Value;

        static void Reasons(Landed page) =>
            Assert.True(Shows(page, "The person excluded this.") && Shows(page, "The organisation is suspended."), page.Body);

        void Answer(string path, object body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body);
    }

    [Fact]
    public async Task Own_choice_is_asked_only_where_a_kind_of_organisation_has_any_and_nothing_is_preselected()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (id, saved) = (Guid.CreateVersion7(), new List<string>());
        Answer("/wordings", new { items = new[] { new { id = "one", language = "en", text = "Words" } } });
        Answer("/fields", new
        {
            items = new[] { new { name = "prs_MobilePhone", category = "Contact", type = "Telephone", core = true,
            openableTo = new[] { "HealthServiceOrganisation" } } }
        });
        Answer($"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(),
            age = new { child = false, unknown = false }, named = Array.Empty<object>()
        });
        network.Services.Answers[$"POST /cases/{id}/consents"] = (_, body) =>
        {
            saved.Add(body);
            return saved.Count == 1 ? Invalid("/openings/0/field") : Results.Json(new { id });
        };
        var address = $"/cases/{id}/consents/new";

        var shelter = network.Services.List("Atvira", Contracts.Codes.Shelter).Id;
        await network.Services.GatewayKnows();
        Assert.DoesNotContain("OpenedTo", (await browser.Open(address)).Body, StringComparison.Ordinal);
        var clinic = network.Services.List("Klinika", "HealthServiceOrganisation").Id;
        await network.Services.GatewayKnows();
        var form = await browser.Open(address);
        var choice = Regex.Match(form.Body, "<select[^>]*name=\"OpenedTo\\[0\\].Partner\".*?</select>", RegexOptions.Singleline,
            TimeSpan.FromSeconds(1)).Value;
        Assert.Contains(clinic.ToString(), choice, StringComparison.Ordinal);
        Assert.DoesNotContain(shelter.ToString(), choice, StringComparison.Ordinal);
        Assert.DoesNotMatch("<option[^>]*selected[^>]*value=\"[^\"]", choice);

        var inAYear = DateTime.UtcNow.AddYears(1);
        (string, string)[] typed =
        [
            ("Answer", "yes"), ("Recipients", clinic.ToString()), ("Categories", "Contact"), ("GivenBy", "self"), ("Method", "spoken"),
            ("Language", "lt"), ("WordingRead", "one"),
            ("Until.Day", "1"), ("Until.Month", "1"), ("Until.Year", $"{inAYear.Year}"), ("OpenedTo[0].Partner", clinic.ToString()),
            ("OpenedTo[0].What", "prs_MobilePhone"),
        ];
        var refused = await Send(browser, address, form, typed);
        Assert.True(Shows(refused, "Organisations of this kind see this anyway"), refused.Body);
        Assert.Matches("href=\"#OpenedTo.0..What", refused.Body);
        await Send(browser, address, refused, typed);
        var opening = Assert.Single(JsonNode.Parse(saved[^1])!["openings"]!.AsArray())!;
        Assert.Equal((clinic.ToString(), "prs_MobilePhone"), (opening["partner"]!.GetValue<string>(), opening["field"]!.GetValue<string>()));
        network.Services.Answers.TryRemove("GET /fields", out var _);

        void Answer(string path, object body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body);

        static IResult Invalid(string pointer) => Results.Problem(
            statusCode: 400, type: "urn:referral-network:problem:invalid",
            extensions: new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = new[] { new { pointer, detail = "no" } } });
    }

    [Fact]
    public async Task Whether_the_person_was_told_is_asked_only_of_organisations_outside_the_EEA_and_nothing_is_preselected()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (id, saved) = (Guid.CreateVersion7(), new List<string>());
        Answer("/wordings", new { items = new[] { new { id = "one", language = "en", text = "Words" } } });
        Answer("/fields", new { items = Array.Empty<object>() });
        Answer($"/cases/{id}/consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(),
            age = new { child = false, unknown = false }, named = Array.Empty<object>()
        });
        network.Services.Answers[$"POST /cases/{id}/consents"] = (_, body) =>
        {
            saved.Add(body);
            return Results.Json(new { id });
        };
        var address = $"/cases/{id}/consents/new";

        var inside = network.Services.List("Vidus", "NGO").Id.ToString();
        var adequate = network.Services.List("Salos", "NGO", "ADEQUACY").Id.ToString();
        await network.Services.GatewayKnows();
        Assert.DoesNotContain("TransfersTold", (await browser.Open(address)).Body, StringComparison.Ordinal);
        var outside = network.Services.List("Toli", "x:Embassy", "NONE").Id.ToString();
        var other = network.Services.List("Toliau", "NGO", "AGREEMENT").Id.ToString();
        await network.Services.GatewayKnows();
        var form = await browser.Open(address);
        var boxes = Regex.Matches(form.Body, "<input[^>]*name=\"TransfersTold\"[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(box => box.Value).ToArray();
        Assert.Equal(2, boxes.Length);
        Assert.All([outside, other], one => Assert.Contains(boxes, box => box.Contains(one, StringComparison.Ordinal)));
        Assert.All(boxes, box => Assert.DoesNotContain("checked", box, StringComparison.Ordinal));

        await Send(browser, address, form,
            ("Answer", "yes"), ("Recipients", outside), ("Recipients", inside), ("Recipients", adequate), ("Categories", "Contact"),
            ("GivenBy", "self"), ("Method", "spoken"), ("Language", "lt"), ("WordingRead", "one"),
            ("Until.Day", "1"), ("Until.Month", "1"), ("Until.Year", $"{DateTime.UtcNow.AddYears(1).Year}"),
            ("TransfersTold", outside), ("TransfersTold", other)); // told of one that is not named after all
        Assert.Equal([outside], JsonNode.Parse(Assert.Single(saved))!["transfersTold"]!.AsArray().Select(one => one!.GetValue<string>()));
        network.Services.Answers.TryRemove("GET /fields", out var _);

        void Answer(string path, object body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body);
    }

    [Fact]
    public async Task A_language_that_is_stored_survives_an_edit_and_so_does_a_code_that_no_list_offers()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (id, saved) = (Guid.CreateVersion7(), new List<string>());
        network.Services.Answers["GET /fields"] = (_, _) => Results.Json(new
        {
            items = new object[]
            {
                new { name = "prs_PrimaryLanguage", category = "Name", type = "Language", core = true },
                new { name = "prs_Gender", category = "Name", type = "Picklist", core = true, codes = new[] { "Feminine" } },
            },
        });
        network.Services.Answers[$"GET /cases/{id}"] = (request, _) =>
        {
            request.HttpContext.Response.Headers.ETag = "\"1\"";
            return Results.Json(new
            {
                id, label = "A", ledgerReference = Guid.NewGuid(), openedAt = DateTimeOffset.UtcNow, age = new { },
                fields = new { prs_PrimaryLanguage = "vi", prs_Gender = "Older" }
            });
        };
        network.Services.Answers[$"PUT /cases/{id}"] = (_, body) =>
        {
            saved.Add(body);
            return Results.Json(new { id });
        };
        var form = await browser.Open($"/cases/{id}/edit/Name");
        Assert.Matches("<option[^>]*(selected=\"selected\"[^>]* value=\"vi\"|value=\"vi\"[^>]* selected=\"selected\")", form.Body);
        Assert.Matches("<option[^>]*(selected=\"selected\"[^>]* value=\"Older\"|value=\"Older\"[^>]* selected=\"selected\")", form.Body);
        Assert.True(Shows(form, "Vietnamese"));
        await Send(browser, $"/cases/{id}/edit/Name", form, ("f.prs_PrimaryLanguage", "rom"), ("f.prs_Gender", "Older"));
        Assert.Equal("rom", JsonNode.Parse(Assert.Single(saved))!["fields"]!["prs_PrimaryLanguage"]!.GetValue<string>());
        network.Services.Answers.TryRemove("GET /fields", out var _);
    }
}
