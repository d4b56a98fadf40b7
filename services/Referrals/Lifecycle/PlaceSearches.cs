using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Chassis.Timing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Referrals.Lifecycle;

/// <summary>One more of what searches for a place came to, in a month and a region. Nobody can be found by it.</summary>
/// <param name="Value">Of <see cref="PlaceCodes.UnmetNeeds"/> or <see cref="PlaceCodes.FirstAnswersInOrder"/>.</param>
public sealed record CountSearch(DateOnly Month, string Region, string Dimension, string Value) : Effect
{
    public override void ApplyTo(UnitOfWork work) => work.Write(
        """
        insert into place_searches (month, region, dimension, value, count) values (@month, @region, @dimension, @value, 1)
        on conflict (month, region, dimension, value) do update set count = place_searches.count + 1
        """,
        new { Month, Region, Dimension, Value });
}

/// <summary>What is counted of searches for a place, and what of it is published.</summary>
static class PlaceSearches
{
    const string Unmet = "unmet", FirstAnswer = "first-answer";

    /// <summary>How long the first answer took, once it is there: yes, no, a question, or that it cannot be said now.</summary>
    public static IEnumerable<Effect> Answered(Referral? before, Referral after) =>
        after.Place is null || before is null || before.Timeline.Any(IsAnswer) || !after.Timeline.Any(IsAnswer) ? []
        : [Count(after, FirstAnswer, Band(after.UpdatedAt - after.OpenedAt), after.UpdatedAt)];

    /// <summary>A search came to nothing: counted once a month and reason, however often it is said.</summary>
    /// <param name="why">Of <see cref="PlaceCodes.UnmetNeeds"/>.</param>
    public static Step<Referral> CountUnmet(this Step<Referral> step, string why)
    {
        var counted = Count(step.After, Unmet, why, step.Now);
        var once = $"{counted.Month:yyyy-MM} {why}";
        if (step.After.Unmet.Contains(once, StringComparer.Ordinal))
            return step;
        step.After = step.After with { Unmet = [.. step.After.Unmet, once] };
        return step.Add(counted);
    }

    public static void MapPlaceSearches(this WebApplication app) => app.MapActions("/place-searches")
        .ForRoles(Roles.HelperRoles, "What searches for a place came to is for those who help people find one.")
        .MapGet("", Get).RequireRateLimiting(Brakes.Costly);

    static bool IsAnswer(TimelineEntry entry) =>
        entry.What is Verbs.OfferAccepted or Verbs.PlaceAsked or Verbs.OfferDeclined or Verbs.QuestionAsked or Verbs.OfferUnsure;

    static CountSearch Count(Referral referral, string dimension, string value, DateTimeOffset now)
    {
        var day = Zones.DayOf(now, TimeZoneInfo.FindSystemTimeZoneById(referral.Terms.TimeZone));
        return new(new(day.Year, day.Month, 1), referral.Region, dimension, value);
    }

    static string Band(TimeSpan took) => PlaceCodes.FirstAnswersInOrder[
        took <= TimeSpan.FromMinutes(30) ? 0 : took <= TimeSpan.FromHours(2) ? 1 : took <= TimeSpan.FromDays(1) ? 2 : 3];

    static async Task<IResult> Get(DateOnly from, DateOnly to, UnitOfWork work, CancellationToken cancellationToken) =>
        Statistics.Wrong(from, to) ?? Statistics.Found(from, to, await work.Read<Counter>(
            """
            select dimension, month as period, value, sum(count)::bigint as count from place_searches
            where month between @from and @to and month < date_trunc('month', @today)::date group by dimension, month, value
            union all
            select 'unmet-region', month, region, sum(count)::bigint from place_searches
            where dimension = 'unmet' and month between @from and @to and month < date_trunc('month', @today)::date group by month, region
            order by dimension, period, value
            """,
            new { from, to, today = Statistics.Today(work) }, cancellationToken));
}
