using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Staff.Pages.NewReferral;
using ReferralNetwork.Staff.TagHelpers;

namespace ReferralNetwork.Staff.Pages.Referrals;

/// <summary>What the form to accept with a place is filled in with: a proposal, which the shelter changes as it likes.</summary>
public static class PlaceProposal
{
    /// <summary>Whoever needs a place today is on the way for about this long.</summary>
    static readonly TimeSpan Travel = TimeSpan.FromHours(2);

    static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    /// <summary>The group in which all of them fit: what was counted lately, and is known to fit, first; then where most is free.</summary>
    /// <returns>Null: none, by what is known.</returns>
    public static UnitGroupLine? For(PlaceNeeded? needed, IReadOnlyList<UnitGroupLine> groups) => needed is null ? null : groups
        .Where(group => group.Free >= needed.Household.People && Fits(group.Description, needed) is not false)
        .OrderBy(PlacesToCount.IsToCount).ThenByDescending(group => Fits(group.Description, needed) is true)
        .ThenByDescending(group => group.Free).ThenBy(group => group.Number)
        .FirstOrDefault();

    /// <summary>At an hour only where it is now: any other hour is for the two to agree.</summary>
    public static PastAnswers Arrival(PlaceNeeded? needed, DateTimeOffset now, TimeZoneInfo zone)
    {
        if (needed is null)
            return new();
        if (needed.When == PlaceCodes.OnDate)
            return new() { Day = DateParts.From(needed.On) };
        var there = now + Travel;
        return PastAnswers.From(there.AddTicks((Quarter.Ticks - there.Ticks % Quarter.Ticks) % Quarter.Ticks), zone);
    }

    /// <summary>From six in the evening on.</summary>
    public static PastAnswers Evening(DateTimeOffset now, TimeZoneInfo zone) =>
        new() { Day = DateParts.From(Zones.DayOf(now, zone)), Time = "18:00" };

    /// <returns>Null: the group does not say.</returns>
    static bool? Fits(UnitGroupDescription group, PlaceNeeded needed)
    {
        var who = needed.Household;
        bool?[] rules =
        [
            PlaceQuestion.Populations(who).All(group.Population.Contains),
            group.LargestHousehold is { } largest ? who.People <= largest : null,
            // A band that a shelter's limit cuts may still fit: the shelter asks.
            who.OldestBoys is not { } boys ? true : group.OldestBoy is { } oldest ? PlaceCodes.Years(who.OldestBoy ?? boys).First <= oldest : null,
            needed.Security is null || InOrder(needed.Security) <= InOrder(group.Security),
            Has(group.Access, needed.Access), Has(group.Pets, needed.Pets),
        ];
        return rules.Contains(false) ? false : rules.Contains(null) ? null : true;
    }

    static bool? Has(IReadOnlyList<string>? there, IReadOnlyList<string>? needed) =>
        needed is not { Count: > 0 } ? true : there is null ? null : needed.All(there.Contains);

    static int InOrder(string security) => PlaceCodes.SecuritiesInOrder.ToList().IndexOf(security);
}
