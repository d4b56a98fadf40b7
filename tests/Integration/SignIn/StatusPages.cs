using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>
/// The pages of what goes to the authority that decides who is a victim, and where a case leads to it, before services that answer as the test
/// wants it.
/// </summary>
[Collection(nameof(Network))]
public sealed class StatusPages(Network network)
{
    readonly Guid caseId = Guid.CreateVersion7(), permit = Guid.CreateVersion7(), referral = Guid.CreateVersion7();
    readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    [Fact]
    public async Task A_referral_whose_release_is_pending_stands_on_the_page_of_the_case_and_one_that_cannot_be_read_hides_no_other()
    {
        var (authority, hidden) = (await Authority(), Guid.CreateVersion7());
        Status(authority);
        Answer("conversations", new { items = new[] { Conversation(Conversations.StatusReferral, referral) } });
        using var browser = await SignedIn();
        var pending = await browser.Open($"/cases/{caseId}/status");
        Assert.Contains($"href=\"/status-referrals/{referral}\"", pending.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Nothing of this case has gone", pending.Body, StringComparison.Ordinal);

        network.Services.Answers[$"GET /status-referrals/{hidden}"] = (_, _) => Results.NotFound();
        Answer("conversations", new
        {
            items = new[] { Conversation(Conversations.StatusReferral, hidden), Conversation(Conversations.StatusReferral, referral) },
        });
        var both = await browser.Open($"/cases/{caseId}/status");
        Assert.Equal(HttpStatusCode.OK, both.Status);
        Assert.Contains($"href=\"/status-referrals/{referral}\"", both.Body, StringComparison.Ordinal);
        Assert.Contains("1 more cannot be shown just now", both.Body, StringComparison.Ordinal);
        Answer("conversations", new { items = new[] { Conversation(Conversations.Handoff, hidden) } });
        Assert.Contains("Nothing of this case has gone", (await browser.Open($"/cases/{caseId}/status")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_of_a_case_leads_to_all_that_goes_to_the_police_and_to_authorities_from_it()
    {
        var (authority, handoff, demand, orderOnly) = (await Authority(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Status(authority);
        Answer("", new
        {
            id = caseId, label = "AB12", version = 1, openedAt = now, changedAt = now, ledgerReference = caseId, fields = new { }, age = new { },
        });
        Get("/fields", new { items = Array.Empty<object>() });
        Get($"/handoffs/{handoff}", new
        {
            line = new
            {
                id = handoff, reference = "P1", side = "handoffs-sent", type = "consented-handoff", state = "Prepared", handlingCode = "H1",
                urgency = "Routine", exhibits = new { }, to = authority,
            },
            questions = Array.Empty<object>(), actions = Array.Empty<string>(), preparation = new { contact = "none" },
        });
        Get($"/compelled-disclosures/{demand}", new
        {
            line = new
            {
                id = demand, reference = "O1", side = "compelled", state = "Demanded", basis = "court-order", handling = "H1", with = authority,
                categories = Array.Empty<string>(), recordedAt = now, updatedAt = now,
            },
            actions = Array.Empty<string>(),
        });
        network.Services.Answers[$"GET /compelled-disclosures/{orderOnly}"] = (_, _) => Results.NotFound();
        Answer("conversations", new
        {
            items = new[]
            {
                Conversation(Conversations.Referral, Guid.NewGuid()), Conversation(Conversations.Handoff, handoff),
                Conversation(Conversations.StatusReferral, referral), Conversation(Conversations.CompelledDisclosure, demand),
                Conversation(Conversations.CompelledDisclosure, orderOnly),
            },
        });
        using var browser = await SignedIn();
        var page = WebUtility.HtmlDecode((await browser.Open($"/cases/{caseId}")).Body);
        var section = Regex.Match(page, "<h2[^>]*id=\"handoffs\".*?</ul>", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Value;
        Assert.Equal(
            [$"/handoffs/{handoff}", $"/status-referrals/{referral}", $"/compelled-disclosures/{demand}"],
            Regex.Matches(section, "(?<=href=\")[^\"]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(link => link.Value));
        Assert.All(
            new[] { "Disclosure to the police P1", "Referral to the authority S1", "Order to disclose O1", "Fictional authority" },
            said => Assert.Contains(said, section, StringComparison.Ordinal));
        Assert.DoesNotContain("cannot be shown just now", page, StringComparison.Ordinal);

        // A consular officer has no part in them.
        using var consul = (await network.SignedIn(network[Roles.ConsularOfficer])).Browser;
        Assert.DoesNotContain("id=\"handoffs\"", (await consul.Open($"/cases/{caseId}")).Body, StringComparison.Ordinal);
        network.Services.Answers.TryRemove("GET /fields", out var _);
    }

    [Fact]
    public async Task Details_go_again_only_to_the_referral_of_the_same_case_and_what_is_sent_first_is_found_from_it_at_once()
    {
        var authority = await Authority();
        var (foreign, other, calls) = (Guid.CreateVersion7(), Guid.CreateVersion7(), new List<string>());
        Status(authority);
        Status(authority, foreign, other);
        Get($"/permits/{permit}", new { id = permit, permit = "signed", caseId });
        Get($"/permits/{other}", new { id = other, permit = "signed", caseId = Guid.CreateVersion7() });
        Get($"/permits/{permit}/preview", Preview(authority));
        Answer("label", new { id = caseId, label = "AB12" });
        Answer("consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = true }, named = Array.Empty<object>(),
        });
        Get("/fields", new { items = new[] { new { name = "prs_FirstName", category = "Name", type = "Text" } } });
        network.Services.Answers["POST /status-referrals"] = (_, _) => Called("sent", new { id = referral });
        network.Services.Answers[$"POST /cases/{caseId}/ties"] = (_, body) => Called(body, new { id = permit, tie = "signed" });
        network.Services.Answers[$"POST /status-referrals/{referral}/release"] = (_, _) => Called("again", new { id = referral });
        using var browser = await SignedIn();

        Assert.Equal(HttpStatusCode.OK, (await browser.Open($"/status-referrals/new?case={caseId}&again={referral}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/status-referrals/new?case={caseId}&again={foreign}")).Status);
        var check = $"/status-referrals/new/{permit}";
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"{check}?again={foreign}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Send(browser, $"{check}?again={foreign}", await browser.Open(check))).Status);
        // The same case, and another authority than its referral's.
        Get($"/permits/{permit}/preview", Preview(Guid.CreateVersion7()));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"{check}?again={referral}")).Status);
        Get($"/permits/{permit}/preview", Preview(authority));
        Assert.Empty(calls);

        await Send(browser, $"{check}?again={referral}", await browser.Open($"{check}?again={referral}"));
        Assert.Equal(["again"], calls);
        Assert.True((await Send(browser, check, await browser.Open(check))).IsAt($"/status-referrals/{referral}"));
        Assert.Equal(["again", "sent", $$"""{"conversation":"status-referral","id":"{{referral}}"}"""], calls);
        network.Services.Answers.TryRemove("GET /fields", out var _);

        object Preview(Guid to) => new
        {
            id = permit, caseId, recipients = new[] { new { recipient = to, fields = new { prs_FirstName = "Smilga" }, withheld = new { } } },
        };

        IResult Called(string what, object answer)
        {
            calls.Add(what);
            return Results.Json(answer);
        }
    }

    [Fact]
    public async Task Decisions_are_offered_as_they_come_one_after_the_other_and_a_question_is_not_called_one()
    {
        var officer = (await network.SignedIn(network[Roles.AuthorityOfficer])).Browser;
        using var _ = officer;
        Get($"/status-referrals/{referral}", new
        {
            line = new
            {
                id = referral, reference = "S1", side = "status-received", state = "Acknowledged", from = Guid.NewGuid(), to = Guid.NewGuid(),
                sentAt = now, updatedAt = now,
            },
            decisions = Array.Empty<object>(), period = Array.Empty<object>(), actions = new[] { "decide" },
            timeline = new[] { new { at = now, what = Verbs.StatusInfoAsked, track = "Business", noteId = permit } },
        }, "\"1\"");
        var form = await officer.Open($"/status-referrals/{referral}/do/decide");
        var offered = Regex.Matches(form.Body, "<input[^>]*name=\"Code\"[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1))
            .Select(box => Regex.Match(box.Value, "(?<=value=\")[^\"]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value).ToList();
        Assert.Equal(["reasonable-grounds", "conclusive-grounds", "negative"], offered);
        Assert.Equivalent(Contracts.Codes.StatusDecisions, offered, strict: true);
        var page = (await officer.Open($"/status-referrals/{referral}")).Body;
        var thread = page[page.IndexOf("id=\"questions\"", StringComparison.Ordinal)..page.IndexOf("id=\"timeline\"", StringComparison.Ordinal)];
        Assert.Contains($"?note={permit}", thread, StringComparison.Ordinal);
        Assert.DoesNotContain("Decision ·", thread, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_asked_for_consent_to_a_referral_to_the_authority_comes_with_it_chosen_and_goes_back_there()
    {
        var (authority, police) = (await Authority(), network.Services.List("Fictional police", "LawEnforcement").Id);
        await network.Services.GatewayKnows();
        Answer("label", new { id = caseId, label = "AB12" });
        Answer("consents", new
        {
            items = Array.Empty<object>(), exclusions = Array.Empty<object>(), age = new { child = false }, named = Array.Empty<object>(),
        });
        Answer("exhibits", new { items = Array.Empty<object>() });
        Get("/wordings", new { items = new[] { new { id = "one", language = "en", text = "Words", purpose = Contracts.Codes.Handoff } } });
        Get("/fields", new { items = Array.Empty<object>() });
        var given = new List<string>();
        network.Services.Answers[$"POST /cases/{caseId}/consents"] = (_, body) =>
        {
            given.Add(body);
            return Results.Json(new { id = caseId });
        };
        using var browser = await SignedIn();
        var asking = await browser.Open($"/status-referrals/new?case={caseId}&to={authority}");
        var address = WebUtility.HtmlDecode(
            Regex.Match(asking.Body, $"(?<=href=\")/cases/{caseId}/consents/new[^\"]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
        var form = await browser.Open(address);
        Assert.Equal([$"{authority}"], Chosen(form));
        Assert.Empty(Chosen(await browser.Open($"/cases/{caseId}/consents/new?purpose=Handoff"))); // nothing is, where nobody said so
        var back = await Send(
            browser, address, form, ("Answer", "yes"), ("Recipients", $"{authority}"), ("Categories", "Name"), ("GivenBy", "self"),
            ("Method", "spoken"), ("Language", "lt"), ("WordingRead", "one"), ("Until.Day", "1"), ("Until.Month", "1"),
            ("Until.Year", $"{DateTime.UtcNow.Year + 1}"));
        Assert.Single(given);
        Assert.True(back.IsAt("/status-referrals/new") && back.Query("case") == $"{caseId}" && back.Query("to") == $"{authority}", $"{back.At}");

        // The other one can be chosen all the same, and stays chosen where the language is switched.
        var switched = await Send(browser, $"{address}&speak=lt", form, ("speak", "lt"), ("Recipients", $"{police}"));
        Assert.Equal([$"{police}"], Chosen(switched));
        network.Services.Answers.TryRemove("GET /fields", out var _);

        static IEnumerable<string> Chosen(Landed page) =>
            Regex.Matches(page.Body, "<input[^>]*name=\"Recipients\"[^>]*>", RegexOptions.None, TimeSpan.FromSeconds(1))
                .Where(box => box.Value.Contains(" checked=", StringComparison.Ordinal))
                .Select(box => Regex.Match(box.Value, "(?<=value=\")[^\"]*", RegexOptions.None, TimeSpan.FromSeconds(1)).Value);
    }

    [Fact]
    public async Task A_notice_whose_first_send_got_no_answer_leads_to_the_one_that_was_sent()
    {
        var (authority, notice, sent, bases) = (await Authority(), Guid.CreateVersion7(), new List<(string Key, string Body)>(), 0);
        var cell = new { sex = "Feminine", nationality = (string?)null, exploitation = (string?)null, region = (string?)null, year = now.Year };
        Refused(authority, cell);
        network.Services.Answers[$"POST /cases/{caseId}/notice-bases"] = (_, _) => Results.Json(new { basis = $"signed {++bases}" });
        network.Services.Answers["POST /notices"] = (request, body) =>
        {
            sent.Add((request.Headers["Idempotency-Key"].ToString(), body));
            return sent.Count == 1 ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
                : sent[0] == sent[^1] ? Results.Json(new { id = notice }, statusCode: 201)
                : Results.Problem(statusCode: 422, type: "urn:referral-network:problem:idempotency-key-reused");
        };
        Get($"/notices/{notice}", new { id = notice, side = "notices-sent", state = "Sent", from = authority, to = authority, cell, sentAt = now });
        using var browser = await SignedIn();
        var address = $"/notices/new?case={caseId}";
        (string, string)[] typed = [("To", $"{authority}"), ("Sex", "Feminine"), ("Year", $"{now.Year}")];
        var shown = await Send(browser, address, await browser.Open(address), [.. typed, ("Step", "show")]);
        var lost = await Send(browser, address, shown, [.. typed, .. Hidden(shown), ("Step", "send")]);
        Assert.Single(sent);
        var found = await Send(browser, address, lost, [.. typed, .. Hidden(lost), ("Step", "send")]);
        Assert.True(found.IsAt($"/notices/{notice}"), $"{found.At} {string.Join(' ', sent)}");
        Assert.Contains("Not in the notice", found.Body, StringComparison.Ordinal);

        static (string, string)[] Hidden(Landed page) =>
            [.. new[] { "Shown", "Basis", "BasisOf" }.Select(name => (name, page.Field(name)))];
    }

    [Theory]
    [InlineData("LT", true)]
    [InlineData("", false)]
    public async Task That_something_is_left_out_is_said_only_where_something_is(string nationality, bool coarse)
    {
        var authority = await Authority();
        Refused(authority, new { sex = "Feminine", nationality = (string?)null, year = now.Year });
        network.Services.Answers[$"POST /cases/{caseId}/notice-bases"] = (_, _) => Results.Json(new { basis = "signed" });
        using var browser = await SignedIn();
        var address = $"/notices/new?case={caseId}";
        var form = await browser.Open(address);
        Assert.Contains("Within 1 day.", form.Body, StringComparison.Ordinal);
        var shown = (await Send(
            browser, address, form, ("To", $"{authority}"), ("Sex", "Feminine"), ("Nationality", nationality), ("Year", $"{now.Year}"),
            ("Step", "show"))).Body;
        Assert.Equal(coarse, shown.Contains("fewer than 11 people", StringComparison.Ordinal));
        Assert.Equal(coarse, shown.Contains(">Left out<", StringComparison.Ordinal));
        Assert.Contains(">Not known<", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Contracts.Codes.Court, false)]
    [InlineData("NGO", true)]
    public async Task Nobody_of_a_court_or_of_the_police_is_offered_to_refer_somebody(string kind, bool offered)
    {
        var provider = network.Add($"refers-{kind}", new(), one => one with { RoleRules = [new("caseworkers", Roles.Caseworker)] }, kind);
        using var browser = (await network.SignedIn(provider)).Browser;
        var page = await browser.Open("/cases");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(offered, page.Body.Contains("href=\"/new\"", StringComparison.Ordinal));
    }

    async Task<Browser> SignedIn() => (await network.SignedIn(network[Roles.Counsellor])).Browser;

    /// <summary>Which takes something from a hotline.</summary>
    async Task<Guid> Authority()
    {
        var listed = network.Services.List("Fictional authority", Contracts.Codes.CompetentAuthority, authority: new(["x:Hotline"], "NONE"));
        await network.Services.GatewayKnows();
        return listed.Id.Value;
    }

    /// <summary>A referral that is sent, and what else its pages read.</summary>
    void Status(Guid authority, Guid? id = null, Guid? standsOn = null)
    {
        Get($"/status-referrals/{id ?? referral}", new
        {
            line = new
            {
                id = id ?? referral, reference = "S1", side = "status-sent", state = "Sent", from = Guid.NewGuid(), to = authority, sentAt = now,
                updatedAt = now,
            },
            permitId = standsOn ?? permit, releasePending = true, decisions = Array.Empty<object>(),
            period = Array.Empty<object>(), timeline = Array.Empty<object>(), actions = new[] { "release" },
        }, "\"1\"");
        Answer("label", new { id = caseId, label = "AB12" });
        Answer("status", new { items = Array.Empty<object>() });
        Answer("travel-facts", new { current = Array.Empty<object>(), history = Array.Empty<object>() });
        Get("/notices/duty", new { });
    }

    /// <summary>Somebody who was asked and said no, where a rule binds the reader's organisation.</summary>
    void Refused(Guid authority, object cell)
    {
        Answer("label", new { id = caseId, label = "AB12" });
        Answer("", new
        {
            id = caseId, label = "AB12", version = 1, openedAt = now, changedAt = now, ledgerReference = caseId, fields = new { }, age = new { },
        });
        Answer("consents", new
        {
            items = new[]
            {
                new
                {
                    id = permit, purposes = new[] { Contracts.Codes.Handoff }, recipients = Array.Empty<Guid>(), categories = Array.Empty<string>(),
                    exclusions = Array.Empty<object>(), givenBy = "self", language = "lt", method = "spoken", wordingVersion = "one", givenAt = now,
                },
            },
            exclusions = Array.Empty<object>(), age = new { child = false }, named = new[] { new { partner = authority } },
        });
        Get("/notices/duty", new { due = new { value = 1, unit = "days" }, citation = "Law 1" });
        network.Services.Answers["POST /notices/cell"] = (_, _) => Results.Json(cell);
    }

    static object Conversation(string conversation, Guid id) => new { conversation, id };

    Task<Landed> Send(Browser browser, string to, Landed page, params (string Name, string Value)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, to),
        [.. new[] { "form", "Key", "ETag" }.Select(name => (name, page.Field(name))).Where(field => field.Item2.Length > 0), .. typed]);

    void Answer(string ofCase, object body) => Get($"/cases/{caseId}/{ofCase}".TrimEnd('/'), body);

    void Get(string path, object body, string? tag = null) => network.Services.Answers[$"GET {path}"] = (request, _) =>
    {
        if (tag is not null)
            request.HttpContext.Response.Headers.ETag = tag;
        return Results.Json(body);
    };
}
