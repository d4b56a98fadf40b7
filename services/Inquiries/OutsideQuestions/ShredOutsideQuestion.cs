using MassTransit;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Messaging;
using ReferralNetwork.Chassis.Sealing;
using ReferralNetwork.Contracts;
using ReferralNetwork.Inquiries.Sealing;

namespace ReferralNetwork.Inquiries.OutsideQuestions;

/// <summary>
/// When the rule's time is over the key goes, and then all of the question: whoever asked finds it no more either. The record says so to
/// each side under its own id.
/// </summary>
sealed class ShredOutsideQuestion(UnitOfWork work, KeyRing keys) : IConsumer<OutsideQuestionShredDue>
{
    public async Task Consume(ConsumeContext<OutsideQuestionShredDue> context)
    {
        var id = context.Message.QuestionId;
        if (await work.ReadOne<Kept>(
            "select received_id, deletes_at from outside_questions where question_id = @id for update", new { id }, context.CancellationToken)
            is not { } kept)
            return;
        if (kept.DeletesAt > work.Now)
        {
            work.Schedule(TimerKey.For<OutsideQuestionShredDue>(id), kept.DeletesAt, context.Message);
            return;
        }
        await keys.Destroy(InquiryKeys.OutsideQuestion, id, context.CancellationToken);
        work.Write("delete from outside_questions where question_id = @id", new { id });
        work.Audit(caller: null, Verbs.OutsideQuestionShredded, id);
        work.Audit(caller: null, Verbs.OutsideQuestionShredded, kept.ReceivedId);
    }

    sealed record Kept(Guid ReceivedId, DateTimeOffset DeletesAt);
}
