using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class NoteAndDraftTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    Scenario New() => new(fixture);

    [Fact]
    public async Task A_note_is_read_by_the_two_organisations_of_its_referral_and_by_nobody_else()
    {
        var scenario = await New().Offered();
        var question = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Ar ji viena?" }));
        var answer = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Taip, viena." }));

        Assert.Equal("Ar ji viena?", (await fixture.Get(scenario.Rasa, $"/notes/{question}"))["text"]);
        Assert.Equal("Taip, viena.", (await fixture.Get(scenario.Ieva, $"/notes/{answer}"))["text"]);
        (await fixture.Get(scenario.Ieva, $"/notes/{question}")).Is(HttpStatusCode.OK);
        (await fixture.Get(Somebody(), $"/notes/{answer}")).Is(HttpStatusCode.NotFound);
        await fixture.Published<AuditRecorded>(
            a => a.Verb == "note-read" && a.Actor == scenario.Ieva.Actor && a.Reference == scenario.LedgerReference && a.Related == answer);
    }

    [Fact]
    public async Task A_note_is_kept_without_what_deceives_the_eye_and_one_of_nothing_is_refused()
    {
        var scenario = await New().Offered();
        var note = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Ona\u202Egnp.exe\u200B " }));
        Assert.Equal("Onagnp.exe", (await fixture.Get(scenario.Rasa, $"/notes/{note}"))["text"]);
        Assert.Equal(["/text"], (await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "\u200B" })).Pointers);
    }

    [Fact]
    public async Task Where_several_were_asked_at_once_each_reads_only_what_is_meant_for_it()
    {
        var scenario = await New().Consented();
        var other = Somebody(partner: await fixture.Listed(Codes.Shelter));
        var parallel = await Parallel.Offered(fixture, scenario, other.Partner);

        var meant = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes",
            new { conversation = "referral", conversationId = parallel.Referral, text = "For you alone.", to = scenario.Shelter }));
        (await fixture.Get(scenario.Ieva, $"/notes/{meant}")).Is(HttpStatusCode.OK);
        (await fixture.Get(other, $"/notes/{meant}")).Is(HttpStatusCode.NotFound);
        Assert.Equal(["/to"], (await fixture.Post(
            scenario.Rasa, "/notes",
            new { conversation = "referral", conversationId = parallel.Referral, text = "x", to = Guid.NewGuid() })).Pointers);
        Assert.Equal(["/to"], (await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "For whom?" })).Pointers);
    }

    [Fact]
    public async Task Who_declined_reads_no_answer_any_more_and_writes_and_is_written_nothing()
    {
        var scenario = await New().Consented();
        var other = Somebody(partner: await fixture.Listed(Codes.Shelter));
        var parallel = await Parallel.Offered(fixture, scenario, other.Partner);
        var theirs = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "Is she alone?" }));
        var answer = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes",
            new { conversation = "referral", conversationId = parallel.Referral, text = "With a son.", to = scenario.Shelter }));
        await End(parallel.Referral, scenario.Shelter);

        Assert.Equal((HttpStatusCode.Gone, "recipient-ended"), Seen(await fixture.Get(scenario.Ieva, $"/notes/{answer}")));
        (await fixture.Get(scenario.Ieva, $"/notes/{theirs}")).Is(HttpStatusCode.OK);
        (await fixture.Get(scenario.Rasa, $"/notes/{answer}")).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "Still there?" })));
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "x", to = scenario.Shelter })));

        // One is left, so it is clear for whom.
        var clear = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "For you." }));
        (await fixture.Get(other, $"/notes/{clear}")).Is(HttpStatusCode.OK);

        await parallel.Offer(scenario.Shelter);
        (await fixture.Get(scenario.Ieva, $"/notes/{answer}")).Is(HttpStatusCode.Gone);
        var anew = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes",
            new { conversation = "referral", conversationId = parallel.Referral, text = "She asks again.", to = scenario.Shelter }));
        (await fixture.Get(scenario.Ieva, $"/notes/{anew}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("expired", "consent-expired")]
    [InlineData("excluded", "consent-excludes")]
    [InlineData("given back", "recipient-ended")]
    [InlineData("withdrawn", "consent-withdrawn")]
    [InlineData("suspended", "recipient-suspended")]
    public async Task A_note_shuts_with_the_disclosure_beside_it(string how, string reason)
    {
        var scenario = await New().Released();
        var note = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "She comes at six." }));
        (await fixture.Get(scenario.Ieva, $"/notes/{note}")).Is(HttpStatusCode.OK);
        switch (how)
        {
            case "expired":
                await fixture.Execute("update consents set valid_until = now() where receipt_id = $1", scenario.Receipt);
                break;
            case "excluded": // one field of many, so that consent still covers the category
                Scenario.Created(await fixture.Post(
                    scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent(new[] { new { field = "prs_MobilePhone" } })));
                break;
            case "given back":
                await End(scenario.Referral, scenario.Shelter);
                break;
            case "withdrawn":
                await scenario.Withdraw();
                break;
            default:
                await fixture.Listed(Codes.Shelter, suspended: true, partner: scenario.Shelter, version: 2);
                break;
        }
        Assert.Equal((HttpStatusCode.Gone, reason), Seen(await scenario.Read()));
        Assert.Equal((HttpStatusCode.Gone, reason), Seen(await fixture.Get(scenario.Ieva, $"/notes/{note}")));
        Assert.Equal((HttpStatusCode.Conflict, reason), Seen(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "And now?" })));
        (await fixture.Get(scenario.Rasa, $"/notes/{note}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Before_anything_is_released_a_note_shuts_with_the_consent_that_the_offer_stands_on()
    {
        var scenario = await New().Offered();
        var note = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "She comes at six." }));
        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(
                new[] { new { partner = scenario.Shelter } }, with: new { recipients = new[] { await fixture.Listed(Codes.Shelter) } })));
        Assert.Equal((HttpStatusCode.Gone, "consent-excludes"), Seen(await fixture.Get(scenario.Ieva, $"/notes/{note}")));
    }

    [Fact]
    public async Task A_referral_that_moved_to_a_newer_receipt_keeps_its_notes_when_the_older_is_withdrawn_and_loses_them_with_the_newer()
    {
        var scenario = await New().Released();
        var note = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "She comes at six." }));
        var newer = Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", scenario.Consent()));
        var permit = await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/permits",
            new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked });
        Assert.Equal(newer, permit.Body.GetProperty("receiptId").GetGuid());
        var request = Guid.CreateVersion7();
        await fixture.Send(Routes.Release, new ReleaseDetails(
            request, Conversations.Referral, scenario.Referral, [Scenario.Created(permit)], scenario.Ieva.Id));
        await fixture.Published<DetailsReleased>(m => m.RequestId == request);

        await scenario.Withdraw();
        (await fixture.Get(scenario.Ieva, $"/notes/{note}")).Is(HttpStatusCode.OK);
        var later = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "At seven." }));
        (await fixture.Get(scenario.Ieva, $"/notes/{later}")).Is(HttpStatusCode.OK);

        await fixture.Post(scenario.Rasa, $"/consents/{newer}/withdraw");
        Assert.Equal((HttpStatusCode.Gone, "consent-withdrawn"), Seen(await fixture.Get(scenario.Ieva, $"/notes/{note}")));
    }

    static (HttpStatusCode, string) Seen(Reply reply) =>
        (reply.Status, reply.Status is HttpStatusCode.OK or HttpStatusCode.Created ? "" : reply.Problem);

    /// <summary>As Referrals tells that an organisation declined, or gave it back.</summary>
    async Task End(Guid referral, Guid recipient, DateTimeOffset? readsUntil = null)
    {
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.Referral, referral, Guid.NewGuid(), new PartnerId(recipient), DateTimeOffset.UtcNow, readsUntil));
        await Eventually.Get(
            () => fixture.Query<long>(
                "select count(*) from ended_recipients where conversation_id = $1 and recipient = $2", referral, recipient),
            seen => seen == 1, "end");
    }

    [Fact]
    public async Task Who_has_helped_reads_and_writes_on_as_long_as_the_details_can_be_opened()
    {
        var scenario = await New().Released();
        var note = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "She comes at six." }));
        await End(scenario.Referral, scenario.Shelter, readsUntil: DateTimeOffset.UtcNow.AddSeconds(4));
        (await fixture.Get(scenario.Ieva, $"/notes/{note}")).Is(HttpStatusCode.OK);
        Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes",
            new { conversation = "referral", conversationId = scenario.Referral, text = "It was not the outcome that I reported." }));
        await Eventually.Get(() => fixture.Get(scenario.Ieva, $"/notes/{note}"), reply => reply.Status == HttpStatusCode.Gone, "the note shuts");
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "And now?" })));
    }

    [Fact]
    public async Task After_withdrawal_the_recipient_reads_on_only_what_it_wrote_itself()
    {
        var scenario = await New().Offered();
        var theirs = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "We wait for her." }));
        var ours = Scenario.Created(await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "She comes at six." }));
        await scenario.Withdraw();
        Assert.Equal("consent-withdrawn", (await fixture.Get(scenario.Ieva, $"/notes/{ours}")).Problem);
        (await fixture.Get(scenario.Ieva, $"/notes/{theirs}")).Is(HttpStatusCode.OK);
        (await fixture.Get(scenario.Rasa, $"/notes/{ours}")).Is(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\u0007")]
    public async Task A_note_says_something(string text)
    {
        var scenario = await New().Offered();
        Assert.Equal(["/text"], (await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text })).Pointers);
    }

    [Fact]
    public async Task Nobody_writes_about_another_organisations_referral()
    {
        var scenario = await New().Offered();
        (await fixture.Post(
            Somebody(), "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "x" })).Is(HttpStatusCode.NotFound);
        (await fixture.Post(
            scenario.Rasa, "/notes", new { conversation = "referral", conversationId = Guid.NewGuid(), text = "x" })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_draft_is_its_writers_alone_and_its_key_goes_with_it()
    {
        var rasa = Somebody();
        var colleague = Somebody(partner: rasa.Partner);
        var id = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = new { step = 1, name = "Žydrūnė" } }));
        Assert.Equal("\"2\"", (await fixture.Put(rasa, $"/drafts/{id}", new { content = new { step = 2 } })).ETag);
        Assert.Equal(2, (await fixture.Get(rasa, $"/drafts/{id}")).Body.GetProperty("content").GetProperty("step").GetInt32());
        var listed = (await fixture.Get(rasa, "/drafts")).Items[0];
        Assert.Equal((id, 2), (listed.GetProperty("id").GetGuid(), listed.GetProperty("content").GetProperty("step").GetInt32()));
        Assert.Empty((await fixture.Get(colleague, "/drafts")).Items);

        (await fixture.Get(colleague, $"/drafts/{id}")).Is(HttpStatusCode.NotFound);
        (await fixture.Put(colleague, $"/drafts/{id}", new { content = 1 })).Is(HttpStatusCode.NotFound);
        (await fixture.Call(colleague, HttpMethod.Delete, $"/drafts/{id}")).Is(HttpStatusCode.NotFound);

        (await fixture.Call(rasa, HttpMethod.Delete, $"/drafts/{id}")).Is(HttpStatusCode.NoContent);
        (await fixture.Get(rasa, $"/drafts/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.CountKeys(id));
    }

    [Fact]
    public async Task An_unsent_draft_is_listed_after_any_number_of_sent_ones()
    {
        var rasa = Somebody();
        var unsent = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = "unsent" }));
        for (var i = 0; i < 21; i++)
        {
            var sent = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = i }));
            await fixture.Put(rasa, $"/drafts/{sent}", new { content = "sent", finished = true });
            (await fixture.Get(rasa, $"/drafts/{sent}")).Is(HttpStatusCode.OK);
        }
        var listed = (await fixture.Get(rasa, "/drafts")).Body;
        Assert.Equal([unsent], listed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_list_of_drafts_pages()
    {
        var rasa = Somebody();
        var drafts = new List<Guid>();
        for (var i = 0; i < 23; i++)
            drafts.Insert(0, Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = i })));
        var first = (await fixture.Get(rasa, "/drafts")).Body;
        var rest = (await fixture.Get(rasa, $"/drafts?cursor={first.GetProperty("next").GetGuid()}")).Body;
        Assert.Equal(
            drafts,
            new[] { first, rest }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal((23, JsonValueKind.Null), (rest.GetProperty("total").GetInt32(), rest.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task A_draft_saved_twice_at_once_is_one_draft()
    {
        var rasa = Somebody();
        var id = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = 0 }));
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => fixture.Put(rasa, $"/drafts/{id}", new { content = i })));
        Assert.All(replies, r => r.Is(HttpStatusCode.OK));
        (await fixture.Get(rasa, $"/drafts/{id}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_draft_has_a_size() =>
        Assert.Equal(["/content"], (await fixture.Post(Somebody(), "/drafts", new { content = new string('x', 70_000) })).Pointers);

    [Fact]
    public async Task Nobody_chooses_the_id_of_a_draft_so_that_none_is_recorded_as_something_else()
    {
        var scenario = await New().Offered();
        foreach (var id in new[] { scenario.Referral, scenario.Case, scenario.LedgerReference, Guid.NewGuid() })
        {
            (await fixture.Put(scenario.Ieva, $"/drafts/{id}", new { content = 1 })).Is(HttpStatusCode.NotFound);
            (await fixture.Get(scenario.Ieva, $"/drafts/{id}")).Is(HttpStatusCode.NotFound);
        }
        var own = Scenario.Created(await fixture.Post(scenario.Ieva, "/drafts", new { content = 1 }));
        await fixture.Get(scenario.Ieva, $"/drafts/{own}");
        Assert.Equal(own, (await fixture.Published<AuditRecorded>(a => a.Verb == "draft-read" && a.Actor == scenario.Ieva.Actor)).Reference);
    }

    [Fact]
    public async Task A_draft_stays_with_the_organisation_in_which_it_was_written()
    {
        var rasa = Somebody();
        var id = Scenario.Created(await fixture.Post(rasa, "/drafts", new { content = 1 }));
        var elsewhere = rasa with { Partner = Guid.NewGuid() };
        (await fixture.Get(elsewhere, $"/drafts/{id}")).Is(HttpStatusCode.NotFound);
        Assert.Empty((await fixture.Get(elsewhere, "/drafts")).Items);
    }

    /// <summary>A second referral of the same case, offered to several.</summary>
    sealed class Parallel(CasesFixture fixture, Scenario scenario, Guid permit)
    {
        public Guid Referral { get; } = Guid.CreateVersion7();

        public static async Task<Parallel> Offered(CasesFixture fixture, Scenario scenario, Guid other)
        {
            Guid[] recipients = [scenario.Shelter, other];
            var consent = Scenario.Created(await fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/consents", new
            {
                purposes = new[] { "Referral" }, recipients, categories = Scenario.Asked, givenBy = "self", language = "ar",
                method = "written", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(1),
            }));
            var both = await fixture.Post(
                scenario.Rasa, $"/cases/{scenario.Case}/permits", new { purpose = "Referral", recipients, categories = Scenario.Asked });
            Assert.Equal(consent, both.Body.GetProperty("receiptId").GetGuid());
            var parallel = new Parallel(fixture, scenario, Scenario.Created(both));
            await parallel.Offer(scenario.Shelter);
            await parallel.Offer(other);
            return parallel;
        }

        public async Task Offer(Guid to)
        {
            var offer = Guid.CreateVersion7();
            await fixture.Send(Routes.Offers, new OfferMade(
                Conversations.Referral, Referral, offer, [permit], scenario.Rasa.Id, new PartnerId(to),
                DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1)));
            await Eventually.Get(() => fixture.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1, "offer");
        }
    }
}
