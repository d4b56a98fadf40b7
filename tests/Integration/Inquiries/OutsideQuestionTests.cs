using System.Net;
using System.Text.Json.Nodes;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Tests.Integration.Inquiries;

/// <summary>"Do you know …?": whoever asks learns the same of everybody, and only a coordinator of the organisation asked reads it.</summary>
public sealed class OutsideQuestionTests(InquiriesFixture fixture) : IClassFixture<InquiriesFixture>
{
    const string Known = "Smilga Vėjavaikė, 19 metų, ieško teta";
    const string Unknown = "Nežinomas Niekadabuvęs, dingo 1987 m.";

    async Task<Person> Of(string kind, string role, string jurisdiction = InquiriesFixture.Patient)
    {
        var partner = Guid.NewGuid();
        await fixture.List(partner, kind, "lt", jurisdiction);
        return ServiceFixture.Somebody(role, partner);
    }

    Task<Person> Officer(string jurisdiction = InquiriesFixture.Patient) => Of("x:Embassy", Roles.ConsularOfficer, jurisdiction);

    Task<Person> Coordinator(string jurisdiction = InquiriesFixture.Patient) => Of("NGO", Roles.Coordinator, jurisdiction);

    static object Question(Person asked, string about = Known, string onBehalfOf = "relative") =>
        new { asked = asked.Partner, onBehalfOf, about, reason = "Šeima neranda nuo pavasario", contact = "+370 600 00077" };

    async Task<Guid> Asked(Person asker, Person asked, string about = Known)
    {
        var made = (await fixture.Post(asker, "/outside-questions", Question(asked, about))).Is(HttpStatusCode.Created);
        Assert.Equal($"{{\"id\":\"{made.Id}\"}}", made.Text);
        return made.Id;
    }

    Task<Reply> Own(Person asker, Guid id) => fixture.Get(asker, $"/outside-questions/{id}");

    /// <summary>The open ones, the oldest first.</summary>
    async Task<List<Guid>> Received(Person coordinator, string show = "") =>
        [.. (await fixture.Get(coordinator, $"/outside-questions/received{show}")).Is(HttpStatusCode.OK).Items
            .Select(line => line.GetProperty("id").GetGuid()).Reverse()];

    /// <summary>As the asker reads it, without its id and its times.</summary>
    static string WithoutIdAndTimes(Reply question)
    {
        var seen = JsonNode.Parse(question.Text)!.AsObject();
        foreach (var own in new[] { "id", "askedAt", "answersAt", "deletesAt" })
            Assert.True(seen.Remove(own), own);
        return seen.ToJsonString();
    }

    [Fact]
    public async Task Questions_about_a_known_and_an_unknown_person_are_answered_alike_whatever_is_done_with_them()
    {
        var asker = await Of("NGO", Roles.Caseworker, InquiriesFixture.Hasty);
        var hotline = (await fixture.Counsellor("lt")).As(Roles.Coordinator);
        (await fixture.Post(hotline, "/situations", new
        {
            channel = "telephone", callType = "employment-abroad", language = "lt", topic = "job-offer", note = Known,
        })).Is(HttpStatusCode.Created);
        var (known, unknown) = (await Asked(asker, hotline), await Asked(asker, hotline, Unknown));
        var received = await Received(hotline);
        (await fixture.Get(hotline, $"/outside-questions/received/{received[0]}")).Is(HttpStatusCode.OK);
        (await fixture.Post(hotline, $"/outside-questions/received/{received[0]}/look", new { })).Is(HttpStatusCode.OK);

        var answered = await Eventually.Get(() => Own(asker, known), seen => seen["answer"].Length > 0, "answer");
        Assert.Equal(OutsideQuestion.FixedAnswer, answered["answer"]);
        await Eventually.Get(() => Own(asker, unknown), seen => seen["answer"].Length > 0, "answer");
        Assert.Equal(WithoutIdAndTimes(answered), WithoutIdAndTimes(await Own(asker, unknown)));
    }

    [Fact]
    public async Task Whoever_asked_sees_nothing_of_what_the_organisation_asked_does()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        var (known, unknown) = (await Asked(asker, asked), await Asked(asker, asked, Unknown));
        var before = (One: await Own(asker, known), Other: await Own(asker, unknown), List: await fixture.Get(asker, "/outside-questions"));
        Assert.Equal("", before.One.Is(HttpStatusCode.OK)["answer"]);
        Assert.Null(before.One.ETag);
        Assert.Equal(WithoutIdAndTimes(before.One), WithoutIdAndTimes(before.Other));

