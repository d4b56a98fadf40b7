using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>An offer of a place says enough to answer it, and nothing of who it is for.</summary>
public sealed class PlaceNeededTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    static readonly object Family = new
    {
        household = new
        {
            women = 1, girls = new Dictionary<string, int> { ["0-2"] = 1 }, boys = new Dictionary<string, int> { ["3-11"] = 2 }, oldestBoy = "10-11",
        },
        when = "NOW", nights = "8-30", access = new[] { "GROUND_FLOOR" }, interpreter = "am", security = "STAFF_NIGHT", pets = new[] { "SMALL" },
    };

    readonly Scenario scenario = new(fixture);

    [Fact]
    public async Task Whoever_is_asked_reads_it_before_answering_and_nobody_else_does()
    {
        await scenario.People();
        var stranger = await fixture.Listed();
        var id = (await Send(Tonight(Family))).Is(HttpStatusCode.Created).Id;
        var path = $"/referrals/{id}";
        foreach (var who in new[] { scenario.Rasa, scenario.Ieva, scenario.Ona })
        {
            var seen = (await fixture.Get(who, path)).Is(HttpStatusCode.OK);
            Assert.Equal("Tonight", seen["urgency"]);
            var place = seen.Body.GetProperty("place");
            Assert.Equal("1/2/10-11/NOW/8-30/GROUND_FLOOR/am/STAFF_NIGHT/SMALL", string.Join('/',
                place.GetProperty("household").GetProperty("women"), place.GetProperty("household").GetProperty("boys").GetProperty("3-11"),
                place.GetProperty("household").GetProperty("oldestBoy"), place.GetProperty("when"), place.GetProperty("nights"),
                place.GetProperty("access")[0], place.GetProperty("interpreter"), place.GetProperty("security"), place.GetProperty("pets")[0]));
            Assert.Equal(
                ["access", "household", "interpreter", "nights", "on", "pets", "security", "when"],
                place.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));
        }
        (await fixture.Get(stranger, path)).Is(HttpStatusCode.NotFound);

        // What leaves says no more than before: Cases and the ledger have no use for it.
        var made = JsonSerializer.Serialize(await fixture.Published<OfferMade>(m => m.ConversationId == id));
        foreach (var said in new[] { "GROUND_FLOOR", "10-11", "STAFF_NIGHT", "household" })
            Assert.DoesNotContain(said, made, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await fixture.Query<long>("select count(*) from outbox where convert_from(body, 'UTF8') like '%GROUND_FLOOR%'"));

        var offer = (await fixture.Get(scenario.Ieva, path)).Body.GetProperty("offers")[0].GetProperty("id");
        (await fixture.Post(scenario.Ieva, $"{path}/offers/{offer}/accept")).Is(HttpStatusCode.OK);
        Assert.Equal(JsonValueKind.Object, (await fixture.Get(scenario.Ieva, path)).Body.GetProperty("place").ValueKind);
        var overtaken = await fixture.Get(scenario.Ona, path);
        Assert.Equal(JsonValueKind.Null, overtaken.Body.GetProperty("place").ValueKind);
        Assert.DoesNotContain("GROUND_FLOOR", overtaken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_taken_is_named_all_at_once_and_nothing_is_offered()
    {
        await scenario.People();
        var refused = await Send(new
        {
            permit = Permit(), needs = new[] { ReferralsFixture.Need }, ageBand = "25-39", language = "lt", region = "LT-VL", urgency = "Tonight",
            mode = "Sequential", candidates = new[] { scenario.Ieva.Partner }, removalAt = "2020-01-01",
            place = new
            {
                household = new { women = 900, men = -1, boys = new Dictionary<string, int> { ["eight"] = 1 }, oldestBoy = "8" },
                when = "SOON", nights = "10", access = new[] { "STAIRS" }, interpreter = "Klingon", security = "HIGH", pets = new[] { "Rex the dog" },
            },
        });
        refused.Is(HttpStatusCode.BadRequest);
        Assert.Equal(
            [
                "/mode", "/place/access/0", "/place/household/boys", "/place/household/men", "/place/household/oldestBoy",
                "/place/household/women", "/place/interpreter", "/place/nights", "/place/pets/0", "/place/security", "/place/when", "/removalAt",
            ],
            refused.Pointers.Order(StringComparer.Ordinal));
        foreach (var typed in new[] { "Rex", "Klingon", "eight" })
            Assert.DoesNotContain(typed, refused.Text, StringComparison.Ordinal);

        Assert.Equal(["/place"], (await Send(Other(needs: ReferralsFixture.Need, place: null))).Pointers);
        Assert.Contains("/place", (await Send(Other(needs: "x:MedicalAid", place: Family))).Pointers);
        Assert.Equal(["/place/household"], (await Send(Other(ReferralsFixture.Need, new { household = new { }, when = "NOW" }))).Pointers);
        (await Send(Other(ReferralsFixture.Need, new { household = new { women = 1, name = "Ona" }, when = "NOW" }))).Is(HttpStatusCode.BadRequest);
        Assert.Equal(0, (await fixture.Get(scenario.Rasa, "/referrals")).Total);
    }

    [Fact]
    public async Task Tonight_stands_first_on_both_lists_whatever_else_is_due_before()
    {
        await scenario.People();
        var earlier = (await Send(Other(ReferralsFixture.Need, Family))).Is(HttpStatusCode.Created).Id;
        var tonight = (await Send(Tonight(Family))).Is(HttpStatusCode.Created).Id;
        foreach (var who in new[] { scenario.Rasa, scenario.Ieva })
            Assert.Equal([tonight, earlier], (await fixture.Get(who, "/referrals")).Items.Select(item => item.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Removal_brings_the_deadline_forward_and_is_read_by_who_is_asked()
    {
        await scenario.People();
        var vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, vilnius).DateTime);
        var id = (await Send(new
        {
            permit = Permit(), needs = new[] { ReferralsFixture.Need }, ageBand = "25-39", language = "lt", region = "LT-VL", urgency = "Soon",
            mode = "Sequential", candidates = new[] { scenario.Ieva.Partner }, place = Family, removalAt = today,
        })).Is(HttpStatusCode.Created).Id;
        var seen = await fixture.Get(scenario.Ieva, $"/referrals/{id}");
        Assert.Equal(today.ToString("O"), seen["removalAt"]);
        var answer = seen.Body.GetProperty("answerBy").GetDateTimeOffset() - seen.Body.GetProperty("openedAt").GetDateTimeOffset();
        Assert.True(answer <= TimeSpan.FromSeconds(600), $"{answer}"); // the fictional rule of tonight; soon is two hours
    }

    [Fact]
    public async Task Offered_again_the_place_is_said_anew_and_checked_anew()
    {
        await scenario.Offered();
        foreach (var who in new[] { scenario.Ieva, scenario.Ona })
            await scenario.Act(who, $"offers/{await scenario.OfferOf(who)}/decline", new { code = "HOUSEHOLD" });
        var candidates = new[] { scenario.Ona.Partner };
        var nobody = new { household = new { }, when = "NOW" };
        var refused = await scenario.Try(scenario.Rasa, "offers", new { permit = Permit(), candidates, place = nobody });
        Assert.Equal(["/place/household"], refused.Pointers);
        Assert.Equal("Unplaced", (await scenario.See(scenario.Rasa))["state"]);
        (await scenario.Try(scenario.Rasa, "offers", new { permit = Permit(), candidates, place = Family })).Is(HttpStatusCode.OK);
        var seen = (await scenario.See(scenario.Ona)).Body.GetProperty("place").GetProperty("household");
        Assert.Equal("10-11", seen.GetProperty("oldestBoy").GetString());
        Assert.Equal(JsonValueKind.Null, (await scenario.See(scenario.Ieva)).Body.GetProperty("place").ValueKind);
    }

    Task<Reply> Send(object body) => fixture.Post(scenario.Rasa, "/referrals", body);

    string Permit() => fixture.Permit(scenario.Rasa, [scenario.Ieva, scenario.Ona]);

    object Tonight(object place) => new
    {
        permit = Permit(), needs = new[] { ReferralsFixture.Need }, ageBand = "25-39", language = "lt", region = "LT-VL", urgency = "Tonight",
        mode = "Parallel", candidates = new[] { scenario.Ieva.Partner, scenario.Ona.Partner }, place,
    };

    object Other(string needs, object? place) => new
    {
        permit = Permit(), needs = new[] { needs }, ageBand = "25-39", language = "lt", region = "LT-VL", urgency = "Urgent", mode = "Parallel",
        candidates = new[] { scenario.Ieva.Partner, scenario.Ona.Partner }, place,
    };
}
