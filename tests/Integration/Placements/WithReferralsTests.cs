using System.Net;
using ReferralNetwork.Contracts;
using ReferralNetwork.Tests.Integration.Referrals;

namespace ReferralNetwork.Tests.Integration.Placements;

/// <summary>Referrals and Placements as they run side by side: a yes with a place, between two databases.</summary>
public sealed class WithReferralsTests : IAsyncLifetime
{
    readonly PlacementsFixture placements = new();
    readonly ReferralsFixture referrals;

    public WithReferralsTests() => referrals = new() { Beside = placements };

    public async Task InitializeAsync()
    {
        await placements.InitializeAsync();
        await referrals.InitializeAsync();
    }

    [Fact]
    public async Task A_yes_with_a_place_counts_when_it_is_kept_and_whoever_lives_there_stays_when_consent_is_taken_back()
    {
        var scenario = await new Scenario(referrals).Offered(mode: "Parallel");
        var (ieva, ona) = (await Manager(scenario.Ieva), await Manager(scenario.Ona));
        var (free, full) = (await Counted(ieva, 2), await Counted(ona, 1));

        await scenario.Act(ona, $"offers/{await scenario.OfferOf(ona)}/accept", Wanted(free, 1)); // which is another shelter's
        await scenario.Until(ona, r => OfferTo(r, ona).GetProperty("placeRefused").GetString() == "NOT_THEIRS");
        Assert.Equal((0, 0), await Figures(free));
        await scenario.Act(ona, $"offers/{await scenario.OfferOf(ona)}/accept", Wanted(full, 2));
        var refused = await scenario.Until(ona, r => OfferTo(r, ona).GetProperty("placeRefused").GetString() == "NONE_FREE");
        Assert.Equal("Offered", OfferTo(refused, ona).GetProperty("state").GetString()); // open again
        Assert.Contains("place-refused", Scenario.Timeline(refused));

        await scenario.Act(ieva, $"offers/{await scenario.OfferOf(ieva)}/accept", Wanted(free, 2));
        var accepted = await scenario.UntilState(scenario.Rasa, "Accepted");
        var place = OfferTo(accepted, ieva).GetProperty("place");
        Assert.Equal(("Kept", 2), (place.GetProperty("standing").GetString(), place.GetProperty("places").GetInt32()));
        var stay = place.GetProperty("stayId").GetGuid();
        await UntilStay(ieva, stay, "Confirmed");
        Assert.Equal((2, 0), await Figures(free));
        Assert.Equal("Overtaken", OfferTo(await scenario.See(scenario.Rasa), ona).GetProperty("state").GetString());

        Assert.Equal("said-in-stay", (await scenario.Try(ieva, "arrival")).Is(HttpStatusCode.Conflict).Problem);
        await scenario.Act(scenario.Rasa, "under-way");
        await UntilStay(ieva, stay, "EnRoute");
        (await placements.Post(ieva, $"/stays/{stay}/check-in", new { arrivedAt = DateTimeOffset.UtcNow })).Is(HttpStatusCode.OK);
        await scenario.UntilState(scenario.Rasa, "Active");

        await scenario.Withdraw();
        await Eventually.Get(
            () => placements.Get(ieva, $"/stays/{stay}"),
            s => s.Body.GetProperty("line").GetProperty("conversationId").ValueKind == System.Text.Json.JsonValueKind.Null, "link");
        await UntilStay(ieva, stay, "CheckedIn");
        Assert.Equal((0, 2), await Figures(free));
    }

    /// <summary>Placements is away longer than Referrals waits: nobody is left waiting, and no place is kept for nobody afterwards.</summary>
    [Fact]
    public async Task Where_no_answer_comes_the_offer_is_open_again_and_no_place_is_kept_for_nobody()
    {
        await referrals.Send(
            Routes.KnownToReferrals, new RuleSet("XT", "place-answer", 1, "seconds", new(2020, 1, 1), null, "Fictional"));
        await Eventually.Get(() => referrals.Query<long>("select count(*) from known_rules where rule = 'place-answer'"), n => n == 1, "rule");
        var scenario = await new Scenario(referrals).Offered();
        var ieva = await Manager(scenario.Ieva);
        var group = await Counted(ieva, 1);
        await placements.Stop();
        await scenario.Act(ieva, $"offers/{await scenario.OfferOf(ieva)}/accept", Wanted(group, 1));
        Assert.Equal("AcceptPending", OfferTo(await scenario.See(ieva), ieva).GetProperty("state").GetString());
        var declined = await scenario.Try(ieva, $"offers/{await scenario.OfferOf(ieva)}/decline", new { code = "NO_CAPACITY" });
        Assert.Equal("offer-ended", declined.Problem);
        await scenario.Until(ieva, r => OfferTo(r, ieva).GetProperty("placeRefused").GetString() == "NO_ANSWER");
        await placements.Restart();
        await scenario.Act(ieva, $"offers/{await scenario.OfferOf(ieva)}/accept", Wanted(group, 1));
        var seen = await scenario.Until(ieva, r => OfferTo(r, ieva).GetProperty("state").GetString() != "AcceptPending");
        if (OfferTo(seen, ieva).GetProperty("state").GetString() == "Offered") // the first hold was still there
            await scenario.Act(ieva, $"offers/{await scenario.OfferOf(ieva)}/accept", Wanted(group, 1));
        await scenario.UntilState(scenario.Rasa, "Accepted");
        await Eventually.Get(() => Figures(group), figures => figures == (1, 0), "one place");

        var kept = OfferTo(await scenario.See(scenario.Rasa), ieva).GetProperty("place").GetProperty("stayId").GetGuid();
        await scenario.Act(scenario.Rasa, "give-back", new { stayId = kept });
        await Eventually.Get(() => Figures(group), figures => figures == (0, 0), "no place");
        Assert.Equal("Accepted", (await scenario.See(scenario.Rasa))["state"]);
    }

    /// <summary>The same organisation, whom Placements knows too.</summary>
    async Task<Person> Manager(Person shelter) => shelter with { Actor = (await placements.Manager(partner: shelter.Partner)).Actor };

    Task<Guid> Counted(Person manager, int total) => placements.Counted(manager, PlacementsFixture.Described("XZ"), total);

    static object Wanted(Guid group, int places) =>
        new { places = new[] { new { unitGroup = group, places } }, expectedAt = DateTimeOffset.UtcNow.AddHours(4) };

    static System.Text.Json.JsonElement OfferTo(Reply seen, Person shelter) =>
        seen.Body.GetProperty("offers").EnumerateArray().Last(o => o.GetProperty("to").GetGuid() == shelter.Partner);

    Task<Reply> UntilStay(Person who, Guid stay, string state) => Eventually.Get(
        () => placements.Get(who, $"/stays/{stay}"), s => s.Body.GetProperty("line").GetProperty("state").GetString() == state, state);

    async Task<(int Held, int Occupied)> Figures(Guid group) => (
        await placements.Query<int>("select held from unit_groups where unit_group_id = $1", group),
        await placements.Query<int>("select occupied from unit_groups where unit_group_id = $1", group));

    public async Task DisposeAsync()
    {
        await referrals.DisposeAsync();
        await placements.DisposeAsync();
    }
}