        var received = await Received(asked);
        var read = (await fixture.Get(asked, $"/outside-questions/received/{received[0]}")).Is(HttpStatusCode.OK);
        Assert.Equal((Known, "+370 600 00077"), (read.Body.GetProperty("text").GetProperty("about").GetString(),
            read.Body.GetProperty("text").GetProperty("contact").GetString()));
        Assert.Equal((asker.Partner, "relative"), (read.Body.GetProperty("question").GetProperty("asker").GetGuid(),
            read.Body.GetProperty("question").GetProperty("onBehalfOf").GetString()));
        for (var times = 0; times < 2; times++)
            (await fixture.Post(asked, $"/outside-questions/received/{received[0]}/look", new { })).Is(HttpStatusCode.OK);
        Assert.Equal([received[1]], await Received(asked));
        Assert.Equal([received[0]], await Received(asked, "?open=false"));

        Assert.Equal(before.One.Text, (await Own(asker, known)).Text);
        Assert.Equal(before.List.Text, (await fixture.Get(asker, "/outside-questions")).Text);

        // In the ledger each side finds its own alone, and nothing leads from one to the other.
        var records = await fixture.Received<AuditRecorded>(a => a.Verb.StartsWith("outside-question-", StringComparison.Ordinal)
            && (a.Partner == asker.Id || a.Partner == asked.Id), 4);
        Assert.Equal(
            new[]
            {
                (known, asker.Partner, Verbs.OutsideQuestionAsked), (unknown, asker.Partner, Verbs.OutsideQuestionAsked),
                (received[0], asked.Partner, Verbs.OutsideQuestionRead), (received[0], asked.Partner, Verbs.OutsideQuestionLookedAt)
            }.Order(),
            records.Select(a => (a.Reference, a.Partner!.Value.Value, a.Verb)).Order());
        Assert.All(records, record => Assert.Null(record.Related));
        Assert.DoesNotContain(received[0].ToString(), before.One.Text + before.List.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_but_the_coordinators_of_the_organisation_asked_reads_a_question_and_no_table_holds_it()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        var id = await Asked(asker, asked);
        var received = Assert.Single(await Received(asked));
        var colleague = ServiceFixture.Somebody(Roles.ConsularOfficer, asker.Partner);
        foreach (var (who, path) in new[]
        {
            (colleague, $"{id}"), (asked, $"{id}"), (await Officer(), $"{id}"), (asker.As(Roles.Coordinator), $"received/{received}"),
            (asked.As(Roles.Caseworker), $"received/{received}"), (await Coordinator(), $"received/{received}"), (asked, $"received/{id}"),
        })
            (await fixture.Get(who, $"/outside-questions/{path}")).Is(HttpStatusCode.NotFound);
        Assert.Empty((await fixture.Get(colleague, "/outside-questions")).Items);
        (await fixture.Get(asked.As(Roles.Caseworker), "/outside-questions/received")).Is(HttpStatusCode.NotFound);
        Assert.Empty(await Received(await Coordinator()));
        foreach (var who in new[] { asked.As(Roles.Caseworker), await Coordinator(), asker.As(Roles.Coordinator) })
            (await fixture.Post(who, $"/outside-questions/received/{received}/look", new { })).Is(HttpStatusCode.NotFound);
        Assert.Equal([received], await Received(asked));
        (await fixture.Post(asker.As(Roles.Administrator), "/outside-questions", Question(asked))).Is(HttpStatusCode.Forbidden);

        Assert.Empty(await InquiriesFixture.Places(fixture.Database, Known));
        Assert.Equal(1, await fixture.CountKeys(id));
    }

    [Fact]
    public async Task A_person_and_an_organisation_ask_so_often_in_a_day_and_are_told_when_again()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        async Task<Reply> Asks(Person who) => await fixture.Post(who, "/outside-questions", Question(asked, Unknown));

