using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Unit.Chassis;

public sealed class BusBuilderTests
{
    /// <summary>The inbox knows a message by its queue: of two consumers one would be left out without a word.</summary>
    [Fact]
    public void A_message_has_one_consumer_on_a_queue() => new ServiceCollection().AddMassTransit(x =>
    {
        var bus = new BusBuilder(x);
        bus.Consumer<Rules>(Routes.KnownToReturns);
        Assert.Contains(nameof(RuleSet), Assert.Throws<InvalidOperationException>(() => bus.Consumer<RulesAgain>(Routes.KnownToReturns)).Message,
            StringComparison.Ordinal);
        bus.Consumer<RulesAgain>(Routes.KnownToCases);
    });

    sealed class Rules : IConsumer<RuleSet>
    {
        public Task Consume(ConsumeContext<RuleSet> context) => Task.CompletedTask;
    }

    sealed class RulesAgain : IConsumer<RuleSet>
    {
        public Task Consume(ConsumeContext<RuleSet> context) => Task.CompletedTask;
    }
}
