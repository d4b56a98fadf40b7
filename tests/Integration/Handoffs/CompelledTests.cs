using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>What an order compels, over HTTP: who may do what, and what bad input is told.</summary>
public sealed class CompelledTests(CompelledFixture fixture) : IClassFixture<CompelledFixture>
{
    Person rasa = null!, police = null!;

    Person Coordinator => field ??= ServiceFixture.Somebody(Roles.Coordinator, rasa.Partner);
    Person Director => field ??= ServiceFixture.Somebody(Roles.Director, rasa.Partner);
    Person Officer => field ??= ServiceFixture.Somebody(Roles.DataProtectionOfficer, rasa.Partner);

    [Fact]
    public async Task From_the_demand_to_the_review_by_two_approvers_and_the_officer()
    {
        var id = await Demanded();
        await fixture.Do(rasa, id, "check", new { finding = "too-wide" });
        await fixture.Do(Officer, id, "advise", new { finding = "too-wide" });
        await fixture.Do(rasa, id, "narrow", new { order = fixture.Order(rasa, police, id, fields: 2, version: 2) });
        Assert.Equal([id], await Ids(Director, "approvals"));
        Assert.Equal(["/seen"], (await fixture.Act(Director, id, "approve", new { @as = "director", seen = "" })).Pointers);
        Assert.Equal("order-changed", (await Approve(Director, id, "director", version: 1)).Problem); // read before it was narrowed
        (await Approve(Director, id, "director", version: 2)).Is(HttpStatusCode.OK);
        Assert.Empty(await Ids(Director, "approvals"));
        // Whoever gave it narrows it after one has approved: both approve anew.
        await fixture.Do(rasa, id, "narrow", new { order = fixture.Order(rasa, police, id, fields: 1, version: 3) });
        Assert.Equal([id], await Ids(Director, "approvals"));
        Assert.Equal("order-changed", (await Approve(Coordinator, id, "coordinator", version: 2)).Problem);
        (await Approve(Director, id, "director", version: 3)).Is(HttpStatusCode.OK);
        (await Approve(Coordinator, id, "coordinator", version: 3)).Is(HttpStatusCode.OK);
        await fixture.Do(rasa, id, "told", new { told = fixture.Told(rasa, id) });
        await NotThere(police, id);
        await fixture.Do(rasa, id, "disclose");
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == id);
        Assert.Equal((Conversations.CompelledDisclosure, id, police.Id), (asked.Conversation, asked.Permits.Single(), asked.To));
        await fixture.Send(Routes.CompelledDisclosure, new ReleaseRefused(
            asked.RequestId, asked.Conversation, id, id, police.Id, "RECIPIENT_SUSPENDED", DateTimeOffset.UtcNow));
        await Eventually.Get(() => Read(rasa, id), seen => seen["releaseRefused"] == "RECIPIENT_SUSPENDED", "refused");
        await fixture.Do(rasa, id, "disclose");
        var (again, disclosure) = (await fixture.Received<ReleaseDetails>(m => m.ConversationId == id, 2), Guid.NewGuid());
        await fixture.Send(Routes.CompelledDisclosure, new DetailsReleased(
            again[1].RequestId, asked.Conversation, id, id, disclosure, police.Id, ["Name"], DateTimeOffset.UtcNow));
        await Eventually.Get(() => Read(rasa, id), seen => State(seen) == "Disclosed", "disclosed");

