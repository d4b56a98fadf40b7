using System.Text.RegularExpressions;

namespace ReferralNetwork.Tests.Unit.Chassis;

/// <summary>
/// Neither a value nor a column goes by its position: one more in between would shift them all, and nobody would see it. Tests
/// may: most ask for one value, and the twin of the benchmark is written by hand on purpose.
/// </summary>
public sealed partial class SqlByNameTests
{
    [Fact]
    public void Values_and_columns_go_by_name()
    {
        var files = new[] { "services", "gateway" }.SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), "*.cs",
            SearchOption.AllDirectories))
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file).Replace('\\', '/'), File: file))
            .Where(file => !file.Name.Contains("/obj/", StringComparison.Ordinal))
            .ToList();
        Assert.True(files.Count > 100);
        Assert.Empty(files.SelectMany(file =>
            File.ReadLines(file.File).Where(line => ByPosition().IsMatch(line)).Select(line => $"{file.Name}: {line.Trim()}")));
    }

    /// <summary>A column such as <c>GetGuid(0)</c>, or a value such as <c>$1</c> beside an operator, a comma or a bracket.</summary>
    [GeneratedRegex(
        """\.(Get(Guid|String|Boolean|Int16|Int32|Int64|Decimal|Double|DateTime|Value|FieldValue<[^>]+>)|IsDBNull(Async)?)\(\d|[ (,=]\$\d""",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex ByPosition();
}
