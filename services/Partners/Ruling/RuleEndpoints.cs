using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.Ruling;

/// <summary>Rules as data, each with its citation. A jurisdiction's own come before those of '*'.</summary>
public static class RuleEndpoints
{
    public const string Columns = "jurisdiction, rule, value, unit, valid_from, valid_to, citation";

    public static void MapRules(this IEndpointRouteBuilder app) => app.MapActions("/rules").MapGet("", Get);

    static async Task<IResult> Get(string? jurisdiction, UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new
        {
            items = await work.Read(
                $"""
                select {Columns} from rules
                where $1::text is null or jurisdiction in ($1, '*')
                order by rule, jurisdiction = '*', jurisdiction, valid_from
                """,
                Read, cancellationToken, jurisdiction),
        });

    public static RuleSet Read(NpgsqlDataReader row) => new(
        row.GetString(0), row.GetString(1), row.GetDecimal(2), row.GetString(3), row.GetFieldValue<DateOnly>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5), row.GetString(6));
}
