using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.OutsideQuestions;

/// <param name="By">Which person of the organisation.</param>
public sealed record Asked(Guid By, DateTimeOffset At);

/// <summary>When a question from outside is answered and how many may be asked. Neither depends on anything that is known of a person.</summary>
public static class OutsideQuestionRules
{
    /// <summary>Rules of the asker's jurisdiction: when the answer comes, how many one person may ask, and how many their organisation.</summary>
    public static readonly string[] OfAsker = ["outside-question-answer", "outside-question.person", "outside-question.organisation"];

    public const string Retention = "retention.outside-question";

    static readonly TimeSpan Day = TimeSpan.FromDays(1);
    static readonly TimeOnly Noon = new(12, 0);

    /// <summary>A period of days ends at noon of the last one, so that the hour tells nothing; the first is the day after the question.</summary>
    /// <param name="calendar">The asker's: whoever is asked shows nothing of their own.</param>
    public static DateTimeOffset AnswersAt(DateTimeOffset askedAt, Period period, WorkCalendar calendar)
    {
        var end = Deadlines.EndOf(askedAt, period, calendar);
        if (period.Unit is not ("days" or "working-days"))
            return end;
        var zone = TimeZoneInfo.FindSystemTimeZoneById(calendar.TimeZone);
        var noon = Zones.DayOf(end.AddTicks(-1), zone).ToDateTime(Noon);
        return new DateTimeOffset(noon, zone.GetUtcOffset(noon)).ToUniversalTime();
    }

    /// <summary>When somebody may ask again: as many as the rules allow were asked in the last 24 hours.</summary>
    /// <param name="asked">By their organisation.</param>
    /// <returns>Null where they may ask now.</returns>
    public static DateTimeOffset? AskAgainAt(
        IReadOnlyList<Asked> asked, Guid by, Period ofPerson, Period ofOrganisation, DateTimeOffset now)
    {
        var recent = asked.Where(one => one.At > now - Day).ToList();
        var (person, organisation) = (FullUntil(recent.Where(one => one.By == by), ofPerson, now), FullUntil(recent, ofOrganisation, now));
        return person > organisation ? person : organisation ?? person;
    }

    static DateTimeOffset? FullUntil(IEnumerable<Asked> asked, Period limit, DateTimeOffset now)
    {
        var last = asked.Select(one => one.At).OrderDescending().Take((int)limit.Value).ToList();
        return last.Count < (int)limit.Value ? null : last.Append(now).Min() + Day;
    }
}
