using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>What the pages of evidence make of what Cases answers.</summary>
[Collection(nameof(Network))]
public sealed class ExhibitPages(Network network)
{
    readonly Guid caseId = Guid.CreateVersion7(), exhibit = Guid.CreateVersion7(), disclosure = Guid.CreateVersion7();

    [Fact]
    public async Task A_release_its_receipt_and_its_export_stand_on_the_pages_of_the_exhibit_and_of_what_was_shared()
    {
        var (police, now) = (network.Services.List("Krantinės policija", "LawEnforcement").Id, DateTimeOffset.UtcNow);
        await network.Services.GatewayKnows();
        Answer($"GET /cases/{caseId}/exhibits", _ => Results.Json(new
        {
            items = new[]
            {
                new
                {
                    id = exhibit, kind = "thing", label = "Telefonas <b>", bagNumber = "K 1", takenBy = "Rasa", takenAt = now, place = "Biuras",
                    holder = "Seifas",
                    hops = new[]
                    {
                        Hop(0, "Rasa", "Seifas", "taken-in"), Hop(1, Guid.NewGuid().ToString(), police.ToString(), "released"),
                    },
                    receipts = new[] { new { disclosureId = disclosure, by = police, givenAt = now, matches = false } },
                },
            },
        }));
        Answer($"GET /cases/{caseId}/disclosures", _ => Results.Json(new
        {
            items = new[]
            {
                new
                {
                    id = disclosure, conversation = Conversations.Handoff, conversationId = Guid.NewGuid(), recipient = police,
                    purpose = Contracts.Codes.Handoff, receiptId = Guid.NewGuid(), categories = new[] { "Evidence" }, releasedAt = now, reads = 0,
                    exhibits = new[] { exhibit }, hasCustody = true,
                },
            },
        }));
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        foreach (var (page, texts) in new (string, string[])[]
            {
                ($"exhibits/{exhibit}", ["Krantinės policija", "Copy released", "the seal was broken. Ask them now", "Seifas", Export]),
                ($"exhibits/{exhibit}/continuity", ["Krantinės policija", "Copy released", "the seal was broken. Ask them now"]),
                ("disclosures", ["Thing: Telefonas <b>", $"/cases/{caseId}/exhibits/{exhibit}", Export]),
            })
        {
            var shown = await browser.Open($"/cases/{caseId}/{page}");
            Assert.Equal(HttpStatusCode.OK, shown.Status);
            Assert.DoesNotContain("<b>", shown.Body, StringComparison.Ordinal);
            Assert.All(texts, text => Assert.Contains(text, WebUtility.HtmlDecode(shown.Body), StringComparison.Ordinal));
        }
        Assert.DoesNotContain("Biuras", (await browser.Open($"/cases/{caseId}/exhibits/{exhibit}/continuity")).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("/remove\"", (await browser.Open($"/cases/{caseId}/exhibits/{exhibit}")).Body, StringComparison.Ordinal);

        static object Hop(int number, string from, string to, string purpose) =>
            new { number, from, to, at = DateTimeOffset.UtcNow, purpose };
    }

    /// <summary>Three answers may be lost before the handoff hears; what an officer then says otherwise is not passed over.</summary>
    [Theory]
    [InlineData("receipt-given", false)]
    [InlineData("idempotency-key-reused", false)]
    [InlineData("receipt-given", true)] // the handoff has heard, and the answer of that was lost
    public async Task A_receipt_that_stands_is_shown_to_whoever_says_something_else_now(string refusal, bool hasHeard)
    {
        var (handoff, now, hash, mine) = (Guid.NewGuid(), DateTimeOffset.UtcNow, new string('a', 64), new string('b', 64));
        var (asked, handed) = (new List<JsonArray>(), new List<string[]>());
        Answer($"GET /handoffs/{handoff}", _ => Results.Json(new HandoffDetail(
            new(handoff, "R", "handoffs-received", "consented-handoff", "Released", "H0", "Soon", new Dictionary<string, int>(), null, null, null),
            [], ["receipts"])
        {
            Accepted = new(
                now, Guid.NewGuid(), Guid.NewGuid(), null,
                new(disclosure, now, "in-writing", hash, hasHeard ? now : null, null, [new(exhibit, null, null, false)]), null, [], [], null, null,
                []),
        }));
        Answer($"GET /disclosures/{disclosure}", _ => Results.Json(new DisclosureOpened(
            disclosure, Conversations.Handoff, handoff, Guid.NewGuid(), Contracts.Codes.Handoff, Guid.NewGuid(), now, [],
            new Dictionary<string, JsonElement>(), null, null, null, [new(exhibit, "thing", "Telefonas", now, null, null, null)], hash)));
        Answer($"POST /disclosures/{disclosure}/receipts", body =>
        {
            asked.Add(JsonNode.Parse(body)!["items"]!.AsArray());
            return asked[^1].Any(item => item!["exhibit"] is null)
                ? Results.Problem(statusCode: 409, type: $"urn:referral-network:problem:{refusal}") : Results.Json(new { id = disclosure });
        });
        Answer($"GET /disclosures/{disclosure}/custody", _ => Results.Json(new DisclosureCustody(
            Conversations.Handoff, handoff, disclosure, [], "file", [Receipt(new { sha256 = hash, matches = true })],
            [new(exhibit, [], asked.Count > 1 ? [Receipt(new { exhibit, seal = "broken" })] : [])], [])));
        Answer($"POST /handoffs/{handoff}/receipts", body =>
        {
            handed.Add([.. JsonNode.Parse(body)!["receipts"]!.AsArray().Select(one => (string)one!)]);
            return Results.Json(new { id = handoff });
        });
        var (browser, _) = await network.SignedIn(network[Roles.LiaisonOfficer]);
        using var __ = browser;
        var form = await browser.Open($"/handoffs/{handoff}/receipt");

        var back = await Submit(("Answer.file", "differs"), ("Hash.file", mine));
        Assert.Contains("id=\"Answer-file-error\"", back.Body, StringComparison.Ordinal);
        Assert.Contains("You confirmed this before: “Yes, the hash is the same”", WebUtility.HtmlDecode(back.Body), StringComparison.Ordinal);
        Assert.Contains($"value=\"{mine}\"", back.Body, StringComparison.Ordinal);
        Assert.Empty(handed);

        asked.Clear();
        await Submit(("Answer.file", "same"));
        Assert.Equal([2, 1], asked.Select(items => items.Count)); // what was never confirmed is, by itself
        Assert.Equal("broken", (string?)asked[1][0]!["seal"]);
        Assert.Equal([Receipt(new { sha256 = hash, matches = true }), Receipt(new { exhibit, seal = "broken" })], Assert.Single(handed));

        Task<Landed> Submit(params (string, string)[] file) => browser.Submit(
            form.At, [("form", form.Field("form")), ("Key", form.Field("Key")), ($"Answer.{exhibit}", "broken"), .. file]);

        static string Receipt(object says) => $"header.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(says))}.signature";
    }

    string Export => $"/api/custody-exports/{disclosure}";

    /// <summary>
    /// Once refused, nothing of the file stays; where it is not known whether it is an exhibit now, the form can be sent again as it is.
    /// </summary>
    [Theory]
    [InlineData(400, true, "By its content this is no recording")]
    [InlineData(503, false, "")]
    public async Task A_file_of_which_no_exhibit_was_made_is_taken_out_again(int status, bool isNewForm, string said)
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        Answer($"GET /cases/{caseId}/label", _ => Results.Json(new { id = caseId, label = "AB12" }));
        var address = $"/cases/{caseId}/exhibits/new/recording";
        var form = await browser.Open(address);
        var attachment = $"/cases/{caseId}/attachments/{form.Field("Key")}";
        var calls = new List<string>();
        Answer($"PUT {attachment}", body => Called($"put {body}", Results.Json(new { id = caseId }, statusCode: 201)));
        Answer($"POST /cases/{caseId}/exhibits", _ => Called("post", Results.Problem(
            statusCode: status, type: $"urn:referral-network:problem:{(status == 400 ? "invalid" : "unavailable")}",
            extensions: status != 400 ? null : new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["errors"] = new[] { new { pointer = "/attachment", detail = "is PDF" } },
            })));
        Answer($"DELETE {attachment}", _ => Called("delete", Results.NoContent()));

