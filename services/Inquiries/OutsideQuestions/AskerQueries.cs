using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Inquiries.OutsideQuestions;

/// <summary>
/// What whoever asked reads, and nobody beside them: made of what they sent and of the clock alone. It has no version, since nothing ever
/// changes it but the hour.
/// </summary>
static class AskerQueries
{
    const string Columns = "question_id as id, asked, on_behalf_of, asked_at, answers_at, deletes_at";
    const string Own = "asker = @partner and asked_by = @actorId";

    /// <param name="cursor">The last id of the page before.</param>
    public static async Task<IResult> List(Guid? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        var values = new { caller.Partner, caller.ActorId, after = cursor ?? Guid.AllBitsSet };
        var total = work.Ask<long>($"select count(*) from outside_questions where {Own}", values);
        var rows = await work.Read<Row>(
            $"select {Columns} from outside_questions where {Own} and question_id < @after order by question_id desc limit {Page.Size + 1}",
            values, cancellationToken);
        return Page.Of(rows, total[0], row => row.Shown(work.Now), row => row.Id);
    }

    public static async Task<IResult> One(Guid id, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        await work.ReadOne<Row>($"select {Columns} from outside_questions where question_id = @id and {Own}",
            new { id, caller.Partner, caller.ActorId }, cancellationToken) is { } row
            ? Answers.Found(row.Shown(work.Now))
            : Problems.NotFound("question");

    sealed record Row(
        Guid Id, PartnerId Asked, string OnBehalfOf, DateTimeOffset AskedAt, DateTimeOffset AnswersAt, DateTimeOffset DeletesAt)
    {
        public OutsideQuestion Shown(DateTimeOffset now) =>
            new(Id, Asked, OnBehalfOf, AskedAt, AnswersAt, now < AnswersAt ? null : OutsideQuestion.FixedAnswer, DeletesAt);
    }
}
