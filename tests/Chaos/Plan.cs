using System.Globalization;

namespace ReferralNetwork.Tests.Chaos;

/// <summary>How long, how much, and which faults. The seed decides who does what and what breaks where; not the timing.</summary>
/// <param name="Faults">How many are injected, shared out by <see cref="Fault.Weight"/>.</param>
/// <param name="Length">The run ends after this, whatever is left to do; null: when all is done, but see <see cref="Longest"/>.</param>
/// <param name="Only">Ids of the faults to inject; empty: all.</param>
/// <param name="Mutations">Which guards are taken out, one after the other, when everything else is done.</param>
/// <param name="Standstill">How long a stopped process stands still.</param>
/// <param name="Pairs">Acceptances that race against their due timer, altogether.</param>
sealed record Plan(
    int Seed, int Referrals, int Faults, TimeSpan? Length, IReadOnlyList<string> Only, IReadOnlyList<Mutation> Mutations,
    TimeSpan Standstill, int Pairs)
{
    /// <summary>No run goes on for longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(2);

    /// <summary>More than any length of time takes.</summary>
    const int Endless = 100_000;

    public const string Usage = """
        chaos [--short | --referrals N --faults M | --minutes T] [--seed S] [--only F4,F9] [--mutate inbox|mandatory|outbox|none]
        """;

    /// <returns>Null where the arguments are none that are known.</returns>
    public static Plan? Parse(string[] args)
    {
        var plan = new Plan(Random.Shared.Next(1, 1_000_000), 2000, 200, null, [], Enum.GetValues<Mutation>(), TimeSpan.FromSeconds(60), 10_000);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--short")
            {
                plan = plan with { Referrals = 80, Faults = 12, Standstill = TimeSpan.FromSeconds(20), Pairs = 200 };
                continue;
            }
            if (i + 1 == args.Length)
                return null;
            var value = args[++i];
            plan = args[i - 1] switch
            {
                "--referrals" => plan with { Referrals = Number(value) },
                "--faults" => plan with { Faults = Number(value) },
                "--minutes" => plan with { Length = TimeSpan.FromMinutes(Number(value)), Faults = Endless, Referrals = 10 * Endless },
                "--seed" => plan with { Seed = Number(value) },
                "--only" => plan with { Only = value.Split(',') },
                "--mutate" when value == "none" => plan with { Mutations = [] },
                // Only to see it turn red.
                "--mutate" when Enum.TryParse<Mutation>(value, ignoreCase: true, out var mutation) =>
                    plan with { Mutations = [mutation], Referrals = 0 },
                _ => plan with { Referrals = -1 },
            };
            if (plan.Referrals < 0)
                return null;
        }
        return plan;
    }

    static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
