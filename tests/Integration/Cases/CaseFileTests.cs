using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class CaseFileTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    Scenario New() => new(fixture);

    [Fact]
    public async Task What_was_written_is_read_back_in_every_script_and_both_are_on_the_ledger()
    {
        var scenario = await New().Opened();
        var read = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}");
        Assert.Equal("\"1\"", read.ETag);
        Assert.Equal(Scenario.Fields.Keys.Order(StringComparer.Ordinal), Scenario.Names(read.Body.GetProperty("fields")));
        Assert.Equal("زهرة", read.Body.GetProperty("fields").GetProperty("x:Alias").GetString());
        Assert.Equal(Scenario.FirstName, read.Body.GetProperty("fields").GetProperty("prs_FirstName").GetString());

        var opened = await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "case-opened");
        Assert.NotNull(opened.Commitment);
        Assert.Equal(scenario.Rasa.Actor, opened.Actor);
        Assert.Equal(
            2, (await fixture.Received<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "case-read", 2)).Count);
    }

    [Fact]
    public async Task Lists_show_a_label_and_nothing_of_the_person()
    {
        var scenario = await New().Opened();
        var list = await fixture.Get(scenario.Rasa, "/cases");
        var item = Assert.Single(list.Items);
        Assert.Equal(["changedAt", "id", "label", "ledgerReference", "openedAt", "tieId", "version"], Scenario.Names(item));
        Assert.Matches("^[2-9A-Z]{4}-[2-9A-Z]{4}$", item.GetProperty("label").GetString());
        Assert.Single((await fixture.Get(Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner), "/cases")).Items);
    }

    [Fact]
    public async Task A_case_is_found_by_its_label_or_a_part_of_it_however_it_is_typed()
    {
        var scenario = await New().Opened();
        Scenario.Created(await fixture.Post(scenario.Rasa, "/cases", new { fields = new { } }));
        var officer = Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner);
        var line = (await fixture.Get(officer, $"/cases/{scenario.Case}/label")).Body;
        var label = line.GetProperty("label").GetString()!;
        Assert.Equal(scenario.LedgerReference, line.GetProperty("ledgerReference").GetGuid());

        foreach (var typed in new[] { label, label.ToLowerInvariant().Replace('-', ' '), label[5..] })
            Assert.Contains(label, await Labels($"?label={Uri.EscapeDataString(typed)}"));
        Assert.Equal([label], await Labels($"?label={label}"));
        Assert.Empty(await Labels("?label=0000"));
        Assert.Equal(2, (await Labels("?label=%25_")).Count); // no wildcard of the database's

        async Task<List<string?>> Labels(string query) =>
            [.. (await fixture.Get(officer, "/cases" + query)).Items.Select(i => i.GetProperty("label").GetString())];
    }

    [Fact]
    public async Task A_label_is_told_to_its_own_organisation_only_and_to_no_administrator()
    {
        var scenario = await New().Opened();
        (await fixture.Get(Somebody(), $"/cases/{scenario.Case}/label")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(scenario.Rasa, $"/cases/{Guid.NewGuid()}/label")).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(Roles.Administrator, scenario.Rasa.Partner), $"/cases/{scenario.Case}/label")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended()
    {
        var rasa = Somebody();
        for (var i = 0; i < 51; i++)
            Scenario.Created(await fixture.Post(rasa, "/cases", new { fields = new { } }));
        var first = await fixture.Get(rasa, "/cases");
        var second = await fixture.Get(rasa, $"/cases?cursor={first["next"]}");
        var ids = first.Items.Concat(second.Items).Select(i => i.GetProperty("id").GetGuid());
        Assert.Equal(51, ids.Distinct().Count());
        Assert.Equal((51, 51), (first.Total, second.Total));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.Body.GetProperty("next").ValueKind);
    }

    [Fact]
    public async Task A_case_opened_under_a_reserved_id_is_swept_when_nobody_linked_it_and_none_is_opened_under_it_again()
    {
        var rasa = Somebody();
        object Under(Guid id) => new { id, fields = new Dictionary<string, object> { ["x:Alias"] = "Kregždutė" } };
        var reserved = Guid.CreateVersion7();
        Assert.Equal(reserved, Scenario.Created(await fixture.Post(rasa, "/cases", Under(reserved))));
        (await fixture.Post(rasa, "/cases", Under(reserved))).Is(HttpStatusCode.Conflict);
        var reference = (await fixture.Get(rasa, $"/cases/{reserved}")).Body.GetProperty("ledgerReference").GetGuid();

        await fixture.Send(Routes.Reservations, new SweepCase(reserved, new(Guid.NewGuid()))); // another's does nothing
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, rasa.Id));
        await fixture.Published<AuditRecorded>(a => a.Reference == reference && a.Verb == "case-swept");
        (await fixture.Get(rasa, $"/cases/{reserved}")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.CountKeys(reserved));
        (await fixture.Post(rasa, "/cases", Under(reserved))).Is(HttpStatusCode.Conflict);

        // Swept before it was opened: the late one is refused.
        var late = Guid.CreateVersion7();
        await fixture.Send(Routes.Reservations, new SweepCase(late, rasa.Id));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from reserved_cases where case_id = $1 and swept", late), seen => seen == 1, "swept");
        (await fixture.Post(rasa, "/cases", Under(late))).Is(HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task A_case_that_was_worked_with_is_not_swept()
    {
        var rasa = Somebody();
        var reserved = Scenario.Created(await fixture.Post(rasa, "/cases", new { id = Guid.CreateVersion7(), fields = new { } }));
        await fixture.Put(rasa, $"/cases/{reserved}", new { fields = new Dictionary<string, object> { ["x:Alias"] = "Kregždutė" } }, "\"1\"");
        await fixture.Send(Routes.Reservations, new SweepCase(reserved, rasa.Id));
        await Eventually.Get(() => fixture.Query<bool>("select swept from reserved_cases where case_id = $1", reserved), seen => seen, "looked at");
        (await fixture.Get(rasa, $"/cases/{reserved}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Another_organisations_case_is_not_there()
    {
        var scenario = await New().Permitted();
        var stranger = Somebody();
        var answers = new[]
        {
            await fixture.Get(stranger, $"/cases/{scenario.Case}"),
            await fixture.Put(stranger, $"/cases/{scenario.Case}", new { fields = new { } }, "\"1\""),
            await fixture.Post(stranger, $"/cases/{scenario.Case}/consents", scenario.Consent()),
            await fixture.Get(stranger, $"/cases/{scenario.Case}/consents"),
            await fixture.Post(stranger, $"/consents/{scenario.Receipt}/withdraw"),
            await fixture.Post(
                stranger, $"/cases/{scenario.Case}/permits",
                new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked }),
            await fixture.Get(stranger, $"/permits/{scenario.Permit}"),
            await fixture.Get(stranger, $"/cases/{scenario.Case}/disclosures"),
            await fixture.Get(stranger, $"/cases/{Guid.NewGuid()}"),
        };
        Assert.All(answers, a => Assert.Equal((HttpStatusCode.NotFound, "not-found"), (a.Status, a.Problem)));
        Assert.Empty((await fixture.Get(stranger, "/cases")).Items);
        Assert.Equal(
            0, await fixture.Query<long>("select count(*) from consents where receipt_id = $1 and withdrawn_at is not null", scenario.Receipt));
    }

    [Theory]
    [InlineData(Roles.Administrator)]
    [InlineData(Roles.DataProtectionOfficer)]
    public async Task Who_does_not_work_with_cases_opens_none(string role)
    {
        var scenario = await New().Opened();
        var person = Somebody(role, scenario.Rasa.Partner);
        (await fixture.Get(person, $"/cases/{scenario.Case}")).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(person, $"/cases/{scenario.Case}/consents")).Is(HttpStatusCode.Forbidden);
        (await fixture.Post(person, "/cases", new { fields = new { } })).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Nothing_is_changed_unseen()
    {
        var scenario = await New().Opened();
        var body = new { fields = new { prs_FirstName = "Aušrinė" } };
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", body)).Is((HttpStatusCode)428);
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", body, "1")).Is(HttpStatusCode.BadRequest);
        Assert.Equal("\"2\"", (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", body, "\"1\"")).ETag);
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { } }, "\"1\"")).Is(HttpStatusCode.PreconditionFailed);

        var read = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}");
        Assert.Equal(["prs_FirstName"], Scenario.Names(read.Body.GetProperty("fields")));
        Assert.Equal("\"2\"", read.ETag);
    }

    [Theory]
    [InlineData("{\"fields\":", "")]
    [InlineData("", "")]
    [InlineData("{}", "")]
    [InlineData("{\"fields\":{},\"owner\":\"me\"}", "/owner")]
    [InlineData("{\"fields\":[]}", "/fields")]
    [InlineData("{\"fields\":null}", "")]
    [InlineData("{\"fields\":{\"prs_Birthdate\":\"2023-02-30\",\"nonsense\":1}}", "/fields/prs_Birthdate /fields/nonsense")]
    [InlineData("{\"fields\":{\"prs_Gender\":\"female\"}}", "/fields/prs_Gender")]
    public async Task What_cannot_be_is_refused_with_its_place_and_leaves_nothing_behind(string body, string pointers)
    {
        var rasa = Somebody();
        var reply = (await fixture.Post(rasa, "/cases", body)).Is(HttpStatusCode.BadRequest);
        if (pointers.Length > 0)
            Assert.Equal(pointers.Split(' '), reply.Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from cases where owner = $1", rasa.Partner));
        Assert.Equal(0, await fixture.CountKeys(rasa.Partner));
    }

    [Fact]
    public async Task An_oversized_body_is_refused() =>
        (await fixture.Post(
            Somebody(), "/cases",
            new { fields = new Dictionary<string, string> { ["x:HealthDetails"] = new('x', 300_000) } })).Is(HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task The_same_key_twice_opens_one_case_and_with_another_body_is_refused()
    {
        var rasa = Somebody();
        var body = new { fields = new { prs_FirstName = "Aušrinė" } };
        var first = await fixture.Post(rasa, "/cases", body, key: "once");
        Assert.Equal(first.Id, (await fixture.Post(rasa, "/cases", body, key: "once")).Id);
        (await fixture.Post(rasa, "/cases", new { fields = new { } }, key: "once")).Is(HttpStatusCode.UnprocessableEntity);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from cases where owner = $1", rasa.Partner));
        (await fixture.Post(rasa, "/cases", body, key: "")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task All_faults_of_a_consent_are_reported_together()
    {
        var scenario = await New().Consented();
        var reply = await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", new
        {
            purposes = new[] { "Marketing" },
            recipients = new[] { Guid.Empty, scenario.Rasa.Partner },
            categories = Array.Empty<string>(),
            exclusions = new object[] { new { }, new { category = "Health", field = "prs_FirstName" } },
            givenBy = "representative",
            language = "xx",
            method = "telepathy",
            wordingVersion = "1999-01",
            givenAt = DateTimeOffset.UtcNow.AddDays(1),
            validUntil = DateTimeOffset.UtcNow.AddDays(-1),
            lifts = new[] { new { receipt = Guid.NewGuid(), partner = Guid.NewGuid() } },
        });
        reply.Is(HttpStatusCode.BadRequest);
        Assert.Equal(
            ["/categories", "/decider", "/exclusions/0", "/exclusions/1/field", "/givenAt", "/language", "/lifts/0/receipt", "/method", "/purposes/0",
                "/recipients/0", "/recipients/1", "/validUntil", "/wordingVersion"],
            reply.Pointers.Order(StringComparer.Ordinal));
        Assert.Equal(1, await fixture.Query<long>("select count(*) from consents where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task A_consent_is_kept_with_the_words_it_was_asked_in()
    {
        var scenario = await New().Consented();
        var shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/consents")).Items[0];
        var wording = (await fixture.Get(scenario.Rasa, "/wordings")).Items
            .Single(w => w.GetProperty("id").GetString() == "2026-11-lt");
        Assert.Equal(wording.GetProperty("hash").GetString(), shown.GetProperty("wordingHash").GetString());
        Assert.Equal("2026-11-lt", shown.GetProperty("wordingVersion").GetString());
        Assert.Equal("Ąžuolas Vertėjas", shown.GetProperty("interpreter").GetString());
        Assert.Equal("in-force", shown.GetProperty("status").GetString());
        Assert.Equal(scenario.Rasa.Actor, shown.GetProperty("takenBy").GetGuid());
    }

    [Fact]
    public async Task The_catalogue_says_of_every_field_its_category_and_who_may_see_it()
    {
        var fields = (await fixture.Get(Somebody(), "/fields")).Items
            .ToDictionary(f => f.GetProperty("name").GetString()!);
        Assert.Equal("Name", fields["x:Alias"].GetProperty("category").GetString());
        Assert.Contains("x:Shelter", fields["x:Alias"].GetProperty("seenBy").EnumerateArray().Select(k => k.GetString()));
        Assert.DoesNotContain("x:Shelter", fields["prs_FirstName"].GetProperty("seenBy").EnumerateArray().Select(k => k.GetString()));
    }

    [Fact]
    public async Task Without_a_token_there_is_no_answer()
    {
        using var client = new HttpClient { BaseAddress = fixture.Address };
        Assert.All(
            await Task.WhenAll(new[] { "/cases", "/fields", "/wordings", $"/disclosures/{Guid.NewGuid()}", "/drafts" }
                .Select(path => client.GetAsync(new Uri(path, UriKind.Relative)))),
            answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
    }
}
