using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Staff.Pages;
using ReferralNetwork.Staff.Pages.Stays;

namespace ReferralNetwork.Tests.Unit.Pages;

/// <summary>What the pages of a shelter say is to be done about its stays.</summary>
public sealed class StayTests
{
    static readonly DateTimeOffset Now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Who_is_missed_comes_first_children_before_adults_then_who_was_to_be_back_then_who_was_to_leave()
    {
        StayLine child = Missing(hours: -1, withChild: true), adult = Missing(hours: -40), late = Away(hours: -3), later = Away(hours: -2),
            over = Here(hours: -9), away = Away(hours: 5), here = Here(hours: 200), open = Here(hours: null);
        Assert.Equal([child, adult, late, later, over, away, here, open], StaysDue.InOrder([open, here, away, over, later, late, adult, child], Now));
    }

    [Fact]
    public void Only_what_is_missed_or_past_its_time_is_due()
    {
        Assert.All(new[] { Missing(hours: -1), Away(hours: 0), Here(hours: -1) }, stay => Assert.True(StaysDue.IsDue(stay, Now)));
        Assert.All(new[] { Away(hours: 1), Here(hours: 1), Here(hours: null) }, stay => Assert.False(StaysDue.IsDue(stay, Now)));
    }

    [Fact]
    public void The_step_that_is_due_is_to_say_that_they_are_back_or_stay_longer_and_nothing_where_all_goes_as_planned()
    {
        Assert.Equal(StayForms.Back, StayForms.NextOf(Missing(hours: -1), Now));
        Assert.Equal(StayForms.Back, StayForms.NextOf(Away(hours: 5), Now));
        Assert.Equal(StayForms.Extend, StayForms.NextOf(Here(hours: -1), Now));
        Assert.Null(StayForms.NextOf(Here(hours: 1), Now));
        Assert.Null(StayForms.NextOf(Here(hours: null), Now));
    }

    [Fact]
    public void A_moment_is_shown_in_the_hour_of_the_shelter_and_read_as_the_same_minute()
    {
        var vilnius = TimeZoneInfo.FindSystemTimeZoneById("Europe/Vilnius");
        var shown = PastAnswers.From(Now.AddHours(11).AddSeconds(42), vilnius);
        Assert.Equal(("29", "11", "2026", "01:00"), (shown.Day.Day, shown.Day.Month, shown.Day.Year, shown.Time));
        Assert.Equal(Now.AddHours(11), shown.Read("At", Now.AddHours(12), vilnius, new(), new("en")));
    }

    static StayLine Missing(int hours, bool withChild = false) => Stay("Missing", "find", hours, withChild);
    static StayLine Away(int hours) => Stay("Away", "back", hours);
    static StayLine Here(int? hours) => Stay("CheckedIn", hours is null ? null : "extend-or-end", hours);

    static StayLine Stay(string state, string? toDo, int? hours, bool withChild = false) => new(
        Guid.NewGuid(), "R", state, [], withChild, null, Now.AddDays(-9), OutOfPlan: false, null, null, null, null, null, null, null, toDo,
        hours is { } due ? Now.AddHours(due) : null, Now);
}
