using System.Text.Json;
using ReferralNetwork.Casework;
using ReferralNetwork.Chassis;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

/// <summary>Who must act has time by its own calendar: zone and public holidays.</summary>
public sealed class CalendarTests
{
    static readonly Terms OverChristmas = Scenario.Terms with
    {
        AnswerDue = new(3, "working-days"),
        StopReceiptDue = new(1, "working-days"),
        Zones =
        [
            new(Scenario.ShelterA, "Europe/Vilnius", [new(2026, 12, 24), new(2026, 12, 25)]),
            new(Scenario.ShelterB, "Europe/Istanbul", []),
        ],
    };

    readonly ReferralHarness machine = new() { Now = new(2026, 12, 23, 10, 0, 0, TimeSpan.Zero) }; // a Wednesday

    Scenario Scenario => field ??= new(machine);

    [Fact]
    public async Task Every_candidate_answers_by_its_own_working_days()
    {
        await Scenario.Do(Scenario.Offer(OfferMode.Parallel) with { Terms = OverChristmas });
        Assert.Equal(
            [new(2026, 12, 30, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 12, 28, 10, 0, 0, TimeSpan.Zero)],
            Scenario.Referral.Offers.Made.Select(offer => offer.AnswerBy));
    }

    [Fact]
    public async Task A_stop_receipt_is_not_due_on_a_holiday()
    {
        await Scenario.Do(Scenario.Offer() with { Terms = OverChristmas });
        await (await (await Scenario.Do(Scenario.Accept())).Do(Scenario.Released())).Do(Scenario.Withdrawn());
        Assert.Equal(new DateTimeOffset(2026, 12, 28, 22, 0, 0, TimeSpan.Zero), Scenario.Referral.Stops[0].Receipts[0].DueAt);
    }

    [Fact]
    public async Task Who_was_asked_before_keeps_its_calendar_when_others_are_asked()
    {
        await Scenario.Do(Scenario.Offer(to: Scenario.ShelterA) with { Terms = OverChristmas });
        await Scenario.Do(Scenario.Decline());
        await Scenario.Do(Scenario.OfferAgain(to: Scenario.ShelterB) with { Terms = OverChristmas with { Zones = [new(Scenario.ShelterB, "UTC")] } });
        Assert.Equal("Europe/Vilnius", Scenario.Referral.Terms.CalendarOf(Scenario.ShelterA).TimeZone);
        Assert.Equal("UTC", Scenario.Referral.Terms.CalendarOf(Scenario.ShelterB).TimeZone);
    }

    [Fact]
    public void Terms_from_before_holidays_were_known_count_Monday_to_Friday()
    {
        var stored = JsonSerializer.Deserialize<Terms>(
            """{"answerDue":{"value":3,"unit":"working-days"},"stopReceiptDue":{"value":1,"unit":"days"},"timeZone":"Europe/Vilnius"}""",
            NetworkJson.Stored)!;
        Assert.True(stored.CalendarOf(Scenario.ShelterA).IsWorkingDay(new DateTime(2026, 12, 25)));
    }
}
