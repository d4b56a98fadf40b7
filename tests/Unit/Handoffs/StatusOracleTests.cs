using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Handoffs;
using ReferralNetwork.Handoffs.StatusReferrals;

namespace ReferralNetwork.Tests.Unit.Handoffs;

public sealed class StatusOracleTests() : OracleTests<StatusReferralStateMachine, StatusReferralState, StatusReferral, StatusParty>(
    StatusScenario.Harness(), StatusReferralTransitions.Table)
{
    protected override IReadOnlyList<string> States => StatusStates.All;

    protected override IReadOnlyDictionary<Type, Func<Guid, PartnerId, Guid, IReadOnlyList<object>>> Events =>
        new StatusScenario(Machine).Events(by => by == Stranger);

    protected override IReadOnlyList<Func<Task<Guid>>> Fixtures => new StatusScenario(Machine).Fixtures;

    [Fact]
    public async Task What_a_page_offers_to_do_is_what_the_machine_accepts()
    {
        var events = new StatusScenario(Machine).Events(_ => false);
        foreach (var tell in Fixtures)
        {
            foreach (var viewer in new[] { StatusScenario.Ngo, StatusScenario.Authority })
            {
                foreach (var (action, command) in Machine.Machine.Actions.ToList())
                {
                    var works = false;
                    for (var i = 0; i < events[command](Guid.Empty, viewer, Worker).Count && !works; i++)
                    {
                        var message = (IUserCommand)events[command](await tell(), viewer, Worker)[i];
                        works = message.By == viewer && await Machine.Raise(message) is null;
                    }
                    var state = Machine.Find(await tell());
                    var offered = Machine.Machine.ActionsFor(state, viewer, Machine.Now).Contains(action);
                    Assert.True(offered == works, $"{action} in {state.CurrentState} by {viewer}: offered {offered}, works {works}");
                }
            }
        }
    }

    [Fact]
    public void The_documentation_is_the_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "transitions-handoffs.md");
        Assert.True(File.Exists(file) && File.ReadAllText(file) == TransitionTables.ToMarkdown(),
            "docs/transitions-handoffs.md is not the tables: dotnet run --project services/Handoffs -- transitions > docs/transitions-handoffs.md");
    }
}