        var atOnce = await Task.WhenAll(Enumerable.Range(0, InquiriesFixture.MostOfPerson + 2).Select(_ => Asks(asker)));
        Assert.Equal(InquiriesFixture.MostOfPerson, atOnce.Count(reply => reply.Status is HttpStatusCode.Created));
        var refused = (await Asks(asker)).Is(HttpStatusCode.TooManyRequests);
        Assert.Equal("outside-question-limit", refused.Problem);
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromHours(23), TimeSpan.FromHours(24));

        var colleague = ServiceFixture.Somebody(Roles.ConsularOfficer, asker.Partner);
        foreach (var _ in Enumerable.Range(0, InquiriesFixture.MostOfOrganisation - InquiriesFixture.MostOfPerson))
            (await Asks(colleague)).Is(HttpStatusCode.Created);
        (await Asks(colleague)).Is(HttpStatusCode.TooManyRequests);
        (await Asks(await Officer())).Is(HttpStatusCode.Created);
        Assert.Equal(InquiriesFixture.MostOfOrganisation + 1, (await Received(asked)).Count);
    }

    [Fact]
    public async Task When_its_time_is_over_the_key_is_destroyed_and_nobody_finds_it()
    {
        var (asker, asked) = (await Officer(), await Coordinator(InquiriesFixture.Hasty));
        var id = await Asked(asker, asked);
        var received = Assert.Single(await Received(asked));
        Assert.Equal(1, await fixture.CountKeys(id));

        await Eventually.Get(() => fixture.CountKeys(id), seen => seen == 0, $"the key is destroyed; log: {fixture.Output}");
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from outside_questions where question_id = $1", id), seen => seen == 0, "gone");
        (await Own(asker, id)).Is(HttpStatusCode.NotFound);
        (await fixture.Get(asked, $"/outside-questions/received/{received}")).Is(HttpStatusCode.NotFound);
        foreach (var reference in new[] { id, received })
            await fixture.Published<AuditRecorded>(a => a.Reference == reference && a.Verb == Verbs.OutsideQuestionShredded);
    }

    [Fact]
    public async Task What_the_key_opened_opens_no_more_even_where_the_row_is_left()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        var id = await Asked(asker, asked);
        var received = Assert.Single(await Received(asked));
        await ServiceFixture.Execute(fixture.Keys, "delete from keys where id = $1", id);
        (await fixture.Get(asked, $"/outside-questions/received/{received}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_timer_that_comes_too_early_deletes_nothing_and_comes_again()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        var id = await Asked(asker, asked);
        var timer = $"outside-question-shred-due:{id}";
        await fixture.Execute("delete from outbox where timer_key = $1", timer);
        await fixture.Send(Routes.OutsideQuestions, new OutsideQuestionShredDue(id));
        await Eventually.Get(() => fixture.Query<long>("select count(*) from outbox where timer_key = $1", timer), seen => seen == 1, "timer");
        (await Own(asker, id)).Is(HttpStatusCode.OK);
        Assert.Equal(1, await fixture.CountKeys(id));
    }

    [Fact]
    public async Task The_answer_waits_for_the_askers_next_working_day_whatever_the_calendar_of_the_organisation_asked()
    {
        foreach (var (country, rule, value, unit) in new[]
        {
            ("XC", "outside-question-answer", 1, "working-days"), ("XC", "outside-question.person", 9, "times-a-day"),
            ("XC", "outside-question.organisation", 9, "times-a-day"),
        })
            await fixture.Send(Routes.KnownToInquiries, new RuleSet(country, rule, value, unit, new(2020, 1, 1), null, "Fictional"));
        var vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
        var today = Zones.DayOf(DateTimeOffset.UtcNow, vilnius);
        foreach (var year in Enumerable.Range(-1, 12).Select(day => today.AddDays(day)).GroupBy(day => day.Year))
            await fixture.Send(Routes.KnownToInquiries, new HolidaysSet("XC", year.Key, [.. year], "Fictional"));
        await Eventually.Get(() => fixture.Query<long>("select count(*) from known_rules where jurisdiction = 'XC'"), seen => seen == 3, "rules");
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from known_holidays, unnest(days) day where country = 'XC'"), seen => seen == 12, "holidays");

        var asker = await Officer("XC");
        var id = await Asked(asker, await Coordinator());
        var first = today.AddDays(11); // the first day that is no holiday
        while (first.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
            first = first.AddDays(1);
        var answersAt = (await Own(asker, id)).Body.GetProperty("answersAt").GetDateTimeOffset();
        Assert.Equal(first.ToDateTime(new TimeOnly(12, 0)), TimeZoneInfo.ConvertTime(answersAt, vilnius).DateTime);
    }

    [Fact]
    public async Task Bad_input_is_told_at_its_place_and_nothing_is_kept()
    {
        var (asker, asked) = (await Officer(), await Coordinator());
        var shelter = await Of(Codes.Shelter, Roles.Coordinator);
        var refused = (await fixture.Post(asker, "/outside-questions", new
        {
            asked = Guid.NewGuid(), onBehalfOf = "nobody", about = " ", reason = new string('a', 4001), contact = "\u0007",
        })).Is(HttpStatusCode.BadRequest);
        Assert.Equal(["/about", "/asked", "/contact", "/onBehalfOf", "/reason"], refused.Pointers.Order(StringComparer.Ordinal));
        // Its own, and one that its kind finds in no directory: told as one that is not there.
        foreach (var one in new[] { asker, shelter })
            Assert.Equal(["/asked"], (await fixture.Post(asker, "/outside-questions", Question(one))).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from outside_questions where asker = $1", asker.Partner));
        var stranger = ServiceFixture.Somebody(Roles.ConsularOfficer);
        Assert.Equal(
            "not-listed-yet", (await fixture.Post(stranger, "/outside-questions", Question(asked))).Is(HttpStatusCode.Conflict).Problem);
    }
}
