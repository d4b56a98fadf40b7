using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Handoffs;

public sealed class StatusReferralTests(StatusFixture fixture) : IClassFixture<StatusFixture>
{
    static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task A_person_is_referred_to_the_authority_which_takes_it_decides_and_grants_a_period()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var permit = Guid.NewGuid();
        var id = await fixture.Acknowledged(rasa, officer, permit);
        var again = new { permit = fixture.StatusPermit(rasa, officer, permit), to = officer.Partner };
        Assert.Equal("permit-used", (await fixture.Post(rasa, "/status-referrals", again)).Is(HttpStatusCode.Conflict).Problem);
        var asked = await fixture.Published<ReleaseDetails>(m => m.ConversationId == id);
        Assert.Equal((Conversations.StatusReferral, officer.Id), (asked.Conversation, asked.To));
        await fixture.Send(
            Routes.StatusReferral,
            new DetailsReleased(
                asked.RequestId, Conversations.StatusReferral, id, permit, Guid.NewGuid(), officer.Id, ["Name"], DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Get(officer, $"/status-referrals/{id}"), seen => seen["disclosureId"].Length > 0, $"released; log: {fixture.Output}");

        (await fixture.Act(officer, id, "decide", new { code = "reasonable-grounds", on = Today })).Is(HttpStatusCode.OK);
        (await fixture.Act(
            officer, id, "grant-period",
            new { on = Today, from = Today, until = Today.AddDays(30), document = fixture.StatusNote(id, officer, rasa) })).Is(HttpStatusCode.OK);
        var told = await fixture.Received<StatusDecided>(m => m.StatusReferralId == id, 2);
        Assert.Equal(["granted", "reasonable-grounds"], told.Select(t => t.What).Order());
        Assert.All(told, t => Assert.Equal((permit, officer.Id, Today), (t.PermitId, t.By, t.On)));

        var seen = (await fixture.Get(rasa, $"/status-referrals/{id}")).Is(HttpStatusCode.OK);
        Assert.Equal(("Decided", permit.ToString()), (HandoffScenario.State(seen), seen["permitId"]));
        Assert.Contains(
            (await fixture.Get(officer, "/status-referrals?side=status-received")).Items, line => line.GetProperty("id").GetGuid() == id);
        foreach (var verb in new[] { "status-referred", "status-acknowledged", "status-decided", "period-granted" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb);
    }

    [Fact]
    public async Task A_period_that_is_not_granted_in_time_alarms_the_caseworker()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority(StatusFixture.Hasty));
        var id = await fixture.Acknowledged(rasa, officer);
        (await fixture.Act(officer, id, "decide", new { code = "reasonable-grounds", on = Today })).Is(HttpStatusCode.OK);
        await Eventually.Get(
            () => fixture.Get(rasa, $"/status-referrals/{id}"), seen => HandoffScenario.ToDo(seen) == "period-overdue",
            $"alarm; log: {fixture.Output}");
        Assert.Equal("False", (await fixture.Get(officer, $"/status-referrals/{id}"))["periodOverdue"]);
        (await fixture.Act(rasa, id, "decline-period")).Is(HttpStatusCode.OK);
        Assert.Null(HandoffScenario.ToDo(await fixture.Get(rasa, $"/status-referrals/{id}")));
    }

    [Fact]
    public async Task Only_the_authority_that_it_went_to_and_only_its_officers_find_it()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var id = await fixture.Sent(rasa, officer);
        var (police, other) = (await fixture.Listed("LawEnforcement", Roles.LiaisonOfficer), await fixture.Authority());
        var path = $"/status-referrals/{id}";
        (await fixture.Get(other, path)).Is(HttpStatusCode.NotFound);
        (await fixture.Get(Somebody(), path)).Is(HttpStatusCode.NotFound);
        (await fixture.Get(officer.As(Roles.Caseworker), path)).Is(HttpStatusCode.NotFound); // of that authority, but nobody who decides
        (await fixture.Get(police.As(Roles.AuthorityOfficer), path)).Is(HttpStatusCode.NotFound);
        foreach (var role in new[] { Roles.LiaisonOfficer, Roles.ConsularOfficer, Roles.Director, Roles.DataProtectionOfficer, Roles.Administrator })
        {
            (await fixture.Get(police.As(role), path)).Is(HttpStatusCode.Forbidden);
            (await fixture.Get(police.As(role), "/status-referrals")).Is(HttpStatusCode.Forbidden);
        }
        Assert.Empty((await fixture.Get(officer.As(Roles.Caseworker), "/status-referrals")).Items);
        // Each side has its own acts.
        (await fixture.Act(rasa, id, "decide", new { code = "negative", on = Today })).Is(HttpStatusCode.Forbidden);
        (await fixture.Act(officer, id, "decline-period")).Is(HttpStatusCode.Forbidden);
        (await fixture.Act(rasa.As(Roles.LiaisonOfficer), id, "answer-info", new { note = "" })).Is(HttpStatusCode.Forbidden);
        // Nothing of the police stands on the authority's list, and nothing of its own on theirs.
        (await fixture.Get(officer, "/status-referrals?side=handoffs-received")).Is(HttpStatusCode.BadRequest);
        (await fixture.Get(officer, "/status-referrals?side=status-sent")).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_wrong_is_said_with_its_place_and_nothing_is_kept()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var good = fixture.StatusPermit(rasa, officer);
        var police = await fixture.Listed("LawEnforcement", referredBy: ["NGO"]);
        var elsewhere = await fixture.Authority(referredBy: ["LawEnforcement"]);
        var stranger = Somebody();
        foreach (var (permit, to, pointers) in new[]
            {
                ("no.permit.at-all", officer, new[] { "/permit" }),
                (fixture.Permit(rasa, [officer], purpose: "Handoff"), officer, ["/permit"]), // a part of it is missing
                (fixture.Permit(rasa, [officer], purpose: "Handoff", part: "police"), officer, ["/permit"]),
                (fixture.Permit(rasa, [officer], part: "authority"), officer, ["/permit"]), // for another purpose
                (fixture.StatusPermit(officer, officer), officer, ["/permit"]), // another's
                (fixture.StatusPermit(rasa, officer, only: [officer]), officer, ["/permit"]), // for others of theirs
                (good, elsewhere, ["/to", "/to"]), // not named, and takes nothing from an NGO
                (fixture.StatusPermit(rasa, police), police, ["/to"]),
                (fixture.StatusPermit(rasa, stranger), stranger, ["/to"]),
                (fixture.StatusPermit(rasa, elsewhere), elsewhere, ["/to"]),
            })
            Assert.Equal(
                pointers,
                (await fixture.Post(rasa, "/status-referrals", new { permit, to = to.Partner })).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            0, await fixture.Query<long>("select count(*) from worklist where partner_id = $1", rasa.Partner));

        var id = await fixture.Sent(rasa, officer);
        var wrong = await fixture.Act(
            officer, id, "acknowledge", new { reference = fixture.StatusNote(Guid.NewGuid(), officer, rasa), officer = "none" });
        Assert.Equal(["/reference", "/officer"], wrong.Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(
            ["/code"], (await fixture.Act(officer, id, "decide", new { code = "granted", on = Today })).Is(HttpStatusCode.BadRequest).Pointers);
        (await fixture.Act(officer, id, "decide", new { code = "negative", on = Today })).Is(HttpStatusCode.Conflict); // not taken yet
        (await fixture.Post(officer, $"/status-referrals/{id}/decide", new { code = "negative", on = Today })).Is(
            HttpStatusCode.PreconditionRequired);
        Assert.Equal("Sent", HandoffScenario.State(await fixture.Get(rasa, $"/status-referrals/{id}")));
    }

    [Fact]
    public async Task A_suspended_authority_takes_nothing()
    {
        var rasa = await fixture.Listed();
        var officer = await fixture.Listed(Codes.CompetentAuthority, Roles.AuthorityOfficer, suspended: true, referredBy: ["NGO"]);
        Assert.Equal(
            ["/to"],
            (await fixture.Post(rasa, "/status-referrals", new { permit = fixture.StatusPermit(rasa, officer), to = officer.Partner }))
                .Is(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task After_consent_was_withdrawn_the_authority_sees_that_nothing_more_comes()
    {
        var (rasa, officer) = (await fixture.Listed(), await fixture.Authority());
        var permit = Guid.NewGuid();
        var id = await fixture.Sent(rasa, officer, permit);
        await fixture.Send(
            Routes.StatusReferral, new ConsentWithdrawn(Conversations.StatusReferral, id, permit, Guid.NewGuid(), DateTimeOffset.UtcNow));
        await Eventually.Get(
            () => fixture.Get(officer, $"/status-referrals/{id}"), seen => seen["nothingMoreComes"] == "True", $"withdrawn; log: {fixture.Output}");
    }
}
