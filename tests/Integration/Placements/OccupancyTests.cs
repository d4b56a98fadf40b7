using System.Net;
using System.Text.Json;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Placements;

public sealed class OccupancyTests(PlacementsFixture fixture) : IClassFixture<PlacementsFixture>
{
    [Fact]
    public async Task How_full_shelters_were_is_said_by_region_once_the_month_is_over_and_small_figures_are_withheld()
    {
        var shelters = new[] { await fixture.Manager(), await fixture.Manager(), await fixture.Manager() };
        var country = fixture.Country();
        foreach (var (manager, index) in shelters.Select((manager, index) => (manager, index)))
        {
            var group = await fixture.Counted(manager, PlacementsFixture.Described($"{country}-VL"), 9);
            // The last count of a day is what that day was; a stay of the network's is in it.
            (await fixture.Post(manager, "/stays", new
            {
                places = new[] { new { unitGroup = group, places = 1 } }, withChild = false, arrivedAt = DateTimeOffset.UtcNow,
            })).Is(HttpStatusCode.Created);
            (await fixture.Act(manager, group, "count", PlacementsFixture.Count(9, outOfService: 1, others: index + 2))).Is(HttpStatusCode.OK);
        }
        var caseworker = Somebody(Roles.Caseworker);
        Assert.False((await Figures(caseworker)).TryGetProperty("taken", out _)); // a figure that grows would show who comes and goes
        await fixture.Execute("update counted_days set day = day - interval '1 month'");

        var figures = await Figures(caseworker);
        Assert.Equal((24, 24), (Value(figures, "places", $"{country}-VL"), figures.GetProperty("places")[0].GetProperty("total").GetInt64()));
        Assert.Equal(12, Value(figures, "taken", $"{country}-VL")); // 2 + 3 + 4 of their own, and one of the network's each

        await fixture.Execute("update counted_days set taken = 3");
        var small = (await Figures(caseworker)).GetProperty("taken")[0];
        Assert.Equal(JsonValueKind.Null, small.GetProperty("values").GetProperty($"{country}-VL").ValueKind);
        Assert.Equal(JsonValueKind.Null, small.GetProperty("total").ValueKind);
        await fixture.Execute("update counted_days set taken = 5 where region = $1", $"{country}-VL");
        await fixture.Execute(
            "delete from counted_days c using unit_groups g where g.unit_group_id = c.unit_group_id and g.partner_id = $1", shelters[0].Partner);
        Assert.False((await Figures(caseworker)).TryGetProperty("taken", out _)); // two would each learn of the other
    }

    [Fact]
    public async Task Only_helpers_read_it_and_of_three_years_at_most()
    {
        foreach (var role in new[] { Roles.LiaisonOfficer, Roles.ConsularOfficer, Roles.AuthorityOfficer })
            (await fixture.Get(Somebody(role), "/occupancy?from=2026-01-01&to=2026-12-31")).Is(HttpStatusCode.Forbidden);
        var counsellor = Somebody(Roles.Counsellor);
        Assert.Equal(["/from"], (await fixture.Get(counsellor, "/occupancy?from=1066-01-01&to=1066-12-31")).Is(HttpStatusCode.BadRequest).Pointers);
        foreach (var to in new[] { "2025-12-31", "2029-12-31" })
            Assert.Equal(["/to"], (await fixture.Get(counsellor, $"/occupancy?from=2026-01-01&to={to}")).Is(HttpStatusCode.BadRequest).Pointers);
    }

    async Task<JsonElement> Figures(Person reader) =>
        (await fixture.Get(reader, $"/occupancy?from={DateTime.UtcNow.AddMonths(-2):yyyy-MM-01}&to={DateTime.UtcNow:yyyy-MM-dd}"))
            .Is(HttpStatusCode.OK).Body.GetProperty("dimensions");

    static long Value(JsonElement figures, string dimension, string region) =>
        figures.GetProperty(dimension)[0].GetProperty("values").GetProperty(region).GetInt64();
}
