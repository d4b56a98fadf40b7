using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>What becomes of a promised place where the referral goes another way than it did when the place was asked for.</summary>
public sealed class PromisedPlaceTests
{
    readonly ReferralHarness machine = new();

    [Fact]
    public async Task Who_lives_there_although_the_offer_was_opened_again_is_told_of_and_it_is_accepted()
    {
        foreach (var again in new[] { false, true })
        {
            var scenario = await new Scenario(machine).AcceptPending();
            var arrived = scenario.PersonArrived();
            machine.Now += TimeSpan.FromMinutes(2);
            await scenario.Do(scenario.PlaceAnswerDue());
            Assert.Equal("NO_ANSWER", machine.Messages<ReleasePlace>().Last().Code);
            if (again)
                await scenario.Do(scenario.AcceptWithPlace());
            machine.Forget();
            await scenario.Do(arrived);
            Assert.Equal(States.Active, scenario.State.CurrentState);
            var place = scenario.Referral.Offers.Accepted!.Place!;
            Assert.Equal((arrived.HoldId, PlaceStanding.Arrived), (place.HoldId, place.Standing));
            Assert.Single(machine.Messages<ReleaseDetails>());
            Assert.Equal(again ? 1 : 0, machine.Messages<ReleasePlace>().Count()); // the second bed, which nobody needs
        }
    }

    [Fact]
    public async Task Who_lives_where_another_was_faster_is_told_of_and_the_referral_goes_on()
    {
        var scenario = new Scenario(machine);
        await scenario.Do(scenario.Offer(OfferMode.Parallel));
        await scenario.Do(scenario.AcceptWithPlace());
        var arrived = scenario.PersonArrived();
        await scenario.Do(scenario.Accept(Scenario.ShelterB));
        machine.Forget();
        await scenario.Do(arrived);
        Assert.Equal((States.Accepted, Scenario.ShelterB), (scenario.State.CurrentState, scenario.Referral.Recipient!.Value));
        Assert.Equal((Verbs.ArrivalReported, Scenario.ShelterA), (scenario.Referral.Timeline[^1].What, scenario.Referral.Timeline[^1].With));
        Assert.Single(machine.Messages<ReleasePlace>());
    }

    [Fact]
    public async Task Where_it_ends_while_they_are_under_way_the_sender_is_asked_until_one_of_them_has_answered()
    {
        foreach (var end in new Func<Scenario, object>[] { s => s.DeclineAfterAll(), s => s.Outcome(code: "NOT_ASSISTED"), s => s.Withdrawn() })
        {
            var scenario = await new Scenario(machine).AcceptedWithPlace();
            await scenario.Do(scenario.UnderWay());
            machine.Forget();
            await scenario.Do(end(scenario));
            Assert.Equal("UNDER_WAY", Assert.Single(machine.Messages<ReleasePlace>()).Code);
            Assert.Equal(("still-coming", true, true), Line(scenario));
            Assert.True(Assert.Single(Seen(scenario, Scenario.Ngo)).LeftUnderWay);
            var asked = machine.Snapshot(scenario.Id);

            machine.Forget();
            await scenario.Do(scenario.GiveBack());
            Assert.Equal("PERSON_DECIDED", Assert.Single(machine.Messages<ReleasePlace>()).Code);
            NotAsked(scenario);
            Assert.Equal("NO_PLACE_KEPT", (await scenario.Raise(scenario.GiveBack()))?.Code);

            foreach (var said in new object[] { scenario.PersonArrived(), scenario.PlaceGivenBack() })
            {
                machine.Restore(scenario.Id, asked);
                await scenario.Do(said);
                NotAsked(scenario);
            }
        }
    }

    [Fact]
    public async Task Nobody_is_asked_where_it_ends_before_they_set_out()
    {
        var scenario = await new Scenario(machine).AcceptedWithPlace();
        machine.Forget();
        await scenario.Do(scenario.DeclineAfterAll());
        Assert.Equal("REFERRAL_ENDED", Assert.Single(machine.Messages<ReleasePlace>()).Code);
        Assert.Empty(Seen(scenario, Scenario.Ngo));
        NotAsked(scenario);
        Assert.Equal("NO_PLACE_KEPT", (await scenario.Raise(scenario.GiveBack()))?.Code);
    }

