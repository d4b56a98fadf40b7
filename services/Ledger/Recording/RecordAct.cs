using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Ledger.Recording;

/// <summary>Keeps an act, once. Its place in the tree comes from the <see cref="Sequencer"/>, so that many can be kept at a time.</summary>
public sealed class RecordAct(UnitOfWork work) : IConsumer<ActRecorded>
{
    public async Task Consume(ConsumeContext<ActRecorded> context)
    {
        var act = Act.From(context.Message);
        if (act.Refuse() is { } fault)
            throw new RefusedException(new Refusal("MALFORMED_ACT", $"Act {act.Id} is not recorded: {fault}."));

        var isNew = await work.ReadOne(
            """
            with kept as (
                insert into acts (act_id, actor, partner, service, verb, reference, related, at, commitment)
                values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
                on conflict (act_id) do nothing returning act_id),
            queued as (
                insert into pending (act_id) select act_id from kept)
            select exists (select from kept)
            """,
            row => row.GetBoolean(0), context.CancellationToken,
            act.Id, act.Actor, act.Partner, act.Service, act.Verb, act.Reference, act.Related, act.At, act.Commitment);
        if (isNew)
            return;

        var kept = await work.ReadOne($"select {ActRow.Columns} from acts a where act_id = $1", row => ActRow.Read(row), context.CancellationToken, act.Id);
        if (kept != act)
            throw new RefusedException(new Refusal("ANOTHER_ACT", $"Act {act.Id} is recorded with other facts; what was recorded first stands."));
    }
}
