using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The pages of a shelter's stays: what they show and what each sends, before a service that answers as the test wants it.</summary>
[Collection(nameof(Network))]
public sealed class StayPages(Network network)
{
    const string Tag = "\"7\"";

    static readonly string[] All = ["away", "missing", "extend", "move", "end"];

    readonly Guid id = Guid.CreateVersion7(), first = Guid.CreateVersion7(), second = Guid.CreateVersion7();
    readonly DateTimeOffset now = DateTimeOffset.UtcNow;
    readonly List<(string Path, string Match, JsonNode Body)> sent = [];

    string Here => $"/stays/{id}";

    [Fact]
    public async Task The_list_says_first_what_is_due_and_so_does_the_menu_of_every_page()
    {
        using var ieva = await SignedIn();
        Groups();
        var (missing, away, here) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        network.Services.Answers["GET /stays"] = (request, _) => Results.Json(request.Query["open"] == "true"
            ? new
            {
                total = 3, next = "page-2",
                items = new[]
                {
                    Line(away, "Away", toDo: "back", due: now.AddHours(-5)),
                    Line(missing, "Missing", toDo: "find", due: now.AddHours(-1), child: true), Line(here, "CheckedIn"),
                },
            }
            : (object)new { total = 0, items = Array.Empty<object>() });
        var list = await ieva.Open("/stays");
        var body = WebUtility.HtmlDecode(list.Body);
        Assert.True(
            Place(missing) < Place(away) && Place(away) < Place(here), "missing first, then what is past its time, then the rest");
        Assert.Contains("2 overdue", body, StringComparison.Ordinal);
        Assert.Contains("from=page-2", body, StringComparison.Ordinal);
        Assert.Contains("3 people: 2 in group 1, 1 in group 2", body, StringComparison.Ordinal);
        Assert.Contains("2 overdue", (await ieva.Open("/places")).Body, StringComparison.Ordinal);
        Assert.Contains("No stay has ended yet", (await ieva.Open("/stays?show=closed")).Body, StringComparison.Ordinal);

        // What could not be read is not shown as if nothing were due.
        network.Services.Answers["GET /stays"] = (_, _) => Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        Assert.Contains("not known what is overdue", (await ieva.Open("/places")).Body, StringComparison.Ordinal);
        network.Services.Answers.TryRemove("GET /stays", out var _);

        int Place(Guid stay) => body.IndexOf($"/stays/{stay}", StringComparison.Ordinal) is var at and >= 0 ? at : throw new KeyNotFoundException();
    }

