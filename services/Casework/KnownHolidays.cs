using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>The public holidays that Partners has told, in this service's own table <c>known_holidays</c>.</summary>
public static class KnownHolidays
{
    /// <summary>
    /// SQL: those from today (<c>@today</c>) on for three years that are no weekends, of the country whose holidays a row of
    /// <c>known_partners</c> keeps.
    /// </summary>
    public const string Of =
        """
        array(select day from known_holidays h, unnest(h.days) day
            where h.country = holidays_of and extract(isodow from day) < 6 and day between @today and @today + interval '3 years' order by day)
        """;
}

public sealed class KnownHolidaysConsumer(UnitOfWork work) : IConsumer<HolidaysSet>
{
    public Task Consume(ConsumeContext<HolidaysSet> context)
    {
        work.Write(
            """
            insert into known_holidays (country, year, days) values (@country, @year, @days)
            on conflict (country, year) do update set days = excluded.days
            """,
            new { context.Message.Country, context.Message.Year, days = context.Message.Days.ToArray() });
        return Task.CompletedTask;
    }
}
