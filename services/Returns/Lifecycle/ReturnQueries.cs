using ReferralNetwork.Casework;
using ReferralNetwork.Chassis.Data;
using ReferralNetwork.Chassis.Http;
using ReferralNetwork.Chassis.Identity;

namespace ReferralNetwork.Returns.Lifecycle;

/// <summary>Lists and details.</summary>
static class ReturnQueries
{
    public const string Table = "returns";

    public static Task<IResult> List(string? side, bool? open, string? cursor, Caller caller, UnitOfWork work, CancellationToken cancellationToken) =>
        Worklists.List<ReturnState>(
            work, caller, Table, Worklist.Sides, side, open, cursor, state => ReturnView.Line(state, caller.Partner, work.Now), cancellationToken);

    public static async Task<IResult> Detail(
        Guid id, Caller caller, UnitOfWork work, ReturnStateMachine machine, CancellationToken cancellationToken) =>
        await Worklists.Find<ReturnState>(work, caller, Table, id, cancellationToken) is not { } state
            ? Problems.NotFound("return")
            : Answers.Found(
                ReturnView.Detail(state, caller.Partner, machine.ActionsFor(state, caller.Partner, work.Now), work.Now),
                ReturnView.ETag(state, caller.Partner));
}
