using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Contracts;
using ReferralNetwork.Referrals.Referring;

namespace ReferralNetwork.Referrals.Knowing;

static class KnownRules
{
    const string StopReceiptDue = "stop-receipt-due";
    const string StopReceiptEscalation = "stop-receipt-escalation";
    const string StopWishDue = "stop-wish-due";
    const string OneSidedEnd = "cancellation-unanswered";
    const string ReadAfterCompletion = "access-after.completed";
    const string ReadAfterLostContact = "access-after.lost-contact";
    const string Correction = "outcome-correction";

    static readonly string[] Endings = [StopReceiptDue, StopReceiptEscalation, StopWishDue, OneSidedEnd, ReadAfterCompletion, ReadAfterLostContact, Correction];

    /// <summary>
    /// Asks, with the next read, for the periods of an offer of this urgency; a jurisdiction's own rule comes before the one for all (*).
    /// </summary>
    public static IReadOnlyList<KnownRule> Ask(UnitOfWork work, PartnerId sender, string urgency) => work.Ask(
        """
        select distinct on (rule) rule, value, unit from known_rules
        where jurisdiction in ('*', (select jurisdiction from known_partners where partner_id = $1)) and rule = any($2)
        and valid_from <= $3 and (valid_to is null or valid_to >= $3)
        order by rule, jurisdiction = '*', valid_from desc
        """,
        r => new KnownRule(r.GetString(0), new Period(r.GetDecimal(1), r.GetString(2))),
        sender.Value, (string[])[AnswerDue(urgency), .. Endings], DateOnly.FromDateTime(work.Now.UtcDateTime));

    /// <param name="candidates">Whose zones the terms keep.</param>
    /// <returns>Null if a rule that every offer needs isn't known here (yet).</returns>
    public static Terms? Terms(IReadOnlyList<KnownRule> rules, KnownPartner sender, IEnumerable<KnownPartner> candidates, string urgency)
    {
        return Find(AnswerDue(urgency)) is { } answer && Find(StopReceiptDue) is { } stop
            ? new Terms(
                answer, stop, sender.TimeZone, Find(StopReceiptEscalation), Find(StopWishDue), Find(OneSidedEnd), Find(ReadAfterCompletion),
                Find(ReadAfterLostContact), Find(Correction), [.. candidates.Select(c => new PartnerZone(c.Id, c.TimeZone))])
            : null;

        Period? Find(string name) => rules.FirstOrDefault(r => r.Name == name)?.Period;
    }

    static string AnswerDue(string urgency) => $"answer-due.{urgency.ToLowerInvariant()}";
}

sealed record KnownRule(string Name, Period Period);

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
