using System.Net;
using System.Text.Json;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>A restricted case is for named colleagues: for everybody else of its organisation it does not exist.</summary>
public sealed class AudienceTests(CasesProbe probe) : IClassFixture<CasesProbe>
{
    readonly Story story = new(probe);

    CasesProbe.Person Milda => field ??= CasesProbe.Somebody(story.Rasa.Partner);
    CasesProbe.Person Cousin => field ??= CasesProbe.Somebody(story.Rasa.Partner);
    CasesProbe.Person Coordinator => field ??= CasesProbe.Somebody(story.Rasa.Partner, Roles.Coordinator);
    CasesProbe.Person Officer => field ??= CasesProbe.Somebody(story.Rasa.Partner, Roles.DataProtectionOfficer);

    string Path => $"/cases/{story.Case}/audience";

    [Fact]
    public async Task For_a_colleague_who_is_not_on_the_list_the_case_does_not_exist_on_any_route()
    {
        await story.Released();
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/ties", new { conversation = "referral", id = story.Referral }));
        var note = Story.Created(await probe.Post(story.Ieva, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "Ar ji viena?" }));
        var label = (await probe.Get(Cousin, $"/cases/{story.Case}/label")).Body.GetProperty("label").GetString();
        Story.Created(await probe.Post(Cousin, "/cases", new { fields = new { } }));
        await Restrict();

