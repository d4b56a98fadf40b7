using ReferralNetwork.Cases.CaseFiles;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Cases.Ties;

/// <summary>
/// Which conversations a case is in, however Cases knows it: by a tie, an offer, a question for a release, or an order. So they are found as
/// long as nothing has left, too.
/// </summary>
static class ConversationEndpoints
{
    public static void MapConversations(this WebApplication app) => app.MapCaseWork("/cases/{caseId:guid}/conversations").MapGet("", List);

    static async Task<IResult> List(Guid caseId, Caller caller, UnitOfWork work, CancellationToken cancellationToken)
    {
        if (await OwnCase.Find(work, caseId, caller, cancellationToken) is null)
            return Problems.NotFound("case");
        var rows = await work.Read<ConversationLine>(
            """
            select conversation, id from (
                select conversation, conversation_id as id from ties where case_id = @caseId
                union
                select o.conversation, o.conversation_id from permits p join offers o using (permit_id) where p.case_id = @caseId
                union
                select r.conversation, r.conversation_id from permits p join releases r using (permit_id) where p.case_id = @caseId
                union
                select @compelled, order_id from orders where case_id = @caseId -- a compelled disclosure has the id of its order
            ) as known
            order by id desc
            """,
            new { caseId, compelled = Conversations.CompelledDisclosure }, cancellationToken);
        return Answers.Found(new { items = rows });
    }
}
