using ReferralNetwork.Contracts;
using ReferralNetwork.Returns.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Returns;

/// <summary>What an authority that issues a document never reads, whatever the lead does.</summary>
public sealed class EmbassyViewTests
{
    readonly SagaHarness<ReturnStateMachine, ReturnState> machine = Scenario.Harness();

    Scenario Scenario => field ??= new(machine);

    [Fact]
    public async Task It_reads_no_route_and_not_when_the_papers_were_complete()
    {
        var id = await Scenario.Told([
            .. Scenario.Consented, i => Scenario.Ask(i, Scenario.Woman, Codes.DocumentStrand, Scenario.Other, ofState: true),
            i => Scenario.AcceptLast(i, Scenario.Other),
            i => new CompleteStrand(i, Scenario.Ngo, Scenario.Worker, Scenario.Last(i, Scenario.Other).Id)]);
        var state = machine.Find(id);
        var seen = ReturnView.Detail(state, Scenario.Other, actions: [], machine.Now.AddDays(7));
        Assert.Null(seen.Line.GoesTo);
        Assert.Null(Assert.Single(seen.Strands).CompleteAt);
        var led = ReturnView.Detail(state, Scenario.Ngo, actions: [], machine.Now);
        Assert.Equal("LT", led.Line.GoesTo);
        Assert.NotNull(Assert.Single(led.Strands).CompleteAt);
    }
}
