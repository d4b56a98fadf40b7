using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>The desk: most calls end without a person record, and what was said is gone when they do.</summary>
public sealed class SituationTests(InquiriesFixture fixture) : IClassFixture<InquiriesFixture>
{
    static object Call(
        string callType = "employment-abroad", object? safeContact = null, string? note = "Klausia apie darbą žemės ūkyje",
        string channel = "telephone") =>
        new { channel, callType, language = "lt", topic = "job-offer", country = "DE", note, safeContact };

    static object AnyHour(bool mayLeaveMessage = false) =>
        new { mayCall = true, mayLeaveMessage, timeZone = "Europe/Vilnius", contact = "+370 600 00000" };

    async Task<Guid> Logged(Person counsellor, object? call = null) =>
        (await fixture.Post(counsellor, "/situations", call ?? Call())).Is(HttpStatusCode.Created).Id;

    internal static IReadOnlyList<string> Notes(Reply situation) =>
        [.. situation.Body.GetProperty("notes").EnumerateArray().Select(n => n.GetProperty("text").GetString()!)];

    Task<Reply> See(Person counsellor, Guid id) => fixture.Get(counsellor, $"/situations/{id}");

    /// <summary>An action that needs to have seen the newest version.</summary>
    async Task<Reply> Act(Person counsellor, Guid id, string action, object? body = null) =>
        await fixture.Post(counsellor, $"/situations/{id}/{action}", body ?? new { }, (await See(counsellor, id)).ETag);

