using System.Globalization;
using ReferralNetwork.Tests.Harness;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>What was tried and what came of it.</summary>
sealed class Report(Plan plan)
{
    readonly Dictionary<string, (int Injected, int Recovered)> faults = new(StringComparer.Ordinal);
    readonly List<string> failures = [];

    public int Injected => faults.Values.Sum(f => f.Injected);

    public int Recovered => faults.Values.Sum(f => f.Recovered);

    /// <summary>Checks that held and that did not: one for each fault, for each verdict and for each mutation.</summary>
    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public static string File(Plan plan, string name) =>
        Path.Combine(ServiceProcess.Root, ".run/chaos", plan.Seed.ToString(CultureInfo.InvariantCulture), name);

    public void Came(Fault fault, bool recovered, string? why = null)
    {
        lock (faults)
        {
            var (injected, before) = faults.GetValueOrDefault(fault.Id);
            faults[fault.Id] = (injected + 1, before + (recovered ? 1 : 0));
            if (why is not null)
                failures.Add($"{fault.Id}: {why}");
        }
    }

    public static void Say(string line) => Console.WriteLine(line);

    public void Faults()
    {
        foreach (var fault in Fault.All.Where(f => faults.ContainsKey(f.Id)))
        {
            var (injected, recovered) = faults[fault.Id];
            Hold(injected == recovered, $"{fault.Id,-4} {fault.What,-45} injected {injected,5}  recovered {recovered,5}");
        }
        failures.ForEach(failure => Say($"     not recovered: {failure}"));
    }

    public void Findings(IReadOnlyList<Finding> findings, ChaosClient client, Book book, TimeSpan? rest, Network network)
    {
        foreach (var group in findings.GroupBy(f => (f.Verdict, f.Check)))
        {
            Say($"     {group.Key.Verdict.ToString().ToLowerInvariant()} ({group.Key.Check}): {group.Count()}, such as {group.First().What}");
        }
        Say(
            $"     {book.Referrals.Count} referrals; {client.Attempts} requests, {client.Unknown} without an answer, {client.Unavailable} answered 503, {client.Broken} answered 500");
        Say($"     {book.Kept.Count} have one of {World.Beds} beds; {string.Join(", ", book.Refused.Select(r => $"{r.Value} {r.Key}"))}");
        Say($"     {Defective(network, "duplicated")} messages duplicated, {Defective(network, "shuffled")} shuffled");
        int Of(Verdict verdict) => findings.Count(f => f.Verdict == verdict);
        foreach (var verdict in Enum.GetValues<Verdict>())
            Hold(Of(verdict) == 0, $"{verdict.ToString().ToLowerInvariant()} {Of(verdict)}");
        Hold(
            rest is not null, rest is { } time
                ? $"at rest {time.TotalSeconds:0} s after the last fault was healed"
                : $"not at rest within {Injection.Recovery.TotalSeconds:0} s");
        Say(
            $"attempts {client.Attempts}  lost {Of(Verdict.Lost)}  doubled {Of(Verdict.Doubled)}  unexpected {Of(Verdict.Unexpected)}  recovered {Recovered} of {Injected}  seed {plan.Seed}");
    }

    public void Without(Mutation guard, IReadOnlyList<Finding> findings) => Hold(
        findings.Count > 0,
        $"without {guard.ToString().ToLowerInvariant()}: {(findings.Count == 0 ? "nothing noticed" : "red, by " + string.Join(", ", findings
            .GroupBy(f => $"{f.Check} {f.Verdict.ToString().ToLowerInvariant()}").Select(g => $"{g.Key} ({g.Count()})")))}");

    void Hold(bool holds, string line)
    {
        if (holds)
            Passed++;
        else
            Failed++;
        Say($"{(holds ? "ok  " : "FAIL")} {line}");
    }

    /// <summary>What defective processes said that they did.</summary>
    static int Defective(Network network, string what) => network.Instances
        .SelectMany(i => i.Output.Split('\n'))
        .Where(line => line.StartsWith("defect: ", StringComparison.Ordinal) && line.EndsWith(what, StringComparison.Ordinal))
        .Sum(line => int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture));
}
