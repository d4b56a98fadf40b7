using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>
/// An order is in Cases and its demand in Handoffs: what one of them has not heard is gone on with, and what one refuses the other never has.
/// </summary>
[Collection(nameof(Network))]
public sealed class OrderPages(Network network) : IDisposable
{
    static readonly object None = new { items = Array.Empty<object>() };
    static readonly string[] Fields = ["prs_FirstName", "prs_SecondName"];

    readonly Guid caseId = Guid.CreateVersion7(), id = Guid.CreateVersion7(), other = Guid.CreateVersion7();
    readonly PartnerId court = new(Guid.CreateVersion7());
    readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    /// <summary>What was sent, in its order: <c>POST /…</c> and the body.</summary>
    readonly List<(string Call, JsonNode Body)> sent = [];

    string Compelled => $"/compelled-disclosures/{id}";
    IEnumerable<string> Calls => sent.Select(one => one.Call);

    [Theory]
    [InlineData(null)]
    [InlineData("already-demanded")]
    [InlineData("idempotency-key-reused")]
    public async Task An_order_that_has_no_demand_is_gone_on_with_where_the_case_lists_it(string? before)
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        Demanded(other);
        var list = await browser.Open($"/cases/{caseId}/orders");
        foreach (var (address, isThere) in new[]
            {
                (Compelled, false), ($"/cases/{caseId}/orders/{id}/go-on", true), ($"/compelled-disclosures/{other}", true),
                ($"/cases/{caseId}/orders/{other}/go-on", false),
            })
            Assert.True(list.Body.Contains($"href=\"{address}\"", StringComparison.Ordinal) == isThere, address);

        Sends("POST /compelled-disclosures", before);
        Sends($"POST /cases/{caseId}/orders/{id}/told", answer: new { id = Guid.NewGuid(), token = "ban" });
        Sends($"POST {Compelled}/told");
        Shown("Demanded", ["told"]);
        var form = await browser.Open($"/cases/{caseId}/orders/{id}/go-on");
        (string, string)[] ban = [("Ban.Day", "1"), ("Ban.Month", "2"), ("Ban.Year", $"{now.Year + 1}")];
        var faulty = await Submit(browser, form, ban);
        Assert.Contains("id=\"Handling-error\"", faulty.Body, StringComparison.Ordinal);
        Assert.Equal($"{now.Year + 1}", faulty.Field("Ban.Year"));
        Assert.Empty(sent);
        var done = await Submit(browser, faulty, [.. ban, ("Handling", "H2")]);
        Assert.True(done.IsAt(Compelled), $"{done.At} {done.Body}");
        Assert.Equal(["POST /compelled-disclosures", $"POST /cases/{caseId}/orders/{id}/told", $"POST {Compelled}/told"], Calls);
        Assert.Equal((Token(id, 1), "H2"), ((string?)sent[0].Body["order"], (string?)sent[0].Body["handling"]));
        Assert.Equal("ban", (string?)sent[2].Body["told"]);

