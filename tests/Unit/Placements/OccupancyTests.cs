using FsCheck;
using FsCheck.Xunit;
using ReferralNetwork.Placements.UnitGroups;

namespace ReferralNetwork.Tests.Unit.Placements;

public sealed class OccupancyTests
{
    static readonly DateOnly Month = new(2026, 10, 1);
    static readonly Guid[] Shelters = [.. Enumerable.Range(0, 9).Select(_ => Guid.NewGuid())];

    [Fact]
    public void A_region_with_three_shelters_stands_for_itself_and_the_rest_for_the_country() =>
        Assert.Equal(
            [("LT", (3L, 2L)), ("LT-VL", (6L, 3L))],
            Said(
                Row(0, "LT-VL", 1, 1), Row(1, "LT-VL", 2, 1), Row(2, "LT-VL", 3, 1), Row(3, "LT-KU", 1, 1), Row(4, "LT-KL", 1, 0),
                Row(5, "LT", 1, 1)));

    [Fact]
    public void What_a_region_would_leave_over_of_two_shelters_is_not_to_be_worked_out() =>
        Assert.Equal(
            [("LT", (5L, 5L))],
            Said(Row(0, "LT-VL", 1, 1), Row(1, "LT-VL", 1, 1), Row(2, "LT-VL", 1, 1), Row(3, "LT-KU", 1, 1), Row(4, "LT-KL", 1, 1)));

    [Fact]
    public void A_shelter_with_places_in_three_regions_is_one_and_two_shelters_are_left_out() =>
        Assert.Equal(
            [("LV", (3L, 1L))],
            Said(
                Row(0, "LT-VL", 9, 9), Row(0, "LT-KU", 9, 9), Row(0, "LT", 9, 9), Row(1, "LT-VL", 9, 9),
                Row(0, "LV", 0.7m, 0), Row(1, "LV", 0.8m, 0.6m), Row(2, "LV", 1, 0.2m)));

    [Property(MaxTest = 1000)]
    public void Every_line_is_of_three_shelters_or_more_and_all_places_of_a_country_are_in_its_lines_or_none(PositiveInt[] drawn)
    {
        // A place each: lines say how many rows they are made of.
        var rows = drawn.Select(one => Row(one.Get % 5, (one.Get % 3) switch { 0 => "LT", 1 => "LT-VL", _ => "LT-KU" }, 1, 0)).Distinct().ToList();
        var said = Occupancy.Grouped(rows);
        Assert.True(said.Count == 0 || said.Values.Sum(line => line.Places) == rows.Count);
        foreach (var (area, (places, _)) in said)
        {
            var of = rows.FindAll(row => row.Region == area || (area == "LT" && !said.ContainsKey(row.Region)));
            Assert.Equal(of.Count, places);
            Assert.True(of.Select(row => row.Shelter).Distinct().Count() >= 3, area);
        }
    }

    static OccupancyOfShelter Row(int shelter, string region, decimal places, decimal taken) => new(Month, region, Shelters[shelter], places, taken);

    static IEnumerable<(string, (long, long))> Said(params OccupancyOfShelter[] rows) =>
        Occupancy.Grouped(rows).OrderBy(line => line.Key, StringComparer.Ordinal).Select(line => (line.Key, line.Value));
}
