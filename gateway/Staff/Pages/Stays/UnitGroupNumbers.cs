using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Staff.Pages.Stays;

/// <summary>In words where a household lives: unit groups have a number and no name.</summary>
public sealed class UnitGroupNumbers(IReadOnlyList<UnitGroupLine> groups, Words words)
{
    public string Say(IEnumerable<TakenPlaces> places) => string.Join(", ", places
        .Select(taken => (taken.Places, groups.FirstOrDefault(group => group.Id == taken.UnitGroup)?.Number))
        .OrderBy(taken => taken.Number)
        .Select(taken => words.With("stay.inGroup", ("places", taken.Places), ("number", taken.Number))));
}
