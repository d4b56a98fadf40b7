using System.Collections.Concurrent;
using System.Text.Json;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>What one referral must have led to, by the answers that were given: nothing less, nothing twice, nothing else.</summary>
sealed class Expected
{
    public const string OfferedInCases = "cases/referral-offered";

    readonly Dictionary<string, int> effects = new(StringComparer.Ordinal);
    readonly Dictionary<string, int> acts = new(StringComparer.Ordinal);

    /// <summary>Of the partner's system: by message.</summary>
    public IReadOnlyDictionary<string, int> Effects => effects;

    /// <summary>On the ledger: by service and verb. Readings of the disclosure are compared with what Cases counted.</summary>
    public IReadOnlyDictionary<string, int> Acts => acts;

    public int Disclosures { get; private set; }

    /// <summary>The state it ends in; null until the one who walks it has got there.</summary>
    public string? End { get; private set; }

    public Expected Effect(string message, int times = 1)
    {
        effects[message] = effects.GetValueOrDefault(message) + times;
        return this;
    }

    public Expected Act(string verb, int times = 1)
    {
        acts[verb] = acts.GetValueOrDefault(verb) + times;
        return this;
    }

    public Expected Offered(int offers = 1) => Act("referrals/referral-offered", offers).Act(OfferedInCases, offers);

    public Expected Accepted()
    {
        return Released().Effect("OfferAccepted").Act("referrals/offer-accepted");
    }

    /// <summary>Cases released something, once.</summary>
    public Expected Released()
    {
        Disclosures++;
        return Act("cases/details-released");
    }

    public void Ends(string state) => End = state;
}

/// <summary>
/// The driver's own book, outside the system: every id that was given out and every step that was answered, written to a
/// file the moment it was.
/// </summary>
sealed class Book : IDisposable
{
    readonly StreamWriter file;
    readonly ConcurrentDictionary<Guid, Expected> referrals = [];
    readonly ConcurrentDictionary<string, int> made = new(StringComparer.Ordinal);
    readonly ConcurrentQueue<string> stuck = [];
    readonly ConcurrentQueue<string> wonders = [];

    public Book(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        file = new StreamWriter(path) { AutoFlush = true };
    }

    public IReadOnlyDictionary<Guid, Expected> Referrals => referrals;

    /// <summary>Those of the referrals that have one of the beds.</summary>
    public ConcurrentDictionary<Guid, byte> Kept { get; } = [];

    /// <summary>How often there was no bed, by the reason that was given.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>What did not get to its end, and where it stood.</summary>
    public IReadOnlyCollection<string> Stuck => stuck;

    /// <summary>Answers that nobody should have got.</summary>
    public IReadOnlyCollection<string> Wonders => wonders;

    /// <summary>How many of a kind were given out: cases, consents, permits.</summary>
    public int Made(string kind) => made.GetValueOrDefault(kind);

    public void Make(string kind, Guid id)
    {
        made.AddOrUpdate(kind, 1, (_, before) => before + 1);
        Write(kind, id, "accepted");
    }

    public Expected Open(Guid referral)
    {
        var expected = new Expected();
        if (!referrals.TryAdd(referral, expected))
            throw new UnexpectedException($"referral {referral} was given out twice");
        Write("referral", referral, "accepted");
        return expected;
    }

    public void Answered(Guid referral, string step) => Write("referral", referral, step);

    public void GotStuck(string where)
    {
        stuck.Enqueue(where);
        Write("stuck", Guid.Empty, where);
    }

    public void Wonder(string what)
    {
        wonders.Enqueue(what);
        Write("unexpected", Guid.Empty, what);
    }

    void Write(string kind, Guid id, string step)
    {
        lock (file)
            file.WriteLine(JsonSerializer.Serialize(new { at = DateTimeOffset.UtcNow, kind, id, step }));
    }

    public void Dispose() => file.Dispose();
}
