using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.CompelledDisclosures;

namespace ReferralNetwork.Tests.Unit.Handoffs.CompelledDisclosures;

public sealed class CompelledOracleTests()
    : OracleTests<CompelledDisclosureStateMachine, CompelledDisclosureState, CompelledDisclosure, Party>(Scenario.Harness(), Transitions.Table)
{
    protected override IReadOnlyList<string> States => ReferralNetwork.Handoffs.CompelledDisclosures.States.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events => new Scenario(Machine).Events;

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => new Scenario(Machine).Fixtures;

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-handoffs.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == TransitionTables.ToMarkdown(),
            "docs/transitions-handoffs.md is not the table: dotnet run --project services/Handoffs -- transitions > docs/transitions-handoffs.md");
    }
}
