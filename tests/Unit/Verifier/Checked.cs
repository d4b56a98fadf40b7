using System.Text.Json.Nodes;
using ReferralNetwork.Verifier;

namespace ReferralNetwork.Tests.Unit.Verifier;

/// <summary>What the program said of an export.</summary>
/// <param name="Faults">With the section they stand in: <c>Exhibit 1: hop 2: ...</c>.</param>
sealed record Checked(int Code, string Output, string Errors, IReadOnlyList<string> Faults)
{
    /// <param name="arguments">After the export.</param>
    public static Checked Run(JsonNode export, params string[] arguments) => Run(export.ToJsonString(), path => [path, .. arguments]);

    public static Checked Run(string export, Func<string, string[]> arguments)
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var path = Path.Combine(folder.FullName, "export.json");
            File.WriteAllText(path, export);
            using var output = new StringWriter();
            using var errors = new StringWriter();
            var code = CommandLine.Run(arguments(path), output, errors);
            return new(code, output.ToString(), errors.ToString(), [.. FaultsIn(output.ToString())]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Refused, and for this reason among others.</summary>
    public void IsRefused(string fault)
    {
        Assert.Equal(CommandLine.Fault, Code);
        Assert.Contains(Faults, found => found.Contains(fault, StringComparison.Ordinal));
    }

    public void IsRight() => Assert.True(Code == CommandLine.Right && Faults is [], Output + Errors);

    static IEnumerable<string> FaultsIn(string output)
    {
        var section = "";
        foreach (var line in output.Split(Environment.NewLine))
        {
            if (!line.StartsWith(' '))
                section = line.Split(" (")[0];
            else if (line.StartsWith("  FAULT  ", StringComparison.Ordinal))
                yield return $"{section}: {line["  FAULT  ".Length..]}";
        }
    }
}
