using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;
using Needs = ReferralNetwork.Contracts.Codes;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>
/// Where somebody is met, on the pages: what each side is shown and what each form sends, before services that answer as it is wanted.
/// </summary>
[Collection(nameof(Network))]
public sealed class RendezvousPages(Network network) : IDisposable
{
    const string Tag = "\"4\"";
    const string Where = "Žaliakrantės skersgatvis 17";

    readonly Guid stay = Guid.CreateVersion7(), ride = Guid.CreateVersion7(), point = Guid.CreateVersion7(), caseId = Guid.CreateVersion7();
    readonly Guid permit = Guid.CreateVersion7();
    readonly PartnerId asked = new(Guid.CreateVersion7());
    readonly List<(string Call, string Match, JsonNode? Body)> sent = [];
    readonly List<string> answered = [];

    string Here => $"/referrals/{stay}";

    [Fact]
    public async Task The_shelter_is_asked_where_and_whether_the_threat_alert_was_held_and_keeps_what_it_typed()
    {
        using var ieva = await SignedIn();
        Referral(stay, "received", Needs.ShelterAccommodation);
        Lines();
        foreach (var state in new[] { "Active", "VisitDone", "Accepted" })
        {
            Referral(stay, "received", Needs.ShelterAccommodation, state: state);
            Assert.Equal(
                state != "Active", (await ieva.Open(Here)).Body.Contains($"href=\"{Here}/rendezvous\"", StringComparison.Ordinal));
        }
        Answer("POST /rendezvous", () => Results.Created($"/rendezvous/{point}", new { id = point }));

        var form = await ieva.Open($"{Here}/rendezvous");
        Assert.Contains("Have you read the threat alert and thought of everybody", form.Body, StringComparison.Ordinal);
        var empty = await Send(ieva, $"{Here}/rendezvous", form);
        Faulty(empty, "Where");
        Faulty(empty, "ThreatAlertHeld");
        var unheld = await Send(ieva, $"{Here}/rendezvous", form, ("Where", Where), ("When", "po aštuonių"));
        Faulty(unheld, "ThreatAlertHeld");
        Assert.Contains(Where, WebUtility.HtmlDecode(unheld.Body), StringComparison.Ordinal);
        Assert.Contains("po aštuonių", WebUtility.HtmlDecode(unheld.Body), StringComparison.Ordinal);
        Assert.Empty(sent);

        Assert.True((await Send(ieva, $"{Here}/rendezvous", form, ("Where", Where), ("ThreatAlertHeld", "true"))).IsAt(Here));
        Same("POST /rendezvous", $$"""{"referral":"{{stay}}","where":"{{Where}}","when":null,"words":null,"threatAlertHeld":true}""");

        Answer("POST /rendezvous", () => Faults("/where", "/words"));
        var wrong = await Send(ieva, $"{Here}/rendezvous", form, ("Where", Where), ("Words", "x"), ("ThreatAlertHeld", "true"));
        Faulty(wrong, "Where");
        Faulty(wrong, "Words");
    }

    [Fact]
    public async Task What_was_said_before_comes_filled_in_and_is_changed_on_the_version_that_was_read()
    {
        using var ieva = await SignedIn();
        Referral(stay, "received", Needs.ShelterAccommodation);
        Lines(Line("shelter"));
        Opened(Where);
        Answer($"PUT /rendezvous/{point}", () => Results.Json(new { id = point }));
        Answer($"DELETE /rendezvous/{point}", () => Results.NoContent());
        var form = await ieva.Open($"{Here}/rendezvous");
        Assert.Contains(Where, WebUtility.HtmlDecode(form.Body), StringComparison.Ordinal);
        Assert.True((await Send(ieva, $"{Here}/rendezvous", form, ("Where", "Kieme"), ("ThreatAlertHeld", "true"))).IsAt(Here));
        Assert.Equal(Tag, sent[^1].Match);
        Same($"PUT /rendezvous/{point}", """{"where":"Kieme","when":null,"words":null,"threatAlertHeld":true}""");

        Answer($"PUT /rendezvous/{point}", () => Problem(412, "stale"));
        Opened("Prie malūno", "\"5\"");
        var stale = await Send(ieva, $"{Here}/rendezvous", form, ("Where", "Kieme"), ("ThreatAlertHeld", "true"));
        Assert.Contains("name=\"Replaces\"", stale.Body, StringComparison.Ordinal);
        Assert.Contains("Prie malūno", WebUtility.HtmlDecode(stale.Body), StringComparison.Ordinal);
        Assert.Contains(">Kieme</textarea>", stale.Body, StringComparison.Ordinal);

        var back = await ieva.Open($"{Here}/rendezvous/{point}/take-back");
        Assert.True((await Send(ieva, $"{Here}/rendezvous/{point}/take-back", back)).IsAt(Here));
        Assert.Equal($"DELETE /rendezvous/{point}", sent[^1].Call);
    }

