using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.OutsideQuestions;

namespace ReferralNetwork.Tests.Unit.Inquiries;

public sealed class OutsideQuestionTests
{
    static readonly WorkCalendar Vilnius = new("Europe/Vilnius", [new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26)]);
    static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    static readonly Guid Maartje = Guid.NewGuid(), Luuk = Guid.NewGuid();
    static readonly Period OfPerson = new(2, "times-a-day"), OfOrganisation = new(3, "times-a-day");

    [Theory]
    [InlineData("2026-11-26T06:00:00Z", 1, "working-days", "2026-11-27T10:00:00Z")] // Thursday morning: Friday, not today
    [InlineData("2026-11-26T21:59:00Z", 1, "working-days", "2026-11-27T10:00:00Z")] // a minute before midnight
    [InlineData("2026-11-27T13:00:00Z", 1, "working-days", "2026-11-30T10:00:00Z")] // Friday: Monday
    [InlineData("2026-11-28T13:00:00Z", 1, "working-days", "2026-11-30T10:00:00Z")] // Saturday: Monday
    [InlineData("2026-12-23T10:00:00Z", 1, "working-days", "2026-12-28T10:00:00Z")] // over Christmas
    [InlineData("2026-12-25T10:00:00Z", 1, "working-days", "2026-12-28T10:00:00Z")] // at Christmas
    [InlineData("2027-03-26T10:00:00Z", 1, "working-days", "2027-03-29T09:00:00Z")] // clocks go forward meanwhile: noon all the same
    [InlineData("2026-11-26T06:00:00Z", 3, "seconds", "2026-11-26T06:00:03Z")]
    public void The_answer_comes_at_noon_of_the_askers_next_working_day(string askedAt, double value, string unit, string answersAt) =>
        Assert.Equal(
            DateTimeOffset.Parse(answersAt, null),
            OutsideQuestionRules.AnswersAt(DateTimeOffset.Parse(askedAt, null), new Period((decimal)value, unit), Vilnius));

    [Fact]
    public void A_person_who_has_asked_enough_asks_again_a_day_after_the_first_of_these()
    {
        Assert.Null(AskAgainAt(Maartje, (Maartje, 3)));
        Assert.Equal(Now.AddHours(21), AskAgainAt(Maartje, (Maartje, 3), (Maartje, 1)));
        Assert.Null(AskAgainAt(Luuk, (Maartje, 3), (Maartje, 1)));
        Assert.Null(AskAgainAt(Maartje, (Maartje, 24), (Maartje, 1)));
    }

    [Fact]
    public void An_organisation_that_has_asked_enough_asks_again_when_both_it_and_the_person_may()
    {
        Assert.Equal(Now.AddHours(4), AskAgainAt(Luuk, (Maartje, 20), (Maartje, 2), (Luuk, 1)));
        Assert.Equal(Now.AddHours(22), AskAgainAt(Maartje, (Luuk, 20), (Maartje, 2), (Maartje, 1)));
    }

    [Fact]
    public void A_rule_of_none_lets_nobody_ask() =>
        Assert.Equal(Now.AddDays(1), OutsideQuestionRules.AskAgainAt([], Maartje, new(0, "times-a-day"), OfOrganisation, Now));

    static DateTimeOffset? AskAgainAt(Guid by, params (Guid By, int HoursAgo)[] asked) => OutsideQuestionRules.AskAgainAt(
        [.. asked.Select(one => new Asked(one.By, Now.AddHours(-one.HoursAgo)))], by, OfPerson, OfOrganisation, Now);
}
