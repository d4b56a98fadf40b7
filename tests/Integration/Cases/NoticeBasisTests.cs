using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Cases;

/// <summary>That somebody refused a handoff: signed for an anonymous notice, and leading to nobody.</summary>
public sealed class NoticeBasisTests(CasesFixture fixture) : IClassFixture<CasesFixture>, IAsyncLifetime
{
    readonly Scenario scenario = new(fixture);

    public async Task InitializeAsync()
    {
        await scenario.Opened();
        await scenario.Met(Codes.CompetentAuthority);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_refusal_is_signed_without_the_person_and_each_time_under_the_same_id()
    {
        var refusal = await Recorded("Handoff");
        var claims = fixture.Claims("notice-basis+jwt", (await Ask(refusal)).Is(HttpStatusCode.OK)["basis"]);
        Assert.Equal(["exp", "jti", "owner"], claims.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal(scenario.Rasa.Partner, claims.GetProperty("owner").GetGuid());
        Assert.NotEqual(refusal, claims.GetProperty("jti").GetGuid());
        Assert.Equal(
            claims.GetProperty("jti").GetGuid(), fixture.Claims("notice-basis+jwt", (await Ask(refusal))["basis"]).GetProperty("jti").GetGuid());
        var record = await fixture.Published<AuditRecorded>(a => a.Reference == scenario.LedgerReference && a.Verb == "notice-basis-given");
        Assert.Equal(refusal, record.Related); // what leads to the notice is on no record
    }

    [Fact]
    public async Task Only_a_refusal_of_a_handoff_of_this_case_is_one()
    {
        var referral = await Recorded("Referral");
        var agreed = Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { "Handoff" }, categories = new[] { "Name" } })));
        var other = new Scenario(fixture);
        await other.Opened();
        foreach (var receipt in new[] { referral, agreed, Guid.NewGuid() })
            Assert.Equal(["/receipt"], (await Ask(receipt)).Is(HttpStatusCode.BadRequest).Pointers);
        var refusal = await Recorded("Handoff");
        (await fixture.Post(other.Rasa, $"/cases/{scenario.Case}/notice-bases", new { receipt = refusal })).Is(HttpStatusCode.NotFound);
        (await fixture.Post(other.Rasa, $"/cases/{other.Case}/notice-bases", new { receipt = refusal })).Is(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Whoever_has_agreed_since_is_referred_by_name()
    {
        var refusal = await Recorded("Handoff");
        var receipt = Scenario.Created(await fixture.Post(
            scenario.Rasa, $"/cases/{scenario.Case}/consents",
            scenario.Consent(with: new { purposes = new[] { "Handoff" }, categories = new[] { "Name" } })));
        Assert.Equal("agreed-since", (await Ask(refusal)).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Post(scenario.Rasa, $"/consents/{receipt}/withdraw")).Is(HttpStatusCode.OK);
        (await Ask(refusal)).Is(HttpStatusCode.OK);
    }

    Task<Reply> Ask(Guid receipt) => fixture.Post(scenario.Rasa, $"/cases/{scenario.Case}/notice-bases", new { receipt });

    async Task<Guid> Recorded(string purpose) => Scenario.Created(await fixture.Post(
        scenario.Rasa, $"/cases/{scenario.Case}/consents",
        scenario.Consent(with: new
        {
            purposes = new[] { purpose }, refused = true, recipients = (object?)null, categories = (object?)null, exclusions = (object?)null,
            validUntil = (object?)null,
        })));
}
