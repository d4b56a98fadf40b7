using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Identity;
using ReferralNetwork.Contracts;
using ReferralNetwork.Contracts.Responses;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Receipts that are owed for parts that ended: to the lead, and by whoever had the part.</summary>
static class Overdue
{
    public static Task<IResult> List(Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        OverdueLists.List<ReturnState>(work, caller, ReturnQueries.Table, state => Lines(state, caller.Partner, work.Now), cancellationToken);

    static IEnumerable<OverdueLine> Lines(ReturnState state, PartnerId viewer, DateTimeOffset now)
    {
        var line = ReturnView.Line(state, viewer, now);
        return state.Data.Receipts
            .Where(r => r is { Owed: true, Escalated: true } && (viewer == state.Data.Lead || viewer == r.Partner))
            .Select(r => new OverdueLine(line.Id, line.Reference, line.Side, "stop-receipt", r.Partner, r.AskedAt!.Value, r.DueAt));
    }
}
