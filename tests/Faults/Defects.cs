namespace ReferralNetwork.Tests.Faults;

/// <summary>What is wrong with a process: read from its environment by <see cref="DefectiveStartup"/>, set there by who starts it.</summary>
/// <param name="Crash">A crash point and at which passage of it the process dies: <c>before-commit:7</c>.</param>
/// <param name="Duplicates">Of a hundred messages, how many are published again, at once and once more some seconds later.</param>
/// <param name="ShuffledWindow">So many messages are held back and leave in random order.</param>
/// <param name="WithoutMandatory">The mutation: what no queue takes is dropped by the broker.</param>
/// <param name="ToldToPartner">The contract lists the partner system's queue.</param>
public sealed record Defects(
    string? Crash = null, int Duplicates = 0, int ShuffledWindow = 0, bool WithoutMandatory = false, bool ToldToPartner = false, int Seed = 0)
{
    internal const string Section = "Defects";

    /// <summary>The environment of a process that has them. Nothing in its own assemblies knows of it.</summary>
    public IEnumerable<KeyValuePair<string, string>> Environment()
    {
        yield return new("DOTNET_STARTUP_HOOKS", typeof(Defects).Assembly.Location);
        yield return new("ASPNETCORE_HOSTINGSTARTUPASSEMBLIES", typeof(Defects).Assembly.GetName().Name!);
        foreach (var defect in typeof(Defects).GetProperties())
        {
            if (defect.GetValue(this) is { } value)
                yield return new($"{Section}__{defect.Name}", Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!);
        }
    }
}
