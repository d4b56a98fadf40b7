using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Casework;

/// <summary>A rule of a jurisdiction as it stands today.</summary>
public sealed record KnownRule(string Name, decimal Value, string Unit, string Citation);

/// <summary>The rules (law as data) that Partners has told, in this service's own table <c>known_rules</c>.</summary>
public static class KnownRules
{
    /// <summary>These rules as they stand today; a jurisdiction's own comes before the one for all (*).</summary>
    public static async Task<IReadOnlyList<KnownRule>> Find(
        UnitOfWork work, string[] rules, string jurisdiction, CancellationToken cancellationToken) =>
        await work.Read<KnownRule>(Query("@jurisdiction"),
            new { rules, today = DateOnly.FromDateTime(work.Now.UtcDateTime), jurisdiction }, cancellationToken);

    /// <summary>The same, asked with the next read.</summary>
    /// <param name="of">What the jurisdiction is found by.</param>
    /// <param name="jurisdiction">SQL that finds it by that (<c>@of</c>).</param>
    public static IReadOnlyList<KnownRule> Ask(UnitOfWork work, string[] rules, Guid of, string jurisdiction) =>
        work.Ask<KnownRule>(Query(jurisdiction), new { rules, today = DateOnly.FromDateTime(work.Now.UtcDateTime), of });

    static string Query(string jurisdiction) =>
        $"""
        select distinct on (rule) rule as name, value, unit, citation from known_rules
        where rule = any(@rules) and valid_from <= @today and (valid_to is null or valid_to >= @today) and jurisdiction in ('*', {jurisdiction})
        order by rule, jurisdiction = '*', valid_from desc
        """;

    /// <returns>Null if it is not known here (yet).</returns>
    public static Period? PeriodOf(this IReadOnlyList<KnownRule> rules, string name) =>
        rules.FirstOrDefault(rule => string.Equals(rule.Name, name, StringComparison.Ordinal)) is { } found ? new(found.Value, found.Unit) : null;
}

public sealed class KnownRulesConsumer(UnitOfWork work) : IConsumer<RuleSet>
{
    public Task Consume(ConsumeContext<RuleSet> context)
    {
        work.Write(
            """
            insert into known_rules (jurisdiction, rule, valid_from, valid_to, value, unit, citation)
            values (@jurisdiction, @rule, @validFrom, @validTo, @value, @unit, @citation)
            on conflict (jurisdiction, rule, valid_from) do update
                set valid_to = excluded.valid_to, value = excluded.value, unit = excluded.unit, citation = excluded.citation
            """,
            context.Message);
        return Task.CompletedTask;
    }
}