        var received = (await Read(police, id)).Is(HttpStatusCode.OK);
        Assert.Equal(
            ["actions", "basis", "disclosedAt", "disclosureId", "from", "handling", "id", "mismatchAt", "receipt", "reference", "released", "side",
                "state"],
            received.Body.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal((disclosure.ToString(), "H1", "court-order"), (received["disclosureId"], received["handling"], received["basis"]));
        Assert.Equal(id, (await fixture.Get(police, $"{CompelledFixture.Path}?side=compelled-received")).Items.Single().GetProperty("id").GetGuid());

        Assert.Equal(
            "own-decision", (await fixture.Act(Officer with { Actor = Director.Actor }, id, "review", new { finding = "in-order" })).Problem);
        Assert.Equal([id], await Ids(Officer, "reviews"));
        await fixture.Do(Officer, id, "review", new { finding = "not-in-order" });
        Assert.Empty(await Ids(Officer, "reviews"));

        await fixture.Do(rasa, id, "overturn", new { by = "court", on = "2026-11-01" });
        await fixture.Published<RecipientEnded>(m => m.ConversationId == id && m.Recipient == police.Id);
        await fixture.Do(police, id, "stop-receipts", new { kind = "PurgeAcknowledged" });
        await fixture.Do(rasa, id, "told-after", new { told = fixture.Told(rasa, id) });
        var done = await Read(rasa, id);
        Assert.Equal(("Overturned", "PurgeAcknowledged"), (State(done), done.Body.GetProperty("receipt").GetProperty("kind").GetString()));
        await fixture.Received<AuditRecorded>(a => a.Reference == id && a.Verb == "demand-approved", 3);
    }

