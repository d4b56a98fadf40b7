using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>Until when an organisation has to answer an offer.</summary>
static class AnswerPeriods
{
    /// <summary>
    /// By the urgency. Where somebody has to leave on some day it is no later than the beginning of that day, so that there is time to go on;
    /// whoever is asked on that day, or just before it, has as long as somebody who is asked tonight, and no longer than the day.
    /// </summary>
    public static DateTimeOffset AnswerBy(this Referral referral, PartnerId to, DateTimeOffset now)
    {
        var due = Deadlines.After(now, referral.Terms.AnswerDue, referral.Terms.CalendarOf(to));
        if (referral.RemovalAt is not { } day)
            return due;
        var (begins, over) = (
            Deadlines.EndOfDay(day.AddDays(-1), referral.Terms.Calendar), Deadlines.EndOfDay(day, referral.Terms.Calendar));
        if (over <= now) // what was to happen has happened, or not: no later offer is any the worse for it
            return due;
        var soonest = Deadlines.After(now, referral.AnswerDueTonight(), referral.Terms.Calendar);
        return Earlier(due, Earlier(over, begins > soonest ? begins : soonest));
    }

    static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
