using System.Net;
using System.Security.Cryptography;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

/// <summary>What is wrong is said by pointer, changes nothing, and tells a stranger nothing.</summary>
public sealed class BadInputTests(HandoffsFixture fixture) : IClassFixture<HandoffsFixture>
{
    readonly HandoffScenario scenario = new(fixture);

    Person Rasa => scenario.Rasa;
    Person Jonas => scenario.Jonas;
    string Path => scenario.Path;

    Task<long> Kept() => fixture.Query<long>(
        "select count(*) from consented_handoffs where data -> 'data' ->> 'from' = $1", Rasa.Partner.ToString());

    [Fact]
    public async Task A_handoff_goes_to_law_enforcement_alone_that_takes_the_senders_kind_and_nothing_else_is_kept()
    {
        await scenario.People();
        var wrong = new List<Guid>
        {
            Guid.NewGuid(), // nobody
            Rasa.Partner,
            (await fixture.Listed(Codes.CompetentAuthority, Roles.AuthorityOfficer, referredBy: ["NGO"])).Partner,
            (await fixture.Listed(Codes.Court, Roles.LiaisonOfficer, referredBy: ["NGO"])).Partner,
            (await fixture.Listed(Codes.Shelter, Roles.ShelterManager)).Partner,
            (await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: [Codes.Shelter])).Partner,
            (await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer)).Partner,
            (await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, suspended: true, referredBy: ["NGO"])).Partner,
        };
        foreach (var to in wrong)
            Assert.Equal(["/to"], (await fixture.Post(Rasa, "/handoffs", scenario.Body(to))).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(0, await Kept());
        foreach (var kind in Codes.LawEnforcementKinds)
        {
            var unit = await fixture.Listed(kind, Roles.LiaisonOfficer, referredBy: ["NGO"]);
            (await fixture.Post(Rasa, "/handoffs", scenario.Body(unit.Partner))).Is(HttpStatusCode.Created);
        }
    }

    [Fact]
    public async Task Whom_a_sender_cannot_find_it_cannot_hand_anything_to_and_law_enforcement_prepares_none()
    {
        await scenario.People();
        var clinic = await fixture.Listed("HealthServiceOrganisation", Roles.Caseworker);
        var unit = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["HealthServiceOrganisation", "LawEnforcement"]);
        var refused = (await fixture.Post(clinic, "/handoffs", scenario.Body(unit.Partner))).Is(HttpStatusCode.BadRequest);
        Assert.Equal("This is no organisation of the network.", refused.Errors["/to"]);
        var police = await fixture.Listed("LawEnforcement", Roles.Caseworker);
        Assert.Equal(
            "law-enforcement", (await fixture.Post(police, "/handoffs", scenario.Body(unit.Partner))).Is(HttpStatusCode.Conflict).Problem);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_a_body_is_said_at_once()
    {
        await scenario.People();
        var body = new { to = Guid.NewGuid(), handlingCode = "H9", urgency = "Now", contact = "by-telephone" };
        Assert.Equal(
            ["/contact", "/handlingCode", "/to", "/urgency"],
            (await fixture.Post(Rasa, "/handoffs", body)).Is(HttpStatusCode.BadRequest).Pointers.Order());
        (await fixture.Post(
            Rasa, "/handoffs", new { to = Jonas.Partner, handlingCode = "H1", urgency = "Urgent", contact = "none", name = "Ona" }))
            .Is(HttpStatusCode.BadRequest);
        Assert.Equal(0, await Kept());
    }

    [Fact]
    public async Task Consent_is_verified_by_a_permit_for_exactly_this_unit_and_by_what_the_person_was_told()
    {
        await scenario.Prepared();
        var other = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["NGO"]);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        foreach (var permit in new[]
        {
            "not-a-permit", scenario.Permit(other), scenario.Permit(Jonas, other),
            fixture.Permit(Rasa, [Jonas], purpose: "Referral", part: "police"), fixture.Permit(Rasa, [Jonas], purpose: "Handoff", part: "authority"),
            fixture.Permit(Rasa, [Jonas], purpose: "Handoff"), fixture.Permit(other, [Jonas], purpose: "Handoff", part: "police"),
            fixture.Permit(Rasa, [Jonas], purpose: "Handoff", part: "police", expiresIn: TimeSpan.FromMinutes(-1)),
            fixture.Permit(Rasa, [Jonas], purpose: "Handoff", part: "police", signedWith: forger),
            fixture.Permit(Rasa, [Jonas], purpose: "Handoff", part: "police", only: [Jonas], onlyVersion: 1),
        })
            Assert.Equal(
                ["/permit"], (await scenario.Act(Rasa, "verify", scenario.Consent(permit))).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            ["/inCareSince", "/legalAdvice", "/toldHelpDoesNotDepend"],
            (await scenario.Act(Rasa, "verify", scenario.Consent(told: false, advice: "perhaps", inCare: TimeSpan.FromHours(-1))))
                .Is(HttpStatusCode.BadRequest).Pointers.Order());
        Assert.Equal(
            "first-hours",
            (await scenario.Act(Rasa, "verify", scenario.Consent(inCare: TimeSpan.FromHours(71)))).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal("Prepared", HandoffScenario.State(await fixture.Get(Rasa, Path)));
        (await scenario.Act(Rasa, "verify", scenario.Consent(asked: true, inCare: TimeSpan.FromHours(1)))).Is(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Receipts_are_the_units_own_of_this_handoff_and_of_what_was_released()
    {
        await scenario.Released();
        var other = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["NGO"]);
        using var forger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        string[] wrong =
        [
            "not-a-receipt", fixture.CustodyReceipt(other, Conversations.Handoff, scenario.Id, scenario.Disclosure, null),
            fixture.CustodyReceipt(Jonas, Conversations.Handoff, Guid.NewGuid(), scenario.Disclosure, null),
            fixture.CustodyReceipt(Jonas, Conversations.StatusReferral, scenario.Id, scenario.Disclosure, null),
            fixture.CustodyReceipt(Jonas, Conversations.Handoff, scenario.Id, scenario.Disclosure, null, signedWith: forger), scenario.Permit(),
        ];
        Assert.Equal(
            wrong.Select((_, i) => $"/receipts/{i + 1}"),
            (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = wrong.Prepend(scenario.Receipt(null)) }))
                .Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            "not-released",
            (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = new[] { scenario.Receipt(null), scenario.Receipt(Guid.NewGuid()) } }))
                .Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(["/receipts"], (await fixture.Post(Jonas, $"{Path}/receipts", new { receipts = Array.Empty<string>() }))
            .Is(HttpStatusCode.BadRequest).Pointers);
        var released = HandoffScenario.Accepted(await fixture.Get(Rasa, Path)).GetProperty("released");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, released.GetProperty("fileReceivedAt").ValueKind);
    }

    [Fact]
    public async Task Notes_are_the_organisations_own_of_this_handoff()
    {
        await scenario.Offered();
        var elsewhere = fixture.Note(Guid.NewGuid(), Jonas, Rasa, conversation: Conversations.Handoff);
        Assert.Equal(
            ["/officer", "/reference"],
            (await fixture.Post(Jonas, $"{Path}/accept", new { reference = elsewhere, officer = scenario.Note(Rasa, Jonas) }))
                .Is(HttpStatusCode.BadRequest).Pointers.Order());
        Assert.Equal("Offered", HandoffScenario.State(await fixture.Get(Rasa, Path)));
    }

    [Fact]
    public async Task A_stranger_finds_none_and_whoever_has_another_role_is_told_so()
    {
        await scenario.Offered();
        var ngo = await fixture.Listed("NGO", Roles.Caseworker);
        var police = await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer, referredBy: ["NGO"]);
        var tag = (await fixture.Get(Rasa, Path)).ETag;
        foreach (var stranger in new[] { ngo, police })
        {
            (await fixture.Get(stranger, Path)).Is(HttpStatusCode.NotFound);
            Assert.Equal(0, (await fixture.Get(stranger, "/handoffs")).Total);
        }
        (await fixture.Post(ngo, $"{Path}/take-back", ifMatch: tag)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(ngo, $"{Path}/verify", scenario.Consent(), tag)).Is(HttpStatusCode.NotFound);
        (await fixture.Post(police, $"{Path}/in-use")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(police, $"{Path}/decline", new { code = "CANNOT_RECEIVE" })).Is(HttpStatusCode.NotFound);

        foreach (var other in new[]
        {
            Roles.ConsularOfficer, Roles.AuthorityOfficer, Roles.Director, Roles.DataProtectionOfficer, Roles.Administrator
        })
        {
            (await fixture.Get(Rasa.As(other), Path)).Is(HttpStatusCode.Forbidden);
            (await fixture.Get(Rasa.As(other), "/handoffs")).Is(HttpStatusCode.Forbidden);
            (await fixture.Post(Rasa.As(other), $"{Path}/take-back", ifMatch: tag)).Is(HttpStatusCode.Forbidden);
        }
        (await fixture.Post(Rasa.As(Roles.LiaisonOfficer), $"{Path}/take-back", ifMatch: tag)).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(Rasa.As(Roles.LiaisonOfficer), Path)).Is(HttpStatusCode.Forbidden);
        (await fixture.Get(Jonas.As(Roles.Caseworker), Path)).Is(HttpStatusCode.Forbidden);
        Assert.Equal(0, (await fixture.Get(Jonas.As(Roles.Caseworker), "/handoffs")).Total);
        (await fixture.Post(Jonas.As(Roles.Coordinator), $"{Path}/decline", new { code = "CANNOT_RECEIVE" })).Is(HttpStatusCode.Forbidden);
        await fixture.RefusesBadTokens(Rasa, Path);
    }
}
