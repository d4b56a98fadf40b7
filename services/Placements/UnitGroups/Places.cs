using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Placements.UnitGroups;

/// <summary>What a shelter counted: what there is, and what of it nobody of the network can have.</summary>
/// <param name="Turnaround">Being made ready.</param>
/// <param name="Others">Occupied by the shelter's own guests.</param>
public sealed record PlaceCount(int Total, int OutOfService, int Turnaround, int Others);

/// <summary>
/// The places of a unit group. What is free is computed and never declared. Its database keeps that no more is taken than there is, under any
/// concurrency.
/// </summary>
/// <param name="Extra">Beyond the total, as long as they are open or somebody needs them.</param>
/// <param name="Held">Promised.</param>
/// <param name="Occupied">By who came through the network.</param>
public sealed record Places(PlaceCount Count, int Extra, int Held, int Occupied)
{
    /// <summary>Of a unit group, at most.</summary>
    public const int Most = 500;

    const int FewAtMost = 2;

    public int Taken => Held + Occupied + Count.Others + Count.OutOfService + Count.Turnaround;
    public int Free => Math.Max(0, Count.Total + Extra - Taken);

    /// <summary>As many extra places as are still open, or as are needed although they are over: none is taken from under somebody.</summary>
    /// <param name="open">Whose nights are not over.</param>
    public Places WithoutWhatIsOver(int open) => this with { Extra = Math.Min(Extra, Math.Max(open, Taken - Count.Total)) };

    /// <summary>Why this cannot be the count; null: it can.</summary>
    public Refusal? Contradicts(PlaceCount count)
    {
        var after = this with { Count = count };
        return after.Taken <= count.Total + Extra ? null : new(
            "COUNT_CONTRADICTS",
            $"You count {count.Total} places and {Extra} extra ones. Taken are {after.Taken}: {Held} promised and {Occupied} occupied through the "
            + $"network, {count.Others} by your own guests, {count.OutOfService} out of service, {count.Turnaround} being made ready.");
    }

    /// <summary>What partners are told.</summary>
    /// <param name="freshUntil">Null: nobody has counted yet.</param>
    public string AvailabilityAt(DateTimeOffset now, DateTimeOffset? freshUntil) =>
        freshUntil is null || freshUntil <= now ? PlaceCodes.Unknown
        : Free == 0 ? PlaceCodes.None
        : Free <= FewAtMost ? PlaceCodes.Few : PlaceCodes.Free;
}

/// <summary>What is wrong with a count or a description.</summary>
static class UnitGroupRules
{
    const int OldestBoyAtMost = 21, MostNights = 1100;

    public static Form Check(PlaceCount count)
    {
        var form = new Form();
        foreach (var (pointer, figure) in new[]
            {
                ("/total", count.Total), ("/outOfService", count.OutOfService), ("/turnaround", count.Turnaround), ("/others", count.Others),
            })
        {
            if (figure is < 0 or > Places.Most)
                form.Wrong(pointer, $"From 0 to {Places.Most} is expected.");
        }
        return form;
    }

    public static Form Check(UnitGroupDescription said)
    {
        var form = new Form().Region("/region", said.Region).Known("/kind", said.Kind, PlaceCodes.Kinds)
            .Known("/security", said.Security, PlaceCodes.Securities).AllKnown("/population", said.Population, PlaceCodes.Populations);
        AllKnown("/access", said.Access, PlaceCodes.Accesses);
        AllKnown("/health", said.Health, PlaceCodes.HealthNeeds);
        AllKnown("/pets", said.Pets, PlaceCodes.PetSizes);
        AllKnown("/languages", said.Languages, IsoLanguages.All);
        AllKnown("/payers", said.Payers, PlaceCodes.PayerKinds);
        if (said.Substances is { } substances)
            form.Known("/substances", substances, PlaceCodes.SubstanceRules);
        Between("/oldestBoy", said.OldestBoy, 0, OldestBoyAtMost);
        Between("/largestHousehold", said.LargestHousehold, 1, Places.Most);
        Between("/cots", said.Cots, 0, Places.Most);
        Between("/shortestNights", said.ShortestNights, 1, MostNights);
        Between("/longestNights", said.LongestNights, said.ShortestNights ?? 1, MostNights);
        return form;

        // An empty list says that there is nothing of it; a missing one says nothing.
        void AllKnown(string pointer, IReadOnlyList<string>? codes, IReadOnlySet<string> known)
        {
            if (codes is { Count: > 0 })
                form.AllKnown(pointer, codes, known);
        }

        void Between(string pointer, int? figure, int least, int most)
        {
            if (figure < least || figure > most)
                form.Wrong(pointer, $"From {least} to {most} is expected.");
        }
    }
}
