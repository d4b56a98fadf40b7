using MassTransit;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Cases.CaseFiles;

/// <summary>
/// Case ids that Inquiries has promised to a situation. Each is used once, to open a case or to be swept: whoever comes
/// second waits on the row for the first.
/// </summary>
static class Reservations
{
    public static readonly Refusal Over = new(
        "RESERVATION_OVER", "A case was opened under this id already, or its reservation is over. Begin again at the situation.");

    /// <returns>False where the id was used before.</returns>
    public static async Task<bool> Take(UnitOfWork work, Guid caseId, CancellationToken cancellationToken)
    {
        var taken = await work.ReadOne<Guid>(
            """
            insert into reserved_cases (case_id, swept) select @caseId, false where not exists (select from cases where case_id = @caseId)
            on conflict do nothing returning case_id
            """,
            new { caseId }, cancellationToken);
        return taken == caseId;
    }
}

/// <summary>
/// Erases what was opened under an id that nobody linked to its situation, and keeps it from being opened later. A case that
/// was worked with since then stays: it stands in its owner's list, and nothing in it is lost.
/// </summary>
sealed class SweepCaseConsumer(UnitOfWork work, KeyRing keys) : IConsumer<SweepCase>
{
    public async Task Consume(ConsumeContext<SweepCase> context)
    {
        var (caseId, owner) = (context.Message.CaseId, context.Message.Owner);
        work.Write("insert into reserved_cases (case_id, swept) values (@caseId, true) on conflict (case_id) do update set swept = true",
            new { caseId });
        var locked = work.Ask<Guid>(
            "select ledger_reference from cases where case_id = @caseId and owner = @owner for update", new { caseId, owner });
        // A statement of its own, since it must see what whoever held the row has just committed: a consent, a tie.
        var unused = await work.ReadOne<bool>(
            """
            select version = 1 and not exists (select from consents where case_id = c.case_id)
                and not exists (select from permits where case_id = c.case_id)
                and not exists (select from ties where case_id = c.case_id)
                and not exists (select from travel_facts where case_id = c.case_id)
                and not exists (select from attachments where case_id = c.case_id)
                and not exists (select from orders where case_id = c.case_id)
                and not exists (select from exhibits where case_id = c.case_id)
            from cases c where case_id = @caseId
            """,
            new { caseId }, context.CancellationToken);
        if (locked is not [var swept] || !unused)
            return;
        work.Write("delete from case_contents where case_id = @caseId", new { caseId });
        work.Write("delete from cases where case_id = @caseId", new { caseId });
        work.Write("delete from audit_salts where reference = @swept", new { swept });
        work.Audit(caller: null, Verbs.CaseSwept, swept);
        // Before the commit: should that fail, the message comes again.
        await keys.Destroy(KeyKind.Case, caseId, context.CancellationToken);
    }
}
