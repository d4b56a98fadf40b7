using System.Globalization;
using System.Text.RegularExpressions;

namespace ReferralNetwork.Chassis.Hosting;

/// <summary>What services/services.conf declares of one process; that file says how it is written.</summary>
/// <param name="Project">Folder of the program, from the top of the repository.</param>
/// <param name="Port">The one it would like; null where any other does as well.</param>
/// <param name="Health">Path that says whether it is well.</param>
/// <param name="Queues">Those that it reads.</param>
/// <param name="Settings">By the name under which the process finds each in its environment. What stands in braces is each installation's
/// own.</param>
public sealed partial record ServiceDeclaration(
    string Name, string Project, string Scheme, int? Port, string Health, IReadOnlyList<string> Queues, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>In the order in which they start.</summary>
    public static IReadOnlyList<ServiceDeclaration> All { get; } = [.. Read()];

    /// <summary>The processes that this one calls.</summary>
    public IReadOnlyList<string> Calls =>
        [.. Settings.Where(s => s.Key.StartsWith("Services__", StringComparison.Ordinal)).Select(s => Filling().Match(s.Value).Groups["name"].Value)];

    /// <exception cref="InvalidOperationException">Nothing of that name is declared.</exception>
    public static ServiceDeclaration For(string name) =>
        All.FirstOrDefault(service => service.Name == name) ?? throw new InvalidOperationException($"services/services.conf declares no {name}.");

    /// <summary>The settings, with what this installation has of its own.</summary>
    /// <param name="fill">For the kind and the name between the braces; the name is empty where there can be only one.</param>
    public async Task<Dictionary<string, string>> Fill(Func<string, string, Task<string>> fill)
    {
        var filled = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (setting, template) in Settings)
        {
            filled[setting] = template;
            foreach (Match match in Filling().Matches(template))
                filled[setting] = filled[setting].Replace(
                    match.Value, await fill(match.Groups["kind"].Value, match.Groups["name"].Value), StringComparison.Ordinal);
        }
        return filled;
    }

    [GeneratedRegex(@"\{(?<kind>[a-z]+):?(?<name>[^}]*)\}", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Filling();

    static IEnumerable<ServiceDeclaration> Read()
    {
        using var file = new StreamReader(typeof(ServiceDeclaration).Assembly.GetManifestResourceStream("services.conf")!);
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        var name = "";
        while (file.ReadLine() is { } line)
        {
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '[')
                sections[name = line[1..^1]] = new(StringComparer.Ordinal);
            else if (line.Split(" = ", 2) is [var key, var value])
                sections[name][key] = value;
        }
        foreach (var (process, own) in sections.Where(section => section.Value.ContainsKey("project")))
        {
            var lines = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (key, value) in sections.GetValueOrDefault(own.GetValueOrDefault("like", "")) ?? [])
                lines[key] = value.Replace("{name}", process, StringComparison.Ordinal);
            foreach (var (key, value) in own)
                lines[key] = value;
            yield return new(
                process, lines["project"], lines["scheme"],
                lines.TryGetValue("port", out var port) ? int.Parse(port, CultureInfo.InvariantCulture) : null, lines["health"],
                lines.GetValueOrDefault("queues", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                lines.Where(l => char.IsUpper(l.Key[0])).ToDictionary(StringComparer.Ordinal));
        }
    }
}
