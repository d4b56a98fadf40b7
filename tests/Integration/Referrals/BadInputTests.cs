using System.Net;
using System.Security.Cryptography;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>A clear answer, and nothing changed.</summary>
public sealed class BadInputTests(ReferralsProbe probe) : IClassFixture<ReferralsProbe>
{
    readonly Story story = new(probe);

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"permit\": 7}")]
    [InlineData("{\"name\": \"Somebody\"}")]
    [InlineData("")]
    public async Task Malformed_JSON_is_refused(string body)
    {
        await story.People();
        var reply = await probe.Post(story.Rasa, "/referrals", body);
        Assert.Equal((HttpStatusCode.BadRequest, "invalid"), (reply.Status, reply.Problem));
    }

    [Fact]
    public async Task Unknown_codes_are_all_named_at_once_with_those_that_are_known()
    {
        await story.People();
        var reply = await probe.Post(story.Rasa, "/referrals", new
        {
            permit = probe.Permit(story.Rasa, [story.Ieva]), needs = new[] { "x:Yacht" }, ageBand = "17", language = "xx", region = "somewhere near",
            urgency = "Now", mode = "Both", candidates = new[] { story.Ieva.Partner },
        });
        Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
        foreach (var pointer in new[] { "/needs/0", "/ageBand", "/language", "/region", "/urgency", "/mode" })
            Assert.Contains(reply.Errors, e => e.StartsWith($"{pointer}:", StringComparison.Ordinal));
        Assert.Contains(reply.Errors, e => e.Contains("Routine, Soon, Urgent", StringComparison.Ordinal));
        Assert.DoesNotContain("somewhere", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_decline_code_names_the_known_ones_and_changes_nothing()
    {
        await story.Offered();
        var reply = await story.Try(story.Ieva, $"offers/{await story.OfferOf(story.Ieva)}/decline", new { code = "DONT_WANT" });
        Assert.Contains("NO_CAPACITY", Assert.Single(reply.Errors), StringComparison.Ordinal);
        Assert.Equal("Offered", (await story.See(story.Rasa))["state"]);
    }

    [Theory]
    [InlineData("2026-02-30T10:00:00Z", HttpStatusCode.BadRequest)]
    [InlineData("tomorrow", HttpStatusCode.BadRequest)]
    [InlineData("1999-01-01T10:00:00Z", HttpStatusCode.Conflict)]
    [InlineData("9999-12-31T23:59:59Z", HttpStatusCode.BadRequest)]
    [InlineData("2199-12-31T23:59:59Z", HttpStatusCode.Conflict)]
    public async Task An_impossible_appointment_is_refused(string at, HttpStatusCode status)
    {
        await story.Accepted();
        Assert.Equal(status, (await story.Try(story.Ieva, "schedule", new { at })).Status);
        Assert.Equal("Accepted", (await story.See(story.Ieva))["state"]);
    }

    [Fact]
    public async Task An_oversized_body_is_refused()
    {
        await story.People();
        var reply = await probe.Post(story.Rasa, "/referrals", $"{{\"permit\": \"{new string('x', 300_000)}\"}}");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, reply.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.Post(story.Rasa, "/referrals", story.Body(permit: new string('x', 100_000)))).Status);
    }

    [Theory]
    [InlineData("LawEnforcement")]
    [InlineData("ImmigrationService")]
    [InlineData("x:BorderGuard")]
    [InlineData("x:LabourInspectorate")]
    [InlineData("x:CompetentAuthority")]
    [InlineData("x:Court")]
    public async Task No_authority_is_a_candidate_whatever_was_permitted(string kind)
    {
        await story.People();
        var authority = await probe.Somebody(kind: kind);
        var reply = await probe.Post(story.Rasa, "/referrals", story.Body(permit: probe.Permit(story.Rasa, [story.Ieva, authority]), candidates: [story.Ieva, authority]));
        Assert.StartsWith("/candidates/1:", Assert.Single(reply.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permit_for_the_need_of_tonight_is_good_for_that_need_alone()
    {
        await story.People();
        var tonight = probe.Permit(story.Rasa, [story.Ieva], needs: [ReferralsProbe.Need]);
        Assert.Equal(HttpStatusCode.Created, (await probe.Post(story.Rasa, "/referrals", story.Body(permit: tonight, candidates: story.Ieva)))
            .Status);
        var other = probe.Permit(story.Rasa, [story.Ieva], needs: ["x:MedicalAid"]);
        Assert.StartsWith("/needs:", Assert.Single((await probe.Post(story.Rasa, "/referrals", story.Body(permit: other, candidates: story.Ieva)))
            .Errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tie_is_signed_by_the_network_and_the_senders_own_or_nothing_is_offered()
    {
        await story.People();
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var tie in new[] { probe.Tie(story.Rasa, Guid.NewGuid(), forger), probe.Tie(story.Ieva, Guid.NewGuid()), "", new string('x', 20_000) })
            Assert.StartsWith("/tie:", Assert.Single((await probe.Post(story.Rasa, "/referrals", story.Body(tie: tie))).Errors), StringComparison.Ordinal);
        Assert.Equal(0, (await probe.Get(story.Rasa, "/referrals")).Body.GetProperty("total").GetInt32());
    }

    [Theory]
    [InlineData("x:Embassy", "x:Shelter", false)]
    [InlineData("x:LabourExchange", "x:Shelter", false)]
    [InlineData("HealthServiceOrganisation", "HealthServiceOrganisation", false)]
    [InlineData("x:Embassy", "NGO", true)]
    [InlineData("x:Hotline", "x:Shelter", true)]
    public async Task A_sender_asks_nobody_whose_listing_it_may_not_see(string sender, string candidate, bool taken)
    {
        var (from, to) = (await probe.Somebody(kind: sender), await probe.Somebody(kind: candidate));
        await story.People();
        var reply = await probe.Post(from, "/referrals", story.Body(permit: probe.Permit(from, [to]), candidates: to));
        if (taken)
            Assert.Equal(HttpStatusCode.Created, reply.Status);
        else
            Assert.Equal(["/candidates/0: This is no organisation of the network."], reply.Errors); // as if it were none
    }

    [Fact]
    public async Task Whether_a_referral_is_ones_own_is_told_without_its_counting_as_seen()
    {
        await story.Offered();
        Assert.Equal(HttpStatusCode.NoContent, (await probe.Call(story.Ieva, HttpMethod.Head, story.Path)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await probe.Call(story.Rasa, HttpMethod.Head, story.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Call(await probe.Somebody(), HttpMethod.Head, story.Path)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await probe.Call(story.Ieva, HttpMethod.Head, $"/referrals/{Guid.NewGuid()}")).Status);
        Assert.Equal(0, await probe.Query<long>("select count(*) from seen where referral_id = $1", story.Id));
    }

    [Fact]
    public async Task Another_organisations_referral_is_not_found_whatever_is_asked()
    {
        await story.Accepted();
        var stranger = await probe.Somebody();
        foreach (var etag in new[] { "\"1\"", "\"2\"", "\"99\"" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(stranger, $"{story.Path}/arrival", ifMatch: etag)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(stranger, $"/referrals/{Guid.NewGuid()}/arrival", ifMatch: etag)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await probe.Post(
                stranger, $"{story.Path}/offers", new { permit = probe.Permit(stranger, [story.Ona]), candidates = new[] { story.Ona.Partner } }, etag)).Status);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await story.See(stranger)).Status);
    }

    [Fact]
    public async Task A_stale_or_missing_ETag_changes_nothing()
    {
        await story.Offered();
        var (offer, read) = (await story.OfferOf(story.Ieva), await story.See(story.Rasa));
        await story.Act(story.Ieva, $"offers/{offer}/question", new { note = probe.Note(story.Id, story.Ieva, story.Rasa) });
        var stale = await probe.Post(story.Rasa, $"{story.Path}/cancel", ifMatch: read.ETag);
        Assert.Equal((HttpStatusCode.PreconditionFailed, "stale"), (stale.Status, stale.Problem));
        Assert.Equal(HttpStatusCode.PreconditionRequired, (await probe.Post(story.Rasa, $"{story.Path}/cancel")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.Post(story.Rasa, $"{story.Path}/cancel", ifMatch: "*")).Status);
        Assert.Equal("Offered", (await story.See(story.Rasa))["state"]);
    }

    [Fact]
    public async Task An_action_carries_a_note_of_its_own_author_and_referral_that_the_network_has_signed_and_no_other()
    {
        await story.Offered();
        var offer = await story.OfferOf(story.Ieva);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var note in new[]
        {
            Guid.NewGuid().ToString(), probe.Note(Guid.NewGuid(), story.Ieva, story.Rasa), probe.Note(story.Id, story.Ona, story.Rasa),
            probe.Note(story.Id, story.Ieva, story.Rasa, forger), probe.Note(story.Id, story.Ieva, story.Rasa, conversation: "return"),
            probe.Permit(story.Rasa, [story.Ieva]),
        })
            Assert.StartsWith("/note: ", Assert.Single((await probe.Post(story.Ieva, $"{story.Path}/offers/{offer}/question", new { note })).Errors), StringComparison.Ordinal);
        await story.Act(story.Ieva, $"offers/{offer}/question", new { note = probe.Note(story.Id, story.Ieva, story.Rasa) });
        var answer = await story.Try(story.Rasa, $"offers/{offer}/answer", new { note = probe.Note(story.Id, story.Rasa, story.Ona) });
        Assert.Equal((HttpStatusCode.Conflict, "note-for-another"), (answer.Status, answer.Problem));
        await story.Act(story.Rasa, $"offers/{offer}/answer", new { note = probe.Note(story.Id, story.Rasa, story.Ieva) });
    }

    [Fact]
    public async Task The_same_key_acts_once_and_with_another_body_is_refused()
    {
        await story.People();
        var (key, body) = (Guid.NewGuid().ToString(), story.Body());
        var (first, repeat) = (await probe.Post(story.Rasa, "/referrals", body, key: key), await probe.Post(story.Rasa, "/referrals", body, key: key));
        Assert.Equal((first.Status, first.Id, first.ETag, first.Location), (repeat.Status, repeat.Id, repeat.ETag, repeat.Location));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await probe.Post(story.Rasa, "/referrals", story.Body("Parallel"), key: key)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await probe.Call(story.Rasa, HttpMethod.Post, "/referrals", body)).Status);
        Assert.Equal(1, await probe.Query<long>("select count(*) from referrals where sender = $1", story.Rasa.Partner));
    }

    [Fact]
    public async Task An_action_in_the_wrong_state_or_by_the_wrong_side_says_why()
    {
        await story.Offered();
        var early = await story.Try(story.Ieva, "arrival");
        Assert.Equal((HttpStatusCode.Conflict, "not-yours"), (early.Status, early.Problem));
        await story.Act(story.Rasa, "cancel");
        var over = await story.Try(story.Rasa, "cancel");
        Assert.Equal((HttpStatusCode.Conflict, "not-now"), (over.Status, over.Problem));
        Assert.Contains("Cancelled", over["detail"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_is_forged_expired_or_for_another_service_opens_nothing()
    {
        await story.Offered();
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var token in new[]
        {
            probe.Token(story.Rasa, signedWith: forger), probe.Token(story.Rasa, expiresIn: TimeSpan.FromMinutes(-2)), probe.Token(story.Rasa, "cases"), "nonsense",
            probe.Permit(story.Rasa, [story.Ieva]),
        })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await probe.Call(story.Rasa, HttpMethod.Get, story.Path, token: token)).Status);
        }
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(story.Rasa with { Role = Roles.Administrator }, story.Path)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await probe.Get(story.Rasa with { Role = Roles.DataProtectionOfficer }, "/referrals")).Status);
    }

    [Fact]
    public async Task A_permit_that_does_not_hold_says_what_is_wrong_with_it()
    {
        await story.People();
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var good = probe.Permit(story.Rasa, [story.Ieva, story.Ona]);
        var parts = good.Split('.');
        foreach (var (permit, says) in new[]
        {
            (probe.Permit(story.Rasa, [story.Ieva, story.Ona], signedWith: forger), "forged"),
            ($"{parts[0]}.{probe.Permit(story.Rasa, [story.Ieva, story.Ona, story.Rasa]).Split('.')[1]}.{parts[2]}", "forged"),
            ($"eyJhbGciOiJub25lIiwidHlwIjoicGVybWl0K2p3dCJ9.{parts[1]}.", "forged"),
            (probe.Permit(story.Rasa, [story.Ieva, story.Ona], type: "at+jwt"), "forged"),
            ("nonsense", "forged"),
            (probe.Permit(story.Rasa, [story.Ieva, story.Ona], expiresIn: TimeSpan.FromSeconds(-5)), "expired"),
            (probe.Permit(story.Ieva, [story.Ieva, story.Ona]), "another organisation"),
            (probe.Permit(story.Rasa, [story.Ieva, story.Ona], purpose: "Handoff"), "another purpose"),
        })
        {
            var reply = await probe.Post(story.Rasa, "/referrals", story.Body(permit: permit));
            Assert.Equal(HttpStatusCode.BadRequest, reply.Status);
            Assert.Contains($"/permit: ", Assert.Single(reply.Errors), StringComparison.Ordinal);
            Assert.Contains(says, reply.Errors[0], StringComparison.Ordinal);
        }
        Assert.Equal(0, await probe.Query<long>("select count(*) from referrals where sender = $1", story.Rasa.Partner));
    }

    [Fact]
    public async Task A_candidate_who_cannot_be_offered_to_is_named()
    {
        await story.People();
        var elsewhere = await probe.Somebody(service: "x:LegalAid");
        var suspended = await probe.Somebody(suspended: true);
        var unknown = new ReferralsProbe.Person(Guid.NewGuid(), Guid.NewGuid());
        ReferralsProbe.Person[] candidates = [elsewhere, suspended, unknown, story.Rasa, story.Ona];
        var reply = await probe.Post(story.Rasa, "/referrals", story.Body(permit: probe.Permit(story.Rasa, candidates[..4]), candidates: candidates));
        Assert.Equal(
            ["/candidates/0", "/candidates/1", "/candidates/2", "/candidates/3", "/candidates/4"], reply.Errors.Select(e => e.Split(':')[0]).Order());
    }

    [Fact]
    public async Task A_fact_about_no_referral_goes_to_quarantine()
    {
        var (id, message) = (Guid.NewGuid(), Guid.NewGuid());
        await probe.Send(Routes.Referral, new ConsentWithdrawn(Conversations.Referral, id, Guid.NewGuid(), Guid.NewGuid(), DateTimeOffset.UtcNow), message);
        await Eventually.Get(() => probe.Query<long>("select count(*) from quarantine where message_id = $1", message), n => n == 1, "quarantine", TimeSpan.FromSeconds(60));
    }
}
