using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Contracts;

/// <summary>The table that people read is the one that the services declare.</summary>
public sealed class ReadmeTests
{
    static readonly string[] Speakers = [.. ServiceReadmeTests.Names, "every service"];

    /// <summary>The rows of the table under a heading, cell by cell.</summary>
    static List<string[]> Table(string heading) =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "contracts", "README.md"))
            .SkipWhile(line => line != $"## {heading}").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith('|')).Skip(2)
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];

    [Fact]
    public void Every_message_stands_in_the_table_with_its_queues()
    {
        var declared = Routes.All.Select(route =>
            $"{route.Message.Name} {(route.ToOne ? "sent" : "published")} to {(route.Queues.Count == 0 ? "nobody yet" : string.Join(", ", route.Queues))}");
        var written = Table("Who says what to whom").Select(row =>
            $"{row[0].Trim('`')} {row[3]} to {row[2].Replace("`", "", StringComparison.Ordinal)}");
        Assert.Equal(declared, written);
    }

    [Fact]
    public void Every_row_says_who_speaks_and_why() =>
        Assert.All(Table("Who says what to whom"), row =>
        {
            Assert.Equal(5, row.Length);
            Assert.Subset(Speakers.ToHashSet(StringComparer.Ordinal), row[1].Split(", ").ToHashSet(StringComparer.Ordinal));
            Assert.NotEmpty(row[4]);
        });

    [Fact]
    public void Questions_and_answers_are_messages_of_the_table()
    {
        var known = Routes.All.Select(route => route.Message.Name).ToHashSet(StringComparer.Ordinal);
        var rows = Table("Questions and answers");
        Assert.NotEmpty(rows);
        // Every other word in backquotes is code: what stands at odd places between them.
        Assert.All(
            rows.SelectMany(row => row.Take(2)).SelectMany(cell => cell.Split('`').Where((_, i) => i % 2 == 1)),
            name => Assert.Contains(name, known));
    }

    /// <summary>Moving a message orphans what is under way.</summary>
    [Fact]
    public void Messages_live_in_the_namespace_that_is_their_name_on_the_wire() =>
        Assert.All(Routes.All, route => Assert.Equal("ReferralNetwork.Contracts", route.Message.Namespace));
}
