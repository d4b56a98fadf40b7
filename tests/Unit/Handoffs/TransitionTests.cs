using ReferralNetwork.Handoffs;

namespace ReferralNetwork.Tests.Unit.Handoffs;

public sealed class TransitionTests
{
    [Fact]
    public void The_documentation_is_the_tables()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-handoffs.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == TransitionTables.ToMarkdown(),
            "docs/transitions-handoffs.md is not the tables: dotnet run --project services/Handoffs -- transitions > docs/transitions-handoffs.md");
    }
}
