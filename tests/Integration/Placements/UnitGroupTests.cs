using System.Net;
using System.Text.Json;
using Npgsql;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Placements;

public sealed class UnitGroupTests(PlacementsFixture fixture) : IClassFixture<PlacementsFixture>
{
    [Fact]
    public async Task A_shelter_counts_its_places_and_confirms_the_count_when_nothing_has_changed()
    {
        var manager = await fixture.Manager(PlacementsFixture.Hasty);
        var id = await fixture.Group(manager, PlacementsFixture.Described(fixture.Country()));
        Assert.Equal("never-counted", (await fixture.Act(manager, id, "still-right")).Is(HttpStatusCode.Conflict).Problem);
        (await fixture.Act(manager, id, "count", PlacementsFixture.Count(10, outOfService: 1, turnaround: 2, others: 3))).Is(HttpStatusCode.OK);
        var line = await Read(manager, id);
        Assert.Equal(("4", "FREE", manager.Actor.ToString()), (line["free"], line["availability"], line["countedBy"]));

        await Eventually.Get(() => fixture.Get(manager, $"/unit-groups/{id}"), read => read["availability"] == "UNKNOWN", "old");
        (await fixture.Act(manager, id, "still-right")).Is(HttpStatusCode.OK);
        Assert.Equal(("4", "FREE"), ((await Read(manager, id))["free"], (await Read(manager, id))["availability"]));
        foreach (var verb in new[] { "places-described", "places-counted" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb && a.Actor == manager.Actor);
    }

    [Fact]
    public async Task A_count_or_confirmation_of_what_has_changed_since_is_refused()
    {
        var manager = await fixture.Manager();
        var id = await fixture.Counted(manager, PlacementsFixture.Described(fixture.Country()), 5);
        var seen = (await Read(manager, id)).ETag;
        (await fixture.Act(manager, id, "count", PlacementsFixture.Count(4))).Is(HttpStatusCode.OK);
        foreach (var (action, body) in new (string, object?)[] { ("still-right", null), ("count", PlacementsFixture.Count(9)) })
            (await fixture.Post(manager, $"/unit-groups/{id}/{action}", body, seen)).Is(HttpStatusCode.PreconditionFailed);
        Assert.Equal("4", (await Read(manager, id))["total"]);
    }

    [Fact]
    public async Task A_count_that_leaves_no_room_for_what_is_promised_is_refused_with_both_figures_and_changes_nothing()
    {
        var manager = await fixture.Manager();
        var id = await fixture.Counted(manager, PlacementsFixture.Described(fixture.Country()), 5);
        await fixture.Execute("update unit_groups set held = 2, occupied = 2 where unit_group_id = $1", id);
        var refused = (await fixture.Act(manager, id, "count", PlacementsFixture.Count(3))).Is(HttpStatusCode.Conflict);
        Assert.Equal("count-contradicts", refused.Problem);
        Assert.Contains("3 places", refused["detail"]);
        Assert.Contains("2 promised and 2 occupied", refused["detail"]);
        Assert.Equal("places-taken", (await fixture.Act(manager, id, "close")).Is(HttpStatusCode.Conflict).Problem);
        Assert.Equal(("5", "1"), ((await Read(manager, id))["total"], (await Read(manager, id))["free"]));
        // Whoever does not ask the rule is stopped by the table.
        var e = await Assert.ThrowsAsync<PostgresException>(
            () => fixture.Execute("update unit_groups set held = held + 2 where unit_group_id = $1", id));
        Assert.Equal("unit_groups_places", e.ConstraintName);
    }

    [Theory]
    [InlineData("""{"total":-1,"outOfService":0,"turnaround":0,"others":0}""", "/total")]
    [InlineData("""{"total":501,"outOfService":0,"turnaround":0,"others":0}""", "/total")]
    [InlineData("""{"total":5,"outOfService":-1,"turnaround":0,"others":-2}""", "/outOfService,/others")]
    [InlineData("""{"total":5,"outOfService":0,"turnaround":0}""", "/others")]
    [InlineData("""{"total":5,"outOfService":0,"turnaround":0,"others":0,"free":5}""", "/free")]
    public async Task A_count_that_is_none_is_refused_beside_its_figure(string body, string pointers)
    {
        var manager = await fixture.Manager();
        var id = await fixture.Counted(manager, PlacementsFixture.Described("XZ"), 3);
        Assert.Equal(pointers.Split(','), (await fixture.Act(manager, id, "count", body)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal("3", (await Read(manager, id))["total"]);
    }

    [Fact]
    public async Task An_extra_place_is_open_for_some_nights()
    {
        var manager = await fixture.Manager();
        var id = await fixture.Counted(manager, PlacementsFixture.Described(fixture.Country()), 1);
        Assert.Equal(
            ["/places", "/nights"],
            (await fixture.Act(manager, id, "extra", new { places = 0, nights = 15 })).Is(HttpStatusCode.BadRequest).Pointers);
        (await fixture.Act(manager, id, "extra", new { places = 2, nights = 1 })).Is(HttpStatusCode.OK);
        Assert.Equal(("2", "3"), ((await Read(manager, id))["extra"], (await Read(manager, id))["free"]));

        // Its nights are over; one of them is slept on.
        await fixture.Execute("update unit_groups set occupied = 2 where unit_group_id = $1", id);
        await fixture.Execute("update extra_places set until = now() where unit_group_id = $1", id);
        Assert.Equal(("1", "0"), ((await Read(manager, id))["extra"], (await Read(manager, id))["free"]));
        (await fixture.Act(manager, id, "still-right")).Is(HttpStatusCode.OK);
        Assert.Equal(1, await fixture.Query<int>("select extra from unit_groups where unit_group_id = $1", id));
    }

    [Fact]
    public async Task Groups_are_numbered_in_turn_and_belong_to_their_shelter_alone()
    {
        var (manager, other) = (await fixture.Manager(), await fixture.Manager());
        var said = PlacementsFixture.Described(fixture.Country());
        var opened = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => fixture.Group(manager, said)));
        Assert.Equal(
            [1, 2, 3, 4, 5], (await fixture.Get(manager, "/unit-groups")).Items.Select(g => g.GetProperty("number").GetInt32()));
        Assert.Empty((await fixture.Get(other, "/unit-groups")).Items);
        (await fixture.Get(other, $"/unit-groups/{opened[0]}")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(other, $"/unit-groups/{opened[0]}/count", PlacementsFixture.Count(3), "\"1\"")).Is(HttpStatusCode.NotFound);
        foreach (var role in new[] { Roles.Caseworker, Roles.LiaisonOfficer, Roles.ConsularOfficer, Roles.Director })
            (await fixture.Get(manager.As(role), "/unit-groups")).Is(HttpStatusCode.Forbidden);
        (await fixture.Act(manager, opened[4], "close")).Is(HttpStatusCode.OK);
        Assert.Equal("group-closed", (await fixture.Act(manager, opened[4], "count", PlacementsFixture.Count(3))).Problem);
    }

    [Fact]
    public async Task A_description_holds_codes_and_no_text()
    {
        var manager = await fixture.Manager();
        Assert.Equal(
            ["/region", "/kind", "/population/1", "/languages/0", "/oldestBoy", "/longestNights"],
            (await fixture.Post(manager, "/unit-groups", new
            {
                region = "Vilnius, Pilies g. 3", kind = "house", security = "GUARDED", population = new[] { "WOMEN", "CATS" },
                languages = new[] { "Lithuanian" }, oldestBoy = 40, shortestNights = 7, longestNights = 3,
            })).Is(HttpStatusCode.BadRequest).Pointers);
        foreach (var member in new[] { "name", "address", "note" })
        {
            var body = JsonSerializer.SerializeToNode(PlacementsFixture.Described("XZ"), NetworkJson.Options)!.AsObject();
            body[member] = "Pilies g. 3";
            Assert.Equal([$"/{member}"], (await fixture.Post(manager, "/unit-groups", body)).Is(HttpStatusCode.BadRequest).Pointers);
        }
        Assert.Empty((await fixture.Get(manager, "/unit-groups")).Items);
    }

    [Fact]
    public async Task Partners_see_how_full_it_is_in_coarse_words_a_likely_yes_first()
    {
        var country = fixture.Country();
        var (first, second, gone) = (await fixture.Manager(), await fixture.Manager(), await fixture.Manager());
        var said = PlacementsFixture.Described($"{country}-A");
        var full = await fixture.Counted(first, said, 0);
        var free = await fixture.Counted(first, said, 7);
        var few = await fixture.Counted(second, said, 2);
        var never = await fixture.Group(second, said);
        var forMen = await fixture.Counted(second, said with { Population = ["MEN"] }, 7);
        await fixture.Counted(gone, said, 7);
        await fixture.Manager(partner: gone.Partner, suspended: true, version: 2);

        var found = (await fixture.Get(Somebody(), $"/places?region={country}-A&who=WOMEN&access=LIFT")).Is(HttpStatusCode.OK);
        Assert.Equal((country + "-A", "False", "False"), (found["area"], found["widened"], found["tooFew"]));
        Assert.Equal([free, few, never, full, forMen], found.Items.Select(line => line.GetProperty("unitGroup").GetGuid()));
        Assert.Equal(["FREE", "FEW", "UNKNOWN", "NONE", "FREE"], found.Items.Select(line => line.GetProperty("availability").GetString()));
        Assert.Equal(
            """{"who":"NOT_MET","access":"UNKNOWN"}""", found.Items[^1].GetProperty("classes").GetRawText());
        Assert.Equal(
            ["availability", "classes", "countedAt", "kind", "partner", "population", "region", "sameDay", "security", "unitGroup"],
            found.Items[0].EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal));

        var (upTo13, upTo15) = (
            await fixture.Counted(first, said with { OldestBoy = 13 }, 1), await fixture.Counted(first, said with { OldestBoy = 15 }, 1));
        var boy = (await fixture.Get(Somebody(), $"/places?region={country}-A&oldestBoy=14-15")).Items.ToDictionary(
            line => line.GetProperty("unitGroup").GetGuid(), line => line.GetProperty("classes").GetProperty("oldestBoy").GetString());
        Assert.Equal(("UNKNOWN", "NOT_MET", "MET"), (boy[free], boy[upTo13], boy[upTo15]));
    }

