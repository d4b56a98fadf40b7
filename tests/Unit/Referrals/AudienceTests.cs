using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class AudienceTests
{
    static readonly Guid Colleague = Guid.NewGuid();

    readonly ReferralHarness machine = new();

    [Fact]
    public async Task For_a_colleague_who_is_not_named_no_command_finds_the_referral()
    {
        var story = await new Story(machine).Accepted();
        await story.Do(story.AudienceOf(Story.Worker, Guid.NewGuid()));
        var before = machine.Snapshot(story.Id);
        foreach (var command in new ICommand[]
            {
                story.RequestCancellation() with { Actor = Colleague }, story.EnterInError() with { Actor = Colleague }, story.Offer() with { Actor = Colleague },
                story.GiveUp() with { Actor = Colleague },
            })
            Assert.Equal("NOT_FOUND", (await story.Raise(command))?.Code);
        Assert.Equal(before, machine.Snapshot(story.Id));
        await story.Do(story.Schedule() with { Actor = Colleague }); // of the recipient everybody may
        await story.Do(story.RequestCancellation());
    }

    [Fact]
    public async Task The_newest_audience_counts_whoever_brings_it()
    {
        var story = new Story(machine);
        await story.Do(story.Offer(to: Story.ShelterA) with { Audience = new([Story.Worker, Colleague], 3) });
        await story.Do(story.AudienceOf(Colleague) with { Version = 2 });
        Assert.Equal(3, story.Referral.Audience.Version);
        await story.Do(story.Decline());
        await story.Do(story.OfferAgain(to: Story.ShelterA) with { Audience = new(null, 2) }); // a permit of before
        Assert.True(story.Referral.Audience.Has(Colleague));
        Assert.False(story.Referral.Audience.Has(Guid.NewGuid()));
        await story.Do(story.Accept());
        await story.Do(story.Refused());
        await story.Do(story.RequestRelease() with { PermitId = Guid.NewGuid(), ReceiptId = Guid.NewGuid(), Audience = new([Story.Worker, Guid.NewGuid()], 4) });
        Assert.False(story.Referral.Audience.Has(Colleague));
        await story.Do(new AudienceChanged(Conversations.Referral, story.Id, null, Guid.NewGuid(), [Colleague], 9)); // by what another case ties to it
        Assert.Equal(4, story.Referral.Audience.Version);
    }

    [Fact]
    public async Task It_stands_on_the_senders_line_alone_and_what_was_stored_before_is_for_everybody()
    {
        var story = await new Story(machine).Accepted();
        await story.Do(story.AudienceOf(Story.Worker, Colleague));
        var lines = Worklist.ItemsFor(story.State.CurrentState, story.Referral).ToDictionary(line => line.Partner);
        Assert.Equal([Story.Worker, Colleague], lines[Story.Ngo].Only);
        Assert.Null(lines[Story.ShelterA].Only);
        Assert.Equal(Story.Ngo, Assert.Single(machine.Effects.OfType<UpdateWorklist>().Last().Items).Partner);

        var stored = JsonSerializer.SerializeToNode(story.Referral, NetworkJson.Options)!.AsObject();
        Assert.True(stored.Remove("audience"));
        Assert.True(stored.Deserialize<Referral>(NetworkJson.Stored)!.Audience.Has(Guid.NewGuid()));
    }
}