    [Fact]
    public async Task An_arrival_is_sent_as_typed_and_where_no_place_was_free_the_page_says_that_extra_ones_are_open()
    {
        using var ieva = await SignedIn();
        Groups();
        Stay("CheckedIn", All);
        Taken("POST /stays");
        var form = await ieva.Open("/stays/new");
        Assert.Equal($"{now:yyyy}", form.Field("At.Day.Year"));
        (string, string)[] moment = [("At.Day.Day", "1"), ("At.Day.Month", "11"), ("At.Day.Year", "2025"), ("At.Time", "9.05")];

        var empty = await Send(ieva, "/stays/new", form);
        foreach (var question in new[] { $"Persons[{first}]", "WithChild", "At.Day", "At.Time" })
            Faulty(empty, question);
        var wrong = await Send(
            ieva, "/stays/new", form,
            [($"Persons[{second}]", "three"), ("WithChild", "yes"), .. moment, ("Until.Day", "31"), ("Until.Month", "2"), ("Until.Year", "2026")]);
        Faulty(wrong, $"Persons[{second}]");
        Faulty(wrong, "Until");
        Assert.Contains("value=\"three\"", wrong.Body, StringComparison.Ordinal);
        Assert.Empty(sent);

        var fits = await Send(ieva, "/stays/new", form, [($"Persons[{first}]", "2"), ("WithChild", "no"), .. moment]);
        Assert.True(fits.IsAt(Here));
        Assert.Contains("The arrival is recorded.", fits.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("extra places are open", fits.Body, StringComparison.Ordinal);
        Same($$"""{"places":[{"unitGroup":"{{first}}","places":2}],"withChild":false,"arrivedAt":"2025-11-01T09:05:00+00:00","plannedUntil":null}""");

        var extra = await Send(
            ieva, "/stays/new", form,
            [
                ($"Persons[{first}]", "1"), ($"Persons[{second}]", "1"), ("WithChild", "yes"), .. moment,
                ("Until.Day", "3"), ("Until.Month", "12"), ("Until.Year", "2025"),
            ]);
        Assert.Contains("extra places are open", extra.Body, StringComparison.Ordinal);
        Same($$"""
            {"places":[{"unitGroup":"{{first}}","places":1},{"unitGroup":"{{second}}","places":1}],"withChild":true,
            "arrivedAt":"2025-11-01T09:05:00+00:00","plannedUntil":"2025-12-04T00:00:00+00:00"}
            """);
    }

    [Fact]
    public async Task Away_missing_and_left_are_sent_on_no_version_and_a_longer_stay_on_the_one_that_was_seen()
    {
        using var ieva = await SignedIn();
        Groups();
        Stay("CheckedIn", All);
        foreach (var action in All)
            Taken($"POST {Here}/{action}");
        (string, string)[] day = [("At.Day.Day", "5"), ("At.Day.Month", "12"), ("At.Day.Year", "2031")];
        (string, string)[] moment = [("At.Day.Day", "1"), ("At.Day.Month", "11"), ("At.Day.Year", "2025"), ("At.Time", "9:05")];

        await Refused("away", "Code");
        await Refused("away", "At.Day", ("Code", "HOSPITAL"));
        await Done("away", [("Code", "HOSPITAL"), .. day], "", """{"for":"HOSPITAL","until":"2031-12-06T00:00:00+00:00"}""");
        await Done("away", [("Code", "COURT"), .. day, ("At.Time", "17:30")], "", """{"for":"COURT","until":"2031-12-05T17:30:00+00:00"}""");
        await Refused("missing", "At.Day");
        await Refused("missing", "At.Day", [.. day, ("At.Time", "10:00")]);
        await Done("missing", moment, "", """{"since":"2025-11-01T09:05:00+00:00"}""");
        await Refused("end", "Code", moment);
        await Done("end", [("Code", "OWN_HOME"), .. moment], "", """{"for":"OWN_HOME","endedAt":"2025-11-01T09:05:00+00:00"}""");
        await Refused("extend", "At.Day");
        await Done("extend", day, Tag, """{"until":"2031-12-06T00:00:00+00:00"}""");

        // What the service found wrong stands beside its question, with what was typed.
        network.Services.Answers[$"POST {Here}/extend"] = (_, _) => Problem(409, "not-later");
        await Refused("extend", "At.Day", day);
        network.Services.Answers[$"POST {Here}/end"] = (_, _) => Problem(409, "before-arrival");
        await Refused("end", "At.Day", [("Code", "OWN_HOME"), .. moment]);
        network.Services.Answers[$"POST {Here}/extend"] = (_, _) => Problem(412, "stale");
        var stale = await Send(ieva, $"{Here}/do/extend", await ieva.Open($"{Here}/do/extend"), day);
        Assert.Contains("name=\"Replaces\"", stale.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"2031\"", stale.Body, StringComparison.Ordinal);
        // And who is back cannot be missed back again.
        Assert.True((await ieva.Open($"{Here}/do/back")).IsAt(Here));

        async Task Refused(string action, string question, params (string, string)[] typed) =>
            Faulty(await Send(ieva, $"{Here}/do/{action}", await ieva.Open($"{Here}/do/{action}"), typed), question);

        async Task Done(string action, (string, string)[] typed, string match, string body)
        {
            Assert.True((await Send(ieva, $"{Here}/do/{action}", await ieva.Open($"{Here}/do/{action}"), typed)).IsAt(Here), action);
            Assert.Equal(($"{Here}/{action}", match), (sent[^1].Path, sent[^1].Match));
            Same(body);
        }
    }

    [Fact]
    public async Task Whoever_moves_keeps_what_was_typed_where_no_place_is_free_and_sends_it_on_the_version_that_was_seen()
    {
        using var ieva = await SignedIn();
        Groups();
        Stay("CheckedIn", All);
        network.Services.Answers[$"POST {Here}/move"] = (_, _) => Problem(409, "no-place-free");
        var form = await ieva.Open($"{Here}/move");
        Assert.Equal(("2", "1"), (form.Field(Persons(first)), form.Field(Persons(second))));
        var full = await Send(ieva, $"{Here}/move", form, ($"Persons[{first}]", "1"), ($"Persons[{second}]", "2"));
        Faulty(full, $"Persons[{second}]");
        Assert.Equal("2", full.Field(Persons(second)));
        Taken($"POST {Here}/move");
        Assert.True((await Send(ieva, $"{Here}/move", form, ($"Persons[{first}]", "3"))).IsAt(Here));
        Assert.Equal(Tag, sent[^1].Match);
        Same($$"""{"places":[{"unitGroup":"{{first}}","places":3}]}""");
    }

    [Fact]
    public async Task Who_is_expected_is_checked_in_first_and_a_place_is_given_up_only_with_a_reason_or_once_the_sender_was_rung()
    {
        using var ieva = await SignedIn();
        Groups();
        Stay("CheckInOverdue", ["check-in", "give-back", "not-taken"]);
        foreach (var action in new[] { "check-in", "give-back", "not-taken" })
            Taken($"POST {Here}/{action}");
        (string, string)[] moment = [("At.Day.Day", "1"), ("At.Day.Month", "11"), ("At.Day.Year", "2025"), ("At.Time", "9:05")];
        var page = (await ieva.Open(Here)).Body;
        Assert.Matches($"<a[^>]*govuk-button[^>]*href=\"{Here}/check-in\"|<a[^>]*href=\"{Here}/check-in\"[^>]*govuk-button", page);

        var form = await ieva.Open($"{Here}/check-in");
        Assert.Equal(("2", "1"), (form.Field(Persons(first)), form.Field(Persons(second))));
        Faulty(await Send(ieva, $"{Here}/check-in", form, [($"Persons[{first}]", "0"), .. moment]), $"Persons[{first}]");
        var arrived = await Send(ieva, $"{Here}/check-in", form, [($"Persons[{first}]", "3"), .. moment]);
        Assert.True(arrived.IsAt(Here));
        Assert.DoesNotContain("extra places are open", arrived.Body, StringComparison.Ordinal); // what was held for them is free for them
        Assert.Equal("", sent[^1].Match); // a fact
        Same($$"""{"arrivedAt":"2025-11-01T09:05:00+00:00","places":[{"unitGroup":"{{first}}","places":3}],"plannedUntil":null}""");

        Faulty(await Act("give-back"), "Code");
        Assert.True((await Act("give-back", ("Code", "PERSON_DECIDED"))).IsAt(Here));
        Assert.Equal(Tag, sent[^1].Match);
        Same("{\"code\":\"PERSON_DECIDED\"}");
        Faulty(await Act("not-taken"), "Rung");
        network.Services.Answers[$"POST {Here}/not-taken"] = (_, _) => Problem(409, "ring-first");
        Faulty(await Act("not-taken", ("Rung", "no")), "Rung");
        Taken($"POST {Here}/not-taken");
        Assert.True((await Act("not-taken", ("Rung", "yes"))).IsAt(Here));
        Same("{\"rung\":true}");

        async Task<Landed> Act(string action, params (string, string)[] typed) =>
            await Send(ieva, $"{Here}/do/{action}", await ieva.Open($"{Here}/do/{action}"), typed);
    }

    [Fact]
    public async Task Of_a_child_that_is_missing_the_page_says_whom_to_ring_at_once_and_of_an_adult_what_was_agreed()
    {
        using var ieva = await SignedIn();
        network.Services.List("Fictional child protection", "x:ChildProtectionAuthority", dutyTelephone: "+37000000116");
        await network.Services.GatewayKnows();
        Groups();
        Stay("Missing", ["back", "extend", "move", "end"], child: true);
        var page = WebUtility.HtmlDecode((await ieva.Open(Here)).Body);
        string[] ring =
            ["A child is missing", "Not if they may have a part in it", "Fictional child protection", "tel:+37000000116", "tel:112"];
        Assert.All(ring, said => Assert.Contains(said, page, StringComparison.Ordinal));
        Assert.Matches($"<a[^>]*govuk-button[^>]*href=\"{Here}/do/back\"|<a[^>]*href=\"{Here}/do/back\"[^>]*govuk-button", page);
        Stay("CheckedIn", All, child: true);
        Assert.Contains("A child is missing: ring at once", (await ieva.Open($"{Here}/do/missing")).Body, StringComparison.Ordinal);
        Stay("CheckedIn", All);
        var adult = (await ieva.Open($"{Here}/do/missing")).Body;
        Assert.Contains("what you have agreed with them", adult, StringComparison.Ordinal);
        Assert.DoesNotContain("Fictional child protection", adult, StringComparison.Ordinal);

        network.Services.Answers[$"GET {Here}"] = (_, _) => Results.NotFound();
        foreach (var path in new[] { Here, $"{Here}/move", $"{Here}/do/end" })
            Assert.Equal(HttpStatusCode.NotFound, (await ieva.Open(path)).Status);
    }

    async Task<Browser> SignedIn() => (await network.SignedIn(network[Roles.ShelterManager])).Browser;

    /// <summary>In the first are 2 places free, in the second none.</summary>
    void Groups() => network.Services.Answers["GET /unit-groups"] = (_, _) => Results.Json(new
    {
        items = new[] { (first, 1, 2), (second, 2, 0) }.Select(group => new
        {
            id = group.Item1, number = group.Item2, version = 1, total = 5, free = group.Item3, availability = "FEW",
            description = new { region = "LT", kind = "FLAT", security = "OPEN_DOOR", population = new[] { "WOMEN" } }, countedAt = now,
        }),
    });

    object Line(Guid stay, string state, string? toDo = null, DateTimeOffset? due = null, bool child = false) => new
    {
        id = stay, reference = "AB12", state, places = new[] { new { unitGroup = first, places = 2 }, new { unitGroup = second, places = 1 } },
        withChild = child, arrivedAt = now.AddDays(-9), toDo, dueAt = due, missedSince = toDo == "find" ? due : null,
        awayFor = toDo == "back" ? "HOSPITAL" : null, updatedAt = now,
    };

    void Stay(string state, string[] actions, bool child = false) => network.Services.Answers[$"GET {Here}"] = (request, _) =>
    {
        request.HttpContext.Response.Headers.ETag = Tag;
        return Results.Json(new
        {
            line = Line(
                id, state, state switch { "Missing" => "find", "CheckInOverdue" => "ring", _ => null },
                state is "Missing" or "CheckInOverdue" ? now.AddHours(-1) : null, child),
            timeline = new[] { new { at = now, what = "stay-begun" } }, actions,
        });
    };

    void Taken(string call) => network.Services.Answers[call] = (request, body) =>
    {
        sent.Add((request.Path, request.Headers.IfMatch.ToString(), JsonNode.Parse(body)!));
        return Results.Json(new { id }, statusCode: call == "POST /stays" ? 201 : 200);
    };

    void Same(string json) => Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), sent[^1].Body), sent[^1].Body.ToJsonString());

    static void Faulty(Landed page, string question) => Assert.Contains(
        $"id=\"{ReferralNetwork.Staff.TagHelpers.Field.IdOf(question)}-error\"", page.Body, StringComparison.Ordinal);

    static string Persons(Guid group) => Regex.Escape($"Persons[{group}]");

    static IResult Problem(int status, string type) => Results.Problem(statusCode: status, type: $"urn:referral-network:problem:{type}");

    Task<Landed> Send(Browser browser, string to, Landed page, params (string Name, string Value)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, to),
        [.. new[] { "form", "Key", "ETag" }.Select(name => (name, page.Field(name))).Where(field => field.Item2.Length > 0), .. typed]);
}
