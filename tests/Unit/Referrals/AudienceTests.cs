using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class AudienceTests
{
    static readonly Guid Colleague = Guid.NewGuid();

    readonly ReferralHarness machine = new();

    [Fact]
    public async Task For_a_colleague_who_is_not_named_no_command_finds_the_referral()
    {
        var scenario = await new Scenario(machine).Accepted();
        await scenario.Do(scenario.AudienceOf(Scenario.Worker, Guid.NewGuid()));
        var before = machine.Snapshot(scenario.Id);
        foreach (var command in new ICommand[]
            {
                scenario.RequestCancellation() with { Actor = Colleague }, scenario.EnterInError() with { Actor = Colleague },
                scenario.Offer() with { Actor = Colleague }, scenario.GiveUp() with { Actor = Colleague },
            })
            Assert.Equal("NOT_FOUND", (await scenario.Raise(command))?.Code);
        Assert.Equal(before, machine.Snapshot(scenario.Id));
        await scenario.Do(scenario.Schedule() with { Actor = Colleague }); // of the recipient everybody may
        await scenario.Do(scenario.RequestCancellation());
    }

    [Fact]
    public async Task The_newest_audience_counts_whoever_brings_it()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(to: Scenario.ShelterA) with { Audience = new([Scenario.Worker, Colleague], 3) });
        await scenario.Do(scenario.AudienceOf(Colleague) with { Version = 2 });
        Assert.Equal(3, scenario.Referral.Audience.Version);
        await scenario.Do(scenario.Decline());
        await scenario.Do(scenario.OfferAgain(to: Scenario.ShelterA) with { Audience = new(null, 2) }); // a permit of before
        Assert.True(scenario.Referral.Audience.Has(Colleague));
        Assert.False(scenario.Referral.Audience.Has(Guid.NewGuid()));
        await scenario.Do(scenario.Accept());
        await scenario.Do(scenario.Refused());
        await scenario.Do(scenario.RequestRelease() with
        {
            PermitId = Guid.NewGuid(),
            ReceiptId = Guid.NewGuid(),
            Audience = new([Scenario.Worker, Guid.NewGuid()], 4)
        });
        Assert.False(scenario.Referral.Audience.Has(Colleague));
        await scenario.Do(
            new AudienceChanged(Conversations.Referral, scenario.Id, null, Guid.NewGuid(), [Colleague], 9)); // by what another case ties to it
        Assert.Equal(4, scenario.Referral.Audience.Version);
    }

    [Fact]
    public async Task Audiences_of_two_cases_are_not_compared()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(to: Scenario.ShelterA) with { Audience = new(null, 3) }); // restricted once, and opened again
        var before = scenario.AudienceOf(Colleague) with { Only = null, Version = 9 };
        await scenario.Do(scenario.Decline());
        await scenario.Do(
            scenario.OfferAgain(receipt: Guid.NewGuid(), to: Scenario.ShelterB) with { Audience = new([Scenario.Worker, Colleague], 1) });
        Assert.Equal([Scenario.Worker, Colleague], scenario.Referral.Audience.Only);
        await scenario.Do(before);
        Assert.Equal([Scenario.Worker, Colleague], scenario.Referral.Audience.Only);
        await scenario.Do(scenario.AudienceOf() with { Only = null });
        Assert.True(scenario.Referral.Audience.Has(Guid.NewGuid()));
    }

    [Fact]
    public async Task It_stands_on_the_senders_line_alone_and_what_was_stored_before_is_for_everybody()
    {
        var scenario = await new Scenario(machine).Accepted();
        await scenario.Do(scenario.AudienceOf(Scenario.Worker, Colleague));
        var lines = Worklist.ItemsFor(scenario.State.CurrentState, scenario.Referral).ToDictionary(line => line.Partner);
        Assert.Equal([Scenario.Worker, Colleague], lines[Scenario.Ngo].Only);
        Assert.Null(lines[Scenario.ShelterA].Only);
        Assert.Equal(Scenario.Ngo, Assert.Single(machine.Effects.OfType<UpdateWorklist>().Last().Items).Partner);

        var stored = JsonSerializer.SerializeToNode(scenario.Referral, NetworkJson.Options)!.AsObject();
        Assert.True(stored.Remove("audience"));
        Assert.True(stored.Deserialize<Referral>(NetworkJson.Stored)!.Audience.Has(Guid.NewGuid()));
    }
}
