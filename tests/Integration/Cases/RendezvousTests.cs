using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>Where a shelter has somebody met: who writes it, who alone opens it, and when nobody does any more.</summary>
public sealed class RendezvousTests(CasesFixture fixture) : IClassFixture<CasesFixture>
{
    const string Where = "Žaliakrantės skersgatvis 17, mėlynos durys";
    const string When = "šiandien po aštuonioliktos";
    const string Words = "Skambinti Pelėdžiukei, šuo nekanda";

    sealed record Ride(Guid Referral, Guid Permit, Person Driver, Person Colleague);

    [Fact]
    public async Task One_person_opens_it_during_the_ride_each_time_on_the_record_and_arrival_shuts_it()
    {
        var stay = await Accepted();
        var id = Scenario.Created(await Write(stay));
        var line = Assert.Single((await Of(stay.Rasa, stay.Referral)).Items);
        Assert.Equal(("sender", "True"), (line.GetProperty("side").GetString(), line.GetProperty("mayTake").ToString()));
        var ride = await Accept(stay);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = ride.Referral })).Is(HttpStatusCode.OK);

        var shelters = Assert.Single((await Of(stay.Ieva, stay.Referral)).Items);
        Assert.Equal(
            ("shelter", ride.Driver.Partner, ""),
            (shelters.GetProperty("side").GetString(), shelters.GetProperty("rider").GetGuid(), shelters.GetProperty("ride").ToString()));

        // Nobody has taken it: neither the driver's organisation nor the sender reads a word.
        foreach (var nobody in new[] { ride.Driver, ride.Colleague, stay.Rasa })
            (await Open(nobody, id)).Is(HttpStatusCode.NotFound);
        Assert.Equal("rider", Assert.Single((await Of(ride.Colleague, ride.Referral)).Items).GetProperty("side").GetString());
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        for (var times = 0; times < 2; times++)
        {
            var opened = (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);
            Assert.Equal((Where, When, Words), (opened["where"], opened["when"], opened["words"]));
        }
        (await Open(ride.Colleague, id)).Is(HttpStatusCode.NotFound);
        (await Open(stay.Rasa, id)).Is(HttpStatusCode.NotFound);
        var read = await fixture.Received<AuditRecorded>(a => a.Related == id && a.Verb == Verbs.RendezvousRead, 2);
        Assert.All(read, record => Assert.Equal(
            (stay.LedgerReference, ride.Driver.Actor, (string?)null), (record.Reference, record.Actor, record.Commitment)));

        await Arrive(stay, id);
        Assert.Equal((HttpStatusCode.Gone, "rendezvous-arrived"), Told(await Open(ride.Driver, id)));
        Assert.Equal((HttpStatusCode.Gone, "rendezvous-arrived"), Told(await Open(stay.Ieva, id)));
        (await Open(ride.Colleague, id)).Is(HttpStatusCode.NotFound);
        Assert.Empty((await Of(stay.Rasa, stay.Referral)).Items);
        Assert.Equal(0, await fixture.CountKeys(id));
        await fixture.Published<AuditRecorded>(a => a.Related == id && a.Verb == Verbs.RendezvousShut);
        Assert.Equal((HttpStatusCode.Conflict, "person-arrived"), Told(await Write(stay)));
    }

    [Fact]
    public async Task A_colleague_who_takes_over_says_so_and_shuts_it_to_the_first_in_the_same_step()
    {
        var (stay, id, ride) = await Named();
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK); // again: the same
        Assert.Equal((HttpStatusCode.Conflict, "ride-taken"), Told(await Take(ride.Colleague, id)));
        (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);
        Assert.Equal(
            ride.Driver.Actor, Assert.Single((await Of(ride.Colleague, ride.Referral)).Items).GetProperty("takenBy").GetGuid());

        (await Take(ride.Colleague, id, over: true)).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Gone, "ride-given-on"), Told(await Open(ride.Driver, id)));
        (await Open(ride.Colleague, id)).Is(HttpStatusCode.OK);
        Assert.False(Assert.Single((await Of(stay.Rasa, stay.Referral)).Items).TryGetProperty("takenBy", out var who)
            && who.ValueKind != System.Text.Json.JsonValueKind.Null);
        Assert.Single(await fixture.Received<AuditRecorded>(a => a.Related == id && a.Verb == Verbs.RideTaken));
        await fixture.Published<AuditRecorded>(a => a.Related == id && a.Verb == Verbs.RideTakenOver);
    }

    [Fact]
    public async Task The_sender_names_another_ride_or_brings_the_person_itself_and_that_shuts_the_first()
    {
        var (stay, id, first) = await Named();
        (await Take(first.Driver, id)).Is(HttpStatusCode.OK);
        var second = await Accept(stay);
        (await Take(second.Driver, id)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = second.Referral })).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Gone, "ride-given-on"), Told(await Open(first.Driver, id)));
        (await Take(first.Driver, id, over: true)).Is(HttpStatusCode.NotFound);
        Assert.Empty((await Of(first.Driver, first.Referral)).Items);
        (await Take(second.Driver, id)).Is(HttpStatusCode.OK);

        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { })).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Gone, "ride-given-on"), Told(await Open(second.Driver, id)));
        (await Take(stay.Rasa, id)).Is(HttpStatusCode.OK);
        (await Open(stay.Rasa, id)).Is(HttpStatusCode.OK);
        (await Open(stay.Rasa with { Actor = Guid.NewGuid() }, id)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_same_ride_named_again_goes_to_whoever_has_accepted_it_by_now()
    {
        var (stay, id, first) = await Named();
        (await Take(first.Driver, id)).Is(HttpStatusCode.OK);
        await End(first.Referral, first.Driver);
        var second = await Accept(stay, referral: first.Referral);
        (await Take(second.Driver, id)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = second.Referral })).Is(HttpStatusCode.OK);
        Assert.Equal(second.Driver.Partner, Assert.Single((await Of(stay.Ieva, stay.Referral)).Items).GetProperty("rider").GetGuid());
        (await Take(second.Driver, id)).Is(HttpStatusCode.OK);
        (await Open(second.Driver, id)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_organisation_that_the_person_excludes_gets_no_ride_and_whoever_is_on_the_road_keeps_it()
    {
        var (stay, id, ride) = await Named();
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        var other = await Accept(stay);
        foreach (var excluded in new[] { ride, other })
            Scenario.Created(await fixture.Post(stay.Rasa, $"/cases/{stay.Case}/consents", stay.Consent(
                exclusions: new[] { new { partner = excluded.Driver.Partner } })));

        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK); // again: the same
        (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Conflict, "rider-excluded"), Told(await Take(ride.Colleague, id, over: true)));
        Assert.Equal(
            (HttpStatusCode.Conflict, "rider-excluded"),
            Told(await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = other.Referral })));
        (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);
        Assert.Equal(ride.Driver.Partner, Assert.Single((await Of(stay.Ieva, stay.Referral)).Items).GetProperty("rider").GetGuid());
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { })).Is(HttpStatusCode.OK);
        (await Take(stay.Rasa, id)).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_is_no_party_finds_nothing_and_cannot_tell_it_from_what_is_not_there()
    {
        var (stay, id, _) = await Named();
        var others = new List<Person>
        {
            Somebody(Roles.LiaisonOfficer, await fixture.Listed("LawEnforcement")),
            Somebody(Roles.Caseworker, await fixture.Listed("x:Embassy")),
            Somebody(Roles.Caseworker, await fixture.Listed("ImmigrationService")),
            Somebody(Roles.Caseworker, await fixture.Listed("NGO")),
            Somebody(Roles.ShelterManager, await fixture.Listed(Codes.Shelter)),
            (await Accept(stay)).Driver, // another recipient of the same case
        };
        var nowhere = await Open(others[^1], Guid.NewGuid());
        foreach (var other in others)
        {
            var worksWithCases = Roles.CaseRoles.Contains(other.Role);
            foreach (var reply in new[]
            {
                await Open(other, id), await Take(other, id, over: true), await fixture.Call(other, HttpMethod.Delete, $"/rendezvous/{id}"),
                await fixture.Post(other, $"/rendezvous/{id}/ride", new { }),
                await fixture.Put(other, $"/rendezvous/{id}", new { where = "x", threatAlertHeld = true }, "\"1\""),
            })
            {
                Assert.Equal(worksWithCases ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, reply.Status);
                if (worksWithCases)
                    Assert.Equal(Said(nowhere), Said(reply));
            }
            if (worksWithCases)
                Assert.Empty((await Of(other, stay.Referral)).Items);
            // Nor does anybody write where a person is met who has not accepted them.
            Assert.Equal(
                worksWithCases ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden, (await Write(stay, other)).Status);
        }
        (await Write(stay, stay.Rasa)).Is(HttpStatusCode.NotFound);
        (await fixture.Put(stay.Rasa, $"/rendezvous/{id}", new { where = "x", threatAlertHeld = true }, "\"1\"")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stay.Ieva, $"/rendezvous/{id}/ride", new { })).Is(HttpStatusCode.NotFound);
        (await Take(stay.Ieva, id)).Is(HttpStatusCode.NotFound);
        var colleague = stay.Rasa with { Actor = Guid.NewGuid() };
        var audience = $"/cases/{stay.Case}/audience";
        var seen = (await fixture.Get(stay.Rasa, audience)).ETag;
        (await fixture.Put(stay.Rasa, audience, new { only = new[] { stay.Rasa.Actor, Guid.NewGuid() } }, seen)).Is(HttpStatusCode.OK);
        Assert.Empty((await Of(colleague, stay.Referral)).Items);
        (await fixture.Post(colleague, $"/rendezvous/{id}/ride", new { })).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_ride_is_another_accepted_referral_of_the_same_case_and_never_one_of_a_body_of_a_State()
    {
        var stay = await Accepted();
        var id = Scenario.Created(await Write(stay));
        var other = await Accepted();
        var (foreign, embassy) = (await Accept(other), await Accept(stay, "x:Embassy"));
        var offered = await Offer(stay);
        foreach (var referral in new[] { foreign.Referral, embassy.Referral, offered.Referral, stay.Referral, Guid.NewGuid() })
        {
            var refused = (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral })).Is(HttpStatusCode.BadRequest);
            Assert.Equal(["/referral"], refused.Pointers);
        }
        foreach (var who in new[] { foreign.Driver, embassy.Driver, offered.Driver })
            (await Take(who, id)).Is(HttpStatusCode.NotFound);
        Assert.Empty(await fixture.Received<AuditRecorded>(a => a.Related == id && a.Verb == Verbs.RideNamed));

        // What becomes a body of a State later reads nothing from then on.
        var ride = await Accept(stay);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = ride.Referral })).Is(HttpStatusCode.OK);
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        await fixture.Listed("x:Embassy", partner: ride.Driver.Partner, version: 2);
        (await Open(ride.Driver, id)).Is(HttpStatusCode.Gone);
        (await Take(ride.Colleague, id, over: true)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_the_threat_alert_held_it_is_refused_and_nothing_is_kept()
    {
        var stay = await Accepted();
        var refused = (await fixture.Post(stay.Ieva, "/rendezvous", new { stay.Referral, where = Where })).Is(HttpStatusCode.BadRequest);
        Assert.Equal(["/threatAlertHeld"], refused.Pointers);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from rendezvous where referral_id = $1", stay.Referral));
        Assert.Equal(0, await CasesFixture.Query<long>(
            fixture.Keys, "select count(*) from keys where kind = 'Rendezvous' and owner = $1", stay.Shelter));

        var id = Scenario.Created(await Write(stay));
        await fixture.Published<AuditRecorded>(
            a => a.Related == id && a.Verb == Verbs.ThreatAlertHeld && a.Reference == stay.LedgerReference && a.Actor == stay.Ieva.Actor);
        Assert.Equal(
            ["/threatAlertHeld"],
            (await fixture.Put(stay.Ieva, $"/rendezvous/{id}", new { where = "x" }, "\"1\"")).Is(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task The_shelter_changes_it_on_the_version_that_it_read_and_who_drives_reads_what_holds_now()
    {
        var (stay, id, ride) = await Named();
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        Assert.Equal((HttpStatusCode.Conflict, "rendezvous-written"), Told(await Write(stay)));
        var tag = (await Open(stay.Ieva, id)).Is(HttpStatusCode.OK).ETag;
        var now = new { where = "Prie senojo malūno", threatAlertHeld = true };
        (await fixture.Put(stay.Ieva, $"/rendezvous/{id}", now)).Is(HttpStatusCode.PreconditionRequired);
        (await fixture.Put(stay.Ieva, $"/rendezvous/{id}", now, tag)).Is(HttpStatusCode.OK);
        (await fixture.Put(stay.Ieva, $"/rendezvous/{id}", now, tag)).Is(HttpStatusCode.PreconditionFailed);
        Assert.Equal("Prie senojo malūno", (await Open(ride.Driver, id))["where"]);

        (await fixture.Call(stay.Ieva, HttpMethod.Delete, $"/rendezvous/{id}")).Is(HttpStatusCode.NoContent);
        Assert.Equal((HttpStatusCode.Gone, "rendezvous-taken-back"), Told(await Open(ride.Driver, id)));
        Assert.Equal(0, await fixture.CountKeys(id));

        // Written anew, it is for the ride that the sender named; where that has ended, the sender brings them.
        var anew = Scenario.Created(await Write(stay));
        Assert.Equal(ride.Driver.Partner, Assert.Single((await Of(stay.Ieva, stay.Referral)).Items).GetProperty("rider").GetGuid());
        Assert.Equal(anew, Assert.Single((await Of(ride.Driver, ride.Referral)).Items).GetProperty("id").GetGuid());
        (await Open(ride.Driver, anew)).Is(HttpStatusCode.NotFound);
        (await Take(ride.Driver, anew)).Is(HttpStatusCode.OK);
        (await Open(ride.Driver, anew)).Is(HttpStatusCode.OK);
        await End(ride.Referral, ride.Driver);
        (await fixture.Call(stay.Ieva, HttpMethod.Delete, $"/rendezvous/{anew}")).Is(HttpStatusCode.NoContent);
        Scenario.Created(await Write(stay));
        Assert.Equal("", Assert.Single((await Of(stay.Ieva, stay.Referral)).Items).GetProperty("rider").ToString());
    }

    [Fact]
    public async Task It_ends_with_the_shelters_part_and_to_whoever_drives_with_theirs()
    {
        var (stay, id, ride) = await Named();
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        await stay.Withdraw(); // of the stay's consent: it is about data, and somebody is on the road
        (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);

        var side = Assert.Single((await Of(stay.Ieva, stay.Referral)).Items);
        Assert.NotEqual("", side.GetProperty("takenAt").ToString());
        Assert.False(side.GetProperty("rideEnded").GetBoolean());
        await End(ride.Referral, ride.Driver);
        foreach (var who in new[] { stay.Ieva, stay.Rasa })
        {
            side = Assert.Single((await Of(who, stay.Referral)).Items);
            Assert.Equal(("", "True"), (side.GetProperty("takenAt").ToString(), side.GetProperty("rideEnded").ToString()));
        }
        Assert.Equal((HttpStatusCode.Gone, "recipient-ended"), Told(await Open(ride.Driver, id)));
        (await Take(ride.Colleague, id, over: true)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { })).Is(HttpStatusCode.OK);
        Assert.False(Assert.Single((await Of(stay.Ieva, stay.Referral)).Items).GetProperty("rideEnded").GetBoolean());
        (await Take(stay.Rasa, id)).Is(HttpStatusCode.OK);
        (await Open(stay.Rasa, id)).Is(HttpStatusCode.OK);

        await End(stay.Referral, stay.Ieva);
        Assert.Equal((HttpStatusCode.Gone, "rendezvous-ended"), Told(await Open(stay.Rasa, id)));
        (await Write(stay)).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.CountKeys(id));
    }

    [Fact]
    public async Task An_arrival_that_is_heard_before_it_is_written_stands_until_the_shelter_is_asked_anew()
    {
        var stay = await Accepted();
        var arrived = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        await fixture.Send(Routes.Arrivals, new ReferralActive(stay.Referral, stay.Ieva.Id, arrived));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from arrivals where referral_id = $1", stay.Referral), seen => seen == 1, "arrival");
        Assert.Equal((HttpStatusCode.Conflict, "person-arrived"), Told(await Write(stay)));
        await stay.Offer();
        var anew = Scenario.Created(await Write(stay));

        // One that comes late speaks of the time before the shelter was asked anew.
        await fixture.Send(Routes.Arrivals, new ReferralActive(stay.Referral, stay.Ieva.Id, arrived.AddMilliseconds(1)));
        await Eventually.Get(
            () => fixture.Query<DateTime>("select arrived_at from arrivals where referral_id = $1", stay.Referral),
            heard => heard > arrived.UtcDateTime, "the late arrival");
        (await Open(stay.Ieva, anew)).Is(HttpStatusCode.OK);
        await Arrive(stay, anew);
    }

    [Fact]
    public async Task No_word_of_it_stands_in_any_table_and_the_case_that_is_erased_leaves_it_to_the_shelter()
    {
        var (stay, id, ride) = await Named();
        (await Take(ride.Driver, id)).Is(HttpStatusCode.OK);
        (await Open(ride.Driver, id)).Is(HttpStatusCode.OK);
        string[] words = [Where, When, Words, "Žaliakrantės", "Pelėdžiukei"];
        foreach (var database in new[] { fixture.Database, fixture.Keys })
            Assert.Empty(await SealedAtRestTests.Leaks(database, words));
        Assert.DoesNotContain(words, word => fixture.Output.Contains(word, StringComparison.Ordinal));

        await using (var destroy = fixture.Keys.CreateCommand("delete from keys where id = $1"))
        {
            destroy.Parameters.Add(new() { Value = stay.Case });
            await destroy.ExecuteNonQueryAsync();
        }
        (await Open(stay.Ieva, id)).Is(HttpStatusCode.OK);
        Assert.Equal(stay.Shelter, await CasesFixture.Query<Guid>(fixture.Keys, "select owner from keys where id = $1", id));

        // What is moved to another version does not open.
        await fixture.Execute("update rendezvous set version = version + 1 where rendezvous_id = $1", id);
        (await Open(ride.Driver, id)).Is(HttpStatusCode.InternalServerError);
    }

    async Task<(Scenario Stay, Guid Id, Ride Ride)> Named()
    {
        var stay = await Accepted();
        var id = Scenario.Created(await Write(stay));
        var ride = await Accept(stay);
        (await fixture.Post(stay.Rasa, $"/rendezvous/{id}/ride", new { referral = ride.Referral })).Is(HttpStatusCode.OK);
        return (stay, id, ride);
    }

    /// <summary>A shelter has accepted the stay.</summary>
    async Task<Scenario> Accepted()
    {
        var stay = await new Scenario(fixture).Released();
        await fixture.Listed("NGO", partner: stay.Rasa.Partner);
        return stay;
    }

    /// <summary>A ride is offered for the person of a stay, on a consent of its own.</summary>
    /// <param name="referral">One that was offered to somebody else before; null: a new one.</param>
    async Task<Ride> Offer(Scenario stay, string kind = "NGO", Guid? referral = null)
    {
        var organisation = await fixture.Listed(kind);
        Scenario.Created(await fixture.Post(
            stay.Rasa, $"/cases/{stay.Case}/consents", stay.Consent(with: new { recipients = new[] { organisation } })));
        var permit = Scenario.Created(await fixture.Post(
            stay.Rasa, $"/cases/{stay.Case}/permits",
            new { purpose = "Referral", recipients = new[] { organisation }, categories = Scenario.Asked }));
        var (asked, offer) = (referral ?? Guid.CreateVersion7(), Guid.CreateVersion7());
        await fixture.Send(Routes.Offers, new OfferMade(
            Conversations.Referral, asked, offer, [permit], stay.Rasa.Id, new PartnerId(organisation), DateTimeOffset.UtcNow,
            DateTimeOffset.UtcNow.AddHours(1)));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from offers where offer_id = $1", offer), seen => seen == 1, $"offer; log: {fixture.Output}");
        return new(asked, permit, Somebody(partner: organisation), Somebody(partner: organisation));
    }

    async Task<Ride> Accept(Scenario stay, string kind = "NGO", Guid? referral = null)
    {
        var ride = await Offer(stay, kind, referral);
        var request = Guid.CreateVersion7();
        await fixture.Send(Routes.Release, new ReleaseDetails(request, Conversations.Referral, ride.Referral, [ride.Permit], ride.Driver.Id));
        await fixture.Published<DetailsReleased>(m => m.RequestId == request);
        return ride;
    }

    async Task End(Guid referral, Person recipient)
    {
        await fixture.Send(Routes.Offers, new RecipientEnded(
            Conversations.Referral, referral, Guid.NewGuid(), recipient.Id, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from ended_recipients where conversation_id = $1", referral), seen => seen == 1, "end");
    }

    async Task Arrive(Scenario stay, Guid id)
    {
        await fixture.Send(Routes.Arrivals, new ReferralActive(stay.Referral, stay.Ieva.Id, DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Query<bool>("select shut_at is not null from rendezvous where rendezvous_id = $1", id), shut => shut, "shut");
    }

    Task<Reply> Write(Scenario stay, Person? who = null) => fixture.Post(
        who ?? stay.Ieva, "/rendezvous", new { stay.Referral, where = Where, when = When, words = Words, threatAlertHeld = true });

    Task<Reply> Open(Person who, Guid id) => fixture.Get(who, $"/rendezvous/{id}");

    Task<Reply> Of(Person who, Guid referral) => fixture.Get(who, $"/rendezvous?referral={referral}");

    Task<Reply> Take(Person who, Guid id, bool over = false) => fixture.Post(who, $"/rendezvous/{id}/take", new { over });

    /// <summary>All that an answer says, without the id that every answer has of its own.</summary>
    static IEnumerable<string> Said(Reply reply) =>
        reply.Body.EnumerateObject().Where(member => member.Name != "traceId").Select(member => member.ToString());

    static (HttpStatusCode, string) Told(Reply reply) => (reply.Status, reply.Problem);
}