    [Fact]
    public async Task An_order_that_is_forged_expired_anothers_or_of_the_wrong_kind_begins_nothing()
    {
        await Known();
        var id = Guid.CreateVersion7();
        var ngo = await fixture.Listed("NGO");
        foreach (var (order, handling, pointers) in new (string, string, string[])[]
            {
                ("not-a-token", "H9", ["/order", "/handling"]), (fixture.Order(rasa, police, id, type: "permit+jwt"), "H1", ["/order"]),
                (fixture.Order(ngo, police, id), "H1", ["/order"]),
                (fixture.Order(rasa, police, id, expiresIn: TimeSpan.FromMinutes(-1)), "H1", ["/order"]),
                (fixture.Order(rasa, ngo, id), "H1", ["/order"]), (fixture.Order(rasa, ServiceFixture.Somebody(), id), "H1", ["/order"]),
                (fixture.Order(rasa, police, id, basis: "danger-to-life"), "H1", ["/order"]),
                (fixture.Order(rasa, police, id, only: [Coordinator, Director]), "H1", ["/order"]),
                (fixture.Order(rasa, police, id), "H7", ["/handling"]),
            })
            Assert.Equal(
                pointers, (await fixture.Post(rasa, CompelledFixture.Path, new { order, handling })).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from compelled_disclosures where correlation_id = $1", id));

        (await fixture.Post(rasa, CompelledFixture.Path, new { order = fixture.Order(rasa, police, id), handling = "H0" }))
            .Is(HttpStatusCode.Created);
        Assert.Equal(
            "already-demanded",
            (await fixture.Post(rasa, CompelledFixture.Path, new { order = fixture.Order(rasa, police, id), handling = "H0" })).Problem);
    }

    [Fact]
    public async Task Who_may_do_what_is_asked_before_anything_else()
    {
        var id = await Demanded();
        foreach (var role in new[]
            {
                Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.ConsularOfficer, Roles.Director, Roles.DataProtectionOfficer,
            })
            (await fixture.Act(rasa.As(role), id, "check", new { finding = "in-order" })).Is(HttpStatusCode.Forbidden);
        foreach (var action in new[] { "advise", "review" })
            (await fixture.Act(Director, id, action, new { finding = "in-order" })).Is(HttpStatusCode.Forbidden);
        (await fixture.Act(rasa, id, "stop-receipts", new { kind = "PurgeAcknowledged" })).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(rasa, $"{CompelledFixture.Path}/reviews")).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(rasa, $"{CompelledFixture.Path}/approvals")).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(Director, CompelledFixture.Path)).Is(HttpStatusCode.Forbidden);

        var stranger = await fixture.Listed("NGO");
        (await fixture.Act(stranger, id, "check", new { finding = "in-order" })).Is(HttpStatusCode.NotFound);
        (await fixture.Act(stranger.As(Roles.Director), id, "approve", new { @as = "director", seen = "x" })).Is(HttpStatusCode.NotFound);
        (await fixture.Act(stranger.As(Roles.DataProtectionOfficer), id, "advise", new { finding = "in-order" })).Is(HttpStatusCode.NotFound);
        (await fixture.Act(police, id, "stop-receipts", new { kind = "PurgeAcknowledged" })).Is(HttpStatusCode.NotFound);
        foreach (var nobody in new[] { stranger, stranger.As(Roles.DataProtectionOfficer), police })
            await NotThere(nobody, id);
        await fixture.RefusesBadTokens(Director, $"{CompelledFixture.Path}/{id}");
    }

    [Fact]
    public async Task What_is_not_known_is_refused_with_its_pointer_and_changes_nothing()
    {
        var id = await Demanded();
        var before = await fixture.ETag(id);
        foreach (var (who, action, body, pointer) in new (Person, string, object, string)[]
            {
                (rasa, "check", new { finding = "fine" }, "/finding"), (rasa, "challenge", new { by = "police" }, "/by"),
                (rasa, "refuse", new { code = "NO" }, "/code"), (rasa, "decide-challenge", new { finding = "fine" }, "/finding"),
                (rasa, "overturn", new { by = "us", on = "2026-11-01" }, "/by"), (rasa, "overturn", new { by = "court", on = "2099-01-01" }, "/on"),
                (rasa, "narrow", new { order = fixture.Order(rasa, police, Guid.NewGuid(), version: 2) }, "/order"),
                (rasa, "reread", new { order = fixture.Order(rasa, police, Guid.NewGuid()) }, "/order"),
                (rasa, "told", new { told = fixture.Told(rasa, Guid.NewGuid()) }, "/told"),
                (rasa, "told", new { told = fixture.Order(rasa, police, id) }, "/told"),
                (Coordinator, "approve", new { @as = "caseworker", seen = "x" }, "/as"),
                (Officer, "review", new { finding = "too-wide" }, "/finding"),
            })
            Assert.Equal([pointer], (await fixture.Act(who, id, action, body)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(before, await fixture.ETag(id));
        (await fixture.Post(rasa, $"{CompelledFixture.Path}/{id}/check", new { finding = "in-order" })).Is((HttpStatusCode)428);
        (await fixture.Post(rasa, $"{CompelledFixture.Path}/{id}/check", new { finding = "in-order" }, "\"99\""))
            .Is(HttpStatusCode.PreconditionFailed);
    }

    [Fact]
    public async Task Only_deputies_who_were_named_before_the_demand_approve_for_it()
    {
        await Known();
        var (before, after, requesters) = (Colleague(), Colleague(), Colleague());
        await Name(Director, before.Actor);
        await Name(rasa.As(Roles.Coordinator), requesters.Actor);
        var id = await Demanded(by: rasa.As(Roles.Coordinator));
        await Name(Director, before.Actor, after.Actor);
        await Name(Coordinator, requesters.Actor);
        await fixture.Do(rasa, id, "check", new { finding = "in-order" });

        Assert.Equal("named-too-late", (await Approve(after, id, "director")).Problem);
        Assert.Equal("requesters-deputy", (await Approve(requesters, id, "coordinator")).Problem);
        Assert.Equal("requester", (await Approve(rasa.As(Roles.Coordinator), id, "coordinator")).Problem);
        Assert.Equal("not-an-approver", (await Approve(Colleague(), id, "director")).Problem);
        Assert.Equal([id], await Ids(before, "approvals"));
        (await Read(before, id)).Is(HttpStatusCode.OK);
        (await Approve(before, id, "director")).Is(HttpStatusCode.OK);
        Assert.Equal("role-has-approved", (await Approve(Director, id, "director")).Problem);
        Assert.Equal("already-approved", (await Approve(before.As(Roles.Coordinator), id, "coordinator")).Problem);
        (await Approve(Coordinator, id, "coordinator")).Is(HttpStatusCode.OK);

        await Name(Director); // nobody any more
        Assert.DoesNotContain((await fixture.Get(Coordinator, "/deputies")).Items, d => d.GetProperty("of").GetGuid() == Director.Actor);
        (await fixture.Get(before, $"{CompelledFixture.Path}/approvals")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Deputies_are_others_each_once_and_named_by_who_holds_the_role()
    {
        await Known();
        foreach (var (body, pointers) in new (object, string[])[]
            {
                (new { deputies = new[] { Director.Actor } }, ["/deputies/0"]), (new { deputies = new[] { Guid.Empty } }, ["/deputies/0"]),
                (new { deputies = new[] { rasa.Actor, rasa.Actor } }, ["/deputies/1"]),
                (new { deputies = Array.Empty<Guid>(), role = "coordinator" }, ["/role"]),
                (new { deputies = Enumerable.Range(0, 11).Select(_ => Guid.NewGuid()) }, ["/deputies"]),
            })
            Assert.Equal(pointers, (await fixture.Put(Director, "/deputies", body)).Is(HttpStatusCode.BadRequest).Pointers);
        (await fixture.Put(rasa, "/deputies", new { deputies = Array.Empty<Guid>() })).Is(HttpStatusCode.Forbidden);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from deputies where partner_id = $1", rasa.Partner));
        await Name(Director, rasa.Actor);
        Assert.Equal(rasa.Actor, (await fixture.Get(Coordinator, "/deputies")).Items.Single().GetProperty("deputy").GetGuid());
        Assert.Empty((await fixture.Get(ServiceFixture.Somebody(Roles.Director), "/deputies")).Items);
    }

    [Fact]
    public async Task What_was_told_in_danger_is_recorded_after_and_goes_up_until_it_is_reviewed()
    {
        await Known(CompelledFixture.Hasty);
        var id = Guid.CreateVersion7();
        var order = fixture.Order(rasa, police, id, basis: "child-at-risk");
        var report = $"{CompelledFixture.Path}/report-danger";
        Assert.Equal(["/toldAt"], (await fixture.Post(
            rasa, report, new { order, handling = "H2", toldAt = DateTimeOffset.UtcNow.AddHours(1) })).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(["/order"], (await fixture.Post(
            rasa, report, new { order = fixture.Order(rasa, police, id), handling = "H2", toldAt = DateTimeOffset.UtcNow })).Pointers);
        (await fixture.Post(rasa, report, new { order, handling = "H2", toldAt = DateTimeOffset.UtcNow.AddHours(-1) })).Is(HttpStatusCode.Created);
        var seen = await Read(rasa, id);
        Assert.Equal(("Disclosed", true), (State(seen), seen.Body.GetProperty("danger").GetProperty("late").GetBoolean()));

        await Eventually.Get(
            () => fixture.Get(Officer, $"{CompelledFixture.Path}/reviews"),
            reviews => reviews.Items.Single(r => r.GetProperty("id").GetGuid() == id).GetProperty("escalations").GetInt32() == 1, "escalated");
        await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == "review-escalated");
        Assert.Equal("compelled-reviews", Assert.Single((await fixture.Get(Officer, "/alarms")).Items).GetProperty("side").GetString());
        await fixture.Do(rasa, id, "told-after", new { told = fixture.Told(rasa, id) }); // it blocks nothing
        await fixture.Do(Officer, id, "review", new { finding = "in-order" });
        Assert.Equal(JsonValueKind.Null, (await Read(police, id)).Body.GetProperty("disclosureId").ValueKind);
    }

    [Fact]
    public async Task Until_when_an_order_is_to_be_answered_orders_the_lists_and_alarms_once_it_is_over()
    {
        await Known();
        var (soon, late, undated) = (DateTimeOffset.UtcNow.AddDays(2), DateTimeOffset.UtcNow.AddMinutes(-1), await Demanded());
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        foreach (var (id, by) in new[] { (second, soon), (first, late) }) // the day may be over when the demand is recorded at last
            (await fixture.Post(rasa, CompelledFixture.Path, new { order = fixture.Order(rasa, police, id, answerBy: by), handling = "H1" }))
                .Is(HttpStatusCode.Created);
        var lines = (await fixture.Get(rasa, CompelledFixture.Path)).Items;
        Assert.Equal([first, second, undated], lines.Select(line => line.GetProperty("id").GetGuid()));
        Assert.Equal(soon.ToUnixTimeSeconds(), lines[1].GetProperty("dueAt").GetDateTimeOffset().ToUnixTimeSeconds());
        Assert.Equal(2, lines[1].GetProperty("exhibits").GetInt32());
        var alarm = Assert.Single((await fixture.Get(rasa, "/alarms")).Items);
        Assert.Equal(("compelled", 1), (alarm.GetProperty("side").GetString(), alarm.GetProperty("count").GetInt32()));
        Assert.Equal([first, second, undated], await Ids(Officer, "reviews"));
        foreach (var id in new[] { undated, second, first })
            await fixture.Do(rasa, id, "check", new { finding = "in-order" });
        Assert.Equal([first, second, undated], await Ids(Director, "approvals"));
        await fixture.Do(rasa, first, "reread", new { order = fixture.Order(rasa, police, first, answerBy: soon.AddDays(1)) });
        Assert.Equal([second, first, undated], await Ids(Director, "approvals"));
        await fixture.Published<AuditRecorded>(a => a.Reference == first && a.Verb == "demand-day-corrected" && a.Actor == rasa.Actor);
        Assert.Empty((await fixture.Get(rasa, "/alarms")).Items);
        (await fixture.Act(Director, first, "reread", new { order = fixture.Order(rasa, police, first, answerBy: soon) }))
            .Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_receipt_that_stays_owed_is_shown_to_the_officers()
    {
        await Known(CompelledFixture.Hasty);
        var id = Guid.CreateVersion7();
        (await fixture.Post(rasa, $"{CompelledFixture.Path}/report-danger", new
        {
            order = fixture.Order(rasa, police, id, basis: "danger-to-life"), handling = "H0", toldAt = DateTimeOffset.UtcNow,
        })).Is(HttpStatusCode.Created);
        await fixture.Do(rasa, id, "overturn", new { by = "data-protection-authority", on = "2026-11-01" });
        await Eventually.Get(
            () => fixture.Get(Officer, $"{CompelledFixture.Path}/overdue"), overdue => overdue.Items.Count == 1, "overdue");
        (await fixture.Get(rasa, $"{CompelledFixture.Path}/overdue")).Is(HttpStatusCode.Forbidden);
        Assert.Single((await fixture.Get(police.As(Roles.DataProtectionOfficer), $"{CompelledFixture.Path}/overdue")).Items);
    }

    [Fact]
    public async Task A_restricted_case_hides_it_from_other_colleagues_and_not_from_approvers_and_the_officer()
    {
        await Known();
        var milda = Colleague();
        var id = await Demanded(only: [rasa, milda]);
        foreach (var who in new[] { rasa, milda, Coordinator, Director, Officer })
            (await Read(who, id)).Is(HttpStatusCode.OK);
        await NotThere(Colleague(), id);
        (await fixture.Act(Colleague(), id, "check", new { finding = "in-order" })).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, (await fixture.Get(Colleague(), CompelledFixture.Path)).Total);
        Assert.Equal(1, (await fixture.Get(milda, CompelledFixture.Path)).Total);
        await fixture.Do(milda, id, "check", new { finding = "in-order" });
        Assert.Equal([id], await Ids(Coordinator, "approvals"));
        Assert.Equal([id], await Ids(Officer, "reviews"));

        await fixture.Send(
            Routes.CompelledDisclosure, new AudienceChanged(Conversations.CompelledDisclosure, id, id, null, [milda.Actor, Officer.Actor], 2));
        await Eventually.Get(() => Read(rasa, id), seen => seen.Status == HttpStatusCode.NotFound, "hidden");
    }

    [Fact]
    public async Task Which_orders_have_a_demand_is_told_of_the_own_organisation_to_those_who_find_orders_in_Cases()
    {
        var (id, other) = (await Demanded(), Guid.CreateVersion7());
        async Task<Reply> Ask(Person who, params object[] orders) =>
            await fixture.Get(who, $"{CompelledFixture.Path}/demanded?orders={string.Join(',', orders)}");
        foreach (var who in new[] { rasa, Colleague(), Officer })
            Assert.Equal([id], (await Ask(who, other, id)).Is(HttpStatusCode.OK).Items.Select(item => item.GetGuid()));
        foreach (var nobody in new[] { Director, police })
            (await Ask(nobody, id)).Is(HttpStatusCode.Forbidden);
        Assert.Empty((await Ask(ServiceFixture.Somebody(), id)).Is(HttpStatusCode.OK).Items);
        foreach (var wrong in new object[][] { [], [id, "x"], [.. Enumerable.Repeat<object>(id, 101)] })
            Assert.Equal(["/orders"], (await Ask(rasa, wrong)).Is(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task In_a_court_whoever_works_with_cases_receives_it()
    {
        await Known();
        police = await fixture.Listed(Codes.Court);
        var id = Guid.CreateVersion7();
        (await fixture.Post(rasa, $"{CompelledFixture.Path}/report-danger", new
        {
            order = fixture.Order(rasa, police, id, basis: "danger-to-life"), handling = "H0", toldAt = DateTimeOffset.UtcNow,
        })).Is(HttpStatusCode.Created);
        (await Read(police, id)).Is(HttpStatusCode.OK);
        Assert.Equal(1, (await fixture.Get(police, $"{CompelledFixture.Path}?side=compelled-received")).Total);
        await NotThere(police.As(Roles.Director), id);
    }

    async Task Known(string jurisdiction = CompelledFixture.Patient)
    {
        rasa ??= await fixture.Listed("NGO", jurisdiction: jurisdiction);
        police ??= await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer);
    }

    async Task<Guid> Demanded(Person? by = null, Person[]? only = null)
    {
        await Known();
        var id = Guid.CreateVersion7();
        (await fixture.Post(by ?? rasa, CompelledFixture.Path, new { order = fixture.Order(rasa, police, id, only: only), handling = "H1" }))
            .Is(HttpStatusCode.Created);
        return id;
    }

    Person Colleague() => ServiceFixture.Somebody(partner: rasa.Partner);

    async Task Name(Person who, params Guid[] deputies) => (await fixture.Put(who, "/deputies", new { deputies })).Is(HttpStatusCode.OK);

    Task<Reply> Approve(Person who, Guid id, string role, long version = 1) =>
        fixture.Act(who, id, "approve", new { @as = role, seen = $"{id} {version}" });

    Task<Reply> Read(Person who, Guid id) => fixture.Get(who, $"{CompelledFixture.Path}/{id}");

    async Task NotThere(Person who, Guid id) => (await Read(who, id)).Is(HttpStatusCode.NotFound);

    async Task<IReadOnlyList<Guid>> Ids(Person who, string list) =>
        [.. (await fixture.Get(who, $"{CompelledFixture.Path}/{list}")).Is(HttpStatusCode.OK).Items.Select(item => item.GetProperty("id").GetGuid())];

    static string State(Reply seen) => seen.Body.GetProperty("line").GetProperty("state").GetString()!;
}
