using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class ReferralHarness : SagaHarness<ReferralStateMachine, ReferralState>
{
    public ReferralHarness() : this([]) { }

    ReferralHarness(HashSet<PartnerId> suspended)
        : base(environment => new ReferralStateMachine(environment, (_, _) => Task.FromResult<IReadOnlySet<PartnerId>>(suspended))) =>
        Suspended = suspended;

    /// <summary>Organisations that are suspended.</summary>
    public HashSet<PartnerId> Suspended { get; }

    /// <summary>Of the effects, the messages that were published or sent.</summary>
    public IEnumerable<T> Messages<T>() where T : class =>
        Effects.OfType<PublishEvent<T>>().Select(e => e.Message).Concat(Effects.OfType<SendMessage<T>>().Select(e => e.Message));
}
