using System.Net;
using System.Text.Json;
using ReferralNetwork.Tests.Integration.Cases;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>Cases and Referrals as they run side by side: what one signs the other checks, what one asks the other answers.</summary>
public sealed class WithCasesTests : IAsyncLifetime
{
    readonly CasesFixture cases = new();
    readonly ReferralsFixture referrals;

    public WithCasesTests() => referrals = new() { Beside = cases };

    public async Task InitializeAsync()
    {
        await cases.InitializeAsync();
        await referrals.InitializeAsync();
    }

    [Fact]
    public async Task An_accepted_offer_releases_the_details_and_a_withdrawal_shuts_and_stops()
    {
        var file = await new Cases.Scenario(cases).Permitted();
        var (rasa, ieva) = (file.Rasa, file.Ieva);
        await referrals.Listed(partner: rasa.Partner, kind: "NGO");
        await referrals.Listed(partner: ieva.Partner);
        var permit = (await cases.Get(rasa, $"/permits/{file.Permit}"))["permit"];
        var stay = Guid.NewGuid();
        var tie = (await cases.Post(rasa, $"/cases/{file.Case}/ties", new { conversation = "referral", id = stay }))["tie"];
        var offer = new Scenario(referrals).Body(permit: permit, tie: tie, candidates: ieva);
        var referral = $"/referrals/{(await referrals.Post(rasa, "/referrals", offer)).Is(HttpStatusCode.Created).Id}";

        var offered = await referrals.Get(ieva, referral);
        Assert.Equal(JsonValueKind.Null, offered.Body.GetProperty("tiedTo").ValueKind);
        Assert.Equal(stay, (await referrals.Get(rasa, referral)).Body.GetProperty("tiedTo").GetProperty("conversationId").GetGuid());
        var offerId = offered.Body.GetProperty("offers")[0].GetProperty("id");
        (await referrals.Post(ieva, $"{referral}/offers/{offerId}/accept", ifMatch: offered.ETag)).Is(HttpStatusCode.OK);
        var released = await Eventually.Get(() => referrals.Get(ieva, referral), r => r["disclosureId"].Length > 0, "disclosure");
        var disclosure = $"/disclosures/{released["disclosureId"]}";
        Assert.Equal("زهرة", (await cases.Get(ieva, disclosure)).Body.GetProperty("fields").GetProperty("x:Alias").GetString());

        await file.Withdraw();
        (await cases.Get(ieva, disclosure)).Is(HttpStatusCode.Gone);
        var stopping = await Eventually.Get(() => referrals.Get(ieva, referral), r => r["state"] == "Stopping", "stop");
        (await referrals.Post(ieva, $"{referral}/stop-receipts", new { kind = "PurgeAcknowledged" }, stopping.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal("Stopped", (await referrals.Get(rasa, referral))["state"]);
    }

    public async Task DisposeAsync()
    {
        await referrals.DisposeAsync();
        await cases.DisposeAsync();
    }
}
