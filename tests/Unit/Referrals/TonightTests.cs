using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>
/// A place is needed tonight: who cannot say is rung, nobody is left behind by a closed file, and what failed is counted without a person.
/// </summary>
public sealed class TonightTests
{
    readonly ReferralHarness machine = new();

    [Fact]
    public async Task Who_cannot_say_now_can_still_answer_and_the_sender_sees_when_it_was_said()
    {
        var scenario = await Offered();
        var due = scenario.Referral.Offers.LastTo(Scenario.ShelterA)!.AnswerBy;
        machine.Now += TimeSpan.FromMinutes(5);
        await scenario.Do(scenario.Unsure());
        var offer = scenario.Referral.Offers.LastTo(Scenario.ShelterA)!;
        Assert.Equal((OfferStatus.Offered, machine.Now, due), (offer.Status, offer.UnsureAt, offer.AnswerBy));
        await scenario.Do(scenario.Accept());
        Assert.NotNull(await scenario.Raise(scenario.Unsure()));
        var calm = await new Scenario(machine).Offered();
        Assert.Equal("NOT_TONIGHT", (await calm.Raise(calm.Unsure()))!.Code);
    }

    [Fact]
    public async Task A_search_for_a_place_ends_without_one_only_for_a_night_in_a_hotel_or_as_the_person_decides()
    {
        foreach (var code in Codes.GiveUpCodes.Except(PlaceCodes.GiveUps))
        {
            var goesOn = await Unplaced();
            Assert.Equal("SEARCH_GOES_ON", (await goesOn.Raise(Ends(goesOn, code, "NO_BED")))!.Code);
        }
        var unsaid = await Unplaced();
        Assert.Equal("UNMET_REQUIRED", (await unsaid.Raise(Ends(unsaid, "HOTEL_NIGHT")))!.Code);
        Assert.Equal("NO_BED", Counted(await (await Unplaced()).Do(s => Ends(s, "HOTEL_NIGHT", "NO_BED")), "unmet"));
        Assert.Equal("OWN_CHOICE", Counted(await (await Unplaced()).Do(s => Ends(s, "PERSON_DECLINED")), "unmet"));

        var other = await new Scenario(machine).Unplaced();
        foreach (var command in new object[] { Ends(other, "HOTEL_NIGHT", "NO_BED"), Ends(other, "NO_PARTNER_LEFT", "NO_BED"), other.SearchLater() })
            Assert.Equal("NOT_OF_A_PLACE", (await other.Raise(command))!.Code);
        await other.Do(other.GiveUp());
    }

    [Fact]
    public async Task A_search_that_goes_on_later_is_due_on_that_day_and_no_sooner()
    {
        var scenario = await Unplaced();
        var alarm = scenario.LineOf(Scenario.Ngo);
        Assert.True(alarm.First);
        var day = new DateOnly(2026, 11, 5);
        await scenario.Do(s => s.SearchLater() with { On = day });
        Assert.Equal("NO_BED", Counted(scenario, "unmet"));
        var line = scenario.LineOf(Scenario.Ngo);
        Assert.Equal((States.Unplaced, "offer-again", new DateTimeOffset(2026, 11, 4, 22, 0, 0, TimeSpan.Zero), false),
            (scenario.State.CurrentState, line.ToDo, line.DueAt, line.First));
        await scenario.Do(s => s.OfferAgain());
        Assert.Null(scenario.Referral.SearchOn);

        // Counted once a month and reason, however often it is said; and no day that is over where the sender is.
        var often = await Unplaced();
        await often.Do(s => s.SearchLater());
        machine.Forget();
        await often.Do(s => s.SearchLater() with { On = day });
        Assert.DoesNotContain(machine.Effects, effect => effect is CountSearch);
        await often.Do(s => s.SearchLater() with { Unmet = "PETS" });
        Assert.Equal("PETS", Counted(often, "unmet"));
        Assert.Equal("DAY_OVER", (await often.Raise(often.SearchLater() with { On = new(2026, 11, 1) }))!.Code);
    }

    [Theory]
    [InlineData("30_MINUTES", 30)]
    [InlineData("2_HOURS", 31)]
    [InlineData("1_DAY", 121)]
    public async Task How_long_the_first_answer_took_is_counted_once(string band, int minutes)
    {
        var scenario = await Offered();
        machine.Now += TimeSpan.FromMinutes(minutes);
        machine.Forget();
        await scenario.Do(scenario.Ask());
        Assert.Equal(band, Counted(scenario, "first-answer"));
        machine.Forget();
        await scenario.Do(scenario.Decline());
        await scenario.Do(scenario.Accept(Scenario.ShelterB));
        Assert.DoesNotContain(machine.Effects, effect => effect is CountSearch);
    }

    [Fact]
    public async Task Why_safety_speaks_against_it_is_not_told_to_the_sender()
    {
        foreach (var code in new[] { "SAFETY_CONFLICT", "CONFLICT_OF_INTEREST", "HOUSEHOLD" })
        {
            var scenario = await Offered();
            await scenario.Do(scenario.Decline(code: code));
            Assert.Equal("CANNOT_TAKE_THIS_HOUSEHOLD", Code(scenario, Scenario.Ngo));
            Assert.Equal(code, Code(scenario, Scenario.ShelterA));
            var told = System.Text.Json.JsonSerializer.Serialize(ReferralView.Detail(scenario.State, Scenario.Ngo, [], []));
            Assert.DoesNotContain($"\"{code}\"", told, StringComparison.Ordinal);
        }
        var full = await Offered();
        await full.Do(full.Decline());
        Assert.Equal("NO_CAPACITY", Code(full, Scenario.Ngo));

        static string? Code(Scenario scenario, PartnerId reader) => ReferralView.Detail(scenario.State, reader, [], [])
            .Offers.Single(offer => offer.To == Scenario.ShelterA).Code;
    }

    async Task<Scenario> Offered()
    {
        var scenario = new Scenario(machine) { Tonight = true };
        return await scenario.Do(scenario.Offer(OfferMode.Parallel));
    }

    Task<Scenario> Unplaced() => new Scenario(machine) { Tonight = true }.Unplaced();

    static GiveUp Ends(Scenario scenario, string code, string? unmet = null) => scenario.GiveUp(code: code, unmet: unmet);

    string Counted(Scenario scenario, string dimension)
    {
        var counted = machine.Effects.OfType<CountSearch>().Last(effect => effect.Dimension == dimension);
        Assert.Equal((new DateOnly(2026, 11, 1), scenario.Referral.Region), (counted.Month, counted.Region));
        return counted.Value;
    }
}

static class Steps
{
    public static Task<Scenario> Do(this Scenario scenario, Func<Scenario, object> step) => scenario.Do(step(scenario));
}
