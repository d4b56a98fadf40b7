using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Lifecycle;

namespace ReferralNetwork.Tests.Unit.Referrals;

public sealed class DeadlineTests
{
    static readonly WorkCalendar Vilnius = new("Europe/Vilnius", [new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26)]);

    [Theory]
    [InlineData("2026-11-06T10:00:00Z", 3, "working-days", "2026-11-11T10:00:00Z")] // Friday to Wednesday
    [InlineData("2026-11-07T10:00:00Z", 1, "working-days", "2026-11-09T22:00:00Z")] // Saturday: all of Monday
    [InlineData("2026-11-06T23:30:00Z", 1, "working-days", "2026-11-09T22:00:00Z")] // already Saturday in Vilnius
    [InlineData("2026-10-24T10:00:00Z", 1, "days", "2026-10-25T11:00:00Z")] // clocks go back: the same time of day
    [InlineData("2027-03-27T01:30:00Z", 1, "days", "2027-03-28T01:30:00Z")] // the hour that is missing: just after
    [InlineData("2026-11-06T10:00:00Z", 2, "hours", "2026-11-06T12:00:00Z")]
    [InlineData("2026-11-06T10:00:00Z", 1.5, "seconds", "2026-11-06T10:00:01.5Z")]
    [InlineData("2026-12-23T10:00:00Z", 3, "working-days", "2026-12-30T10:00:00Z")] // Wednesday; Thursday and Friday are Christmas
    [InlineData("2026-12-24T10:00:00Z", 1, "working-days", "2026-12-28T22:00:00Z")] // on a holiday: all of the next working day
    [InlineData("2026-12-23T10:00:00Z", 2, "days", "2026-12-25T10:00:00Z")]
    public void A_period_ends(string start, double value, string unit, string end) =>
        Assert.Equal(
            DateTimeOffset.Parse(end, null),
            Deadlines.After(DateTimeOffset.Parse(start, null), new Period((decimal)value, unit), Vilnius));

    [Theory]
    [InlineData("2026-11-05T10:00:00Z", 1, "working-days", "Europe/Vilnius", "2026-11-06T22:00:00Z")] // Thursday: all of Friday
    [InlineData("2026-11-06T20:00:00Z", 1, "working-days", "Europe/Vilnius", "2026-11-09T22:00:00Z")] // Friday: all of Monday
    [InlineData("2026-11-07T10:00:00Z", 1, "working-days", "Europe/Vilnius", "2026-11-09T22:00:00Z")] // Saturday: all of Monday
    [InlineData("2026-11-08T23:00:00Z", 1, "working-days", "Europe/Vilnius", "2026-11-10T22:00:00Z")] // Monday already there: all of Tuesday
    [InlineData("2027-04-28T10:00:00Z", 1, "days", "Africa/Cairo", "2027-04-29T22:00:00Z")] // the next day there begins at one o'clock
    [InlineData("2026-11-06T10:00:00Z", 2, "hours", "Europe/Vilnius", "2026-11-06T12:00:00Z")]
    [InlineData("2026-12-23T10:00:00Z", 1, "working-days", "Europe/Vilnius", "2026-12-28T22:00:00Z")] // over Christmas: all of Monday
    public void A_period_of_days_goes_to_the_end_of_the_last(string start, double value, string unit, string zone, string end) =>
        Assert.Equal(
            DateTimeOffset.Parse(end, null),
            Deadlines.EndOf(DateTimeOffset.Parse(start, null), new Period((decimal)value, unit), Vilnius with { TimeZone = zone }));

    [Fact]
    public void An_unknown_unit_is_named() =>
        Assert.Contains("fortnights", Assert.Throws<ArgumentException>(
            () => Deadlines.After(DateTimeOffset.UnixEpoch, new Period(1, "fortnights"), new("UTC"))).Message, StringComparison.Ordinal);
}
