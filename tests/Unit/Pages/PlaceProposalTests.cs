using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages.Referrals;

namespace ReferralNetwork.Tests.Unit.Pages;

/// <summary>What the form to accept with a place proposes before anybody has typed.</summary>
public sealed class PlaceProposalTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 21, 7, 30, TimeSpan.Zero);
    static readonly TimeZoneInfo Vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");

    /// <summary>A mother with a girl and a boy of seven to nine.</summary>
    static readonly PlaceNeeded Family = new(
        new(Women: 1, Girls: Count("0-2"), Boys: Count("3-11"), OldestBoy: "7-9"), PlaceCodes.Today, new(2026, 11, 28), Security: "STAFF_DAY");

    static readonly UnitGroupLine Fits = Group(1, 3, "FAMILIES");

    [Fact]
    public void Where_a_household_fits_is_proposed_and_nothing_where_it_does_not()
    {
        Assert.Equal(Fits, Propose(Family, Fits));
        UnitGroupLine[] wrong =
        [
            Group(2, 9, "WOMEN"), Group(3, 2, "FAMILIES"), Said(Fits, said => said with { LargestHousehold = 2 }),
            Said(Fits, said => said with { OldestBoy = 6 }), Said(Fits, said => said with { Security = "OPEN_DOOR" }),
        ];
        Assert.All(wrong, group => Assert.Null(Propose(Family, group)));
        Assert.Null(Propose(Family with { Access = ["LIFT"] }, Said(Fits, said => said with { Access = [] })));
        Assert.NotNull(Propose(Family with { Access = ["LIFT"] }, Fits)); // nobody has said that there is none
        Assert.Null(PlaceProposal.For(null, [Fits]));
    }

    [Theory]
    [InlineData(1, 0, null, null, "WOMEN")]
    [InlineData(0, 2, null, null, "MEN")]
    [InlineData(1, 1, null, null, "COUPLES")]
    [InlineData(0, 0, "12-17", null, "GIRLS")]
    [InlineData(0, 0, null, "12-17", "BOYS")]
    [InlineData(0, 1, "3-11", null, "FAMILIES")]
    public void Each_household_is_of_a_population(int women, int men, string? girls, string? boys, string population)
    {
        var needed = new PlaceNeeded(new(women, men, Count(girls), Count(boys)), PlaceCodes.Now);
        var all = PlaceCodes.Populations.Select((code, number) => Group(number, 9, code)).ToList();
        Assert.Equal([population], PlaceProposal.For(needed, all)!.Description.Population);
    }

    [Fact]
    public void What_was_counted_lately_and_is_known_to_fit_comes_first_then_where_most_is_free()
    {
        var old = Fits with { Number = 4, Free = 9, Availability = PlaceCodes.Unknown };
        var known = Said(Fits with { Number = 5 }, said => said with { LargestHousehold = 6, OldestBoy = 12, Pets = [] });
        var larger = Fits with { Number = 6, Free = 5 };
        Assert.Equal(known, Propose(Family, old, larger, known));
        Assert.Equal(larger, Propose(Family, old, Fits, larger));
        Assert.Equal(old, Propose(Family, old));
    }

    [Fact]
    public void The_hour_is_proposed_only_where_they_come_now()
    {
        var today = PlaceProposal.Arrival(Family, Now, Vilnius);
        Assert.Equal(("29", "11", "01:15"), (today.Day.Day, today.Day.Month, today.Time)); // two hours on the way, to the quarter
        var later = PlaceProposal.Arrival(Family with { When = PlaceCodes.OnDate, On = new(2026, 12, 3) }, Now, Vilnius);
        Assert.Equal(("3", "12", null), (later.Day.Day, later.Day.Month, later.Time));
        Assert.True(PlaceProposal.Arrival(null, Now, Vilnius).Empty);
    }

    static UnitGroupLine? Propose(PlaceNeeded needed, params UnitGroupLine[] groups) => PlaceProposal.For(needed, groups);

    static UnitGroupLine Said(UnitGroupLine group, Func<UnitGroupDescription, UnitGroupDescription> otherwise) =>
        group with { Description = otherwise(group.Description) };

    static UnitGroupLine Group(int number, int free, string population) => new(
        Guid.NewGuid(), number, 1, new("LT", "PROTECTED", "STAFF_NIGHT", [population]), free, 0, 0, 0, 0, 0, 0, free, PlaceCodes.Free, Now, null,
        Now.AddHours(9), null);

    static Dictionary<string, int>? Count(string? age) => age is null ? null : new() { [age] = 1 };
}
