using System.Net;
using System.Security.Cryptography;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>A clear answer, and nothing changed.</summary>
public sealed class BadInputTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    readonly Scenario scenario = new(fixture);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"permit\": 7}")]
    [InlineData("{\"name\": \"Somebody\"}")]
    [InlineData("")]
    public async Task Malformed_JSON_is_refused(string body)
    {
        await scenario.People();
        var reply = await fixture.Post(scenario.Rasa, "/referrals", body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task Unknown_codes_are_all_named_at_once_with_those_that_are_known()
    {
        await scenario.People();
        var reply = await fixture.Post(scenario.Rasa, "/referrals", new
        {
            permit = fixture.Permit(scenario.Rasa, [scenario.Ieva]), needs = new[] { "x:Yacht" },
            ageBand = "17", language = "xx", region = "somewhere near",
            urgency = "Now", mode = "Both", candidates = new[] { scenario.Ieva.Partner },
        });
        reply.Is(HttpStatusCode.BadRequest);
        foreach (var pointer in new[] { "/needs/0", "/ageBand", "/language", "/region", "/urgency", "/mode" })
            Assert.Contains(pointer, reply.Pointers);
        Assert.Contains("Routine, Soon, Tonight, Urgent", reply.Errors["/urgency"], StringComparison.Ordinal);
        Assert.DoesNotContain("somewhere", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_decline_code_names_the_known_ones_and_changes_nothing()
    {
        await scenario.Offered();
        var reply = await scenario.Try(scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/decline", new { code = "DONT_WANT" });
        Assert.Contains("NO_CAPACITY", Assert.Single(reply.Errors).Value, StringComparison.Ordinal);
        Assert.Equal("Offered", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Theory]
    [InlineData("2026-02-30T10:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("1999-01-01T10:00:00Z", HttpStatusCode.Conflict)]
    [InlineData("9999-12-31T23:59:59Z", HttpStatusCode.BadRequest)]
    [InlineData("2199-12-31T23:59:59Z", HttpStatusCode.Conflict)]
    public async Task An_impossible_appointment_is_refused(string at, HttpStatusCode status)
    {
        await scenario.Accepted();
        Assert.Equal(status, (await scenario.Try(scenario.Ieva, "schedule", new { at })).Status);
        Assert.Equal("Accepted", (await scenario.See(scenario.Ieva))["state"]);
    }

    [Theory]
    [InlineData("[null]", "/places/0")]
    [InlineData("[]", "/places")]
    [InlineData("[{\"unitGroup\": \"0d000000-0000-4000-8000-000000000001\", \"places\": 0}]", "/places/0/places")]
    [InlineData("[{\"unitGroup\": \"0d000000-0000-4000-8000-000000000001\", \"places\": -1}]", "/places/0/places")]
    [InlineData("[{\"unitGroup\": \"0d000000-0000-4000-8000-000000000001\", \"places\": 2147483647}]", "/places/0/places")]
    [InlineData("[{\"unitGroup\": \"0d000000-0000-4000-8000-000000000001\", \"places\": 99999999999}]", "")]
    [InlineData("[{\"unitGroup\": \"0d000000-0000-4000-8000-000000000001\", \"places\": 1}, null]", "/places/1")]
    [InlineData("[{\"places\": 1}]", "")]
    [InlineData("{}", "")]
    public async Task A_yes_with_places_that_are_none_is_refused_where_it_stands_and_changes_nothing(string places, string pointer)
    {
        await scenario.Offered();
        var reply = await fixture.Post(
            scenario.Ieva, $"{scenario.Path}/offers/{await scenario.OfferOf(scenario.Ieva)}/accept",
            $"{{\"places\": {places}, \"expectedAt\": \"{DateTimeOffset.UtcNow.AddHours(2):O}\"}}");
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (reply.Status, reply.Problem));
        if (pointer.Length > 0)
            Assert.Contains(pointer, reply.Pointers);
        Assert.Equal("Offered", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("1999-01-01T10:00:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    public async Task A_yes_with_a_place_needs_an_hour_to_come(string? expectedAt)
    {
        await scenario.Offered();
        var reply = await scenario.Try(
            scenario.Ieva, $"offers/{await scenario.OfferOf(scenario.Ieva)}/accept",
            new { places = new[] { new { unitGroup = Guid.NewGuid(), places = 1 } }, expectedAt });
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        Assert.Equal("Offered", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Fact]
    public async Task An_oversized_body_is_refused()
    {
        await scenario.People();
        var reply = await fixture.Post(scenario.Rasa, "/referrals", $"{{\"permit\": \"{new string('x', 300_000)}\"}}");
        reply.Is(HttpStatusCode.RequestEntityTooLarge);
        (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: new string('x', 100_000)))).Is(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("LawEnforcement")]
    [InlineData("ImmigrationService")]
    [InlineData("x:BorderGuard")]
    [InlineData("x:LabourInspectorate")]
    [InlineData(Codes.CompetentAuthority)]
    [InlineData(Codes.Court)]
    public async Task No_authority_is_a_candidate_whatever_was_permitted(string kind)
    {
        await scenario.People();
        var authority = await fixture.Listed(kind: kind);
        var reply = await fixture.Post(
            scenario.Rasa, "/referrals",
            scenario.Body(permit: fixture.Permit(scenario.Rasa, [scenario.Ieva, authority]), candidates: [scenario.Ieva, authority]));
        Assert.Equal(["/candidates/1"], reply.Pointers);
    }

    [Fact]
    public async Task A_permit_for_the_need_of_tonight_is_good_for_that_need_alone()
    {
        await scenario.People();
        var tonight = fixture.Permit(scenario.Rasa, [scenario.Ieva], needs: [ReferralsFixture.Need]);
        (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: tonight, candidates: scenario.Ieva))).Is(HttpStatusCode.Created);
        var other = fixture.Permit(scenario.Rasa, [scenario.Ieva], needs: ["x:MedicalAid"]);
        Assert.Equal(
            ["/needs"], (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: other, candidates: scenario.Ieva))).Pointers);
    }

    [Fact]
    public async Task A_tie_is_signed_by_the_network_and_the_senders_own_or_nothing_is_offered()
    {
        await scenario.People();
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var tie in new[]
        {
            fixture.Tie(scenario.Rasa, Guid.NewGuid(), forger), fixture.Tie(scenario.Ieva, Guid.NewGuid()), "", new string('x', 20_000)
        })
            Assert.Equal(["/tie"], (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(tie: tie))).Pointers);
        Assert.Equal(0, (await fixture.Get(scenario.Rasa, "/referrals")).Total);
    }

    [Theory]
    [InlineData("x:Embassy", Codes.Shelter, false)]
    [InlineData("x:LabourExchange", Codes.Shelter, false)]
    [InlineData("HealthServiceOrganisation", "HealthServiceOrganisation", false)]
    [InlineData("x:Embassy", "NGO", true)]
    [InlineData("x:Hotline", Codes.Shelter, true)]
    public async Task A_sender_asks_nobody_whose_listing_it_may_not_see(string sender, string candidate, bool taken)
    {
        var (from, to) = (await fixture.Listed(kind: sender), await fixture.Listed(kind: candidate));
        await scenario.People();
        var reply = await fixture.Post(from, "/referrals", scenario.Body(permit: fixture.Permit(from, [to]), candidates: to));
        if (taken)
            reply.Is(HttpStatusCode.Created);
        else
            Assert.Equal([new("/candidates/0", "This is no organisation of the network.")], reply.Errors); // as if it were none
    }

    [Fact]
    public async Task Whether_a_referral_is_ones_own_is_told_without_its_counting_as_seen()
    {
        await scenario.Offered();
        (await fixture.Call(scenario.Ieva, HttpMethod.Head, scenario.Path)).Is(HttpStatusCode.NoContent);
        (await fixture.Call(scenario.Rasa, HttpMethod.Head, scenario.Path)).Is(HttpStatusCode.NoContent);
        (await fixture.Call(await fixture.Listed(), HttpMethod.Head, scenario.Path)).Is(HttpStatusCode.NotFound);
        (await fixture.Call(scenario.Ieva, HttpMethod.Head, $"/referrals/{Guid.NewGuid()}")).Is(HttpStatusCode.NotFound);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from seen where referral_id = $1", scenario.Id));
    }

    [Fact]
    public async Task Another_organisations_referral_is_not_found_whatever_is_asked()
    {
        await scenario.Accepted();
        var stranger = await fixture.Listed();
        foreach (var etag in new[] { "\"1\"", "\"2\"", "\"99\"" })
        {
            (await fixture.Post(stranger, $"{scenario.Path}/arrival", ifMatch: etag)).Is(HttpStatusCode.NotFound);
            (await fixture.Post(stranger, $"/referrals/{Guid.NewGuid()}/arrival", ifMatch: etag)).Is(HttpStatusCode.NotFound);
            (await fixture.Post(
                stranger, $"{scenario.Path}/offers",
                new { permit = fixture.Permit(stranger, [scenario.Ona]), candidates = new[] { scenario.Ona.Partner } },
                etag)).Is(HttpStatusCode.NotFound);
        }
        (await scenario.See(stranger)).Is(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_stale_or_missing_ETag_changes_nothing()
    {
        await scenario.Offered();
        var (offer, read) = (await scenario.OfferOf(scenario.Ieva), await scenario.See(scenario.Rasa));
        await scenario.Act(scenario.Ieva, $"offers/{offer}/question", new { note = fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa) });
        var stale = await fixture.Post(scenario.Rasa, $"{scenario.Path}/cancel", ifMatch: read.ETag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale"), (stale.Status, stale.Problem));
        (await fixture.Post(scenario.Rasa, $"{scenario.Path}/cancel")).Is(HttpStatusCode.PreconditionRequired);
        (await fixture.Post(scenario.Rasa, $"{scenario.Path}/cancel", ifMatch: "*")).Is(HttpStatusCode.BadRequest);
        Assert.Equal("Offered", (await scenario.See(scenario.Rasa))["state"]);
    }

    [Fact]
    public async Task An_action_carries_a_note_of_its_own_author_and_referral_that_the_network_has_signed_and_no_other()
    {
        await scenario.Offered();
        var offer = await scenario.OfferOf(scenario.Ieva);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var note in new[]
        {
            Guid.NewGuid().ToString(), fixture.Note(Guid.NewGuid(), scenario.Ieva, scenario.Rasa),
            fixture.Note(scenario.Id, scenario.Ona, scenario.Rasa),
            fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa, forger),
            fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa, conversation: "return"),
            fixture.Permit(scenario.Rasa, [scenario.Ieva]),
        })
            Assert.Equal(["/note"], (await fixture.Post(scenario.Ieva, $"{scenario.Path}/offers/{offer}/question", new { note })).Pointers);
        await scenario.Act(scenario.Ieva, $"offers/{offer}/question", new { note = fixture.Note(scenario.Id, scenario.Ieva, scenario.Rasa) });
        var answer = await scenario.Try(
            scenario.Rasa, $"offers/{offer}/answer", new { note = fixture.Note(scenario.Id, scenario.Rasa, scenario.Ona) });
        Assert.Equal((HttpStatusCode.Conflict, "note-for-another"), (answer.Status, answer.Problem));
        await scenario.Act(scenario.Rasa, $"offers/{offer}/answer", new { note = fixture.Note(scenario.Id, scenario.Rasa, scenario.Ieva) });
    }

    [Fact]
    public async Task The_same_key_acts_once_and_with_another_body_is_refused()
    {
        await scenario.People();
        var (key, body) = (Guid.NewGuid().ToString(), scenario.Body());
        var (first, repeat) = (
            await fixture.Post(scenario.Rasa, "/referrals", body, key: key), await fixture.Post(scenario.Rasa, "/referrals", body, key: key));
        Assert.Equal((first.Status, first.Id, first.ETag, first.Location), (repeat.Status, repeat.Id, repeat.ETag, repeat.Location));
        (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body("Parallel"), key: key)).Is(HttpStatusCode.UnprocessableEntity);
        (await fixture.Post(scenario.Rasa, "/referrals", body, key: "")).Is(HttpStatusCode.BadRequest);
        Assert.Equal(1, await fixture.Query<long>("select count(*) from referrals where sender = $1", scenario.Rasa.Partner));
    }

    [Fact]
    public async Task An_action_in_the_wrong_state_or_by_the_wrong_side_says_why()
    {
        await scenario.Offered();
        var early = await scenario.Try(scenario.Ieva, "arrival");
        Assert.Equal((HttpStatusCode.Conflict, "not-yours"), (early.Status, early.Problem));
        await scenario.Act(scenario.Rasa, "cancel");
        var over = await scenario.Try(scenario.Rasa, "cancel");
        Assert.Equal((HttpStatusCode.Conflict, "not-now"), (over.Status, over.Problem));
        Assert.Contains("Cancelled", over["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_forged_expired_or_for_another_service_opens_nothing()
    {
        await scenario.Offered();
        await fixture.RefusesBadTokens(scenario.Rasa, scenario.Path);
        (await fixture.Call(scenario.Rasa, HttpMethod.Get, scenario.Path, token: fixture.Permit(scenario.Rasa, [scenario.Ieva])))
            .Is(HttpStatusCode.Unauthorized);
        (await fixture.Get(scenario.Rasa.As(Roles.Administrator), scenario.Path)).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(scenario.Rasa.As(Roles.DataProtectionOfficer), "/referrals")).Is(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_permit_that_does_not_hold_says_what_is_wrong_with_it()
    {
        await scenario.People();
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona]);
        var parts = good.Split('.');
        foreach (var (permit, says) in new[]
        {
            (fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], signedWith: forger), "forged"),
            ($"{parts[0]}.{fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona, scenario.Rasa]).Split('.')[1]}.{parts[2]}", "forged"),
            ($"eyJhbGciOiJub25lIiwidHlwIjoicGVybWl0K2p3dCJ9.{parts[1]}.", "forged"),
            (fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], type: "at+jwt"), "forged"),
            ("nonsense", "forged"),
            (fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], expiresIn: TimeSpan.FromSeconds(-5)), "expired"),
            (fixture.Permit(scenario.Ieva, [scenario.Ieva, scenario.Ona]), "another organisation"),
            (fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona], purpose: "Handoff"), "another purpose"),
        })
        {
            var reply = (await fixture.Post(scenario.Rasa, "/referrals", scenario.Body(permit: permit))).Is(HttpStatusCode.BadRequest);
            Assert.Equal(["/permit"], reply.Pointers);
            Assert.Contains(says, reply.Errors["/permit"], StringComparison.Ordinal);
        }
        Assert.Equal(0, await fixture.Query<long>("select count(*) from referrals where sender = $1", scenario.Rasa.Partner));
    }

    [Fact]
    public async Task A_candidate_who_cannot_be_offered_to_is_named()
    {
        await scenario.People();
        var elsewhere = await fixture.Listed(service: "x:LegalAid");
        var suspended = await fixture.Listed(suspended: true);
        Person[] candidates = [elsewhere, suspended, Somebody(), scenario.Rasa, scenario.Ona];
        var reply = await fixture.Post(
            scenario.Rasa, "/referrals", scenario.Body(permit: fixture.Permit(scenario.Rasa, candidates[..4]), candidates: candidates));
        Assert.Equal(
            ["/candidates/0", "/candidates/1", "/candidates/2", "/candidates/3", "/candidates/4"], reply.Pointers.Order());
    }

    [Fact]
    public async Task A_fact_about_no_referral_goes_to_quarantine()
    {
        var (id, message) = (Guid.NewGuid(), Guid.NewGuid());
        await fixture.Send(
            Routes.Referral, new ConsentWithdrawn(Conversations.Referral, id, Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UtcNow), message);
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from quarantine where message_id = $1", message),
            n => n == 1, "quarantine", TimeSpan.FromSeconds(60));
    }
}
