using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Placements;

public sealed class StayTests(PlacementsFixture fixture) : IClassFixture<PlacementsFixture>
{
    [Fact]
    public async Task A_stay_goes_from_arrival_over_hospital_to_its_end_and_its_place_is_made_ready()
    {
        var manager = await fixture.Manager();
        var group = await Counted(manager, 3);
        var id = await Arrived(manager, Places(group, 2));
        Assert.Equal(("2", "1"), await Figures(manager, group));
        foreach (var (action, body) in new (string, object?)[]
            {
                ("away", new { @for = "HOSPITAL", until = DateTimeOffset.UtcNow.AddDays(2) }), ("missing", new { since = DateTimeOffset.UtcNow }),
                ("back", null),
            })
        {
            (await fixture.Post(manager, $"/stays/{id}/{action}", body)).Is(HttpStatusCode.OK);
            Assert.Equal(("2", "1"), await Figures(manager, group)); // silence takes no bed away
        }
        var line = (await fixture.Get(manager, "/stays?open=true")).Items.Single();
        Assert.Equal("CheckedIn", line.GetProperty("state").GetString());
        (await fixture.Post(manager, $"/stays/{id}/end", new { @for = "OWN_HOME", endedAt = DateTimeOffset.UtcNow })).Is(HttpStatusCode.OK);
        Assert.Equal(("0", "1"), await Figures(manager, group));
        Assert.Equal("2", (await fixture.Get(manager, $"/unit-groups/{group}"))["turnaround"]);
        (await fixture.Act(manager, group, "count", PlacementsFixture.Count(3))).Is(HttpStatusCode.OK);
        Assert.Equal(("0", "3"), await Figures(manager, group));
        Assert.Equal("not-now", (await fixture.Post(manager, $"/stays/{id}/back")).Is(HttpStatusCode.Conflict).Problem);
        foreach (var verb in new[] { "stay-begun", "stay-away", "stay-missed", "stay-back", "stay-ended" })
            await fixture.Published<AuditRecorded>(a => a.Reference == id && a.Verb == verb && a.Actor == manager.Actor);
    }

    [Fact]
    public async Task An_arrival_is_never_refused_where_there_is_no_place_and_its_extra_place_lasts_as_long_as_the_stay()
    {
        var manager = await fixture.Manager();
        var (full, never) = (await Counted(manager, 1), await fixture.Group(manager, PlacementsFixture.Described(fixture.Country())));
        await Arrived(manager, Places(full, 1));
        var id = await Arrived(manager, [.. Places(full, 2), .. Places(never, 1)]);
        Assert.Equal(("3", "0"), await Figures(manager, full));
        Assert.Equal(("1", "0"), await Figures(manager, never));
        Assert.Equal("2", (await fixture.Get(manager, $"/unit-groups/{full}"))["extra"]);
        (await fixture.Act(manager, full, "extra", new { places = 1, nights = 1 })).Is(HttpStatusCode.OK);
        Assert.Equal(("3", "1"), await Figures(manager, full)); // beside those that are slept on
        await fixture.Execute("update extra_places set until = now() where unit_group_id = $1 and until is not null", full);
        (await fixture.Post(manager, $"/stays/{id}/end", new { @for = "MOVED_ON", endedAt = DateTimeOffset.UtcNow })).Is(HttpStatusCode.OK);
        (await fixture.Act(manager, full, "count", PlacementsFixture.Count(1))).Is(HttpStatusCode.OK);
        Assert.Equal("0", (await fixture.Get(manager, $"/unit-groups/{full}"))["extra"]);
    }

    [Fact]
    public async Task What_is_no_arrival_is_refused_beside_its_place_and_takes_nothing()
    {
        var (manager, other) = (await fixture.Manager(), await fixture.Manager());
        var (group, foreign) = (await Counted(manager, 3), await Counted(other, 3));
        var now = DateTimeOffset.UtcNow;
        foreach (var (body, pointers) in new (object, string[])[]
            {
                (new { places = Array.Empty<object>(), withChild = false, arrivedAt = now }, ["/places"]),
                (new { places = new object?[] { null }, withChild = false, arrivedAt = now }, ["/places/0"]),
                (new { places = Places(foreign, 1), withChild = false, arrivedAt = now }, ["/places/0/unitGroup"]),
                (new { places = new[] { Place(group, 1), Place(group, 0) }, withChild = false, arrivedAt = now },
                    ["/places/1/unitGroup", "/places/1/places"]),
                (new { places = Places(group, 1), withChild = false, arrivedAt = now.AddHours(1) }, ["/arrivedAt"]),
                (new { places = Places(group, 1), withChild = false, arrivedAt = now, plannedUntil = now.AddDays(-1) }, ["/plannedUntil"]),
                (new { places = Places(group, 1), withChild = false, arrivedAt = now, name = "Ona" }, ["/name"]),
            })
            Assert.Equal(pointers, (await fixture.Post(manager, "/stays", body)).Is(HttpStatusCode.BadRequest).Pointers);
        Assert.Equal(("0", "3"), await Figures(manager, group));
        var id = await Arrived(manager, Places(group, 1));
        foreach (var (action, body, pointers) in new (string, object, string[])[]
            {
                ("away", new { @for = "SHOPPING", until = now.AddDays(-1) }, ["/until", "/for"]),
                ("missing", new { since = now.AddHours(1) }, ["/since"]),
                ("end", new { @for = "GONE", endedAt = now.AddHours(1) }, ["/endedAt", "/for"]),
            })
            Assert.Equal(pointers, (await fixture.Post(manager, $"/stays/{id}/{action}", body)).Is(HttpStatusCode.BadRequest).Pointers);
        foreach (var (who, status) in new[]
            {
                (other, HttpStatusCode.NotFound), (manager.As(Roles.Caseworker), HttpStatusCode.Forbidden),
                (Somebody(Roles.LiaisonOfficer), HttpStatusCode.Forbidden),
            })
        {
            (await fixture.Get(who, $"/stays/{id}")).Is(status);
            (await fixture.Post(who, $"/stays/{id}/end", new { @for = "DIED", endedAt = DateTimeOffset.UtcNow })).Is(status);
        }
    }

