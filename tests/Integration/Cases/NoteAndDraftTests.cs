using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class NoteAndDraftTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    Story New() => new(probe);

    [Fact]
    public async Task A_note_is_read_by_the_two_organisations_of_its_referral_and_by_nobody_else()
    {
        var story = await New().Offered();
        var question = Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "Ar ji viena?" }));
        var answer = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "Taip, viena." }));

        Assert.Equal("Ar ji viena?", (await probe.Get(story.Rasa, $"/notes/{question}")).Body.GetProperty("text").GetString());
        Assert.Equal("Taip, viena.", (await probe.Get(story.Ieva, $"/notes/{answer}")).Body.GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{question}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(CasesProbe.Somebody(), $"/notes/{answer}")).Status);
        await probe.Said<ActRecorded>(a => a.Verb == "note-read" && a.Actor == story.Ieva.Actor && a.Reference == story.LedgerReference && a.Related == answer);
    }

    [Fact]
    public async Task A_note_is_kept_without_what_deceives_the_eye_and_one_of_nothing_is_refused()
    {
        var story = await New().Offered();
        var note = Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "Ona\u202Egnp.exe\u200B " }));
        Assert.Equal("Onagnp.exe", (await probe.Get(story.Rasa, $"/notes/{note}")).Body.GetProperty("text").GetString());
        Assert.Equal(["/text"], (await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "\u200B" })).Pointers);
    }

    [Fact]
    public async Task Where_several_were_asked_at_once_each_reads_only_what_is_meant_for_it()
    {
        var story = await New().Consented();
        var other = CasesProbe.Somebody(await probe.Listed("x:Shelter"));
        var parallel = await Parallel.Offered(probe, story, other.Partner);

        var meant = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "For you alone.", to = story.Shelter }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{meant}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(other, $"/notes/{meant}")).Status);
        Assert.Equal(["/to"], (await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "x", to = Guid.NewGuid() })).Pointers);
        Assert.Equal(["/to"], (await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "For whom?" })).Pointers);
    }

    [Fact]
    public async Task Who_declined_reads_no_answer_any_more_and_writes_and_is_written_nothing()
    {
        var story = await New().Consented();
        var other = CasesProbe.Somebody(await probe.Listed("x:Shelter"));
        var parallel = await Parallel.Offered(probe, story, other.Partner);
        var theirs = Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "Is she alone?" }));
        var answer = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "With a son.", to = story.Shelter }));
        await End(parallel.Referral, story.Shelter);

        Assert.Equal((HttpStatusCode.Gone, "recipient-ended"), Seen(await probe.Get(story.Ieva, $"/notes/{answer}")));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{theirs}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Rasa, $"/notes/{answer}")).Status);
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "Still there?" })));
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "x", to = story.Shelter })));

        // One is left, so it is clear for whom.
        var clear = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "For you." }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(other, $"/notes/{clear}")).Status);

        await parallel.Offer(story.Shelter);
        Assert.Equal(HttpStatusCode.Gone, (await probe.Get(story.Ieva, $"/notes/{answer}")).Status);
        var anew = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = parallel.Referral, text = "She asks again.", to = story.Shelter }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{anew}")).Status);
    }

    [Theory]
    [InlineData("expired", "consent-expired")]
    [InlineData("excluded", "consent-excludes")]
    [InlineData("given back", "recipient-ended")]
    [InlineData("withdrawn", "consent-withdrawn")]
    [InlineData("suspended", "recipient-suspended")]
    public async Task A_note_shuts_with_the_disclosure_beside_it(string how, string reason)
    {
        var story = await New().Released();
        var note = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "She comes at six." }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{note}")).Status);
        switch (how)
        {
            case "expired":
                await probe.Execute("update consents set valid_until = now() where receipt_id = $1", story.Receipt);
                break;
            case "excluded": // one field of many, so that consent still covers the category
                Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent(new[] { new { field = "prs_MobilePhone" } })));
                break;
            case "given back":
                await End(story.Referral, story.Shelter);
                break;
            case "withdrawn":
                await story.Withdraw();
                break;
            default:
                await probe.Listed("x:Shelter", suspended: true, partner: story.Shelter, version: 2);
                break;
        }
        Assert.Equal((HttpStatusCode.Gone, reason), Seen(await story.Read()));
        Assert.Equal((HttpStatusCode.Gone, reason), Seen(await probe.Get(story.Ieva, $"/notes/{note}")));
        Assert.Equal((HttpStatusCode.Conflict, reason), Seen(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "And now?" })));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Rasa, $"/notes/{note}")).Status);
    }

    [Fact]
    public async Task Before_anything_is_released_a_note_shuts_with_the_consent_that_the_offer_stands_on()
    {
        var story = await New().Offered();
        var note = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "She comes at six." }));
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent(new[] { new { partner = story.Shelter } }, with: new { recipients = new[] { await probe.Listed("x:Shelter") } })));
        Assert.Equal((HttpStatusCode.Gone, "consent-excludes"), Seen(await probe.Get(story.Ieva, $"/notes/{note}")));
    }

    [Fact]
    public async Task A_referral_that_moved_to_a_newer_receipt_keeps_its_notes_when_the_older_is_withdrawn_and_loses_them_with_the_newer()
    {
        var story = await New().Released();
        var note = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "She comes at six." }));
        var newer = Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", story.Consent()));
        var permit = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked });
        Assert.Equal(newer, permit.Body.GetProperty("receiptId").GetGuid());
        var request = Guid.CreateVersion7();
        await probe.Send(Routes.Release, new ReleaseDetails(request, Conversations.Referral, story.Referral, [Story.Created(permit)], new PartnerId(story.Shelter)));
        await probe.Said<DetailsReleased>(m => m.RequestId == request);

        await story.Withdraw();
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{note}")).Status);
        var later = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "At seven." }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{later}")).Status);

        await probe.Post(story.Rasa, $"/consents/{newer}/withdraw");
        Assert.Equal((HttpStatusCode.Gone, "consent-withdrawn"), Seen(await probe.Get(story.Ieva, $"/notes/{note}")));
    }

    static (HttpStatusCode, string) Seen(CasesProbe.Reply reply) => (reply.Status, reply.Status is HttpStatusCode.OK or HttpStatusCode.Created ? "" : reply.Problem);

    /// <summary>As Referrals tells that an organisation declined, or gave it back.</summary>
    async Task End(Guid referral, Guid recipient, DateTimeOffset? readsUntil = null)
    {
        await probe.Send(Routes.Offers, new RecipientEnded(Conversations.Referral, referral, Guid.NewGuid(), new PartnerId(recipient), DateTimeOffset.UtcNow, readsUntil));
        await Eventually.Get(
            () => probe.Query<long>("select count(*) from ended_recipients where conversation_id = $1 and recipient = $2", referral, recipient), seen => seen == 1, "end");
    }

    [Fact]
    public async Task Who_has_helped_reads_and_writes_on_as_long_as_the_details_can_be_opened()
    {
        var story = await New().Released();
        var note = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "She comes at six." }));
        await End(story.Referral, story.Shelter, readsUntil: DateTimeOffset.UtcNow.AddSeconds(4));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{note}")).Status);
        Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "It was not the outcome that I reported." }));
        await Eventually.Get(() => probe.Get(story.Ieva, $"/notes/{note}"), reply => reply.Status == HttpStatusCode.Gone, "the note shuts");
        Assert.Equal((HttpStatusCode.Conflict, "recipient-ended"), Seen(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "And now?" })));
    }

    [Fact]
    public async Task After_withdrawal_the_recipient_reads_on_only_what_it_wrote_itself()
    {
        var story = await New().Offered();
        var theirs = Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "We wait for her." }));
        var ours = Story.Created(await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "She comes at six." }));
        await story.Withdraw();
        Assert.Equal("consent-withdrawn", (await probe.Get(story.Ieva, $"/notes/{ours}")).Problem);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{theirs}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Rasa, $"/notes/{ours}")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n ")]
    [InlineData("\u0007")]
    public async Task A_note_says_something(string text)
    {
        var story = await New().Offered();
        Assert.Equal(["/text"], (await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = story.Referral, text })).Pointers);
    }

    [Fact]
    public async Task Nobody_writes_about_another_organisations_referral()
    {
        var story = await New().Offered();
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(CasesProbe.Somebody(), "/notes", new { conversation = "referral", conversationId = story.Referral, text = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(story.Rasa, "/notes", new { conversation = "referral", conversationId = Guid.NewGuid(), text = "x" })).Status);
    }

    [Fact]
    public async Task A_draft_is_its_writers_alone_and_its_key_goes_with_it()
    {
        var rasa = CasesProbe.Somebody();
        var colleague = CasesProbe.Somebody(rasa.Partner);
        var id = Story.Created(await probe.Post(rasa, "/drafts", new { content = new { step = 1, name = "Žydrūnė" } }));
        Assert.Equal("\"2\"", (await probe.Put(rasa, $"/drafts/{id}", new { content = new { step = 2 } })).ETag);
        Assert.Equal(2, (await probe.Get(rasa, $"/drafts/{id}")).Body.GetProperty("content").GetProperty("step").GetInt32());
        var listed = (await probe.Get(rasa, "/drafts")).Body.GetProperty("items")[0];
        Assert.Equal((id, 2), (listed.GetProperty("id").GetGuid(), listed.GetProperty("content").GetProperty("step").GetInt32()));
        Assert.Empty((await probe.Get(colleague, "/drafts")).Body.GetProperty("items").EnumerateArray());

        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(colleague, $"/drafts/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Put(colleague, $"/drafts/{id}", new { content = 1 })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Call(colleague, HttpMethod.Delete, $"/drafts/{id}")).Status);

        Assert.Equal(HttpStatusCode.NoContent, (await probe.Call(rasa, HttpMethod.Delete, $"/drafts/{id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(rasa, $"/drafts/{id}")).Status);
        Assert.Equal(0, await CasesProbe.Query<long>(probe.Keys, "select count(*) from keys where id = $1", id));
    }

    [Fact]
    public async Task An_unsent_draft_is_listed_after_any_number_of_sent_ones()
    {
        var rasa = CasesProbe.Somebody();
        var unsent = Story.Created(await probe.Post(rasa, "/drafts", new { content = "unsent" }));
        for (var i = 0; i < 21; i++)
        {
            var sent = Story.Created(await probe.Post(rasa, "/drafts", new { content = i }));
            await probe.Put(rasa, $"/drafts/{sent}", new { content = "sent", finished = true });
            Assert.Equal(HttpStatusCode.OK, (await probe.Get(rasa, $"/drafts/{sent}")).Status);
        }
        var listed = (await probe.Get(rasa, "/drafts")).Body;
        Assert.Equal([unsent], listed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal(1, listed.GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task The_list_of_drafts_pages()
    {
        var rasa = CasesProbe.Somebody();
        var drafts = new List<Guid>();
        for (var i = 0; i < 23; i++)
            drafts.Insert(0, Story.Created(await probe.Post(rasa, "/drafts", new { content = i })));
        var first = (await probe.Get(rasa, "/drafts")).Body;
        var rest = (await probe.Get(rasa, $"/drafts?cursor={first.GetProperty("next").GetGuid()}")).Body;
        Assert.Equal(drafts, new[] { first, rest }.SelectMany(page => page.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty("id").GetGuid()));
        Assert.Equal((23, JsonValueKind.Null), (rest.GetProperty("total").GetInt32(), rest.GetProperty("next").ValueKind));
    }

    [Fact]
    public async Task A_draft_saved_twice_at_once_is_one_draft()
    {
        var rasa = CasesProbe.Somebody();
        var id = Story.Created(await probe.Post(rasa, "/drafts", new { content = 0 }));
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => probe.Put(rasa, $"/drafts/{id}", new { content = i })));
        Assert.All(replies, r => Assert.Equal(HttpStatusCode.OK, r.Status));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(rasa, $"/drafts/{id}")).Status);
    }

    [Fact]
    public async Task A_draft_has_a_size() =>
        Assert.Equal(["/content"], (await probe.Post(CasesProbe.Somebody(), "/drafts", new { content = new string('x', 70_000) })).Pointers);

    [Fact]
    public async Task Nobody_chooses_the_id_of_a_draft_so_that_none_is_recorded_as_something_else()
    {
        var story = await New().Offered();
        foreach (var id in new[] { story.Referral, story.Case, story.LedgerReference, Guid.NewGuid() })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await probe.Put(story.Ieva, $"/drafts/{id}", new { content = 1 })).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(story.Ieva, $"/drafts/{id}")).Status);
        }
        var own = Story.Created(await probe.Post(story.Ieva, "/drafts", new { content = 1 }));
        await probe.Get(story.Ieva, $"/drafts/{own}");
        Assert.Equal(own, (await probe.Said<ActRecorded>(a => a.Verb == "draft-read" && a.Actor == story.Ieva.Actor)).Reference);
    }

    [Fact]
    public async Task A_draft_stays_with_the_organisation_in_which_it_was_written()
    {
        var rasa = CasesProbe.Somebody();
        var id = Story.Created(await probe.Post(rasa, "/drafts", new { content = 1 }));
        var elsewhere = rasa with { Partner = Guid.NewGuid() };
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(elsewhere, $"/drafts/{id}")).Status);
        Assert.Empty((await probe.Get(elsewhere, "/drafts")).Body.GetProperty("items").EnumerateArray());
    }

    /// <summary>A second referral of the same case, offered to several.</summary>
    sealed class Parallel(CasesProbe probe, Story story, Guid permit)
    {
        public Guid Referral { get; } = Guid.CreateVersion7();

        public static async Task<Parallel> Offered(CasesProbe probe, Story story, Guid other)
        {
            Guid[] recipients = [story.Shelter, other];
            var consent = Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", new
            {
                purposes = new[] { "Referral" }, recipients, categories = Story.Asked, givenBy = "self", language = "ar",
                method = "written", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(1),
            }));
            var both = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients, categories = Story.Asked });
            Assert.Equal(consent, both.Body.GetProperty("receiptId").GetGuid());
            var parallel = new Parallel(probe, story, Story.Created(both));
            await parallel.Offer(story.Shelter);
            await parallel.Offer(other);
            return parallel;
        }

        public async Task Offer(Guid to)
        {
            var offer = Guid.CreateVersion7();
            await probe.Send(Routes.Offers, new OfferMade(
                Conversations.Referral, Referral, offer, [permit], new PartnerId(story.Rasa.Partner), new PartnerId(to), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1)));
            await Eventually.Get(() => probe.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1, "offer");
        }
    }
}
