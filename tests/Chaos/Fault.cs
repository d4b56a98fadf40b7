namespace ReferralNetwork.Tests.Chaos;

/// <summary>Faults of one lane come one after the other; the lanes run side by side.</summary>
enum Lane { Processes, Defects, Standstill, Servers, Messages }

/// <summary>One of the faults of the fault run.</summary>
/// <param name="Weight">Its share of two hundred.</param>
/// <param name="Inject">Breaks something and returns when that is well again.</param>
sealed record Fault(string Id, string What, Lane Lane, int Weight, Func<Injection, Task> Inject)
{
    public static readonly IReadOnlyList<Fault> All =
    [
        new("F1", "kill -9 a service, and restart", Lane.Processes, 44, ProcessFaults.Kill),
        new("F2", "a process dies at a named point", Lane.Processes, 48, ProcessFaults.CrashPoint),
        new("F3", "kill -9 the broker", Lane.Servers, 18, ServerFaults.KillBroker),
        new("F4", "kill -9 the database", Lane.Servers, 18, ServerFaults.KillDatabase),
        new("F5", "kill -9 both, and a cold start", Lane.Servers, 5, ServerFaults.KillBoth),
        new("F9", "SIGSTOP longer than every timeout, SIGCONT", Lane.Standstill, 6, ProcessFaults.Standstill),
        new("F13", "30 % duplicates, inboxes cleaned meanwhile", Lane.Defects, 14, ProcessFaults.Duplicates),
        new("F14", "order shuffled across 1,000 messages", Lane.Defects, 12, ProcessFaults.Shuffled),
        new("F15", "poison to every queue", Lane.Messages, 9, MessageFaults.Poison),
        new("F17", "acceptances race their due timers", Lane.Messages, 10, MessageFaults.RaceTimers),
        new("F23", "64 accept one referral at once", Lane.Messages, 8, MessageFaults.Crowd),
        new("F24", "the partner's queue deleted", Lane.Servers, 8, ServerFaults.DeleteQueue),
    ];
}

/// <summary>What a fault needs to be injected.</summary>
/// <param name="Number">Which of its kind it is, from 0.</param>
/// <param name="OfItsKind">How many of its kind there will be.</param>
/// <param name="Serial">Its own among all.</param>
sealed record Injection(
    Plan Plan, Network Network, World World, ChaosClient Client, Book Book, Journeys Journeys, Messenger Messenger, Random Random,
    int Number, int OfItsKind,
    int Serial, CancellationToken CancellationToken)
{
    /// <summary>So long may anything take to be well again.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(120);

    /// <summary>Waits for a fact; the fault is not recovered from where it does not come. A server that cannot be asked just now says
    /// nothing.</summary>
    public async Task Until(Func<Task<bool>> holds, string what)
    {
        for (var end = DateTime.UtcNow + Recovery; !await Known(holds);)
        {
            if (DateTime.UtcNow > end)
                throw new TimeoutException($"not within {Recovery.TotalSeconds} s: {what}");
            await Task.Delay(200, CancellationToken);
        }
    }

    /// <summary>A few referrals, so that what breaks breaks in the midst of them.</summary>
    public Task Traffic() =>
        Task.WhenAll(Enumerable.Range(Beside + 4 * Serial, 4).Select(number => Journeys.WalkStraight(number, CancellationToken)));

    static async Task<bool> Known(Func<Task<bool>> holds)
    {
        try
        {
            return await holds();
        }
        catch (Exception e) when (Messenger.IsAway(e) || e is Npgsql.NpgsqlException { IsTransient: true })
        {
            return false;
        }
    }

    /// <summary>Numbers of journeys beside the planned ones.</summary>
    const int Beside = 1_000_000;

    public Instance Any(params string[] services) => Network.Both(services[Random.Next(services.Length)])[Random.Next(2)];
}