        using var content = new MultipartFormDataContent();
        foreach (var (name, value) in new[]
            {
                ("form", form.Field("form")), ("Key", form.Field("Key")), ("Label", "Balsas"), ("TakenBy", "Rasa"), ("Place", "Biuras"),
                ("Holder", "Seifas"), ("Taken.Day.Year", "2026"), ("Taken.Day.Month", "1"), ("Taken.Day.Day", "2"), ("Taken.Time", "10:15"),
            })
            content.Add(new StringContent(value), name);
        content.Add(new ByteArrayContent(Encoding.UTF8.GetBytes("%PDF")), "Chosen", "balsas.pdf");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var answer = await browser.Send(request);
        var back = new Landed(request.RequestUri!, answer.StatusCode, await answer.Content.ReadAsStringAsync(), []);
        Assert.Equal(["put %PDF", "post", "delete"], calls);
        Assert.Equal(isNewForm, back.Field("Key") != form.Field("Key"));
        Assert.Contains("value=\"Balsas\"", back.Body, StringComparison.Ordinal);
        Assert.Contains(said, back.Body, StringComparison.Ordinal);

        IResult Called(string what, IResult result)
        {
            calls.Add(what);
            return result;
        }
    }

    [Fact]
    public async Task A_hand_over_is_recorded_on_what_was_seen_and_who_comes_second_sees_who_holds_it_now()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var (holder, version, sent) = ("Seifas", 0, new List<string>());
        Answer($"GET /cases/{caseId}/exhibits", _ => Results.Json(new { items = new[] { Exhibit(holder, version) } }));
        network.Services.Answers[$"POST /cases/{caseId}/exhibits/{exhibit}/hand-overs"] = (request, body) =>
        {
            if (request.Headers.IfMatch != $"\"{version}\"")
                return Results.Problem(statusCode: 412, type: "urn:referral-network:problem:stale");
            sent.Add(body);
            return Results.Json(new { id = exhibit });
        };
        var address = $"/cases/{caseId}/exhibits/{exhibit}/hand-over";
        var form = await browser.Open(address);
        (holder, version) = ("Kapitonas Vėtra", 1); // a colleague was quicker
        (string, string)[] typed =
        [
            ("From", "Seifas"), ("To", "Ekspertė Rūta"), ("Purpose", "Ištirti"), ("At.Day.Year", "2026"), ("At.Day.Month", "1"), ("At.Day.Day", "2"),
            ("At.Time", "10:15"),
        ];
        var stale = await Send(form, typed);
        Assert.Empty(sent);
        Assert.Contains("Who holds it now", stale.Body, StringComparison.Ordinal);
        var body = WebUtility.HtmlDecode(stale.Body);
        Assert.Contains("Kapitonas Vėtra", body, StringComparison.Ordinal);
        Assert.Contains("value=\"Ekspertė Rūta\"", body, StringComparison.Ordinal);
        Assert.Empty((await Send(stale, typed)).Way.Skip(1)); // a second press alone changes nothing
        Assert.Empty(sent);
        Assert.True((await Send(stale, [.. typed, ("Replaces", "\"1\"")])).IsAt($"/cases/{caseId}/exhibits/{exhibit}"));
        Assert.Single(sent);

        Task<Landed> Send(Landed page, (string, string)[] answers) => browser.Submit(
            new Uri(page.At, address), [.. new[] { "form", "Key", "ETag" }.Select(name => (name, page.Field(name))), .. answers]);
    }

    [Fact]
    public async Task What_is_removed_twice_is_removed_and_what_is_not_of_the_reader_is_not_found()
    {
        var (browser, _) = await network.SignedIn(network[Roles.Counsellor]);
        using var __ = browser;
        var listed = true;
        Answer($"GET /cases/{caseId}/exhibits", _ => listed ? Results.Json(new { items = new[] { Exhibit("Seifas", 0) } }) : Results.NotFound());
        Answer($"DELETE /cases/{caseId}/exhibits/{exhibit}", _ => Results.NotFound()); // as after the first
        var address = $"/cases/{caseId}/exhibits/{exhibit}/remove";
        var form = await browser.Open(address);
        var gone = await Send();
        Assert.True(gone.IsAt($"/cases/{caseId}/exhibits"), $"{gone.At}");
        Assert.Contains("It is removed from evidence.", gone.Body, StringComparison.Ordinal);
        listed = false;
        var foreign = await Send();
        Assert.True(foreign.IsAt(address) && foreign.Status == HttpStatusCode.NotFound, $"{foreign.At} {foreign.Status}");

        Task<Landed> Send() => browser.Submit(new Uri(form.At, address), ("form", form.Field("form")));
    }

    object Exhibit(string holder, int version) => new
    {
        id = exhibit, kind = "thing", label = "Telefonas", bagNumber = "K 1", takenBy = "Rasa", takenAt = DateTimeOffset.UtcNow, place = "Biuras",
        holder = "Seifas", receipts = Array.Empty<object>(), version,
        hops = new[] { new { number = 0, from = "Rasa", to = holder, at = DateTimeOffset.UtcNow, purpose = "taken-in" } },
    };

    void Answer(string call, Func<string, IResult> with) => network.Services.Answers[call] = (_, body) => with(body);
}
