using System.Diagnostics;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// What an embassy could tell by a clock: the same read of a return that goes on and of one that is held by a bar and whose document it will
/// not issue, one after the other in an order that is drawn each time. Among them the lead reads the one that goes on and another with a
/// timeline and strands many times as long. These two must be found different: else this clock would find nothing.
/// </summary>
sealed class Telling
{
    readonly Installation installation;
    readonly IReadOnlyList<(string Path, string Token)> reads;

    Telling(Installation installation, IReadOnlyList<(string Path, string Token)> reads) => (this.installation, this.reads) = (installation, reads);

    /// <summary>Each return of an embassy and a lead of its own.</summary>
    /// <returns>By what is read.</returns>
    public static async Task<IReadOnlyList<(string What, Telling Telling)>> Prepare(Installation on, PreparedOffers offers, StoredReturns stored)
    {
        var at = DateTimeOffset.UtcNow;
        var (goesOn, held, longer) = (Story().Planned(), Story().Barred(), Story().Planned().Recorded(times: 400));
        var (ones, lists) = (new List<(string, string)>(), new List<(string, string)>());
        foreach (var story in new[] { goesOn, held, longer })
        {
            var path = $"/returns/{await stored.One(story)}";
            if (story != longer)
                Add(path, "requested", offers.TokenFor("returns", story.Embassy.Value, Roles.ConsularOfficer));
            if (story != held)
                Add(path, "led", offers.TokenFor("returns", story.Lead.Value, Roles.Caseworker));
        }
        return [("one return", new(on, ones)), ("its list", new(on, lists))];

        ReturnStory Story() => new ReturnStory(at).Prepared();

        void Add(string path, string side, string token)
        {
            ones.Add((path, token));
            lists.Add(($"/returns?side={side}", token));
        }
    }

    /// <summary>How likely a read of the held one takes the embassy longer than one of the other, and the lead a read of the long one.</summary>
    public async Task<(Probability Held, Probability Long)> Take(TimeSpan time)
    {
        var took = reads.Select(_ => new List<double>()).ToList();
        var order = Enumerable.Range(0, reads.Count).ToArray();
        var lengths = new int[reads.Count];
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < time;)
        {
            Random.Shared.Shuffle(order);
            foreach (var i in order)
            {
                (var milliseconds, lengths[i]) = await installation.Read(reads[i].Path, reads[i].Token);
                took[i].Add(milliseconds);
            }
        }
        // In the order in which they were prepared: embassy and lead of the one that goes on, embassy of the held, lead of the long one.
        return lengths[0] == lengths[2]
            ? (new(took[2], took[0]), new(took[3], took[1]))
            : throw new InvalidOperationException($"The answers themselves differ: {lengths[0]} bytes and {lengths[2]}.");
    }
}

/// <summary>That a random one of these is greater than a random one of those; 0.5 where nothing tells them apart (Mann and Whitney).</summary>
sealed record Probability(IReadOnlyList<double> These, IReadOnlyList<double> Those)
{
    /// <summary>Off the middle by more than this is no chance: three standard errors; nor is less than 0.03 worth anything to anybody.</summary>
    public double Chance { get; } =
        Math.Max(0.03, Math.Round(3 * Math.Sqrt((These.Count + Those.Count + 1) / (12.0 * These.Count * Those.Count)), 3));

    public double Value { get; } = Greater(These, Those);

    public bool Tells => Math.Abs(Value - 0.5) > Chance;

    static double Greater(IReadOnlyList<double> these, IReadOnlyList<double> those)
    {
        var (less, pairs, ordered) = (0, 0.0, those.Order().ToList());
        foreach (var one in these.Order())
        {
            while (less < ordered.Count && ordered[less] < one)
                less++;
            var equal = less;
            while (equal < ordered.Count && ordered[equal] == one)
                equal++;
            pairs += (less + equal) / 2.0;
        }
        return pairs / these.Count / those.Count;
    }
}
