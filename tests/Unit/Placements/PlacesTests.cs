using ReferralNetwork.Contracts;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Tests.Unit.Placements;

public sealed class PlacesTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);
    static readonly UnitGroupDescription Said = new("LT-VL", "PROTECTED", "STAFF_NIGHT", ["WOMEN", "FAMILIES"]);

    [Fact]
    public void What_is_free_is_computed_from_what_is_counted_and_what_is_promised()
    {
        var places = new Places(new(Total: 10, OutOfService: 1, Turnaround: 1, Others: 2), Extra: 1, Held: 2, Occupied: 3);
        Assert.Equal((9, 2), (places.Taken, places.Free));
        Assert.Equal(0, (places with { Occupied = 6 }).Free);
    }

    /// <summary>Whatever is counted: it is taken exactly where what is taken has room, and else told with every figure.</summary>
    [Fact]
    public void A_count_is_refused_exactly_where_it_leaves_no_room_for_what_is_taken()
    {
        var random = new Random(20261128);
        var refused = 0;
        for (var round = 0; round < 5000; round++)
        {
            var places = new Places(Any(), random.Next(4), random.Next(6), random.Next(6));
            var count = Any();
            var fits = count.OutOfService + count.Turnaround + count.Others + places.Held + places.Occupied <= count.Total + places.Extra;
            var refusal = places.Contradicts(count);
            Assert.Equal(fits, refusal is null);
            if (refusal is null)
                continue;
            refused++;
            Assert.Contains($"{count.Total} places", refusal.Detail);
            Assert.Contains($"{places.Held} promised and {places.Occupied} occupied", refusal.Detail);
        }
        Assert.InRange(refused, 500, 4500);

        PlaceCount Any() => new(random.Next(20), random.Next(3), random.Next(3), random.Next(8));
    }

    [Theory]
    [InlineData(3, 3, 3)] // open
    [InlineData(3, 0, 1)] // over, and one is slept on
    [InlineData(3, 2, 2)]
    public void An_extra_place_stays_as_long_as_it_is_open_or_slept_on(int extra, int open, int stays) => Assert.Equal(
        stays, new Places(new(5, 0, 0, 0), extra, Held: 2, Occupied: 4).WithoutWhatIsOver(open).Extra);

    [Theory]
    [InlineData(0, "NONE")]
    [InlineData(1, "FEW")]
    [InlineData(2, "FEW")]
    [InlineData(3, "FREE")]
    public void Partners_are_told_free_few_or_none_and_nothing_of_what_is_old(int free, string told)
    {
        var places = new Places(new(free, 0, 0, 0), 0, 0, 0);
        Assert.Equal(told, places.AvailabilityAt(Now, Now.AddSeconds(1)));
        Assert.Equal(PlaceCodes.Unknown, places.AvailabilityAt(Now, Now));
        Assert.Equal(PlaceCodes.Unknown, places.AvailabilityAt(Now, freshUntil: null));
    }

    [Fact]
    public void Each_class_is_met_or_not_or_unknown_where_the_shelter_has_not_said()
    {
        var asked = new PlaceQuery("LT-VL", Who: "MEN", Access: "LIFT", Security: "STAFF_DAY");
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["who"] = "NOT_MET", ["access"] = "UNKNOWN", ["security"] = "MET" },
            asked.Explain(Said));
        Assert.Equal("NOT_MET", asked.Explain(Said with { Access = [] })["access"]);
        Assert.Equal("MET", asked.Explain(Said with { Access = ["LIFT"] })["access"]);
        Assert.Equal("NOT_MET", asked.Explain(Said with { Security = "OPEN_DOOR" })["security"]);
        var people = new PlaceQuery("LT", People: "2-3");
        Assert.Equal(
            ["UNKNOWN", "NOT_MET", "MET"],
            new int?[] { null, 1, 2 }.Select(largest => people.Explain(Said with { LargestHousehold = largest })["people"]));
    }

    [Fact]
    public void Four_classes_are_taken_together_and_no_more()
    {
        Assert.Empty(new PlaceQuery("LT-VL", "WOMEN", People: "4+", Access: "WHEELCHAIR").Check().Faults);
        var five = new PlaceQuery("LT-VL", "WOMEN", People: "4+", Access: "WHEELCHAIR", Language: "lt");
        Assert.Equal([""], five.Check().Faults.Select(f => f.Pointer));
        Assert.Equal(
            ["/region", "/who", "/pets"], new PlaceQuery("Vilnius", "A woman of 24", Pets: "cat").Check().Faults.Select(f => f.Pointer));
    }
}
