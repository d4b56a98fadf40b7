using Microsoft.AspNetCore.Mvc.ModelBinding;
using ReferralNetwork.Staff.Pages.Hotline;
using ReferralNetwork.Staff.Texts;

namespace ReferralNetwork.Tests.Unit.Hotline;

public sealed class AnswersTests
{
    static readonly TimeZoneInfo Vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");

    readonly ModelStateDictionary errors = new();
    readonly Words words = new("en");

    [Theory]
    [InlineData("2026-11-24", "14:30", "2026-11-24T12:30:00Z")]
    [InlineData("2026-07-01", "9.05", "2026-07-01T06:05:00Z")]
    public void A_callback_is_due_at_the_hotlines_own_hour(string day, string time, string due)
    {
        Assert.Equal(DateTimeOffset.Parse(due, words.Culture), new DueAnswers { Day = day, Time = time }.Read("Due", Vilnius, errors, words));
        Assert.True(errors.IsValid);
    }

    [Theory]
    [InlineData(null, "14:30", "Due.Day")]
    [InlineData("2026-02-30", "14:30", "Due.Day")]
    [InlineData("2026-11-24", "25:00", "Due.Time")]
    [InlineData("2026-11-24", null, "Due.Time")]
    [InlineData("2026-03-29", "03:30", "Due.Time")] // the clocks skip it
    public void What_is_no_moment_is_told_beside_its_question(string? day, string? time, string at)
    {
        Assert.Null(new DueAnswers { Day = day, Time = time }.Read("Due", Vilnius, errors, words));
        Assert.Equal([at], errors.Keys);
    }

    [Theory]
    [InlineData("first", "2027-10-31T00:30:00Z")]
    [InlineData("second", "2027-10-31T01:30:00Z")]
    [InlineData(null, null)]
    [InlineData("third", null)]
    public void An_hour_that_comes_twice_is_asked_about(string? which, string? due)
    {
        var read = new DueAnswers { Day = "2027-10-31", Time = "3:30", Which = which }.Read("Due", Vilnius, errors, words);
        Assert.Equal(due, read?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", words.Culture));
        Assert.Equal(due is null ? ["Due.Which"] : [], errors.Keys);
    }

    [Theory]
    [InlineData(null, null, null, "Safe.MayCall")]
    [InlineData("yes", "9:00", null, "Safe.Until")]
    [InlineData("yes", "9:00", "9.00", "Safe.Until")]
    public void Safe_contact_is_asked_for_whole(string? mayCall, string? from, string? until, string at)
    {
        new SafeContactAnswers { MayCall = mayCall, From = from, Until = until, Words = "Ona" }.Read("Safe", "Europe/Vilnius", errors, words);
        Assert.Equal([at], errors.Keys);
    }

    [Fact]
    public void Hours_past_midnight_are_hours()
    {
        new SafeContactAnswers { MayCall = "yes", From = "22:00", Until = "2:00" }.Read("Safe", "Europe/Vilnius", errors, words);
        Assert.True(errors.IsValid);
    }
}
