using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Handoffs.ConsentedHandoffs;

/// <summary>Lists and details: what was sent for those who work with the person, what was received for liaison officers.</summary>
static class HandoffQueries
{
    public const string Table = "consented_handoffs";

    public static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<ConsentedHandoffState>(
            work, caller, Table, [.. SidesOf(caller)], side, open, cursor, state => HandoffView.Line(state, caller.Partner), cancellationToken);

    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ConsentedHandoffStateMachine machine, CancellationToken cancellationToken)
    {
        if (await Worklists.Find<ConsentedHandoffState>(work, caller, Table, id, cancellationToken) is not { } state)
            return Problems.NotFound("handoff");
        var side = caller.Partner == state.Data.From ? Worklist.Sent : Worklist.Received;
        return !SidesOf(caller).Contains(side)
            ? Problems.Forbidden(side == Worklist.Sent ? NotForYou.SendersAlone : NotForYou.LiaisonAlone)
            : Answers.Found(
                HandoffView.Detail(state, caller.Partner, machine.ActionsFor(state, caller.Partner, work.Now)),
                HandoffView.ETag(state, caller.Partner));
    }

    /// <summary>Receipts that are owed since consent was taken back.</summary>
    public static Task<IResult> Overdue(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        OverdueLists.List<ConsentedHandoffState>(
            work, caller, Table,
            state => HandoffView.Line(state, caller.Partner) is var line
                ? state.Data.StopReceipts.Where(r => r is { Owed: true, Escalated: true }).Select(r =>
                    new OverdueLine(line.Id, line.Reference, line.Side, "stop-receipt", r.Partner, r.AskedAt!.Value, r.DueAt))
                : [],
            cancellationToken);

    public static IEnumerable<string> SidesOf(Caller caller)
    {
        if (caller.Roles.Overlaps(Roles.HelperRoles))
            yield return Worklist.Sent;
        if (caller.Has(Roles.LiaisonOfficer))
            yield return Worklist.Received;
    }
}
