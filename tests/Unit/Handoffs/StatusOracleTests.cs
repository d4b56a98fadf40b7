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
    public Task What_a_page_offers_to_do_is_what_the_machine_accepts() => OfferedIsWhatWorks(
        [StatusScenario.Ngo, StatusScenario.Authority], new StatusScenario(Machine).Events(_ => false),
        (state, viewer) => Machine.Machine.ActionsFor(state, viewer, Machine.Now));
}
