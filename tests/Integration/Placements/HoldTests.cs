using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Placements;

/// <summary>Places that are promised, where Referrals is played.</summary>
public sealed class HoldTests(PlacementsFixture fixture) : IClassFixture<PlacementsFixture>
{
    [Fact]
    public async Task Two_hundred_ask_three_processes_at_once_for_twenty_places_and_twenty_get_one()
    {
        var manager = await fixture.Manager();
        var group = await fixture.Counted(manager, PlacementsFixture.Described("XZ"), 20);
        await using var second = await fixture.Another();
        await using var third = await fixture.Another();
        var holds = Enumerable.Range(0, 200).Select(_ => Ask(manager, (group, 1))).ToList();
        foreach (var hold in holds)
            await fixture.Send(Routes.Stay, hold);
        var conversations = holds.Select(hold => hold.ConversationId).ToHashSet();
        var none = await fixture.Received<NoPlaceFree>(m => conversations.Contains(m.ConversationId), 180);
        var held = await fixture.Received<PlaceHeld>(m => conversations.Contains(m.ConversationId), 20);
        Assert.Equal((20, 180), (held.Count, none.Count));
        Assert.Equal(200, held.Select(m => m.HoldId).Concat(none.Select(m => m.HoldId)).Distinct().Count());
        Assert.All(none, m => Assert.Equal("NONE_FREE", m.Code));
        Assert.Equal((20, 0), await Figures(group));
        Assert.Equal(20, (await fixture.Get(manager, "/stays")).Total); // what was refused is on no list
        foreach (var one in held)
            await fixture.Send(Routes.Stay, new ReleasePlace(one.HoldId, "REFERRAL_ENDED"));
        await Eventually.Get(() => Figures(group), figures => figures == (0, 0), "release");
    }

    [Fact]
    public async Task A_household_over_two_unit_groups_is_held_whole_or_not_at_all()
    {
        var manager = await fixture.Manager();
        var (large, small) = (await Counted(manager, 3), await Counted(manager, 1));
        Assert.Equal("NONE_FREE", await Refused(Ask(manager, (large, 2), (small, 2))));
        Assert.Equal(((0, 0), (0, 0)), (await Figures(large), await Figures(small)));
        var id = await Held(Ask(manager, (large, 2), (small, 1)));
        Assert.Equal(((2, 0), (1, 0)), (await Figures(large), await Figures(small)));
        var count = await fixture.Act(manager, large, "count", PlacementsFixture.Count(1));
        Assert.Equal("count-contradicts", count.Is(HttpStatusCode.Conflict).Problem);
        Assert.Contains("2 promised", count.Text);
        Assert.Equal("places-taken", (await fixture.Act(manager, small, "close")).Problem);

        // They come without the hold's confirmation having come, to other rooms, and are there.
        var other = await Counted(manager, 1);
        var body = new { arrivedAt = DateTimeOffset.UtcNow, places = new[] { new { unitGroup = other, places = 3 } } };
        (await fixture.Post(manager, $"/stays/{id}/check-in", body)).Is(HttpStatusCode.OK);
        Assert.Equal(((0, 0), (0, 0), (0, 3)), (await Figures(large), await Figures(small), await Figures(other)));
        Assert.Equal(id, (await fixture.Published<PersonArrived>(m => m.HoldId == id)).HoldId);
        var stay = (await fixture.Get(manager, $"/stays/{id}")).Body.GetProperty("line");
        Assert.Equal(("CheckedIn", true), (stay.GetProperty("state").GetString(), stay.GetProperty("outOfPlan").GetBoolean()));
    }

