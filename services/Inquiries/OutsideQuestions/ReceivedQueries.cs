using System.Text.Json;
using ReferralNetwork.Chassis;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.OutsideQuestions;

/// <summary>
/// What the coordinators of the organisation asked read and do, under an id of its own, so that no record of it is found by the asker's.
/// </summary>
static class ReceivedQueries
{
    const string Columns = "received_id as id, asker, on_behalf_of, asked_at, deletes_at, looked_at, looked_at_by";

    /// <param name="open">Those that no coordinator has looked at, or the others; the first where it is not said.</param>
    /// <param name="cursor">The last id of the page before.</param>
    public static async Task<IResult> List(bool? open, Guid? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        const string Listed = "asked = @partner and (looked_at is null) = @open";
        var values = new { caller.Partner, open = open ?? true, after = cursor ?? Guid.AllBitsSet };
        var total = work.Ask<long>($"select count(*) from outside_questions where {Listed}", values);
        var rows = await work.Read<ReceivedQuestion>(
            $"select {Columns} from outside_questions where {Listed} and received_id < @after order by received_id desc limit {Page.Size + 1}",
            values, cancellationToken);
        return Page.Of(rows, total[0], row => row, row => row.Id);
    }

    /// <summary>That it was read is on the ledger.</summary>
    public static async Task<IResult> Read(Guid id, Caller caller, UnitOfWork work, KeyRing keys, CancellationToken cancellationToken)
    {
        var values = new { id, caller.Partner };
        var line = work.Ask<ReceivedQuestion>($"select {Columns} from outside_questions where received_id = @id and asked = @partner", values);
        var found = await work.ReadOne<SealedText>(
            "select question_id, sealed from outside_questions where received_id = @id and asked = @partner", values, cancellationToken);
        if (found is null)
            return Problems.NotFound("question");
        using var key = await keys.Open(InquiryKeys.OutsideQuestion, found.QuestionId, cancellationToken);
        if (key is null)
            return Problems.NotFound("question");
        var text = key.OpenText(found.Sealed, InquiryKeys.OfOutsideQuestion(found.QuestionId, caller.Partner));
        work.Audit(caller, Verbs.OutsideQuestionRead, id);
        return Answers.Found(new ReceivedQuestionShown(line[0], JsonSerializer.Deserialize<QuestionText>(text, NetworkJson.Stored)!));
    }

    /// <summary>Takes it off the open ones, once; who reads it has nothing else to do with it here.</summary>
    public static async Task<IResult> Look(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var looked = await work.Read<bool>(
            "select looked_at is not null from outside_questions where received_id = @id and asked = @partner for update",
            new { id, caller.Partner }, cancellationToken);
        if (looked is not [var already])
            return Problems.NotFound("question");
        if (!already)
        {
            work.Write(
                "update outside_questions set looked_at = @now, looked_at_by = @actorId where received_id = @id",
                new { id, caller.ActorId, work.Now });
            work.Audit(caller, Verbs.OutsideQuestionLookedAt, id);
        }
        return Answers.Done(id);
    }

    sealed record SealedText(Guid QuestionId, byte[] Sealed);
}
