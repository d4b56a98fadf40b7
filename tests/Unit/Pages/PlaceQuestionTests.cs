using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;

namespace ReferralNetwork.Tests.Unit.Pages;

/// <summary>What all shelters are asked at once is coarser than the offer.</summary>
public sealed class PlaceQuestionTests
{
    [Theory]
    [InlineData("WOMEN", 2, 0)]
    [InlineData("MEN", 0, 1)]
    [InlineData("COUPLES", 1, 1)]
    [InlineData(null, 2, 1)]
    [InlineData("FAMILIES", 1, 0, "12-17")]
    [InlineData("FAMILIES", 0, 1, null, "3-11")]
    [InlineData("BOYS", 0, 0, "12-17")]
    [InlineData("GIRLS", 0, 0, null, "12-17")]
    [InlineData(null, 0, 0, "3-11", "12-17")]
    public void Who_comes_is_one_word(string? expected, int women, int men, string? boy = null, string? girl = null) => Assert.Equal(
        expected, Asked(new(women, men, One(girl), One(boy))).Classes.FirstOrDefault(one => one.Name == "who").Code);

    [Fact]
    public void A_mother_with_a_boy_of_14_and_a_baby_asks_for_what_decides_most_and_no_more()
    {
        var household = new Household(1, 0, One("0-2"), One("12-17"), "14-15");
        var question = PlaceQuestion.From(
            new(household, PlaceCodes.Now, Access: ["GROUND_FLOOR", "HEARING"], Interpreter: "vi", Security: "GUARDED", Pets: ["SMALL"]), "LT-VL");
        Assert.Equal("LT", question.Country);
        Assert.Equal([("who", "FAMILIES"), ("oldestBoy", "14-15"), ("access", "GROUND_FLOOR")], question.Classes);
    }

    [Fact]
    public void A_small_boy_draws_no_line_and_one_person_is_no_band()
    {
        Assert.Equal([("who", "FAMILIES"), ("people", "2-3")], Asked(new(1, 0, null, One("3-11"), "3-6")).Classes);
        Assert.Equal([("who", "WOMEN")], Asked(new(1)).Classes);
    }

    static PlaceQuestion Asked(Household household) => PlaceQuestion.From(new(household, PlaceCodes.Now), "LT");

    static Dictionary<string, int>? One(string? age) => age is null ? null : new() { [age] = 1 };
}