        foreach (var (who, status) in new[] { (Milda, HttpStatusCode.OK), (Cousin, HttpStatusCode.NotFound), (Coordinator, HttpStatusCode.NotFound) })
        {
            foreach (var path in new[] { $"/cases/{story.Case}", $"/cases/{story.Case}/label", $"/cases/{story.Case}/consents", $"/cases/{story.Case}/ties",
                $"/cases/{story.Case}/disclosures", $"/permits/{story.Permit}", $"/notes/{note}" })
                Assert.True(status == (await probe.Get(who, path)).Status, $"{who.Role} {path}");
        }
        CasesProbe.Reply[] acts =
        [
            await probe.Put(Cousin, $"/cases/{story.Case}", new { fields = new { } }, "\"2\""),
            await probe.Post(Cousin, $"/cases/{story.Case}/consents", story.Consent()),
            await probe.Post(Cousin, $"/consents/{story.Receipt}/withdraw"),
            await probe.Post(Cousin, $"/cases/{story.Case}/permits", new { purpose = "Referral", recipients = new[] { story.Shelter }, categories = Story.Asked }),
            await probe.Post(Cousin, $"/cases/{story.Case}/ties", new { conversation = "referral", id = Guid.NewGuid() }),
            await probe.Post(Cousin, "/notes", new { conversation = "referral", conversationId = story.Referral, text = "Kur ji?" }),
            await probe.Get(Cousin, Path),
            await probe.Put(Cousin, Path, new { only = (Guid[]?)null }, "\"2\""),
        ];
        Assert.All(acts, a => Assert.Equal((HttpStatusCode.NotFound, "not-found"), (a.Status, a.Problem)));
        var list = (await probe.Get(Cousin, "/cases")).Body;
        Assert.Equal((1, 1), (list.GetProperty("items").GetArrayLength(), list.GetProperty("total").GetInt32()));
        Assert.Equal(0, (await probe.Get(Cousin, $"/cases?label={label}")).Body.GetProperty("total").GetInt32());
        Assert.Equal(1, (await probe.Get(Milda, $"/cases?label={label}")).Body.GetProperty("total").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await story.Read()).Status); // it is the owner's people who are shut out, not the recipient
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(story.Ieva, $"/notes/{note}")).Status);
    }

    [Fact]
    public async Task The_data_protection_officer_keeps_what_there_is_by_reference()
    {
        await story.Released();
        await Restrict();
        Assert.Equal(story.LedgerReference, (await probe.Get(Officer, "/cases")).Body.GetProperty("items")[0].GetProperty("ledgerReference").GetGuid());
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(Officer, $"/cases/{story.Case}/label")).Status);
        Assert.Equal(1, (await probe.Get(Officer, $"/cases/{story.Case}/disclosures")).Body.GetProperty("items").GetArrayLength());
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(Officer, $"/cases/{story.Case}")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(Officer, Path)).Status);
    }

    [Fact]
    public async Task Who_is_on_the_list_changes_it_and_a_coordinator_who_is_not_only_adds_to_it_on_the_record()
    {
        await story.Opened();
        await Restrict();
        var seen = await probe.Get(Coordinator, Path);
        Assert.Equal([story.Rasa.Actor, Milda.Actor], seen.Body.GetProperty("only").EnumerateArray().Select(a => a.GetGuid()));
        Assert.Equal(["/only"], (await probe.Put(Coordinator, Path, new { only = new[] { Coordinator.Actor, Milda.Actor } }, seen.ETag)).Pointers);

        var cover = CasesProbe.Somebody(story.Rasa.Partner);
        Assert.Equal(HttpStatusCode.OK, (await probe.Put(Coordinator, Path, new { only = new[] { story.Rasa.Actor, Milda.Actor, cover.Actor } }, seen.ETag)).Status);
        await probe.Said<ActRecorded>(a => a.Reference == story.LedgerReference && a.Verb == "audience-changed" && a.Actor == Coordinator.Actor);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(cover, $"/cases/{story.Case}")).Status);

        Assert.Equal(HttpStatusCode.OK, (await probe.Put(cover, Path, new { only = new[] { cover.Actor, Milda.Actor } }, "\"3\"")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(story.Rasa, $"/cases/{story.Case}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Put(Milda, Path, new { only = (Guid[]?)null }, "\"4\"")).Status);
        Assert.Equal(HttpStatusCode.OK, (await probe.Get(Cousin, $"/cases/{story.Case}")).Status);
    }

    [Fact]
    public async Task A_list_has_two_names_and_the_callers_own_and_only_a_coordinator_gives_a_case_into_other_hands()
    {
        await story.Opened();
        foreach (var (only, pointers) in new (object?, string[])[]
            {
                (Array.Empty<Guid>(), ["/only", "/only"]), (new[] { story.Rasa.Actor }, ["/only"]), (new[] { story.Rasa.Actor, story.Rasa.Actor }, ["/only", "/only/1"]),
                (new[] { Milda.Actor, Cousin.Actor }, ["/only"]), (new[] { story.Rasa.Actor, Milda.Actor, Guid.Empty }, ["/only/2"]),
                (new[] { "Milda" }, ["/only/0"]), (Enumerable.Range(0, 51).Select(_ => Guid.NewGuid()).Append(story.Rasa.Actor), ["/only"]),
            })
            Assert.Equal(pointers, (await probe.Put(story.Rasa, Path, new { only }, "\"1\"")).Pointers);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.Put(story.Rasa, Path, "{}", "\"1\"")).Status);
        Assert.Equal((HttpStatusCode)428, (await probe.Put(story.Rasa, Path, new { only = (Guid[]?)null })).Status);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await probe.Put(story.Rasa, Path, new { only = (Guid[]?)null }, "\"7\"")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Put(CasesProbe.Somebody(role: Roles.Coordinator), Path, new { only = (Guid[]?)null }, "\"1\"")).Status);
        Assert.Equal(0, await probe.Query<long>("select audience_version from cases where case_id = $1", story.Case));

        Assert.Equal(HttpStatusCode.OK, (await probe.Put(Coordinator, Path, new { only = new[] { Milda.Actor, Cousin.Actor } }, "\"1\"")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Get(story.Rasa, $"/cases/{story.Case}")).Status);
    }

    [Fact]
    public async Task Each_conversation_on_a_permit_or_a_tie_of_the_case_is_told_and_permits_and_ties_say_it_too()
    {
        await story.Offered();
        var other = new Story(probe);
        await other.Offered();
        var tie = Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/ties", new { conversation = "referral", id = other.Referral }));
        Story.Created(await probe.Post(story.Rasa, $"/cases/{story.Case}/ties", new { conversation = "referral", id = Guid.NewGuid() })); // Cases has heard of none
        await Restrict();
        Guid[] only = [story.Rasa.Actor, Milda.Actor];
        var told = await Eventually.Get(
            () => probe.Heard<AudienceChanged>(a => a.Only?.Contains(story.Rasa.Actor) is true), seen => seen.Count >= 2, "audience");
        Assert.Equal(
            new[] { (story.Referral, (Guid?)story.Permit, (Guid?)null, 1L), (other.Referral, null, tie, 1L) }.Order(),
            told.Select(a => (a.ConversationId, a.PermitId, a.TieId, a.Version)).Order());
        Assert.All(told, a => Assert.Equal(only, a.Only));

        var permit = (await probe.Get(story.Rasa, $"/permits/{story.Permit}")).Body.GetProperty("permit").GetString()!;
        var shown = (await probe.Get(story.Rasa, $"/cases/{story.Case}/ties")).Body.GetProperty("items")[0].GetProperty("tie").GetString()!;
        foreach (var claims in new[] { Claims("permit+jwt", permit), Claims("tie+jwt", shown) })
        {
            Assert.Equal(only, claims.GetProperty("only").EnumerateArray().Select(a => a.GetGuid()));
            Assert.Equal(1, claims.GetProperty("onlyVersion").GetInt64());
        }
    }

    [Fact]
    public async Task An_offer_on_a_permit_of_before_is_answered_with_the_audience()
    {
        await story.Permitted();
        await Restrict();
        Assert.Empty(await probe.Heard<AudienceChanged>(a => a.PermitId == story.Permit));
        await story.Offer();
        var told = await probe.Said<AudienceChanged>(a => a.PermitId == story.Permit);
        Assert.Equal((story.Referral, 1L), (told.ConversationId, told.Version));
        Assert.Equal([story.Rasa.Actor, Milda.Actor], told.Only);
    }

    async Task Restrict()
    {
        var reply = await probe.Put(story.Rasa, Path, new { only = new[] { story.Rasa.Actor, Milda.Actor } }, (await probe.Get(story.Rasa, Path)).ETag);
        Assert.True(reply.Status == HttpStatusCode.OK, reply.Text);
    }

    JsonElement Claims(string type, string token) => JsonSerializer.Deserialize<JsonElement>(new NetworkKey(probe.SigningKeyFile).Verify(type, token));
}
