using System.Net;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Tests.Integration.Referrals;

/// <summary>The recipient's public holidays, from Partners' message to the deadline of an offer.</summary>
public sealed class HolidayTests(ReferralsFixture fixture) : IClassFixture<ReferralsFixture>
{
    [Fact]
    public async Task An_answer_is_due_after_the_recipients_holidays_and_not_the_senders()
    {
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        await fixture.Send(Routes.KnownToReferrals, new RuleSet("XW", "answer-due.urgent", 1, "working-days", new(2020, 1, 1), null, "Fictional"));
        await fixture.Send(Routes.KnownToReferrals, new RuleSet("XW", "stop-receipt-due", 1, "days", new(2020, 1, 1), null, "Fictional"));
        foreach (var year in Enumerable.Range(-1, 21).Select(day => today.AddDays(day)).GroupBy(day => day.Year))
            await fixture.Send(Routes.KnownToReferrals, new HolidaysSet("XH", year.Key, [.. year], "Fictional"));
        await Eventually.Get(
            () => fixture.Query<long>("select count(*) from known_rules where jurisdiction = 'XW'"), seen => seen == 2, "rules");
        await Eventually.Get(() => fixture.Query<long>("select count(*) from known_holidays where country = 'XH'"), seen => seen > 0, "holidays");

        var (rasa, resting, working) = (await fixture.Listed("XW"), await fixture.Listed("XH"), await fixture.Listed("XW"));
        var made = (await fixture.Post(rasa, "/referrals", new
        {
            permit = fixture.Permit(rasa, [resting, working]), needs = new[] { ReferralsFixture.Need }, ageBand = "25-39", language = "lt",
            region = "LT-VL", urgency = "Urgent", mode = "Parallel", candidates = new[] { resting.Partner, working.Partner },
            place = Scenario.Place,
        })).Is(HttpStatusCode.Created);
        var offers = (await fixture.Get(rasa, $"/referrals/{made.Id}")).Body.GetProperty("offers").EnumerateArray()
            .ToDictionary(offer => offer.GetProperty("to").GetGuid(), offer => offer.GetProperty("answerBy").GetDateTimeOffset());
        Assert.True(offers[resting.Partner] > DateTimeOffset.UtcNow.AddDays(18), $"{offers[resting.Partner]:O}");
        Assert.True(offers[working.Partner] < DateTimeOffset.UtcNow.AddDays(6), $"{offers[working.Partner]:O}");
    }
}
