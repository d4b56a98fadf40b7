using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MassTransit;
using ReferralNetwork.Cases.Permits;
using ReferralNetwork.Cases.Sealing;
using ReferralNetwork.Cases.TravelFacts;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using Binding = ReferralNetwork.Chassis.Sealing.Binding;

namespace ReferralNetwork.Cases.StatusDecisions;

/// <summary>
/// Records in the case what the authority said: a decision, or a fact of the recovery period, which a return learns of like any other fact of
/// travel. Beside the release question this is all that Cases hears of handoffs.
/// </summary>
sealed class StatusDecidedConsumer(UnitOfWork work, KeyRing keys) : IConsumer<StatusDecided>
{
    sealed record Permitted(Guid CaseId, Guid[] Recipients, Guid LedgerReference);

    sealed record Note(string Conversation, Guid ConversationId, Guid Author, byte[] Sealed);

    public async Task Consume(ConsumeContext<StatusDecided> context)
    {
        try
        {
            await Record(context.Message, context.CancellationToken);
            await work.Commit(context.CancellationToken);
        }
        catch (Exception e) when (e.Violates("status_decisions_pkey") || e.Violates("travel_facts_pkey"))
        {
            throw new RepeatedException(); // told again under another message id
        }
    }

    async Task Record(StatusDecided told, CancellationToken cancellationToken)
    {
        Narrowing.LockCaseOf(work, told.PermitId); // one fact at a time
        var permit = await work.ReadOne<Permitted>(
            "select p.case_id, p.recipients, k.ledger_reference from permits p join cases k using (case_id) where p.permit_id = @permitId",
            new { told.PermitId }, cancellationToken)
            ?? throw new InvalidOperationException(
                $"Status referral {told.StatusReferralId} stands on permit {told.PermitId}, which Cases never gave.");
        if (!permit.Recipients.Contains(told.By.Value))
            throw new InvalidOperationException(
                $"Status referral {told.StatusReferralId} is not what permit {told.PermitId} permits: look at how its service checks it.");
        using var key = await keys.Open(KeyKind.Case, permit.CaseId, cancellationToken);
        if (key is null)
            return; // the case is erased
        if (Codes.StatusDecisions.Contains(told.What))
            Keep(told, permit, key);
        else
            await TravelFactEndpoints.Keep(
                told.FactId, await Fact(told, permit.CaseId, key, cancellationToken), permit.CaseId, permit.LedgerReference, told.RecordedAt,
                caller: null, work, keys, key, cancellationToken);
    }

    void Keep(StatusDecided told, Permitted permit, DataKey key)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(
            new StatusDecision(told.What, told.By.Value, told.On, told.DueAt, told.NoteId), NetworkJson.Options);
        work.Write(
            "insert into status_decisions (fact_id, case_id, sealed, recorded_at) values (@factId, @caseId, @content, @recordedAt)",
            new
            {
                told.FactId, permit.CaseId, content = key.Seal(content, Binding.StatusDecision(permit.CaseId, told.FactId)), told.RecordedAt,
            });
        work.Audit(caller: null, Verbs.StatusRecorded, permit.LedgerReference, told.FactId, content);
        CryptographicOperations.ZeroMemory(content);
    }

    async Task<TravelFact> Fact(StatusDecided told, Guid caseId, DataKey key, CancellationToken cancellationToken) => new(
        TravelFact.RecoveryPeriod, told.On, told.What, By: told.By.ToString(), From: told.From, Until: told.Until,
        Document: await Text(told, caseId, key, cancellationToken), Code: told.Code, Challenged: told.Challenged);

    /// <summary>What the authority wrote with it: Cases signed that it is of this case.</summary>
    async Task<string?> Text(StatusDecided told, Guid caseId, DataKey key, CancellationToken cancellationToken) =>
        told.NoteId is { } id && await work.ReadOne<Note>(
            "select conversation, conversation_id, author, sealed from notes where note_id = @id and case_id = @caseId and author = @by",
            new { id, caseId, told.By }, cancellationToken) is { } note
            ? Encoding.UTF8.GetString(key.Open(note.Sealed, Binding.Note(id, note.Conversation, note.ConversationId, note.Author)))
            : null;
}
