using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>A restricted case is for named colleagues: for everybody else of its organisation it does not exist.</summary>
public sealed class AudienceTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    readonly Scenario scenario = new(fixture);

    Person Milda => field ??= Somebody(partner: scenario.Rasa.Partner);
    Person Cousin => field ??= Somebody(partner: scenario.Rasa.Partner);
    Person Coordinator => field ??= Somebody(Roles.Coordinator, scenario.Rasa.Partner);
    Person Officer => field ??= Somebody(Roles.DataProtectionOfficer, scenario.Rasa.Partner);

    string Path => $"/cases/{scenario.Case}/audience";

    [Fact]
    public async Task For_a_colleague_who_is_not_on_the_list_the_case_does_not_exist_on_any_route()
    {
        await scenario.Released();
        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "referral", id = scenario.Referral }));
        var note = Scenario.Created(await fixture.Post(
            scenario.Ieva, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Ar ji viena?" }));
        var label = (await fixture.Get(Cousin, $"/cases/{scenario.Case}/label"))["label"];
        Scenario.Created(await fixture.Post(Cousin, "/cases", new { fields = new { } }));
        await Restrict();

        foreach (var (who, status) in new[] { (Milda, HttpStatusCode.OK), (Cousin, HttpStatusCode.NotFound), (Coordinator, HttpStatusCode.NotFound) })
        {
            foreach (var path in new[]
            {
                $"/cases/{scenario.Case}", $"/cases/{scenario.Case}/label", $"/cases/{scenario.Case}/consents", $"/cases/{scenario.Case}/ties",
                $"/cases/{scenario.Case}/disclosures", $"/permits/{scenario.Permit}", $"/notes/{note}"
            })
                Assert.True(status == (await fixture.Get(who, path)).Status, $"{who.Role} {path}");
        }
        Reply[] acts =
        [
            await fixture.Put(Cousin, $"/cases/{scenario.Case}", new { fields = new { } }, "\"2\""),
            await fixture.Post(Cousin, $"/cases/{scenario.Case}/consents", scenario.Consent()),
            await fixture.Post(Cousin, $"/consents/{scenario.Receipt}/withdraw"),
            await fixture.Post(
                Cousin, $"/cases/{scenario.Case}/permits",
                new { purpose = "Referral", recipients = new[] { scenario.Shelter }, categories = Scenario.Asked }),
            await fixture.Post(Cousin, $"/cases/{scenario.Case}/ties", new { conversation = "referral", id = Guid.NewGuid() }),
            await fixture.Post(Cousin, "/notes", new { conversation = "referral", conversationId = scenario.Referral, text = "Kur ji?" }),
            await fixture.Get(Cousin, Path),
            await fixture.Put(Cousin, Path, new { only = (Guid[]?)null }, "\"2\""),
        ];
        Assert.All(acts, a => Assert.Equal((HttpStatusCode.NotFound, "not-found"), (a.Status, a.Problem)));
        var list = await fixture.Get(Cousin, "/cases");
        Assert.Equal((1, 1), (list.Items.Count, list.Total));
        Assert.Equal(0, (await fixture.Get(Cousin, $"/cases?label={label}")).Total);
        Assert.Equal(1, (await fixture.Get(Milda, $"/cases?label={label}")).Total);
        (await scenario.Read()).Is(HttpStatusCode.OK); // it is the owner's people who are shut out, not the recipient
        (await fixture.Get(scenario.Ieva, $"/notes/{note}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_data_protection_officer_keeps_what_there_is_by_reference()
    {
        await scenario.Released();
        await Restrict();
        Assert.Equal(
            scenario.LedgerReference, (await fixture.Get(Officer, "/cases")).Items[0].GetProperty("ledgerReference").GetGuid());
        (await fixture.Get(Officer, $"/cases/{scenario.Case}/label")).Is(HttpStatusCode.OK);
        Assert.Single((await fixture.Get(Officer, $"/cases/{scenario.Case}/disclosures")).Items);
        (await fixture.Get(Officer, $"/cases/{scenario.Case}")).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(Officer, Path)).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Who_is_on_the_list_changes_it_and_a_coordinator_who_is_not_only_adds_to_it_on_the_record()
    {
        await scenario.Opened();
        await Restrict();
        var seen = await fixture.Get(Coordinator, Path);
        Assert.Equal([scenario.Rasa.Actor, Milda.Actor], seen.Body.GetProperty("only").EnumerateArray().Select(a => a.GetGuid()));
        Assert.Equal(["/only"], (await fixture.Put(Coordinator, Path, new { only = new[] { Coordinator.Actor, Milda.Actor } }, seen.ETag)).Pointers);

        var cover = Somebody(partner: scenario.Rasa.Partner);
        (await fixture.Put(
            Coordinator, Path, new { only = new[] { scenario.Rasa.Actor, Milda.Actor, cover.Actor } }, seen.ETag)).Is(HttpStatusCode.OK);
        await fixture.Published<AuditRecorded>(
            a => a.Reference == scenario.LedgerReference && a.Verb == "audience-changed" && a.Actor == Coordinator.Actor);
        (await fixture.Get(cover, $"/cases/{scenario.Case}")).Is(HttpStatusCode.OK);

        (await fixture.Put(cover, Path, new { only = new[] { cover.Actor, Milda.Actor } }, "\"3\"")).Is(HttpStatusCode.OK);
        (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}")).Is(HttpStatusCode.NotFound);
        (await fixture.Put(Milda, Path, new { only = (Guid[]?)null }, "\"4\"")).Is(HttpStatusCode.OK);
        (await fixture.Get(Cousin, $"/cases/{scenario.Case}")).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_list_has_two_names_and_the_callers_own_and_only_a_coordinator_gives_a_case_into_other_hands()
    {
        await scenario.Opened();
        foreach (var (only, pointers) in new (object?, string[])[]
            {
                (Array.Empty<Guid>(), ["/only", "/only"]), (new[] { scenario.Rasa.Actor }, ["/only"]),
                (new[] { scenario.Rasa.Actor, scenario.Rasa.Actor }, ["/only", "/only/1"]),
                (new[] { Milda.Actor, Cousin.Actor }, ["/only"]), (new[] { scenario.Rasa.Actor, Milda.Actor, Guid.Empty }, ["/only/2"]),
                (new[] { "Milda" }, ["/only/0"]), (Enumerable.Range(0, 51).Select(_ => Guid.NewGuid()).Append(scenario.Rasa.Actor), ["/only"]),
            })
            Assert.Equal(pointers, (await fixture.Put(scenario.Rasa, Path, new { only }, "\"1\"")).Pointers);
        (await fixture.Put(scenario.Rasa, Path, "{}", "\"1\"")).Is(HttpStatusCode.BadRequest);
        (await fixture.Put(scenario.Rasa, Path, new { only = (Guid[]?)null })).Is((HttpStatusCode)428);
        (await fixture.Put(scenario.Rasa, Path, new { only = (Guid[]?)null }, "\"7\"")).Is(HttpStatusCode.PreconditionFailed);
        (await fixture.Put(Somebody(role: Roles.Coordinator), Path, new { only = (Guid[]?)null }, "\"1\"")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.Query<long>("select audience_version from cases where case_id = $1", scenario.Case));

        (await fixture.Put(Coordinator, Path, new { only = new[] { Milda.Actor, Cousin.Actor } }, "\"1\"")).Is(HttpStatusCode.OK);
        (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}")).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Each_conversation_on_a_permit_or_a_tie_of_the_case_is_told_and_permits_and_ties_say_it_too()
    {
        await scenario.Offered();
        var other = new Scenario(fixture);
        await other.Offered();
        var tie = Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "referral", id = other.Referral }));
        Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/ties", new { conversation = "referral", id = Guid.NewGuid() })); // Cases has heard of none
        await Restrict();
        Guid[] only = [scenario.Rasa.Actor, Milda.Actor];
        var told = await fixture.Received<AudienceChanged>(a => a.Only?.Contains(scenario.Rasa.Actor) is true, 2);
        Assert.Equal(
            new[] { (scenario.Referral, (Guid?)scenario.Permit, (Guid?)null, 1L), (other.Referral, null, tie, 1L) }.Order(),
            told.Select(a => (a.ConversationId, a.PermitId, a.TieId, a.Version)).Order());
        Assert.All(told, a => Assert.Equal(only, a.Only));

        var permit = (await fixture.Get(scenario.Rasa, $"/permits/{scenario.Permit}"))["permit"];
        var shown = (await fixture.Get(scenario.Rasa, $"/cases/{scenario.Case}/ties")).Items[0].GetProperty("tie").GetString()!;
        foreach (var claims in new[] { fixture.Claims("permit+jwt", permit), fixture.Claims("tie+jwt", shown) })
        {
            Assert.Equal(only, claims.GetProperty("only").EnumerateArray().Select(a => a.GetGuid()));
            Assert.Equal(1, claims.GetProperty("onlyVersion").GetInt64());
        }
    }

    [Fact]
    public async Task An_offer_on_a_permit_of_before_is_answered_with_the_audience()
    {
        await scenario.Permitted();
        await Restrict();
        Assert.Empty(await fixture.Received<AudienceChanged>(a => a.PermitId == scenario.Permit));
        await scenario.Offer();
        var told = await fixture.Published<AudienceChanged>(a => a.PermitId == scenario.Permit);
        Assert.Equal((scenario.Referral, 1L), (told.ConversationId, told.Version));
        Assert.Equal([scenario.Rasa.Actor, Milda.Actor], told.Only);
    }

    [Fact]
    public async Task A_release_on_a_permit_that_no_offer_was_made_on_is_answered_with_the_audience_and_hears_its_changes()
    {
        await scenario.Permitted();
        await Restrict();
        await scenario.Ask();
        Assert.Equal(1, (await fixture.Published<AudienceChanged>(a => a.PermitId == scenario.Permit)).Version);
        await Restrict();
        var changed = await fixture.Published<AudienceChanged>(a => a.PermitId == scenario.Permit && a.Version == 2);
        Assert.Equal(scenario.Referral, changed.ConversationId);
    }

    async Task Restrict()
    {
        var seen = await fixture.Get(scenario.Rasa, Path);
        (await fixture.Put(scenario.Rasa, Path, new { only = new[] { scenario.Rasa.Actor, Milda.Actor } }, seen.ETag)).Is(HttpStatusCode.OK);
    }
}
