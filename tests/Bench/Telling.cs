using System.Diagnostics;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Bench;

/// <summary>
/// What an embassy could tell by a clock: the same read of a return that goes on and of one that is held by a bar and whose document it will
/// not issue, one after the other in an order that is drawn each time. A third, with a timeline and strands many times as long, must be found
/// different: else the clock is too coarse for anything to be told.
/// </summary>
sealed class Telling
{
    readonly Installation installation;
    readonly IReadOnlyList<(string Path, string Token)> reads;

    Telling(Installation installation, IReadOnlyList<(string Path, string Token)> reads) => (this.installation, this.reads) = (installation, reads);

    /// <summary>Each of the three of an embassy of its own, which has asked for this one alone.</summary>
    /// <returns>By what is read.</returns>
    public static async Task<IReadOnlyList<(string What, Telling Telling)>> Prepare(Installation on, PreparedOffers offers, StoredReturns stored)
    {
        var (ones, lists) = (new List<(string, string)>(), new List<(string, string)>());
        var at = DateTimeOffset.UtcNow;
        foreach (var goesOn in new Func<ReturnStory, ReturnStory>[] { s => s.Planned(), s => s.Barred(), s => s.Planned().Recorded(times: 200) })
        {
            var story = goesOn(new ReturnStory(at).Prepared());
            var token = offers.TokenFor("returns", story.Embassy.Value, Roles.ConsularOfficer);
            ones.Add(($"/returns/{await stored.One(story)}", token));
            lists.Add(("/returns?side=requested", token));
        }
        return [("one return", new(on, ones)), ("its list", new(on, lists))];
    }

    /// <summary>How likely a read of the held one takes longer than one of the other, and a read of the long one.</summary>
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
        return lengths.Distinct().Count() == 1
            ? (new(took[1], took[0]), new(took[2], took[0]))
            : throw new InvalidOperationException($"The answers themselves differ: {string.Join(", ", lengths)} bytes.");
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
