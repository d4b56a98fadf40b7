using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Statistics;

namespace ReferralNetwork.Tests.Unit.Timing;

public sealed class ZoneTests
{
    [Theory]
    [InlineData("2027-05-28", "Europe/Vilnius", "2027-05-28T21:00:00Z")]
    [InlineData("2027-04-29", "Africa/Cairo", "2027-04-29T22:00:00Z")] // no midnight: 00:00 becomes 01:00
    [InlineData("2027-10-28", "Africa/Cairo", "2027-10-28T22:00:00Z")] // an hour more that evening
    [InlineData("2027-10-30", "Atlantic/Azores", "2027-10-31T00:00:00Z")] // two midnights: the first
    [InlineData("2026-12-01", "Etc/UTC", "2026-12-02T00:00:00Z")]
    public void A_day_ends_with_its_last_moment_there(string day, string zone, string end) =>
        Assert.Equal(Moment(end), Zones.EndOf(DateOnly.Parse(day, null), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    /// <summary>Over all zones and a year of days: days touch, and each moment belongs to the day it is shown as.</summary>
    [Fact]
    public void No_moment_is_between_two_days_in_any_zone()
    {
        foreach (var zone in TimeZoneInfo.GetSystemTimeZones())
            for (var day = new DateOnly(2027, 1, 1); day.Year == 2027; day = day.AddDays(1))
            {
                var end = Zones.EndOf(day, zone);
                Assert.True(Zones.DayOf(end, zone) == day.AddDays(1) && Zones.DayOf(end.AddTicks(-1), zone) == day, $"{zone.Id} {day}");
            }
    }

    [Theory]
    [InlineData("2026-10-31T22:30:00Z", "Europe/Vilnius", "2026-11-01")]
    [InlineData("2026-11-01T03:30:00Z", "America/New_York", "2026-10-01")]
    public void A_signal_counts_in_the_month_of_its_hotline(string at, string zone, string month) =>
        Assert.Equal(DateOnly.Parse(month, null), Counted.Month(Moment(at), zone));

    static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, null);
}
