using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.SignIn;

/// <summary>The small forms of a handoff to the police: what each sends to its service, before one that answers as the test wants it.</summary>
[Collection(nameof(Network))]
public sealed class HandoffPages(Network network)
{
    static readonly string[] Nothing = [];

    readonly Guid id = Guid.CreateVersion7(), request = Guid.CreateVersion7(), note = Guid.CreateVersion7(), caseId = Guid.CreateVersion7();
    readonly DateTimeOffset now = DateTimeOffset.UtcNow;
    readonly List<(string Path, string Match, JsonNode Body)> sent = [];

    string Here => $"/handoffs/{id}";

    [Fact]
    public async Task A_unit_declines_with_a_reason_and_of_another_area_says_whose()
    {
        using var darius = await SignedIn(Roles.LiaisonOfficer);
        var whose = network.Services.List("Fictional border guard", "x:BorderGuard").Id;
        await network.Services.GatewayKnows();
        Received("Offered", ["decline"]);
        Taken("decline");
        Assert.Contains($"{Here}/do/decline", (await darius.Open(Here)).Body, StringComparison.Ordinal);
        var form = await darius.Open($"{Here}/do/decline");
        await Refused(darius, form, "decline", "Code", []);
        await Refused(darius, form, "decline", "Who", [("Code", "NOT_OUR_AREA")]);
        await Refused(darius, form, "decline", "Note", [("Code", "OTHER")]);
        Assert.Empty(sent);
        await Done(darius, form, "decline", [("Code", "NOT_OUR_AREA"), ("Who", $"{whose}")]);
        Sent("decline", $$"""{"code":"NOT_OUR_AREA","who":"{{whose}}"}""");
        await Done(darius, form, "decline", [("Code", "OTHER"), ("Note", "Nobody is here"), ("Who", "")]);
        Sent("decline", """{"code":"OTHER","note":"sealed Nobody is here"}""");
        // The sender may not, and reads why.
        using var rasa = await SignedIn(Roles.Counsellor);
        Own("Declined", [], new { contact = "none", declineCode = "NOT_OUR_AREA", responsible = whose });
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await rasa.Open($"{Here}/do/decline")).Status);
        var seen = (await rasa.Open(Here)).Body;
        Assert.Contains("Fictional border guard", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_gives_it_back_with_a_reason_and_after_that_opens_nothing()
    {
        using var darius = await SignedIn(Roles.LiaisonOfficer);
        Received("Receipted", ["return"], Accepted(released: true));
        Taken("return");
        var form = await darius.Open($"{Here}/do/return");
        Assert.Contains("govuk-button--warning", form.Body, StringComparison.Ordinal);
        await Refused(darius, form, "return", "Code", []);
        await Done(darius, form, "return", [("Code", "NOT_AN_OFFENCE")]);
        Sent("return", """{"code":"NOT_AN_OFFENCE"}""");
        Received("Returned", [], Accepted(released: true, returned: "NOT_AN_OFFENCE"));
        var back = (await darius.Open(Here)).Body;
        Assert.Contains("Given back", back, StringComparison.Ordinal);
        Assert.DoesNotContain($"{Here}/file", back, StringComparison.Ordinal);
        using var rasa = await SignedIn(Roles.Counsellor);
        Own("Returned", [], new { contact = "none" }, Accepted(released: true, returned: "NOT_AN_OFFENCE"));
        Assert.Contains("It is not an offence", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_was_refused_is_asked_for_again_on_what_consent_permits_now_once_that_was_read()
    {
        var unit = network.Services.List("Fictional police", "LawEnforcement").Id;
        await network.Services.GatewayKnows();
        using var rasa = await SignedIn(Roles.Counsellor);
        Own("Accepted", ["release"], new { contact = "none", releaseRefused = "NO_CONSENT" }, Accepted(), unit: unit, toDo: "release-refused");
        OfCase();
        var fields = new { prs_FirstName = "Smilga" };
        Get($"/cases/{caseId}/handoff-preview", () => new
        {
            categories = new[] { "Name" }, withheld = new { }, fields, fieldsThatStay = Nothing, exhibits = Nothing, exhibitsThatStay = Nothing,
        });
        var asked = new List<string>();
        network.Services.Answers[$"POST /cases/{caseId}/permits"] = (_, body) =>
        {
            asked.Add(body);
            return Results.Json(new { id = note, permit = "signed", caseId });
        };
        Taken("release");
        Assert.Contains($"{Here}/do/release", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        var form = await rasa.Open($"{Here}/do/release");
        Assert.Contains("Smilga", form.Body, StringComparison.Ordinal);
        await Refused(rasa, form, "release", "ReadList", []);
        fields = new { prs_FirstName = "Gluosnė" }; // changed while it was read
        await Refused(rasa, form, "release", "ReadList", [("ReadList", form.Field("ReadList"))]);
        Assert.Empty(asked);
        form = await rasa.Open($"{Here}/do/release");
        await Done(rasa, form, "release", [("ReadList", form.Field("ReadList"))]);
        Assert.Equal(
            $$"""{"purpose":"Handoff","recipients":["{{unit}}"],"categories":["Name"],"part":"police"}""", Assert.Single(asked));
        Sent("release", """{"permit":"signed"}""");
        network.Services.Answers.TryRemove("GET /fields", out var _);
    }

    [Fact]
    public async Task More_is_asked_for_on_a_basis_and_the_answer_is_to_bring_an_order_which_the_person_has_in_writing()
    {
        using var darius = await SignedIn(Roles.LiaisonOfficer);
        Received("Released", ["request-information"], Accepted(released: true));
        Taken("request-information");
        var form = await darius.Open($"{Here}/do/request-information");
        const string basis = "COURT_ORDER";
        await Refused(darius, form, "request-information", "Note", [("Code", basis)]);
        await Done(darius, form, "request-information", [("Code", basis), ("Note", "Who paid?")]);
        Sent("request-information", $$"""{"basis":"{{basis}}","note":"sealed Who paid?"}""");

        using var rasa = await SignedIn(Roles.Counsellor);
        OfCase();
        Get($"/notes/{note}", () => new { id = note, text = "Who paid?" });
        Own("Released", ["answer-request"], new { contact = "none" }, Accepted(released: true, basis), toDo: "answer-request");
        network.Services.Answers[$"POST /handoffs/{id}/requests/{request}/answer-request"] = Take;
        network.Services.Answers[$"POST /handoffs/{id}/requests/{request}/person-told-in-writing"] = Take;
        Assert.Contains($"{Here}/do/answer-request?of={request}", (await rasa.Open(Here)).Body, StringComparison.Ordinal);
        Assert.True((await rasa.Open($"{Here}/do/answer-request")).IsAt(Here)); // of which?
        form = await rasa.Open($"{Here}/do/answer-request?of={request}");
        Assert.Contains("Who paid?", form.Body, StringComparison.Ordinal);
        await Refused(rasa, form, "answer-request", "Code", [("Of", $"{request}")]);
        await Done(rasa, form, "answer-request", [("Of", $"{request}"), ("Code", "BRING_ORDER")]);
        Sent($"requests/{request}/answer-request", """{"code":"BRING_ORDER"}""");

        Own("Released", ["person-told-in-writing"], new { contact = "none" }, Accepted(released: true, basis, "BRING_ORDER"), toDo: "tell-person");
        var answered = (await rasa.Open(Here)).Body;
        Assert.Contains($"{Here}/do/person-told-in-writing?of={request}", answered, StringComparison.Ordinal);
        form = await rasa.Open($"{Here}/do/person-told-in-writing?of={request}");
        await Done(rasa, form, "person-told-in-writing", [("Of", $"{request}")]);
        Sent($"requests/{request}/person-told-in-writing", "{}");
    }

    [Fact]
    public async Task What_as_stated_means_is_written_as_a_note_and_stands_at_the_head_once_it_is_opened()
    {
        using var rasa = await SignedIn(Roles.Counsellor);
        OfCase();
        Own("Offered", ["state-handling"], new { contact = "none" }, handling: Contracts.Codes.StatedHandling, toDo: "state-handling");
        Taken("state-handling");
        var before = (await rasa.Open(Here)).Body;
        Assert.Contains($"{Here}/do/state-handling", before, StringComparison.Ordinal);
        var form = await rasa.Open($"{Here}/do/state-handling");
        await Refused(rasa, form, "state-handling", "Note", []);
        await Done(rasa, form, "state-handling", [("Note", "Ring us before you act.")]);
        Sent("state-handling", """{"note":"sealed Ring us before you act."}""");

        Get($"/notes/{note}", () => new { id = note, text = "Ring us before you act." });
        Own("Offered", [], new { contact = "none", handlingNoteId = note }, handling: Contracts.Codes.StatedHandling);
        var stated = (await rasa.Open(Here)).Body;
        Assert.Contains($"{Here}?note={note}", stated, StringComparison.Ordinal);
        Assert.DoesNotContain("Ring us before you act.", stated, StringComparison.Ordinal); // that it is read is recorded
        Assert.Contains("Ring us before you act.", (await rasa.Open($"{Here}?note={note}")).Body, StringComparison.Ordinal);
    }

    async Task<Browser> SignedIn(string role) => (await network.SignedIn(network[role])).Browser;

    /// <summary>The handoff as its sender sees it; an action is done on its version.</summary>
    void Own(
        string state, string[] actions, object preparation, object? accepted = null, PartnerId? unit = null, string handling = "H1",
        string? toDo = null) => Handoff("handoffs-sent", state, actions, unit ?? new(Guid.NewGuid()), handling, toDo, preparation, accepted, null);

    void Received(string state, string[] actions, object? accepted = null) =>
        Handoff("handoffs-received", state, actions, null, "H1", null, null, accepted, Nothing);

    void Handoff(
        string side, string state, string[] actions, PartnerId? to, string handling, string? toDo, object? preparation, object? accepted,
        object? timeline)
    {
        network.Services.UnheardOf[id] = 0; // notes are taken
        network.Services.Answers[$"GET /handoffs/{id}"] = (asked, _) =>
        {
            asked.HttpContext.Response.Headers.ETag = "\"7\"";
            return Results.Json(new
            {
                line = new
                {
                    id, reference = "P1", side, type = "consented-handoff", state, handlingCode = handling, urgency = "Routine", exhibits = new { },
                    to, toDo,
                },
                questions = Nothing, actions, preparation, accepted, timeline,
            });
        };
        Get("/cases", () => new { items = Nothing });
    }

    /// <summary>The case behind it, found by its tie.</summary>
    void OfCase()
    {
        var found = new { id = caseId, label = "AB12", version = 1, openedAt = now, changedAt = now, ledgerReference = caseId };
        network.Services.Answers["GET /cases"] = (asked, _) =>
            Results.Json(new { items = asked.Query["tiedTo"] == $"handoff:{id}" ? new object[] { found } : Nothing });
        Get($"/cases/{caseId}/label", () => found);
        Get("/fields", () => new { items = new[] { new { name = "prs_FirstName", category = "Name", type = "Text" } } });
    }

    /// <param name="asked">On what basis the unit has asked for more; null: it has not.</param>
    object Accepted(bool released = false, string? asked = null, string? answer = null, string? returned = null) => new
    {
        acceptedAt = now, referenceNoteId = note, officerNoteId = note, returnCode = returned, feedback = Nothing, stopReceipts = Nothing,
        released = released ? new { disclosureId = note, releasedAt = now, contact = "none", exhibits = Nothing } : null,
        requests = asked is null ? (object)Nothing : new[]
        {
            new
            {
                id = request, basis = asked, noteId = note, requestedAt = now, answer, answeredAt = answer is null ? (DateTimeOffset?)null : now,
            },
        },
    };

    void Taken(string action) => network.Services.Answers[$"POST /handoffs/{id}/{action}"] = Take;

    IResult Take(HttpRequest call, string body)
    {
        sent.Add((call.Path.ToString()[$"/handoffs/{id}/".Length..], call.Headers.IfMatch.ToString(), JsonNode.Parse(body)!));
        return Results.Json(new { id });
    }

    /// <summary>Exactly this went, last, on the version that was seen: a member too many is refused by the service.</summary>
    void Sent(string action, string body)
    {
        Assert.Equal((action, "\"7\""), (sent[^1].Path, sent[^1].Match));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(body), sent[^1].Body), $"{sent[^1].Body.ToJsonString()} is not {body}");
    }

    async Task Done(Browser browser, Landed form, string action, (string, string)[] typed)
    {
        var page = await Send(browser, form, action, typed);
        Assert.True(page.IsAt(Here), $"{page.At}\n{page.Body}");
    }

    async Task Refused(Browser browser, Landed form, string action, string question, (string, string)[] typed)
    {
        var before = sent.Count;
        var page = await Send(browser, form, action, typed);
        Assert.Contains($"id=\"{question}-error\"", page.Body, StringComparison.Ordinal);
        Assert.Equal(before, sent.Count);
    }

    Task<Landed> Send(Browser browser, Landed form, string action, (string, string)[] typed) => browser.Submit(
        new Uri(network.Gateway.Address, $"{Here}/do/{action}"),
        [.. new[] { "form", "Key", "ETag" }.Select(name => (name, form.Field(name))), .. typed]);

    void Get(string path, Func<object> body) => network.Services.Answers[$"GET {path}"] = (_, _) => Results.Json(body());
}