    [Fact]
    public async Task What_is_given_back_is_first_the_place_that_the_referral_goes_on_without()
    {
        var scenario = await new Scenario(machine) { Before = Before.UnderWay }.AcceptedWithPlace();
        await scenario.Do(scenario.GiveBack());
        Assert.Equal(PlaceStanding.Kept, scenario.Referral.Offers.Accepted!.Place!.Standing);
        await scenario.Do(scenario.GiveBack());
        Assert.Equal(PlaceStanding.GivenBack, scenario.Referral.Offers.Accepted!.Place!.Standing);
    }

    /// <summary>Two colleagues have the same form open.</summary>
    [Fact]
    public async Task The_same_place_given_back_twice_takes_no_other()
    {
        var scenario = await new Scenario(machine) { Before = Before.UnderWay }.AcceptedWithPlace();
        var left = scenario.GiveBack();
        await scenario.Do(left);
        Assert.Equal("NO_PLACE_KEPT", (await scenario.Raise(left))!.Code);
        Assert.Equal(PlaceStanding.Kept, scenario.Referral.Offers.Accepted!.Place!.Standing);
    }

    /// <summary>Cases shuts by that, too, where they are met.</summary>
    [Fact]
    public async Task What_the_shelter_still_had_after_a_withdrawal_ends_once_nobody_is_on_the_way()
    {
        var scenario = await new Scenario(machine).AcceptedWithPlace();
        await scenario.Do(scenario.Released());
        var kept = machine.Snapshot(scenario.Id);
        await Stopped();
        Assert.Single(machine.Effects.OfType<PublishEvent<RecipientEnded>>());

        foreach (var said in new Func<object>[] { scenario.PersonArrived, () => scenario.GiveBack(), scenario.PlaceGivenBack })
        {
            machine.Restore(scenario.Id, kept);
            await scenario.Do(scenario.UnderWay());
            await Stopped();
            Assert.Empty(machine.Effects.OfType<PublishEvent<RecipientEnded>>());
            await scenario.Do(said());
            Assert.Single(machine.Effects.OfType<PublishEvent<RecipientEnded>>());
        }

        async Task Stopped()
        {
            machine.Forget();
            await scenario.Do(scenario.Withdrawn());
            await scenario.Do(scenario.StopReceipt());
            Assert.Equal(States.Stopped, scenario.State.CurrentState);
        }
    }

    [Fact]
    public async Task Who_is_on_the_way_finds_there_although_it_is_to_be_cancelled_until_it_is()
    {
        var scenario = await new Scenario(machine).AcceptedWithPlace();
        await scenario.Do(scenario.UnderWay());
        machine.Forget();
        await scenario.Do(scenario.RequestCancellation());
        Assert.Empty(machine.Effects.OfType<PublishEvent<RecipientEnded>>());
        await scenario.Do(scenario.ConfirmCancellation());
        Assert.Single(machine.Effects.OfType<PublishEvent<RecipientEnded>>());
    }

    [Fact]
    public async Task That_a_place_was_given_back_is_to_be_seen_to_only_where_the_shelter_gave_it_back()
    {
        var scenario = await new Scenario(machine).AcceptedWithPlace();
        var start = machine.Snapshot(scenario.Id);
        await scenario.Do(scenario.PlaceGivenBack());
        Assert.Equal(Verbs.PlaceGivenBack, scenario.LineOf(Scenario.Ngo).ToDo);
        machine.Restore(scenario.Id, start);
        await scenario.Do(scenario.GiveBack());
        Assert.Null(scenario.LineOf(Scenario.Ngo).ToDo);
    }

    static void NotAsked(Scenario scenario)
    {
        Assert.NotEqual("still-coming", scenario.LineOf(Scenario.Ngo).ToDo);
        Assert.DoesNotContain(Seen(scenario, Scenario.Ngo), place => place.LeftUnderWay);
        Assert.DoesNotContain(Seen(scenario, Scenario.ShelterA), place => place.LeftUnderWay);
    }

    static (string? ToDo, bool Open, bool First) Line(Scenario scenario) =>
        scenario.LineOf(Scenario.Ngo) is var line ? (line.ToDo, line.Open, line.First) : default;

    static List<PlaceView> Seen(Scenario scenario, PartnerId viewer) =>
        [.. ReferralView.Detail(scenario.State, viewer, [], []).Offers.Select(offer => offer.Place).OfType<PlaceView>()];
}
