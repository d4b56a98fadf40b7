using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

public sealed class ReturnOracleTests() : OracleTests<ReturnStateMachine, ReturnState, Return, Party>(Scenario.Harness(), Transitions.Table)
{
    protected override IReadOnlyList<string> States => ReferralNetwork.Returns.Lifecycle.States.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new Scenario(Machine).Events(by => by == Stranger);

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => new Scenario(Machine).Fixtures;

    [Fact]
    public Task What_a_page_offers_to_do_is_what_the_machine_accepts() => OfferedIsWhatWorks(
        [Scenario.Embassy, Scenario.Ngo, Scenario.Other], new Scenario(Machine).Events(_ => false),
        (state, viewer) => Machine.Machine.ActionsFor(state, viewer, Machine.Now));

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-returns.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == Transitions.ToMarkdown(),
            "docs/transitions-returns.md is not the table: dotnet run --project services/Returns -- transitions > docs/transitions-returns.md");
    }
}