    [Fact]
    public async Task A_call_is_logged_and_closed_and_no_word_of_it_is_left()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor);
        Assert.Equal(["Klausia apie darbą žemės ūkyje"], Notes(await See(counsellor, id)));
        Assert.Equal(1, await fixture.CountKeys(id));

        (await Act(counsellor, id, "close", new { end = "closed" })).Is(HttpStatusCode.OK);

        var closed = await See(counsellor, id);
        Assert.Equal(("Closed", "True"), (closed["state"], closed["notesGone"]));
        Assert.Empty(Notes(closed));
        Assert.Equal(0, await fixture.CountKeys(id));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from situation_texts where situation_id = $1", id));
        foreach (var verb in new[] { "situation-logged", "situation-read", "situation-closed", "situation-shredded" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb);

        // It goes on all the same, with new notes under a new key.
        (await Act(counsellor, id, "reopen")).Is(HttpStatusCode.OK);
        (await fixture.Post(counsellor, $"/situations/{id}/signals", Signal("Skambina vėl"))).Is(HttpStatusCode.OK);
        Assert.Equal(["Skambina vėl"], Notes(await See(counsellor, id)));
    }

    static object Signal(string note) => new { channel = "email", callType = "about-self", language = "lt", topic = "rights-at-work", note };

    [Fact]
    public async Task Notes_of_a_situation_that_became_a_case_go_by_rule()
    {
        var counsellor = await fixture.Counsellor("lt", InquiriesFixture.Hasty);
        var id = await Logged(counsellor);
        var caseId = (await Act(counsellor, id, "reserve-case")).Is(HttpStatusCode.OK).Id;
        (await fixture.Post(counsellor, $"/situations/{id}/link-case", new { caseId })).Is(HttpStatusCode.OK);
        Assert.Equal(("LinkedToCase", caseId.ToString()), ((await See(counsellor, id))["state"], (await See(counsellor, id))["caseId"]));
        await Eventually.Get(() => fixture.CountKeys(id), seen => seen == 0, "the key is destroyed");
        // The key goes first, in its own database; what says so is committed a moment later.
        await Eventually.Get(async () => (await See(counsellor, id))["notesGone"], gone => gone == "True", "said to be gone");
        await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == "situation-shredded");
    }

    [Fact]
    public async Task Nobody_is_called_but_as_they_said()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor);
        var inAnHour = DateTimeOffset.UtcNow.AddHours(1);
        async Task Refused(string code, object callback) =>
            Assert.Equal(code, (await fixture.Post(counsellor, $"/situations/{id}/callbacks", callback)).Is(HttpStatusCode.Conflict).Problem);

        await Refused("no-safe-contact", new { dueAt = inAnHour });
        (await Act(counsellor, id, "safe-contact", new { mayCall = false, mayLeaveMessage = false, timeZone = "Europe/Vilnius" }))
            .Is(HttpStatusCode.OK);
        await Refused("may-not-call", new { dueAt = inAnHour });
        var hour = TimeZoneInfo.ConvertTime(inAnHour, TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius")).Hour;
        (await Act(counsellor, id, "safe-contact", new
        {
            mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius",
            from = $"{(hour + 2) % 24:00}:00:00", until = $"{(hour + 4) % 24:00}:00:00",
        })).Is(HttpStatusCode.OK);
        await Refused("outside-safe-hours", new { dueAt = inAnHour });
        (await Act(counsellor, id, "safe-contact", AnyHour())).Is(HttpStatusCode.OK);
        await Refused("no-message", new { dueAt = inAnHour, leaveMessage = true });
        await Refused("in-the-past", new { dueAt = DateTimeOffset.UtcNow.AddMinutes(-1) });

        (await fixture.Post(counsellor, $"/situations/{id}/callbacks", new { dueAt = inAnHour })).Is(HttpStatusCode.OK);
        var callback = (await fixture.Get(counsellor, "/callbacks")).Items
            .Single(c => c.GetProperty("situationId").GetGuid() == id).GetProperty("id").GetGuid();
        Assert.Equal(
            "no-message",
            (await fixture.Post(counsellor, $"/situations/{id}/callbacks/{callback}/made", new { outcome = "message-left" }))
                .Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(counsellor, $"/situations/{id}/callbacks/{callback}/made", new { outcome = "reached", note = "Kalbėjomės" }))
            .Is(HttpStatusCode.OK);
        Assert.Equal(
            "no-such-callback",
            (await fixture.Post(counsellor, $"/situations/{id}/callbacks/{callback}/made", new { outcome = "reached" }))
                .Is(HttpStatusCode.Conflict).Problem);
        Assert.Empty((await fixture.Get(counsellor, "/callbacks")).Items);
    }

    [Fact]
    public async Task A_callback_that_nobody_makes_shows_as_overdue()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor, Call(safeContact: AnyHour()));
        (await fixture.Post(counsellor, $"/situations/{id}/callbacks", new { dueAt = DateTimeOffset.UtcNow.AddSeconds(1) })).Is(HttpStatusCode.OK);
        Assert.Single((await fixture.Get(counsellor, "/callbacks")).Items);
        await Eventually.Get(
            () => fixture.Get(counsellor, "/callbacks?overdue=true"), seen => seen.Items.Count == 1, $"overdue; log: {fixture.Output}");
        // Closing asks first; then nobody calls any more.
        Assert.Equal("callback-planned", (await Act(counsellor, id, "close", new { end = "closed" })).Is(HttpStatusCode.Conflict).Problem);
        (await Act(counsellor, id, "close", new { end = "closed", cancelCallbacks = true })).Is(HttpStatusCode.OK);
        Assert.Empty((await fixture.Get(counsellor, "/callbacks")).Items);
    }

    [Fact]
    public async Task Number_and_words_that_are_emptied_are_gone()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor, Call(safeContact: AnyHour()));
        JsonElement Safe(Reply seen) => seen.Body.GetProperty("safeContact");
        Assert.Equal("+37060000000", Safe(await See(counsellor, id)).GetProperty("contact").GetString());
        (await Act(
            counsellor, id, "safe-contact", new { mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius", words = "Knygų mugė" }))
            .Is(HttpStatusCode.OK);
        var wrong = new { mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius", contact = "8 600 00000" }; // of which country?
        Assert.Equal(["/contact"], (await Act(counsellor, id, "safe-contact", wrong)).Is(HttpStatusCode.BadRequest).Errors.Keys);
        Assert.Equal((JsonValueKind.Null, "Knygų mugė"),
            (Safe(await See(counsellor, id)).GetProperty("contact").ValueKind, Safe(await See(counsellor, id)).GetProperty("words").GetString()));
        (await Act(
            counsellor, id, "safe-contact", new { mayCall = true, mayLeaveMessage = false, timeZone = "Europe/Vilnius", contact = "", words = " " }))
            .Is(HttpStatusCode.OK);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from situation_texts where situation_id = $1 and kind <> 'note'", id));
        Assert.Single(Notes(await See(counsellor, id)));
    }

    [Fact]
    public async Task A_planned_callback_follows_the_rule_of_now_and_can_be_cancelled()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor, Call(safeContact: AnyHour(mayLeaveMessage: true)));
        (await fixture.Post(counsellor, $"/situations/{id}/callbacks", new { dueAt = DateTimeOffset.UtcNow.AddHours(1), leaveMessage = true }))
            .Is(HttpStatusCode.OK);
        async Task<JsonElement> Listed() =>
            (await fixture.Get(counsellor, "/callbacks")).Items.Single(c => c.GetProperty("situationId").GetGuid() == id);
        Assert.Equal((true, true), ((await Listed()).GetProperty("mayCall").GetBoolean(), (await Listed()).GetProperty("leaveMessage").GetBoolean()));

        (await Act(counsellor, id, "safe-contact", new { mayCall = false, mayLeaveMessage = false, timeZone = "Europe/Vilnius" }))
            .Is(HttpStatusCode.OK);
        Assert.Equal(
            (false, false), ((await Listed()).GetProperty("mayCall").GetBoolean(), (await Listed()).GetProperty("leaveMessage").GetBoolean()));
        Assert.False((await See(counsellor, id)).Body.GetProperty("callbacks")[0].GetProperty("leaveMessage").GetBoolean());

        var callback = (await Listed()).GetProperty("id").GetGuid();
        Assert.Equal(
            "may-not-call",
            (await fixture.Post(counsellor, $"/situations/{id}/callbacks/{callback}/made", new { outcome = "reached" }))
                .Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(counsellor, $"/situations/{id}/callbacks/{callback}/cancel")).Is(HttpStatusCode.OK);
        Assert.Empty((await fixture.Get(counsellor, "/callbacks")).Items);
        Assert.NotEqual(JsonValueKind.Null, (await See(counsellor, id)).Body.GetProperty("callbacks")[0].GetProperty("endedAt").ValueKind);
    }

    [Fact]
    public async Task A_call_of_the_safe_hours_is_recorded_after_them()
    {
        var counsellor = await fixture.Counsellor("lt");
        var id = await Logged(counsellor, Call(safeContact: AnyHour()));
        (await fixture.Post(counsellor, $"/situations/{id}/callbacks", new { dueAt = DateTimeOffset.UtcNow.AddHours(1) })).Is(HttpStatusCode.OK);
        var callback = (await fixture.Get(counsellor, "/callbacks")).Items.Single().GetProperty("id").GetGuid();
        var called = DateTimeOffset.UtcNow;
        (await Act(counsellor, id, "safe-contact", new { mayCall = false, mayLeaveMessage = false, timeZone = "Europe/Vilnius" }))
            .Is(HttpStatusCode.OK);
        var made = $"/situations/{id}/callbacks/{callback}/made";
        Assert.Equal(
            "not-the-time-of-the-call",
            (await fixture.Post(counsellor, made, new { outcome = "reached", at = DateTimeOffset.UtcNow.AddHours(1) }))
                .Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(counsellor, made, new { outcome = "reached", at = called })).Is(HttpStatusCode.OK);
        Assert.Equal(called, (await See(counsellor, id)).Body.GetProperty("callbacks")[0].GetProperty("madeAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task A_case_is_opened_from_a_situation_by_one_colleague_at_a_time_and_what_is_not_linked_is_swept()
    {
        var counsellor = await fixture.Counsellor("lt");
        var colleague = Somebody(Roles.Counsellor, counsellor.Partner);
        var id = await Logged(counsellor);
        var seen = (await See(counsellor, id)).ETag;
        (await Act(colleague, id, "safe-contact", AnyHour())).Is(HttpStatusCode.OK);
        // A colleague has changed it since: nothing is reserved, so nothing is opened.
        (await fixture.Post(counsellor, $"/situations/{id}/reserve-case", new { }, seen)).Is(HttpStatusCode.PreconditionFailed);
        var caseId = (await Act(counsellor, id, "reserve-case")).Is(HttpStatusCode.OK).Id;
        Assert.Equal("becoming-a-case", (await Act(colleague, id, "reserve-case")).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(
            "becoming-a-case", (await fixture.Post(colleague, $"/situations/{id}/signals", Signal("Skambina"))).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(counsellor.Actor, (await See(colleague, id)).Body.GetProperty("reservation").GetProperty("by").GetGuid());
        Assert.Contains((await fixture.Get(colleague, "/situations")).Items, line => line.GetProperty("id").GetGuid() == id);

        // As if ten minutes had passed.
        await fixture.Execute(
            $"update situations set data = jsonb_set(data, '{{data,reservation,at}}', to_jsonb(now() - interval '11 minutes')) where correlation_id = '{id}'");
        await fixture.Execute($"update outbox set due_at = now() where timer_key = 'case-reservation-due:{id}'");
        await fixture.Published<SweepCase>(sweep => sweep.CaseId == caseId && sweep.Owner.Value == counsellor.Partner);
        Assert.Equal("not-now", (await fixture.Post(counsellor, $"/situations/{id}/link-case", new { caseId })).Is(HttpStatusCode.Conflict).Problem);
        foreach (var verb in new[] { "case-reserved", "case-reservation-undone" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb);
        (await Act(colleague, id, "reserve-case")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_emergency_goes_to_the_coordinator_who_answers_it()
    {
        var counsellor = await fixture.Counsellor("lt");
        var coordinator = Somebody(Roles.Coordinator, counsellor.Partner);
        var id = await Logged(counsellor, Call("emergency"));
        Assert.Equal(id, Assert.Single((await fixture.Get(coordinator, "/situations?escalated=true")).Items).GetProperty("id").GetGuid());
        Assert.Equal(
            "escalated-already", (await fixture.Post(counsellor, $"/situations/{id}/escalate", new { })).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(
            "not-a-coordinator",
            (await fixture.Post(counsellor, $"/situations/{id}/answer-escalation", new { })).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(coordinator, $"/situations/{id}/answer-escalation", new { note = "Skambinu" })).Is(HttpStatusCode.OK);

        var escalation = (await See(counsellor, id)).Body.GetProperty("escalations").EnumerateArray().Single();
        Assert.Equal((counsellor.Actor, Roles.Coordinator, coordinator.Actor), (
            escalation.GetProperty("by").GetGuid(), escalation.GetProperty("to").GetString(), escalation.GetProperty("answeredBy").GetGuid()));
        Assert.Empty((await fixture.Get(coordinator, "/situations?escalated=true")).Items);
    }

    [Fact]
    public async Task A_repeat_caller_is_found_by_their_own_words_alone_and_by_their_hotline_alone()
    {
        var (counsellor, other) = (await fixture.Counsellor("lt"), await fixture.Counsellor("lt"));
        var colleague = Somebody(Roles.Counsellor, counsellor.Partner);
        var id = await Logged(counsellor);
        var phrase = (await fixture.Post(counsellor, $"/situations/{id}/phrase", new { language = "lt" })).Is(HttpStatusCode.Created)["phrase"];
        Assert.Equal(id, (await fixture.Post(colleague, "/callers/find", new { phrase = phrase.ToUpperInvariant() })).Is(HttpStatusCode.OK).Id);
        (await fixture.Post(other, "/callers/find", new { phrase })).Is(HttpStatusCode.NotFound);
        (await fixture.Post(counsellor, "/callers/find", new { phrase = "kiti žodžiai" })).Is(HttpStatusCode.NotFound);
        (await fixture.Post(other, $"/situations/{id}/phrase", new { language = "lt" })).Is(HttpStatusCode.NotFound);
        (await Act(counsellor, id, "close", new { end = "closed" })).Is(HttpStatusCode.OK);
        (await fixture.Post(counsellor, "/callers/find", new { phrase })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Another_hotline_finds_nothing_and_what_was_not_seen_is_not_changed()
    {
        var (counsellor, stranger) = (await fixture.Counsellor("lt"), await fixture.Counsellor("lt"));
        var id = await Logged(counsellor);
        (await See(stranger, id)).Is(HttpStatusCode.NotFound);
        foreach (var (action, body) in new (string, object)[]
        {
            ("signals", Signal("Svetimas")), ("callbacks", new { dueAt = DateTimeOffset.UtcNow.AddHours(1) }), ("escalate", new { }),
        })
            (await fixture.Post(stranger, $"/situations/{id}/{action}", body)).Is(HttpStatusCode.NotFound);
        foreach (var version in new[] { "\"1\"", "\"7\"" })
            (await fixture.Post(stranger, $"/situations/{id}/close", new { end = "closed" }, version)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(counsellor, $"/situations/{id}/close", new { end = "closed" })).Is(HttpStatusCode.PreconditionRequired);
        (await fixture.Post(counsellor, $"/situations/{id}/close", new { end = "closed" }, "\"7\"")).Is(HttpStatusCode.PreconditionFailed);
        Assert.Equal("Open", (await See(counsellor, id))["state"]);
        Assert.Equal(0, await fixture.CountKeys(Guid.NewGuid()));
        Assert.Equal(
            "not-a-hotline",
            (await fixture.Post(Somebody(Roles.Counsellor), "/situations", Call())).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task A_situation_from_a_room_is_counted_once()
    {
        Task<long> CountedRooms() =>
            fixture.Query<long>("select coalesce(sum(count), 0)::bigint from counts where dimension = 'channel' and value = 'room'");
        var counsellor = await fixture.Counsellor("pl");
        await fixture.Room("pl");
        var (before, room) = (await CountedRooms(), await fixture.Waiting(counsellor));
        await Logged(counsellor, new { channel = "room", callType = "about-self", language = "pl", topic = "other", roomId = room });
        Assert.Equal(before, await CountedRooms());
        (await fixture.Post(
            counsellor, "/situations", new { channel = "telephone", callType = "about-self", language = "pl", topic = "other", roomId = room }))
            .Is(HttpStatusCode.BadRequest);
        (await fixture.Post(
            await fixture.Counsellor("tr"), "/situations",
            new { channel = "room", callType = "about-self", language = "pl", topic = "other", roomId = room }))
            .Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_bad_form_hears_everything_at_once_and_leaves_nothing()
    {
        var counsellor = await fixture.Counsellor("lt");
        var refused = (await fixture.Post(counsellor, "/situations", new
        {
            channel = "pigeon", callType = "odd", language = "xx", topic = "none", country = "XX", roomId = Guid.NewGuid(), note = "\u0007",
            safeContact = new { mayCall = true, mayLeaveMessage = true, timeZone = "Nowhere/None", from = "10:00:00", words = new string('a', 4001) },
        })).Is(HttpStatusCode.BadRequest);
        Assert.Superset(
            new HashSet<string>([
                "/channel", "/callType", "/language", "/topic", "/country", "/note",
                "/safeContact/timeZone", "/safeContact/until", "/safeContact/words"
            ]),
            refused.Body.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("pointer").GetString()!).ToHashSet());
        Assert.Empty((await fixture.Get(counsellor, "/situations")).Items);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from situations where hotline = $1", counsellor.Partner));
    }
}
