using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Inquiries.Knowing;

static class KnownRules
{
    /// <summary>These rules as they stand now; a jurisdiction's own comes before the one for all (*).</summary>
    /// <returns>In the order asked for; null if one isn't known here (yet).</returns>
    public static async Task<Period[]?> Find(UnitOfWork work, string jurisdiction, CancellationToken cancellationToken, params string[] rules)
    {
        var known = await work.Read(
            """
            select distinct on (rule) rule, value, unit from known_rules
            where jurisdiction in ($1, '*') and rule = any($2) and valid_from <= $3 and (valid_to is null or valid_to >= $3)
            order by rule, jurisdiction = '*', valid_from desc
            """,
            r => (Rule: r.GetString(0), Period: new Period(r.GetDecimal(1), r.GetString(2))), cancellationToken,
            jurisdiction, rules, DateOnly.FromDateTime(work.Now.UtcDateTime));
        var periods = known.ToDictionary(r => r.Rule, r => r.Period, StringComparer.Ordinal);
        return rules.All(periods.ContainsKey) ? [.. rules.Select(rule => periods[rule])] : null;
    }
}

sealed class KnownRulesConsumer(UnitOfWork work) : IConsumer<RuleSet>
{
    public Task Consume(ConsumeContext<RuleSet> context)
    {
        var rule = context.Message;
        work.Write(
            """
            insert into known_rules (jurisdiction, rule, valid_from, valid_to, value, unit, citation) values ($1, $2, $3, $4, $5, $6, $7)
            on conflict (jurisdiction, rule, valid_from) do update
                set valid_to = excluded.valid_to, value = excluded.value, unit = excluded.unit, citation = excluded.citation
            """,
            rule.Jurisdiction, rule.Rule, rule.ValidFrom, rule.ValidTo, rule.Value, rule.Unit, rule.Citation);
        return Task.CompletedTask;
    }
}
