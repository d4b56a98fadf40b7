using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.ConsentedHandoffs;

namespace ReferralNetwork.Tests.Unit.Handoffs;

public sealed class ConsentedOracleTests()
    : OracleTests<ConsentedHandoffStateMachine, ConsentedHandoffState, ConsentedHandoff, Party>(ConsentedScenario.Harness(), Transitions.Table)
{
    protected override IReadOnlyList<string> States => ReferralNetwork.Handoffs.ConsentedHandoffs.States.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new ConsentedScenario(Machine).Events(by => by == Stranger);

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => new ConsentedScenario(Machine).Fixtures;

    [Fact]
    public Task What_a_page_offers_to_do_is_what_the_machine_accepts() => OfferedIsWhatWorks(
        [ConsentedScenario.Ngo, ConsentedScenario.Police], new ConsentedScenario(Machine).Events(_ => false),
        (state, viewer) => Machine.Machine.ActionsFor(state, viewer, Machine.Now));

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-handoffs.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == TransitionTables.ToMarkdown(),
            "docs/transitions-handoffs.md is not the table: dotnet run --project services/Handoffs -- transitions > docs/transitions-handoffs.md");
    }
}
