using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Partners.JurisdictionRules;

/// <summary>Rules as data, each with its citation. A jurisdiction's own come before those of '*'.</summary>
public static class RuleEndpoints
{
    public const string Columns = "jurisdiction, rule, value, unit, valid_from, valid_to, citation";

    public static void MapRules(this IEndpointRouteBuilder app) => app.MapActions("/rules").MapGet("", Get);

    static async Task<IResult> Get(string? jurisdiction, UnitOfWork work, CancellationToken cancellationToken) =>
        Answers.Found(new
        {
            items = await work.Read<RuleSet>(
                $"""
                select {Columns} from rules
                where @jurisdiction is null or jurisdiction in (@jurisdiction, '*')
                order by rule, jurisdiction = '*', jurisdiction, valid_from
                """,
                new { jurisdiction }, cancellationToken),
        });
}
