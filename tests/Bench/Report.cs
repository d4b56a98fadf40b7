using System.Globalization;
using System.Text.Json;

namespace ReferralNetwork.Tests.Bench;

/// <param name="Good">What it should reach, and what is aimed at; null for limits, which are what they are.</param>
sealed record Row(string Id, string Measure, Sample Sample, double? Good, double? Aim, string Remark)
{
    /// <summary>It should stay below: growth, and the milliseconds of B6.</summary>
    public bool Less { get; init; }

    /// <summary>It should be near this, and off it by no more than <see cref="Good"/>.</summary>
    public double? Around { get; init; }

    public string Verdict => Good is not { } good ? "" : Reaches(Aim) ? "aim" : Reaches(good) ? "good" : "SHORT";

    bool Reaches(double? mark) => mark is { } m
        && (Around is { } middle ? Math.Abs(Sample.Median - middle) <= m : Less ? Sample.Median <= m : Sample.Median >= m);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Id,-8}{Measure,-52}{Figure(Sample.Median),9}{Figure(Sample.Min),9}{Figure(Sample.Max),9}{Good,7}{Aim,7} {Verdict,-6}{Remark}");

    static string Figure(double value) => value.ToString(value < 20 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
}

/// <summary>The table on the console, and the same as JSON.</summary>
sealed class Report(string folder)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    readonly List<Row> rows = [];
    readonly DateTimeOffset startedAt = DateTimeOffset.UtcNow;

    public void Add(Row row) => rows.Add(row);

    /// <param name="unfit">Why the run does not count: what it is compared with is not fit for it.</param>
    /// <returns>Whether it counts.</returns>
    public bool Write(IReadOnlyList<string> unfit)
    {
        var counts = unfit.Count == 0;
        Console.WriteLine($"{"id",-8}{"measure",-52}{"median",9}{"min",9}{"max",9}{"good",7}{"aim",7}");
        rows.ForEach(Console.WriteLine);
        foreach (var why in unfit)
            Console.WriteLine($"THIS RUN DOES NOT COUNT: {why}.");
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{startedAt:yyyy-MM-dd'T'HHmmss}.json");
        File.WriteAllText(file, JsonSerializer.Serialize(
            new
            {
                startedAt, counts,
                rows = rows.Select(
                    r => new { r.Id, r.Measure, r.Sample.Median, r.Sample.Min, r.Sample.Max, r.Good, r.Aim, r.Verdict, r.Remark, r.Sample.Values })
            },
            Json));
        Console.WriteLine($"the same as JSON: {Path.GetRelativePath(ServiceProcess.Root, file)}");
        return counts;
    }
}