        Demanded(id);
        Assert.True((await browser.Open($"/cases/{caseId}/orders/{id}/go-on")).IsAt(Compelled));
        Assert.Equal(HttpStatusCode.NotFound, (await browser.Open($"/cases/{caseId}/orders/{Guid.NewGuid()}/go-on")).Status);
    }

    [Fact]
    public async Task What_was_told_in_danger_is_gone_on_with_by_saying_when()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case(basis: "danger-to-life");
        Demanded();
        Sends("POST /compelled-disclosures/report-danger", "idempotency-key-reused");
        Shown("Disclosed", []);
        var form = await browser.Open($"/cases/{caseId}/orders/{id}/go-on");
        var yesterday = now.AddDays(-1);
        (string, string)[] said =
        [
            ("Handling", "H0"), ("At.Day.Day", $"{yesterday.Day}"), ("At.Day.Month", $"{yesterday.Month}"), ("At.Day.Year", $"{yesterday.Year}"),
        ];
        var faulty = await Submit(browser, form, said);
        Assert.Contains("id=\"At-Time-error\"", faulty.Body, StringComparison.Ordinal);
        Assert.True((await Submit(browser, faulty, [.. said, ("At.Time", "3:00")])).IsAt(Compelled));
        Assert.Equal(yesterday.Date.AddHours(3), ((DateTimeOffset)sent.Single().Body["toldAt"]!).UtcDateTime);
    }

    /// <summary>Else the form would come back, and record what was told a second time.</summary>
    [Fact]
    public async Task A_report_of_danger_that_is_sent_again_is_done()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        var form = await browser.Open($"/cases/{caseId}/orders/report-danger");
        Sends($"POST /cases/{caseId}/orders", answer: new { id, token = Token(id, 1) });
        Sends("POST /compelled-disclosures/report-danger", "idempotency-key-reused");
        Shown("Disclosed", []);
        var done = await Submit(
            browser, form,
            [
                ("Recipient", $"{court}"), ("Basis", "danger-to-life"), ("Fields.Name", Fields[0]), ("Handling", "H0"), ("At.Day.Day", "1"),
                ("At.Day.Month", "2"), ("At.Day.Year", $"{now.Year - 1}"), ("At.Time", "3:00"),
            ]);
        Assert.True(done.IsAt(Compelled), $"{done.At} {done.Body}");
        Assert.Equal([$"POST /cases/{caseId}/orders", "POST /compelled-disclosures/report-danger"], Calls);
    }

    [Fact]
    public async Task The_register_links_to_a_demand_only_where_there_is_one()
    {
        using var browser = await SignedIn(Roles.DataProtectionOfficer);
        foreach (var list in new[] { "reviews", "overdue", "approvals" })
            Answer($"GET /compelled-disclosures/{list}", None);
        Answer("GET /orders", new
        {
            items = new[] { id, other }.Select(one => new OrderRegistered(one, "court-order", court.Value, ["Name"], 1, now, null, null, null)),
        });
        Demanded(other);
        var page = (await browser.Open("/compelled-disclosures")).Body;
        Assert.Contains($"href=\"/compelled-disclosures/{other}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Compelled, page, StringComparison.Ordinal);
        Assert.Contains("in the directory: Nobody works on it yet", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("idempotency-key-reused", true)]
    [InlineData("already-demanded", true)]
    [InlineData("forbidden-now", false)]
    public async Task A_form_of_an_order_that_is_sent_again_still_keeps_its_ban(string refusal, bool isDone)
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        var form = await browser.Open($"/cases/{caseId}/orders/new");
        network.Services.Answers[$"PUT /cases/{caseId}/attachments/{form.Field("Key")}"] = (_, _) => Results.Json(new { id }, statusCode: 201);
        Sends($"POST /cases/{caseId}/orders", answer: new { id, token = Token(id, 1) });
        Sends("POST /compelled-disclosures", refusal);
        Sends($"POST /cases/{caseId}/orders/{id}/told", answer: new { id = Guid.NewGuid(), token = "ban" });
        Sends($"POST {Compelled}/told");
        Shown("Demanded", ["told"]);

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
            {
                ("form", form.Field("form")), ("Key", form.Field("Key")), ("Recipient", $"{court}"), ("Basis", "court-order"), ("Law", "Art. 3"),
                ("Fields.Name", "prs_FirstName"), ("Handling", "H2"), ("Ban.Day", "1"), ("Ban.Month", "2"), ("Ban.Year", $"{now.Year + 1}"),
            })
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("%PDF")), "Chosen", "order.pdf");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cases/{caseId}/orders/new") { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.Send(request);
        Assert.True((answer.Headers.Location?.ToString() == Compelled) == isDone, await answer.Content.ReadAsStringAsync());
        string[] asked = [$"POST /cases/{caseId}/orders", "POST /compelled-disclosures"];
        Assert.Equal(isDone ? [.. asked, $"POST /cases/{caseId}/orders/{id}/told", $"POST {Compelled}/told"] : asked, Calls);
    }

    [Theory]
    [InlineData(new string[0], true)]
    [InlineData(new[] { "narrow" }, false)]
    public async Task Nothing_is_narrowed_in_the_case_that_the_demand_would_refuse(string[] actions, bool isRefused)
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        Shown("Checked", ["narrow"], Contracts.Codes.TooWide);
        Previewed(1);
        Sends($"POST /cases/{caseId}/orders/{id}/narrow", answer: new { id, token = "narrower" });
        Sends($"POST {Compelled}/narrow");
        var form = await browser.Open($"{Compelled}/narrow");
        Shown("Approved1", actions, Contracts.Codes.TooWide);
        var done = await Submit(browser, form, [("Fields", Fields[0])]);
        Assert.True(done.IsAt(Compelled), $"{done.At}");
        Assert.Equal(isRefused, done.Body.Contains("cannot be done as things stand", StringComparison.Ordinal));
        Assert.Equal(isRefused ? [] : [$"POST /cases/{caseId}/orders/{id}/narrow", $"POST {Compelled}/narrow"], Calls);
    }

    [Fact]
    public async Task What_the_case_has_narrowed_and_the_demand_has_not_heard_of_goes_on_from_the_page_of_the_demand()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        Previewed(1);
        Shown("Checked", ["narrow", "refuse"], Contracts.Codes.TooWide);
        var before = await browser.Open($"{Compelled}/narrow");
        Assert.DoesNotContain("keeps this order narrower already", (await browser.Open(Compelled)).Body, StringComparison.Ordinal);

        Case(version: 2);
        Previewed(2, Fields[0]);
        Assert.Contains("keeps this order narrower already", (await browser.Open(Compelled)).Body, StringComparison.Ordinal);
        Sends($"POST {Compelled}/narrow");
        var meanwhile = await Submit(browser, before, [("Fields", Fields[1])]); // a form from before, with another choice
        Assert.Contains("narrowed in the case meanwhile", meanwhile.Body, StringComparison.Ordinal);
        Assert.Empty(sent);
        Assert.Equal("true", meanwhile.Field("GoesOn"));
        Assert.True((await Submit(browser, meanwhile, [("GoesOn", "true")])).IsAt(Compelled));
        Assert.Equal((string?)Assert.Single(sent).Body["order"], Token(id, 2));

        Shown("Narrowed", ["narrow"], Contracts.Codes.TooWide, version: 2);
        Assert.True((await Submit(browser, meanwhile, [("GoesOn", "true")])).IsAt(Compelled)); // pressed twice
        Assert.Single(sent);
    }

    [Fact]
    public async Task A_form_whose_narrowing_half_failed_comes_back_as_what_stands_and_goes_on()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        Previewed(1);
        Shown("Checked", ["narrow"], Contracts.Codes.TooWide);
        Sends($"POST {Compelled}/narrow", "unavailable");
        network.Services.Answers[$"POST /cases/{caseId}/orders/{id}/narrow"] = (_, _) =>
        {
            Case(version: 2);
            Previewed(2, Fields[0]);
            return Results.Json(new { id, token = "narrower" });
        };
        var back = await Submit(browser, await browser.Open($"{Compelled}/narrow"), [("Fields", Fields[0])]);
        Assert.Equal("true", back.Field("GoesOn"));
        Assert.Contains("govuk-error-summary", back.Body, StringComparison.Ordinal);
        Sends($"POST {Compelled}/narrow", "idempotency-key-reused"); // it had come, and the answer was lost
        Assert.True((await Submit(browser, back, [("GoesOn", "true")])).IsAt(Compelled));
        Assert.Equal(Token(id, 2), (string?)sent[^1].Body["order"]);
    }

    [Theory]
    [InlineData("told")]
    [InlineData("told-after")]
    public async Task A_telling_that_the_demand_would_refuse_is_not_recorded_in_the_case(string action)
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        Previewed(1);
        Shown("Narrowed", [action]);
        Sends($"POST /cases/{caseId}/orders/{id}/told", answer: new { id = Guid.NewGuid(), token = "told" });
        Sends($"POST {Compelled}/{action}");
        var form = await browser.Open($"{Compelled}/{action}");
        (string, string)[] said =
        [
            ("May", "told"), ("At.Day.Day", "1"), ("At.Day.Month", "2"), ("At.Day.Year", $"{now.Year - 1}"), ("At.Time", "9:00"), ("Lawyer", "Linde"),
            ("Heard.Day", "3"), ("Heard.Month", "2"), ("Heard.Year", $"{now.Year - 1}"),
        ];
        Shown("Narrowed", []);
        var refused = await Submit(browser, form, said);
        Assert.True(refused.IsAt(Compelled) && refused.Body.Contains("cannot be done as things stand", StringComparison.Ordinal), $"{refused.At}");
        Assert.Empty(sent);
        Shown("Narrowed", [action]);
        Assert.True((await Submit(browser, form, said)).IsAt(Compelled));
        Assert.Equal([$"POST /cases/{caseId}/orders/{id}/told", $"POST {Compelled}/{action}"], Calls);
    }

    [Fact]
    public async Task Approvers_are_shown_the_telling_that_the_demand_counts_and_no_other()
    {
        using var browser = await SignedIn(Roles.Coordinator);
        Case();
        var told = new DateTimeOffset(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
        var heard = told.AddDays(3);
        var counted = new OrderTold(told, "Advokatė Linde", heard, null, Guid.NewGuid());
        Previewed(
            1, Fields, new OrderTold(null, null, null, now.AddDays(40), Guid.NewGuid()), counted,
            counted with { Lawyer = "Advokatas Gluosnis", Id = Guid.NewGuid() });
        Shown("Narrowed", ["approve"]);
        Assert.DoesNotContain("Advokat", (await browser.Open($"{Compelled}/approve")).Body, StringComparison.Ordinal);
        Shown("Narrowed", ["approve"], told: new(counted.Id, told, heard, null));
        var page = WebUtility.HtmlDecode((await browser.Open($"{Compelled}/approve")).Body);
        Assert.Contains("Advokatė Linde", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Advokatas Gluosnis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("It forbids telling the person until", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_approves_sends_what_they_have_read_and_reads_again_what_has_changed()
    {
        using var browser = await SignedIn(Roles.Coordinator);
        Case();
        var letter = new ExhibitReleased(Guid.CreateVersion7(), "document", "Laiškas nuo šeimininko", now, 9, "ab12", "text/plain");
        Previewed(1, Fields, [letter], [new(other, "picture"), new(id, "picture")]);
        Shown("Narrowed", ["approve"], answerBy: now.AddDays(3));
        Sends($"POST {Compelled}/approve");
        var form = await browser.Open($"{Compelled}/approve");
        foreach (var word in new[] { "Laiškas nuo šeimininko", "ab12", "It never leaves", "2 pictures" })
            Assert.Contains(word, WebUtility.HtmlDecode(form.Body), StringComparison.Ordinal);
        Previewed(2, Fields[0]);
        Assert.Equal(0, Forms(await browser.Open($"{Compelled}/approve"))); // the disclosure has not heard of it: it would refuse
        Shown("Narrowed", ["approve"], version: 2);
        var changed = await Submit(browser, form, [("As", "coordinator"), ("Read", form.Field("Read"))]);
        Assert.Contains("The order has changed since you read it", changed.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("Laiškas", WebUtility.HtmlDecode(changed.Body), StringComparison.Ordinal);
        Assert.Empty(sent);
        Assert.True((await Submit(browser, changed, [("As", "coordinator"), ("Read", changed.Field("Read"))])).IsAt(Compelled));
        Assert.Equal(("coordinator", "digest 2"), ((string?)sent.Single().Body["as"], (string?)sent.Single().Body["seen"]));
    }

    static int Forms(Landed page) => page.Body.Split("id=\"main-form\"").Length - 1;

    [Fact]
    public async Task Whoever_narrows_what_one_has_approved_reads_that_both_approve_anew()
    {
        const string Voids = "Approvals given so far no longer count";
        using var browser = await SignedIn(Roles.Caseworker);
        Case(version: 2);
        Previewed(1);
        Shown("Checked", ["narrow"]);
        Assert.DoesNotContain(Voids, (await browser.Open($"{Compelled}/narrow")).Body, StringComparison.Ordinal);
        Shown("Approved1", ["narrow"], approvals: [new("director", Guid.NewGuid(), null, now, 1)]);
        foreach (var page in new[] { $"{Compelled}/narrow", Compelled })
            Assert.Contains(Voids, (await browser.Open(page)).Body, StringComparison.Ordinal);
        Sends($"POST /cases/{caseId}/orders/{id}/narrow", answer: new { id, token = "narrower" });
        Sends($"POST {Compelled}/narrow");
        Assert.True((await Submit(browser, await browser.Open($"{Compelled}/narrow"), [("Fields", Fields[0])])).IsAt(Compelled));
        Assert.Equal([$"POST /cases/{caseId}/orders/{id}/narrow", $"POST {Compelled}/narrow"], Calls);

        // What is closed for everybody is named by the case, to whoever works with it.
        Previewed(1, Fields, [], [new(other, "picture")]);
        Answer($"GET /cases/{caseId}/exhibits", new
        {
            items = new[]
            {
                new ExhibitLine(other, "picture", "Paslėpta", null, null, "R", now, "P", "H", 9, "ab", "image/png", now, [], [], 0),
            },
        });
        var form = WebUtility.HtmlDecode((await browser.Open($"{Compelled}/narrow")).Body);
        Assert.Matches($"checked=\"checked\"[^>]*value=\"exhibit:{other}\"", form);
        Assert.Contains("Paslėpta", form, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_that_was_mistaken_is_corrected_in_the_case_first_and_then_here()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(3); // the end of the second day from today, in UTC
        Case(answerBy: day);
        Shown("Narrowed", ["reread"], answerBy: day);
        Sends($"POST /cases/{caseId}/orders/{id}/answer-by", answer: new { id, token = "dated" });
        Sends($"POST {Compelled}/reread");
        var form = await browser.Open($"{Compelled}/reread");
        Assert.Equal($"{day.AddDays(-1).Day}", form.Field("AnswerBy.Day"));
        (string, string)[] Typed(DateTimeOffset on) =>
            [("AnswerBy.Day", $"{on.Day}"), ("AnswerBy.Month", $"{on.Month}"), ("AnswerBy.Year", $"{on.Year}")];
        Assert.Contains("That is the day already", (await Submit(browser, form, Typed(day.AddDays(-1)))).Body, StringComparison.Ordinal);
        Assert.Contains("id=\"AnswerBy-error\"", (await Submit(browser, form, [("AnswerBy.Day", "31")])).Body, StringComparison.Ordinal);
        Shown("Narrowed", [], answerBy: day);
        await Submit(browser, form, Typed(day.AddDays(6)));
        Assert.Empty(sent); // the disclosure would refuse it
        Shown("Narrowed", ["reread"], answerBy: day);
        Assert.True((await Submit(browser, form, Typed(day.AddDays(6)))).IsAt(Compelled));
        Assert.Equal([$"POST /cases/{caseId}/orders/{id}/answer-by", $"POST {Compelled}/reread"], Calls);
        Assert.Equal((day.AddDays(7), "dated"), ((DateTimeOffset)sent[0].Body["answerBy"]!, (string?)sent[1].Body["order"]));

        // The case was corrected, and this never heard of it: the page says so, and the same form brings it here.
        Case(answerBy: day.AddDays(1));
        Assert.Contains("In the case the day", (await browser.Open(Compelled)).Body, StringComparison.Ordinal);
        sent.Clear();
        form = await browser.Open($"{Compelled}/reread");
        Assert.Equal($"{day.Day}", form.Field("AnswerBy.Day"));
        Assert.True((await Submit(browser, form, Typed(day))).IsAt(Compelled));
        Assert.Equal([$"POST {Compelled}/reread"], Calls);
    }

    [Fact]
    public async Task What_was_recorded_before_orders_had_a_digest_is_read_again_and_waits_for_that()
    {
        using var browser = await SignedIn(Roles.Coordinator);
        Case();
        Previewed(1);
        Shown("Checked", ["reread", "approve"], Contracts.Codes.InOrder, lacksDigest: true);
        Assert.Contains("recorded in an older form", (await browser.Open(Compelled)).Body, StringComparison.Ordinal);
        var waits = await browser.Open($"{Compelled}/approve");
        Assert.Contains("recorded in an older form", waits.Body, StringComparison.Ordinal);
        Assert.Equal(0, Forms(waits));
        Sends($"POST {Compelled}/reread");
        Assert.True((await Submit(browser, await browser.Open($"{Compelled}/reread"), [])).IsAt(Compelled));
        Assert.Equal(($"POST {Compelled}/reread", Token(id, 1)), (sent.Single().Call, (string?)sent.Single().Body["order"]));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(-1, false)]
    public async Task That_the_person_can_be_heard_longer_than_the_order_waits_is_said(int daysLater, bool said)
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        var due = now.AddDays(5);
        Shown("Narrowed", [], answerBy: due, told: new(Guid.NewGuid(), now, due.AddDays(daysLater), null));
        var page = (await browser.Open(Compelled)).Body;
        Assert.Equal(said, page.Contains("Ask whoever gave the order for a later day", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_came_otherwise_than_it_was_sent_is_listed_with_what_to_do()
    {
        using var browser = await SignedIn(Roles.Coordinator);
        Answer("GET /compelled-disclosures/approvals", None);
        var line = new CompelledLine(
            id, "R", "compelled", "Disclosed", "court-order", "H2", court, ["Name"], 2, now, now, now.AddHours(-1), "mismatch", null, 0, 1);
        Answer("GET /compelled-disclosures", new { items = new[] { line }, total = 1 });
        var list = (await browser.Open("/compelled-disclosures")).Body;
        Assert.Contains("Find out why. Differs since", list, StringComparison.Ordinal);
        Assert.DoesNotContain(">Due<", list, StringComparison.Ordinal);
        Answer("GET /compelled-disclosures", new { items = new[] { line with { ToDo = "check" } }, total = 1 });
        Assert.Contains(">Due<", (await browser.Open("/compelled-disclosures")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_left_without_a_kept_file_leads_to_no_export()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        DisclosureLine Left(Guid disclosure, bool hasCustody) => new(
            disclosure, Conversations.CompelledDisclosure, id, court.Value, "CompelledDisclosure", id, ["Name"], now, null, null, 0, null, null, null,
            [], hasCustody);
        Answer($"GET /cases/{caseId}/disclosures", new { items = new[] { Left(id, hasCustody: false), Left(other, hasCustody: true) } });
        var page = (await browser.Open($"/cases/{caseId}/disclosures")).Body;
        Assert.Contains($"/api/custody-exports/{other}", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/api/custody-exports/{id}", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Until_when_it_is_to_be_answered_stands_on_each_page_of_an_order_and_on_every_list()
    {
        using var browser = await SignedIn(Roles.Coordinator);
        Case(answerBy: now.AddDays(3));
        Demanded(other);
        Previewed(1, Fields, [], []);
        Shown("Narrowed", ["approve", "told"], answerBy: now.AddDays(-1));
        var line = new CompelledLine(
            id, "R", "compelled", "Narrowed", "court-order", "H2", court, ["Name"], 2, now, now, now.AddDays(-1), "await-approval", null, 0, 1,
            now.AddDays(-1));
        Answer("GET /compelled-disclosures", new { items = new[] { line }, total = 1 });
        Answer("GET /compelled-disclosures/approvals", new { items = new[] { line } });
        foreach (var page in new[]
            {
                $"/cases/{caseId}/orders", $"/cases/{caseId}/orders/{id}/go-on", Compelled, $"{Compelled}/preview", $"{Compelled}/told",
                "/compelled-disclosures",
            })
            Assert.Contains("To be answered by", (await browser.Open(page)).Body, StringComparison.Ordinal);
        Assert.Contains("Overdue", (await browser.Open(Compelled)).Body, StringComparison.Ordinal);
        var list = (await browser.Open("/compelled-disclosures")).Body;
        Assert.Contains("rn-row--late", list, StringComparison.Ordinal);
        Assert.Contains("2 fields, 1 piece of evidence", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_person_is_told_what_leaves_and_afterwards_what_left_whatever_the_case_holds_then()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        var (letter, hidden, removed) = (Exhibit("Laiškas"), Exhibit("Nuotrauka"), Exhibit("Sutartis"));
        Previewed(1, [Fields[0]], [letter, removed], [new(hidden.Id, hidden.Kind)]);
        Shown("Narrowed", ["told"]);
        await Names(
            $"{Compelled}/told", ("Laiškas", true), ("Sutartis", true), ("Nuotrauka", false), ("First name", true), ("Family name", false));
        // One was found to be what nobody opens after it had left; one had been, and did not leave. A field was emptied since, another filled.
        Answer($"GET /cases/{caseId}/orders/{id}/left", new
        {
            items = new[] { Fields[1], $"exhibit:{letter.Id}", $"exhibit:{hidden.Id}" },
        });
        Answer($"GET /cases/{caseId}/exhibits", new
        {
            items = new[] { letter, hidden, removed }.Select(one => new ExhibitLine(
                one.Id, one.Kind, one.Label, null, null, "R", now, "P", "H", 9, "ab", "text/plain", one == hidden ? now : null, [], [], 0)),
        });
        Shown("Disclosed", ["told-after"]);
        await Names(
            $"{Compelled}/told-after",
            ("Laiškas", true), ("Nuotrauka", true), ("Sutartis", false), ("First name", false), ("Family name", true));

        static ExhibitReleased Exhibit(string label) => new(Guid.CreateVersion7(), "document", label, DateTimeOffset.UtcNow, 9, "ab12", "text/plain");

        async Task Names(string page, params (string Word, bool IsThere)[] words)
        {
            var body = WebUtility.HtmlDecode((await browser.Open(page)).Body);
            foreach (var (word, isThere) in words)
                Assert.True(body.Contains(word, StringComparison.Ordinal) == isThere, $"{page} {word}");
        }
    }

    [Fact]
    public async Task What_cannot_be_is_said_beside_the_day_and_the_evidence_and_what_was_typed_is_kept()
    {
        using var browser = await SignedIn(Roles.Caseworker);
        Case();
        var letter = Guid.CreateVersion7();
        var line = new ExhibitLine(
            letter, "document", "Laiškas", null, null, "R", now, "P", "H", 9, "ab", "text/plain", null, [], [], 0);
        Answer($"GET /cases/{caseId}/exhibits", new { items = new[] { line, line with { Id = other, Label = "Paslėpta", IsolatedAt = now } } });
        var form = await browser.Open($"/cases/{caseId}/orders/new");
        Assert.Contains($"exhibit:{letter}", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"exhibit:{other}", form.Body, StringComparison.Ordinal); // nobody opens it any more
        // Ticked, and closed for everybody or removed before the form was sent: the form unticks nothing.
        foreach (var (gone, isThere) in new[] { (other, true), (Guid.CreateVersion7(), false) })
        {
            var closed = await New(browser, form, now.Year + 1, gone, "%PDF");
            Assert.Contains("id=\"Fields-Evidence-error\"", closed.Body, StringComparison.Ordinal);
            Assert.Contains("can no longer be handed over", closed.Body, StringComparison.Ordinal);
            Assert.Matches("checked=\"checked\"[^>]*value=\"prs_FirstName\"", closed.Body);
            Assert.Equal(isThere, closed.Body.Contains($"value=\"exhibit:{gone}\"", StringComparison.Ordinal));
        }
        Assert.Empty(sent);
        var over = await New(browser, form, now.Year - 1, letter); // the order came late
        Assert.DoesNotContain("AnswerBy-error", over.Body, StringComparison.Ordinal);
        Assert.Equal($"{now.Year - 1}", over.Field("AnswerBy.Year"));
        Assert.Contains("Choose the file of the order", over.Body, StringComparison.Ordinal);
        Assert.Matches($"checked=\"checked\"[^>]*value=\"exhibit:{letter}\"", over.Body);

        network.Services.Answers[$"PUT /cases/{caseId}/attachments/{over.Field("Key")}"] = (_, _) => Results.Json(new { id }, statusCode: 201);
        network.Services.Answers[$"DELETE /cases/{caseId}/attachments/{over.Field("Key")}"] = (_, _) => Results.NoContent();
        network.Services.Answers[$"POST /cases/{caseId}/orders"] = (_, body) =>
        {
            sent.Add(("order", JsonNode.Parse(body)!));
            return Results.Problem(
                statusCode: StatusCodes.Status400BadRequest, type: "urn:referral-network:problem:invalid",
                extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
                {
                    ["errors"] = new[] { "/fields/1", "/answerBy" }.Select(pointer => new { pointer, detail = "no" }),
                });
        };
        var refused = await New(browser, over, now.Year + 5, letter, "%PDF");
        Assert.Equal(
            ["prs_FirstName", $"exhibit:{letter}"], sent.Single().Body["fields"]!.AsArray().Select(field => (string?)field));
        Assert.Contains("more than two years away", refused.Body, StringComparison.Ordinal);
        Assert.Contains("can no longer be handed over", refused.Body, StringComparison.Ordinal);
        Assert.Equal($"{now.Year + 5}", refused.Field("AnswerBy.Year"));
    }

    async Task<Landed> New(Browser browser, Landed form, int answerYear, Guid exhibit, string? document = null)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
            {
                ("form", form.Field("form")), ("Key", form.Field("Key")), ("Recipient", $"{court}"), ("Basis", "court-order"), ("Law", "Art. 3"),
                ("Fields.Name", "prs_FirstName"), ("Fields.Evidence", $"exhibit:{exhibit}"), ("Handling", "H2"), ("AnswerBy.Day", "1"),
                ("AnswerBy.Month", "2"), ("AnswerBy.Year", $"{answerYear}"),
            })
            content.Add(new StringContent(value), name);
        if (document is not null)
            content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(document)), "Chosen", "order.pdf");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/cases/{caseId}/orders/new") { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.Send(request);
        return new(form.At, answer.StatusCode, await answer.Content.ReadAsStringAsync(), []);
    }

    public void Dispose()
    {
        Answer("GET /cases", None); // as others need it
        foreach (var shared in new[]
            {
                "GET /fields", "GET /orders", "GET /compelled-disclosures/demanded", "GET /compelled-disclosures",
                "GET /compelled-disclosures/approvals", "POST /compelled-disclosures",
            })
            network.Services.Answers.TryRemove(shared, out var _);
    }

    async Task<Browser> SignedIn(string role) => (await network.SignedIn(network[role])).Browser;

    static string Token(Guid order, long version) => $"{order} {version}";

    /// <summary>As it is in Cases.</summary>
    void Case(long version = 1, string basis = "court-order", DateTimeOffset? answerBy = null)
    {
        Answer($"GET /cases/{caseId}/exhibits", None);
        Answer($"GET /cases/{caseId}/orders/{id}/left", None);
        var line = new CaseLine(caseId, "AB12", 1, now, now, Guid.NewGuid());
        Answer($"GET /cases/{caseId}/label", line);
        Answer("GET /cases", new { items = new[] { line } });
        Answer("GET /fields", new
        {
            items = Fields.Select(name => new { name, category = "Name", type = "Text", core = true, leavesOnOrder = true }),
        });
        Answer($"GET /cases/{caseId}/orders", new
        {
            items = new[] { id, other }.Select(one => new OrderLine(
                one, court.Value, basis, ["Name"], 2, version, now, Guid.NewGuid(), Disclosed: false, Token(one, version), 0, answerBy)),
        });
    }

    /// <summary>As it is in Handoffs.</summary>
    void Shown(string state, string[] actions, string? finding = null, long version = 1, CompelledTelling? told = null,
        DateTimeOffset? answerBy = null, CompelledApproval[]? approvals = null, bool lacksDigest = false) =>
        Answer($"GET {Compelled}", new CompelledDetail(
            new(id, "R", "compelled", state, "court-order", "H2", court, ["Name"], 2, now, now, null, null, null, 0, 0, answerBy), version, finding,
            approvals ?? [], [], told,
            null, false, null, null, null, null, null, false, null, null, null, null, null,
            [new(now, Verbs.DemandRecorded, "Business", null, Guid.NewGuid(), null, "court-order", null)], actions, lacksDigest));

    void Previewed(long version, params string[] fields) => Previewed(version, fields.Length == 0 ? Fields : fields, []);

    void Previewed(long version, string[] fields, params OrderTold[] tellings) => Previewed(version, fields, [], [], tellings);

    void Previewed(
        long version, string[] fields, ExhibitReleased[] exhibits, ExhibitThatStays[] thatStay, params OrderTold[] tellings) =>
        Answer($"GET /orders/{id}/preview", new OrderPreview(
            id, court.Value, "court-order", "Art. 3", null, null, null, null, false, version,
            fields.ToDictionary(field => field, _ => JsonSerializer.SerializeToElement("x"), StringComparer.Ordinal), [], tellings, exhibits,
            thatStay, $"digest {version}", now.AddDays(3)));

    void Demanded(params Guid[] orders) => Answer("GET /compelled-disclosures/demanded", new { items = orders });

    void Sends(string call, string? refusal = null, object? answer = null) => network.Services.Answers[call] = (_, body) =>
    {
        sent.Add((call, JsonNode.Parse(body)!));
        return refusal is null ? Results.Json(answer ?? new { id })
            : Results.Problem(statusCode: StatusCodes.Status409Conflict, type: $"urn:referral-network:problem:{refusal}");
    };

    void Answer(string call, object body) => network.Services.Answers[call] = (_, _) => Results.Json(body);

    static Task<Landed> Submit(Browser browser, Landed form, (string, string)[] typed) =>
        browser.Submit(form.At, [("form", form.Field("form")), ("Key", form.Field("Key")), .. typed]);
}