    [Fact]
    public async Task Of_few_groups_the_country_is_answered_for_and_of_too_few_nothing()
    {
        var country = fixture.Country();
        var manager = await fixture.Manager();
        await fixture.Counted(manager, PlacementsFixture.Described($"{country}-A"), 7);
        await fixture.Counted(manager, PlacementsFixture.Described($"{country}-B"), 7);
        var nothing = (await fixture.Get(Somebody(), $"/places?region={country}-A")).Is(HttpStatusCode.OK);
        Assert.Equal(("True", 0), (nothing["tooFew"], nothing.Items.Count));
        await fixture.Counted(manager, PlacementsFixture.Described(country), 7);
        foreach (var region in new[] { $"{country}-A", country })
        {
            var widened = await fixture.Get(Somebody(), $"/places?region={region}");
            Assert.Equal((country, region == country ? "False" : "True", 3), (widened["area"], widened["widened"], widened.Items.Count));
            // Neither its lines nor their order say which of them is in the region.
            Assert.All(widened.Items, line => Assert.Equal(country, line.GetProperty("region").GetString()));
        }
        for (var more = 0; more < 2; more++)
            await fixture.Counted(manager, PlacementsFixture.Described($"{country}-A"), 7);
        var all = (await fixture.Get(Somebody(), $"/places?region={country}")).Items.Select(line => line.GetProperty("region").GetString());
        Assert.Equal([country, country, $"{country}-A", $"{country}-A", $"{country}-A"], all.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_query_that_would_point_at_somebody_and_who_is_no_helper_are_refused()
    {
        var narrow = (await fixture.Get(Somebody(), "/places?region=XZ&who=WOMEN&people=4%2B&access=LIFT&language=vi")).Is(HttpStatusCode.BadRequest);
        Assert.Contains("At most 4 classes", narrow.Text);
        Assert.Equal(["/who"], (await fixture.Get(Somebody(), "/places?region=XZ&who=Nguyen")).Is(HttpStatusCode.BadRequest).Pointers);
        foreach (var role in new[]
            {
                Roles.ConsularOfficer, Roles.LiaisonOfficer, Roles.AuthorityOfficer, Roles.Director, Roles.Administrator,
                Roles.DataProtectionOfficer,
            })
            (await fixture.Get(Somebody(role), "/places?region=XZ")).Is(HttpStatusCode.Forbidden);
    }

    async Task<Reply> Read(Person manager, Guid group) => (await fixture.Get(manager, $"/unit-groups/{group}")).Is(HttpStatusCode.OK);
}
