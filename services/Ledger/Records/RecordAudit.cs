using MassTransit;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;
using ReferralNetwork.Proofs;

namespace ReferralNetwork.Ledger.Records;

/// <summary>Keeps an audit record, once. Its place in the tree comes from the <see cref="Sequencer"/>, so that many can be kept at a time.</summary>
public sealed class RecordAudit(UnitOfWork work, NpgsqlDataSource database) : IConsumer<AuditRecorded>
{
    public async Task Consume(ConsumeContext<AuditRecorded> context)
    {
        var audit = AuditRecord.From(context.Message);
        if (audit.Refuse() is { } fault)
            throw new RefusedException(new Refusal("MALFORMED_RECORD", $"Record {audit.Id} is not recorded: {fault}."));

        work.Write(
            """
            with kept as (
                insert into audit_records (record_id, actor, partner, service, verb, reference, related, at, commitment)
                values (@id, @actor, @partner, @service, @verb, @reference, @related, @at, @commitment))
            insert into pending (record_id) values (@id)
            """,
            audit);
        try
        {
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("audit_records_pkey"))
        {
            if (await database.ReadOne<AuditRecord>(
                $"select {AuditRecord.Columns} from audit_records a where record_id = @id", new { audit.Id }, context.CancellationToken) != audit)
                throw new RefusedException(
                    new Refusal("ANOTHER_RECORD", $"Record {audit.Id} is recorded with other facts; what was recorded first stands."));
            throw new RepeatedException();
        }
    }
}
