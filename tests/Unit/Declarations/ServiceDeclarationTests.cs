using System.Text.RegularExpressions;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Declarations;

/// <summary>What cannot read services/services.conf by itself says the same.</summary>
public sealed class ServiceDeclarationTests
{
    static readonly string[] Compose = File.ReadAllLines(Path.Combine(Repository.Root, "docker-compose.yml"));

    static readonly string[] Databases =
        [.. ServiceDeclaration.All.SelectMany(s => s.Settings.Values)
            .SelectMany(value => Regex.Matches(value, "{database:[^}]*}", RegexOptions.NonBacktracking)
                .Select(m => m.Value["{database:".Length..^1]))];

    static readonly string[] Services = [.. ServiceDeclaration.All.Where(s => s.Scheme == "http").Select(s => s.Name)];

    public static TheoryData<string> Processes => [.. ServiceDeclaration.All.Select(s => s.Name)];

    [Theory]
    [MemberData(nameof(Processes))]
    public async Task A_container_finds_in_its_environment_what_is_declared(string name)
    {
        var declared = ServiceDeclaration.For(name);
        var expected = await declared.Fill((kind, of) => Task.FromResult(Contained(kind, of)));
        if (declared.Scheme == "https")
        {
            expected["ASPNETCORE_URLS"] = $"https://+:{declared.Port}";
            expected["SSL_CERT_FILE"] = "/keys/trusted.pem";
        }
        else
        {
            expected["ASPNETCORE_URLS"] = "http://+:8080";
            expected["AllowedHosts"] = string.Join(';', [.. Services, "127.0.0.1"]);
        }
        if (name == "idp")
            expected["Origin"] = Contained("address", name);
        Assert.Equal(Lines(expected), Lines(Environment(name)));
    }

    [Theory]
    [MemberData(nameof(Processes))]
    public void A_container_runs_the_declared_project_and_is_asked_whether_it_is_well(string name)
    {
        var declared = ServiceDeclaration.For(name);
        var container = string.Join('\n', Container(name));
        Assert.Contains($"args: {{ PROJECT: {declared.Project} }}", container, StringComparison.Ordinal);
        var asked = declared.Scheme == "https" ? container : string.Join('\n', Under(Compose, "x-service: &service"));
        Assert.Contains(
            $"{(declared.Scheme == "https" ? Contained("address", name) : "http://127.0.0.1:8080")}{declared.Health}\"",
            asked, StringComparison.Ordinal);
        if (declared.Port is { } port)
            Assert.Contains($"\"127.0.0.1:{port}:{port}\"", string.Join('\n', Compose), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_database_has_its_role_and_password_in_the_containers_and_in_the_readme()
    {
        Assert.Equal(Databases, Looped(Compose));
        var passwords = Databases.Select(name => name.ToUpperInvariant());
        Assert.Equal(
            passwords,
            Under(Container("postgres"), "    environment:").Select(l => l.Trim().Split("_PASSWORD:")[0])
                .Where(n => !n.StartsWith("POSTGRES", StringComparison.Ordinal)));
        Assert.Equal(["POSTGRES", .. passwords, "BROKER"], Looped(File.ReadAllLines(Path.Combine(Repository.Root, "README.md"))));
    }

    [Fact]
    public void Every_queue_of_the_contracts_is_declared_by_whoever_reads_it()
    {
        Assert.Equal(
            Routes.All.SelectMany(route => route.Queues).Distinct().Order(StringComparer.Ordinal),
            ServiceDeclaration.All.SelectMany(s => s.Queues).Order(StringComparer.Ordinal));
        Assert.All(ServiceDeclaration.All, s => Assert.All(s.Queues, queue => Assert.StartsWith($"{s.Name}.", queue, StringComparison.Ordinal)));
    }

    /// <summary>What stands for it in a container.</summary>
    static string Contained(string kind, string name) => kind switch
    {
        "database" => $"Host=postgres;Username={name};Password=${{{name.ToUpperInvariant()}_PASSWORD}};Database={name}",
        "key" => $"/keys/{name}",
        "address" when ServiceDeclaration.For(name).Port is { } port => $"https://localhost:{port}",
        "address" => $"http://{name}:8080",
        "host" => $"localhost:{ServiceDeclaration.For(name).Port}",
        "secret" => $"${{{name.ToUpperInvariant()}}}",
        "broker" => "amqp://network:${BROKER_PASSWORD}@broker:5672/network",
        "management" => "http://network:${BROKER_PASSWORD}@broker:15672",
        _ => throw new InvalidOperationException($"A container has no {kind}."),
    };

    static IEnumerable<string> Lines(Dictionary<string, string> settings) =>
        settings.Select(s => $"{s.Key}: {s.Value}").Order(StringComparer.Ordinal);

    /// <summary>With what is merged into it; without what a missing password would have Docker say.</summary>
    static Dictionary<string, string> Environment(string name)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in Under(Container(name), "    environment:"))
        {
            if (line.Trim().Split("<<: *") is [_, var anchor])
                Add(Under(Compose, $"x-{anchor}: &{anchor}"));
            else
                Add([line]);
        }
        return settings;

        void Add(IEnumerable<string> lines)
        {
            foreach (var line in lines)
            {
                var (key, value) = line.Trim().Split(": ", 2) is [var k, var v]
                    ? (k, v)
                    : throw new InvalidOperationException($"Cannot read: {line}");
                settings[key] = Regex.Replace(value, @":\?[^}]*", "", RegexOptions.NonBacktracking);
            }
        }
    }

    /// <summary>What the one loop of a shell in it goes through.</summary>
    static string[] Looped(IEnumerable<string> lines) =>
        lines.Single(line => line.TrimStart().StartsWith("for name in ", StringComparison.Ordinal))
            .Trim()["for name in ".Length..^"; do".Length].Split(' ');

    static IReadOnlyList<string> Container(string name) => Under(Under(Compose, "services:"), $"  {name}:");

    /// <summary>The lines that are indented below this one.</summary>
    static IReadOnlyList<string> Under(IReadOnlyList<string> lines, string header)
    {
        var below = lines.SkipWhile(line => line != header).Skip(1).TakeWhile(line => line.Length == 0 || Indent(line) > Indent(header));
        return [.. below.Where(line => line.Length > 0 && line.TrimStart()[0] != '#')];
    }

    static int Indent(string line) => line.Length - line.TrimStart().Length;
}