    [Fact]
    public async Task What_is_not_this_shelters_or_was_confirmed_once_for_the_offer_is_refused_with_its_reason()
    {
        var (manager, other) = (await fixture.Manager(), await fixture.Manager());
        var (group, foreign) = (await Counted(manager, 5), await Counted(other, 5));
        Assert.Equal("NOT_THEIRS", await Refused(Ask(manager, (group, 1), (foreign, 1))));
        Assert.Equal("NOT_THEIRS", await Refused(Ask(manager, (Guid.NewGuid(), 1))));
        var hold = Ask(manager, (group, 1));
        await fixture.Send(Routes.Stay, new ConfirmPlace(await Held(hold)));
        await Eventually.Get(() => fixture.Get(manager, $"/stays/{hold.HoldId}"), s => State(s) == "Confirmed", "confirmation");
        Assert.Equal("SECOND_HOLD", await Refused(hold with { HoldId = Guid.NewGuid() }));
        Assert.Equal((1, 0), await Figures(group));
        (await fixture.Get(other, $"/stays/{hold.HoldId}")).Is(HttpStatusCode.NotFound);
        (await fixture.Post(other, $"/stays/{hold.HoldId}/check-in", new { arrivedAt = DateTimeOffset.UtcNow })).Is(HttpStatusCode.NotFound);
        var wrong = new { arrivedAt = DateTimeOffset.UtcNow, places = new[] { new { unitGroup = foreign, places = 1 } } };
        Assert.Equal(
            ["/places/0/unitGroup"], (await fixture.Post(manager, $"/stays/{hold.HoldId}/check-in", wrong)).Is(HttpStatusCode.BadRequest).Pointers);
    }

    [Fact]
    public async Task A_release_that_overtakes_its_hold_refuses_it_and_who_is_not_there_in_time_is_asked_after()
    {
        var manager = await fixture.Manager();
        var group = await Counted(manager, 2);
        var early = Ask(manager, (group, 1));
        await fixture.Send(Routes.Stay, new ReleasePlace(early.HoldId, "REFERRAL_ENDED"));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from stays where correlation_id = $1", early.HoldId), n => n == 1, "release");
        await fixture.Send(Routes.Stay, early);

        var hold = Ask(manager, (group, 1)) with { ExpectedAt = DateTimeOffset.UtcNow.AddSeconds(1) };
        await fixture.Send(Routes.Stay, new ConfirmPlace(await Held(hold)));
        Assert.Equal(hold.ConversationId, (await fixture.Published<PersonOverdue>(m => m.HoldId == hold.HoldId)).ConversationId);
        Assert.Equal((1, 0), await Figures(group));
        var late = await fixture.Get(manager, $"/stays/{hold.HoldId}");
        Assert.Equal("CheckInOverdue", State(late));
        Assert.Equal("ring", (await fixture.Get(manager, "/stays?open=true")).Items[0].GetProperty("toDo").GetString());
        Assert.Equal(
            "too-early", (await fixture.Post(manager, $"/stays/{hold.HoldId}/not-taken", new { rung = true }, late.ETag)).Problem);
        (await fixture.Post(manager, $"/stays/{hold.HoldId}/give-back", new { code = "GIVEN_BACK" }, late.ETag)).Is(HttpStatusCode.OK);
        Assert.Equal("GIVEN_BACK", (await fixture.Published<PlaceGivenBack>(m => m.HoldId == hold.HoldId)).Code);
        Assert.Equal((0, 0), await Figures(group));
        Assert.Empty(await fixture.Received<PlaceHeld>(m => m.HoldId == early.HoldId));
    }

    Task<Guid> Counted(Person manager, int total) => fixture.Counted(manager, PlacementsFixture.Described("XZ"), total);

    static HoldPlace Ask(Person manager, params (Guid Group, int Places)[] places) => new(
        Guid.CreateVersion7(), Conversations.Referral, Guid.NewGuid(), Guid.NewGuid(), manager.Id,
        [.. places.Select(taken => new TakenPlaces(taken.Group, taken.Places))], WithChild: false, DateTimeOffset.UtcNow.AddHours(3));

    async Task<Guid> Held(HoldPlace hold)
    {
        await fixture.Send(Routes.Stay, hold);
        return (await fixture.Published<PlaceHeld>(m => m.HoldId == hold.HoldId)).HoldId;
    }

    async Task<string> Refused(HoldPlace hold)
    {
        await fixture.Send(Routes.Stay, hold);
        return (await fixture.Published<NoPlaceFree>(m => m.HoldId == hold.HoldId)).Code;
    }

    static string? State(Reply stay) => stay.Body.GetProperty("line").GetProperty("state").GetString();

    async Task<(int Held, int Occupied)> Figures(Guid group) => (
        await fixture.Query<int>("select held from unit_groups where unit_group_id = $1", group),
        await fixture.Query<int>("select occupied from unit_groups where unit_group_id = $1", group));
}
