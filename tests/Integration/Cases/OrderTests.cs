using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>What an order compels leaves a case: what it names, and no more.</summary>
public sealed class OrderTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    const string Household = "His mother Zefyra lives in the flat.";

    static readonly byte[] Document = Encoding.UTF8.GetBytes("%PDF-1.7\nOrder of a fictional court.");
    static readonly string[] Named = ["prs_FirstName", "x:ExploitationDetails", "prs_MailingCity", "x:RiskSummary"];

    readonly Scenario scenario = new(fixture);

    Person Director => field ??= Somebody(Roles.Director, scenario.Rasa.Partner);
    Person Coordinator => field ??= Somebody(Roles.Coordinator, scenario.Rasa.Partner);
    Person Officer => field ??= Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner);
    Person Police => scenario.Ieva.As(Roles.LiaisonOfficer);

    string Orders => $"/cases/{scenario.Case}/orders";

    [Fact]
    public async Task An_order_is_sealed_and_its_token_says_how_wide_it_is_and_names_no_case()
    {
        var order = await Recorded();
        var claims = fixture.Claims("order+jwt", order["token"]);
        Assert.Equal(
            ["answerBy", "basis", "categories", "digest", "exhibits", "exp", "fields", "jti", "only", "onlyVersion", "owner", "recipient", "version"],
            claims.EnumerateObject().Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            (order.Id, scenario.Rasa.Partner, scenario.Shelter, "court-order", 4, 1),
            (claims.GetProperty("jti").GetGuid(), claims.GetProperty("owner").GetGuid(), claims.GetProperty("recipient").GetGuid(),
                claims.GetProperty("basis").GetString(), claims.GetProperty("fields").GetInt32(), claims.GetProperty("version").GetInt32()));
        Assert.Equal(["Name", "Exploitation", "Location"], claims.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));

        var row = await fixture.Query<string>("select o::text || encode(sealed, 'escape') from orders o where order_id = $1", order.Id);
        Assert.All(
            new[] { "Art. 12", "prs_FirstName", "Budrys", Convert.ToHexStringLower(SHA256.HashData(Document)) },
            word => Assert.DoesNotContain(word, row, StringComparison.Ordinal));
        await fixture.Published<AuditRecorded>(a =>
            a.Reference == scenario.LedgerReference && a.Verb == "order-recorded" && a.Related == order.Id && a.Commitment is not null);
        Assert.Equal(order["token"].Split('.')[1].Length, (await fixture.Get(scenario.Rasa, Orders)).Items.Single()
            .GetProperty("token").GetString()!.Split('.')[1].Length);
    }

    [Fact]
    public async Task An_order_without_its_document_and_one_that_names_what_never_leaves_are_refused_and_nothing_is_kept()
    {
        await Opened();
        var other = new Scenario(fixture);
        await other.Opened();
        var foreign = await Attached(other);
        var ngo = await fixture.Listed("NGO");
        var (elsewhere, isolated, letter) = (
            await other.Exhibited(), await scenario.Exhibited("Another letter"u8.ToArray()), await scenario.Exhibited());
        await Isolated(isolated);
        foreach (var (with, pointers) in new (object, string[])[]
            {
                (new { document = (Guid?)null }, ["/document"]), (new { document = Guid.CreateVersion7() }, ["/document"]),
                (new { document = foreign }, ["/document"]), (new { document = (Guid?)null, basis = "statutory-demand" }, ["/document"]),
                (new { basis = "curiosity" }, ["/basis"]), (new { recipient = ngo }, ["/recipient"]),
                (new { recipient = Guid.NewGuid() }, ["/recipient"]), (new { law = " " }, ["/law"]), (new { officer = "\u0000" }, ["/officer"]),
                (new { fields = Array.Empty<string>() }, ["/fields"]), (new { fields = new[] { "prs_FirstName", "notes", "prs_FirstName" } },
                    ["/fields/1", "/fields/2"]),
                (new { fields = new[] { "x:Whereabouts", "prs_MailingStreet", "x:PerpetratorHousehold", "x:SafeContact", "x:HealthDetails" } },
                    ["/fields/0", "/fields/1", "/fields/2", "/fields/3", "/fields/4"]),
                (new { fields = Exhibits(letter, elsewhere, isolated, Guid.NewGuid(), letter) },
                    ["/fields/1", "/fields/2", "/fields/3", "/fields/4"]),
                (new { document = (Guid?)null, basis = "danger-to-life", fields = Exhibits(letter) }, ["/fields/0"]),
                (new { answerBy = DateTimeOffset.UtcNow.AddYears(-3) }, ["/answerBy"]),
                (new { answerBy = DateTimeOffset.UtcNow.AddYears(3) }, ["/answerBy"]),
                (new { document = (Guid?)null, basis = "danger-to-life", answerBy = DateTimeOffset.UtcNow.AddDays(1) }, ["/answerBy"]),
            })
            Assert.Equal(pointers, (await Record(with)).Is(HttpStatusCode.BadRequest).Pointers);
        (await Record(new { }, Somebody())).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from orders where case_id = $1", scenario.Case));
        Scenario.Created(await Record(new { fields = new[] { "x:HealthDetails" }, therapyNotesNamed = true }));
        // Told first, recorded after: whatever it was. None of it leaves by that.
        var told = Scenario.Created(await Record(new { document = (Guid?)null, basis = "danger-to-life", fields = new[] { "prs_MailingStreet" } }));
        Assert.Empty((await Preview(Coordinator, told)).Body.GetProperty("fields").EnumerateObject());
        Assert.Equal(
            ["/fields/0"],
            (await Record(new { document = (Guid?)null, basis = "danger-to-life", fields = new[] { "notes" } })).Pointers);
    }

    [Fact]
    public async Task An_order_only_becomes_narrower_and_not_after_it_was_released()
    {
        var order = await Recorded();
        foreach (var (fields, pointers) in new (string[], string[])[]
            {
                ([], ["/fields"]), (Named, ["/fields"]), (["prs_FirstName", "prs_SecondName"], ["/fields/1"]),
                (["prs_FirstName", "prs_FirstName"], ["/fields/1"]),
            })
            Assert.Equal(pointers, (await Narrow(order.Id, fields)).Is(HttpStatusCode.BadRequest).Pointers);
        var narrower = (await Narrow(order.Id, ["prs_FirstName", "x:RiskSummary"])).Is(HttpStatusCode.Created);
        var claims = fixture.Claims("order+jwt", narrower["token"]);
        // What two have approved before is not what the order is now.
        Assert.Equal(
            "ORDER_CHANGED", await Refused(
                order.Id, scenario.Shelter, fixture.Claims("order+jwt", order["token"]).GetProperty("digest").GetString()));
        Assert.Equal(
            (order.Id, 2, 2),
            (claims.GetProperty("jti").GetGuid(), claims.GetProperty("fields").GetInt32(), claims.GetProperty("version").GetInt32()));
        Assert.Equal(["/fields/0"], (await Narrow(order.Id, ["prs_MailingCity"])).Pointers);

        var disclosure = (await Released(order.Id)).DisclosureId;
        Assert.Equal("already-disclosed", (await Narrow(order.Id, ["prs_FirstName"])).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(["prs_FirstName", "x:RiskSummary"], Scenario.Names((await Read(disclosure)).Body.GetProperty("fields")));
    }

    [Fact]
    public async Task What_approvers_see_is_what_its_recipient_reads_and_no_word_of_anybody_else()
    {
        var order = await Recorded();
        var preview = await Preview(Coordinator, order.Id);
        Assert.Equal(
            ("Code of fictional procedure, Art. 12", Convert.ToHexStringLower(SHA256.HashData(Document)), "B-17/2026", "Investigator Budrys"),
            (preview["law"], preview["sha256"], preview["authorityReference"], preview["officer"]));
        Assert.Equal(["x:ExploitationDetails"], preview.Strings("notHeld"));
        await fixture.Published<AuditRecorded>(a => a.Verb == "order-read" && a.Actor == Coordinator.Actor && a.Related == order.Id);

        var released = await Released(order.Id);
        var read = await Read(released.DisclosureId);
        Assert.Equal(preview.Body.GetProperty("fields").GetRawText(), read.Body.GetProperty("fields").GetRawText());
        Assert.Equal(["prs_FirstName", "prs_MailingCity", "x:RiskSummary"], Scenario.Names(read.Body.GetProperty("fields")));
        Assert.Equal(["Name", "Location", "Exploitation"], released.Categories.OrderBy(c => Array.IndexOf(["Name", "Location", "Exploitation"], c)));
        Assert.All(
            new[] { "Zefyra", "green door", scenario.Case.ToString() }, word => Assert.DoesNotContain(word, read.Text, StringComparison.Ordinal));
        var line = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/disclosures")).Items.Single();
        Assert.Equal(("CompelledDisclosure", order.Id), (line.GetProperty("purpose").GetString(), line.GetProperty("receiptId").GetGuid()));
    }

    [Fact]
    public async Task The_exhibits_that_it_names_leave_whatever_the_person_said_of_them_and_no_other_and_what_nobody_opens_stays()
    {
        await Opened();
        var (letter, isolated, unnamed) = (
            await scenario.Exhibited(), await scenario.Exhibited("Another letter"u8.ToArray()), await scenario.Exhibited("A contract"u8.ToArray()));
        var telephone = await scenario.ExhibitedThing();
        var refusal = scenario.Consent(with: new
        {
            refused = true, purposes = new[] { "Handoff" }, recipients = (object?)null, categories = (object?)null, validUntil = (object?)null,
        });
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", refusal));
        var by = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(9).ToUnixTimeSeconds());
        string[] fields = ["prs_FirstName", "x:RiskSummary", .. Exhibits(letter, telephone, isolated)];
        var order = (await Record(new { fields, answerBy = by })).Is(HttpStatusCode.Created);
        var claims = fixture.Claims("order+jwt", order["token"]);
        Assert.Equal(
            (2, 3, by.ToUnixTimeSeconds()),
            (claims.GetProperty("fields").GetInt32(), claims.GetProperty("exhibits").GetInt32(), claims.GetProperty("answerBy").GetInt64()));
        Assert.Equal(["Name", "Exploitation", "Evidence"], claims.GetProperty("categories").EnumerateArray().Select(c => c.GetString()));
        Assert.DoesNotContain(letter.ToString(), claims.GetRawText(), StringComparison.Ordinal);
        Assert.Equal("exhibit-in-use", (await fixture.Call(
            scenario.Rasa, HttpMethod.Delete, $"/cases/{scenario.Case}/exhibits/{letter}")).Is(HttpStatusCode.Conflict).Problem);

        await Isolated(isolated);
        var preview = await Preview(Director, order.Id);
        Assert.Equal([letter, telephone], Ids(preview.Body.GetProperty("exhibits")));
        Assert.Equal($$"""[{"id":"{{isolated}}","kind":"document"}]""", preview.Body.GetProperty("exhibitsThatStay").GetRawText()); // no label
        Assert.Empty(preview.Strings("notHeld"));
        Assert.Equal((claims.GetProperty("digest").GetString(), by), (preview["digest"], preview.Body.GetProperty("answerBy").GetDateTimeOffset()));
        var narrower = await Narrow(order.Id, [fields[0], .. Exhibits(letter, telephone, isolated)]);
        Assert.NotEqual(preview["digest"], fixture.Claims("order+jwt", narrower["token"]).GetProperty("digest").GetString());
        var registered = await Registered();
        Assert.Equal(
            (1, """{"thing":1,"document":2}"""), (registered.GetProperty("fields").GetInt32(), registered.GetProperty("exhibits").GetRawText()));

        var released = await Released(order.Id);
        Assert.Equal([letter, telephone], released.Exhibits);
        var read = await Read(released.DisclosureId);
        Assert.Equal((released.FileSha256, Scenario.Label), (read["sha256"], read.Body.GetProperty("exhibits")[0].GetProperty("label").GetString()));
        Assert.Equal([letter, telephone], Ids(read.Body.GetProperty("exhibits")));
        var contents = $"/disclosures/{released.DisclosureId}/exhibits";
        Assert.Equal(Scenario.Words, (await fixture.Download(Police, $"{contents}/{letter}")).Content);
        foreach (var none in new[] { telephone, isolated, unnamed })
            (await fixture.Get(Police, $"{contents}/{none}")).Is(HttpStatusCode.NotFound);

        var confirmed = (await fixture.Post(Police, $"/disclosures/{released.DisclosureId}/receipts", new
        {
            items = new object[]
            {
                new { sha256 = released.FileSha256 }, new { exhibit = letter, sha256 = Convert.ToHexStringLower(SHA256.HashData(Scenario.Words)) },
                new { exhibit = telephone, seal = "broken" },
            },
        })).Is(HttpStatusCode.Created);
        Assert.Equal([true, true, false], confirmed.Body.GetProperty("receipts").EnumerateArray().Select(r => r.GetProperty("matches").GetBoolean()));
        var custody = (await fixture.Get(scenario.Rasa, $"/disclosures/{released.DisclosureId}/custody")).Is(HttpStatusCode.OK);
        Assert.Equal(
            [(letter, 2), (telephone, 2)],
            custody.Body.GetProperty("exhibits").EnumerateArray()
                .Select(e => (e.GetProperty("id").GetGuid(), e.GetProperty("hops").GetArrayLength())));

        await Isolated(letter); // found to be such a picture after it came
        Assert.Equal("exhibit-isolated", (await fixture.Get(Police, $"{contents}/{letter}")).Is(HttpStatusCode.Gone).Problem);
    }

    [Fact]
    public async Task The_day_of_an_order_may_be_over_and_is_corrected_as_long_as_nothing_has_left()
    {
        await Opened();
        var late = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddDays(-2).ToUnixTimeSeconds());
        var order = (await Record(new { answerBy = late })).Is(HttpStatusCode.Created);
        var before = fixture.Claims("order+jwt", order["token"]);
        Assert.Equal(late.ToUnixTimeSeconds(), before.GetProperty("answerBy").GetInt64());
        foreach (var years in new[] { -3, 3 })
            Assert.Equal(["/answerBy"], (await Correct(order.Id, late.AddYears(years))).Is(HttpStatusCode.BadRequest).Pointers);
        (await Correct(order.Id, late, Somebody())).Is(HttpStatusCode.NotFound);
        (await Correct(order.Id, late, Officer)).Is(HttpStatusCode.Forbidden);
        Assert.Equal(late, (await Preview(Director, order.Id)).Body.GetProperty("answerBy").GetDateTimeOffset());

        var corrected = (await Correct(order.Id, late.AddDays(9))).Is(HttpStatusCode.Created);
        var claims = fixture.Claims("order+jwt", corrected["token"]);
        Assert.Equal(
            (late.AddDays(9).ToUnixTimeSeconds(), 1, before.GetProperty("digest").GetString()),
            (claims.GetProperty("answerBy").GetInt64(), claims.GetProperty("version").GetInt32(), claims.GetProperty("digest").GetString()));
        await fixture.Published<AuditRecorded>(a =>
            a.Reference == scenario.LedgerReference && a.Verb == "order-day-corrected" && a.Related == order.Id && a.Actor == scenario.Rasa.Actor);
        (await Correct(order.Id, null)).Is(HttpStatusCode.Created); // it names none after all
        Assert.Equal(JsonValueKind.Null, (await Preview(Director, order.Id)).Body.GetProperty("answerBy").ValueKind);
        await Released(order.Id);
        Assert.Equal("already-disclosed", (await Correct(order.Id, late)).Is(HttpStatusCode.Conflict).Problem);
        var refused = (await Record(new { })).Is(HttpStatusCode.Created);
        await Close(refused.Id);
        Assert.Equal("order-closed", (await Correct(refused.Id, late)).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task What_has_left_is_read_from_the_copy_whatever_the_case_holds_since()
    {
        await Opened();
        var letter = await scenario.Exhibited();
        string[] fields = ["prs_FirstName", "x:RiskSummary", .. Exhibits(letter)];
        var order = (await Record(new { fields })).Is(HttpStatusCode.Created);
        (await Left(scenario.Rasa, order.Id)).Is(HttpStatusCode.NotFound); // nothing has
        await Released(order.Id);
        await Isolated(letter);
        var seen = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}");
        (await fixture.Put(scenario.Rasa, $"/cases/{scenario.Case}", new { fields = new { prs_FirstName = "Miglė" } }, seen.ETag))
            .Is(HttpStatusCode.OK);
        Assert.Equal(["prs_FirstName"], Scenario.Names((await Preview(Coordinator, order.Id)).Body.GetProperty("fields")));
        Assert.Equal(fields, (await Left(scenario.Rasa, order.Id)).Is(HttpStatusCode.OK).Items.Select(field => field.GetString()!));
        await fixture.Published<AuditRecorded>(a => a.Verb == "order-read" && a.Actor == scenario.Rasa.Actor && a.Related == order.Id);
        foreach (var other in new[] { Somebody(), Police })
            (await Left(other, order.Id)).Is(HttpStatusCode.NotFound);
        foreach (var none in new[] { Director, Officer })
            (await Left(none, order.Id)).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_an_order_was_narrowed_by_may_be_removed_and_what_has_left_may_not()
    {
        await Opened();
        var (letter, contract) = (await scenario.Exhibited(), await scenario.Exhibited("A contract"u8.ToArray()));
        var order = (await Record(new { fields = Exhibits(letter, contract) })).Is(HttpStatusCode.Created);
        Assert.Equal("exhibit-in-use", (await Remove(contract)).Is(HttpStatusCode.Conflict).Problem);
        (await Narrow(order.Id, Exhibits(letter))).Is(HttpStatusCode.Created);
        (await Remove(contract)).Is(HttpStatusCode.NoContent);
        Assert.Equal([letter], (await Released(order.Id)).Exhibits);
        Assert.Equal("exhibit-in-use", (await Remove(letter)).Is(HttpStatusCode.Conflict).Problem);

        Task<Reply> Remove(Guid exhibit) =>
            fixture.Call(scenario.Rasa, HttpMethod.Delete, $"/cases/{scenario.Case}/exhibits/{exhibit}");
    }

    Task<Reply> Correct(Guid order, DateTimeOffset? answerBy, Person? by = null) =>
        fixture.Post(by ?? scenario.Rasa, $"{Orders}/{order}/answer-by", new { answerBy });

    Task<Reply> Left(Person who, Guid order) => fixture.Get(who, $"{Orders}/{order}/left");

    async Task Isolated(Guid exhibit) => (await fixture.Post(
        scenario.Rasa, $"/cases/{scenario.Case}/exhibits/{exhibit}/isolate",
        new { toldPoliceAt = DateTimeOffset.UtcNow.AddMinutes(-5), toldWhom = "Duty officer" })).Is(HttpStatusCode.OK);

    static IEnumerable<Guid> Ids(JsonElement items) => items.EnumerateArray().Select(item => item.GetProperty("id").GetGuid());

    static string[] Exhibits(params Guid[] exhibits) => [.. exhibits.Select(exhibit => Codes.ExhibitPrefix + exhibit)];

    [Fact]
    public async Task It_asks_for_no_consent_and_shuts_only_when_the_order_is_overturned()
    {
        var order = await Recorded();
        var refusal = scenario.Consent(with: new
        {
            refused = true, purposes = new[] { "Handoff" }, recipients = (object?)null, categories = (object?)null, validUntil = (object?)null,
        });
        Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", refusal));
        var disclosure = (await Released(order.Id)).DisclosureId;
        await Read(disclosure);

        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.CompelledDisclosure, order.Id, OfferId: null, new(scenario.Shelter), DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Get(Police, $"/disclosures/{disclosure}"), read => read.Status == HttpStatusCode.Gone, $"shut; log: {fixture.Output}");
    }

    [Fact]
    public async Task Nobody_but_the_orders_recipient_gets_anything_and_nobody_after_the_end()
    {
        var order = await Recorded();
        var stranger = await fixture.Listed("LawEnforcement");
        Assert.Equal("RECIPIENT_NOT_NAMED", await Refused(order.Id, stranger));
        await fixture.Listed("LawEnforcement", suspended: true, partner: scenario.Shelter, version: 2);
        Assert.Equal("RECIPIENT_SUSPENDED", await Refused(order.Id, scenario.Shelter));
        await fixture.Listed("LawEnforcement", partner: scenario.Shelter, version: 3);
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.CompelledDisclosure, order.Id, OfferId: null, new(scenario.Shelter), DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from ended_recipients where conversation_id = $1", order.Id), seen => seen == 1, "end");
        Assert.Equal("RECIPIENT_ENDED", await Refused(order.Id, scenario.Shelter));
        Assert.Equal(0, await fixture.Query<long>("select count(*) from disclosures where case_id = $1", scenario.Case));
    }

    [Fact]
    public async Task A_director_and_a_coordinator_read_the_preview_of_a_restricted_case_and_no_other_colleague_does()
    {
        var order = await Recorded();
        var milda = Somebody(partner: scenario.Rasa.Partner);
        var seen = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/audience");
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, milda.Actor } }, seen.ETag))
            .Is(HttpStatusCode.OK);
        foreach (var approver in new[] { Director, Coordinator, milda })
            await Preview(approver, order.Id);
        foreach (var what in new[] { "preview", "document" })
            foreach (var other in new[] { Somebody(partner: scenario.Rasa.Partner), Somebody(), Police, Somebody(Roles.Director), Officer })
                await ShutFor(other, order.Id, what);
        (await fixture.Get(Director, $"/cases/{scenario.Case}")).Is(HttpStatusCode.Forbidden);
        var token = (await fixture.Get(milda, Orders)).Items.Single().GetProperty("token").GetString()!;
        Assert.Equal(1, fixture.Claims("order+jwt", token).GetProperty("onlyVersion").GetInt32());
    }

    [Fact]
    public async Task A_deputy_without_a_case_reads_what_was_recorded_after_they_were_named_until_they_are_none()
    {
        var deputy = Somebody(Roles.Administrator, scenario.Rasa.Partner);
        var tooLate = Somebody(Roles.Administrator, scenario.Rasa.Partner);
        var order = await Recorded();
        var before = DateTimeOffset.UtcNow.AddMinutes(-1);
        await ShutFor(deputy, order.Id);
        await Named(DateTimeOffset.UtcNow, new(deputy.Actor, before), new(tooLate.Actor, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Get(deputy, $"/orders/{order.Id}/preview"), read => read.Status == HttpStatusCode.OK, $"named; log: {fixture.Output}");
        Assert.Equal(Document, (await fixture.Download(deputy, $"/orders/{order.Id}/document")).Content);
        await ShutFor(tooLate, order.Id);
        await ShutFor(Somebody(Roles.Administrator), order.Id);
        (await fixture.Get(deputy, $"/cases/{scenario.Case}")).Is(HttpStatusCode.Forbidden);

        await Named(DateTimeOffset.UtcNow);
        await Eventually.Get(() => fixture.Get(deputy, $"/orders/{order.Id}/preview"), read => read.Status == HttpStatusCode.NotFound, "ended");
        await Named(before, new NamedDeputy(deputy.Actor, before)); // an older word comes late
        await Close(order.Id); // of the same queue: the word before it has been heard
        await ShutFor(deputy, order.Id);

        Task Named(DateTimeOffset at, params NamedDeputy[] deputies) => fixture.Send(
            Routes.Orders, new DeputiesNamed(new(scenario.Rasa.Partner), Director.Actor, Roles.Director, deputies, at));
    }

    [Fact]
    public async Task Who_only_approves_reads_nothing_more_once_it_was_refused_or_has_left()
    {
        var refused = await Recorded();
        var left = (await Record(new { })).Is(HttpStatusCode.Created);
        foreach (var order in new[] { refused.Id, left.Id })
            await Preview(Director, order);
        await fixture.Send(Routes.Orders, new OrderClosed(refused.Id, new(scenario.Shelter))); // not theirs to close
        await Close(refused.Id);
        await Released(left.Id);
        foreach (var order in new[] { refused.Id, left.Id })
        {
            foreach (var what in new[] { "preview", "document" })
                await ShutFor(Director, order, what);
            await Preview(Coordinator, order); // it is a case of theirs
        }
        var seen = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/audience");
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Guid.NewGuid() } }, seen.ETag))
            .Is(HttpStatusCode.OK);
        foreach (var order in new[] { refused.Id, left.Id })
            await ShutFor(Coordinator, order);
        Assert.Equal("order-closed", (await Narrow(refused.Id, ["prs_FirstName"])).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task The_document_of_an_order_stays_as_long_as_the_order_does()
    {
        await Recorded();
        var document = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/attachments")).Items.Single().GetProperty("id").GetGuid();
        var path = $"/cases/{scenario.Case}/attachments/{document}";
        Assert.Equal("attachment-is-order", (await fixture.Call(scenario.Rasa, HttpMethod.Delete, path)).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(Document, (await fixture.Download(scenario.Rasa, path)).Content);
    }

    [Fact]
    public async Task A_conversation_that_has_asked_for_a_release_hears_for_which_colleagues_the_case_is()
    {
        var order = await Recorded();
        await Released(order.Id);
        var seen = await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/audience");
        (await fixture.Put(
            scenario.Rasa, $"/cases/{scenario.Case}/audience", new { only = new[] { scenario.Rasa.Actor, Coordinator.Actor } }, seen.ETag))
            .Is(HttpStatusCode.OK);
        var told = await fixture.Published<AudienceChanged>(a => a.PermitId == order.Id);
        Assert.Equal((Conversations.CompelledDisclosure, order.Id, 1L), (told.Conversation, told.ConversationId, told.Version));
    }

    [Fact]
    public async Task The_register_shows_orders_and_their_release_without_content()
    {
        var order = await Recorded();
        Assert.Equal(JsonValueKind.Null, (await Registered()).GetProperty("releasedAt").ValueKind);
        await Refused(order.Id, await fixture.Listed("LawEnforcement"));
        Assert.Equal("RECIPIENT_NOT_NAMED", (await Registered()).GetProperty("refused").GetString());
        await Released(order.Id);
        var line = await Registered();
        Assert.Equal(
            ["answerBy", "basis", "categories", "exhibits", "fields", "id", "recipient", "recordedAt", "refused", "releasedAt", "shutAt"],
            line.EnumerateObject().Select(m => m.Name).Order(StringComparer.Ordinal));
        Assert.Equal((JsonValueKind.String, JsonValueKind.Null), (line.GetProperty("releasedAt").ValueKind, line.GetProperty("refused").ValueKind));
        (await fixture.Get(Coordinator, "/orders")).Is(HttpStatusCode.Forbidden);
        Assert.Empty((await fixture.Get(Somebody(Roles.DataProtectionOfficer), "/orders")).Items);
    }

    [Fact]
    public async Task The_person_is_told_with_a_lawyer_and_time_to_be_heard_or_the_ban_has_an_end()
    {
        var order = await Recorded();
        var now = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds());
        foreach (var (body, pointers) in new (object, string[])[]
            {
                (new { }, ["/at", "/lawyer", "/toBeHeardUntil"]), (new { at = now, toBeHeardUntil = now.AddDays(2) }, ["/lawyer"]),
                (new { at = now, lawyer = "Advocate Linde" }, ["/toBeHeardUntil"]),
                (new { at = now, lawyer = "Advocate Linde", toBeHeardUntil = now.AddHours(-1) }, ["/toBeHeardUntil"]),
                (new { at = now.AddDays(1), lawyer = "Advocate Linde", toBeHeardUntil = now.AddDays(2) }, ["/at"]),
                (new { banUntil = now.AddDays(-1) }, ["/banUntil"]), (new { banUntil = now.AddDays(9), at = now }, ["/banUntil"]),
            })
            Assert.Equal(pointers, (await fixture.Post(scenario.Rasa, $"{Orders}/{order.Id}/told", body)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from order_tellings where order_id = $1", order.Id));

        var told = await fixture.Post(
            scenario.Rasa, $"{Orders}/{order.Id}/told", new { at = now, lawyer = "Advocate Linde", toBeHeardUntil = now.AddDays(2) });
        var claims = fixture.Claims("told+jwt", told.Is(HttpStatusCode.Created)["token"]);
        Assert.Equal(
            (order.Id, now.AddDays(2).ToUnixTimeSeconds(), JsonValueKind.Null),
            (claims.GetProperty("sub").GetGuid(), claims.GetProperty("toBeHeardUntil").GetInt64(), claims.GetProperty("banUntil").ValueKind));
        var preview = await Preview(Director, order.Id);
        Assert.Equal("Advocate Linde", preview.Body.GetProperty("tellings")[0].GetProperty("lawyer").GetString());
        var row = await fixture.Query<string>("select t::text || encode(sealed, 'escape') from order_tellings t where order_id = $1", order.Id);
        Assert.DoesNotContain("Linde", row, StringComparison.Ordinal);
    }

    /// <summary>Closed by who sent the demand, and seen as closed here.</summary>
    async Task Close(Guid order)
    {
        await fixture.Send(Routes.Orders, new OrderClosed(order, new(scenario.Rasa.Partner)));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from orders where order_id = $1 and closed_at is not null", order), seen => seen == 1,
            "closed");
    }

    async Task ShutFor(Person who, Guid order, string what = "preview") =>
        (await fixture.Get(who, $"/orders/{order}/{what}")).Is(HttpStatusCode.NotFound);

    async Task Opened()
    {
        await scenario.Opened(new Dictionary<string, object>(Scenario.Fields, StringComparer.Ordinal) { ["x:PerpetratorHousehold"] = Household });
        await fixture.Listed("NGO", partner: scenario.Rasa.Partner);
        await scenario.Met("LawEnforcement");
    }

    async Task<Reply> Recorded()
    {
        await Opened();
        return (await Record(new { })).Is(HttpStatusCode.Created);
    }

    /// <param name="with">Members that differ; a null leaves one out.</param>
    async Task<Reply> Record(object with, Person? by = null)
    {
        var order = JsonSerializer.SerializeToNode(new
        {
            recipient = scenario.Shelter, basis = "court-order", law = "Code of fictional procedure, Art. 12", fields = Named,
            document = await Attached(scenario), authorityReference = "B-17/2026", officer = "Investigator Budrys",
        }, NetworkJson.Options)!.AsObject();
        foreach (var (member, value) in JsonSerializer.SerializeToNode(with, NetworkJson.Options)!.AsObject())
        {
            order.Remove(member);
            if (value is not null)
                order[member] = value.DeepClone();
        }
        return await fixture.Post(by ?? scenario.Rasa, Orders, order);
    }

    Task<Reply> Narrow(Guid order, string[] fields) => fixture.Post(scenario.Rasa, $"{Orders}/{order}/narrow", new { fields });

    async Task<Reply> Preview(Person by, Guid order) => (await fixture.Get(by, $"/orders/{order}/preview")).Is(HttpStatusCode.OK);

    async Task<Reply> Read(Guid disclosure) => (await fixture.Get(Police, $"/disclosures/{disclosure}")).Is(HttpStatusCode.OK);

    async Task<JsonElement> Registered() => (await fixture.Get(Officer, "/orders")).Is(HttpStatusCode.OK).Items.Single();

    async Task<DetailsReleased> Released(Guid order)
    {
        var request = await Ask(order, scenario.Shelter);
        return await fixture.Published<DetailsReleased>(m => m.RequestId == request);
    }

    async Task<string> Refused(Guid order, Guid to, string? digest = null)
    {
        var request = await Ask(order, to, digest);
        return (await fixture.Published<ReleaseRefused>(m => m.RequestId == request)).Reason;
    }

    async Task<Guid> Ask(Guid order, Guid to, string? digest = null)
    {
        var request = Guid.CreateVersion7();
        await fixture.Send(Routes.Release, new ReleaseDetails(request, Conversations.CompelledDisclosure, order, [order], new(to), digest));
        return request;
    }

    async Task<Guid> Attached(Scenario file)
    {
        var id = Guid.CreateVersion7();
        (await fixture.PutFile(file.Rasa, $"/cases/{file.Case}/attachments/{id}?category=Evidence", Document)).Is(HttpStatusCode.Created);
        return id;
    }
}