    [Fact]
    public async Task Whoever_moves_takes_places_that_are_free_and_on_the_version_that_was_seen()
    {
        var manager = await fixture.Manager();
        var (small, large) = (await Counted(manager, 2), await Counted(manager, 5));
        var id = await Arrived(manager, Places(large, 3));
        var seen = (await fixture.Get(manager, $"/stays/{id}")).ETag;
        Assert.Equal(
            "no-place-free", (await fixture.Post(manager, $"/stays/{id}/move", new { places = Places(small, 3) }, seen)).Problem);
        (await fixture.Post(manager, $"/stays/{id}/move", new { places = new[] { Place(small, 2), Place(large, 1) } }, seen)).Is(HttpStatusCode.OK);
        Assert.Equal((("2", "0"), "1"), (await Figures(manager, small), (await Figures(manager, large)).Occupied));
        (await fixture.Post(manager, $"/stays/{id}/move", new { places = Places(large, 3) }, seen)).Is(HttpStatusCode.PreconditionFailed);
    }

    /// <summary>
    /// Random histories of several shelters' people at once: after all of them the figures are those of the stays that are open, and at no moment
    /// was more taken than there was, or the table would have refused it.
    /// </summary>
    [Fact]
    public async Task Whatever_happens_at_once_the_figures_are_those_of_the_stays()
    {
        var manager = await fixture.Manager();
        Guid[] groups = [await Counted(manager, 6), await Counted(manager, 6)];
        var random = new Random(20261128);
        var seeds = Enumerable.Range(0, 6).Select(_ => random.Next()).ToList();
        var open = (await Task.WhenAll(seeds.Select(History))).SelectMany(stays => stays).ToList();
        var taken = open.SelectMany(stay => stay).GroupBy(one => one.Group).ToDictionary(one => one.Key, one => one.Sum(o => o.Places));
        foreach (var group in groups)
        {
            Assert.Equal(
                taken.GetValueOrDefault(group), await fixture.Query<int>("select occupied from unit_groups where unit_group_id = $1", group));
            Assert.True(await fixture.Query<bool>(
                "select held + occupied + others + out_of_service + turnaround <= total + extra from unit_groups where unit_group_id = $1", group));
        }

        async Task<IReadOnlyList<IReadOnlyList<(Guid Group, int Places)>>> History(int seed)
        {
            var own = new Random(seed);
            var stays = new Dictionary<Guid, IReadOnlyList<(Guid Group, int Places)>>();
            for (var step = 0; step < 25; step++)
            {
                var wanted = Any(own);
                var body = wanted.Select(one => Place(one.Group, one.Places)).ToArray();
                var ids = stays.Keys.ToList();
                switch (own.Next(4))
                {
                    case 0 or 1:
                        stays.Add(await Arrived(manager, body), wanted);
                        break;
                    case 2 when ids.Count > 0:
                        var moved = ids[own.Next(ids.Count)];
                        var etag = (await fixture.Get(manager, $"/stays/{moved}")).ETag;
                        if ((await fixture.Post(manager, $"/stays/{moved}/move", new { places = body }, etag)).Status == HttpStatusCode.OK)
                            stays[moved] = wanted;
                        break;
                    case 3 when ids.Count > 0:
                        var ended = ids[own.Next(ids.Count)];
                        (await fixture.Post(manager, $"/stays/{ended}/end", new { @for = "MOVED_ON", endedAt = DateTimeOffset.UtcNow }))
                            .Is(HttpStatusCode.OK);
                        stays.Remove(ended);
                        break;
                }
            }
            return [.. stays.Values];
        }

        IReadOnlyList<(Guid Group, int Places)> Any(Random own) => own.Next(3) == 0
            ? [.. groups.Select(group => (group, own.Next(1, 3)))] : [(groups[own.Next(2)], own.Next(1, 4))];
    }

    Task<Guid> Counted(Person manager, int total) => fixture.Counted(manager, PlacementsFixture.Described("XZ"), total);

    static object Place(Guid group, int places) => new { unitGroup = group, places };

    static object[] Places(Guid group, int places) => [Place(group, places)];

    async Task<Guid> Arrived(Person manager, object[] places) => (await fixture.Post(
        manager, "/stays", new { places, withChild = false, arrivedAt = DateTimeOffset.UtcNow })).Is(HttpStatusCode.Created).Id;

    async Task<(string Occupied, string Free)> Figures(Person manager, Guid group)
    {
        var read = await fixture.Get(manager, $"/unit-groups/{group}");
        return (read["occupied"], read["free"]);
    }
}
