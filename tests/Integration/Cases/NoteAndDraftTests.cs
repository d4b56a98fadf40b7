using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

public sealed class NoteAndDraftTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    Story New() => new(probe);

    [Fact]
    public async Task A_note_is_read_by_the_two_organisations_of_its_referral_and_by_nobody_else()
    {
        var story = await New().Offered();
        var question = Story.Created(await probe.Post(story.Ieva, "/notes", new { referralId = story.Referral, text = "Ar ji viena?" }));
        var answer = Story.Created(await probe.Post(story.Rasa, "/notes", new { referralId = story.Referral, text = "Taip, viena." }));

        Assert.Equal("Ar ji viena?", (await probe.Get(story.Rasa, $"/notes/{question}")).Body.GetProperty("text").GetString());
        Assert.Equal("Taip, viena.", (await probe.Get(story.Ieva, $"/notes/{answer}")).Body.GetProperty("text").GetString());
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{question}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(CasesProbe.Somebody(), $"/notes/{answer}")).Status);
        await probe.Said<ActRecorded>(a => a.Verb == "note-read" && a.Actor == story.Ieva.Actor && a.Related == story.Referral);
    }

    [Fact]
    public async Task Where_several_were_asked_at_once_each_reads_only_what_is_meant_for_it()
    {
        var story = await New().Consented();
        var other = CasesProbe.Somebody(await probe.Listed("x:Shelter"));
        var consent = Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/consents", new
        {
            purposes = new[] { "Referral" }, recipients = new[] { story.Shelter, other.Partner }, categories = Story.Asked, givenBy = "self", language = "ar",
            method = "written", wordingVersion = "2026-11", givenAt = DateTimeOffset.UtcNow, validUntil = DateTimeOffset.UtcNow.AddDays(1),
        }));
        var both = await probe.Post(story.Rasa, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter, other.Partner }, categories = Story.Asked });
        Assert.Equal(consent, both.Body.GetProperty("receiptId").GetGuid());
        var parallel = new Parallel(probe, story, Story.Created(both));
        await parallel.Offer(story.Shelter);
        await parallel.Offer(other.Partner);

        var meant = Story.Created(await probe.Post(story.Rasa, "/notes", new { referralId = parallel.Referral, text = "For you alone.", to = story.Shelter }));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{meant}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(other, $"/notes/{meant}")).Status);
        Assert.Equal(["/to"], (await probe.Post(story.Rasa, "/notes", new { referralId = parallel.Referral, text = "x", to = Guid.NewGuid() })).Pointers);
    }

    [Fact]
    public async Task After_withdrawal_the_recipient_reads_on_only_what_it_wrote_itself()
    {
        var story = await New().Offered();
        var theirs = Story.Created(await probe.Post(story.Ieva, "/notes", new { referralId = story.Referral, text = "We wait for her." }));
        var ours = Story.Created(await probe.Post(story.Rasa, "/notes", new { referralId = story.Referral, text = "She comes at six." }));
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
        Assert.Equal(["/text"], (await probe.Post(story.Rasa, "/notes", new { referralId = story.Referral, text })).Pointers);
    }

    [Fact]
    public async Task Nobody_writes_about_another_organisations_referral()
    {
        var story = await New().Offered();
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(CasesProbe.Somebody(), "/notes", new { referralId = story.Referral, text = "x" })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(story.Rasa, "/notes", new { referralId = Guid.NewGuid(), text = "x" })).Status);
    }

    [Fact]
    public async Task A_draft_is_its_writers_alone_and_its_key_goes_with_it()
    {
        var rasa = CasesProbe.Somebody();
        var colleague = CasesProbe.Somebody(rasa.Partner);
        var id = Guid.NewGuid();
        Assert.Equal(HttpStatusCode.OK, (await probe.Put(rasa, $"/drafts/{id}", new { content = new { step = 1, name = "Žydrūnė" } })).Status);
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
    public async Task A_draft_saved_twice_at_once_is_one_draft()
    {
        var rasa = CasesProbe.Somebody();
        var id = Guid.NewGuid();
        var replies = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => probe.Put(rasa, $"/drafts/{id}", new { content = i })));
        Assert.All(replies, r => Assert.Equal(HttpStatusCode.OK, r.Status));
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(rasa, $"/drafts/{id}")).Status);
    }

    [Fact]
    public async Task A_draft_has_a_size() =>
        Assert.Equal(["/content"], (await probe.Put(CasesProbe.Somebody(), $"/drafts/{Guid.NewGuid()}", new { content = new string('x', 70_000) })).Pointers);

    /// <summary>A second referral of the same case, offered to several.</summary>
    sealed class Parallel(CasesProbe probe, Story story, Guid permit)
    {
        public Guid Referral { get; } = Guid.CreateVersion7();

        public async Task Offer(Guid to)
        {
            var offer = Guid.CreateVersion7();
            await probe.Send(Routes.Offers, new OfferMade(
                Referral, offer, permit, new PartnerId(story.Rasa.Partner), new PartnerId(to), DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(1)));
            await Eventually.Get(() => probe.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1, "offer");
        }
    }
}
