using Microsoft.AspNetCore.Http;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Chassis.Sagas;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Casework;

/// <summary>
/// What is owed after a stop and so late that the data-protection officer is shown it: of what the own organisation has sent or leads, and
/// what it owes itself. No content, and no way into the conversation.
/// </summary>
public static class OverdueLists
{
    /// <param name="table">Of the sagas, with a column <c>escalated</c>.</param>
    /// <param name="lines">Those of a conversation that the caller's organisation may see.</param>
    public static async Task<IResult> List<TState>(
        UnitOfWork work, Caller caller, string table, Func<TState, IEnumerable<OverdueLine>> lines, CancellationToken cancellationToken)
        where TState : SagaState
    {
        if (!caller.Has(Roles.DataProtectionOfficer))
            return Problems.Forbidden("Only the data-protection officer sees this list.");
        var states = await work.Read<StoredSaga>(
            $"""
            select s.data, s.version from {table} s
            where s.escalated and exists (select 1 from worklist w where w.conversation_id = s.correlation_id and w.partner_id = @partner)
            """,
            new { caller.Partner }, cancellationToken);
        return Answers.Found(new { items = states.SelectMany(s => lines(s.As<TState>())).OrderBy(l => l.DueAt) });
    }
}
