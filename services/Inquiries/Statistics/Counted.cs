using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;

namespace ReferralNetwork.Inquiries.Statistics;

/// <summary>
/// One more of something in a month, or one fewer where it is taken back. Counters of one dimension each are all that is
/// kept: nothing in them says which figures belong to one person.
/// </summary>
public sealed record Counted(string Dimension, string Value, DateOnly Period, int By = 1) : Effect
{
    public override void ApplyTo(UnitOfWork work) => Write(work, Dimension, Value, Period, By);

    /// <param name="timeZone">Of the organisation that it is counted for.</param>
    public static DateOnly Month(DateTimeOffset at, string timeZone)
    {
        var day = Zones.DayOf(at, TimeZoneInfo.FindSystemTimeZoneById(timeZone));
        return new(day.Year, day.Month, 1);
    }

    public static void Write(UnitOfWork work, string dimension, string value, DateOnly period, long by) => work.Write(
        """
        insert into counts (dimension, period, value, count) values (@dimension, @period, @value, @by)
        on conflict (dimension, period, value) do update set count = counts.count + excluded.count
        """,
        new { dimension, period, value, by });
}
