namespace ReferralNetwork.Tests.Bench;

/// <summary>What was measured, once a round.</summary>
sealed record Sample(IReadOnlyList<double> Values)
{
    readonly double[] sorted = [.. Values.Order()];

    public double Median => sorted[sorted.Length / 2];
    public double Min => sorted[0];
    public double Max => sorted[^1];

    /// <summary>Round by round, so that what slows the machine slows both.</summary>
    public static Sample Of(Func<double[], double> combine, params Sample[] samples) =>
        new([.. Enumerable.Range(0, samples.Min(s => s.Values.Count)).Select(i => combine([.. samples.Select(s => s.Values[i])]))]);

    public static Sample operator /(Sample one, Sample other) => Of(s => s[0] / s[1], one, other);

    public static Sample operator /(Sample one, double other) => Of(s => s[0] / other, one);
}

/// <summary>Measures everything once, then everything again, and so on.</summary>
sealed class Rounds(int count)
{
    readonly List<(string Series, Func<Task<double>> Measure, Func<string>? Remark)> all = [];
    readonly Dictionary<string, List<double>> values = [];

    public Sample this[string series] => new(values[series]);

    public bool Has(string series) => values.ContainsKey(series);

    /// <param name="remark">What else was seen of it.</param>
    public void Add(string series, Func<Task<double>> measure, Func<string>? remark = null)
    {
        all.Add((series, measure, remark));
        values.Add(series, []);
    }

    public string Remark(string series) => all.Single(a => a.Series == series).Remark?.Invoke() ?? "";

    public async Task Run()
    {
        for (var round = 1; round <= count; round++)
        {
            foreach (var (series, measure, _) in all)
                values[series].Add(await measure());
            Benchmark.Say($"round {round} of {count}: {string.Join(", ", all.Select(a => $"{a.Series} {values[a.Series][^1]:0.#}"))}");
        }
    }
}
