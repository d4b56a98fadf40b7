using MassTransit;
using Npgsql;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Contracts;

namespace ReferralNetwork.Ledger.Recording;

/// <summary>Keeps an act, once. Its place in the tree comes from the <see cref="Sequencer"/>, so that many can be kept at a time.</summary>
public sealed class RecordAct(UnitOfWork work, NpgsqlDataSource database) : IConsumer<ActRecorded>
{
    public async Task Consume(ConsumeContext<ActRecorded> context)
    {
        var act = Act.From(context.Message);
        if (act.Refuse() is { } fault)
            throw new RefusedException(new Refusal("MALFORMED_ACT", $"Act {act.Id} is not recorded: {fault}."));

        work.Write(
            """
            with kept as (
                insert into acts (act_id, actor, partner, service, verb, reference, related, at, commitment)
                values (@id, @actor, @partner, @service, @verb, @reference, @related, @at, @commitment))
            insert into pending (act_id) values (@id)
            """,
            act);
        try
        {
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("acts_pkey"))
        {
            if (await database.ReadOne<Act>($"select {Act.Columns} from acts a where act_id = @id", new { act.Id }, context.CancellationToken) != act)
                throw new RefusedException(new Refusal("ANOTHER_ACT", $"Act {act.Id} is recorded with other facts; what was recorded first stands."));
            throw new RepeatedException();
        }
    }
}
