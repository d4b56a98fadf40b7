using System.Diagnostics;
using Npgsql;
using RabbitMQ.Client.Exceptions;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>The fault run: referrals on their way while things break, then rest, then the verdict; then the mutations.</summary>
sealed class Run(Plan plan, Report report, Network network, World world, Messenger messenger, ChaosClient client, CancellationToken cancellationToken)
{
    const int AtOnce = 32;

    static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>So long nothing new may show, or a repeat could still be on its way.</summary>
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);

    public static async Task<bool> Play(Plan plan, CancellationToken cancellationToken)
    {
        var report = new Report(plan);
        var clock = Stopwatch.StartNew();
        Report.Say($"seed {plan.Seed}: two instances each of cases, referrals, returns, placements, ledger and a partner's system");
        await using var network = await Network.Start();
        using var client = new ChaosClient(network);
        var messenger = new Messenger(network.Broker);
        var world = await World.Told(network, messenger, client, cancellationToken);
        Report.Say($"     the network is up after {clock.Elapsed.TotalSeconds:0} s");
        var run = new Run(plan, report, network, world, messenger, client, cancellationToken);
        if (plan.Referrals > 0)
            await run.WithFaults();
        foreach (var guard in plan.Mutations)
            report.Without(guard, await new Mutations(network, world, messenger, client, plan).Without(guard, cancellationToken));
        Report.Say($"{report.Passed} passed, {report.Failed} failed in {clock.Elapsed.TotalSeconds:0} s");
        return report.Failed == 0;
    }

    async Task WithFaults()
    {
        using var book = new Book(Report.File(plan, "book.jsonl"));
        var journeys = new Journeys(client, world, book, plan.Seed);
        var until = DateTime.UtcNow + (plan.Length ?? Plan.Longest);
        var faults = Schedule();
        var pace = new Pace(plan.Referrals, faults.Count);
        using var allHealed = new CancellationTokenSource();

        var walking = Walk(journeys, pace, until);
        await Task.WhenAll(faults.GroupBy(f => f.Fault.Lane).Select(lane => Break([.. lane], journeys, book, pace, until)));
        pace.LetAllGo();
        var healed = Stopwatch.StartNew();
        await walking;
        var (findings, rest) = await Judge(new Oracle(network, client, world, book, messenger, alone: true), healed);
        report.Faults();
        report.Findings(findings, client, book, rest, network);
    }

    /// <summary>At least one of each kind, the rest by their weights, in an order that the seed gives.</summary>
    List<(Fault Fault, int Number, int OfItsKind)> Schedule()
    {
        var kinds = Fault.All.Where(f => plan.Only.Count == 0 || plan.Only.Contains(f.Id, StringComparer.Ordinal)).ToList();
        var all = kinds.SelectMany(fault =>
        {
            var count = Math.Max(1, (int)Math.Round((double)plan.Faults * fault.Weight / kinds.Sum(f => f.Weight)));
            return Enumerable.Range(0, count).Select(number => (fault, number, count));
        }).ToArray();
        Seeded.Random(plan.Seed, 0).Shuffle(all);
        return [.. all];
    }

    async Task Walk(Journeys journeys, Pace pace, DateTime until)
    {
        var walking = new List<Task>();
        using var places = new SemaphoreSlim(AtOnce);
        for (var number = 0; number < plan.Referrals && DateTime.UtcNow < until; number++)
        {
            await pace.Next(cancellationToken);
            await places.WaitAsync(cancellationToken);
            walking.Add(WalkOne(number));
        }
        await Task.WhenAll(walking);

        async Task WalkOne(int number)
        {
            try
            {
                await journeys.Walk(number, cancellationToken);
            }
            finally
            {
                places.Release();
            }
        }
    }

    async Task Break(IReadOnlyList<(Fault Fault, int Number, int OfItsKind)> lane, Journeys journeys, Book book, Pace pace, DateTime until)
    {
        foreach (var (fault, number, ofItsKind) in lane.TakeWhile(_ => DateTime.UtcNow < until))
        {
            var serial = 1 + number * Fault.All.Count + Fault.All.ToList().IndexOf(fault);
            var injection = new Injection(
                plan, network, world, client, book, journeys, messenger, Seeded.Random(plan.Seed, -serial), number, ofItsKind, serial,
                cancellationToken);
            var clock = Stopwatch.StartNew();
            try
            {
                await fault.Inject(injection);
                report.Came(fault, recovered: true);
                Report.Say($"     {DateTime.UtcNow:HH:mm:ss} {fault.Id,-4} {fault.What}, well after {clock.Elapsed.TotalSeconds:0.0} s");
            }
            catch (NotInjectedException e)
            {
                Report.Say($"     {DateTime.UtcNow:HH:mm:ss} {fault.Id,-4} did not happen: {e.Message}");
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                report.Came(fault, recovered: false, e.Message);
                Report.Say($"     {DateTime.UtcNow:HH:mm:ss} {fault.Id,-4} NOT RECOVERED: {e.GetType().Name}: {e.Message}");
            }
            pace.Broke();
        }
    }

    /// <summary>Sessions that a fault has cut are found out one by one, as they are used again.</summary>
    static async Task<List<Finding>> Look(Oracle oracle)
    {
        try
        {
            return await oracle.Look();
        }
        catch (Exception e) when (e is NpgsqlException or RabbitMQClientException)
        {
            return [new(Verdict.Unexpected, "looking", e.Message)];
        }
    }

    /// <summary>Looks until nothing is missing and nothing moves, or until the time to recover is over; and once more when it has been
    /// quiet.</summary>
    async Task<(List<Finding> Findings, TimeSpan? AtRestAfter)> Judge(Oracle oracle, Stopwatch healed)
    {
        while (true)
        {
            var findings = await Look(oracle);
            if (findings.Count == 0)
            {
                var rest = healed.Elapsed;
                await Task.Delay(Quiet, cancellationToken);
                return (await Look(oracle), rest);
            }
            if (healed.Elapsed > Injection.Recovery)
                return (findings, null);
            await Task.Delay(LookEvery, cancellationToken);
        }
    }
}
