using System.Text.RegularExpressions;
using ReferralNetwork.Chassis.Hosting;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>What a service's README says that it owns, hears and says is what its tables and the contract say.</summary>
public sealed partial class ServiceReadmeTests
{
    public static TheoryData<string> Services => [.. Names];

    public static IEnumerable<string> Names => ServiceDeclaration.All.Where(s => s.Scheme == "http").Select(s => Path.GetFileName(s.Project));

    public static TheoryData<string> Owners =>
        [.. ServiceDeclaration.All.Where(s => s.Settings.ContainsKey("ConnectionStrings__Database")).Select(s => s.Project), "services/Chassis"];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_queue_and_message_that_a_service_hears_stands_in_its_README(string service)
    {
        var prefix = service.ToLowerInvariant() + '.';
        var heard = Routes.All.SelectMany(route => route.Queues.Where(queue => queue.StartsWith(prefix, StringComparison.Ordinal))
            .SelectMany(queue => new[] { route.Message.Name, queue }));
        Assert.Empty(heard.Except(InRow(service, "Hears"), StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_message_that_a_service_says_stands_in_its_README(string service)
    {
        var said = File.ReadLines(Path.Combine(Repository.Root, "contracts", "README.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(row => row is [_, var from, _, _, _] && from == service)
            .Select(row => row[0].Trim('`'));
        // A timer is a message to oneself: its row is one for both.
        Assert.Empty(said.Except([.. InRow(service, "Says"), .. InRow(service, "Hears")], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Owners))]
    public void Every_table_stands_in_the_README_of_what_owns_it(string folder)
    {
        var sql = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.sql", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal).Select(File.ReadAllText));
        var tables = NamesIn(Created(), sql).Except(NamesIn(Dropped(), sql), StringComparer.Ordinal).ToList();
        Assert.NotEmpty(tables);
        Assert.Empty(tables.Except(Backquoted().Matches(Readme(folder)).Select(match => match.Groups["word"].Value), StringComparer.Ordinal));
    }

    static IEnumerable<string> InRow(string service, string row)
    {
        var line = Readme($"services/{service}").Split('\n').Single(line => line.StartsWith($"| {row} |", StringComparison.Ordinal));
        return Backquoted().Matches(line).Select(match => match.Groups["word"].Value);
    }

    static string Readme(string folder) => File.ReadAllText(Path.Combine(Repository.Root, folder, "README.md"));

    static IEnumerable<string> NamesIn(Regex statement, string sql) => statement.Matches(sql).Select(match => match.Groups["name"].Value);

    [GeneratedRegex("create table (?:if not exists )?(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Created();

    [GeneratedRegex("drop table (?:if exists )?(?<name>[a-z_]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Dropped();

    [GeneratedRegex("`(?<word>[^`]+)`", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Backquoted();
}
