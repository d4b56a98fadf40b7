using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>What is wrong with what an offer says of the place that is needed, and of the day by which somebody has to leave.</summary>
static class PlaceForm
{
    /// <summary>A shelter would ask by telephone about more, and so many together would be known by their number alone.</summary>
    const int MostPeople = 20;

    const int MostDaysAhead = 366;

    /// <param name="needs">What is asked for: a place is said of a place, and of nothing else.</param>
    /// <param name="ageBand">Of whom it is about: they are one of those who come.</param>
    public static Form Place(
        this Form form, PlaceNeeded? place, IReadOnlyList<string> needs, string ageBand, string urgency, DateTimeOffset now)
    {
        var asked = needs.Any(PlaceCodes.Needs.Contains);
        if (place is null)
            return asked ? form.Wrong("/place", "Say which place is needed: who comes, and when.") : form;
        if (!asked)
            return form.Wrong("/place", $"Only of a place is it said which one: {string.Join(", ", PlaceCodes.Needs)}.");

        form.Household("/place/household", place.Household, ageBand).Known("/place/when", place.When, PlaceCodes.Whens);
        if (place.When == PlaceCodes.OnDate != place.On is not null)
            form.Wrong("/place/on", $"A day belongs to {PlaceCodes.OnDate}, and to nothing else.");
        if (place.On is { } on)
            form.Ahead("/place/on", on, now);
        if (place.When == PlaceCodes.OnDate && urgency == Codes.Tonight)
            form.Wrong("/place/when", $"Who needs a place tonight needs it {PlaceCodes.Now} or {PlaceCodes.Today}.");
        return form.MayKnow("/place/nights", place.Nights, PlaceCodes.NightBands)
            .MayKnowAll("/place/access", place.Access, PlaceCodes.Accesses)
            .MayKnow("/place/interpreter", place.Interpreter, IsoLanguages.All)
            .MayKnow("/place/security", place.Security, PlaceCodes.Securities)
            .MayKnowAll("/place/pets", place.Pets, PlaceCodes.PetSizes);
    }

    /// <summary>Tonight is of places alone, and nobody waits for one shelter after another.</summary>
    public static Form Tonight(this Form form, IReadOnlyList<string> needs, string urgency, string mode)
    {
        if (urgency != Codes.Tonight)
            return form;
        if (!needs.Any(PlaceCodes.Needs.Contains))
            form.Wrong("/urgency", $"{Codes.Tonight} is for a place to sleep.");
        return mode == nameof(Casework.OfferMode.Parallel) ? form : form.Wrong("/mode", $"{Codes.Tonight} all are asked at once.");
    }

    /// <summary>Not before today, wherever that is, and not so far ahead that it is a slip.</summary>
    public static Form Ahead(this Form form, string pointer, DateOnly day, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime.AddHours(-12)); // the farthest west
        return day >= today && day <= today.AddDays(MostDaysAhead) ? form
            : form.Wrong(pointer, $"A day from today on, and within {MostDaysAhead} days, is expected.");
    }

    static Form Household(this Form form, string pointer, Household who, string ageBand)
    {
        var before = form.Faults.Count;
        form.Count($"{pointer}/women", who.Women).Count($"{pointer}/men", who.Men)
            .Counts($"{pointer}/girls", who.Girls).Counts($"{pointer}/boys", who.Boys)
            .MayKnow($"{pointer}/oldestBoy", who.OldestBoy, PlaceCodes.BoyAges);
        if (form.Faults.Count > before)
            return form;
        if (who.People is 0 or > MostPeople)
            form.Wrong(pointer, $"1 to {MostPeople} people come together.");
        else if (!Has(who, ageBand))
            form.Wrong(pointer, "Nobody of the person's own age is among them.");
        if (who.OldestBoy is { } age && (who.OldestBoys is not { } boys || !Within(age, boys)))
            form.Wrong($"{pointer}/oldestBoy", "No boy of this age, or an older one, is among them.");
        return form;
    }

    static Form Count(this Form form, string pointer, int count) =>
        count is >= 0 and <= MostPeople ? form : form.Wrong(pointer, $"From 0 to {MostPeople} is expected.");

    static Form Counts(this Form form, string pointer, IReadOnlyDictionary<string, int>? children)
    {
        foreach (var (age, count) in (children ?? new Dictionary<string, int>()).Take(PlaceCodes.ChildAges.Count + 1))
        {
            // A pointer names no age that was made up: it comes from whoever asks.
            if (PlaceCodes.ChildAges.Contains(age))
                form.Count($"{pointer}/{age}", count);
            else
                form.Known(pointer, age, PlaceCodes.ChildAges);
        }
        return form;
    }

    static bool Has(Household who, string ageBand) => ageBand switch
    {
        "Unknown" => true,
        "0-11" or "12-17" => PlaceCodes.ChildAgesInOrder.Any(age => Within(age, ageBand) && who.Children(age) > 0),
        _ => who.Grown > 0,
    };

    /// <summary>Whether one band of years lies within another.</summary>
    static bool Within(string band, string other)
    {
        var (one, around) = (Years(band), Years(other));
        return one.From >= around.From && one.To <= around.To;
    }

    static (int From, int To) Years(string band)
    {
        var dash = band.IndexOf('-', StringComparison.Ordinal);
        return (
            int.Parse(band.AsSpan(0, dash), System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(band.AsSpan(dash + 1), System.Globalization.CultureInfo.InvariantCulture));
    }

    internal static Form MayKnow(this Form form, string pointer, string? code, IReadOnlySet<string> known) =>
        code is null ? form : form.Known(pointer, code, known);

    static Form MayKnowAll(this Form form, string pointer, IReadOnlyList<string>? codes, IReadOnlySet<string> known) =>
        codes is not { Count: > 0 } ? form : form.AllKnown(pointer, codes, known);
}