    [Fact]
    public async Task What_a_colleague_has_taken_back_or_written_anew_is_never_written_over_unseen()
    {
        using var ieva = await SignedIn();
        var second = Guid.CreateVersion7();
        Referral(stay, "received", Needs.ShelterAccommodation);
        Lines(Line("shelter", takenAt: DateTimeOffset.UtcNow));
        Opened(Where, "\"1\"");
        Answer($"PUT /rendezvous/{point}", () => Problem(410, "rendezvous-taken-back"));
        Answer("POST /rendezvous", () => Results.Created($"/rendezvous/{second}", new { id = second }));
        var form = await ieva.Open($"{Here}/rendezvous");
        Assert.Equal(point.ToString(), form.Field("Point"));
        Assert.Contains("may be on the road", form.Body, StringComparison.Ordinal);

        // Taken back, and a new one is there of the same version.
        Lines(Line("shelter", id: second));
        Opened("Prie malūno", "\"1\"", second);
        Answer($"PUT /rendezvous/{second}", () => Results.Json(new { id = second }));
        var newer = await Send(ieva, $"{Here}/rendezvous", form, ("Where", "Kieme"), ("ThreatAlertHeld", "true"));
        Compared(newer, "Prie malūno");
        Assert.DoesNotContain("may be on the road", newer.Body, StringComparison.Ordinal);
        Assert.Equal($"PUT /rendezvous/{point}", sent[^1].Call);
        Compared(await Send(ieva, $"{Here}/rendezvous", newer, ("Where", "Kieme"), ("ThreatAlertHeld", "true")), "Prie malūno");
        Assert.Equal($"PUT /rendezvous/{point}", sent[^1].Call);
        Assert.True((await Send(
            ieva, $"{Here}/rendezvous", newer, ("Where", "Kieme"), ("ThreatAlertHeld", "true"), ("Replaces", "\"1\""))).IsAt(Here));
        Assert.Equal(($"PUT /rendezvous/{second}", "\"1\""), (sent[^1].Call, sent[^1].Match));

        // Taken back, and there is none: it is said first, and written only when it is sent again.
        Lines();
        var gone = await Send(ieva, $"{Here}/rendezvous", form, ("Where", "Kieme"), ("ThreatAlertHeld", "true"));
        Assert.Contains("A colleague has taken it back meanwhile", gone.Body, StringComparison.Ordinal);
        Assert.Contains(">Kieme</textarea>", gone.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(sent, call => call.Call == "POST /rendezvous");
        Assert.True((await Send(ieva, $"{Here}/rendezvous", gone, ("Where", "Kieme"), ("ThreatAlertHeld", "true"))).IsAt(Here));
        Assert.Equal("POST /rendezvous", sent[^1].Call);
    }

    [Fact]
    public async Task Who_is_second_or_meets_a_service_that_is_away_keeps_what_was_typed_and_can_save_it()
    {
        using var ieva = await SignedIn();
        Referral(stay, "received", Needs.ShelterAccommodation);
        Lines();
        var form = await ieva.Open($"{Here}/rendezvous");

        Answer("POST /rendezvous", () => Problem(409, "rendezvous-written"));
        Answer($"PUT /rendezvous/{point}", () => Results.Json(new { id = point }));
        Lines(Line("shelter"));
        Opened("Prie malūno", "\"1\"");
        var second = await Send(ieva, $"{Here}/rendezvous", form, ("Where", "Kieme"), ("ThreatAlertHeld", "true"));
        Compared(second, "Prie malūno");
        Compared(await Send(ieva, $"{Here}/rendezvous", second, ("Where", "Kieme"), ("ThreatAlertHeld", "true")), "Prie malūno");
        Assert.DoesNotContain(sent, call => call.Call.StartsWith("PUT", StringComparison.Ordinal));
        Assert.True((await Send(
            ieva, $"{Here}/rendezvous", second, ("Where", "Kieme"), ("ThreatAlertHeld", "true"), ("Replaces", "\"1\""))).IsAt(Here));
        Assert.Equal(($"PUT /rendezvous/{point}", "\"1\""), (sent[^1].Call, sent[^1].Match));

        foreach (var call in new[] { "GET /rendezvous", "POST /rendezvous", $"PUT /rendezvous/{point}", $"GET /rendezvous/{point}" })
            Answer(call, () => Problem(503, "unavailable"));
        foreach (var read in new[] { form, second })
        {
            var away = await Send(
                ieva, $"{Here}/rendezvous", read, ("Where", "Kieme"), ("ThreatAlertHeld", "true"), ("Replaces", read.Field("ETag")));
            Assert.Equal(HttpStatusCode.OK, away.Status);
            Assert.Contains("Nothing is lost", away.Body, StringComparison.Ordinal);
            Assert.Contains(">Kieme</textarea>", away.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_sender_names_an_accepted_ride_of_this_person_or_nobody_and_can_ask_for_one()
    {
        using var rasa = await SignedIn();
        var (open, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Referral(stay, "sent", Needs.ShelterAccommodation);
        Referral(ride, "sent", Needs.LocalTransport);
        Referral(open, "sent", Needs.LocalTransport, disclosure: false);
        Referral(other, "sent", "x:LegalAid");
        Answer($"GET /permits/{permit}", () => Results.Json(new { id = permit, caseId }));
        Answer($"GET /cases/{caseId}/conversations", () => Results.Json(new
        {
            items = new[] { stay, ride, open, other }.Select(id => new { conversation = "referral", id })
                .Append(new { conversation = "return", id = Guid.CreateVersion7() }),
        }));
        Lines();
        Assert.Contains("The shelter has not said yet", (await rasa.Open($"{Here}/ride")).Body, StringComparison.Ordinal);
        Lines(Line("sender", mayTake: true));
        Assert.Contains($"href=\"{Here}/ride\"", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        Assert.DoesNotContain("This ride has ended", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        Lines(Line("sender", rideEnded: true));
        Assert.Contains("This ride has ended", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        Lines(Line("sender", mayTake: true));
        Answer($"POST /rendezvous/{point}/ride", () => Results.Json(new { id = point }));

        var form = await rasa.Open($"{Here}/ride");
        Assert.Contains($"value=\"{ride}\"", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{open}\"", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{other}\"", form.Body, StringComparison.Ordinal);
        Faulty(await Send(rasa, $"{Here}/ride", form, ("Ride", open.ToString())), "Ride");
        Assert.Empty(sent);
        Assert.True((await Send(rasa, $"{Here}/ride", form, ("Ride", ride.ToString()))).IsAt(Here));
        Same($"POST /rendezvous/{point}/ride", $$"""{"referral":"{{ride}}"}""");
        Assert.True((await Send(rasa, $"{Here}/ride", form, ("Ride", "we"))).IsAt(Here));
        Same($"POST /rendezvous/{point}/ride", """{"referral":null}""");
        Answer($"POST /rendezvous/{point}/ride", () => Faults("/referral"));
        Faulty(await Send(rasa, $"{Here}/ride", form, ("Ride", ride.ToString())), "Ride");

        var draft = Guid.CreateVersion7();
        Answer("POST /drafts", () => Results.Created($"/drafts/{draft}", new { id = draft }));
        Answer($"GET /drafts/{draft}", () => Results.Json(new { id = draft, content = new { needs = new[] { Needs.LocalTransport } } }));
        var begun = await Send(rasa, $"{Here}/ride?handler=ask", form);
        Assert.True(begun.IsAt($"/new/{draft}"), $"{begun.At}");
        var content = sent[^1].Body!["content"]!;
        Assert.Equal(
            (Needs.LocalTransport, stay.ToString(), caseId.ToString()),
            ((string?)content["needs"]![0], (string?)content["rideTo"], (string?)content["caseId"]));

        // The ride of another person goes to another stay.
        var another = Guid.CreateVersion7();
        var saved = content.ToJsonString();
        Answer($"GET /drafts/{draft}", () => Results.Json(new { id = draft, content = JsonNode.Parse(saved) }));
        Answer($"PUT /drafts/{draft}", () => Results.Json(new { id = draft }));
        Answer("GET /cases", () => Results.Json(new { items = Array.Empty<object>() }));
        foreach (var person in new[] { caseId, another })
        {
            Answer($"GET /cases/{person}/label", () => Results.Json(new { id = person, label = "Kita", openedAt = DateTimeOffset.UtcNow }));
            await Send(rasa, $"/new/{draft}/person", await rasa.Open($"/new/{draft}/person"), ("CaseId", person.ToString()));
            Assert.Equal($"PUT /drafts/{draft}", sent[^1].Call);
            Assert.Equal(person == another ? null : stay.ToString(), (string?)sent[^1].Body!["content"]!["rideTo"]);
        }
    }

    [Fact]
    public async Task A_body_of_a_State_is_not_offered_to_bring_the_person_itself()
    {
        var state = network.Add(
            "rendezvous-state", new(), provider => provider with { RoleRules = [new("caseworkers", Roles.Caseworker)] },
            "LocalGovernmentOrganisation");
        using var official = (await network.SignedIn(state)).Browser;
        Referral(stay, "sent", Needs.ShelterAccommodation);
        Referral(ride, "sent", Needs.LocalTransport);
        Answer($"GET /permits/{permit}", () => Results.Json(new { id = permit, caseId }));
        var conversations = new[] { stay };
        Answer(
            $"GET /cases/{caseId}/conversations",
            () => Results.Json(new { items = conversations.Select(id => new { conversation = "referral", id }) }));
        Lines(Line("sender"));
        var nobody = await official.Open($"{Here}/ride");
        Assert.Contains("No ride for this person is accepted yet", nobody.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"we\"", nobody.Body, StringComparison.Ordinal);
        conversations = [stay, ride];
        var form = await official.Open($"{Here}/ride");
        Assert.Contains($"value=\"{ride}\"", form.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"we\"", form.Body, StringComparison.Ordinal);
        Faulty(await Send(official, $"{Here}/ride", form, ("Ride", "we")), "Ride");
        Assert.Empty(sent);
    }

    [Fact]
    public async Task Whoever_drives_takes_the_ride_opens_it_and_is_told_when_it_is_shut()
    {
        var sender = network.Services.List("Siuntėjai pavėžėjimui", "NGO", dutyTelephone: "+37060000778");
        using var driver = await SignedIn();
        Referral(stay, "received", Needs.LocalTransport);
        Lines(Line("rider", mayTake: true));
        var take = $"{Here}/rendezvous/{point}/take";
        Assert.Contains($"href=\"{take}\"", (await driver.Open(Here)).Body, StringComparison.Ordinal);
        Answer($"POST /rendezvous/{point}/take", () => Problem(409, "ride-taken"));
        var form = await driver.Open(take);
        Assert.Equal("false", form.Field("Over"));

        // A colleague was faster: now the form says so, and takes it over.
        Lines(Line("rider", mayTake: true, takenAt: DateTimeOffset.UtcNow));
        var faster = await Send(driver, take, form, ("Over", "false"));
        Assert.Contains("A colleague has taken this ride meanwhile", faster.Body, StringComparison.Ordinal);
        Assert.Equal("true", faster.Field("Over"));
        Assert.Contains("your colleague can no longer open the meeting point", faster.Body, StringComparison.Ordinal);
        Answer($"POST /rendezvous/{point}/take", () => Results.Json(new { id = point }));
        Assert.True((await Send(driver, take, faster, ("Over", "true"))).IsAt(Here));
        Same($"POST /rendezvous/{point}/take", """{"over":true}""");

        Lines(Line("rider", mayTake: true, takenAt: DateTimeOffset.UtcNow, mine: true));
        Opened(Where);
        Assert.Contains($"href=\"{Here}/rendezvous/{point}\"", (await driver.Open(Here)).Body, StringComparison.Ordinal);
        using var shown = await driver.Get($"{Here}/rendezvous/{point}");
        var page = WebUtility.HtmlDecode(await shown.Content.ReadAsStringAsync());
        Assert.Contains(Where, page, StringComparison.Ordinal);
        Assert.Contains("Each opening is recorded", page, StringComparison.Ordinal);
        Assert.True(shown.Headers.CacheControl!.NoStore);
        Assert.DoesNotContain("tel:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("geo:", page, StringComparison.Ordinal);

        foreach (var (type, said) in new[]
        {
            ("rendezvous-arrived", "The person has arrived"), ("ride-given-on", "Somebody else has this ride"),
            ("rendezvous-taken-back", "The shelter has taken it back"), ("recipient-ended", "part has ended"),
        })
        {
            Answer($"GET /rendezvous/{point}", () => Problem(410, type));
            var gone = await driver.Open($"{Here}/rendezvous/{point}");
            Assert.Equal(HttpStatusCode.Gone, gone.Status);
            Assert.Contains(said, WebUtility.HtmlDecode(gone.Body), StringComparison.Ordinal);
        }
        // Whoever is on the road with somebody has a number to ring.
        Assert.DoesNotContain("tel:", (await driver.Open($"{Here}/rendezvous/{point}")).Body, StringComparison.Ordinal);
        Referral(stay, "received", Needs.LocalTransport, from: sender.Id.Value);
        var whom = WebUtility.HtmlDecode((await driver.Open($"{Here}/rendezvous/{point}")).Body);
        Assert.Contains("Siuntėjai pavėžėjimui", whom, StringComparison.Ordinal);
        Assert.Contains("tel:+37060000778", whom, StringComparison.Ordinal);
        Lines();
        Assert.Equal(HttpStatusCode.NotFound, (await driver.Open(take)).Status);
        Answer("GET /rendezvous", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        Assert.Contains("could not be looked up now", (await driver.Open(Here)).Body, StringComparison.Ordinal);
    }

    async Task<Browser> SignedIn() => (await network.SignedIn(network[Roles.Caseworker])).Browser;

    void Referral(
        Guid id, string side, string need, bool disclosure = true, string state = "Accepted", Guid? from = null) => Answer(
        $"GET /referrals/{id}", () => Results.Json(new
        {
            id, reference = "R-" + id.ToString("N")[^4..], side, state, needs = new[] { need }, ageBand = "18-24", language = "lt",
            region = "LT", urgency = "Soon", mode = "Sequential", from = from ?? Guid.NewGuid(), to = asked,
            disclosureId = disclosure ? Guid.NewGuid() : (Guid?)null, permitId = side == "sent" ? permit : (Guid?)null,
            offers = Array.Empty<object>(), timeline = Array.Empty<object>(), actions = Array.Empty<string>(), stops = Array.Empty<object>(),
            stopWishes = Array.Empty<object>(),
        }));

    void Lines(params object[] lines) => Answer("GET /rendezvous", () => Results.Json(new { items = lines }));

    object Line(string side, bool mayTake = false, DateTimeOffset? takenAt = null, bool mine = false, bool rideEnded = false,
        Guid? id = null) => new
        {
            id = id ?? point, side, version = 4, writtenAt = DateTimeOffset.UtcNow, ride = (Guid?)null, rider = (Guid?)null, takenAt,
            takenBy = (Guid?)null,
            mine, mayTake, rideEnded,
        };

    void Opened(string where, string tag = Tag, Guid? id = null) => Answer($"GET /rendezvous/{id ?? point}", () => new Tagged(
        tag,
        Results.Json(new
        {
            id = id ?? point, shelter = asked, where, when = (string?)null, words = (string?)null, writtenAt = DateTimeOffset.UtcNow,
        })));

    sealed record Tagged(string Tag, IResult Inner) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ETag = Tag;
            return Inner.ExecuteAsync(httpContext);
        }
    }

    void Answer(string call, Func<IResult> answer)
    {
        answered.Add(call);
        network.Services.Answers[call] = (request, body) =>
        {
            if (!HttpMethods.IsGet(request.Method))
                sent.Add((call, request.Headers.IfMatch.ToString(), body.Length == 0 ? null : JsonNode.Parse(body)));
            return answer();
        };
    }

    /// <summary>Nothing is saved: what is there now stands beside what was typed, and the reader decides.</summary>
    static void Compared(Landed page, string now)
    {
        Assert.Contains("name=\"Replaces\"", page.Body, StringComparison.Ordinal);
        Assert.Contains(now, WebUtility.HtmlDecode(page.Body), StringComparison.Ordinal);
        Assert.Contains(">Kieme</textarea>", page.Body, StringComparison.Ordinal);
    }

    void Same(string call, string body)
    {
        Assert.Equal(call, sent[^1].Call);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), sent[^1].Body), $"{sent[^1].Body}");
    }

    static IResult Faults(params string[] pointers) => Results.Problem(
        statusCode: 400, type: "urn:referral-network:problem:invalid",
        extensions: new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["errors"] = pointers.Select(pointer => new { pointer, detail = "x" }),
        });

    static IResult Problem(int status, string type) => Results.Problem(statusCode: status, type: $"urn:referral-network:problem:{type}");

    static void Faulty(Landed page, string question) => Assert.Contains(
        $"id=\"{ReferralNetwork.Staff.TagHelpers.Field.IdOf(question)}-error\"", page.Body, StringComparison.Ordinal);

    Task<Landed> Send(Browser browser, string to, Landed page, params (string Name, string Value)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, to),
        [
            .. new[] { "form", "Key", "ETag", "Point", "Other" }.Select(name => (name, page.Field(name))).Where(field => field.Item2.Length > 0),
            .. typed,
        ]);

    public void Dispose()
    {
        foreach (var call in answered)
            network.Services.Answers.TryRemove(call, out _);
    }
}
