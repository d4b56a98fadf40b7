using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.JurisdictionRules;

/// <summary>Public holidays as data, a row a country and year.</summary>
static class HolidayEndpoints
{
    public const string Columns = "country, year, days, citation";

    public static void MapHolidays(this IEndpointRouteBuilder app) => app.MapActions("/holidays").MapGet("", Get);

    static async Task<IResult> Get(string? country, UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new
        {
            items = await work.Read<HolidaysSet>(
                $"select {Columns} from holidays where @country is null or country = @country order by country, year", new { country },
                cancellationToken),
        });
}

/// <summary>
/// Whether the holidays of this year and the next are there for every country whose holidays a partner keeps: without them its working
/// days would be Monday to Friday, and its deadlines too early.
/// </summary>
sealed class HolidayHealth(NpgsqlDataSource database, TimeProvider clock) : IHealthCheck
{
    sealed record MissingYear(string Country, int Year);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var missing = await database.Read<MissingYear>(
                """
                select distinct coalesce(p.holidays_of, p.jurisdiction) as country, y as year from partners p, unnest(@years) y
                where not p.suspended
                    and not exists (select 1 from holidays h where h.country = coalesce(p.holidays_of, p.jurisdiction) and h.year = y)
                order by 1, 2
                """,
                new { years = new[] { clock.GetUtcNow().Year, clock.GetUtcNow().Year + 1 } }, cancellationToken);
            return missing.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    "No public holidays are entered for " + string.Join(", ", missing.Select(m => $"{m.Country} {m.Year}"))
                    + ". Deadlines there count Monday to Friday; add the rows (tests/Holidays writes them).");
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy($"The holidays cannot be read ({e.SqlState ?? "no connection"}).");
        }
    }
}
