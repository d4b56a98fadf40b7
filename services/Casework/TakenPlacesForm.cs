using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>How places are named by who takes them.</summary>
public static class TakenPlacesForm
{
    /// <summary>Unit groups that a household takes at once, at most.</summary>
    public const int MostGroups = 10;

    const int MostPlaces = 50;

    /// <summary>Places of some unit groups, each group once.</summary>
    public static Form Places(this Form form, string pointer, IReadOnlyList<TakenPlaces?> places)
    {
        if (places.Count is 0 or > MostGroups)
            form.Wrong(pointer, $"Name places of 1 to {MostGroups} unit groups.");
        foreach (var (index, taken) in places.Index().Take(MostGroups))
        {
            if (taken is null) // JSON may say so, whatever the type
            {
                form.Wrong($"{pointer}/{index}", "A unit group and how many of its places are expected.");
                continue;
            }
            if (places.Take(index).Any(before => before?.UnitGroup == taken.UnitGroup))
                form.Wrong($"{pointer}/{index}/unitGroup", "It is named twice.");
            if (taken.Places is < 1 or > MostPlaces)
                form.Wrong($"{pointer}/{index}/places", $"From 1 to {MostPlaces} is expected.");
        }
        return form;
    }
}
